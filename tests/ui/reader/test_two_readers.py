"""Another program changes the article that is read here."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.app import SUMMIT, Reading, reading
from tui.domain.annotation import Annotation, Colour
from tui.library import Library


@pytest.fixture
def other(library: Library, tmp_path: Path) -> Library:
    """The library as another program has it."""
    return Library(tmp_path / "data", library._model)


def stored(library: Library) -> list[str]:
    """The notes on the article, sorted."""
    return sorted(each.note for each in library.annotations(library.open(SUMMIT)))


async def noted(run: Reading, words: str) -> Annotation:
    """Write a note on the first name of the kind that organisations are, and save it."""
    await run.press("right_square_bracket", "o", "a")
    await run.type(words)
    await run.press("ctrl+s")
    await run.saved()
    return run.reader.annotations[0]


def change(library: Library, annotation: Annotation) -> None:
    """Save an annotation as the other program."""
    library.annotate(library.open(SUMMIT), annotation)


def delete(library: Library, annotation: Annotation) -> None:
    """Delete an annotation as the other program."""
    library.remove_annotation(library.open(SUMMIT), annotation.id)


async def test_two_notes_written_at_the_same_time_are_both_there(library: Library, other: Library) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        await run.press("a")
        await run.type(" two")
        change(other, replace(item, note="by the other"))
        await run.press("ctrl+s")
        await run.saved()
        await run.until(
            lambda: "another program changed it: yours is a second note" in run.strip, "it is said"
        )
        assert stored(other) == ["by the other", "one two"]
        assert "Notes 2" in run.shown()
        await run.press("u")
        await run.saved()
        assert stored(other) == ["by the other"]


async def test_a_note_that_was_deleted_meanwhile_is_saved_as_a_new_one(
    library: Library, other: Library
) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        await run.press("a")
        await run.type(" two")
        delete(other, item)
        await run.press("ctrl+s")
        await run.saved()
        await run.until(lambda: "another program deleted it: yours is a new note" in run.strip, "it is said")
        assert stored(other) == ["one two"]
        assert [each.id for each in run.reader.annotations] != [item.id]


async def test_a_tag_and_a_note_given_at_the_same_time_stand_together(
    library: Library, other: Library
) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        await run.press("T")
        await run.type("mine")
        change(other, replace(item, note="more", tags=("theirs",)))
        await run.press("enter")
        await run.saved()
        await run.until(lambda: "what another program changed" in run.strip, "it is said")
        (both,) = other.annotations(other.open(SUMMIT))
        assert (both.note, both.tags) == ("more", ("theirs", "mine"))


async def test_what_another_program_coloured_is_not_coloured_over_unseen(
    library: Library, other: Library
) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "h")
        await run.saved()
        change(other, replace(run.reader.annotations[0], colour=Colour.RED))
        await run.press("H", "g")
        await run.saved()
        await run.until(lambda: "not changed: another program changed it" in run.strip, "it is said")
        await run.until(lambda: run.reader.annotations[0].colour is Colour.RED, "the other colour is shown")
        assert other.annotations(other.open(SUMMIT))[0].colour is Colour.RED
        await run.press("H", "g")
        await run.saved()
        assert other.annotations(other.open(SUMMIT))[0].colour is Colour.GREEN


async def test_what_another_program_wrote_is_not_deleted_unseen(library: Library, other: Library) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        change(other, replace(item, note="by the other"))
        await run.press("d")
        await run.saved()
        await run.until(lambda: "not deleted: another program changed it" in run.strip, "it is said")
        assert stored(other) == ["by the other"]
        await run.press("d")
        await run.saved()
        assert stored(other) == []


async def test_changes_that_wait_for_the_disk_do_not_clash_with_each_other(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "h", "a")
        await run.type("one")
        await run.press("ctrl+s", "a")
        await run.type(" two")
        await run.press("ctrl+s")
        await run.saved()
        await run.until(lambda: "saved" in run.strip, "it is saved")
        assert "another" not in run.strip
        assert [each.note for each in run.reader.annotations if each.note] == ["one two"]


async def test_undo_takes_back_what_was_done_here_alone(library: Library, other: Library) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        change(other, replace(item, id="another", note="by the other"))
        await run.press("u")
        await run.saved()
        assert stored(other) == ["by the other"]
        await run.press("u")
        await run.saved()
        await run.until(lambda: "nothing to undo" in run.strip, "it is said")
        await run.press("ctrl+r")
        await run.saved()
        assert stored(other) == ["by the other", "one"]
        (mine,) = [each for each in run.reader.annotations if each.note == "one"]
        change(other, replace(mine, note="one, by the other"))
        await run.press("u")
        await run.saved()
        await run.until(lambda: "not taken back: that note was changed" in run.strip, "it is said")
        assert stored(other) == ["by the other", "one, by the other"]
