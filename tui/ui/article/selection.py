"""The selection: a stretch of the article, and how motions, keys and the mouse change it."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Protocol

from textual.events import MouseDown, MouseMove
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from tui.domain import motions
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.ui.article.layers import ArticleLayers
from tui.ui.article.layout import TextLayout
from tui.ui.article.viewport import Viewport

_SCROLL_EVERY = 0.06
"""Seconds between the rows by which the text moves while the mouse is dragged beyond its edge."""


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
        head: one of the end that moves; it may be before the anchor.
        unit: what is selected whole at both ends.
    """

    anchor: int
    head: int
    unit: Unit = Unit.CHARACTER

    def to(self, head: int) -> "Selection":
        """Return the same selection, extended to another place."""
        return replace(self, head=head)

    def in_units(self, unit: Unit) -> "Selection":
        """Return the same selection, growing by something else."""
        return replace(self, unit=unit)

    def swapped(self) -> "Selection":
        """Return the same stretch, with the other end to be moved."""
        return replace(self, anchor=self.head, head=self.anchor)

    def span(self, article: Article, rows: TextLayout) -> TextSpan:
        """Return what is selected of ``article``, in whole graphemes; ``rows`` are those of its text."""
        first, last = sorted((self.anchor, self.head))
        if self.unit is Unit.SENTENCE:
            before, after = motions.sentence_at(article, first), motions.sentence_at(article, last)
            first = min(first, before.start) if before else first
            last = max(last, after.end - 1) if after else last
        return TextSpan(rows.grapheme(first).start, rows.grapheme(last).end)


def whole(span: TextSpan, rows: TextLayout) -> Selection:
    """Return the selection of exactly ``span``, which is not empty; its end is the one that moves."""
    return Selection(span.start, rows.grapheme(span.end - 1).start)


class HasCursor(Protocol):
    """What the selection asks of the widget that shows the text.

    Attributes:
        cursor: where the cursor is, in code points; whoever sets it moves it.
    """

    cursor: int

    def post_message(self, message: Message, /) -> bool:
        """Send a message to whoever holds the widget."""


class Selector:
    """What is selected of an article; the cursor is the end that moves.

    Attributes:
        current: the selection, or None while nothing is selected.
        last: the selection that was left last, or None.
        is_extending: whether it was begun by a shifted key, not by one that begins a selection alone.
    """

    class SelectionChanged(Message, namespace="article_view"):
        """Another stretch of the text is selected, or none."""

    def __init__(self, widget: HasCursor, viewport: Viewport) -> None:
        self._widget = widget
        self._viewport = viewport
        self._moves_alone = False
        """Whether the cursor is being moved without the selection."""
        self.show(None, ArticleLayers())

    def show(self, article: Article | None, layers: ArticleLayers) -> None:
        """Select nothing in another article; ``layers`` paint from now on what is selected."""
        self._article = article
        self._layers = layers
        self.current: Selection | None = None
        self.last: Selection | None = None
        self.is_extending = False

    @property
    def span(self) -> TextSpan | None:
        """What is selected, in whole graphemes, or None."""
        if self.current is None or self._article is None or not self._article.text:
            return None
        return self.current.span(self._article, self._viewport.rows)

    @property
    def words(self) -> TextSpan | None:
        """What is selected, without white space at its ends; None where nothing is left."""
        span = self.span
        if span is None:
            return None
        wording = span.of(self._viewport.rows.text)
        start = span.start + len(wording) - len(wording.lstrip())
        end = span.end - (len(wording) - len(wording.rstrip()))
        return TextSpan(start, end) if start < end else None

    def start(self, unit: Unit = Unit.CHARACTER, *, extending: bool = False) -> bool:
        """Select what is at the cursor, and from now on all that it passes, unless something is selected.

        Returns:
            Whether it was started.
        """
        if self.current is not None or self._article is None:
            return False
        self._widget.cursor = self._viewport.place(self._widget.cursor)
        if not self._article.text:
            return False
        self.is_extending = extending
        self._change(Selection(self._widget.cursor, self._widget.cursor, unit))
        return True

    def toggle(self, unit: Unit) -> None:
        """Start to select by ``unit``; leave it if that is what was going on, or else go on by it."""
        selection = self.current
        self.is_extending = False
        if selection is None:
            self.start(unit)
        elif selection.unit is unit:
            self.leave()
        else:
            self._change(selection.in_units(unit))

    def select(self, span: TextSpan, *, extending: bool = False) -> None:
        """Select a stretch of the text; the cursor goes to its end."""
        self.is_extending = extending
        if span.start < span.end:
            self.take_up(whole(span, self._viewport.rows))

    def select_last(self) -> bool:
        """Select again what was selected last; return False where nothing was."""
        if self.last is None:
            return False
        self.take_up(self.last)
        return True

    def swap_ends(self) -> None:
        """Move the other end of the selection from now on."""
        if self.current is not None:
            self.take_up(self.current.swapped())

    def leave(self) -> None:
        """Select nothing any more."""
        if self.current is not None:
            self.last = self.current
            self._change(None)

    def take_up(self, selection: Selection) -> None:
        """Select something, and put the cursor at the end of it that moves."""
        self.move_cursor_alone(selection.head)
        self._change(selection)

    def move_cursor_alone(self, offset: int) -> None:
        """Put the cursor on a code point while the selection stays as it is."""
        self._moves_alone = True
        self._widget.cursor = offset
        self._moves_alone = False

    def follow(self, cursor: int) -> None:
        """Extend the selection to where the cursor is now."""
        if self.current is not None and not self._moves_alone:
            self._change(self.current.to(cursor))

    def _change(self, selection: Selection | None) -> None:
        before = self._layers.selected
        self.current = selection
        self._layers.selected = after = self.span
        if before is None or after is None:
            # Names look otherwise while something is selected.
            self._viewport.refresh()
        else:
            for one, other in ((before.start, after.start), (before.end, after.end)):
                if one != other:
                    self._viewport.refresh_rows(min(one, other), max(one, other))
        self._widget.post_message(self.SelectionChanged())

    def around(self, what: str, offset: int) -> TextSpan | None:
        """Return the sentence, paragraph, name, quote or word around ``offset``, or None without one."""
        if self._article is None:
            return None
        match what:
            case "sentence":
                return motions.sentence_at(self._article, offset)
            case "paragraph":
                return motions.paragraph_at(self._article, offset)
            case "word":
                return motions.word_at(self._viewport.rows.text, offset)
            case "quote":
                quotation = self._layers.quotation_at(offset)
                return quotation.span if quotation else None
        mention = self._layers.mention_at(offset)
        return TextSpan(mention.start, mention.end) if mention else None


