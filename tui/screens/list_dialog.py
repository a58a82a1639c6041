"""A dialog in which one goes through a list, with a filter, and chooses there."""

from typing import Any

from tui.screens.dialog import Dialog, ResultT
from tui.ui.widgets.list_pane import ListPane


class ListDialog(Dialog[ResultT]):
    """A dialog whose list takes the keys at once.

    Subclasses put the ``pane`` into the ``body``, and bind a key to go to the ``first`` row.

    Attributes:
        pane: the list.
    """

    def __init__(self, pane: ListPane[Any]) -> None:
        super().__init__()
        self.pane = pane

    def on_mount(self) -> None:
        """Let the keys move the list, from where it is to begin."""
        self.begin()
        self.pane.focus()

    def begin(self) -> None:
        """Highlight the row to begin at, unless that is the first."""

    def action_first(self) -> None:
        """Go to the top."""
        self.pane.action_first()
