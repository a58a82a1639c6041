"""A list that paints only the rows that are seen, however many it holds."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.plain import harmless
from tui.widgets.cells import cut, short_lines
from tui.widgets.label_style import LABEL_STYLES
from tui.widgets.row_look import Line, RowLook, RowT
from tui.widgets.row_places import RowPlaces

_REVERSE = Style(reverse=True)

GUTTER = 1
"""Cells left of each row, for the mark of the highlighted one."""


def _drawable(text: str) -> str:
    """``text`` without anything that a terminal might obey, wherever it comes from."""
    return text if text.isprintable() else harmless(text).replace("\n", " ")


class RowList(ScrollView, Generic[RowT], can_focus=True, inherit_bindings=False):
    """Rows of one or more lines, one of which is highlighted.

    Rows are plain values; a ``RowLook`` tells how they look. No row is ever a widget, so
    20,000 of them are as quick as twenty.
    """

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--highlighted",
        "row-list--heading",
        "row-list--folded",
        "row-list--strong",
        "row-list--muted",
        "row-list--unsure",
        "row-list--passage",
        "row-list--tag",
        "row-list--count",
        "row-list--empty",
        *(f"row-list--{style.suffix}" for style in LABEL_STYLES.values()),
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "down", "Down", show=False, id="list.down"),
        Binding("k,up", "up", "Up", show=False, id="list.up"),
        Binding("space,pagedown", "page_down", "Page down", show=False, id="list.page-down"),
        Binding("b,pageup", "page_up", "Page up", show=False, id="list.page-up"),
        Binding("home", "first", "First", show=False, id="list.first"),
        Binding("G,end", "last", "Last", show=False, id="list.last"),
        Binding("enter", "choose", "Go there", id="list.choose"),
    ]

    empty: var[str] = var("", init=False)
    """What is shown where there are no rows."""

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
        super().__init__(id=id)
        self._look = look
        self._places = RowPlaces(look)
        self._highlight: int | None = None
        self._touched = False
        self._click_chose = False
        self.set_reactive(RowList.empty, empty)

    # What it holds

    @property
    def rows(self) -> Sequence[RowT]:
        """The rows."""
        return self._places.rows

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

    # Where rows are

    @property
    def row_width(self) -> int:
        """The cells that a row has."""
        return max(0, self.scrollable_content_region.width - GUTTER)

    @property
    def _view_height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _lay_out(self) -> None:
        """Find where rows begin, if rows or width changed since."""
        width = self.row_width
        if width and self._places.width != width:
            self._places.lay_out(width)
            self.virtual_size = Size(width + GUTTER, self._places.height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The lines of all rows in ``width`` cells, for ``height: auto``."""
        heights = self._look.heights(self.rows, max(1, width - GUTTER - self.scrollbar_size_vertical))
        return max(1, len(self.rows) if heights is None else sum(heights))

    def _offset_of_highlight(self) -> int | None:
        """The line of the viewport that the highlighted row begins on, or None if it is not seen."""
        if self._highlight is None:
            return None
        offset = self._places.top(self._highlight) - self.scroll_offset.y
        return offset if 0 <= offset < self._view_height else None

    def on_resize(self) -> None:
        """Wrap the rows to the new width; the highlighted row stays in view."""
        self.on_show()

    def on_show(self) -> None:
        """Lay out what was set while the list was out of sight, and show the highlighted row."""
        self._lay_out()
        if self._touched and self._highlight is not None:
            self._show(self._highlight)

    # Painting

    def render_line(self, y: int) -> Strip:
        """The line ``y`` of the viewport."""
        self._lay_out()
        places, width = self._places, self._places.width
        if not places.rows:
            return self._paint_empty(y)
        line = y + self.scroll_offset.y
        index = places.at(line)
        if index is None:
            return Strip.blank(width + GUTTER, self._style())
        lines = self._look.lines(places.rows[index], width)
        part = line - places.top(index)
        mark = "›" if part == 0 else " "
        return self._paint(lines[part] if part < len(lines) else (), width, index == self._highlight, mark)

    def _style(self, *suffixes: str) -> Style:
        names = [f"row-list--{suffix}" for suffix in suffixes if suffix]
        style = self.get_visual_style(*names).rich_style
        # A visual style leaves "reverse" out, which is all that terminals without colours have.
        if names and self.get_component_styles(names[-1]).text_style.reverse:
            style += _REVERSE
        return style

    def _paint(self, line: Line, width: int, highlighted: bool, mark: str) -> Strip:
        # The highlight comes last: its colours prevail over those of the kind, which might be
        # hard to read on it; bold and the like remain.
        state = "highlighted" if highlighted else ""
        segments = [Segment(mark if highlighted else " ", self._style(state))]
        segments.extend(Segment(_drawable(text), self._style(style, state)) for text, style in line if text)
        return Strip(segments).adjust_cell_length(width + GUTTER, self._style(state))

    def _paint_empty(self, y: int) -> Strip:
        width = self.row_width
        style = self._style("empty")
        lines = [part for line in self.empty.split("\n") for part in short_lines(line, width - 2, 9)]
        text = f" {cut(lines[y - 1], width)}" if 1 <= y <= len(lines) else ""
        return Strip([Segment(text, style)]).adjust_cell_length(width + GUTTER, self._style())

    def watch_empty(self) -> None:
        """Show the other message."""
        if not self.rows:
            self.refresh()

    def notify_style_update(self) -> None:
        """Take over a change of theme."""
        super().notify_style_update()
        self.refresh()

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
            top = self._places.top(index - 1)
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
