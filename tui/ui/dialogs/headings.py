"""The headings of an article, with a filter."""

from collections.abc import Hashable, Sequence

from textual.message import Message

from tui.domain.article import Block
from tui.domain.text.sanitize import one_line
from tui.ui.widgets.list_pane import ListPane, keep
from tui.widgets.cells import cut
from tui.widgets.needle import Needle, fold_all
from tui.widgets.row_look import Line, RowLook, Run

_LONGEST = 400
"""Code points of a heading that are listed."""


class HeadingLook(RowLook[Block]):
    """A heading, further to the right the deeper its level."""

    def __init__(self, text: str, top: int) -> None:
        """Show headings of ``text``, whose highest level is ``top``."""
        self._text = text
        self._top = top

    def key(self, row: Block) -> Hashable:
        """Where it is."""
        return row.start

    def lines(self, row: Block, width: int) -> Sequence[Line]:
        """Its words in one line."""
        indent = " " * min(2 * max(0, row.level - self._top), width // 3)
        words = cut(wording(self._text, row), width - len(indent) - 1)
        return ((Run(indent), Run(words, "" if row.level > self._top else "strong")),)


def wording(text: str, heading: Block) -> str:
    """The words of a heading, on one line."""
    return one_line(text[heading.start : heading.end], _LONGEST)


class HeadingList(ListPane[Block]):
    """All headings, with a filter."""

    class Chosen(Message):
        """Somebody chose a heading."""

        def __init__(self, heading: Block) -> None:
            super().__init__()
            self.heading = heading

    def __init__(self, text: str, headings: Sequence[Block]) -> None:
        """List ``headings`` of ``text``."""
        levels = [block.level for block in headings if block.level]
        super().__init__(HeadingLook(text, min(levels, default=1)))
        self._headings = headings
        self._folded = fold_all(wording(text, heading) for heading in headings)

    def make_rows(self, needle: Needle) -> Sequence[Block]:
        """The headings that the needle finds."""
        return keep(self._headings, self._folded, needle)

    def post_chosen(self, row: Block) -> None:
        """Say so."""
        self.post_message(self.Chosen(row))
