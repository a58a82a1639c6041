"""Rows of a list on the screen: only those that are seen are painted, however many there are."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.text.sanitize import harmless
from tui.widgets.cells import cut, short_lines
from tui.widgets.colour_style import COLOUR_STYLES
from tui.widgets.label_style import LABEL_STYLES
from tui.widgets.row_look import Line, RowLook, RowT
from tui.widgets.row_places import RowPlaces

_REVERSE = Style(reverse=True)
_VARIABLES = {style.suffix: f"label-{style.suffix}" for style in LABEL_STYLES.values()} | {
    style.suffix: style.suffix for style in COLOUR_STYLES.values()
}
"""The theme's variables that hold the colours of kinds of entity and of highlights."""

GUTTER = 1
"""Cells left of each row, for the mark of the highlighted one."""


def _drawable(text: str) -> str:
    """``text`` without anything that a terminal might obey, wherever it comes from."""
    return text if text.isprintable() else harmless(text).replace("\n", " ")


class PaintedRows(ScrollView, Generic[RowT]):
    """Paints rows of one or more lines, one of them highlighted; ``RowList`` moves the highlight."""

    ALLOW_SELECT = False

    # Few, since Textual works out the style of each whenever a list is shown or gets the focus.
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--highlighted",
        "row-list--heading",
        "row-list--strong",
        "row-list--muted",
        "row-list--unsure",
        "row-list--tag",
    }

    empty: var[str] = var("", init=False)
    """What is shown where there are no rows."""

    def __init__(self, look: RowLook[RowT], *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id)
        self._look = look
        self._places = RowPlaces(look)
        self._highlight: int | None = None
        self.set_reactive(PaintedRows.empty, empty)

    @property
    def rows(self) -> Sequence[RowT]:
        """All rows, headings too, from the first to the last."""
        return self._places.rows

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

    def _style(self, style: str = "", state: str = "") -> Style:
        variable = _VARIABLES.get(style)
        names = [f"row-list--{name}" for name in (style, state) if name and name not in _VARIABLES]
        looks = self.get_visual_style(*names).rich_style
        if variable:
            looks += Style(bold=True, color=None if state else self._colour(variable))
        # A visual style leaves "reverse" out, which is all that terminals without colours have.
        if names and self.get_component_styles(names[-1]).text_style.reverse:
            looks += _REVERSE
        return looks

    def _colour(self, variable: str) -> RichColor:
        return Color.parse(self.app.theme_variables[variable]).rich_color

    def _paint(self, line: Line, width: int, highlighted: bool, mark: str) -> Strip:
        # The highlight comes last: its colours prevail over those of the kind, which might be
        # hard to read on it; bold and the like remain.
        state = "highlighted" if highlighted else ""
        segments = [Segment(mark if highlighted else " ", self._style(state=state))]
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
        if not self.rows:
            self.refresh()

    def notify_style_update(self) -> None:
        """Take over a change of theme."""
        super().notify_style_update()
        self.refresh()
