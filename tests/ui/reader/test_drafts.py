"""What was begun and not saved: there again after the program was left, and after it crashed."""

from pathlib import Path

from tests.support.app import SUMMIT, reading
from tui.library import Library
from tui.library.drafts import StoredDrafts
from tui.ui.panes.notes import NoteList


async def test_a_note_that_was_left_unfinished_is_gone_on_with_next_time(
    library: Library, tmp_path: Path
) -> None:
    article = library.open(SUMMIT)
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("the all")
        # The program is left with the editor open.
        await run.press("ctrl+q")
        await run.until(lambda: not run.app.is_running, "it is left")
    assert [draft.note for draft in StoredDrafts(library).of(article)] == ["the all"]
    async with reading(library) as run:
        await run.until(lambda: bool(run.reader.listed_notes), "the draft is listed")
        await run.until(lambda: "unsaved draft here" in run.strip, "it is reported")
        assert run.reader.placed_notes == ()
        await run.press("4")
        assert "draft: the all" in run.shown()
        await run.press("1", "g", "g", "right_square_bracket", "o", "a")
        assert "a draft" in run.shown()
        await run.type("iance")
        await run.press("ctrl+s")
        await run.saved()
        await run.until(lambda: not StoredDrafts(library).of(article), "the draft is forgotten")
        assert [note.note for note in run.reader.annotations] == ["the alliance"]
        assert "draft" not in run.shown()
        # Of a saved note: what differs is the draft, until it is discarded.
        await run.press("4", "e")
        await run.type(" of all")
        await run.press("escape")
        assert "draft: the alliance of all" in run.shown()
        assert [note.note for note in run.reader.annotations] == ["the alliance"]
        await run.press("e", "ctrl+g", "ctrl+g")
        assert "draft discarded" in run.strip
        assert "draft:" not in run.shown()
        await run.until(lambda: not StoredDrafts(library).of(article), "the draft is gone")


async def test_a_first_note_that_is_only_a_draft_is_discarded_by_its_key_pressed_twice(
    library: Library,
) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("x")
        await run.press("escape", "4", "d")
        assert "d again" in run.strip
        assert run.reader.side is not None
        assert len(run.reader.side.query_one(NoteList).notes) == 1
        await run.press("d")
        await run.until(lambda: not StoredDrafts(library).of(library.open(SUMMIT)), "the draft is gone")
        assert "No notes yet" in run.shown()


async def test_a_draft_that_cannot_be_saved_is_reported_and_asked_about_on_leaving(
    library: Library, tmp_path: Path
) -> None:
    notes = tmp_path / "data" / "notes"
    async with reading(library) as run:
        (notes / "drafts").write_text("in the way")
        await run.press("right_square_bracket", "o", "a")
        await run.type("kept")
        await run.press("escape")
        await run.until(lambda: "Draft not saved" in run.strip, "the failure is reported")
        await run.press("q")
        await run.until(lambda: "A draft is not saved" in run.shown(), "the person is asked")
        (notes / "drafts").unlink()
        await run.press("t")
        await run.until(lambda: not run.app.is_running, "it is left")
    assert [draft.note for draft in StoredDrafts(library).of(library.open(SUMMIT))] == ["kept"]


async def test_a_draft_on_a_name_within_a_highlight_is_offered_as_what_it_is(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("who says so?")
        await run.press("escape", "v", "i", "s", "enter")
        await run.saved()
        await run.press("left_square_bracket", "o", "a")
        assert "who says so?" in run.shown()
        assert "no note yet" not in run.shown()
