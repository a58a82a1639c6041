"""The palette: everything that is to be read can be read, in every theme and wherever it stands."""

from collections.abc import Iterator

import pytest
from rich.color import Color as RichColor
from textual.color import Color

from tests.support.app import Reading, reading
from tui.config.settings import THEMES
from tui.domain.annotation import Colour
from tui.library import Library
from tui.ui.app import PostilApp
from tui.ui.palette import GROUNDS, palette_of
from tui.ui.theme import COLOUR_STYLES

COLOURED = [theme for theme in THEMES if not theme.startswith("ansi-")]
LEAST = 4.5


def linear(part: int) -> float:
    """A part of a colour, 0 to 255, as light."""
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def light(colour: Color) -> float:
    """The relative luminance of a colour."""
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colours as WCAG 2.2 has it."""
    lower, higher = sorted((light(one), light(other)))
    return (higher + 0.05) / (lower + 0.05)


@pytest.mark.parametrize("theme", COLOURED)
def test_each_role_can_be_read_on_each_ground_where_it_stands(library: Library, theme: str) -> None:
    app = PostilApp(library)
    colours = {name: Color.parse(value) for name, value in palette_of(app.available_themes[theme]).items()}
    faint = [
        (role, ground, round(ratio(colours[role], colours[ground]), 2))
        for role, grounds in GROUNDS.items()
        for ground in grounds
        if ratio(colours[role], colours[ground]) < LEAST
    ]
    assert faint == []


@pytest.mark.parametrize("theme", COLOURED)
def test_grounds_can_be_seen_and_leave_the_text_to_be_the_brightest(library: Library, theme: str) -> None:
    app = PostilApp(library)
    colours = {name: Color.parse(value) for name, value in palette_of(app.available_themes[theme]).items()}
    plain, text = colours["background"], colours["foreground"]
    for ground in ("tint", "selection", *(f"{style.suffix}-back" for style in COLOUR_STYLES.values())):
        assert ratio(colours[ground], plain) > 1.04
    assert ratio(colours["border"], plain) < ratio(colours["frame"], plain) < ratio(text, plain)


def drawn(run: Reading) -> Iterator[tuple[str, Color, Color]]:
    """Each word on the screen, its colour and its ground."""

    def colour(rich: RichColor | None, otherwise: str) -> Color:
        known = Color.parse(run.app.theme_variables[otherwise])
        return known if rich is None or rich.is_default else Color.from_rich_color(rich)

    for strip in run.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is None or not any(map(str.isalnum, text)):
                continue
            pair = colour(style.color, "foreground"), colour(style.bgcolor, "background")
            yield (text, *(reversed(pair) if style.reverse else pair))


@pytest.mark.parametrize("theme", ["postil-dark", "postil-light", "postil-sepia", "postil-contrast", "nord"])
async def test_what_is_drawn_can_be_read(library: Library, theme: str) -> None:
    async with reading(library, size=(120, 40)) as run:
        run.app.theme = theme
        for colour in Colour:
            await run.press(")", "H", colour[0])
        for keys in ([], ["2", "j"], ["3", "j"], ["4", "j"], ["1", "/", "e", "enter"], ["]", "e"]):
            await run.press(*keys)
            await run.saved()
            faint = {word for word, ink, ground in drawn(run) if ratio(ink, ground) < LEAST - 0.05}
            assert faint == set()
