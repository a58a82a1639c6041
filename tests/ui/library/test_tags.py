"""Tags over the library: counted, renamed, merged and deleted."""

from pathlib import Path

from tests.support.app import in_library
from tests.support.library import shelve
from tui.library import Library
from tui.ui.widgets.row_list import RowList


def tags_of(library: Library) -> list[tuple[str, ...]]:
    """The tags of each note that has some."""
    return sorted(note.annotation.tags for note in library.search() if note.annotation.tags)


async def test_a_tag_is_merged_into_another_and_taken_off_and_both_are_taken_back(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    before = tags_of(new_library)
    async with in_library(new_library, (60, 20)) as run:
        await run.press("T")
        await run.settled()
        rows = run.app.screen.query_one("#list RowList", RowList)
        assert [(row.name, row.notes) for row in rows.rows] == [("bridge", 1), ("Safety", 2)]
        await run.press("j", "r", *["backspace"] * 6)
        await run.type("two words")
        assert "one word" in run.shown()
        await run.press("enter", *["backspace"] * 9)
        await run.type("Bridge")
        assert "Merges with #bridge, which is on 1 note." in run.shown()
        await run.press("enter")
        await run.until(lambda: "#Safety is now #Bridge" in run.shown(), "it is renamed")
        await run.settled()
        assert tags_of(new_library) == [("Bridge",), ("Bridge",)]
        assert [(row.name, row.notes) for row in rows.rows] == [("Bridge", 2)]
        await run.press("d")
        assert "Remove #Bridge from 2 notes?" in run.shown()
        await run.press("y")
        await run.until(lambda: "#Bridge is gone" in run.shown(), "it is deleted")
        assert tags_of(new_library) == []
        assert len(new_library.search()) == 3
        for taken_back in ([("Bridge",), ("Bridge",)], before):
            await run.press("u")
            await run.until(lambda taken_back=taken_back: tags_of(new_library) == taken_back, "undone")
            await run.settled()
        await run.press("u")
        await run.until(lambda: "nothing to undo" in run.shown(), "that is all")
        await run.press("enter")
        await run.until(lambda: "Everything with #" in run.shown(), "what has it is listed")


async def test_a_reader_that_is_open_shows_what_was_done_to_its_tags(
    new_library: Library, tmp_path: Path
) -> None:
    shelve(new_library, tmp_path)
    async with in_library(new_library) as run:
        await run.press("slash", *"bridge", "enter", "enter")
        await run.furnished()
        await run.press("L", "T")
        await run.settled()
        await run.press("d", "y")
        await run.until(lambda: "#bridge is gone" in run.shown(), "it is deleted")
        await run.press("escape", "escape")
        await run.until(lambda: run.reader.annotations[0].tags == ("Safety",), "the reader shows it")
