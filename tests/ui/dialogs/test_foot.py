"""The line of keys at the foot of each dialog: what Enter does, and the help."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.support.app import in_library, reading
from tests.support.dialogs import DIALOGS
from tests.support.library import shelve
from tui.domain.article import Block, BlockKind
from tui.library import Library
from tui.library.tags import Tag
from tui.ui import dialogs
from tui.ui.dialogs.base import ConfirmDialog
from tui.ui.dialogs.help import HelpScreen
from tui.ui.library.tags import RenameDialog
from tui.ui.widgets.footer import KeyLine

ENTER = {
    "tags": "Save",
    "which note": "Choose",
    "export": "Export",
    "open": "Open",
    "add to the library": "Add",
    "correct": "Select",
    "kind": "Change the kind",
    "add": "Add the name",
    "merge": "Merge",
    "speaker": "Set the speaker",
    "said": "Go there",
    "offers": "Save and close",
    "quotation": "Go there",
    "headings": "Go there",
    "themes": "Use it",
    "unsaved": "Select",
    "folder": "Save there",
    "rename": "Rename",
    "remove": "Remove",
}
"""What Enter does, by the dialog."""
OTHERS: dict[str, Callable[[], Screen[Any]]] = {
    "headings": lambda: dialogs.HeadingsDialog("A title", [Block(0, 7, BlockKind.HEADING, 1)], 0),
    "themes": lambda: dialogs.ThemeChooser(["nord", "dracula"], "nord"),
    "unsaved": lambda: dialogs.UnsavedDialog(["note"], "the disk is full"),
    "folder": lambda: dialogs.FolderDialog("/tmp"),
    "rename": lambda: RenameDialog(Tag("safety", ("safety",), 2), {}.get),
    "remove": lambda: ConfirmDialog("Sure?", "Really?", "", "Remove"),
}


async def test_the_foot_names_what_enter_does_and_the_question_mark_opens_the_help(library: Library) -> None:
    async with reading(library, size=(80, 24), analysed=False) as run:
        made = {**DIALOGS, **OTHERS}
        assert set(ENTER) <= set(made)
        for name, make in made.items():
            if name == "help":
                continue
            run.app.push_screen(make())
            await run.settled()
            dialog = run.app.screen
            if name in ENTER:
                offered = {(key.display, key.description) for key in dialog.query_one(KeyLine).keys}
                assert ("enter", ENTER[name]) in offered, (name, offered)
            has_field = isinstance(dialog.focused, (Input, TextArea))
            await run.press("question_mark" if not has_field else "f1")
            help_screen = run.app.screen
            assert isinstance(help_screen, HelpScreen), name
            title = str(help_screen.query_one(".dialog").border_title)
            assert title.startswith(("Keys: ", "Keys for ")), name
            own = {words for _, words in help_screen.sections[0].rows}
            bound = {binding.tooltip or binding.description for _, binding in dialog._bindings}
            assert own <= bound, (name, own)
            await run.press("question_mark")
            assert run.app.screen is dialog
            run.app.pop_screen()
            await run.pilot.pause()


@pytest.mark.parametrize(("key", "is_left"), [("enter", 1), ("y", 1), ("escape", 2), ("n", 2)])
async def test_enter_removes_and_escape_does_not(
    new_library: Library, tmp_path: Path, key: str, is_left: int
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library) as run:
        before = len(new_library.catalogue.articles())
        await run.press("d")
        keys = run.app.screen.query_one(KeyLine).keys
        assert [(key.display, key.description) for key in keys[:2]] == [
            ("enter", "Remove"),
            ("esc", "Cancel"),
        ]
        await run.press(key)
        await run.settled()
        assert len(new_library.catalogue.articles()) == before - 2 + is_left
