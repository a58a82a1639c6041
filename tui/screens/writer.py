"""The one thread in which everything is saved, so that the interface never waits for the disk."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.worker import Worker


class Writer:
    """Runs what saves, one after another in the order given."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    def run(self, screen: Screen[None], save: Callable[[], None]) -> Worker[None]:
        """Have ``save`` run when its turn comes; a worker of ``screen`` lasts until it has."""
        return screen.run_worker(self.done(save), group="saving", exit_on_error=False)

    async def done(self, save: Callable[[], None]) -> None:
        """Run ``save`` when its turn comes, and return once it has run."""
        run = partial(copy_context().run, save)
        await get_running_loop().run_in_executor(self._thread, run)
