"""The program is left at any moment: it ends cleanly, whatever it was just doing."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual import events
from textual.message import Message

from tests.support.app import PATIENCE, SUMMIT, Reading
from tui.library import Library
from tui.ui.app import PostilApp

MOMENTS = (1, 40, 80, 120, 180, 240, 300, 360)
"""After so many messages of the interface the key is pressed: an opening takes about 400."""


class KeyAfter:
    """Presses a key that leaves once so many messages were handled; a hook for ``run_test``."""

    def __init__(self, app: PostilApp, key: str) -> None:
        self._app = app
        self._key = key
        self._left = 0
        self.is_pressed = False

    def __call__(self, message: Message) -> None:
        self._left -= 1
        if self._left == 0:
            self.press()

    def start(self, messages: int) -> None:
        """Count from now on."""
        self._left = messages

    def press(self) -> None:
        """Press the key now."""
        self.is_pressed = True
        key = events.Key(self._key, None)
        key.set_sender(self._app)  # as the terminal's driver does, not whoever handles a message now
        self._app.post_message(key)


async def left_cleanly(
    library: Library, moment: int, before: str = "", then: Sequence[str] = (), key: str = "q"
) -> None:
    """Fail unless the program ends well that is left at a moment after the keys ``then``, or of its start.

    ``before`` them, others are pressed: the first one, and what is typed into what that opens.
    """
    app = PostilApp(library, library.open(SUMMIT))
    hook = KeyAfter(app, key)
    if not then:
        hook.start(moment)
    async with app.run_test(message_hook=hook) as pilot:
        if then:
            run = Reading(app, pilot)
            await run.furnished()
            if before:
                await run.press(before[0])
                await run.type(before[1:])
            hook.start(moment)
            for each in then:
                app.post_message(events.Key(each, None))
        async with asyncio.timeout(PATIENCE):
            await pilot.pause()
            if not hook.is_pressed:  # nothing goes on any more
                hook.press()
            while app.is_running:
                await asyncio.sleep(0.02)
    assert app.return_code == 0


@pytest.mark.parametrize("moment", MOMENTS)
async def test_while_an_article_that_was_read_before_is_opened(library: Library, moment: int) -> None:
    library.opened(library.open(SUMMIT))
    await left_cleanly(library, moment)


@pytest.mark.parametrize("moment", MOMENTS[::2])
async def test_while_an_article_is_analysed(new_library: Library, moment: int) -> None:
    await left_cleanly(new_library, moment)


@pytest.mark.parametrize("moment", MOMENTS[::2])
async def test_while_another_article_is_opened(library: Library, tmp_path: Path, moment: int) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another story\n\nMark Rutte stayed at home on Friday.\n")
    await left_cleanly(library, moment, f"o{other}", ["enter"], "ctrl+q")


@pytest.mark.parametrize("moment", MOMENTS[::2])
async def test_while_a_dialog_is_closed(library: Library, moment: int) -> None:
    await left_cleanly(library, moment, "", ["question_mark", "escape"], "ctrl+q")
