"""How each colour of a highlight is named and marked, the same in the text, in the lists and in dialogs."""

from typing import Final, NamedTuple

from tui.domain.annotation import Colour


class ColourStyle(NamedTuple):
    """How one colour is shown.

    Attributes:
        sign: one cell, no two colours the same, so that they are told apart without colour.
        hollow: the sign of a highlight that has neither a note nor tags.
        suffix: how its component class ends, as in ``row-list--highlight-yellow``.
        name: what people call it.
    """

    sign: str
    hollow: str
    suffix: str
    name: str


COLOUR_STYLES: Final[dict[Colour, ColourStyle]] = {
    Colour.YELLOW: ColourStyle("◆", "◇", "highlight-yellow", "yellow"),
    Colour.GREEN: ColourStyle("▲", "△", "highlight-green", "green"),
    Colour.BLUE: ColourStyle("●", "○", "highlight-blue", "blue"),
    Colour.RED: ColourStyle("■", "□", "highlight-red", "red"),
    Colour.VIOLET: ColourStyle("▼", "▽", "highlight-violet", "violet"),
}
