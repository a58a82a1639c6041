"""The layout: the rows of an article at a width, and where each code point is in them."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import split_graphemes

from tui.domain.article import Block, BlockKind
from tui.domain.text.spans import TextSpan
from tui.ui.widgets.cells import cell_width, grapheme_at, is_narrow, offset_at_cell, wrap

DEFAULT_MEASURE = 72
MEASURES = range(32, 161, 4)
"""The widths of text, in cells, that the reader can choose."""


class Typesetting(NamedTuple):
    """How text is set.

    Attributes:
        line_spacing: rows from one line to the next, 1 or more.
        paragraph_spacing: lines left free between two blocks.
        justify: whether spaces are widened so that rows end at the same cell.
    """

    line_spacing: int = 1
    paragraph_spacing: int = 1
    justify: bool = False

    def wraps_as(self, other: "Typesetting") -> bool:
        """Return whether both give the same rows."""
        return self._replace(justify=other.justify) == other


PLAIN = Typesetting()
"""As text is set unless the reader chooses otherwise."""

_PART = 20_000
"""Code points of a paragraph from which on it is wrapped in parts.

Its wide characters, if it has any, then slow down no more than the part that holds them.
"""
_TIGHT = frozenset(
    {
        (BlockKind.LIST_ITEM, BlockKind.LIST_ITEM),
        (BlockKind.CODE, BlockKind.CODE),
        (BlockKind.HEADLINE, BlockKind.RULE),
        (BlockKind.HEADING, BlockKind.RULE),
    }
)
"""The kinds of blocks between which no row is left free."""
_SPREAD = frozenset({BlockKind.PARAGRAPH, BlockKind.STANDFIRST, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})
"""The kinds of blocks whose rows are spread where text is justified."""
_MOST_EXTRA = 3
"""Cells that a space may be widened by; a row that would need more stays as it is."""


class Gap(NamedTuple):
    """A space that is drawn wider than one cell.

    Attributes:
        offset: the code point of the space.
        extra: the cells that it takes beyond its own.
    """

    offset: int
    extra: int


class Row(NamedTuple):
    """One row of an article.

    Attributes:
        start, end: the code points shown on it; equal for an empty row. For a row left free
            within a block, the start of the row after it.
        block: the number of the block that it belongs to; for a row between two blocks, that
            of the block before.
        first: whether it is the first row of its block.
        blank: whether it is left free, between two blocks or two lines.
    """

    start: int
    end: int
    block: int
    first: bool
    blank: bool


@lru_cache(maxsize=1)
def _all_narrow(text: str) -> bool:
    """Remember the answer for each width; in a long text it is a good part of the work."""
    return is_narrow(text)


class TextLayout:
    """The rows of an article at one width.

    All of the text is wrapped when the layout is made: about 0.1 s for 4 MB of Western text.
    After that everything is a look-up by bisection.
    """

    def __init__(self, text: str, blocks: Sequence[Block], width: int, setting: Typesetting = PLAIN) -> None:
        """Wrap ``text``, whose parts are ``blocks``, to ``width`` cells (at least 8)."""
        self.text = text
        self.setting = setting
        self.blocks = blocks
        self.width = max(8, width)
        self._starts = array("I")
        self._ends = array("I")
        self._block_of = array("I")
        self._first_rows = array("I")
        self._blank = bytearray()
        self._wrap_all()

    def is_of(self, text: str, width: int) -> bool:
        """Return whether these are the rows of ``text`` at ``width`` cells."""
        return self.text is text and self.width == width

    def set_as(self, setting: Typesetting) -> "TextLayout":
        """Return the same rows, set in another way that wraps as the present one."""
        other = copy(self)
        other.setting = setting
        return other

    def _wrap_all(self) -> None:
        text, starts, ends = self.text, self._starts, self._ends
        all_narrow = _all_narrow(text)
        before: Block | None = None
        for number, block in enumerate(self.blocks):
            if before is not None:
                self._leave_free(self._rows_between(before, block), before.end, number - 1)
            self._first_rows.append(len(starts))
            first = len(starts)
            width = self.width - self.indent(block)
            spacing = self._spacing(block)
            for start, end in _parts(text, block):
                is_rule = block.kind is BlockKind.RULE  # one line is drawn, however many signs make it
                rows = [(start, end)] if is_rule else wrap(text, start, end, width, all_narrow or None)
                for row_start, row_end in rows:
                    if spacing > 1 and len(starts) > first:
                        self._leave_free(spacing - 1, row_start, number)
                    starts.append(row_start)
                    ends.append(row_end)
            new = len(starts) - len(self._block_of)
            self._block_of.extend([number] * new)
            self._blank.extend(bytes(new))
            before = block
        if not starts:
            starts.append(0)
            ends.append(0)
            self._block_of.append(0)
            self._blank.append(0)

    def _spacing(self, block: Block) -> int:
        """Rows from one line of a block to the next; code stays together."""
        return 1 if block.kind is BlockKind.CODE else self.setting.line_spacing

    def _rows_between(self, before: Block, block: Block) -> int:
        """The rows left free between two blocks."""
        if (before.kind, block.kind) in _TIGHT:
            return self._spacing(block) - 1
        return self.setting.paragraph_spacing * self.setting.line_spacing

    def _leave_free(self, rows: int, offset: int, block: int) -> None:
        """Add blank rows at a place of the text."""
        written = len(self._starts) - len(self._block_of)
        self._block_of.extend([block] * (written + rows))
        self._blank.extend(bytes(written) + b"\1" * rows)
        self._starts.extend([offset] * rows)
        self._ends.extend([offset] * rows)

    @staticmethod
    def indent(block: Block) -> int:
        """Return the cells left free before the rows of a block, for its marker or its bar."""
        match block.kind:
            case BlockKind.LIST_ITEM:
                return min(2 * block.level, 12) + max(2, len(block.marker) + 1)
            case BlockKind.BLOCK_QUOTE:
                return 2 * (min(block.level, 5) + 1)
            case BlockKind.CODE:
                return 2
            case _:
                return 0

    def __len__(self) -> int:
        """Return the number of rows, at least 1."""
        return len(self._starts)

    def row(self, number: int) -> Row:
        """Return the row of that number, from 0."""
        block = self._block_of[number]
        first = block < len(self._first_rows) and number == self._first_rows[block]
        start, end = self._starts[number], self._ends[number]
        return Row(start, end, block, first, bool(self._blank[number]))

    def row_at(self, offset: int) -> int:
        """Return the number of the row that shows ``offset``, or the nearest before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def first_row_of(self, block: int) -> int:
        """Return the number of the first row of a block."""
        return self._first_rows[block]

    def gaps(self, number: int) -> list[Gap]:
        """Return the spaces of a row that are drawn wider, in order; none unless the text is justified."""
        block = self._block_of[number]
        if not self.setting.justify or self._blank[number] or not self._goes_on(number, block):
            return []
        start, end = self._starts[number], self._ends[number]
        slack = self.width - self.indent(self.blocks[block]) - cell_width(self.text[start:end])
        spaces = _spaces(self.text, start, end)
        if not 0 < slack <= _MOST_EXTRA * len(spaces):
            return []
        shares = [slack * place // len(spaces) for place in range(len(spaces) + 1)]
        extras = (after - before for before, after in pairwise(shares))
        return [Gap(offset, extra) for offset, extra in zip(spaces, extras, strict=True) if extra]

    def _goes_on(self, number: int, block: int) -> bool:
        """Whether the line of text that a row belongs to goes on in another row."""
        following = number + self.setting.line_spacing
        if self.blocks[block].kind not in _SPREAD or following >= len(self) or self._blank[following]:
            return False
        between = self.text[self._ends[number] : self._starts[following]]
        return self._block_of[following] == block and "\n" not in between

    def cell_of(self, offset: int) -> int:
        """Return the cell, from the left of its row's text, where ``offset`` is drawn."""
        number = self.row_at(offset)
        start, end = self._starts[number], self._ends[number]
        widened = sum(extra for space, extra in self.gaps(number) if space < offset)
        return cell_width(self.text[start : min(offset, end)]) + widened

    def offset_at(self, row: int, cell: int) -> int:
        """Return the code point drawn at ``cell`` of a row, or the row's nearest."""
        start = self._starts[row]
        for space, extra in self.gaps(row):
            after = cell_width(self.text[start : space + 1])
            if cell < after:
                break
            if cell < after + extra:
                return space
            cell -= extra
        return offset_at_cell(self.text, start, self._ends[row], cell)

    def grapheme(self, offset: int) -> TextSpan:
        """Return what a reader takes for the character at ``offset``; between rows, one code point.

        At the end of the text it is empty.
        """
        number = self.row_at(offset)
        start, end = self._starts[number], self._ends[number]
        if start <= offset < end:
            return TextSpan(*grapheme_at(self.text, start, end, offset))
        return TextSpan(offset, min(offset + 1, len(self.text)))

    def grapheme_start(self, offset: int, count: int) -> int:
        """Return where the ``count``-th character after that at ``offset`` begins, or before it if negative.

        What is between two rows is passed over; at either end of the text it stays within it.
        """
        for _ in range(abs(count)):
            neighbour = self._neighbour(offset, forward=count > 0)
            if neighbour is None:
                break
            offset = neighbour
        return offset

    def _neighbour(self, offset: int, *, forward: bool) -> int | None:
        """The start of the next character, or of the one before, wherever there is one."""
        number = self.row_at(offset)
        start, end = self._starts[number], self._ends[number]
        if forward:
            after = self.grapheme(offset).end
            if start <= after < end:
                return after
            rows = range(number + 1, len(self))
            return next((self._starts[row] for row in rows if self._starts[row] < self._ends[row]), None)
        if start < offset:
            return self.grapheme(min(offset, end) - 1).start
        ends = (self._ends[row] for row in range(number - 1, -1, -1) if self._starts[row] < self._ends[row])
        last = next(ends, None)
        return None if last is None else self.grapheme(last - 1).start


def _spaces(text: str, start: int, end: int) -> list[int]:
    """The spaces between the words of a row, without those before the first word."""
    row = text[start:end]
    first = start + len(row) - len(row.lstrip(" "))
    if is_narrow(text, start, end):
        return [offset for offset in range(first, end) if text[offset] == " "]
    # A space that carries a mark is one character with it.
    graphemes = split_graphemes(row)[0]
    lone = (start + begin for begin, stop, _ in graphemes if row[begin:stop] == " ")
    return [offset for offset in lone if offset >= first]


def _parts(text: str, block: Block) -> list[tuple[int, int]]:
    """The lines of a block, cut at spaces where they are very long."""
    parts: list[tuple[int, int]] = []
    start = block.start
    while start <= block.end:
        line_end = text.find("\n", start, block.end)
        line_end = block.end if line_end < 0 else line_end
        while line_end - start > _PART:
            cut = text.rfind(" ", start, start + _PART)
            cut = start + _PART if cut <= start else cut + 1
            parts.append((start, cut))
            start = cut
        parts.append((start, line_end))
        start = line_end + 1
    return parts
