"""Anchors: where the passages of annotations are in the text that is open."""

from dataclasses import dataclass
from enum import StrEnum

from tui.domain.annotation import Annotation, Target
from tui.domain.text.spans import TextSpan


class Method(StrEnum):
    """How a passage was found."""

    EXACT = "exact"
    TRANSFERRED = "transferred"
    WORDING = "wording"
    APPROXIMATE = "approximate"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What became of a passage in a text.

    Attributes:
        span: where it stands; None if it is an orphan.
        how: how it was found, or None.
        sure: False where the reader should check whether this is the place.
        guess: for an orphan, the place that comes nearest, if any does.
    """

    span: TextSpan | None = None
    how: Method | None = None
    sure: bool = True
    guess: TextSpan | None = None

    @property
    def is_orphan(self) -> bool:
        """Return whether the passage has no place any more."""
        return self.span is None

    @property
    def is_doubtful(self) -> bool:
        """Return whether it has one that the reader should confirm."""
        return self.span is not None and not self.sure

    @property
    def best(self) -> TextSpan | None:
        """Return where it stands, else where it stands perhaps, if anywhere."""
        return self.span or self.guess


@dataclass(frozen=True, slots=True)
class AnchoredNote:
    """An annotation, and what became of its passage in the text that is open."""

    annotation: Annotation
    anchored: Anchor


def at_own_offsets(target: Target, text_hash: str, length: int) -> Anchor | None:
    """Return the place of a passage in the very text that it was made on; None in any other text.

    ``length`` is that of the text with this SHA-256, in code points.
    """
    span = target.span
    if target.text_hash == text_hash and 0 <= span.start < span.end <= length:
        return Anchor(span, Method.EXACT)
    return None
