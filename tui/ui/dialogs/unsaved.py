"""The dialogs that ask how to leave while something could not be saved."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import Choice, ChoiceRenderer, Dialog, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.keyboard.table import BY_ID
from tui.ui.textual_internals import describe_action
from tui.ui.widgets.choice_list import ChoiceList
from tui.ui.widgets.inputs import CompletingInput
from tui.ui.widgets.row_list import RowList


class Leaving(StrEnum):
    """What to do about what is not saved."""

    TRY_AGAIN = "try-again"
    ELSEWHERE = "elsewhere"
    WITHOUT = "without"


class UnsavedDialog(Dialog[Leaving | None]):
    """Returns what is to be done, or None to go on reading. It does nothing itself."""

    TITLE = "Not saved"

    BINDINGS: ClassVar[list[BindingType]] = bindings("unsaved")

    def __init__(self, nouns: Sequence[str], problem: str) -> None:
        """Ask about what is called by ``nouns``, which could not be saved because of ``problem``."""
        super().__init__()
        self._what = (
            f"A {nouns[0]} is not saved" if len(nouns) == 1 else f"{len(nouns)} changes are not saved"
        )
        self._problem = problem
        self._renderer = ChoiceRenderer("unsaved")
        self._list = ChoiceList(self._renderer)
        self._list.set_rows([Choice(way, BY_ID[f"unsaved.{way}"].name) for way in Leaving])

    def body(self) -> Iterable[Widget]:
        """Yield what is not saved, why, and the ways to leave."""
        yield plain(self._what, "card-name")
        yield plain(one_line(self._problem, 300), "card-details")
        yield self._list

    def on_mount(self) -> None:
        """Let the keys move the list, and show each way's own."""
        self._renderer.hints = key_hints(self)
        self._list.focus()

    def action_leave(self, leaving: str) -> None:
        """Return what is to be done."""
        self.dismiss(Leaving(leaving))

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(message.row.value)


class FolderDialog(Dialog[str | None]):
    """Returns the folder to save into, or None. It makes and saves nothing itself."""

    TITLE = "Save into another folder"

    BINDINGS: ClassVar[list[BindingType]] = bindings("folder")

    def __init__(self, proposal: str) -> None:
        """Ask, beginning with ``proposal``."""
        super().__init__()
        self._proposal = proposal

    def body(self) -> Iterable[Widget]:
        """Yield the field, and how to come back to what is saved."""
        field = CompletingInput(
            self._proposal, placeholder="a folder; created if needed", select_on_focus=False
        )
        describe_action(field, "submit", "Save there")
        yield field
        yield plain("`postil --data-dir FOLDER` shows what is saved there.", "dialog-hint")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if folder := message.value.strip():
            self.dismiss(folder)
