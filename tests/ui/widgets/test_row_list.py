"""The virtual list: what is painted, where the highlight goes, what it says."""

from textual.events import MouseScrollDown

from tests.support.widgets import NamedRows, Seen, WidgetApp, many, marked, rows_named, visible
from tui.ui.widgets.row_list import RowList


async def test_keys_step_over_headings_and_stop_at_the_ends() -> None:
    rows, seen = RowList(NamedRows()), Seen()
    rows.set_rows(rows_named("#one", "a", "b", "#two", "#three", "c"))
    async with WidgetApp(rows).run_test(size=(30, 12), message_hook=seen) as pilot:
        rows.focus()
        assert marked(rows) == ["a"]
        await pilot.press("j", "down")
        assert marked(rows) == ["c"]
        await pilot.press("j")
        assert marked(rows) == ["c"]
        await pilot.press("k", "up", "up", "k")
        assert marked(rows) == ["a"]
        await pilot.press("G")
        assert marked(rows) == ["c"]
        await pilot.press("home")
        assert marked(rows) == ["a"]
        assert [message.row[0] for message in seen.of(RowList.Highlighted)] == ["b", "c", "b", "a", "c", "a"]


async def test_enter_chooses_the_highlighted_row() -> None:
    rows, seen = RowList(NamedRows()), Seen()
    rows.set_rows(rows_named("a", "b"))
    async with WidgetApp(rows).run_test(message_hook=seen) as pilot:
        rows.focus()
        await pilot.press("j", "enter")
        assert [message.row[0] for message in seen.of(RowList.Chosen)] == ["b"]


async def test_pages_move_by_what_is_seen() -> None:
    rows = RowList(NamedRows())
    rows.set_rows(many(100))
    async with WidgetApp(rows).run_test(size=(30, 11)) as pilot:
        rows.focus()
        height = rows.size.height
        await pilot.press("space")
        assert marked(rows) == [f"row {height - 1}"]
        await pilot.press("pagedown", "pageup", "b")
        assert marked(rows) == ["row 0"]
        for _ in range(20):
            await pilot.press("space")
        assert marked(rows) == ["row 99"]


async def test_the_highlight_stays_with_its_row_when_rows_are_replaced() -> None:
    rows, seen = RowList(NamedRows()), Seen()
    rows.set_rows(rows_named("#h", "a", "b", "c"))
    async with WidgetApp(rows).run_test(message_hook=seen) as pilot:
        rows.focus()
        await pilot.press("j")
        seen.clear()
        rows.set_rows(rows_named("#h", "x", "y", "z", "a", "b", "c"))
        await pilot.pause()
        assert marked(rows) == ["b"]
        rows.set_rows(rows_named("#h", "x", "y"))
        await pilot.pause()
        assert marked(rows) == ["y"]
        rows.set_rows([])
        await pilot.pause()
        assert rows.highlighted is None
        rows.set_rows(rows_named("#h", "x"))
        await pilot.pause()
        assert marked(rows) == ["x"]
        assert seen.of(RowList.Highlighted) == []


async def test_until_the_user_moves_the_highlight_it_is_on_the_first_row() -> None:
    rows = RowList(NamedRows())
    rows.set_rows(rows_named("m"))
    async with WidgetApp(rows).run_test() as pilot:
        rows.set_rows(rows_named("a", "m"))
        await pilot.pause()
        assert marked(rows) == ["a"]


async def test_replacing_rows_does_not_move_what_is_read() -> None:
    rows = RowList(NamedRows())
    rows.set_rows(many(100))
    async with WidgetApp(rows).run_test(size=(30, 12)) as pilot:
        rows.focus()
        for _ in range(4):
            await pilot.press("space")
        before = visible(rows)
        rows.set_rows([("new", 1), ("newer", 2), *many(100)])
        await pilot.pause()
        assert visible(rows) == before


