"""Marks: letters for places in the text."""

from tests.support.app import reading
from tui.library import Library


async def test_marks_lead_back_also_after_a_restart(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "m")
        assert "m… a to z the mark to set here" in run.strip
        await run.press("a")
        assert "mark a set" in run.strip
        await run.press("m", "escape", "m", "A")
        assert "a mark is a letter" in run.strip
        await run.press("G", "apostrophe")
        assert "a NATO" in run.strip
        end = run.reader.view.cursor
        await run.press("a")
        assert run.text_at_cursor.startswith("NATO")
        # Twice between the two places, and back along the jumps.
        await run.press("apostrophe", "apostrophe")
        assert run.reader.view.cursor == end
        await run.press("apostrophe", "apostrophe")
        assert run.text_at_cursor.startswith("NATO")
        await run.press("apostrophe", "z")
        assert "there is no mark z" in run.strip
        await run.press("ctrl+o")
        assert run.reader.view.cursor == end
        await run.reader.workers.wait_for_complete()
    async with reading(library) as run:
        await run.reader.workers.wait_for_complete()
        await run.press("apostrophe", "a")
        assert run.text_at_cursor.startswith("NATO")
