"""The frames of text and lists: which has the keys, tabs that can be clicked, edges that show and scroll."""

from pathlib import Path

import pytest
from rich.color import Color as RichColor
from textual.color import Color

from tests.support.app import Reading, reading
from tests.support.widgets import screen_lines
from tui.config.file import read_config
from tui.config.preferences import Preferences
from tui.library import Library
from tui.ui.article.edge import crowded
from tui.ui.palette import DARK
from tui.ui.widgets.frame import Frame


def line_of(run: Reading, text: str) -> int:
    """The first row of the screen that holds a text."""
    return next(y for y, line in enumerate(screen_lines(run.app)) if text in line)


def cell(run: Reading, x: int, y: int) -> tuple[str, RichColor | None, bool]:
    """What stands at a cell of the screen, its colour, and whether it is bold."""
    for text, style, _ in run.app.screen._compositor.render_strips()[y]:
        if x < len(text):
            return text[x], style.color if style else None, bool(style and style.bold)
        x -= len(text)
    raise AssertionError("there is no such cell")


def edge(run: Reading, name: str) -> str:
    """The right edge of a frame, from top to bottom, without its corners."""
    region = run.reader.query_one(f"#{name}", Frame).region
    return "".join(cell(run, region.right - 1, y)[0] for y in range(region.y + 1, region.bottom - 1))


async def test_the_frame_of_the_pane_that_has_the_keys_is_brighter(library: Library) -> None:
    async with reading(library) as run:
        page, side = (run.reader.query_one(f"#{name}", Frame) for name in ("page", "side"))
        for key, bright, dim in (("2", side, page), ("escape", page, side), ("3", side, page)):
            await run.press(key)
            bright_line, dim_line = (cell(run, each.region.x, 3)[1] for each in (bright, dim))
            assert bright_line == Color.parse(DARK["frame"]).rich_color
            assert dim_line == Color.parse(DARK["border"]).rich_color


async def test_tabs_carry_their_keys_and_counts_and_open_by_a_click(library: Library) -> None:
    async with reading(library, size=(120, 40)) as run:
        top = screen_lines(run.app)[0]
        assert "2 Names 24 ─ 3 Quotes 15 ─ 4 Notes" in top
        for title, pane in (("Quotes", "quotes"), ("Notes", "notes"), ("Names", "entities")):
            await run.pilot.click(offset=(top.index(title) + 1, 0))
            await run.pilot.pause()
            assert run.reader.panes.active == pane
            _, colour, bold = cell(run, screen_lines(run.app)[0].index(title), 0)
            assert (colour, bold) == (Color.parse(DARK["bright"]).rich_color, True)
        assert "\n" not in top


async def test_on_a_narrow_screen_one_rule_has_all_tabs_and_they_open_by_a_click(library: Library) -> None:
    async with reading(library, size=(60, 20)) as run:
        top = screen_lines(run.app)[0]
        assert "1 Article ─ 2 Names 24 ─ 3 Quotes 15 ─ 4 Notes" in top
        for title, pane in (("Names", "entities"), ("Quotes", "quotes"), ("Article", "article")):
            await run.pilot.click(offset=(top.index(title) + 1, 0))
            await run.pilot.pause()
            assert run.reader.panes.active == pane
            # The list lies over the text and leaves the row of tabs as it is.
            assert screen_lines(run.app)[0] == top
            assert cell(run, top.index(title), 0)[2]


async def test_the_headline_stands_once(library: Library) -> None:
    async with reading(library) as run:
        assert run.shown().count("London talks seek a way forward") == 1
        assert "Article · " in screen_lines(run.app)[0]
        await run.press("space")
        assert run.shown().count("London talks seek a way forward") == 1
        assert "London talks seek a way forward" in screen_lines(run.app)[0]


