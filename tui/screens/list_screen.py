"""What the screens of the library share: a title, a list that fills the screen, the keys."""

from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui.ui.keyboard.active import told_idle
from tui.ui.widgets.footer import KeyLine
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.screen import StyledOnce

ResultT = TypeVar("ResultT")


class ListScreen(StyledOnce[ResultT]):
    """A list with a line above it that says what it is; escape leaves it without a result.

    Attributes:
        pane: the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="library.back"),
        Binding("g", "first", "First", show=False, id="library.first"),
    ]

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
        self.query_one(KeyLine).tell(told_idle(self, event.key))

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
