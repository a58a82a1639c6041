"""The dialogs for somebody who wants to leave while something could not be saved."""

from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import Dialog, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.widgets.cells import cut
from tui.ui.widgets.inputs import CompletingInput
from tui.ui.widgets.row_list import ChoiceList, Line, RowList, RowRenderer, Run


class Leaving(StrEnum):
    """What to do about what is not saved."""

    TRY_AGAIN = "try-again"
    ELSEWHERE = "elsewhere"
    WITHOUT = "without"


class Way(NamedTuple):
    """A row of the dialog: what to do, its usual key, and the words for it."""

    leaving: Leaving
    key: str
    words: str


WAYS = (
    Way(Leaving.TRY_AGAIN, "t", "Try again, and leave when it is saved"),
    Way(Leaving.ELSEWHERE, "f", "Save into another folder, and leave …"),
    Way(Leaving.WITHOUT, "q", "Leave without it: it is lost"),
)


class WayRenderer(RowRenderer[Way]):
    """One line for each way, its key before it.

    Attributes:
        keys: the key of each way, as people know it.
    """

    def __init__(self) -> None:
        self.keys: dict[Leaving, str] = {}

    def key(self, row: Way) -> Hashable:
        """What to do."""
        return row.leaving

    def lines(self, row: Way, width: int) -> Sequence[Line]:
        """The one line."""
        key = f" {self.keys.get(row.leaving, ''):2} "
        return ((Run(key, "tag"), Run(cut(row.words, width - len(key)))),)


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
        self._look = WayRenderer()
        self._list = ChoiceList(self._look)
        self._list.set_rows(WAYS)

    def body(self) -> Iterable[Widget]:
        """What is not saved, why, and the ways to leave."""
        yield plain(self._what, "card-name")
        yield plain(one_line(self._problem, 300), "card-details")
        yield self._list

    def on_mount(self) -> None:
        """Let the keys move the list, and show each way's own."""
        keys = key_hints(self)
        self._look.keys = {way: keys.first(f"unsaved.{way}") for way in Leaving}
        self._list.focus()

    def action_leave(self, leaving: str) -> None:
        """Return what is to be done."""
        self.dismiss(Leaving(leaving))

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(message.row.leaving)


class FolderDialog(Dialog[str | None]):
    """Returns the folder to save into, or None. It makes and saves nothing itself."""

    TITLE = "Save into another folder"

    BINDINGS: ClassVar[list[BindingType]] = bindings("folder")

    def __init__(self, proposal: str) -> None:
        """Ask, beginning with ``proposal``."""
        super().__init__()
        self._proposal = proposal

    def body(self) -> Iterable[Widget]:
        """The field, and how to come back to what is saved."""
        yield CompletingInput(self._proposal, placeholder="a folder, made if need be", select_on_focus=False)
        yield plain("`postil --data-dir FOLDER` shows later what is saved there.", "dialog-hint")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if folder := message.value.strip():
            self.dismiss(folder)
