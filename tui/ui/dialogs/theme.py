"""The dialog that asks for a theme, seen at once on what is open behind it."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from tui.ui.dialogs.base import Dialog
from tui.ui.keyboard.commands import bindings
from tui.ui.textual_internals import describe_action
from tui.ui.widgets.choice_list import ChoiceList
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run


class ThemeRenderer(RowRenderer[str]):
    """A theme: its name, and whether it is the one that was in use."""

    def __init__(self, present: str) -> None:
        self._present = present

    def key(self, row: str) -> Hashable:
        """Return the name."""
        return row

    def lines(self, row: str, width: int) -> Sequence[Line]:  # noqa: ARG002 - names are short
        """Return the one line of a theme."""
        name = Run(f" {row}")
        return ((name, Run(" (current)", "muted")) if row == self._present else (name,),)


class ThemeChooser(Dialog[str]):
    """Returns the theme that was chosen; the program wears the highlighted one meanwhile."""

    TITLE = "Theme"
    BINDING_GROUP_TITLE = "Themes"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = bindings("themes")

    def __init__(self, names: Sequence[str], present: str) -> None:
        """Offer the themes of these ``names``; ``present`` is in use."""
        super().__init__()
        self._names = names
        self._present = present
        self._themes: ChoiceList[str] = ChoiceList(ThemeRenderer(present), one_click=False)
        self._themes.set_rows(names)
        describe_action(self._themes, "choose", "Use it")

    def body(self) -> Iterable[Widget]:
        """Yield the names."""
        yield self._themes

    def on_mount(self) -> None:
        """Let the keys move the list, from the present theme on."""
        self._themes.highlight(self._present)
        self._themes.focus()

    @on(RowList.Highlighted)
    def _highlighted(self, message: RowList.Highlighted) -> None:
        message.stop()
        self.app.theme = message.row

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(message.row)

    def action_next(self) -> None:
        """Wear the next theme."""
        row = self._themes.highlighted
        number = self._names.index(row) + 1 if row is not None else 0
        self._themes.highlight(self._names[number % len(self._names)])
        self.app.theme = self._names[number % len(self._names)]

    def action_cancel(self) -> None:
        """Wear again what was worn before."""
        self.app.theme = self._present
        self.dismiss(None)
