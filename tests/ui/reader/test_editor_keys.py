"""The keys that everybody knows from editors, for whoever knows no others."""

from pathlib import Path

from tests.support.app import in_library, reading
from tests.support.library import shelve
from tui.library import Library


async def test_what_editors_have_is_undone_saved_deleted_searched_and_copied_by_the_same_keys(
    library: Library,
) -> None:
    async with reading(library, analysed=False) as run:
        view = run.reader.view
        await run.press("ctrl+s")
        assert "everything is saved as you go" in run.strip
        await run.press("down", "down", "shift+right", "shift+end", "enter")
        await run.saved()
        (made,) = run.reader.annotations
        await run.press("delete")
        await run.saved()
        assert run.reader.annotations == ()
        await run.press("ctrl+z")
        await run.saved()
        assert run.reader.annotations == (made,)
        await run.press("ctrl+y")
        await run.saved()
        assert run.reader.annotations == ()
        await run.press("delete")
        assert "does nothing here" in run.strip

        await run.press("ctrl+f", *"ready", "enter")
        assert run.text_at_cursor.startswith("ready")
        await run.press("ctrl+a")
        assert view.selected is not None
        assert view.selected.of(view.rows.text) == view.rows.text
        await run.press("ctrl+c")
        assert run.app.clipboard == view.rows.text
        # A list is no place to type what to look for in the text.
        await run.press("ctrl+home", "tab", "ctrl+f", *"ready", "enter")
        assert run.text_at_cursor.startswith("ready")
        assert run.reader.panes.active == "article"


async def test_arrows_lead_from_list_to_list_and_the_foot_shows_what_acts_where_one_types(
    library: Library,
) -> None:
    async with reading(library, analysed=False) as run:
        await run.press("tab")
        panes = []
        for key in ("right", "right", "left", "left", "left"):
            await run.press(key)
            panes.append(run.reader.panes.active)
        assert panes == ["quotes", "notes", "quotes", "entities", "article"]
        await run.press("slash", *"war")
        await run.until(lambda: "Leave the search" in run.keys, "the keys are shown")
        assert "Go there" in run.keys
        assert "/ Search" not in run.shown()
        await run.press("escape", "4", "slash")
        await run.until(lambda: "To the list" in run.keys, "the keys are shown")
        assert "/ Filter" not in run.shown()


async def test_keys_that_do_nothing_in_the_library_say_so(new_library: Library, tmp_path: Path) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library) as run:
        await run.press("1")
        await run.until(lambda: "1 does nothing here" in run.shown(), "it is reported")
        await run.press("ctrl+f", *"nowhere")
        await run.until(lambda: "No title, note, tag or text has" in run.shown(), "nothing is found")
        assert "/ Other words" not in run.shown()