async def test_a_click_highlights_and_another_chooses_once() -> None:
    rows, seen = RowList(NamedRows()), Seen()
    rows.set_rows(rows_named("#h", "a", "b"))
    async with WidgetApp(rows).run_test(message_hook=seen) as pilot:
        await pilot.click(rows, offset=(3, 2))
        assert marked(rows) == ["b"]
        assert [message.row[0] for message in seen.of(RowList.Highlighted)] == ["b"]
        assert seen.of(RowList.Chosen) == []
        await pilot.click(rows, offset=(3, 2))
        assert [message.row[0] for message in seen.of(RowList.Chosen)] == ["b"]
        await pilot.click(rows, offset=(3, 0))
        assert [message.row[0] for message in seen.of(RowList.HeadingClicked)] == ["#h"]
        await pilot.click(rows, offset=(3, 9))
        assert marked(rows) == ["b"]


async def test_a_double_click_chooses_once() -> None:
    rows, seen = RowList(NamedRows()), Seen()
    rows.set_rows(rows_named("a", "b"))
    async with WidgetApp(rows).run_test(message_hook=seen) as pilot:
        await pilot.double_click(rows, offset=(3, 1))
        assert [message.row[0] for message in seen.of(RowList.Chosen)] == ["b"]
        await pilot.click(rows, offset=(3, 0))
        seen.clear()
        await pilot.double_click(rows, offset=(3, 1))
        assert len(seen.of(RowList.Chosen)) == 1


async def test_the_wheel_scrolls_and_leaves_the_highlight() -> None:
    rows = RowList(NamedRows())
    rows.set_rows(many(50))
    async with WidgetApp(rows).run_test(size=(30, 10)) as pilot:
        await pilot._post_mouse_events([MouseScrollDown], rows, offset=(3, 3))
        await pilot.pause()
        assert rows.scroll_offset.y > 0
        assert rows.highlighted == ("row 0", 1)


async def test_a_row_taller_than_the_list_is_read_line_by_line() -> None:
    rows = RowList(NamedRows())
    rows.set_rows([("tall", 16), ("next", 1)])
    async with WidgetApp(rows).run_test(size=(30, 11)) as pilot:
        rows.focus()
        seen_lines = set(visible(rows))
        for _ in range(22):
            await pilot.press("j")
            seen_lines |= set(visible(rows))
        assert marked(rows)[-1] == "next"
        assert {f"tall/{part}" for part in range(1, 16)} <= seen_lines


async def test_an_empty_list_says_why() -> None:
    rows = RowList(NamedRows(), empty="No names yet")
    async with WidgetApp(rows).run_test(size=(30, 8)) as pilot:
        assert "No names yet" in visible(rows)
        rows.empty = "[analysing …]"
        await pilot.pause()
        assert "[analysing …]" in visible(rows)
        rows.focus()
        await pilot.press("j", "k", "space", "b", "G", "home", "enter")
        rows.set_rows(rows_named("a"))
        await pilot.pause()
        assert "[analysing …]" not in visible(rows)


async def test_highlighting_from_outside_says_nothing() -> None:
    rows, seen = RowList(NamedRows()), Seen()
    rows.set_rows(many(50))
    async with WidgetApp(rows).run_test(size=(30, 10), message_hook=seen) as pilot:
        assert rows.highlight(("row 40", 1))
        await pilot.pause()
        assert marked(rows) == ["row 40"]
        assert not rows.highlight(("no such row", 1))
        assert seen.of(RowList.Highlighted) == []


async def test_where_there_is_one_line_it_is_that_of_the_highlighted_row() -> None:
    rows = RowList(NamedRows())
    rows.set_rows(rows_named("#one", "a", "#two", "b"))
    async with WidgetApp(rows).run_test(size=(30, 12)) as pilot:
        rows.focus()
        await pilot.press("j")
        await pilot.resize_terminal(30, 2)
        await pilot.pause()
        assert visible(rows) == ["b"]
        await pilot.resize_terminal(30, 4)
        await pilot.pause()
        assert visible(rows) == ["a", "#two", "b"]


async def test_the_scrollbar_is_where_the_list_is_after_one_size_needed_none() -> None:
    rows = RowList(NamedRows())
    rows.set_rows(many(30))
    async with WidgetApp(rows).run_test(size=(30, 12)) as pilot:
        rows.focus()
        await pilot.press("G")
        await pilot.resize_terminal(30, 40)
        await pilot.press("home")
        await pilot.resize_terminal(30, 12)
        await pilot.pause()
        assert rows.vertical_scrollbar.position == rows.scroll_y == 0
