"""What the dialogs share: a box over what is open, with its keys at the foot to press or click."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from rich.console import RenderableType
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from tui.ui.keyboard.active import told_idle
from tui.ui.widgets.filters import Dimmed
from tui.ui.widgets.footer import KeyLine
from tui.ui.widgets.screen import StyledOnce

ResultT = TypeVar("ResultT")


def plain(text: str, classes: str) -> Static:
    """A few lines of text that is shown as it is."""
    return Static(text, markup=False, classes=classes)


class Dialog(ModalScreen[ResultT], StyledOnce[ResultT]):
    """A box with a title over what is open; escape closes it without a result.

    Subclasses give the ``TITLE`` and, in ``body``, what is in the box.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", id="dialog.cancel"),
        Binding("f1", "app.help", "Help", id="dialog.help", show=False, tooltip="The keys that act here"),
    ]

    def on_key(self, event: events.Key) -> None:
        """Say of a key that it does nothing here, until the next one."""
        self.query_one(KeyLine).tell(told_idle(self, event.key))

    def body(self) -> Iterable[Widget]:
        """What is in the box, from top to bottom."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The box and the keys at its foot."""
        with Vertical(classes="dialog") as box:
            box.border_title = self.title or ""
            yield from self.body()
            yield KeyLine()

    def render(self) -> RenderableType | Visual:  # type: ignore[override]  # as any other widget's
        """What lies below, dimmed."""
        below = super().render()
        return Dimmed(below) if isinstance(below, BackgroundScreen) else below

    def action_cancel(self) -> None:
        """Close without a result."""
        self.dismiss(None)
