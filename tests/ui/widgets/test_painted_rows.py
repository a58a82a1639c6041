"""What is painted of a list of rows, and when."""

from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual.containers import Vertical

from tests.support.widgets import NamedRows, Row, WidgetApp, marked, rows_named, visible
from tui.ui.widgets.row_list import Line, RowList


async def test_twenty_thousand_rows_paint_what_is_seen_and_nothing_else() -> None:
    class Counting(NamedRows):
        painted = 0

        def lines(self, row: Row, width: int) -> Sequence[Line]:
            self.painted += 1
            return super().lines(row, width)

    look = Counting()
    rows = RowList(look)
    async with WidgetApp(rows).run_test(size=(40, 20)) as pilot:
        rows.focus()
        look.painted = 0
        rows.set_rows([(f"row {index}", 1 + index % 3) for index in range(20_000)])
        await pilot.pause()
        assert visible(rows)[:6] == ["row 0", "row 1", "row 1/1", "row 2", "row 2/1", "row 2/2"]
        await pilot.press("G")
        assert visible(rows)[-2:] == ["row 19999", "row 19999/1"]
        assert rows.virtual_size.height == sum(1 + index % 3 for index in range(20_000))
        assert look.painted < 400
        rows.scroll_to(y=20_000, animate=False)
        await pilot.pause()
        # Lines 20,000 and on: six lines for each three rows.
        first = 20_000 // 6 * 3
        expected = [
            f"row {row}" if part == 0 else f"row {row}/{part}"
            for row in range(first, first + 9)
            for part in range(1 + row % 3)
        ]
        offset = 20_000 - 20_000 // 6 * 6
        assert visible(rows)[:8] == expected[offset : offset + 8]


@pytest.mark.parametrize("text", ["[bold]x[/bold]", "[@click=app.bell]x[/]", "[red"])
async def test_text_is_never_markup(text: str) -> None:
    rows = RowList(NamedRows())
    rows.set_rows(rows_named(text))
    async with WidgetApp(rows).run_test(size=(40, 5)):
        assert visible(rows)[0] == text


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\x07b", "a\nb", "a\u202eb", "\x9b31mb"])
async def test_nothing_that_a_terminal_obeys_is_painted(text: str) -> None:
    rows = RowList(NamedRows())
    rows.set_rows(rows_named(text))
    async with WidgetApp(rows).run_test(size=(40, 5)):
        assert rows.render_line(0).text.isprintable()
        assert cell_len(rows.render_line(0).text) == rows.scrollable_content_region.width


async def test_the_highlight_is_seen_without_any_colour() -> None:
    rows, other = RowList(NamedRows()), RowList(NamedRows())
    for widget in (rows, other):
        widget.set_rows(rows_named("a", "b"))
    app = WidgetApp(Vertical(rows, other), "ansi-dark")
    async with app.run_test(size=(40, 9)) as pilot:
        app.add_class("-few-colours")
        rows.focus()
        await pilot.pause()

        def look(widget: RowList[Row], y: int) -> tuple[str, bool]:
            bold = [bool(segment.style and segment.style.bold) for segment in widget.render_line(y)]
            return widget.render_line(y).text[0], any(bold[1:])

        assert look(rows, 0) == look(other, 0) == ("▌", True)
        assert look(rows, 1) == look(other, 1) == (" ", False)


async def test_a_list_out_of_sight_costs_nothing_and_is_right_when_shown() -> None:
    class Counting(NamedRows):
        measured = 0

        def heights(self, rows: Sequence[Row], width: int) -> Sequence[int] | None:
            self.measured += 1
            return super().heights(rows, width)

    look = Counting()
    rows = RowList(look)
    async with WidgetApp(rows).run_test(size=(40, 9)) as pilot:
        rows.display = False
        await pilot.pause()
        measured = look.measured
        rows.set_rows([("tall", 3), ("next", 1)])
        rows.action_down()
        await pilot.pause()
        rows.set_rows([("new", 2), ("tall", 3), ("next", 1)])
        await pilot.pause()
        assert look.measured <= measured + 1
        rows.display = True
        await pilot.pause()
        assert visible(rows)[:6] == ["new", "new/1", "tall", "tall/1", "tall/2", "next"]
        assert marked(rows) == ["next"]


async def test_every_line_fills_the_width_exactly() -> None:
    rows = RowList(NamedRows())
    rows.set_rows(rows_named("習近平" * 20, "👩‍👩‍👧 family", "plain", "x" * 100))
    async with WidgetApp(rows).run_test(size=(31, 8)):
        width = rows.scrollable_content_region.width
        assert {cell_len(rows.render_line(y).text) for y in range(6)} == {width}
