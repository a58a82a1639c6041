"""Table of contents."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from tui.domain.article import Block
from tui.domain.motions import block_number_at
from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import ListDialog
from tui.ui.keyboard.commands import bindings
from tui.ui.widgets.cells import cut
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import Line, RowRenderer, Run

_LONGEST = 400
"""Code points of a heading that are listed."""


class HeadingRenderer(RowRenderer[Block]):
    """A heading, further to the right the deeper its level."""

    def __init__(self, text: str, top: int) -> None:
        """Show headings of ``text``, whose highest level is ``top``."""
        self._text = text
        self._top = top

    def key(self, row: Block) -> Hashable:
        """Return where it is."""
        return row.start

    def lines(self, row: Block, width: int) -> Sequence[Line]:
        """Return its words in one line."""
        indent = " " * min(2 * max(0, row.level - self._top), width // 3)
        words = cut(wording(self._text, row), width - len(indent) - 1)
        return ((Run(indent), Run(words, "" if row.level > self._top else "strong")),)


def wording(text: str, heading: Block) -> str:
    """Return the words of a heading, on one line."""
    return one_line(text[heading.start : heading.end], _LONGEST)


class HeadingList(ListPane[Block]):
    """All headings, with a filter."""

    class Chosen(Message):
        """The user chose a heading."""

        def __init__(self, heading: Block) -> None:
            super().__init__()
            self.heading = heading

    def __init__(self, text: str, headings: Sequence[Block]) -> None:
        """List ``headings`` of ``text``."""
        levels = [block.level for block in headings if block.level]
        super().__init__(HeadingRenderer(text, min(levels, default=1)))
        self._text = text
        self._headings = headings

    def items(self) -> Sequence[Block]:
        """Return all headings."""
        return self._headings

    def searched(self, item: Block) -> str:
        """Return the words."""
        return wording(self._text, item)


class HeadingsDialog(ListDialog[int | None]):
    """Returns where the chosen heading begins, in code points, or None."""

    TITLE = "Headings"

    BINDINGS: ClassVar[list[BindingType]] = bindings("headings")

    def __init__(self, text: str, headings: Sequence[Block], place: int) -> None:
        """List ``headings`` of ``text``, and begin at the one above ``place``."""
        super().__init__(HeadingList(text, headings))
        self._headings = headings
        self._place = place

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield self.pane

    def begin(self) -> None:
        """Begin where one is."""
        self.pane.highlight(self._headings[block_number_at(self._headings, self._place)])

    @on(HeadingList.Chosen)
    def _chosen(self, message: HeadingList.Chosen) -> None:
        message.stop()
        self.dismiss(message.heading.start)
