"""The program is left at any moment, and ends without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Key
from textual.message import Message

from tests.support.app import SUMMIT, Reading
from tui.domain.library import OpenRequest
from tui.library import Library
from tui.ui.app import PostilApp

STEP = 17
"""So many messages lie between the moments that are tried."""
MOMENTS = 6
"""So many moments are tried, unless all is done before."""
MOMENTS_OF_START = 20


class _Leaver:
    """Leaves the program once so many messages have come from when it began to count."""

    def __init__(self, app: PostilApp, after: int) -> None:
        self.has_left = False
        self._app = app
        self._left = after
        self._is_counting = False

    def count(self) -> None:
        """Begin to count."""
        self._is_counting = True

    def leave(self) -> None:
        """Leave now, as the key does."""
        if not self.has_left:
            self.has_left = True
            self._app.call_later(self._app.action_quit)

    def message_came(self, _: Message) -> None:
        """Count a message, to whatever part of the program."""
        if self._is_counting:
            self._left -= 1
            if not self._left:
                self.leave()


async def _left_after(
    library: Library, messages: int, begin: Callable[[Reading], None], done: Callable[[Reading], bool]
) -> bool:
    """Run the program, and leave it so many messages after ``begin`` is called.

    Returns:
        Whether that many came before all was ``done``.

    Raises:
        Exception: whatever went wrong in the program.
    """
    app = PostilApp(library, library.open(SUMMIT))
    leaver = _Leaver(app, messages)
    if begin is _start:
        leaver.count()
    async with app.run_test(size=(100, 30), message_hook=leaver.message_came) as pilot:
        run = Reading(app, pilot)
        if begin is not _start:
            await run.furnished()
            leaver.count()
            begin(run)
            await pilot.pause(0)
        await run.until(lambda: leaver.has_left or done(run), "there is nothing more to do")
        came = leaver.has_left
        leaver.leave()
        await run.until(lambda: app.return_code is not None, "it is left")
    assert app.return_code == 0
    return came


async def _leave_at_many_moments(
    library: Library,
    begin: Callable[[Reading], None],
    done: Callable[[Reading], bool],
    moments: int = MOMENTS,
) -> int:
    """Leave the program at one moment after another; how many were tried."""
    for number in range(1, moments + 1):
        if not await _left_after(library, number * STEP, begin, done):
            return number
    return moments


def _furnished(run: Reading) -> bool:
    return run.reader.furnished


def _analysed(run: Reading) -> bool:
    return run.reader.placed is not None and run.reader.placed.analysis.complete


def _start(_: Reading) -> None:
    """Do nothing but start."""


async def test_while_it_starts(library: Library) -> None:
    library.opened(library.open(SUMMIT))
    assert await _leave_at_many_moments(library, _start, _furnished, MOMENTS_OF_START) > 15


async def test_while_an_article_is_analysed(new_library: Library) -> None:
    assert await _leave_at_many_moments(new_library, _start, _analysed) == MOMENTS


async def test_while_another_article_is_opened_and_analysed(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another story\n\nMark Rutte stayed at home on Friday.\n")

    def open_other(run: Reading) -> None:
        run.reader.opening.open(OpenRequest(str(other)))

    tried = await _leave_at_many_moments(library, open_other, lambda run: "Another story" in run.app.title)
    assert tried >= 2


@pytest.mark.parametrize("keys", [("question_mark", "escape"), ("a", "x", "escape"), ("L", "escape")])
async def test_while_a_dialog_is_opened_and_closed(library: Library, keys: tuple[str, ...]) -> None:
    def press(run: Reading) -> None:
        for key in keys:
            run.app.post_message(Key(key, key if len(key) == 1 else None))

    assert await _leave_at_many_moments(library, press, lambda run: run.app.keys_are_done) > 2
