"""A short list of choices, whose letters are left to whatever shows it."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tui.ui.widgets.row_list import RowList
from tui.widgets.row_look import RowLook, RowT


class ChoiceList(RowList[RowT], inherit_bindings=False):
    """Rows to choose from, each of which may have a letter that the dialog around it takes."""

    BINDING_GROUP_TITLE = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "down", "Down", show=False, id="choices.down"),
        Binding("k,up", "up", "Up", show=False, id="choices.up"),
        Binding("home", "first", "First", show=False, id="choices.first"),
        Binding("end", "last", "Last", show=False, id="choices.last"),
        Binding("enter", "choose", "Take", id="choices.choose"),
    ]

    def __init__(self, look: RowLook[RowT], *, one_click: bool = True) -> None:
        """Show rows by ``look``; a click chooses at once if ``one_click``, else as in other lists."""
        super().__init__(look)
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
