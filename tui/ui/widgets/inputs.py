"""A field that completes what is typed with the tab key, as shells do."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class CompletingInput(Input):
    """An ``Input`` in which tab accepts the suggestion; without one it goes to the next field."""

    BINDING_GROUP_TITLE = "Fields with completion"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "OK", id="input.submit"),
        Binding("tab", "complete", "Complete", show=False, id="input.complete"),
    ]

    def action_complete(self) -> None:
        """Accept the suggestion, or go on to the next field."""
        if self._suggestion and self.cursor_at_end:
            self.action_cursor_right()
        else:
            self.screen.focus_next()
