"""To which file notes are written."""

from tests.support.widgets import showing_dialog, shown
from tui.domain.errors import PostilError
from tui.ui.dialogs.export import ExportDialog


async def test_a_failure_is_reported_and_a_file_that_is_there_is_replaced_by_a_second_enter() -> None:
    written = []

    def export(path: str, force: bool) -> str:
        if path == "notes.md":
            raise PostilError("no room for [it]")
        written.append((path, force))
        return f"/full/{path}"

    async with showing_dialog(ExportDialog("notes.md", {"xx.md"}.__contains__, export), (60, 20)) as (
        app,
        pilot,
    ):
        assert "notes.md" in shown(app)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "no room for [it]" in shown(app)
        await pilot.press("ctrl+u", *"xx.md", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "enter again replaces it" in shown(app)
        assert written == []
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert written == [("xx.md", True)]
        assert app.result == "/full/xx.md"
