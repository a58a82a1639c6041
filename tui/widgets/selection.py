"""A stretch of text that somebody is selecting."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from tui.domain import motions
from tui.domain.article import Article
from tui.domain.span import TextSpan
from tui.ui.article.layout import TextLayout


class Unit(Enum):
    """What a selection grows by."""

    CHARACTER = auto()
    """As a reader counts them: a letter with its accents, an emoji of several code points."""
    SENTENCE = auto()


@dataclass(frozen=True, slots=True)
class Selection:
    """All from one place to another, both included.

    Attributes:
        anchor: a code point of the end that stays.
        head: one of the end that moves; it may stand before the anchor.
        unit: what is selected whole at both ends.
    """

    anchor: int
    head: int
    unit: Unit = Unit.CHARACTER

    def to(self, head: int) -> "Selection":
        """The same selection, drawn to another place."""
        return replace(self, head=head)

    def in_units(self, unit: Unit) -> "Selection":
        """The same selection, growing by something else."""
        return replace(self, unit=unit)

    def swapped(self) -> "Selection":
        """The same stretch, with the other end to be moved."""
        return replace(self, anchor=self.head, head=self.anchor)

    def span(self, article: Article, rows: TextLayout) -> TextSpan:
        """What is selected of ``article``, never a part of a grapheme; ``rows`` are those of its text."""
        first, last = sorted((self.anchor, self.head))
        if self.unit is Unit.SENTENCE:
            before, after = motions.sentence_at(article, first), motions.sentence_at(article, last)
            first = min(first, before.start) if before else first
            last = max(last, after.end - 1) if after else last
        return TextSpan(rows.grapheme(first).start, rows.grapheme(last).end)


def whole(span: TextSpan, rows: TextLayout) -> Selection:
    """The selection of exactly ``span``, which is not empty; its end is the one that moves."""
    return Selection(span.start, rows.grapheme(span.end - 1).start)