async def test_the_feet_say_how_far_one_is_and_which_row_is_highlighted(library: Library) -> None:
    async with reading(library, size=(120, 40)) as run:
        foot = screen_lines(run.app)[-3]
        assert "% · 2 min left" in foot
        await run.press("2", "j", "j")
        assert "by count · 3 of 24" in screen_lines(run.app)[-3]
        await run.press("3", "j")
        assert "by speaker · 1 of 15" in screen_lines(run.app)[-3]
        await run.press("1", "G")
        assert "100 %" in screen_lines(run.app)[-3]


async def test_the_edge_shows_the_cursor_the_window_and_the_mentions(library: Library) -> None:
    async with reading(library) as run:
        assert edge(run, "page").startswith("◀┃")
        assert edge(run, "page").endswith("││")
        await run.press("]", "p")
        ticks = edge(run, "page")
        assert ticks.count("┫") + ticks.count("┤") == 4
        await run.press("G")
        assert edge(run, "page").endswith("◀")
        assert edge(run, "page")[-2] == "┃"
        assert "┤" not in edge(run, "page")


async def test_the_edge_shows_hits_and_notes_by_their_signs(library: Library) -> None:
    async with reading(library) as run:
        await run.press("}", "}", "h")
        await run.saved()
        await run.press("g", "g", "$")
        ticks = lambda: edge(run, "page").count("┤") + edge(run, "page").count("┫")  # noqa: E731
        assert "◇" in edge(run, "page")
        assert ticks() == 0
        await run.press("/")
        await run.type("sympathy")
        await run.press("enter")
        assert ticks() == 0, "the cursor stands where the only hit is"
        await run.press("g", "g", "$")
        assert ticks() == 1
        await run.press("escape")
        assert ticks() == 0


async def test_a_click_and_a_drag_on_the_edge_scroll(library: Library) -> None:
    async with reading(library) as run:
        view, region = run.reader.view, run.reader.query_one("#page", Frame).region
        await run.pilot.click(offset=(region.right - 1, region.bottom - 2))
        await run.pilot.pause()
        assert view.progress == 1.0
        await run.pilot.mouse_down(offset=(region.right - 1, region.bottom - 2))
        await run.pilot.hover(offset=(region.right - 3, region.y + 1))
        await run.pilot.mouse_up(offset=(region.right - 3, region.y + 1))
        await run.pilot.pause()
        assert view.scroll_offset.y == 0
        await run.pilot.hover(offset=(region.right - 1, region.bottom - 2))
        assert view.scroll_offset.y == 0


async def test_a_list_has_an_edge_only_where_it_does_not_fit(library: Library) -> None:
    async with reading(library) as run:
        assert "┃" in edge(run, "side")
        before = edge(run, "side")
        await run.press("2", "G")
        assert edge(run, "side") != before
        assert edge(run, "side").endswith("┃")
        await run.press("4")
        assert set(edge(run, "side")) == {"│"}


def test_where_most_rows_would_have_a_tick_only_the_fullest_do() -> None:
    assert list(crowded([0, 1, 0, 2])) == [1, 3]
    assert list(crowded([1, 1, 9, 1, 8, 2])) == [2, 4, 5]
    assert list(crowded([3, 3, 3])) == []
    assert list(crowded([])) == []


async def test_in_ascii_nothing_on_the_screen_is_wider_than_a_cell(library: Library, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('signs = "ascii"\n')
    preferences = Preferences(read_config(config))
    async with reading(library, size=(120, 40), preferences=preferences) as run:
        before = run.reader.view.rows.text
        for keys in (("h",), ("4",), ("3", "s"), ("question_mark",)):
            await run.press(*keys)
            await run.settled()
            assert run.shown().isascii(), run.shown()
        assert "once-in-a-generation" in before == run.reader.view.rows.text


async def test_without_colours_the_row_of_the_palette_is_seen(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(library, analysed=False) as run:
        await run.press("ctrl+p")
        await run.until(lambda: "Another kind" in run.shown(), "the palette is filled")
        rows = run.app.screen._compositor.render_strips()
        text = lambda row: "".join(segment.text for segment in row)  # noqa: E731
        (row,) = (row for row in rows if "Another kind" in text(row))
        assert any(segment.style and segment.style.underline for segment in row if "Another" in segment.text)
