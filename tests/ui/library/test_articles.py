"""The library: what was read, searched, added and removed."""

from pathlib import Path

import pytest

from tests.support.app import in_library
from tests.support.articles import SEEDS
from tests.support.library import TEXTS, shelve
from tests.support.widgets import marked
from tui.domain.library import ReadArticle, ReadingPosition
from tui.library import Library
from tui.ui.dialogs.open import OpenDialog
from tui.ui.library.articles import ArticleRenderer, LibraryScreen, details_of, place_of
from tui.ui.reader.screen import ReaderScreen
from tui.ui.widgets.row_list import RowList

SUMMIT = ReadArticle(
    "1", "Leaders", "2025-03-02", "example.org", "https://x", ReadingPosition(9, 0.34), 3, ""
)
LONG = ReadArticle("2", "Long", "", "", "/home/ann/articles/long.txt", None, 1, "2025")


def test_it_is_shown_where_from_when_how_far_and_how_many_notes() -> None:
    assert (place_of(SUMMIT, "/home/ann"), details_of(SUMMIT)) == (
        "example.org",
        "2025-03-02 · 34% read · 3 notes",
    )
    assert (place_of(LONG, "/home/ann"), details_of(LONG)) == ("~/articles/long.txt", "not read yet · 1 note")
    assert place_of(LONG, "/home/an") == "/home/ann/articles/long.txt"


def test_of_a_long_path_the_end_is_shown_and_never_at_the_cost_of_the_rest() -> None:
    details = ArticleRenderer().lines(LONG, 44)[1]
    assert "".join(run.text for run in details).strip() == "…ticles/long.txt · not read yet · 1 note"


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=str)
async def test_articles_are_listed_sorted_filtered_and_opened_where_they_were_left(
    new_library: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library, size) as run:
        text = run.shown()
        assert "3 articles" in text
        order = [text.index(title) for title in ("Tower found", "Ferry [b]strikes[/b] 习近平", "Old bridge")]
        assert order == sorted(order)
        assert "34% read · 2 notes" in text
        rows = run.app.screen.query_one(RowList)
        for first in ("Ferry [b]strikes[/b] 习近平", "Tower found", "Old bridge to close"):
            await run.press("s", "g")
            assert marked(rows) == [first]
        await run.press("slash", *"BRIDGE", "enter")
        assert "Ferry" not in run.shown()
        await run.press("enter")
        await run.furnished()
        assert run.reader.view.cursor == 9


async def test_the_first_time_it_says_what_to_do_and_enter_opens_a_sample(new_library: Library) -> None:
    async with in_library(new_library, (60, 20)) as run:
        text = run.shown()
        assert "Nothing read yet" in text
        assert "]e goes to the next name" in text
        assert "Remove" not in text
        await run.press("d", "s", "w", "T", "enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen), "it is open")


async def test_an_article_is_added_and_stays_to_be_read(new_library: Library, tmp_path: Path) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library) as run:
        await run.press("a")
        assert isinstance(run.app.screen, OpenDialog)
        await run.type(str(tmp_path / "none.txt"))
        await run.press("enter")
        await run.until(lambda: "no such file" in run.notices(), "that it is not there is reported")
        assert "3 articles" in run.shown()
        await run.press("a")
        await run.type(str(SEEDS / "saffron-trial.txt"))
        await run.press("enter")
        await run.until(lambda: "added: The parrot" in run.notices(), "it is added")
        assert isinstance(run.app.screen, LibraryScreen)
        assert "4 articles" in run.shown()
        await run.press("o", "escape", "o")
        await run.type(str(tmp_path / "tower.txt"))
        await run.press("enter")
        await run.furnished()
        assert run.reader.article is not None
        assert run.reader.article.title == "Tower found"
        await run.press("L", "escape")
        assert run.app.screen is run.reader
    assert [article.title[:10] for article in new_library.recent()[:2]] == ["Tower foun", "The parrot"]


async def test_an_article_is_removed_with_its_notes_and_comes_back(
    new_library: Library, tmp_path: Path
) -> None:
    opened = shelve(new_library, tmp_path)
    bridge = opened["bridge"]
    async with in_library(new_library) as run:
        await run.press("G", "slash", *"bridge", "enter", "d")
        assert "Remove “Old bridge to close”" in run.shown()
        assert "2 notes go" in run.shown()
        await run.press("n", "d", "y")
        await run.until(lambda: "u takes it back" in run.notices(), "it is removed")
        assert new_library.annotations(bridge) == ()
        await run.press("escape")
        await run.settled()
        assert "2 articles" in run.shown()
        await run.press("u")
        await run.until(lambda: "3 articles" in run.shown(), "it is back")
        assert [note.note for note in new_library.annotations(bridge)] == ["who measured it?", "ask Tom Roe"]
        await run.press("ctrl+r")
        await run.until(lambda: "2 articles" in run.shown(), "it is removed again")


async def test_everything_is_searched_and_enter_goes_to_the_note(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library) as run:
        await run.press("ctrl+f")
        await run.type("SAFETY")
        await run.until(lambda: "2 notes · 2 articles" in run.shown(), "both are found")
        await run.press(*["backspace"] * 6)
        await run.type("tower")
        await run.until(lambda: "0 notes · 1 article" in run.shown(), "titles are searched")
        await run.press(*["backspace"] * 5)
        await run.type("measured")
        await run.until(lambda: "“not safe”" in run.shown(), "the note is found")
        await run.press("enter", "j", "enter")
        await run.furnished()
        assert run.text_at_cursor.startswith("not safe")


async def test_a_note_is_gone_to_in_a_changed_file_and_in_the_stored_text_of_one_that_is_gone(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    path = tmp_path / "bridge.txt"
    path.write_text(TEXTS["bridge"].replace("Mayor", "Yesterday the mayor"))

    async def open_the_note() -> None:
        await run.press("ctrl+f")
        await run.type("measured")
        await run.until(lambda: "“not safe”" in run.shown(), "the note is found")
        await run.press("enter", "j", "enter")
        await run.furnished()
        await run.until(lambda: run.text_at_cursor.startswith("not safe"), "the note is gone to")

    async with in_library(new_library) as run:
        await open_the_note()
        assert "Yesterday" in run.shown()
    path.unlink()
    async with in_library(new_library) as run:
        await open_the_note()
        assert "Yesterday" not in run.shown()
        assert "the text kept with your notes" in run.notices()


async def test_a_library_whose_index_is_damaged_is_shown_as_it_is(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    new_library.recent()
    (new_library.data_dir / "notes" / "index.json").write_bytes(b"garbage")
    async with in_library(Library(new_library.data_dir)) as run:
        assert "3 articles" in run.shown()
        assert "Nothing read yet" not in run.shown()
