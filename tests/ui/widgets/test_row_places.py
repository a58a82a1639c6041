from collections.abc import Hashable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.ui.widgets.row_list import Line, RowPlaces, RowRenderer

Row = tuple[int, bool]


class Look(RowRenderer[Row]):
    """Rows of a height; some are headings."""

    def key(self, row: Row) -> Hashable:
        return row

    def is_heading(self, row: Row) -> bool:
        return row[1]

    def heights(self, rows: Sequence[Row], width: int) -> list[int]:
        return [row[0] for row in rows]

    def lines(self, row: Row, width: int) -> list[Line]:
        return [()] * row[0]


ROWS = st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=30)


@given(ROWS)
@settings(max_examples=60)
def test_every_line_belongs_to_the_row_that_covers_it(rows: list[Row]) -> None:
    places = RowPlaces(Look(), rows)
    places.lay_out(10)
    owners = [index for index, row in enumerate(rows) for _ in range(row[0])]
    assert places.height == len(owners)
    assert [places.at(line) for line in range(places.height)] == owners
    assert places.at(-1) is None
    assert places.at(places.height) is None
    for index, row in enumerate(rows):
        assert places.bottom(index) - places.top(index) == row[0]


@given(ROWS, st.integers(-3, 40))
@settings(max_examples=60)
def test_the_nearest_row_is_never_a_heading(rows: list[Row], index: int) -> None:
    nearest = RowPlaces(Look(), rows).nearest(index)
    choices = [number for number, row in enumerate(rows) if not row[1]]
    if nearest is None:
        assert choices == []
    else:
        after = [number for number in choices if number >= index]
        assert nearest == (after[0] if after else choices[-1])


def test_a_row_is_found_by_its_key() -> None:
    places = RowPlaces(Look(), [(1, False), (2, True), (2, True)])
    assert places.find((2, True)) == 1
    assert places.find((3, True)) is None
