"""The least Textual program that shows a text: what no program on Textual can go below.

    python -m benchmarks.floor FILE

One widget on the Line API in an otherwise empty application. Nothing is wrapped in advance: where
a row starts is reckoned from its number, and moved to the next word.
"""

import sys
from pathlib import Path

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

MEASURE = 72


class Text(ScrollView, can_focus=True):
    """Shows a text in rows of about ``MEASURE`` cells."""

    BINDINGS = [
        Binding("j", "by(1)"),
        Binding("k", "by(-1)"),
        Binding("space", "by(36)"),
        Binding("b", "by(-36)"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.virtual_size = Size(MEASURE, len(text) // MEASURE + 1)

    def action_by(self, rows: int) -> None:
        """Scroll by some rows at once."""
        self.scroll_relative(y=rows, animate=False)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        words = self.text[self._start(row) : self._start(row + 1)].replace("\n", " ")
        return Strip([Segment(words, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)

    def _start(self, row: int) -> int:
        """The code point with which a row starts: that after the last space before its share of the text."""
        return self.text.rfind(" ", 0, row * MEASURE) + 1


class Floor(App[None]):
    """Shows one text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Text(self.text)


if __name__ == "__main__":
    Floor(Path(sys.argv[1]).read_text("utf-8")).run()
