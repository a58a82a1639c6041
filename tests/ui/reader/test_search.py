"""Searching in the article that one reads."""

from textual.events import Paste
from textual.widgets import Input

from tests.support.app import reading
from tui.library import Library


async def test_a_search_moves_as_one_types_and_goes_on_with_n(library: Library) -> None:
    async with reading(library) as run:
        await run.press("slash")
        await run.type("zelensky")
        assert "1 of 10" in run.shown()
        assert run.text_at_cursor.startswith("Zelensky's visit")
        await run.press("enter", "n")
        assert run.text_at_cursor.startswith("Zelensky at his side")
        assert "/ 2 of 10" in run.strip
        await run.press("N")
        assert run.text_at_cursor.startswith("Zelensky's visit")
        await run.press("N")
        assert "continues from the end" in run.strip
        assert "/ 10 of 10" in run.strip
        await run.press("n")
        assert "continues from the top" in run.strip
        await run.press("j")
        assert "/ 10 hits" in run.strip
        await run.press("escape")
        assert "10" not in run.strip


async def test_searches_come_back_with_the_arrow_keys_and_can_be_exact(library: Library) -> None:
    async with reading(library) as run:
        for words in ("nato", "peskov"):
            await run.press("slash")
            await run.type(words)
            await run.press("enter")
        await run.press("slash")
        await run.type("new")
        field = run.reader.query_one(Input)
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await run.press(key)
            seen.append(field.value)
        assert seen == ["peskov", "nato", "nato", "peskov", "new"]
        await run.press("up", "up")
        assert "1 of 2" in run.shown()
        await run.type("\\C")
        assert "none" in run.shown()


async def test_a_search_given_up_leaves_everything_as_it_was(library: Library) -> None:
    async with reading(library) as run:
        await run.press("j", "j")
        cursor = run.reader.view.cursor
        await run.press("slash")
        await run.type("Peskov")
        assert run.reader.view.cursor != cursor
        await run.press("escape")
        assert run.reader.view.cursor == cursor
        assert not run.reader.query(Input)
        assert len(run.reader.view.overlays.hits) == 0


async def test_a_search_for_what_is_not_there_says_so(library: Library) -> None:
    async with reading(library) as run:
        await run.press("slash")
        await run.type("xyzzy")
        assert "none" in run.shown()
        await run.press("enter")
        assert "“xyzzy” not found" in run.strip


async def test_the_name_under_the_cursor_is_searched(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o")
        await run.press("asterisk")
        assert run.text_at_cursor.startswith("NATO")
        assert len(run.reader.view.overlays.hits) == 2


async def test_a_search_goes_on_after_escape_has_taken_its_marks_away(library: Library) -> None:
    async with reading(library) as run:
        await run.press("slash")
        await run.type("nato")
        await run.press("enter", "escape")
        assert len(run.reader.view.overlays.hits) == 0
        await run.press("n")
        assert run.text_at_cursor.startswith("NATO")
        assert len(run.reader.view.overlays.hits) == 2


async def test_all_lines_that_are_pasted_are_searched_for(library: Library) -> None:
    async with reading(library) as run:
        await run.press("slash")
        field = run.reader.query_one(Input)
        field.post_message(Paste("zelensky\r\nat his side"))
        await run.until(lambda: bool(field.value), "the words pasted")
        assert field.value == "zelensky at his side"
        assert "1 of 1" in run.shown()
