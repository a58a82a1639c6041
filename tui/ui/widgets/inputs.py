"""Inputs with completion."""

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from tui.ui.keyboard.commands import bindings


class WordsInput(Input):
    """An ``Input`` that says of every sign that it takes it, so that no line of keys offers one."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key types something here; of the slash, Textual does not know that it does."""
        return key == "slash" or super().check_consume_key(key, character)


class CompletingInput(Input):
    """An ``Input`` in which tab accepts the suggestion; without one it goes to the next field."""

    BINDING_GROUP_TITLE = "Fields with completion"
    BINDINGS: ClassVar[list[BindingType]] = bindings("completing-input")

    def action_complete(self) -> None:
        """Accept the suggestion, or go on to the next field."""
        before = self.value
        if self.cursor_at_end:
            self.action_cursor_right()
        if self.value == before:
            self.screen.focus_next()
