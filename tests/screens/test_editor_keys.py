"""The keys that everybody knows from editors, for whoever knows no others."""

from tests.screens.reading import reading
from tui.library import Library


async def test_what_editors_have_is_undone_saved_deleted_searched_and_copied_by_the_same_keys(
    library: Library,
) -> None:
    async with reading(library, analysed=False) as run:
        view = run.reader.view
        await run.press("ctrl+s")
        assert "saved: all that you do is on the disk at once" in run.strip
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
        assert run.reader.pane == "article"
