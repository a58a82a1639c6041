"""Inputs for words, and with completion."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import Input

from tui.ui.keyboard.commands import bindings


class WordsInput(Input):
    """An ``Input`` that says of every sign that it takes it, so that no line of keys offers one.

    Of a text of several lines that is pasted it takes them all, ``BETWEEN_LINES`` between them.
    """

    BETWEEN_LINES: ClassVar[str] = " "

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key types something here; of the slash, Textual does not know that it does."""
        return key == "slash" or super().check_consume_key(key, character)

    def on_paste(self, event: events.Paste) -> None:
        """Insert all that is pasted; Textual takes the first line alone."""
        event.prevent_default()
        event.stop()
        lines = event.text.splitlines()
        if len(lines) > 1:
            lines = [line.strip() for line in lines if not line.isspace() and line]
        self.replace(self.BETWEEN_LINES.join(lines), *self.selection)


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
