"""What some dialogs return, where that needs a name."""

from enum import Enum, auto
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


class NoteText(NamedTuple):
    """What is said of a passage.

    Attributes:
        note: the person's own words, or empty.
        tags: in the order given.
    """

    note: str = ""
    tags: tuple[str, ...] = ()


NOTHING = NoteText()
"""What is said of a passage that nothing is said of."""


class Fate(Enum):
    """What is to become of what was written."""

    SAVE = auto()
    """It is to be saved."""
    DRAFT = auto()
    """It is to be kept, and gone on with later."""
    DISCARD = auto()
    """It is to be forgotten; what was saved before stays."""


class Written(NamedTuple):
    """What the editor of a note returns."""

    text: NoteText
    fate: Fate
