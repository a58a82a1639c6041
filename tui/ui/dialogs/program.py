"""What a program of the user's wrote about a passage."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget

from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import ListDialog, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.widgets.cells import short_lines
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import Line, RowRenderer, Run

_LONGEST = 200
"""Code points of the passage that are shown."""
_MOST_ROWS = 2_000
"""Rows of one line of the output."""


class OutputLine(NamedTuple):
    """One line that was written, with its number from 0."""

    number: int
    text: str


class OutputRenderer(RowRenderer[OutputLine]):
    """A line as it was written, wrapped."""

    can_choose = False

    def key(self, row: OutputLine) -> Hashable:
        """Return where it is."""
        return row.number

    def heights(self, rows: Sequence[OutputLine], width: int) -> list[int]:
        """Return as many as there are rows of text; what is read of a program is not much."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: OutputLine, width: int) -> list[Line]:
        """Return the rows of a line."""
        return [(Run(f" {part}"),) for part in short_lines(row.text, width - 2, _MOST_ROWS)]


class OutputList(ListPane[OutputLine]):
    """All lines, with a filter."""

    def __init__(self) -> None:
        super().__init__(OutputRenderer(), empty="running …")
        self._lines: Sequence[OutputLine] = ()

    def items(self) -> Sequence[OutputLine]:
        """Return the lines."""
        return self._lines

    def searched(self, item: OutputLine) -> str:
        """Return the text."""
        return item.text

    def show(self, text: str) -> None:
        """Show ``text`` in place of what was there."""
        lines = text.strip("\n").split("\n") if text.strip() else ()
        self._lines = [OutputLine(*each) for each in enumerate(lines)]
        self.empty = "no output"
        self.items_changed()


class ProgramOutput(ListDialog[None]):
    """Shows what a program wrote; closing it ends one that still runs."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("card")

    def __init__(self, name: str, passage: str) -> None:
        """Wait for the output of the program that people know as ``name``, on ``passage``."""
        self._output = OutputList()
        super().__init__(self._output)
        self.title = name
        self._passage = one_line(passage, _LONGEST)
        self._problem = plain("", "card-details")
        self._problem.display = False
        self._text: str | None = None
        """What the program wrote, once it has ended."""
        self._has_begun = False

    def body(self) -> Iterable[Widget]:
        """Yield the passage, what went wrong, and the output."""
        yield plain(self._passage, "dialog-passage")
        yield self._problem
        yield self.pane

    def show(self, text: str, problem: str) -> None:
        """Show what the program wrote, and what went wrong, if anything did."""
        self._problem.update(problem)
        self._problem.display = bool(problem)
        self._text = text
        if self._has_begun:
            self._output.show(text)

    def begin(self) -> None:
        """Show what a program wrote that was faster than the dialog."""
        self._has_begun = True
        if self._text is not None:
            self._output.show(self._text)
