"""What the dialogs share: a box over what is open, with its keys at the foot to press or click."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Footer, Static

from tui.screens.live_keys import told_idle

ResultT = TypeVar("ResultT")


def plain(text: str, classes: str) -> Static:
    """A few lines of text that is shown as it is."""
    return Static(text, markup=False, classes=classes)


class Dialog(ModalScreen[ResultT]):
    """A box with a title over what is open; escape closes it without a result.

    Subclasses give the ``TITLE`` and, in ``body``, what is in the box.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", id="dialog.cancel"),
        Binding("f1", "app.help", "Help", id="dialog.help", show=False, tooltip="The keys that act here"),
    ]

    def on_key(self, event: events.Key) -> None:
        """Say below the box of a key that it does nothing, until the next one."""
        idle = told_idle(self, event.key)
        for box in self.query(".dialog"):
            # As content: a key may be a sign of markup.
            box.border_subtitle = Content(idle)

    def body(self) -> Iterable[Widget]:
        """What is in the box, from top to bottom."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The box and the keys at its foot."""
        with Vertical(classes="dialog") as box:
            box.border_title = self.title or ""
            yield from self.body()
            yield Footer(show_command_palette=False, compact=True)

    def action_cancel(self) -> None:
        """Close without a result."""
        self.dismiss(None)
