"""A list to choose from in a dialog, by letters or with one click."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tui.ui.keyboard.commands import bindings
from tui.ui.widgets.row_list import RowList, RowRenderer, RowT


class ChoiceList(RowList[RowT], inherit_bindings=False):
    """Rows to choose from, each of which may have a letter that the dialog around it takes."""

    BINDING_GROUP_TITLE = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = bindings("choices")

    def __init__(self, renderer: RowRenderer[RowT], *, one_click: bool = True) -> None:
        """Show rows by ``renderer``; a click chooses at once if ``one_click``, else as in other lists."""
        super().__init__(renderer)
        self._one_click = one_click

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        content = event.get_content_offset(self)
        index = self._places.at(content.y + self.scroll_offset.y) if content is not None else None
        if self._one_click and index is not None:
            event.stop()
            event.prevent_default()
            self._move_to(index, silent=True)
            self.action_choose()
