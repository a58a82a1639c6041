"""A short list of choices, whose letters are left to whatever shows it."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.row_list import RowList
from tui.widgets.row_look import RowT


class ChoiceList(RowList[RowT], inherit_bindings=False):
    """Rows to choose from, each of which may have a letter that the dialog around it takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "down", "Down", show=False, id="choices.down"),
        Binding("k,up", "up", "Up", show=False, id="choices.up"),
        Binding("home", "first", "First", show=False, id="choices.first"),
        Binding("end", "last", "Last", show=False, id="choices.last"),
        Binding("enter", "choose", "Take", id="choices.choose"),
    ]
