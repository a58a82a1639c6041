"""The application: themes, colours, the palette, the library as first screen."""

import pytest

from tests.support.app import SUMMIT, reading, running
from tui.config.settings import THEMES
from tui.domain.analysis import Label
from tui.domain.annotation import Colour
from tui.library import Library
from tui.ui.app import PostilApp
from tui.ui.palette import palette_of
from tui.ui.reader.screen import ReaderScreen


async def test_themes_are_seen_before_one_is_chosen(library: Library) -> None:
    async with reading(library) as run:
        await run.press("t", "j")
        assert run.app.theme == "postil-light"
        background = run.reader.view.style_named("text").bgcolor
        assert background is not None
        assert background.name == "#fbf9f4"
        await run.press("escape")
        assert run.app.theme == "postil-dark"
        await run.press("t", "t", "t", "enter")
        assert run.app.theme == run.app.preferences.settings.theme == "postil-sepia"
        assert run.app.screen is run.reader


async def test_with_no_color_nothing_is_coloured_and_kinds_differ_by_setting(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(library) as run:
        strips = run.app.screen._compositor.render_strips()
        for strip in strips:
            for segment in strip.apply_filter(run.app._filters[-1], run.app.screen.background_colors[1]):
                style = segment.style
                assert style is None or (
                    (style.color is None or style.color.is_default)
                    and (style.bgcolor is None or style.bgcolor.is_default)
                )
        view = run.reader.view
        kinds = ("person", "org", "loc", "norp")
        settings = {(s.bold, s.underline, s.italic) for s in map(view.style_named, kinds)}
        assert len(settings) == len(kinds)


async def test_an_empty_no_color_is_as_if_unset(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    async with reading(library) as run:
        assert run.app.theme == "postil-dark"


async def test_on_a_terminal_of_16_colours_the_ansi_theme_is_used(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-16color")
    monkeypatch.delenv("COLORTERM")
    async with reading(library) as run:
        assert run.app.theme == "ansi-dark"
        assert run.app.has_class("-few-colours")
        # A name that a search has found, in whatever colour, is not set in that colour on itself.
        await run.press("slash")
        await run.type("starmer")
        view = run.reader.view
        styles = [segment.style for y in range(view.height) for segment in view.render_line(y)]
        assert any(style and style.reverse for style in styles)
        for style in styles:
            if style and style.color and style.bgcolor:
                assert style.color.is_default or style.color != style.bgcolor
        await run.press("enter", "escape")
        await run.press("t")
        assert "ansi-light" in run.shown()
        assert "postil" not in run.shown()


async def test_every_theme_has_a_colour_for_every_kind(library: Library) -> None:
    app = PostilApp(library)
    assert set(app.available_themes) == set(THEMES)
    for theme in app.available_themes.values():
        kinds = [name for name in palette_of(theme) if name.startswith("label-")]
        highlights = [name for name in palette_of(theme) if name.startswith("highlight-")]
        assert (len(kinds), len(highlights)) == (len(Label), 2 * len(Colour))


async def test_the_palette_offers_what_the_keys_do(library: Library) -> None:
    async with reading(library) as run:
        commands = {command.title for command in run.app.get_system_commands(run.reader)}
        for title in (
            "Search",
            "Note",
            "Tags",
            "Next person",
            "Previous quote",
            "Theme",
            "Focus mode",
            "Library",
        ):
            assert title in commands


async def test_a_command_of_the_palette_acts_on_the_reader(library: Library) -> None:
    async with reading(library) as run:
        await run.press("ctrl+p")
        await run.type("next organisation")
        await run.until(lambda: "Next organisation" in run.shown(), "the command is found")
        await run.press("enter")
        await run.until(lambda: run.text_at_cursor.startswith("NATO"), "the cursor has moved")


async def test_without_an_article_the_library_comes_first_and_leads_to_one(library: Library) -> None:
    library.opened(library.open(SUMMIT))
    async with running(library) as run:
        await run.until(lambda: "London talks seek a way forward" in run.shown(), "what was read is listed")
        await run.press("enter")
        await run.until(
            lambda: any(isinstance(s, ReaderScreen) for s in run.app.screen_stack), "the reader is there"
        )
        await run.until(lambda: "Keir Starmer gathered" in run.shown(), "the article is shown")


async def test_the_library_is_left_for_the_article_one_came_from(library: Library) -> None:
    async with reading(library) as run:
        await run.press("L")
        assert "Samples" in run.shown()
        await run.press("escape")
        assert run.app.screen is run.reader
