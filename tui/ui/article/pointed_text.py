"""An article's text under the mouse: a click puts the cursor, a drag selects."""

from textual import events
from textual.message import Message

from tui.domain import motions
from tui.domain.motions import word_at
from tui.ui.article.selection import SelectableText, Selection

_SCROLL_EVERY = 0.06
"""Seconds between the rows by which the text moves while one drags beyond its edge."""


class PointedText(SelectableText):
    """Selects by mouse: by dragging, a word by two clicks, a sentence by three."""

    class Activated(Message):
        """Somebody wants to know more of what stands at ``offset``."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pressed_at: int | None = None
        """Where the button went down, as long as it is down."""
        self._was_dragged = False
        self._beyond = 0
        """-1 or 1 while the mouse is dragged above or below the text."""

    def on_mount(self) -> None:
        self._scroller = self.set_interval(_SCROLL_EVERY, self._scroll_on, pause=True)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1:
            return
        self._pressed_at = self._nearest(event.x, event.y)
        self._was_dragged = False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed_at is None:
            return
        offset = self._nearest(event.x, event.y)
        if not self._was_dragged and offset == self._pressed_at:
            return
        self._was_dragged = True
        self._beyond = -1 if event.y < 0 else 1 if event.y >= self.height else 0
        if self._beyond:
            self._scroller.resume()
        else:
            self._scroller.pause()
        self._drag_to(offset)

    def on_mouse_up(self) -> None:
        if self._pressed_at is not None:
            self._pressed_at = None
            self._scroller.pause()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if self._was_dragged:
            # The end of a drag: what was selected stays.
            self._was_dragged = False
            return
        offset = self.offset_at(event.x, event.y)
        if offset is None or self.article is None:
            return
        if event.chain >= 2:
            sentence = motions.sentence_at(self.article, offset)
            span = word_at(self.rows.text, offset) if event.chain == 2 else sentence
            if span is not None:
                self.select(span)
            return
        self._put_cursor(offset)

    def _put_cursor(self, offset: int) -> None:
        """Go to a place; a second click on the same name asks for its card, as enter does."""
        mention = self.overlays.mention_at(offset)
        again = mention is not None and mention.start <= self.cursor < mention.end and not self.is_selecting
        self.leave_selection()
        self.cursor = offset
        if again:
            self.post_message(self.Activated(offset))

    def _nearest(self, x: int, y: int) -> int:
        """The code point drawn at a cell, or at the nearest cell of the text that is seen."""
        last = min(self.height, len(self.rows) - self.scroll_offset.y) - 1
        return self.offset_at(x, max(0, min(y, last))) or 0

    def _drag_to(self, offset: int) -> None:
        if self._pressed_at is not None:
            self._take_up(Selection(self._pressed_at, offset))

    def _scroll_on(self) -> None:
        """Move the text by a row while the mouse is held beyond it."""
        self.scroll_to(y=self.scroll_offset.y + self._beyond, animate=False)
        row = self.scroll_offset.y + (self.height - 1 if self._beyond > 0 else 0)
        self._drag_to(self.rows.row(max(0, min(row, len(self.rows) - 1))).start)
