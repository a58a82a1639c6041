"""The one thread in which everything is saved, so that the interface never waits for the disk."""

from __future__ import annotations

from asyncio import shield, wrap_future
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Callable

    from textual.screen import Screen
    from textual.worker import Worker


class Writer:
    """Runs what saves, one after another in the order given."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    def run(self, screen: Screen[None], save: Callable[[], None]) -> Worker[None]:
        """Have ``save`` run when its turn comes; a worker of ``screen`` lasts until it has."""
        done = self.done(save)

        async def wait() -> None:
            await done

        return screen.run_worker(wait(), group="saving", exit_on_error=False)

    def done(self, save: Callable[[], None]) -> Future[None]:
        """Have ``save`` run when its turn comes; await what is returned to know that it has.

        Whoever waits no longer does not keep it from running.
        """
        return shield(wrap_future(self._thread.submit(copy_context().run, save)))
