"""Screens that were left are freed once the reader pauses."""

from weakref import WeakSet

from textual.screen import Screen

from tests.support.app import Reading, reading
from tui.library import Library


async def _open_and_close(run: Reading, times: int, key: str) -> WeakSet[Screen[object]]:
    """Open and close a screen; those that were opened and are still in memory."""
    seen: WeakSet[Screen[object]] = WeakSet()
    for _ in range(times):
        await run.press(key)
        assert run.app.screen is not run.reader
        seen.add(run.app.screen)
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.reader, "the screen was left")
    return seen


async def test_dialogs_that_were_left_are_freed(library: Library) -> None:
    async with reading(library) as run:
        for key in ("question_mark", "o", "t"):
            seen = await _open_and_close(run, 3, key)
            await run.until(lambda seen=seen: not seen, f"the screens that {key} opens are freed")


async def test_many_are_freed_before_the_reader_pauses(library: Library) -> None:
    async with reading(library) as run:
        seen = await _open_and_close(run, 12, "question_mark")
        assert len(seen) < 12
        await run.until(lambda: not seen, "the others are freed in a pause")