class Drag:
    """A drag of the mouse over an article, which selects what lies between its origin and the mouse.

    Beyond an edge of the text it scrolls on as long as the button is down.
    """

    def __init__(self, widget: Widget, viewport: Viewport, selector: Selector) -> None:
        self._widget = widget
        self._viewport = viewport
        self._selector = selector
        self._origin: int | None = None
        """Where the button went down, as long as it is down."""
        self._has_moved = False
        self._beyond = 0
        """-1 or 1 while the mouse is above or below the text."""
        self._timer: Timer | None = None

    def press(self, event: MouseDown) -> None:
        """Begin where the left button went down."""
        if event.button == 1:
            self._origin = self._viewport.nearest_offset(event.x, event.y)
            self._has_moved = False
            self._widget.capture_mouse()

    def move(self, event: MouseMove) -> None:
        """Select as far as the mouse is now."""
        if self._origin is None:
            return
        offset = self._viewport.nearest_offset(event.x, event.y)
        if not self._has_moved and offset == self._origin:
            return
        self._has_moved = True
        self._beyond = -1 if event.y < 0 else 1 if event.y >= self._viewport.height else 0
        if not self._beyond:
            self._stop_scrolling()
        elif self._timer is None:
            self._timer = self._widget.set_interval(_SCROLL_EVERY, self._scroll_on)
        self._selector.take_up(Selection(self._origin, offset))

    def release(self) -> None:
        """End where the button was released."""
        if self._origin is not None:
            self._origin = None
            self._stop_scrolling()
            self._widget.release_mouse()

    def take_click(self) -> bool:
        """Return whether a click is the end of a drag; the next one is not."""
        was_moved, self._has_moved = self._has_moved, False
        return was_moved

    def _scroll_on(self) -> None:
        """Move the text by a row while the mouse is beyond it."""
        viewport = self._viewport
        viewport.scroll(viewport.top + self._beyond)
        row = viewport.top + (viewport.height - 1 if self._beyond > 0 else 0)
        offset = viewport.rows.row(max(0, min(row, len(viewport.rows) - 1))).start
        if self._origin is not None:
            self._selector.take_up(Selection(self._origin, offset))

    def _stop_scrolling(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
