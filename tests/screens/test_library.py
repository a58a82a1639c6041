from pathlib import Path

import pytest

from tests.screens.harness import PENDING, running
from tests.widgets.harness import shown
from tui.domain.reading import ReadArticle, ReadingPosition
from tui.screens.library import LibraryScreen, details_of
from tui.screens.open_dialog import OpenDialog
from tui.widgets.row_list import RowList

SUMMIT = ReadArticle(
    "1",
    "Leaders meet",
    "2025-03-02",
    "example.org",
    "https://example.org/a",
    ReadingPosition(9, 0.34),
    3,
    "2026",
)
LONG = ReadArticle("2", "[b]Long[/b] " + "习近平 " * 40, "", "", "/articles/long.txt", None, 1, "2025")
SAMPLES = (("London summit", "/seeds/london-summit.txt"), ("Reunion table", "/seeds/reunion-table.md"))


def test_details_say_where_when_how_far_and_how_many_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert Path.home() == Path("/home/ann")
    assert details_of(SUMMIT) == "example.org · 2025-03-02 · 34% read · 3 notes"
    assert details_of(LONG) == "/articles/long.txt · 1 note"
    at_home = ReadArticle("3", "t", "", "", "/home/ann/a.txt", ReadingPosition(0, 1.0), 0, "")
    assert details_of(at_home) == "~/a.txt · 100% read"
    elsewhere = ReadArticle("3", "t", "", "", "/home/anna/a.txt", None, 0, "")
    assert details_of(elsewhere) == "/home/anna/a.txt"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=str)
async def test_what_was_read_stands_above_the_samples(size: tuple[int, int]) -> None:
    async with running(LibraryScreen((SUMMIT, LONG), SAMPLES), size) as (app, pilot):
        text = shown(app)
        assert (
            text.index("Leaders meet") < text.index("34% read · 3 notes") < text.index("[b]Long[/b] 习近平")
        )
        assert text.index("[b]Long") < text.index("Samples") < text.index("London summit")
        assert "Nothing read yet" not in text
        await pilot.press("j", "enter")
        assert app.result == "/articles/long.txt"


async def test_the_first_time_it_says_what_to_do_and_enter_opens_a_sample() -> None:
    async with running(LibraryScreen((), SAMPLES), (60, 20)) as (app, pilot):
        text = shown(app)
        assert "Nothing read yet" in text
        assert "]e goes to the next name" in text
        await pilot.press("enter")
        assert app.result == "/seeds/london-summit.txt"


async def test_the_mouse_opens_too() -> None:
    async with running(LibraryScreen((SUMMIT,), SAMPLES)) as (app, pilot):
        await pilot.double_click(app.screen.query_one(RowList), offset=(6, 6))
        assert app.result == "/seeds/reunion-table.md"


async def test_it_can_be_filtered() -> None:
    async with running(LibraryScreen((SUMMIT, LONG), SAMPLES)) as (app, pilot):
        await pilot.press("slash", *"EXAMPLE.org", "enter")
        assert "Leaders meet" in shown(app)
        assert "London summit" not in shown(app)
        await pilot.press("enter")
        assert app.result == SUMMIT.location


async def test_something_else_is_opened() -> None:
    async with running(LibraryScreen((SUMMIT,), SAMPLES)) as (app, pilot):
        await pilot.press("o")
        assert isinstance(app.screen, OpenDialog)
        await pilot.press("escape")
        assert app.result == PENDING
        await pilot.press("o", *"http://b", "enter")
        await pilot.pause()
        assert app.result == "http://b"


async def test_escape_goes_back() -> None:
    async with running(LibraryScreen((SUMMIT,), SAMPLES)) as (app, pilot):
        await pilot.press("escape")
        assert app.result is None


async def test_an_empty_library_says_how_to_open_something() -> None:
    async with running(LibraryScreen(())) as (app, pilot):
        assert "Press o to open" in shown(app)
        await pilot.press("j", "enter", "G")
        assert app.result == PENDING
