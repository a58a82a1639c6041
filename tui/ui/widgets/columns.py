"""Columns: what a row says, side by side and aligned, as far as there is room."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from tui.ui.widgets.cells import cell_width, cut
from tui.ui.widgets.row_list import GUTTER, Line, Run

_END = 1
"""Blanks after the last column."""


class Column(NamedTuple):
    """One column of a table.

    Attributes:
        title: what stands above it.
        width: the cells that it takes; 0 for the one that takes what the others leave.
        gap: blanks before it.
        is_right: whether it is flush right.
        least: the cells that a row must have for the column to be shown.
    """

    title: str
    width: int
    gap: int = 1
    is_right: bool = False
    least: int = 0


class Columns:
    """The columns of one table."""

    def __init__(self, *columns: Column) -> None:
        """Set ``columns`` side by side; exactly one of them has no width of its own."""
        self._columns = columns
        self.fit = lru_cache(maxsize=8)(self._fit)
        """Return the width of each column, in cells, in a row of so many; None for one that is not shown."""

    def _fit(self, width: int) -> Sequence[int | None]:
        shown = [width >= column.least for column in self._columns]
        pairs = list(zip(self._columns, shown, strict=True))
        taken = sum(column.width + column.gap for column, is_shown in pairs if is_shown)
        rest = max(1, width - taken - _END)
        return [(column.width or rest) if is_shown else None for column, is_shown in pairs]

    def line(self, width: int, *cells: Line) -> Line:
        """Write one row of ``width`` cells; ``cells`` has what each column says, also what is not shown.

        Where a cell does not fit its last run is cut.
        """
        runs: list[Run] = []
        for column, room, cell in zip(self._columns, self.fit(width), cells, strict=True):
            if room is None:
                continue
            if cell:
                *first, run = cell
                rest = room - sum(cell_width(each.text) for each in first)
                cell = (*first, Run(cut(run.text, rest), run.style))
            blank = max(0, room - sum(cell_width(run.text) for run in cell))
            before = column.gap + (blank if column.is_right else 0)
            runs += [Run(" " * before), *cell, Run(" " * (0 if column.is_right else blank))]
        return [run for run in runs if run.text]

    def head(self, width: int) -> Line:
        """Write the titles of the columns, in ``width`` cells."""
        return self.line(width, *((Run(column.title, "muted"),) for column in self._columns))


class TableHead(Widget):
    """The titles of the columns."""

    def __init__(self, columns: Columns) -> None:
        super().__init__(classes="table-head")
        self._columns = columns

    def render(self) -> Content:
        line = self._columns.head(max(0, self.size.width - GUTTER))
        return Content(" " * GUTTER + "".join(run.text for run in line))


_FULL, _HALF, _EMPTY = "━", "╸", "─"


def progress_bar(share: float, width: int, style: str) -> Line:
    """Draw how much is done, from 0 to 1, in ``width`` cells; what is begun shows at least half a cell."""
    halves = min(2 * width, max(0, round(2 * width * share)))
    if share > 0:
        halves = max(1, halves)
    done = _FULL * (halves // 2) + _HALF * (halves % 2)
    return (Run(done, style), Run(_EMPTY * (width - len(done)), "rule"))
