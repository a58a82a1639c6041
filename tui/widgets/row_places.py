"""The rows of a list and where they are, in lines; no widget."""

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from itertools import accumulate
from typing import Generic

from tui.widgets.row_look import RowLook, RowT


class RowPlaces(Generic[RowT]):
    """Rows one below the other, laid out for a width.

    Attributes:
        rows: the rows.
        width: the cells they are laid out for; 0 before that is known.
        height: the lines of all of them.
    """

    def __init__(self, look: RowLook[RowT], rows: Sequence[RowT] = ()) -> None:
        self.rows = rows
        self.width = 0
        self._look = look
        self._tops: Sequence[int] = range(len(rows) + 1)

    def lay_out(self, width: int) -> None:
        """Find where rows begin if they are ``width`` cells wide."""
        self.width = width
        heights = self._look.heights(self.rows, width)
        if heights is not None:
            self._tops = list(accumulate(heights, initial=0))

    @property
    def height(self) -> int:
        """The lines of all rows."""
        return self._tops[-1]

    def top(self, index: int) -> int:
        """The line that a row begins on."""
        return self._tops[index]

    def bottom(self, index: int) -> int:
        """The line just below a row."""
        return self._tops[index + 1]

    def at(self, line: int) -> int | None:
        """The row that covers a line."""
        return bisect_right(self._tops, line) - 1 if 0 <= line < self.height else None

    def find(self, key: Hashable) -> int | None:
        """The first row with that key."""
        key_of = self._look.key
        return next((index for index, row in enumerate(self.rows) if key_of(row) == key), None)

    def next(self, index: int, step: int) -> int | None:
        """The first row from ``index`` on, in steps of ``step``, that can be highlighted."""
        can_highlight = self._look.can_highlight
        while 0 <= index < len(self.rows):
            if can_highlight(self.rows[index]):
                return index
            index += step
        return None

    def nearest(self, index: int) -> int | None:
        """The row at ``index`` or after it that can be highlighted, else the last before it."""
        index = min(max(0, index), len(self.rows) - 1)
        after = self.next(index, 1)
        return self.next(index, -1) if after is None else after
