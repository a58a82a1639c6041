"""What the dialogs share: a box over what is open, with its keys at the foot to press or click."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Footer, Static

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
