"""Rows to list, and how the tests of lists have them look."""

from collections.abc import Hashable, Sequence

from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

Row = tuple[str, int]


class Look(RowRenderer[Row]):
    """Rows of a name and a height; names that start with ``#`` are headings."""

    def key(self, row: Row) -> Hashable:
        return row[0]

    def is_heading(self, row: Row) -> bool:
        return row[0].startswith("#")

    def heights(self, rows: Sequence[Row], width: int) -> Sequence[int] | None:
        return [row[1] for row in rows]

    def lines(self, row: Row, width: int) -> Sequence[Line]:
        return [[Run(row[0] if part == 0 else f"{row[0]}/{part}")] for part in range(row[1])]


def rows_named(*names: str, height: int = 1) -> list[Row]:
    return [(name, 1 if name.startswith("#") else height) for name in names]


def visible(rows: RowList[Row]) -> list[str]:
    return [rows.render_line(y).text[1:].strip() for y in range(rows.size.height)]


def many(count: int) -> list[Row]:
    return [(f"row {index}", 1) for index in range(count)]
