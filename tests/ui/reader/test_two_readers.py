"""Another program changes the article that is read here."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.support.app import SUMMIT, Reading, entity_named, reading
from tui.config.preferences import Preferences
from tui.domain.analysis import Label
from tui.domain.annotation import Annotation, Colour, now
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.library import Library
from tui.ui.reader import watching


@pytest.fixture
def other(library: Library, tmp_path: Path) -> Library:
    """The library as another program has it."""
    return Library(tmp_path / "data", library._model)


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other program does is not looked for while the test runs."""
    monkeypatch.setattr(watching, "EVERY", 3_600.0)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other program does is looked for all the time."""
    monkeypatch.setattr(watching, "EVERY", 0.02)


def stored(library: Library) -> list[str]:
    """The notes on the article, sorted."""
    return sorted(each.note for each in library.annotations(library.open(SUMMIT)))


def shown(run: Reading) -> list[str]:
    """The notes that the program knows of, sorted."""
    return sorted(each.note for each in run.reader.annotations)


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


@pytest.mark.usefixtures("unseen")
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


@pytest.mark.usefixtures("unseen")
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


@pytest.mark.usefixtures("unseen")
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


@pytest.mark.usefixtures("unseen")
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


@pytest.mark.usefixtures("unseen")
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


@pytest.mark.usefixtures("unseen")
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
        await run.until(lambda: "cannot undo: the note has changed" in run.strip, "it is said")
        assert stored(other) == ["by the other", "one, by the other"]


@pytest.mark.usefixtures("often")
async def test_what_another_program_saves_appears(library: Library, other: Library) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        change(other, replace(item, id="another", note="by the other"))
        await run.until(lambda: "Notes 2" in run.shown(), "it is listed")
        change(other, replace(item, note="one, by the other"))
        await run.until(lambda: shown(run) == ["by the other", "one, by the other"], "it is changed")
        delete(other, replace(item, id="another"))
        await run.until(lambda: "Notes 1" in run.shown(), "it is gone from the list")
        await run.until(lambda: "◆ one, by the other" in run.shown(), "the other is shown at the passage")


@pytest.mark.usefixtures("often")
async def test_what_is_being_written_stays_while_another_program_saves(
    library: Library, other: Library
) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        await run.press("a")
        await run.type(" two")
        change(other, replace(item, note="by the other"))
        await run.pilot.pause(0.3)
        assert "one two" in run.shown()
        assert [each.note for each in run.reader.annotations] == ["one"]
        await run.press("ctrl+s")
        await run.saved()
        await run.until(lambda: "yours is a second note" in run.strip, "it is said")
        assert stored(other) == ["by the other", "one two"]
        await run.press("a")
        await run.press("escape")
        change(other, replace(item, note="by the other, later"))
        await run.until(lambda: shown(run) == ["by the other, later", "one two"], "it is shown")


@pytest.mark.usefixtures("often")
async def test_what_another_program_corrects_appears(library: Library, other: Library) -> None:
    async with reading(library) as run:
        assert entity_named(run, Label.ORG, "NATO") is not None
        correction = Correction(
            CorrectionKind.RELABEL, EntityName(Label.ORG, "NATO"), Label.LOC, wordings=("NATO",)
        )
        other.correct(other.open(SUMMIT), correction)
        await run.until(lambda: entity_named(run, Label.LOC, "NATO") is not None, "its kind is another")
        mark = run.reader.library.bookmarks
        other.bookmarks.set(other.open(SUMMIT), "k", 40)
        await run.until(lambda: run.reader._bookmarks._places.get("k") == 40, "the mark is known")
        assert mark.places(other.open(SUMMIT)) == {"k": 40}


@pytest.mark.usefixtures("often")
async def test_a_data_folder_that_is_moved_away_is_noticed_and_nothing_is_called_saved(
    library: Library, tmp_path: Path
) -> None:
    data, away = tmp_path / "data", tmp_path / "away"
    preferences = Preferences.load(tmp_path / "config.toml", data)
    async with reading(library, preferences=preferences) as run:
        await noted(run, "one")
        data.rename(away)
        await run.until(lambda: "the data folder is gone" in run.strip, "it is reported")
        await run.press("a")
        await run.type(" two")
        await run.press("ctrl+s")
        await run.until(lambda: "Not saved: the data folder is gone" in run.strip, "it is not saved")
        assert run.reader.save_queue.unsaved is not None
        assert "Notes 1" in run.shown()
        await run.press("j", "u", "m", "a", "v", "escape", "H", "g")
        assert not data.exists()
        await run.press("q")
        await run.until(lambda: "Not saved" in run.shown(), "the reader is asked")
        await run.press("escape")
        away.rename(data)
        await run.saved()
        await run.until(lambda: "highlighted in green" in run.strip, "all of it is saved in its turn")
    fresh = Library(data)
    found = fresh.annotations(fresh.open(SUMMIT))
    assert [(each.note, each.colour) for each in found if each.note] == [("one", Colour.YELLOW)]
    assert [each.colour for each in found if not each.note] == [Colour.GREEN]


async def test_words_that_could_not_be_saved_go_where_the_reader_says(
    library: Library, tmp_path: Path
) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        (tmp_path / "data").rename(tmp_path / "away")
        await run.press("a")
        await run.type(" two")
        await run.press("ctrl+s")
        await run.until(lambda: "Not saved: the data folder is gone" in run.strip, "it is not saved")
        await run.press("q")
        await run.until(lambda: "Not saved" in run.shown(), "the reader is asked")
        await run.press("f")
        await run.until(lambda: isinstance(run.app.focused, Input), "a folder is asked for")
        await run.press("ctrl+u")
        await run.type(str(tmp_path / "safe"))
        await run.press("enter")
        await run.until(lambda: run.app.return_code is not None, "it is left")
    safe = Library(tmp_path / "safe")
    assert [(each.id, each.note) for each in safe.annotations(safe.open(SUMMIT))] == [(item.id, "one two")]
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("way", ["at once", "after a restart"])
async def test_a_draft_does_not_overwrite_what_was_saved_since_it_was_begun(
    library: Library, other: Library, way: str
) -> None:
    async with reading(library) as run:
        item = await noted(run, "one")
        await run.press("a")
        await run.type(" two")
        await run.press("escape")
        await run.until(lambda: "saved as a draft" in run.strip, "it is a draft")
        if way == "after a restart":
            await run.press("q")
            await run.until(lambda: run.app.return_code is not None, "it is left")
        change(other, replace(item, note="by the other", modified=now()))
        if way == "at once":
            await run.until(lambda: shown(run) == ["by the other"], "it is shown")
            await draft_saved(run, other)
    if way == "after a restart":
        async with reading(Library(library.data_dir, library._model)) as run:
            await run.until(lambda: "draft here" in run.strip, "the draft is there")
            await run.press("g", "g", "right_square_bracket", "n")
            await draft_saved(run, other)


async def draft_saved(run: Reading, other: Library) -> None:
    """Go on with the draft at the cursor and save it: it is a second note."""
    await run.press("a")
    assert "one two" in run.shown()
    await run.press("ctrl+s")
    await run.saved()
    await run.until(lambda: "yours is a second note" in run.strip, "it is said")
    assert stored(other) == ["by the other", "one two"]


async def test_a_draft_is_saved_to_its_note_when_only_the_reader_changed_that(library: Library) -> None:
    async with reading(library) as run:
        await noted(run, "one")
        await run.press("a")
        await run.type(" two")
        await run.press("escape", "H", "r")
        await run.saved()
        await run.press("a", "ctrl+s")
        await run.saved()
        assert shown(run) == ["one two"]
        assert "another program" not in run.strip
