"""The library: what was read, searched, added and removed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from tests.support.app import in_library
from tests.support.articles import SEEDS
from tests.support.library import TEXTS, shelve
from tests.support.widgets import marked, screen_lines
from tui.domain.annotation import describe
from tui.domain.library import Filing, ReadArticle, ReadingPosition
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.library.tags import LibraryTags
from tui.ui.dialogs.add import AddDialog, AddingDialog, places_in
from tui.ui.dialogs.open import OpenDialog
from tui.ui.library.article_list import ArticleRenderer, source_of
from tui.ui.library.articles import LibraryScreen
from tui.ui.library.preview import place_preview
from tui.ui.reader.screen import ReaderScreen
from tui.ui.widgets.cells import cell_width
from tui.ui.widgets.columns import progress_bar
from tui.ui.widgets.row_list import RowList

READ = ReadArticle("1", "Leaders meet in a tower", "2025-03-02", "example.org", "https://x", None, 0, "")
HALF = replace(READ, position=ReadingPosition(9, 0.34), note_count=3)
LONG = ReadArticle(
    "2", "Long", "1925-03-02", "", "/home/ann/articles/long.txt", ReadingPosition(9, 1.0), 1, ""
)


def line(article: ReadArticle, width: int, names: str = "48") -> str:
    """The row of an article."""
    ((runs),) = ArticleRenderer(lambda _: names).lines(article, width)
    assert sum(cell_width(run.text) for run in runs) <= width
    return "".join(run.text for run in runs).rstrip()


@pytest.mark.parametrize(
    ("article", "source"),
    [
        (HALF, "example.org"),
        (LONG, "local file"),
        (replace(LONG, location="-"), "standard input"),
        (replace(LONG, id="https://www.example.net/a"), "www.example.net"),
        (replace(READ, site="Two\nlines \x1b[31mred"), "Two lines red"),
    ],
)
def test_it_is_said_where_an_article_is_from_and_never_by_a_path(article: ReadArticle, source: str) -> None:
    assert source_of(article) == source


def test_the_columns_fit_the_width() -> None:
    assert line(HALF, 92) == (
        "◐ Leaders meet in a tower                    example.org     2 Mar 25  ━━╸─────     3    48"
    )
    assert line(replace(HALF, title="A title of more than thirty cells"), 76) == (
        "◐ A title of more than thirty cells          2 Mar 25  ━━╸─────     3    48"
    )
    assert line(HALF, 59) == "◐ Leaders meet in a tower   2 Mar 25  ━━╸─────     3    48"
    assert line(LONG, 59, "…") == "● Long                      Mar 1925  ━━━━━━━━     1     …"
    assert line(READ, 40) == "○ Leaders meet in a tower      ────────"
    assert line(READ, 20) == "○ Leaders meet in…"
    assert line(replace(READ, title="東京の夜行バスを数える", site="习近平" * 9), 92) == (
        "○ 東京の夜行バスを数える                     习近平习近平…   2 Mar 25  ────────          48"
    )


@pytest.mark.parametrize(
    ("share", "bar"),
    [(0, "────"), (0.001, "╸───"), (0.34, "━╸──"), (0.5, "━━──"), (1, "━━━━"), (7, "━━━━"), (-1, "────")],
)
def test_a_bar_shows_how_much_was_read(share: float, bar: str) -> None:
    assert "".join(run.text for run in progress_bar(share, 4, "accent")) == bar


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=str)
async def test_articles_are_listed_sorted_filtered_and_opened_where_they_were_left(
    new_library: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library, size) as run:
        text = run.shown()
        assert "Library 3" in text
        order = ("Continue reading 1", "Old bridge", "Unread 2", "Tower found", "Ferry [b]strikes[/b]")
        places = [text.index(words) for words in order]
        assert places == sorted(places)
        assert str(tmp_path) not in text
        (bridge,) = (row for row in text.splitlines() if "Old bridge to close" in row[:60])
        assert "━━╸─────     2     2" in bridge
        rows = run.app.screen.query_one("#list RowList", RowList)
        await run.press("tab", "tab")
        for first in ("Ferry [b]strikes[/b]", "Tower found", "Ferry [b]strikes[/b]"):
            await run.press("s", "g")
            assert first in marked(rows)[0]
        await run.press("tab", "tab", "slash", *"BRIDGE", "enter")
        await run.until(lambda: "Ferry" not in run.shown(), "the list and its preview follow")
        await run.press("enter")
        await run.furnished()
        assert run.reader.view.cursor == 9


async def test_one_state_of_reading_is_listed_by_key_and_by_mouse(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library) as run:
        titles = ("Tower found", "Old bridge to close")

        def listed() -> list[bool]:
            return [title in run.shown() for title in titles]

        assert listed() == [True, True]
        await run.press("tab")
        assert listed() == [False, True]
        await run.press("tab")
        assert listed() == [True, False]
        await run.press("tab")
        assert listed() == [False, False]
        await run.press("shift+tab", "shift+tab")
        assert listed() == [False, True]
        top = screen_lines(run.app)[0]
        await run.pilot.click(offset=(top.index("all"), 0))
        await run.pilot.pause()
        assert listed() == [True, True]


async def test_the_preview_shows_where_one_stopped_who_is_named_and_what_was_noted(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library, (120, 40)) as run:
        await run.until(lambda: "Also in your library" in run.shown(), "it is known who is where")
        preview = "\n".join(line.split(" │ │ ")[-1] for line in screen_lines(run.app)[2:])
        in_order = (
            "Old bridge to close",
            "34 %",
            "Where you stopped",
            "Old bridge to close",
            "Named most",
            "P Ann Lee",
            "Your notes",
            "◆ who measured it?",
            "Also in your library",
            "P Ann Lee",
            "1 unread",
            "continues at 34 %",
        )
        place = -1
        for words in in_order:
            place = preview.index(words, place + 1)
        await run.press("j")
        await run.until(lambda: "not analysed yet" in run.shown(), "the preview follows")
    async with in_library(new_library, (99, 40)) as run:
        assert "Preview" not in run.shown()
        await run.pilot.resize_terminal(100, 40)
        await run.until(lambda: "Where you stopped" in run.shown(), "there is room for it")


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
        assert "Library 3" in run.shown()
        await run.press("a")
        await run.type(str(SEEDS / "saffron-trial.txt"))
        await run.press("enter")
        await run.until(lambda: "added “The parrot" in run.shown(), "it is added")
        assert isinstance(run.app.screen, LibraryScreen)
        assert "Library 4" in run.shown()
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
        assert "Its 2 notes are removed too." in run.shown()
        await run.press("n", "d", "y")
        await run.until(
            lambda: "removed “Old bridge to close” and its 2 notes · u undoes it" in run.shown(),
            "it is removed",
        )
        assert new_library.annotations(bridge) == ()
        await run.press("escape")
        await run.settled()
        assert "Library 2" in run.shown()
        await run.press("u")
        await run.until(lambda: "Library 3" in run.shown(), "it is back")
        restored = "restored “Old bridge to close” and its 2 notes · ctrl+r removes it again"
        await run.until(lambda: restored in run.shown(), "it says what is back")
        assert "Old bridge to close" in marked(run.app.screen.query_one("#list RowList", RowList))[0]
        assert [note.note for note in new_library.annotations(bridge)] == ["who measured it?", "ask Tom Roe"]
        await run.press("ctrl+r")
        await run.until(lambda: "Library 2" in run.shown(), "it is removed again")


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


def test_a_place_is_shown_in_its_paragraph_with_its_page() -> None:
    text = "Old bridge\nIt is long. Nobody measured it. It is old.\nAnother paragraph."
    start = text.index("measured")
    blocks = place_preview(
        replace(READ, title="Old bridge", date="", site=""),
        describe(text, TextSpan(start, start + 8), "1"),
        text,
        "12",
    )
    lines = ["".join(run.text for run in line) for block in blocks for line in block(60)]
    assert lines == ["Old bridge", "", "It is long. Nobody measured it. It is old.", "", "p. 12"]


async def test_texts_are_searched_below_titles_and_notes_and_enter_goes_to_the_place(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library, size=(120, 40)) as run:
        await run.press("ctrl+f")
        await run.type("ann le")
        found = "0 notes · 2 articles · 2 places in texts"
        await run.until(lambda: found in run.shown(), "the texts of both are found")
        await run.until(lambda: "enter goes there" in run.shown(), "the preview is made")
        await run.press("enter", "j", "j", "enter")
        await run.furnished()
        assert run.text_at_cursor.startswith("Ann Lee says")


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
        assert "Yesterday" in run.shown()  # it is the version that was read last
        assert "the text as it was stored" in run.notices()


async def test_a_library_whose_index_is_damaged_is_shown_as_it_is(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    new_library.recent()
    (new_library.data_dir / "notes" / "index.json").write_bytes(b"garbage")
    async with in_library(Library(new_library.data_dir)) as run:
        assert "Library 3" in run.shown()
        assert "Nothing read yet" not in run.shown()


async def test_articles_are_starred_archived_and_tagged_at_once_and_that_is_undone(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)

    def filed() -> dict[str, Filing]:
        return {article.title: article.filing for article in new_library.recent()}

    async with in_library(new_library) as run:
        rows = run.app.screen.query_one("#list RowList", RowList)
        await run.press("asterisk", "j", "asterisk", "e")
        assert "★ Old bridge" in run.shown()
        await run.press("number_sign")
        assert "★ Tower found" not in run.shown()
        await run.type('sea "to check"')
        await run.press("enter")
        await run.until(lambda: "tagged “Ferry [b]strikes" in run.shown(), "what was done is said")
        await run.settled()
        assert filed() == {
            "Old bridge to close": Filing(is_starred=True),
            "Tower found": Filing(is_starred=True, is_archived=True),
            "Ferry [b]strikes[/b] 习近平": Filing(tags=("sea", "to check")),
        }
        assert "all ─ reading 1 ─ unread 1 ─ finished 0 ─ ★ 2 ─ ◌ 1" in run.shown()
        await run.press("slash", *"#sea", "enter")
        assert "Ferry" in marked(rows)[0]
        await run.press("slash", *["backspace"] * 4, *"tower", "enter")
        await run.until(lambda: "Archived 1" in run.shown(), "what is asked for is found in the archive")
        await run.press("escape", "u", "u")
        await run.settled()
        assert "undone: archived “Tower found” · ctrl+r redoes it" in run.shown()
        assert "Tower found" in marked(rows)[0]
        assert filed()["Tower found"] == Filing(is_starred=True)
        assert filed()["Ferry [b]strikes[/b] 习近平"] == Filing()
        await run.press("ctrl+r")
        await run.settled()
        await run.press("shift+tab")
        assert "◌ ★ Tower found" in run.shown()
        assert "archived 1" in run.shown()
        await run.press("e")
        await run.until(
            lambda: "“Tower found” is out of the archive · u undoes it" in run.shown(), "so it is"
        )
        await run.settled()
    assert not filed()["Tower found"].is_archived


async def test_tags_of_articles_stand_among_all_tags_and_are_renamed_with_them(
    new_library: Library, tmp_path: Path
) -> None:
    opened = shelve(new_library, tmp_path)
    new_library.catalogue.add(opened["tower"], Filing(tags=("SAFETY", "sea")))
    tags = LibraryTags(new_library)
    known = {tag.name: tag for tag in tags.tags()}
    assert (known["SAFETY"].notes, known["SAFETY"].articles) == (2, 1)
    assert [hit.article.title for hit in new_library.catalogue.find("", "sea")] == ["Tower found"]
    assert tags.rename(known["SAFETY"], "sea", lambda done, of: None)
    assert {tag.name: (tag.notes, tag.articles) for tag in tags.tags()} == {"bridge": (1, 0), "sea": (2, 1)}
    change = new_library.bulk_edits.undoable()
    assert change is not None
    assert new_library.bulk_edits.swap(change.id, undo=True)
    assert new_library.catalogue.article_tags() == {"SAFETY": 1, "sea": 1}


async def test_it_says_how_many_articles_are_being_analysed(new_library: Library, tmp_path: Path) -> None:
    shelve(new_library, tmp_path)
    # What is closed begins with no article, so they stay waiting.
    new_library.backlog.close()
    articles = new_library.catalogue.articles()
    async with in_library(new_library) as run:
        assert "being analysed" not in run.shown()
        new_library.backlog.add(articles[:1])
        await run.press("w", "escape")
        await run.until(lambda: "1 article being analysed" in run.shown(), "it is said after another screen")
        await run.press("j")
        assert "1 article being analysed" in run.shown()
    new_library.backlog.add(articles)
    async with in_library(new_library) as run:
        words = f"{len(articles)} articles being analysed"
        await run.until(lambda: words in run.shown(), "it is said from the first")


async def test_pasted_lines_are_added_as_they_come_and_what_failed_has_a_line_each(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    (tmp_path / "list.txt").write_text(f"{SEEDS / 'saffron-trial.txt'}\n{SEEDS / 'london-summit.txt'}\n")
    lines = [str(tmp_path / name) for name in ("list.txt", "none.txt", "tower.txt", "nothing.txt")]
    async with in_library(new_library, (100, 30)) as run:
        await run.press("a")
        run.app.post_message(events.Paste("\n".join(lines) + "\n\n"))
        await run.until(lambda: "4 files or addresses." in run.shown(), "all lines are taken")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, AddingDialog), "it is shown how far it is")
        done = "added 2 articles, 1 already there, 2 could not be added"
        await run.until(lambda: done in run.shown(), "it is said what came of it")
        shown = run.shown()
        assert shown.count("there is no such file") == 2
        await run.press("escape")
        await run.until(lambda: "Library 5" in run.shown(), "they are listed")
        await run.until(lambda: done in run.shown(), "it is said in the library too")
        await run.press("a")
        assert type(run.app.screen) is AddDialog
        await run.press("escape")
        await run.settled()


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("", []),
        ("/a b.txt", ["/a b.txt"]),
        ("/a ⏎ /b ⏎  ⏎ /a", ["/a", "/b"]),
        ("https://a.example/x, https://b.example", ["https://a.example/x", "https://b.example"]),
        ("https://a.example and more", ["https://a.example and more"]),
    ],
)
def test_places_are_told_apart(typed: str, places: list[str]) -> None:
    assert places_in(typed) == places


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
async def test_adding_is_hidden_shown_again_and_stopped_at_once(new_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)  # nothing comes from it until it is written to
    async with in_library(new_library, (60, 20)) as run:
        await run.press("a")
        run.app.post_message(events.Paste(f"{path}\nb.txt\nc.txt"))
        await run.until(lambda: "3 files" in run.shown(), "all lines are taken")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, AddingDialog), "it is shown how far it is")
        await run.press("escape")
        await run.until(lambda: "adding: 0 of 3 …" in run.shown(), "it goes on")
        await run.press("a")
        assert isinstance(run.app.screen, AddingDialog)
        await run.press("x")
        await run.until(lambda: "nothing added, 3 not added any more" in run.shown(), "it is stopped")
        assert isinstance(run.app.screen, LibraryScreen)
        assert not new_library.additions.is_going
        path.open("wb").close()
