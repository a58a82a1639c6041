"""The message line and the line of keys: one place for all that is said, and the main moves first."""

import pytest

from tests.support.app import Reading, reading
from tests.support.widgets import screen_lines
from tui.library import Library
from tui.ui.widgets import footer


def foot(run: Reading) -> str:
    """The line of keys."""
    return screen_lines(run.app)[-1].strip()


def message(run: Reading) -> str:
    """The message line."""
    return screen_lines(run.app)[-2].strip()


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((120, 40), ["]e next name", "]q next quote", "tab lists", "a note", "h highlight", "enter card"]),
        ((80, 24), ["]e next name", "tab lists", "a note", "h highlight", "enter card", "? help"]),
        ((60, 20), ["]e next name", "tab lists", "a note", "h highlight", "? help"]),
    ],
)
async def test_the_foot_begins_with_the_main_moves(
    library: Library, size: tuple[int, int], keys: list[str]
) -> None:
    async with reading(library, size=size) as run:
        await run.press("g", "g")
        await run.until(lambda: foot(run).split("   ")[: len(keys)] == keys, "the keys are shown")
        assert foot(run).endswith("? help")


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_each_pane_says_how_to_go_on_and_how_to_leave(library: Library, columns: int) -> None:
    async with reading(library, size=(columns, 30)) as run:
        for key in ("2", "3", "4"):
            await run.press(key)
            await run.until(lambda: foot(run).endswith("? help"), "the keys of the list are shown")
            await run.until(lambda: "esc back" in foot(run), "so is the key that leaves it")
            await run.press("escape")


async def test_a_click_on_a_key_of_two_presses_both(library: Library) -> None:
    async with reading(library) as run:
        await run.press("g", "g")
        await run.until(lambda: foot(run).startswith("]e"), "the keys are shown")
        before = run.reader.view.cursor
        await run.pilot.click(offset=(4, 29))
        await run.until(lambda: run.reader.view.cursor > before, "the cursor is at the next name")


async def test_what_stands_under_the_cursor_is_said_with_what_leads_on(library: Library) -> None:
    async with reading(library) as run:
        await run.press("]", "p")
        assert message(run).startswith("P Keir Starmer · person · 1 of 5 · said ")
        assert message(run).endswith("]E next mention")
        await run.press("2")
        await run.press("j")
        assert message(run).endswith("esc back to where you read")


@pytest.mark.parametrize("columns", [80, 120])
async def test_the_hint_is_that_of_the_pane_that_has_the_keys(library: Library, columns: int) -> None:
    async with reading(library, size=(columns, 30)) as run:
        await run.press("]", "p")
        # Whatever comes first, the focus or the cursor: with a key that moves the text and without.
        for keys, hint in (
            (("tab",), "esc back to where you read"),
            (("escape",), "]E next mention"),
            (("tab", "tab", "j"), "esc back to where you read"),
            (("escape",), "]E next mention"),
            (("]", "p", "enter"), "esc names"),
            (("escape",), "esc back to where you read"),
            (("escape",), "]E next mention"),
        ):
            await run.press(*keys)
            assert message(run).endswith(hint), keys


async def test_what_just_happened_is_said_until_the_next_key(library: Library) -> None:
    async with reading(library) as run:
        await run.press("]", "p", "h")
        await run.until(lambda: message(run).startswith("highlighted in yellow"), "it is said")
        await run.press("j")
        assert "highlighted" not in message(run)


async def test_what_went_wrong_is_said_there_in_full_and_stays_to_be_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as run:
        reason = "the disk is full: " + "a folder with a long name/" * 6
        run.reader.report_failure(reason)
        run.reader.report_failure("and it still is")
        await run.pilot.pause()
        below = run.shown().rpartition("╯\n")[2].splitlines()
        assert "".join("".join(below[:-1]).split()) == "".join(reason.split())
        assert below[-1].endswith("? help")
        await run.press("j")
        assert "the disk is full" in run.shown()
        monkeypatch.setattr(footer, "NOTICED", 0.0)
        await run.press("j")
        assert "the disk is full" not in run.shown()
        assert message(run) == "and it still is"
        await run.press("j")
        assert "and it still is" not in run.shown()
        assert len([line for line in screen_lines(run.app) if line.startswith("╰")]) == 1
