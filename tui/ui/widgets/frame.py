"""A titled frame around a pane, whose right edge is a map of what is in it and scrolls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual import events
    from textual.scroll_view import ScrollView

LINE, WINDOW = "│", "┃"
"""The edge, and the part of it that stands for what is on the screen; each has the colour of the frame."""


class Mark(NamedTuple):
    """A sign on the edge.

    Attributes:
        sign: one cell.
        style: its look.
        within: the sign where it is in the part that stands for what is on the screen.
    """

    sign: str
    style: Style
    within: str = ""


Marks = Callable[[int], Mapping[int, Mark]]
"""Returns the signs on an edge of so many rows, by their row from 0."""


def _no_marks(rows: int) -> Mapping[int, Mark]:  # noqa: ARG001
    return {}


class Frame(Vertical, can_focus=False):
    """Holds a pane in a border of one cell, or with that much room at the right where it has no border.

    The column at the right is painted over what the border has there, so that it costs no widget and no
    layout: a line, thicker for the part that is on the screen, and signs. A click or a drag there scrolls.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"frame--focus"}

    def __init__(self, *, id: str | None = None, classes: str = "pane") -> None:
        super().__init__(id=id, classes=classes)
        self._shown: ScrollView | None = None
        self._marks: Marks = _no_marks
        self._followed: set[ScrollView] = set()
        self._drags = False

    def map_of(self, shown: ScrollView, marks: Marks = _no_marks) -> None:
        """Show on the edge where ``shown`` is scrolled to, and the signs that ``marks`` gives."""
        self._shown, self._marks = shown, marks
        if shown not in self._followed:
            self._followed.add(shown)
            for name in ("scroll_y", "virtual_size"):
                self.watch(shown, name, self.refresh_edge, init=False)
        self.refresh_edge()

    def refresh_edge(self) -> None:
        """Paint the edge again, and nothing else."""
        # Counted from what the frame holds: a blank row above that is a row of the edge too.
        padding = self.styles.padding
        self.refresh(Region(self.size.width + padding.right, -padding.top, 1, self.edge_height))

    # -- the focus -------------------------------------------------------------------------

    # Not by a pseudo class: for that all that the frame holds would be styled again with every change.

    def on_mount(self) -> None:
        """Show whether the keys go to what it holds."""
        self._show_focus(self.has_focus_within)

    def on_descendant_focus(self) -> None:
        """Show that the keys go to what it holds."""
        self._show_focus(True)

    def on_descendant_blur(self) -> None:
        """Show that they go elsewhere."""
        self._show_focus(self.has_focus_within)

    def notify_style_update(self) -> None:
        """Take over a change of theme or size."""
        super().notify_style_update()
        # Once the look of the focus is known by the same styles.
        if self.is_mounted:
            self.call_later(self.on_descendant_blur)

    def _show_focus(self, focused: bool) -> None:
        look = self.get_component_styles("frame--focus")
        for name in ("border_top", "border_right", "border_bottom", "border_left"):
            plain, inline = getattr(self.styles.base, name), self.styles.inline
            wanted = getattr(look, name) if focused and plain[0] else None
            if wanted is None and inline.has_rule(name):
                inline.clear_rule(name)
                self.refresh()
            elif wanted is not None and (not inline.has_rule(name) or getattr(inline, name) != wanted):
                inline.set_rule(name, wanted)
                self.refresh()

    # -- painting --------------------------------------------------------------------------

    @property
    def edge_height(self) -> int:
        """The rows of the edge."""
        return self.size.height + self.styles.padding.height

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint the frame, and the edge in its last column."""
        strips = super().render_lines(crop)
        column = self.outer_size.width - 1 - crop.x
        if not self.gutter.right or self._shown is None or not 0 <= column < crop.width:
            return strips
        top = crop.y - self._edge_top
        cells = self._cells()
        return [
            self._with_cell(strip, column, cells.get(top + number)) if top + number >= 0 else strip
            for number, strip in enumerate(strips)
        ]

    @property
    def _edge_top(self) -> int:
        return self.gutter.top - self.styles.padding.top

    def _cells(self) -> Mapping[int, Mark]:
        """Return what is drawn in each row of the edge."""
        height, shown = self.edge_height, self._shown
        if shown is None or height <= 0:
            return {}
        plain = Style()
        cells = {} if self.styles.border_right[0] else {row: Mark(LINE, plain) for row in range(height)}
        first, end = self._window(height)
        # Where the frame itself is drawn heavily, without colours, the window is more so.
        window = "█" if self.styles.border_right[0] == "heavy" else WINDOW
        cells |= {row: Mark(window, plain) for row in range(first, end)}
        for row, mark in self._marks(height).items():
            inside = first <= row < end
            cells[row] = mark._replace(sign=mark.within) if inside and mark.within else mark
        return cells

    def _window(self, height: int) -> tuple[int, int]:
        """Return the rows of the edge, from the first to before the last, for what is on the screen."""
        if self._shown is None:
            return 0, 0
        total, seen = self._shown.virtual_size.height, self._shown.size.height
        if total <= seen:
            return 0, 0
        top = self._shown.scroll_offset.y
        first = min(top * height // total, height - 1)
        return first, max(first + 1, min(height, -(-(top + seen) * height // total)))

    def _with_cell(self, strip: Strip, column: int, mark: Mark | None) -> Strip:
        if mark is None:
            return strip
        if column == strip.cell_length - 1 and (segments := [*strip]) and segments[-1].cell_length == 1:
            under, before, after = segments[-1], Strip(segments[:-1], column), Strip([], 0)
        else:
            (under, *_) = [*strip.crop(column, column + 1), Segment(" ")]
            before, after = strip.crop(0, column), strip.crop(column + 1)
        line = under.style or Style()
        if not self.styles.border_right[0]:
            line += Style(color=self.styles.border_top[1].rich_color)
        cell = Strip([Segment(mark.sign, line + mark.style)], 1)
        for each in self.app.get_line_filters():
            if each.enabled:
                cell = cell.apply_filter(each, self.background_colors[1])
        return Strip.join([before, cell, after])

    # -- the mouse -------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Scroll to a place of the edge."""
        if self._shown is not None and event.x == self.outer_size.width - 1 and self.gutter.right:
            event.stop()
            self._drags = True
            self.capture_mouse()
            self._scroll_to_row(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scroll on while the button is held."""
        if self._drags:
            event.stop()
            self._scroll_to_row(event.y)

    def on_mouse_up(self) -> None:
        """End the drag."""
        if self._drags:
            self._drags = False
            self.release_mouse()

    def _scroll_to_row(self, y: int) -> None:
        """Have what stands for row ``y`` of the frame in the middle of what is seen."""
        shown, height = self._shown, self.edge_height
        if shown is None or height <= 0:
            return
        row = max(0, min(y - self._edge_top, height - 1))
        total = max(shown.virtual_size.height, height)
        shown.scroll_to(y=row * total // height - shown.size.height // 2, animate=False)
