"""Themes, colours and signs of labels and highlights, and the stylesheet.

The colours follow the palette of Okabe and Ito, "Color Universal Design" (2008), which stays
distinct under the common forms of colour blindness; they are lightened for dark backgrounds
and darkened for light ones. On terminals of few colours the sixteen ANSI ones stand in, and
``styles.tcss`` adds underline, bold and italic.
"""

import re
from dataclasses import replace
from typing import Final, NamedTuple

from textual.css.stylesheet import Stylesheet
from textual.theme import Theme

from tui.config.settings import AUTO
from tui.domain.analysis import Label
from tui.domain.annotation import Colour
from tui.system.resources import resource


class ColourStyle(NamedTuple):
    """How one colour is shown.

    Attributes:
        sign: one cell, no two colours the same, so that they differ without colour.
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


class LabelStyle(NamedTuple):
    """How one kind is shown.

    Attributes:
        mark: one letter, no two kinds the same, so that kinds differ without colour.
        singular, plural: what one and what several of the kind are called.
        suffix: how its component class ends, as in ``article-view--person``; its colour is the
            variable ``$label-person``.
    """

    mark: str
    singular: str
    plural: str
    suffix: str

    def counted(self, count: int) -> str:
        """Return ``count`` with the kind: ``1 person``, ``2 people``."""
        return f"{count} {self.singular if count == 1 else self.plural}"


LABEL_STYLES: Final[dict[Label, LabelStyle]] = {
    Label.PERSON: LabelStyle("P", "person", "people", "person"),
    Label.ORG: LabelStyle("O", "organisation", "organisations", "org"),
    Label.LOC: LabelStyle("L", "place", "places", "loc"),
    Label.FAC: LabelStyle("F", "building", "buildings", "fac"),
    Label.NORP: LabelStyle("N", "nationality or group", "nationalities and groups", "norp"),
    Label.DATE: LabelStyle("D", "date", "dates", "date"),
    Label.MONEY: LabelStyle("M", "sum of money", "sums of money", "money"),
    Label.PRODUCT: LabelStyle("R", "product", "products", "product"),
    Label.MISC: LabelStyle("X", "other name", "other names", "misc"),
}


_COLOURS = [
    row.split()
    for row in """
label-person          #f5c04a  #8f5a00  yellow
label-org             #6cc0f0  #0062a3  blue
label-loc             #4fd0a5  #00694a  green
label-fac             #9ad6c4  #2f6b62  cyan
label-norp            #e79ac6  #a02c74  magenta
label-date            #a9a9c8  #5a5a7d  cyan
label-money           #e8e06a  #6b6400  yellow
label-product         #f29a5b  #b34300  red
label-misc            #c3a6f0  #6438a8  magenta
selection             #46505f  #c9ced8  default
highlight-yellow-back #4a4210  #ffec9e  default
highlight-green-back  #1d4a2e  #c8edc6  default
highlight-blue-back   #1e3f63  #c6def8  default
highlight-red-back    #5c2a2c  #f9d0cd  default
highlight-violet-back #463061  #e4d3f7  default
highlight-yellow      #f2d24b  #7d6200  yellow
highlight-green       #93d06e  #2e6b1e  green
highlight-blue        #74b4ff  #1f5cab  blue
highlight-red         #ff8f85  #b0281f  red
highlight-violet      #cba4ff  #7637b0  magenta
""".strip().splitlines()
]
"""The variables of entities and highlights, and their colours on dark, on light and in sixteen colours."""
_DARK = {name: dark for name, dark, _, _ in _COLOURS}
_LIGHT = {name: light for name, _, light, _ in _COLOURS}
_ANSI = {name: f"ansi_{colour}" for name, *_, colour in _COLOURS}

_INKS = Theme(
    name="inks",
    primary="#8a4b08",
    secondary="#2d6187",
    accent="#8a4b08",
    warning="#8a5a00",
    error="#a83228",
    success="#2c6e49",
    dark=False,
)
"""What is written on light paper, whatever its shade."""

THEMES = (
    Theme(
        name="postil-dark",
        primary="#e0a458",
        secondary="#7fa8c9",
        accent="#e0a458",
        warning="#e8b04a",
        error="#e06c62",
        success="#6fbf8f",
        foreground="#d8d4cb",
        background="#1c1d1f",
        surface="#27292d",
        panel="#2f3136",
        dark=True,
        variables={"footer-key-foreground": "#e0a458", "border": "#54565c", "border-blurred": "#3a3c41"},
    ),
    replace(
        _INKS,
        name="postil-light",
        foreground="#26241f",
        background="#faf8f3",
        surface="#efebe0",
        panel="#e6e2d7",
        variables={"footer-key-foreground": "#8a4b08", "border": "#9a958a", "border-blurred": "#cfcabd"},
    ),
    replace(
        _INKS,
        name="postil-sepia",
        foreground="#3b3024",
        background="#f3e9d2",
        surface="#e9dcbf",
        panel="#dfd0ae",
        variables={"footer-key-foreground": "#7a4206", "border": "#94866a", "border-blurred": "#cbbd9b"},
    ),
    Theme(
        name="postil-contrast",
        primary="#ffd35c",
        secondary="#8fd3ff",
        accent="#ffd35c",
        warning="#ffd35c",
        error="#ff8078",
        success="#86e8a8",
        foreground="#ffffff",
        background="#000000",
        surface="#1e1e1e",
        panel="#2a2a2a",
        dark=True,
        variables={"footer-key-foreground": "#ffd35c", "border": "#a0a0a0", "border-blurred": "#606060"},
    ),
)

DEFAULT_THEME = "postil-dark"
FEW_COLOURS_THEME = "ansi-dark"
FEW_COLOURS_THEMES = ("ansi-dark", "ansi-light")
"""Those that can be had where there are sixteen colours, or none."""


def theme_for(wanted: str, *, few_colours: bool) -> str:
    """Return the theme to begin with; where there are few colours, one that needs no more.

    Args:
        wanted: the name of a theme, or ``auto``.
        few_colours: whether the terminal has sixteen colours or none.
    """
    if few_colours:
        return wanted if wanted in FEW_COLOURS_THEMES else FEW_COLOURS_THEME
    return DEFAULT_THEME if wanted == AUTO else wanted


def label_variables(theme: Theme) -> dict[str, str]:
    """Return the colours of entities and highlights, by the name of their variable, for a theme."""
    if theme.ansi:
        return _ANSI
    return _DARK if theme.dark else _LIGHT


_FILE = "styles.tcss"
_PART = r"/\* ====.*==== \*/"
"""Begins a part of the file; parsing all of it would take a tenth of the time to the first words."""


class Styles:
    """The stylesheet of an application, read in parts: what the first words need comes first."""

    def __init__(self, stylesheet: Stylesheet) -> None:
        """Read nothing yet; ``stylesheet`` is where the parts go."""
        self._stylesheet = stylesheet
        self._path = str(resource(_FILE))
        text = resource(_FILE).read_text("utf-8")
        self._first, self._few_colours, self._later = re.split(_PART, text)

    def read_first(self, few_colours: bool) -> None:
        """Read what is on the screen with the first words."""
        self._read(self._first, "first")
        if few_colours:
            self._read(self._few_colours, "few colours")

    def read_all(self) -> None:
        """Read all that was not read yet."""
        self._read(self._first, "first")
        self._read(self._few_colours, "few colours")
        self._read(self._later, "later")

    def _read(self, part: str, name: str) -> None:
        self._stylesheet.add_source(part, (self._path, name))
