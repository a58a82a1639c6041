"""The palette: a colour for each role, in every theme.

A role is a variable of ``styles.tcss``, such as ``$muted``. Postil's dark and light theme have colours that
were chosen by eye and measured; what any other theme has is mixed from its own ground and made lighter or
darker until it can be read. No chrome has the colour of a label, and yellow is for people and highlights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from textual.color import Color

if TYPE_CHECKING:
    from textual.theme import Theme

LEAST_CONTRAST: Final = 4.5
"""What everything that is to be read has on every ground where it may stand (WCAG 2.2, 1.4.3)."""

_ROWS = [
    row.split()
    for row in """
foreground            #dad6cc  #2a2a30  default
bright                #f6f2e8  #0f0f14  default
muted                 #a6a6b1  #5a5a63  default
accent                #b4b8e6  #41449c  default
error                 #ff8f85  #b0281f  red
success               #8fd6a8  #2e6b3e  green
label-person          #f0c55c  #7a5304  yellow
label-org             #74b6f2  #055fa8  blue
label-loc             #5fd585  #0a5524  green
label-fac             #a9dfb6  #2f6440  cyan
label-norp            #eb97c1  #9b1b70  magenta
label-date            #b4a98f  #685b46  cyan
label-money           #d4de72  #5f5c00  yellow
label-product         #f0a17e  #a03c06  red
label-misc            #d6a6f0  #8a2fa6  magenta
highlight-yellow      #f0cf4f  #765c00  yellow
highlight-green       #86d06a  #2b691b  green
highlight-blue        #6aa9ff  #1d63b8  blue
highlight-red         #ff8a82  #9c1a14  red
highlight-violet      #d9bfff  #5f2596  magenta
background            #15161b  #fbf9f4  default
surface               #1b1d25  #f3f0e8  default
frame                 #7f85bd  #8386c2  default
border                #363945  #d2cec2  bright_black
rule                  #2a2d37  #dedace  bright_black
quote                 #20232c  #f0ede4  default
tint                  #292d45  #e3e4f4  default
tint-blur             #1f2230  #eeeded  default
selection             #343a56  #d9dcf3  default
highlight-yellow-back #453c12  #fdeca0  default
highlight-green-back  #153a28  #d2f0cf  default
highlight-blue-back   #16324f  #d6e9fc  default
highlight-red-back    #55262c  #fad3d0  default
highlight-violet-back #443266  #e4d2f8  default
""".strip().splitlines()
]
"""The roles, and their colours on dark, on light and in sixteen colours."""
DARK: Final = {name: dark for name, dark, _, _ in _ROWS}
LIGHT: Final = {name: light for name, _, light, _ in _ROWS}
_ANSI = {name: f"ansi_{colour}" for name, *_, colour in _ROWS}

HIGHLIGHT_GROUNDS: Final = tuple(name for name in DARK if name.endswith("-back"))
_ROW_GROUNDS = ("background", "surface", "tint", "tint-blur")
_TEXT_GROUNDS = (*_ROW_GROUNDS, "quote", "selection", *HIGHLIGHT_GROUNDS)

GROUNDS: Final[Mapping[str, Sequence[str]]] = {
    "foreground": _TEXT_GROUNDS,
    "bright": _TEXT_GROUNDS,
    **{name: _TEXT_GROUNDS for name in DARK if name.startswith("label-")},
    "muted": _TEXT_GROUNDS,
    "accent": (*_ROW_GROUNDS, "selection"),
    "error": _ROW_GROUNDS,
    "success": _ROW_GROUNDS,
    **{name.removesuffix("-back"): _ROW_GROUNDS for name in HIGHLIGHT_GROUNDS},
}
"""The roles that are to be read, and the grounds that each of them may stand on."""

_SHARES: Final[Mapping[str, tuple[str, float]]] = {
    "frame": ("accent", 0.65),
    "border": ("foreground", 0.18),
    "rule": ("foreground", 0.12),
    "quote": ("foreground", 0.06),
    "tint": ("accent", 0.13),
    "tint-blur": ("accent", 0.06),
    "selection": ("accent", 0.2),
    **{name: (name.removesuffix("-back"), 0.2) for name in HIGHLIGHT_GROUNDS},
}
"""Grounds and lines of a theme that is not Postil's own: so much of a role's colour in the ground."""


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour, 0 for black to 1 for white, as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Color, grounds: Sequence[Color], least: float = LEAST_CONTRAST) -> Color:
    """Return ``colour``, as much lighter or darker as it takes to have a contrast with all of ``grounds``."""
    on_dark = sum(map(luminance, grounds)) / len(grounds) < 0.18
    end = Color(255, 255, 255) if on_dark else Color(0, 0, 0)
    for step in range(20):
        mixed = colour.blend(end, step / 20)
        if all(contrast(mixed, ground) >= least for ground in grounds):
            return mixed
    return end


def palette_of(theme: Theme) -> Mapping[str, str]:
    """Return the colour of each role in a theme, by the name of its variable."""
    if theme.ansi:
        return _ANSI | {"frame": "ansi_bright_white" if theme.dark else "ansi_black"}
    base = DARK if theme.dark else LIGHT
    if theme.background == base["background"]:
        return base
    made = theme.to_color_system().generate()
    least = 7.0 if theme.name == "postil-contrast" else LEAST_CONTRAST
    return _mixed(theme.dark, made["background"], made["surface"], made["foreground"], made["accent"], least)


@cache
def _mixed(
    dark: bool, background: str, surface: str, foreground: str, accent: str, least: float
) -> Mapping[str, str]:
    """Mix the palette of a theme that has no more than these colours."""
    base = DARK if dark else LIGHT
    given = {"background": background, "surface": surface, "foreground": foreground, "accent": accent}
    colours = {name: Color.parse(value) for name, value in (base | given).items()}
    colours["accent"] = readable(colours["accent"], [colours["background"]], least)
    for name, (role, share) in _SHARES.items():
        colours[name] = colours["background"].blend(colours[role], share)
    for name, grounds in GROUNDS.items():
        colours[name] = readable(colours[name], [colours[ground] for ground in grounds], least)
    return {name: colour.hex for name, colour in colours.items()}
