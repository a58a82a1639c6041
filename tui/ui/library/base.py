"""ListScreen; library-wide undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from tui.domain.errors import StoreError
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.ui.keyboard.active import idle_message
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.textual_internals import StyledOnce
from tui.ui.widgets.footer import KeyLine
from tui.ui.widgets.list_pane import ListPane

if TYPE_CHECKING:
    from tui.domain.history import SharedChange


ResultT = TypeVar("ResultT")


class ListScreen(StyledOnce[ResultT]):
    """A list with a line above it that says what it is; escape leaves it without a result.

    Attributes:
        pane: the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("list-screen")

    def __init__(self, pane: ListPane[Any], title: str) -> None:
        super().__init__()
        self.pane = pane
        self._head = Static(title, markup=False, classes="list-title")

    def compose(self) -> ComposeResult:
        """The title, the list, the keys."""
        yield self._head
        yield self.pane
        yield KeyLine()

    def on_key(self, event: events.Key) -> None:
        """Say of a key that it does nothing here, until the next one."""
        self.query_one(KeyLine).tell(idle_message(self, event.key))

    def on_mount(self) -> None:
        """Let the keys move the list."""
        self.pane.focus()

    def head(self, title: str) -> None:
        """Say something else above the list."""
        self._head.update(title)

    def tell(self, line: str, *, wrong: bool = False) -> None:
        """Tell something that was done, or could not be, in a notice."""
        self.notify(line, severity="error" if wrong else "information", markup=False)

    def action_first(self) -> None:
        """Go to the top."""
        self.pane.action_first()

    def action_back(self) -> None:
        """Return nothing."""
        self.dismiss(None)


Tell = Callable[[int, int], object]
"""Is told how many articles are done, and of how many."""
Work = Callable[[Tell], str]
"""Makes a change, and returns the line that says what was done; blocks."""


class SharedChanges:
    """Makes changes of one screen beside the interface, one at a time."""

    def __init__(self, screen: ListScreen[Any], library: Library, changed: Callable[[], object]) -> None:
        """Make changes for ``screen``; ``changed`` is called after each, to show what there is then."""
        self._screen = screen
        self._library = library
        self._changed = changed
        self._at_work = False

    def make(self, change: Callable[[Tell], SharedChange | None]) -> None:
        """Make a change, such as one of ``Library.everywhere``, which can be taken back."""

        def work(tell: Tell) -> str:
            made = change(tell)
            return one_line(made.message) + self._undo_hint() if made else "nothing was to be changed"

        self._run(work)

    def undo(self) -> None:
        """Take the last change back that is not taken back yet."""
        self._run(lambda tell: self._swap(tell, undo=True))

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._run(lambda tell: self._swap(tell, undo=False))

    def _swap(self, tell: Tell, *, undo: bool) -> str:
        bulk_edits = self._library.bulk_edits
        change = bulk_edits.undoable() if undo else bulk_edits.redoable()
        swapped = bulk_edits.swap(change.id, undo=undo, progress=tell) if change else None
        if change is None or swapped is None:
            return "nothing to undo" if undo else "nothing to redo"
        told = one_line(change.message)
        redo_hint = key_hints(self._screen).phrase(" · {} does it again", "library.redo")
        words = f"taken back: {told}{redo_hint}" if undo else told + self._undo_hint()
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
        self._screen.run_worker(lambda: self._do(work), thread=True, group="changing", exit_on_error=False)

    def _do(self, work: Work) -> None:
        call = self._screen.app.call_from_thread

        def tell(done: int, of: int) -> None:
            if of > 1:
                call(self._screen.head, f"saving: {done:,} of {of:,} articles …")

        try:
            words, wrong = work(tell), False
        except StoreError as error:
            words, wrong = str(error), True
        self._at_work = False
        call(self._changed)
        call(lambda: self._screen.tell(words, wrong=wrong))
