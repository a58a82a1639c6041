"""The dialog that asks what to open."""

import asyncio
import os
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.binding import BindingType
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import Dialog
from tui.ui.keyboard.commands import bindings
from tui.ui.textual_internals import describe_action
from tui.ui.widgets.cells import cut
from tui.ui.widgets.inputs import CompletingInput
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

MOST_ENTRIES = 2_000
"""Entries of a folder that are looked at; beyond these the user types more of the name."""

_ADDRESSES = ("http:", "https:", "postil:")


class PathEntry(NamedTuple):
    """A file or folder that what is typed may become.

    Attributes:
        path: as it would stand in the field; a folder ends with a slash.
        name: its last part.
        is_folder: whether it is one.
    """

    path: str
    name: str
    is_folder: bool


def entries_for(typed: str) -> list[PathEntry]:
    """Return the files and folders whose path begins with ``typed``; folders first, else by name.

    A name that begins with a dot is left out unless that is typed. A folder that cannot be read
    has no entries, and an address none either.
    """
    if typed.lower().startswith(_ADDRESSES):
        return []
    folder, _, begun = typed.rpartition("/")
    folder = f"{folder}/" if "/" in typed else ""
    found: list[PathEntry] = []
    try:
        with os.scandir(Path(folder or ".").expanduser()) as entries:
            for entry in entries:
                name = entry.name
                if not name.casefold().startswith(begun.casefold()):
                    continue
                if name.startswith(".") and not begun.startswith("."):
                    continue
                is_folder = entry.is_dir()
                found.append(PathEntry(f"{folder}{name}{'/' if is_folder else ''}", name, is_folder))
                if len(found) >= MOST_ENTRIES:
                    break
    except (OSError, ValueError, RuntimeError):
        return []
    return sorted(found, key=lambda entry: (not entry.is_folder, entry.name.casefold(), entry.name))


def completion(typed: str) -> str | None:
    """Return ``typed`` with as much added as all entries that begin so have in common, or None."""
    paths = [entry.path for entry in entries_for(typed) if entry.path.startswith(typed)]
    common = os.path.commonprefix(paths)  # noqa: RUF071 - by characters is how shells complete
    return common if len(common) > len(typed) else None


class PathSuggester(Suggester):
    """Completes paths. Folders are read off the event loop: some are on slow disks."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return ``value`` completed, or None."""
        return await asyncio.to_thread(completion, value) if value else None


class EntryRenderer(RowRenderer[PathEntry]):
    """One line for each file or folder."""

    def key(self, row: PathEntry) -> Hashable:
        """Return its path."""
        return row.path

    def lines(self, row: PathEntry, width: int) -> Sequence[Line]:
        """Return its name; a folder ends with a slash and stands out."""
        name = one_line(row.name) + ("/" if row.is_folder else "")
        return ((Run(cut(name, width - 1), "strong" if row.is_folder else ""),),)


class EntryList(RowList[PathEntry]):
    """The files and folders; up from the first goes back to the field above."""

    def action_up(self) -> None:
        """Highlight the row before, or leave the list."""
        if self.rows and self.highlighted is self.rows[0]:
            self.screen.focus_previous()
        else:
            super().action_up()


class OpenDialog(Dialog[str | None]):
    """Returns the path or address to open, or None where the dialog was left.

    Files can be typed, completed with tab, or picked from the list below the field.
    """

    TITLE = "Open"
    BINDINGS: ClassVar[list[BindingType]] = bindings("open")
    FIELD: ClassVar[type[CompletingInput]] = CompletingInput
    PLACEHOLDER: ClassVar[str] = "a file or a web address"

    def __init__(self, location: str = "", title: str = TITLE, enter: str = "Open") -> None:
        """Start with ``location`` in the field; ``title`` says what it is for, ``enter`` what Enter does."""
        super().__init__()
        self._location = location
        self.title = title
        self._list = EntryList(EntryRenderer(), empty="")
        self._enter = enter
        describe_action(self._list, "choose", enter)

    def body(self) -> Iterable[Widget]:
        """Yield the field, and below it the files that it may mean."""
        field = self.FIELD(
            self._location, placeholder=self.PLACEHOLDER, suggester=PathSuggester(), select_on_focus=False
        )
        describe_action(field, "submit", self._enter)
        yield field
        yield self._list

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way into the list where one is not in it."""
        if action == "to_list":
            return not self._list.has_focus
        return super().check_action(action, parameters)

    def action_to_list(self) -> None:
        """Go on in the list, unless it is empty."""
        if self._list.rows:
            self._list.focus()

    def on_mount(self) -> None:
        """List the folder that one is in."""
        self.query_one(Input).focus()
        self._list_entries(self._location)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._list_entries(message.value)

    @work(exclusive=True, group="entries")
    async def _list_entries(self, typed: str) -> None:
        entries = await asyncio.to_thread(entries_for, typed)
        self._list.set_rows(entries)
        self._list.empty = self.remark(typed)

    def remark(self, typed: str) -> str:
        """Return what to say of what is typed, where no file or folder begins like that."""
        if typed.lower().startswith("postil:"):
            return "A link to a passage."
        web = typed.lower().startswith(_ADDRESSES)
        return "A web address." if web else "No file or folder begins like that."

    @on(RowList.Chosen)
    def _picked(self, message: RowList.Chosen) -> None:
        message.stop()
        entry: PathEntry = message.row
        if entry.is_folder:
            self._go_into(entry.path)
        else:
            self.open(entry.path)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.open(message.value.strip())

    def _go_into(self, folder: str) -> None:
        field = self.query_one(Input)
        field.value = folder
        field.cursor_position = len(folder)
        field.focus()

    def open(self, typed: str) -> None:
        """Return what was typed or picked; go into a folder."""
        if not typed:
            return
        if typed.lower().startswith(_ADDRESSES):
            self.dismiss(typed)
            return
        try:
            path = Path(typed).expanduser()
            is_folder = path.is_dir()
        except (OSError, ValueError, RuntimeError):
            self.dismiss(typed)
            return
        if is_folder and typed.endswith("/"):
            # Its entries are listed already: one of them is meant.
            self.action_to_list()
        elif is_folder:
            self._go_into(typed + "/")
        else:
            self.dismiss(str(path))
