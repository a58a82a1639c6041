"""What the screens over all articles have in common: a list with a title, and changes that are undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from tui.domain.errors import StoreError
from tui.domain.library import OpenRequest
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.ui.keyboard.active import idle_message
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.textual_internals import style_once
from tui.ui.widgets.footer import KeyLine
from tui.ui.widgets.list_pane import ListPane

if TYPE_CHECKING:
    from tui.domain.history import SharedChange


class ListScreen(Screen[OpenRequest | None]):
    """A list with a line above it that says what it is; it returns what is to be opened, or None.

    Attributes:
        pane: the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("list-screen")
    on_screen_resume = style_once

    def __init__(self, pane: ListPane[Any], title: str) -> None:
        super().__init__()
        self.pane = pane
        self._head = Static(title, markup=False, classes="list-title")

    def compose(self) -> ComposeResult:
        """Yield the title, the list, the keys."""
        yield self._head
        yield self.pane
        yield KeyLine()

    def on_key(self, event: events.Key) -> None:
        """Say of a key that it does nothing here, until the next one."""
        self.query_one(KeyLine).tell(idle_message(self, event.key))

    def on_mount(self) -> None:
        """Let the keys move the list."""
        self.pane.focus()

    def reload(self) -> None:
        """List again what there is; called after each change of several articles."""

    def head(self, title: str) -> None:
        """Say something else above the list."""
        self._head.update(title)

    def tell(self, line: str, *, wrong: bool = False) -> None:
        """Say in a notice what was done, or could not be."""
        self.notify(line, severity="error" if wrong else "information", markup=False)

    def warn(self, notices: Iterable[str]) -> None:
        """Show what is wrong with files, such as articles that had to be left out, in a notice for each."""
        for notice in notices:
            self.notify(notice, severity="warning", timeout=15, markup=False)

    def action_first(self) -> None:
        """Go to the top."""
        self.pane.action_first()

    def go_on(self, destination: OpenRequest | None) -> None:
        """Leave with what was chosen on a screen that lay on this one, if anything was."""
        if destination is not None:
            self.dismiss(destination)

    def action_back(self) -> None:
        """Leave without a result."""
        self.dismiss(None)


Progress = Callable[[int, int], object]
"""Takes how many articles are done, and of how many."""
Work = Callable[[Progress], str]
"""Makes a change, and returns the line that says what was done; blocks."""


class SharedChanges:
    """Makes the changes of one screen, in the background and one at a time."""

    def __init__(self, screen: ListScreen, library: Library) -> None:
        """Make changes for ``screen``, which is asked after each to list again what there is."""
        self._screen = screen
        self._library = library
        self._at_work = False

    def make(self, change: Callable[[Progress], SharedChange | None]) -> None:
        """Make a change that can be taken back, such as one of ``Library.bulk_edits``."""

        def work(progress: Progress) -> str:
            made = change(progress)
            return one_line(made.message) + self._undo_hint() if made else "nothing was to be changed"

        self._run(work)

    def undo(self) -> None:
        """Take the last change back that is not taken back yet."""
        self._run(partial(self._swap, undo=True))

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._run(partial(self._swap, undo=False))

    def _swap(self, progress: Progress, *, undo: bool) -> str:
        bulk_edits = self._library.bulk_edits
        change = bulk_edits.undoable() if undo else bulk_edits.redoable()
        swapped = bulk_edits.swap(change.id, undo=undo, progress=progress) if change else None
        if change is None or swapped is None:
            return "nothing to undo" if undo else "nothing to redo"
        message = one_line(change.message)
        redo_hint = key_hints(self._screen).phrase(" · {} does it again", "library.redo")
        words = f"taken back: {message}{redo_hint}" if undo else message + self._undo_hint()
        if swapped.unfit:
            words += f" · not in {one_line(', '.join(swapped.unfit), 100)}, changed otherwise since"
        return words

    def _undo_hint(self) -> str:
        return key_hints(self._screen).phrase(" · {} takes it back", "library.undo")

    def _run(self, work: Work) -> None:
        if self._at_work:
            self._screen.tell("one change after the other: wait for the last", wrong=True)
            return
        self._at_work = True
        self._screen.run_worker(partial(self._do, work), thread=True, group="changing", exit_on_error=False)

    def _do(self, work: Work) -> None:
        call = self._screen.app.call_from_thread

        def progress(done: int, of: int) -> None:
            if of > 1:
                call(self._screen.head, f"saving: {done:,} of {of:,} articles …")

        try:
            words, wrong = work(progress), False
        except StoreError as error:
            words, wrong = str(error), True
        self._at_work = False
        call(self._screen.reload)
        call(partial(self._screen.tell, words, wrong=wrong))
