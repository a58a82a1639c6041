"""Tables, whose cells may hold links and styles: aligned columns, or row by row where they are too wide."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from tui.domain.article import Block, BlockKind, Inline, InlineStyle
from tui.domain.text.sanitize import one_line
from tui.sources.builder import ArticleBuilder

_WIDEST = 72
"""Cells; a wider table is written row by row."""
_LONGEST_CELL = 1_000_000


class Cell(NamedTuple):
    """What stands in one cell of a table, as ``ArticleBuilder.finish`` gives it."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    inlines: tuple[Inline, ...] = ()


def plain_cell(text: str) -> Cell:
    """Return a cell that holds words alone, on one line."""
    text = one_line(text, _LONGEST_CELL)
    return Cell(text, (Block(0, len(text), BlockKind.PARAGRAPH, 0, ""),) if text else ())


def write_table(builder: ArticleBuilder, rows: Sequence[Sequence[Cell]], *, has_head: bool) -> None:
    """Add a table: aligned columns where they fit, else for each row a list item ``Head: cell; ...``.

    A table that only lays out a page, with one cell in each row or code in a cell, is no table: its cells
    follow each other as they are.
    """
    rows = [row for row in rows if any(cell.text for cell in row)]
    if not rows:
        return
    columns = max(map(len, rows))
    if (columns == 1 and not has_head) or any(_has_layout(cell) for row in rows for cell in row):
        for cell in (cell for row in rows for cell in row):
            _write_blocks(builder, cell)
        return
    filled = [[*row, *[Cell()] * (columns - len(row))] for row in rows]
    widths = [max(_text_width(row[column].text) for row in filled) for column in range(columns)]
    if sum(widths) + 2 * (columns - 1) <= _WIDEST:
        _write_aligned(builder, filled, widths, has_head=has_head)
    else:
        _write_rows(builder, filled, has_head=has_head)


def _has_layout(cell: Cell) -> bool:
    return any(block.kind in (BlockKind.CODE, BlockKind.HEADING) for block in cell.blocks)


def _write_blocks(builder: ArticleBuilder, cell: Cell) -> None:
    """Add the blocks of a cell."""
    for start, end, kind, level, marker in cell.blocks:
        with builder.block(kind, level, marker):
            _write_styled(builder, cell, start, end, as_it_is=True)


def _write_aligned(
    builder: ArticleBuilder, rows: list[list[Cell]], widths: list[int], *, has_head: bool
) -> None:
    with builder.block(BlockKind.CODE):
        for number, row in enumerate(rows):
            if number:
                builder.write_verbatim("\n")
            if number == 1 and has_head:
                builder.write_verbatim("  ".join("─" * width for width in widths) + "\n")
            last = max(column for column, cell in enumerate(row) if cell.text)
            for cell, width in zip(row[: last + 1], widths, strict=False):
                _write_styled(builder, cell, 0, len(cell.text))
                if cell is not row[last]:
                    builder.write_verbatim(" " * (width - _text_width(cell.text) + 2))


def _write_rows(builder: ArticleBuilder, rows: list[list[Cell]], *, has_head: bool) -> None:
    head = rows[0] if has_head and len(rows) > 1 else [Cell()] * len(rows[0])
    for row in rows[1:] if any(cell.text for cell in head) else rows:
        with builder.block(BlockKind.LIST_ITEM, marker="•"):
            separator = ""
            for name, cell in zip(head, row, strict=True):
                if not cell.text:
                    continue
                builder.write_verbatim(separator)
                if name.text:
                    with builder.style(InlineStyle.STRONG):
                        _write_styled(builder, name, 0, len(name.text))
                        builder.write_verbatim(":")
                    builder.write_verbatim(" ")
                _write_styled(builder, cell, 0, len(cell.text))
                separator = "; "


def _write_styled(
    builder: ArticleBuilder, cell: Cell, start: int, end: int, *, as_it_is: bool = False
) -> None:
    """Add a stretch of a cell with its styles; line ends become spaces, unless it is to stay as it is."""
    if not cell.inlines:  # of nearly all cells of large tables
        piece = cell.text[start:end]
        builder.write_verbatim(piece if as_it_is else piece.replace("\n", " "))
        return
    inlines = [inline for inline in cell.inlines if start <= inline.start and inline.end <= end]
    places = {start, end, *(each.start for each in inlines), *(each.end for each in inlines)}
    at = start
    open_styles: list[tuple[int, ExitStack]] = []
    for place in sorted(places):
        piece = cell.text[at:place]
        builder.write_verbatim(piece if as_it_is else piece.replace("\n", " "))
        at = place
        for _, style in (each for each in open_styles if each[0] == place):
            style.close()
        open_styles = [each for each in open_styles if each[0] != place]
        for inline in (each for each in inlines if each.start == place):
            style = ExitStack()
            style.enter_context(builder.style(inline.style, inline.href))
            open_styles.append((inline.end, style))


def _text_width(text: str) -> int:
    """Return the cells that a text takes on a terminal, nearly: enough to align columns by."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
