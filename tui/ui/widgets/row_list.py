"""A list in which somebody moves a highlight and chooses rows, however many it holds."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.painted_rows import PaintedRows
from tui.widgets.row_look import RowLook, RowT
from tui.widgets.row_places import RowPlaces


class RowList(PaintedRows[RowT], can_focus=True, inherit_bindings=False):
    """Rows of one or more lines, one of which is highlighted.

    Rows are plain values; a ``RowLook`` tells how they look. No row is ever a widget, so
    20,000 of them are as quick as twenty.
    """

    BINDING_GROUP_TITLE = "Lists"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "down", "Down", show=False, id="list.down"),
        Binding("k,up", "up", "Up", show=False, id="list.up"),
        Binding("space,pagedown", "page_down", "Page down", show=False, id="list.page-down"),
        Binding("b,pageup", "page_up", "Page up", show=False, id="list.page-up"),
        Binding("home", "first", "First", show=False, id="list.first"),
        Binding("G,end", "last", "Last", show=False, id="list.last"),
        Binding("enter", "choose", "Go there", id="list.choose"),
    ]

    class RowMessage(Message):
        """Something was done to a row."""

        def __init__(self, row_list: "RowList[Any]", row: Any) -> None:
            super().__init__()
            self.row_list = row_list
            self.row = row

        @property
        def control(self) -> "RowList[Any]":
            """The list."""
            return self.row_list

    class Highlighted(RowMessage):
        """Somebody moved the highlight to a row."""

    class Chosen(RowMessage):
        """Somebody chose a row: enter, or a click on the highlighted one."""

    class HeadingClicked(RowMessage):
        """Somebody clicked on a heading."""

    def __init__(self, look: RowLook[RowT], *, id: str | None = None, empty: str = "") -> None:
        super().__init__(look, id=id, empty=empty)
        self._touched = False
        self._click_chose = False

    # What it holds

    @property
    def highlighted(self) -> RowT | None:
        """The highlighted row, or None where there is none that can be."""
        return None if self._highlight is None else self._places.rows[self._highlight]

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Replace the rows. The highlight stays on its row, or else at its place, and says nothing.

        As long as nobody moved the highlight it is on the first row.
        """
        before, index, offset = self.highlighted, self._highlight, self._offset_of_highlight()
        places = self._places = RowPlaces(self._look, rows)
        self._highlight = places.next(0, 1)
        if self._touched and before is not None and index is not None:
            found = places.find(self._look.key(before))
            self._highlight = places.nearest(index) if found is None else found
        if self.is_attached and self.is_on_screen:
            self._lay_out()
            if self._touched and offset is not None and self._highlight is not None:
                self._scroll(places.top(self._highlight) - offset)
        self.refresh()

    def highlight(self, row: RowT) -> bool:
        """Highlight the row with the key of ``row`` without a message.

        Returns:
            Whether there is such a row.
        """
        index = self._places.find(self._look.key(row))
        if index is None or not self._look.can_highlight(self._places.rows[index]):
            return False
        self._move_to(index, silent=True)
        return True

    def _offset_of_highlight(self) -> int | None:
        """The line of the viewport that the highlighted row begins on, or None if it is not seen."""
        if self._highlight is None:
            return None
        offset = self._places.top(self._highlight) - self.scroll_offset.y
        return offset if 0 <= offset < self._view_height else None

    def on_resize(self) -> None:
        """Wrap the rows to the new width; the highlighted row stays in view."""
        self.on_show()
        # Textual leaves it where it was while the scrollbar was not needed.
        self.vertical_scrollbar.position = self.scroll_y

    def on_show(self) -> None:
        """Lay out what was set while the list was out of sight, and show the highlighted row."""
        self._lay_out()
        if self._touched and self._highlight is not None:
            self._show(self._highlight)

    # Moving

    def _move_to(self, index: int | None, *, silent: bool = False) -> None:
        """Highlight a row, bring it into view and say so."""
        if index is None:
            return
        self._highlight = index
        self._touched = True
        self._show(index)
        self.refresh()
        if not silent:
            self.post_message(self.Highlighted(self, self.rows[index]))

    def _show(self, index: int) -> None:
        """Scroll as little as needed to show the row, with its heading if that is just above."""
        self._lay_out()
        top, bottom = self._places.top(index), self._places.bottom(index)
        if index and not self._look.can_highlight(self.rows[index - 1]):
            heading = self._places.top(index - 1)
            # Where there is no room for both, the row itself is what is to be seen.
            top = heading if bottom - heading <= self._view_height else top
        self._scroll(min(top, max(self.scroll_offset.y, bottom - self._view_height)))

    def _scroll(self, line: int) -> None:
        """Put a line of the list at the top of the view."""
        self.scroll_to(y=line, animate=False, force=True)

    def _scroll_within(self, step: int) -> bool:
        """Scroll by a line where the highlighted row goes on out of sight, being taller than the view."""
        if self._highlight is None:
            return False
        top, bottom = self._places.top(self._highlight), self._places.bottom(self._highlight)
        y, height = self.scroll_offset.y + step, self._view_height
        if bottom - top <= height or not (top - 1 <= y and y + height <= bottom):
            return False
        self._scroll(y)
        return True

    def action_down(self) -> None:
        """Highlight the next row."""
        if not self._scroll_within(1):
            self._move_to(self._places.next(0 if self._highlight is None else self._highlight + 1, 1))

    def action_up(self) -> None:
        """Highlight the row before."""
        if self._highlight is None or self._scroll_within(-1):
            return
        above = self._places.next(self._highlight - 1, -1)
        if above is None:
            self._scroll(0)
        self._move_to(above)

    def _page(self, step: int) -> None:
        self._lay_out()
        places = self._places
        if self._highlight is None:
            return
        line = places.top(self._highlight) + step * max(1, self._view_height - 1)
        target = places.at(min(max(0, line), places.height - 1))
        if target is None or target == self._highlight:
            target = self._highlight + step
        back = places.next(target, -1) if step < 0 else None
        self._move_to(places.nearest(target) if back is None else back)

    def action_page_down(self) -> None:
        """Highlight the row a page further on."""
        self._page(1)

    def action_page_up(self) -> None:
        """Highlight the row a page before."""
        self._page(-1)

    def action_first(self) -> None:
        """Highlight the first row."""
        self._scroll(0)
        self._move_to(self._places.next(0, 1))

    def action_last(self) -> None:
        """Highlight the last row."""
        self._move_to(self._places.next(len(self.rows) - 1, -1))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to choose only where rows can be chosen."""
        return action != "choose" or self._look.can_choose

    def action_choose(self) -> None:
        """Choose the highlighted row."""
        if self._highlight is not None and self._look.can_choose:
            self._touched = True
            self.post_message(self.Chosen(self, self.rows[self._highlight]))

    def on_click(self, event: events.Click) -> None:
        """Highlight the row under the mouse, or choose it if it is highlighted already."""
        content = event.get_content_offset(self)
        if content is None:
            return
        index = self._places.at(content.y + self.scroll_offset.y)
        if index is None:
            return
        event.stop()
        row = self.rows[index]
        if self._look.is_heading(row):
            self.post_message(self.HeadingClicked(self, row))
        elif index != self._highlight or not self._touched:
            self._click_chose = False
            self._move_to(index)
        elif event.chain == 1 or not self._click_chose:
            # The second half of a double click must not choose what the first half chose.
            self._click_chose = True
            self.action_choose()
