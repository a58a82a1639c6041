"""The dialog in which somebody chooses a heading of the article to go to."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.domain.article import Block
from tui.domain.motions import block_number_at
from tui.screens.list_dialog import ListDialog
from tui.ui.dialogs.headings import HeadingList


class HeadingsDialog(ListDialog[int | None]):
    """Returns where the chosen heading begins, in code points, or None."""

    TITLE = "Headings"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Close", id="headings.close"),
        Binding("g", "first", "First", show=False, id="headings.first"),
    ]

    def __init__(self, text: str, headings: Sequence[Block], place: int) -> None:
        """List ``headings`` of ``text``, and begin at the one above ``place``."""
        super().__init__(HeadingList(text, headings))
        self._headings = headings
        self._place = place

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield self.pane

    def begin(self) -> None:
        """Begin where one is."""
        self.pane.highlight(self._headings[block_number_at(self._headings, self._place)])

    @on(HeadingList.Chosen)
    def _chosen(self, message: HeadingList.Chosen) -> None:
        message.stop()
        self.dismiss(message.heading.start)
