"""Work that no key waits for: opening an article, saving one thing after another, freeing memory."""

from __future__ import annotations

from asyncio import Future, shield, wrap_future
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING

from tui.domain.errors import OpeningError
from tui.library import lazy
from tui.system.latency import garbage
from tui.ui.textual_internals import forget_painted

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App
    from textual.screen import Screen
    from textual.worker import Worker

    from tui.domain.article import Article
    from tui.domain.library import OpenRequest
    from tui.library import Library


def open_in_background(
    library: Library,
    request: OpenRequest,
    opened: Callable[[OpenRequest, Article, str], object],
    failed: Callable[[str], object],
) -> None:
    """Open an article in a thread; one of the two is called there, with the result.

    ``opened`` gets the request - of a link into Postil what it leads to -, the article, and a line on it for
    the reader, mostly empty; ``failed`` the reason.
    The thread is none of the workers: leaving the program does not wait for a slow server.
    """

    def run() -> None:
        try:
            is_link = request.location.startswith("postil:")
            wanted = lazy.linked_request(library, request.location) if is_link else request
            article, remark = lazy.reopen(library, wanted.location, wanted.article)
        except OpeningError as error:
            failed(str(error))
        else:
            opened(wanted, article, remark)

    Thread(target=run, name="opening", daemon=True).start()


class Writer:
    """Runs what saves, one after another in the order given."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    def run(self, screen: Screen[None], save: Callable[[], None]) -> Worker[None]:
        """Run ``save`` when its turn comes; a worker of ``screen`` lasts until it has."""
        done = self.done(save)

        async def wait() -> None:
            await done

        work: Callable[[], Coroutine[None, None, None]] = wait
        return screen.run_worker(work, group="saving", exit_on_error=False)

    def done(self, save: Callable[[], None]) -> Future[None]:
        """Run ``save`` when its turn comes; await what is returned to know that it has.

        Whoever waits no longer does not keep it from running.
        """
        return shield(wrap_future(self._thread.submit(copy_context().run, save)))


REST = 0.25
"""Seconds without a key after which the reader is taken to pause."""
MOST_LEFT = 3
"""So many screens are left at most before their memory is freed, pause or not."""


class Sweeper:
    """Collects garbage in the pauses of the reader: a screen that was left is a cycle of objects."""

    def __init__(self, app: App[None], lasting: type[Screen[Any]]) -> None:
        """Make the sweeper of a running application, whose screens of the type ``lasting`` are never left."""
        self._app = app
        self._lasting = lasting
        # One timer for all: a timer remembers the screen that it was made in.
        self._rest = app.set_interval(REST, self._rested, name="rest", pause=True)

    def left(self, screen: Screen[Any]) -> None:
        """Free a screen that was left now, once the reader pauses."""
        garbage.leave(screen)
        if garbage.left > MOST_LEFT:
            self._app.call_after_refresh(self._sweep)
        self._rest.reset()

    def key_pressed(self) -> None:
        """Wait for another pause."""
        if garbage.left:
            self._rest.reset()

    def _rested(self) -> None:
        self._rest.pause()
        self._sweep()

    def _sweep(self) -> None:
        # A program that is being left has no screens any more, and needs no memory.
        if garbage.left and self._app.screen_stack:
            forget_painted()
            garbage.collect(lasting=isinstance(self._app.screen, self._lasting))
