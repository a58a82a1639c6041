"""What is done to lines that are drawn: made harmless, or dimmed below a dialog."""

from functools import lru_cache
from itertools import islice

from rich.segment import Segment
from rich.style import Style
from textual.color import TRANSPARENT, Color
from textual.css.styles import RulesMap
from textual.filter import LineFilter
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual

from tui.domain.text.sanitize import displayed, has_pile


class HarmlessLines(LineFilter):
    """Takes control characters, escape sequences and piles of marks out of every line that is drawn.

    Widgets do that to the text that they show, so that widths are right. This is for what nobody thought
    of: a file's name that is completed in a field, what another program says went wrong.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without anything that is not printed."""
        if all(map(_is_harmless, segments)):
            return segments
        return [
            segment if _is_harmless(segment) else segment._replace(text=displayed(segment.text))
            for segment in segments
        ]


def _is_harmless(segment: Segment) -> bool:
    return segment.text.isprintable() and not has_pile(segment.text)


HARMLESS_LINES = HarmlessLines()

_IN_ASCII = {
    **dict.fromkeys(range(9472, 9600), "+"),
    **dict.fromkeys(range(9600, 9632), "#"),
    **{
        ord(sign): plain
        for plain, signs in {
            **{
                "*": "◆★•",
                "+": "◇☆┼╋├┣",
                "^": "▲▴↑⇧",
                "'": "△‘’‚‛‹›",
                "@": "●",
                "o": "○",
                "#": "■▣█",
                "=": "□━╸╺",
            },
            **{"v": "▼▾↓", ",": "▽", "%": "◐", ">": "►▶▸→", "<": "◀◂←⏎", "|": "▎▌▏▐│┃║", "_": "▁▂", "~": "…"},
            **{"-": "─╴╶═┤┫▔‐‑‒–—―−", ".": "·◌", "x": "×", '"': "“”„‟«»"},
        }.items()
        for sign in signs
    },
}


class AsciiSigns(LineFilter):
    """Draws frames, signs and punctuation in ASCII, where the terminal may give them two cells, or no glyph.

    Each is one character and stays one; what is stored, copied and searched stays as it is.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments in ASCII, but for letters of other scripts."""
        return [
            segment if segment.text.isascii() else segment._replace(text=segment.text.translate(_IN_ASCII))
            for segment in segments
        ]


ASCII_SIGNS = AsciiSigns()


@lru_cache(maxsize=1024)
def _dimmed(style: Style | None, tint: Color) -> Style | None:
    (segment,) = BackgroundScreen.process_segments([Segment("", style)], tint)
    return segment.style


class Dimmed(Visual):
    """A screen with a colour laid over it, and without its links.

    Textual's own ``BackgroundScreen`` mixes the colours of each of the hundreds of segments again; they
    have a few dozen styles between them. Without a colour it gives the segments as they are.
    """

    def __init__(self, below: BackgroundScreen) -> None:
        """Show what ``below`` would."""
        self._screen: Screen[object] = below.screen
        self._tint = below.color

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """Return all the cells there are."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """Return that of the screen, in rows."""
        return self._screen.size.height

    def render_strips(
        self,
        width: int,
        height: int | None,
        style: VisualStyle,  # noqa: ARG002
        options: RenderOptions,  # noqa: ARG002
    ) -> list[Strip]:
        """Return the screen's rows."""
        console = self._screen.app.console
        segments = console.render(BackgroundScreen(self._screen, TRANSPARENT), console.options)
        lines = Segment.split_and_crop_lines(segments, width, include_new_lines=False)
        return [
            Strip([Segment(text, _dimmed(style, self._tint)) for text, style, _ in line], width)
            for line in islice(lines, height)
        ]
