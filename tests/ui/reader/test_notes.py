"""Notes and tags made while reading, and the place where one stopped."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.support.app import PATIENCE, SUMMIT, Reading, reading, running
from tui.domain.annotation import Annotation, Motivation, describe
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.sources.plain_text import article_from_text
from tui.ui.keyboard import queue as keys_in_turn


async def test_a_note_on_a_name_is_saved_listed_and_there_again(library: Library, tmp_path: Path) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("the alliance")
        await run.press("ctrl+s")
        await run.saved()
        assert "saved" in run.strip
        assert "Notes 1" in run.shown()
    fresh = Library(tmp_path / "data")
    (annotation,) = fresh.annotations(fresh.open(SUMMIT))
    assert annotation.note == "the alliance"
    assert annotation.target.quote.exact == "NATO"
    assert annotation.motivation is Motivation.COMMENTING


async def test_a_note_on_plain_text_is_about_the_sentence(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_parenthesis", "right_parenthesis", "a")
        await run.type("x")
        await run.press("ctrl+s")
        await run.saved()
        (annotation,) = run.reader.annotations
        assert annotation.target.quote.exact.startswith("The leaders came to answer one question")
        assert annotation.target.quote.exact.endswith("?")


async def test_tags_are_put_on_a_quote(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "q", "T")
        await run.type("security, europe")
        await run.press("enter")
        await run.saved()
        (annotation,) = run.reader.annotations
        assert annotation.tags == ("security", "europe")
        assert annotation.target.quote.exact == '"once-in-a-generation moment"'


async def test_a_note_is_jumped_to_edited_and_deleted_and_undone(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("one")
        await run.press("ctrl+s")
        await run.saved()
        await run.press("g", "g", "right_square_bracket", "n")
        assert run.text_at_cursor.startswith("NATO")
        await run.press("a")
        await run.type(" two")
        await run.press("ctrl+s")
        await run.saved()
        assert [note.note for note in run.reader.annotations] == ["one two"]
        await run.press("4", "d")
        await run.saved()
        assert run.reader.annotations == ()
        await run.press("u")
        await run.saved()
        assert [note.note for note in run.reader.annotations] == ["one two"]
        await run.press("u")
        await run.saved()
        assert [note.note for note in run.reader.annotations] == ["one"]
        await run.press("ctrl+r")
        await run.saved()
        assert [note.note for note in run.reader.annotations] == ["one two"]


async def test_changes_are_taken_back_and_made_again_after_a_restart(
    library: Library, tmp_path: Path
) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("one")
        await run.press("ctrl+s")
        await run.saved()
        await run.press("r", "l")
        await run.saved()
        await run.press("q")
    fresh = Library(tmp_path / "data", library._model)

    def state() -> tuple[int, int]:
        article = fresh.open(SUMMIT)
        return len(fresh.corrections(article)), len(fresh.annotations(article))

    async with reading(fresh) as run:
        for key, reported, expected in (
            ("u", "undone", (0, 1)),
            ("u", "undone", (0, 0)),
            ("u", "nothing to undo", (0, 0)),
            ("ctrl+r", "saved", (0, 1)),
        ):
            await run.press(key)
            await run.saved()
            await run.until(lambda reported=reported: reported in run.strip, f"{key} is reported")
            assert state() == expected
            assert len(run.reader.annotations) == expected[1]
        await run.press("q")
    async with reading(fresh) as run:
        await run.press("ctrl+r")
        await run.saved()
        assert state() == (1, 1)
        assert "saved · NATO: place" in run.strip
        await run.press("ctrl+r")
        await run.saved()
        assert "nothing to redo" in run.strip
    fresh.close()


async def test_what_another_person_has_changed_since_is_not_taken_back(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("mine")
        await run.press("ctrl+s")
        await run.saved()
        [stored] = (library.data_dir / "notes" / "articles").iterdir()
        stored.write_text(stored.read_text().replace('"mine"', '"edited by hand"'))
        await run.press("u")
        await run.saved()
        assert "has changed since" in run.strip
        assert [note.note for note in run.reader.annotations] == ["edited by hand"]


async def test_what_was_typed_and_left_is_saved_as_a_draft(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("half a thou")
        await run.press("escape")
        assert "draft" in run.strip
        assert run.reader.annotations == ()
        await run.press("a")
        assert "half a thou" in run.shown()


async def test_a_note_that_cannot_be_saved_is_reported_held_and_saved_later(
    library: Library, tmp_path: Path
) -> None:
    async with reading(library) as run:
        notes = tmp_path / "data" / "notes"
        aside = tmp_path / "aside"
        await run.until(lambda: notes.exists(), "the opening is recorded")
        await run.app.workers.wait_for_complete()
        notes.rename(aside)
        notes.write_text("in the way")
        await run.press("right_square_bracket", "o", "a")
        await run.type("kept")
        await run.press("ctrl+s")
        await run.until(lambda: "Not saved" in run.strip, "the failure is reported")
        assert run.reader.save_queue.unsaved
        notes.unlink()
        aside.rename(notes)
        await run.press("q")
        await run.until(lambda: not run.app.is_running, "it is saved and left")
    assert [note.note for note in library.annotations(library.open(SUMMIT))] == ["kept"]


async def test_a_burst_goes_through_the_dialog_and_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A machine that is busy may take longer over a dialog than a person's keys are held back for.
    monkeypatch.setattr(keys_in_turn, "PATIENCE", PATIENCE)
    async with reading(library) as run:
        for key in ("T", *"trade", "enter", "slash", *"nato", "enter"):
            run.app.post_message(events.Key(key, key if len(key) == 1 else {"slash": "/"}.get(key)))
        await run.until(lambda: run.text_at_cursor.startswith("NATO"), "the search came after the dialog")
        await run.until(lambda: not run.reader.query("SearchBar"), "the search is left")
        await run.saved()
        assert [note.tags for note in run.reader.annotations] == [("trade",)]


async def test_a_note_stays_with_its_passage_when_the_page_has_changed(library: Library) -> None:
    page = "http://example.org/page"
    before = article_from_text("A headline\n\nMark Rutte spoke first. The others listened.\n", "x.txt")
    after = article_from_text(
        "A headline\n\nSomething new stands here.\n\nMark Rutte spoke first. The others listened.", "x"
    )
    gone = article_from_text("A headline\n\nNobody spoke. The others listened.\n", "x.txt")
    before, after, gone = (replace(article, address=page) for article in (before, after, gone))
    start = before.text.index("Mark Rutte")
    span = TextSpan(start, start + 10)
    library.annotate(before, Annotation(describe(before.text, span, before.text_hash), note="who"))
    for article, placed in ((before, ["Mark Rutte"]), (after, ["Mark Rutte"]), (gone, [])):
        async with running(library, article) as run:
            reader = run.reader
            await run.until(lambda reader=reader: len(reader.placed_notes) == 1, "it is placed")
            notes = reader.view.overlays.annotations
            assert [article.text[note.start : note.end] for note in notes] == placed
            assert [note.note for note in reader.annotations] == ["who"]


@asynccontextmanager
async def unsaved(library: Library, tmp_path: Path) -> AsyncIterator[Reading]:
    """A reader with a note that cannot be saved, and leaving which was asked for."""
    (tmp_path / "data" / "notes").write_text("in the way")
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("kept")
        await run.press("ctrl+s")
        await run.until(lambda: "Not saved" in run.strip, "the failure is reported")
        await run.press("q")
        await run.until(lambda: "A note is not saved" in run.shown(), "the person is asked")
        yield run


async def test_what_is_not_saved_can_be_held(library: Library, tmp_path: Path) -> None:
    async with unsaved(library, tmp_path) as run:
        await run.press("ctrl+q")
        assert len(run.app.screen_stack) == 2
        await run.press("escape")
        assert run.app.screen is run.reader
        await run.press("a")
        assert "kept" in run.shown()


async def test_what_is_not_saved_is_tried_again_and_then_left(library: Library, tmp_path: Path) -> None:
    async with unsaved(library, tmp_path) as run:
        await run.press("t")
        await run.until(lambda: "A note is not saved" in run.shown(), "the person is asked again")
        (tmp_path / "data" / "notes").unlink()
        await run.press("t")
        await run.until(lambda: not run.app.is_running, "it is left")
    assert [note.note for note in library.annotations(library.open(SUMMIT))] == ["kept"]


async def test_what_is_not_saved_goes_into_another_folder(library: Library, tmp_path: Path) -> None:
    async with unsaved(library, tmp_path) as run:
        await run.press("f")
        field = run.app.screen.query_one(Input)
        field.value = str(tmp_path / "data" / "notes" / "below a file")
        await run.press("enter")
        await run.until(lambda: "A note is not saved" in run.shown(), "the failure is reported")
        await run.press("f", "escape")
        assert "A note is not saved" in run.shown()
        await run.press("f")
        run.app.screen.query_one(Input).value = str(tmp_path / "other")
        await run.press("enter")
        await run.until(lambda: not run.app.is_running, "it is left")
    other = Library(tmp_path / "other")
    assert [note.note for note in other.annotations(other.open(SUMMIT))] == ["kept"]


async def test_what_is_not_saved_can_be_given_up(library: Library, tmp_path: Path) -> None:
    async with unsaved(library, tmp_path) as run:
        await run.press("q")
        await run.until(lambda: not run.app.is_running, "it is left")
    assert library.annotations(library.open(SUMMIT)) == ()


async def test_reading_goes_on_where_it_stopped(library: Library) -> None:
    async with reading(library) as run:
        await run.press("5", "right_square_bracket", "q")
        place = run.text_at_cursor
        await run.press("q")
    async with reading(library) as run:
        assert run.text_at_cursor == place
        assert place[:7] in run.shown()
