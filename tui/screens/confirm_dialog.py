"""The dialog that asks whether something is really meant."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.screens.dialog import Dialog, plain


class ConfirmDialog(Dialog[bool]):
    """Returns whether the person said yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "agree", "Yes", id="confirm.yes", key_display="y"),
        Binding("n,escape", "cancel", "No", id="confirm.no", key_display="n"),
    ]

    def __init__(self, title: str, question: str, details: str = "") -> None:
        """Ask ``question``, and tell in ``details`` what would happen."""
        super().__init__()
        self.title = title
        self._question = question
        self._details = details

    def body(self) -> Iterable[Widget]:
        """The question, and what would happen."""
        yield plain(self._question, "card-name")
        if self._details:
            yield plain(self._details, "dialog-hint")

    def action_agree(self) -> None:
        """Return yes."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Return no."""
        self.dismiss(False)
