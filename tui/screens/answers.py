"""What some dialogs return, where that needs a name."""

from typing import NamedTuple

from tui.domain.analysis import Entity, Label
from tui.domain.span import TextSpan


class NewName(NamedTuple):
    """A name that the pipeline missed, or found with other words.

    Attributes:
        span: where it stands.
        label: its kind.
    """

    span: TextSpan
    label: Label


class SaidBy(NamedTuple):
    """Who said a quotation; None for nobody, or where it is not clear."""

    entity: Entity | None


class ToCorrect(NamedTuple):
    """The mention that something is to be put right about."""

    mention: TextSpan
