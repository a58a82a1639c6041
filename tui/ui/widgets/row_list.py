"""A list of rows that are plain values: how they look, where they are, which one is highlighted."""

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.text.sanitize import sanitize
from tui.ui.keyboard.commands import bindings
from tui.ui.theme import COLOUR_STYLES, LABEL_STYLES
from tui.ui.widgets.cells import cut, short_lines

RowT = TypeVar("RowT")


class Run(NamedTuple):
    """A stretch of one line in one style.

    Attributes:
        text: shown as it is: neither markup nor line ends.
        style: the end of a component class of ``RowList``, such as ``muted``; empty for none.
    """

    text: str
    style: str = ""


Line = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that names what follows it.

    Attributes:
        group: what distinguishes it from other headings.
        title: what it says.
        entries: how many are under it.
        folded: whether these are hidden; only then can the heading be highlighted.
        mark, style: a letter before the title and the component class suffix for it.
        spaced: whether a line stays free above it where there is room.
    """

    group: str
    title: str
    entries: int
    folded: bool = False
    mark: str = ""
    style: str = ""
    spaced: bool = False


class RowRenderer(Generic[RowT]):
    """Says what a ``RowList`` needs to know of its rows. Widths are in cells, heights in lines."""

    can_choose: ClassVar[bool] = True
    """Whether rows can be chosen; else they are only to be read."""

    def key(self, row: RowT) -> Hashable:
        """Return what identifies the row, also when the rows are replaced."""
        raise NotImplementedError

    def lines(self, row: RowT, width: int) -> Sequence[Line]:
        """Write the row's lines, none wider than ``width``; as many as ``heights`` says.

        A line without runs stays free, and is not highlighted with the others.
        """
        raise NotImplementedError

    def heights(self, rows: Sequence[RowT], width: int) -> Sequence[int] | None:  # noqa: ARG002
        """Return the height of each row, at least 1, or None where all have one line; quickly."""
        return None

    def is_heading(self, row: RowT) -> bool:
        """Return whether the row names others: a click on it sends ``HeadingClicked``."""
        return isinstance(row, Heading)

    def can_highlight(self, row: RowT) -> bool:
        """Return whether the row can be highlighted; headings cannot, as a rule."""
        return not self.is_heading(row)


class RowPlaces(Generic[RowT]):
    """Rows one below the other, laid out for a width.

    Attributes:
        rows: the rows.
        width: the cells they are laid out for; 0 before that is known.
        height: the lines of all of them.
    """

    def __init__(self, renderer: RowRenderer[RowT], rows: Sequence[RowT] = ()) -> None:
        self.rows = rows
        self.width = 0
        self._renderer = renderer
        self._tops: Sequence[int] = range(len(rows) + 1)

    def lay_out(self, width: int) -> None:
        """Find where rows begin if they are ``width`` cells wide."""
        self.width = width
        heights = self._renderer.heights(self.rows, width)
        if heights is not None:
            self._tops = list(accumulate(heights, initial=0))

    @property
    def height(self) -> int:
        """The lines of all rows."""
        return self._tops[-1]

    def top(self, index: int) -> int:
        """Return the line that a row begins on."""
        return self._tops[index]

    def bottom(self, index: int) -> int:
        """Return the line just below a row."""
        return self._tops[index + 1]

    @cached_property
    def numbers(self) -> Sequence[int]:
        """How many rows that are no headings stand before each row, and before the end."""
        is_heading = self._renderer.is_heading
        return list(accumulate((not is_heading(row) for row in self.rows), initial=0))

    def at(self, line: int) -> int | None:
        """Return the row that covers a line, or None."""
        return bisect_right(self._tops, line) - 1 if 0 <= line < self.height else None

    def find(self, key: Hashable) -> int | None:
        """Return the first row with that key, or None."""
        key_of = self._renderer.key
        return next((index for index, row in enumerate(self.rows) if key_of(row) == key), None)

    def next(self, index: int, step: int) -> int | None:
        """Return the first row from ``index`` on, in steps of ``step``, that can be highlighted, or None."""
        can_highlight = self._renderer.can_highlight
        while 0 <= index < len(self.rows):
            if can_highlight(self.rows[index]):
                return index
            index += step
        return None

    def nearest(self, index: int) -> int | None:
        """Return the row at ``index`` or after it that can be highlighted, else the last before it."""
        index = min(max(0, index), len(self.rows) - 1)
        after = self.next(index, 1)
        return self.next(index, -1) if after is None else after


_REVERSE = Style(reverse=True)
_VARIABLES = {style.suffix: f"label-{style.suffix}" for style in LABEL_STYLES.values()} | {
    style.suffix: style.suffix for style in COLOUR_STYLES.values()
}
"""The theme's variables that hold the colours of kinds of entity and of highlights."""

