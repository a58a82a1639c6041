"""To which file notes are written."""

from pathlib import Path

from textual.widgets import Input

from tests.support.app import SUMMIT
from tests.support.widgets import showing_dialog, shown
from tui.domain.annotation import Annotation, describe
from tui.domain.errors import PostilError
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.library.export import FORMS, export_notes, is_in_the_way
from tui.ui.dialogs.export import ExportDialog


async def test_a_failure_is_reported_and_a_file_that_is_there_is_replaced_by_a_second_enter() -> None:
    written = []

    def is_taken(path: str, form: str) -> bool:
        return path == "xx.md"

    def export(path: str, force: bool, form: str) -> str:
        if path == "notes.md":
            raise PostilError("no room for [it]")
        written.append((path, force, form))
        return f"/full/{path}"

    async with showing_dialog(ExportDialog("notes.md", is_taken, export, FORMS), (60, 20)) as (app, pilot):
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
        assert written == [("xx.md", True, "md")]
        assert app.result == "/full/xx.md"


async def test_a_format_is_chosen_by_keys_or_by_the_end_of_the_name(library: Library, tmp_path: Path) -> None:
    article = library.open(SUMMIT)
    target = describe(article.text, TextSpan(0, 6), article.text_hash)
    library.annotate(article, Annotation(target, note="mine"))
    dialog = ExportDialog.of(library, article)
    async with showing_dialog(dialog, (80, 24)) as (app, pilot):
        field = app.screen.query_one(Input)
        field.value = str(tmp_path / "page.md")
        await pilot.pause()
        assert "Markdown · 1 of 12" in shown(app)
        await pilot.press("down", "down")
        assert "page for Obsidian · 3 of 12" in shown(app)
        assert field.value.endswith("page.md")
        await pilot.press("up")
        assert field.value.endswith("page.html")
        await pilot.press("up", "up")
        assert field.value.endswith("page.bib")
        await pilot.press("backspace", "backspace", "backspace", *"org")
        assert "Org · 5 of 12" in shown(app)
        await pilot.press("backspace", "backspace", "backspace", *"txt")
        assert "not the extension of a format" in shown(app)
        await pilot.press("down", "down")
        assert field.value.endswith("page.txt.html")
        field.value = str(tmp_path / "page.md")
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
    page = tmp_path / "page.md"
    assert "%% postil " in page.read_text()
    page.write_text(page.read_text() + "my words\n")
    # It is the page of this article: nothing is asked, and what was added stays.
    assert not is_in_the_way(library, article, str(page), "obsidian")
    export_notes(library, article, str(page), False, "obsidian")
    assert "my words" in page.read_text()
    assert is_in_the_way(library, article, str(page), "md")
    page.write_text("mine")
    assert is_in_the_way(library, article, str(page), "obsidian")
