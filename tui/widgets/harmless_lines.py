"""The last look at what is drawn: no text, wherever it comes from, gives the terminal an order."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.domain.text.sanitize import harmless


class HarmlessLines(LineFilter):
    """Takes control characters and escape sequences out of every line that is drawn.

    What shows a text sees to that itself, so that widths are right. This is for what nobody thought
    of: a file's name that is completed in a field, what another program says went wrong.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments, those with anything that is not printed without it."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.text.isprintable() else segment._replace(text=harmless(segment.text))
            for segment in segments
        ]


HARMLESS_LINES = HarmlessLines()
