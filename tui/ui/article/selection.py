"""Selection and how keys and mouse change it."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from textual.message import Message

from tui.domain import motions
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.ui.article.article_text import ArticleText
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


class SelectableText(ArticleText):
    """Keeps what is selected, and paints it; the cursor is the end that moves.

    Attributes:
        last_selection: the selection that was left last, or None.
    """

    class SelectionChanged(Message):
        """Another stretch of the text is selected, or none."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.last_selection: Selection | None = None
        self._selection: Selection | None = None
        self._is_apart = False
        """Whether the cursor is being moved without the selection."""

    def watch_article(self, article: Article | None) -> None:
        self._selection = self.last_selection = None
        super().watch_article(article)

    def watch_cursor(self, before: int, after: int) -> None:
        super().watch_cursor(before, after)
        if self._selection is not None and not self._is_apart:
            self._set_selection(self._selection.to(after))

    @property
    def is_selecting(self) -> bool:
        """Whether something is selected."""
        return self._selection is not None

    @property
    def selection_unit(self) -> Unit | None:
        """What the selection grows by, or None while nothing is selected."""
        return self._selection.unit if self._selection is not None else None

    @property
    def selected(self) -> TextSpan | None:
        """What is selected, in whole graphemes, or None."""
        if self._selection is None or self.article is None or not self.article.text:
            return None
        return self._selection.span(self.article, self.rows)

    @property
    def selected_words(self) -> TextSpan | None:
        """What is selected, without white space at its ends; None where nothing is left."""
        span = self.selected
        if span is None:
            return None
        wording = span.of(self.rows.text)
        start = span.start + len(wording) - len(wording.lstrip())
        end = span.end - (len(wording) - len(wording.rstrip()))
        return TextSpan(start, end) if start < end else None

    def start_selection(self, unit: Unit) -> None:
        """Select what stands at the cursor, and from now on all that the cursor passes."""
        if self.article is not None and self.article.text:
            self._set_selection(Selection(self.cursor, self.cursor, unit))

    def select(self, span: TextSpan) -> None:
        """Select a stretch of the text; the cursor goes to its end."""
        if span.start < span.end:
            self._take_up(whole(span, self.rows))

    def select_last(self) -> bool:
        """Select again what was selected last; false where nothing was."""
        if self.last_selection is None:
            return False
        self._take_up(self.last_selection)
        return True

    def leave_selection(self) -> None:
        """Select nothing any more."""
        if self._selection is not None:
            self.last_selection = self._selection
            self._set_selection(None)

    def change_unit(self, unit: Unit) -> None:
        """Let the selection grow by something else."""
        if self._selection is not None:
            self._set_selection(self._selection.in_units(unit))

    def swap_ends(self) -> None:
        """Move the other end of the selection from now on."""
        if self._selection is not None:
            self._take_up(self._selection.swapped())

    def _take_up(self, selection: Selection) -> None:
        self._selection = None
        self.cursor = selection.head
        self._set_selection(selection)

    def _set_selection(self, selection: Selection | None) -> None:
        before = self.overlays.selected
        self._selection = selection
        self.overlays.selected = after = self.selected
        if before is None or after is None:
            # Names look otherwise while something is selected.
            self.refresh()
        else:
            for one, other in ((before.start, after.start), (before.end, after.end)):
                if one != other:
                    self.refresh_rows(min(one, other), max(one, other))
        self.post_message(self.SelectionChanged())
