"""Tables as text that can be read."""

from unicodedata import combining, east_asian_width

from tui.domain.article import BlockKind
from tui.domain.text.sanitize import one_line
from tui.sources.builder import ArticleBuilder

_WIDEST = 72
"""Cells; a wider table is told row by row."""
_LONGEST_CELL = 2_000


def write_table(builder: ArticleBuilder, rows: list[list[str]], *, has_head: bool) -> None:
    """Add a table: aligned columns where they fit, else for each row a list item ``Head: cell; ...``."""
    rows = [[one_line(cell, _LONGEST_CELL) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    columns = max(map(len, rows))
    rows = [row + [""] * (columns - len(row)) for row in rows]
    widths = [max(_cells(row[column]) for row in rows) for column in range(columns)]
    if sum(widths) + 2 * (columns - 1) <= _WIDEST:
        _write_aligned(builder, rows, widths, has_head=has_head)
    else:
        _write_rows(builder, rows, has_head=has_head)


def _write_aligned(
    builder: ArticleBuilder, rows: list[list[str]], widths: list[int], *, has_head: bool
) -> None:
    lines = [_aligned(row, widths) for row in rows]
    if has_head and len(lines) > 1:
        lines.insert(1, "  ".join("─" * width for width in widths))
    with builder.block(BlockKind.CODE):
        builder.write_verbatim("\n".join(lines))


def _write_rows(builder: ArticleBuilder, rows: list[list[str]], *, has_head: bool) -> None:
    head = rows[0] if has_head and len(rows) > 1 else [""] * len(rows[0])
    for row in rows[1:] if any(head) else rows:
        cells = [f"{name}: {cell}" if name else cell for name, cell in zip(head, row, strict=True) if cell]
        with builder.block(BlockKind.LIST_ITEM, marker="•"):
            builder.write("; ".join(cells))


def _aligned(row: list[str], widths: list[int]) -> str:
    padded = [cell + " " * (width - _cells(cell)) for cell, width in zip(row, widths, strict=True)]
    return "  ".join(padded).rstrip()


def _cells(text: str) -> int:
    """The cells that a text takes on a terminal, nearly: enough to align columns by."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
