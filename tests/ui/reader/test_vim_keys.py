"""Habits of those who know vim by heart."""

from textual.events import Key

from tests.support.app import reading
from tui.library import Library
from tui.ui.keyboard.sequences import PAUSE


async def test_repeats_are_counted_searches_go_back_marks_and_objects_are_as_in_vim(library: Library) -> None:
    async with reading(library, analysed=False) as run:
        view = run.reader.view
        text = view.rows.text
        hits = [place for place in range(len(text)) if text.startswith("said", place)]
        await run.press("slash", *"said", "enter", "3", "n")
        assert (view.cursor, run.reader.panes.active) == (hits[3], "article")
        await run.press("2", "N")
        assert (view.cursor, run.reader.panes.active) == (hits[1], "article")
        await run.press("right", "right", "m", "x", "number_sign")
        assert view.cursor == hits[0]
        await run.press("number_sign")
        assert view.cursor == hits[-1]
        await run.press("grave_accent", "x")
        assert view.cursor == hits[1] + 2
        await run.press("grave_accent", "grave_accent")
        assert view.cursor == hits[-1]
        await run.press("v", "i", "w")
        assert view.selected is not None
        assert view.selected.of(text) == "said"
        await run.press("escape", "colon", *"wider")
        assert "Wider" in run.shown()


async def test_who_looks_into_one_list_after_another_means_no_number(library: Library) -> None:
    async with reading(library, analysed=False) as run:
        for pane, key in (("quotes", "3"), ("notes", "4"), ("entities", "2"), ("article", "1")):
            press = Key(key, key)
            press.time = run.reader.pending_keys.digit_at + PAUSE + 1
            run.app.post_message(press)
            await run.until(lambda pane=pane: run.reader.panes.active == pane, f"{pane} have the focus")
