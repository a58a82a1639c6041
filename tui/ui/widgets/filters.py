"""Output filter; dimmed background."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.styles import RulesMap
from textual.filter import LineFilter
from textual.geometry import Size
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual

from tui.domain.text.sanitize import sanitize


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
            segment if segment.text.isprintable() else segment._replace(text=sanitize(segment.text))
            for segment in segments
        ]


HARMLESS_LINES = HarmlessLines()


@lru_cache(maxsize=1024)
def _dimmed(style: Style | None, tint: Color) -> Style | None:
    (segment,) = BackgroundScreen.process_segments([Segment("", style)], tint)
    return segment.style


class Dimmed(Visual):
    """A screen with a colour laid over it, and without its links.

    Textual's own ``BackgroundScreen`` mixes the colours of each of the hundreds of segments anew, and
    cuts their lines once more; they have a few dozen styles between them, and are in lines already.
    """

    def __init__(self, below: BackgroundScreen) -> None:
        """Show what ``below`` would."""
        self._screen: Screen[object] = below.screen
        self._tint = below.color

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """That of the screen, in rows."""
        return self._screen.size.height

    def render_strips(
        self,
        width: int,
        height: int | None,
        style: VisualStyle,  # noqa: ARG002
        options: RenderOptions,  # noqa: ARG002
    ) -> list[Strip]:
        """The screen's rows."""
        size = Size(width, self._screen.size.height if height is None else height)
        tint = self._tint
        return [
            Strip([Segment(text, _dimmed(style, tint)) for text, style, _ in strip], strip.cell_length)
            for strip in self._screen._compositor.render_strips(size)
        ]