GUTTER, BAR = 1, "▌"
"""Cells left of each row, for the bar of the highlighted one."""


def _drawable(text: str) -> str:
    """``text`` without anything that a terminal might obey, wherever it comes from."""
    return text if text.isprintable() else sanitize(text).replace("\n", " ")


class RowList(ScrollView, Generic[RowT], can_focus=True, inherit_bindings=False):
    """Rows of one or more lines, one of which is highlighted.

    Rows are plain values, which a ``RowRenderer`` writes. No row is ever a widget, so 20,000 of them are
    as quick as twenty.
    """

    ALLOW_SELECT = False
    BINDING_GROUP_TITLE = "Lists"
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    # Few, since Textual works out the style of each whenever a list is shown or gets the focus.
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--highlighted",
        "row-list--bar",
        "row-list--heading",
        "row-list--strong",
        "row-list--muted",
        "row-list--unsure",
        "row-list--tag",
        "row-list--accent",
        "row-list--rule",
    }

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
        """The reader moved the highlight to a row."""

    class Chosen(RowMessage):
        """The reader chose a row: enter, or a click on the highlighted one."""

    class HeadingClicked(RowMessage):
        """The reader clicked on a heading."""

    class Placed(Message):
        """The rows are others, or another one is highlighted, whoever did that."""

        def __init__(self, row_list: "RowList[Any]") -> None:
            super().__init__()
            self.row_list = row_list

    def __init__(self, renderer: RowRenderer[RowT], *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id)
        self._renderer = renderer
        self._places = RowPlaces(renderer)
        self._highlight: int | None = None
        self._touched = False
        """Whether the highlight was moved; until then it is on the first row."""
        self._click_chose = False
        self._styles_known: dict[tuple[str, str], Style] = {}
        """Styles by the ends of component classes: looking them up took most of the time of painting."""
        self.set_reactive(RowList.empty, empty)

    # -- what it holds -------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[RowT]:
        """All rows, headings too, from the first to the last."""
        return self._places.rows

    @property
    def highlighted(self) -> RowT | None:
        """The highlighted row, or None where there is none that can be."""
        return None if self._highlight is None else self._places.rows[self._highlight]

    @property
    def place(self) -> tuple[int, int]:
        """The number of the highlighted row from 1, or 0, and how many there are; headings do not count."""
        numbers = self._places.numbers
        at = 0 if self._highlight is None else numbers[self._highlight + 1]
        on_heading = self._highlight is not None and at == numbers[self._highlight]
        return (0 if on_heading else at), numbers[-1]

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Replace the rows. The highlight stays on its row, or else at its place, without a message.

        As long as nobody moved the highlight it is on the first row.
        """
        before, index, offset = self.highlighted, self._highlight, self._offset_of_highlight()
        places = self._places = RowPlaces(self._renderer, rows)
        self._highlight = places.next(0, 1)
        if self._touched and before is not None and index is not None:
            found = places.find(self._renderer.key(before))
            self._highlight = places.nearest(index) if found is None else found
        if self.is_attached and self.is_on_screen:
            self._lay_out()
            if self._touched and offset is not None and self._highlight is not None:
                self._scroll(places.top(self._highlight) - offset)
        self.refresh()
        self.post_message(self.Placed(self))

    def highlight(self, row: RowT, *, silent: bool = True) -> bool:
        """Highlight the row with the key of ``row``; without a message unless ``silent`` is false.

        Returns:
            Whether there is such a row.
        """
        index = self._places.find(self._renderer.key(row))
        if index is None or not self._renderer.can_highlight(self._places.rows[index]):
            return False
        self._move_to(index, silent=silent)
        return True

    # -- where rows are ------------------------------------------------------------------

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
        """Return the lines of all rows in ``width`` cells, for ``height: auto``."""
        heights = self._renderer.heights(self.rows, max(1, width - GUTTER - self.scrollbar_size_vertical))
        return max(1, len(self.rows) if heights is None else sum(heights))

    def _offset_of_highlight(self) -> int | None:
        """The line of the view that the highlighted row begins on, or None if it is not seen."""
        if self._highlight is None:
            return None
        offset = self._places.top(self._highlight) - self.scroll_offset.y
        return offset if 0 <= offset < self._view_height else None

    def on_resize(self) -> None:
        """Wrap the rows to the new width; the highlighted row stays in view."""
        self.on_show()
        if self.scrollbar_size_vertical:
            # Textual leaves it where it was while the scrollbar was not needed.
            self.vertical_scrollbar.position = self.scroll_y

    def on_show(self) -> None:
        """Lay out what was set out of sight, and show the highlighted row."""
        self._lay_out()
        if self._touched and self._highlight is not None:
            self._show(self._highlight)

    # -- painting ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Paint the line ``y`` of the view."""
        self._lay_out()
        places, width = self._places, self._places.width
        if not places.rows:
            return self._paint_empty(y)
        line = y + self.scroll_offset.y
        index = places.at(line)
        if index is None:
            return Strip.blank(width + GUTTER, self._style())
        lines = self._renderer.lines(places.rows[index], width)
        part = line - places.top(index)
        written = lines[part] if part < len(lines) else ()
        return self._paint(written, width, index == self._highlight and bool(written))

    def _style(self, style: str = "", state: str = "") -> Style:
        known = self._styles_known.get((style, state))
        if known is None:
            known = self._styles_known[style, state] = self._make_style(style, state)
        return known

    def _make_style(self, style: str, state: str) -> Style:
        variable = _VARIABLES.get(style)
        # What is uncertain, a tag, or how much was read stays so on a highlighted row.
        order = (state, style) if style in ("unsure", "tag", "bar", "accent") else (style, state)
        names = [f"row-list--{name}" for name in order if name and name not in _VARIABLES]
        rich_style = self.get_visual_style(*names).rich_style
        if variable:
            rich_style += Style(bold=True, color=self._colour(variable))
        # A visual style leaves "reverse" out, which is all that terminals without colours have.
        if names and self.get_component_styles(names[-1]).text_style.reverse:
            rich_style += _REVERSE
        return rich_style

    def _colour(self, variable: str) -> RichColor:
        return Color.parse(self.app.theme_variables[variable]).rich_color

    def _paint(self, line: Line, width: int, highlighted: bool) -> Strip:
        state = "highlighted" if highlighted else ""
        bar = self._style("bar", state) if highlighted else self._style()
        segments = [Segment(BAR if highlighted else " ", bar)]
        segments.extend(Segment(_drawable(text), self._style(style, state)) for text, style in line if text)
        return Strip(segments).adjust_cell_length(width + GUTTER, self._style(state=state))

    def _paint_empty(self, y: int) -> Strip:
        width = self.row_width
        style = self._style("unsure")
        lines = [part for line in self.empty.split("\n") for part in short_lines(line, width - 2, 9)]
        text = f" {cut(lines[y - 1], width)}" if 1 <= y <= len(lines) else ""
        return Strip([Segment(text, style)]).adjust_cell_length(width + GUTTER, self._style())

    def watch_empty(self) -> None:
        """Show the other message."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Take over a change of theme."""
        super().notify_style_update()
        self._styles_known.clear()
        self.refresh()

    # -- moving and choosing -------------------------------------------------------------

    def _move_to(self, index: int | None, *, silent: bool = False) -> None:
        """Highlight a row, bring it into view and say so."""
        if index is None:
            return
        before, y = self._highlight, self.scroll_offset.y
        self._highlight = index
        self._touched = True
        self._show(index)
        if before is None or y != self.scroll_offset.y:
            self.refresh()
        else:
            for changed in {before, index}:
                top = self._places.top(changed)
                self.refresh_lines(top, self._places.bottom(changed) - top)
        self.post_message(self.Placed(self))
        if not silent:
            self.post_message(self.Highlighted(self, self.rows[index]))

    def _show(self, index: int) -> None:
        """Scroll as little as needed to show the row, with its heading if that is just above."""
        self._lay_out()
        top, bottom = self._places.top(index), self._places.bottom(index)
        if index and not self._renderer.can_highlight(self.rows[index - 1]):
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
        return action != "choose" or self._renderer.can_choose

    def action_choose(self) -> None:
        """Choose the highlighted row."""
        if self._highlight is not None and self._renderer.can_choose:
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
        if self._renderer.is_heading(row):
            self.post_message(self.HeadingClicked(self, row))
        elif index != self._highlight or not self._touched:
            self._click_chose = False
            self._move_to(index)
        elif event.chain == 1 or not self._click_chose:
            # The second half of a double click must not choose what the first half chose.
            self._click_chose = True
            self.action_choose()
