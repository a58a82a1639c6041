"""Themes, the signs and names of labels and highlights, and the stylesheet.

What is told apart by colour has a sign, a letter or a place as well. On terminals of few colours the
sixteen ANSI ones stand in, and ``styles.tcss`` adds underline, bold and italic.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from textual.css.stylesheet import Stylesheet
from textual.theme import Theme

from tui.config.settings import AUTO
from tui.domain.analysis import Label
from tui.domain.annotation import Colour
from tui.system.resources import resource
from tui.ui.palette import DARK, LIGHT


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


def _of(name: str, colours: Mapping[str, str], *, dark: bool) -> Theme:
    """Return a theme of Postil, by the names that Textual's own widgets have for its colours."""
    return Theme(
        name=name,
        primary=colours["accent"],
        secondary=colours["frame"],
        accent=colours["accent"],
        warning=colours["accent"],
        error=colours["error"],
        success=colours["success"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["surface"],
        dark=dark,
    )


_PAPER = {"foreground": "#3b3024", "background": "#f3e9d2", "surface": "#eaddc0"}
_BLACK = {"foreground": "#ffffff", "background": "#000000", "surface": "#161616"}

THEMES = (
    _of("postil-dark", DARK, dark=True),
    _of("postil-light", LIGHT, dark=False),
    _of("postil-sepia", LIGHT | _PAPER, dark=False),
    _of("postil-contrast", DARK | _BLACK, dark=True),
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
