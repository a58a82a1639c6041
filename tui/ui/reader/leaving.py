"""Leave the reader without losing what is not saved yet."""

from __future__ import annotations

from asyncio import timeout, to_thread
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.errors import StoreError
from tui.domain.text.sanitize import one_line
from tui.ui import dialogs
from tui.ui.reader import lazy
from tui.ui.reader.context import Feature, ReaderContext

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.library import Library
    from tui.ui.dialogs.unsaved import Leaving as Answer
    from tui.ui.reader.annotating import Annotating
    from tui.ui.reader.drafts import Drafts
    from tui.ui.reader.placement import PositionTracker
    from tui.ui.reader.saving import SaveQueue

PATIENCE = 2.0
"""Seconds that leaving waits for the disk before it asks what to do."""
_REFUGES = (None, "~", ".", "/dev/shm")
"""Where a folder is made for what could not be saved when no question can be asked; None is the system's
folder for temporary files."""
_NOT_SAVED = "Not everything could be saved."


class Leaving(Feature):
    """Lets the reader leave with everything saved, or knowingly without."""

    def __init__(
        self,
        context: ReaderContext,
        save_queue: SaveQueue,
        drafts: Drafts,
        annotating: Annotating,
        position: PositionTracker,
    ) -> None:
        super().__init__(context)
        self._save_queue = save_queue
        self._drafts = drafts
        self._annotating = annotating
        self._position = position
        self._is_asking = False

    async def may_leave(self) -> bool:
        """Make ready to leave; false while something is unsaved, and the reader is asked about it."""
        self._annotating.hold()
        return await self._may_leave(self._position.saving())

    async def save_all(self) -> bool:
        """Save everything, what is being written included; whether it is saved. The reader is not asked."""
        self._annotating.hold()
        return await self._is_saved(self._position.saving())

    async def rescue(self) -> str:
        """Save what the disk has not taken in the first folder that takes it; return where, in words."""
        with suppress(TimeoutError):
            async with timeout(PATIENCE):
                return await to_thread(self._rescue)
        return _NOT_SAVED

    def _rescue(self) -> str:
        for parent in _REFUGES:
            with suppress(OSError, RuntimeError, ValueError, StoreError):
                folder = lazy.mkdtemp(prefix="postil-", dir=parent and Path(parent).expanduser())
                elsewhere = self.context.library.elsewhere(folder)
                self._save_in(elsewhere)
                elsewhere.close()
                return _saved_in(elsewhere)
        return _NOT_SAVED

    async def _may_leave(self, last: Callable[[], None]) -> bool:
        if self._is_asking:
            return False
        if await self._is_saved(last):
            return True
        self._ask()
        return False

    async def _is_saved(self, last: Callable[[], None]) -> bool:
        """Save everything, and ``last`` too; whether the disk has taken it."""
        self._save_queue.retry()
        self._drafts.retry()
        # What is saved comes in turn: after this one all before it have been tried.
        with suppress(TimeoutError):
            async with timeout(PATIENCE):
                await self.context.writer.done(last)
        return self._save_queue.unsaved is None and not self._drafts.unsaved

    def _ask(self, problem: str = "") -> None:
        self._is_asking = True
        queue, drafts = self._save_queue, self._drafts
        nouns = [change.noun for change in queue.queue] + ["draft"] * drafts.unsaved
        reason = problem or queue.problem or drafts.problem or "the disk has not answered yet"
        self.context.ask(dialogs.UnsavedDialog(nouns, reason), self._answered)

    def _answered(self, answer: Answer | None) -> None:
        self._is_asking = False
        if answer is None:
            return
        if answer == "try-again":
            self.context.screen.run_worker(self._try_again(), group="leaving", exclusive=True)
        elif answer == "elsewhere":
            self._is_asking = True
            self.context.ask(dialogs.FolderDialog(str(Path.home() / "postil")), self._folder_chosen)
        else:
            self.context.screen.app.exit()

    async def _try_again(self) -> None:
        if await self._may_leave(_save_nothing):
            self.context.screen.app.exit()

    def _folder_chosen(self, folder: str | None) -> None:
        self._is_asking = False
        if folder is None:
            self._ask()
        else:
            self.context.screen.run_worker(self._save_elsewhere(folder), group="leaving", exclusive=True)

    async def _save_elsewhere(self, folder: str) -> None:
        """Save what is queued into ``folder``, and leave; ask again if that fails as well."""
        try:
            elsewhere = self.context.library.elsewhere(folder)
        except (OSError, RuntimeError, ValueError) as error:
            self._ask(f"{folder}: {error}")
            return
        problems: list[str] = []

        def save() -> None:
            try:
                self._save_in(elsewhere)
            except StoreError as error:
                problems.append(str(error))

        await self.context.writer.done(save)
        elsewhere.close()
        if problems:
            self._ask(problems[0])
        else:
            self.context.screen.app.exit(message=_saved_in(elsewhere))

    def _save_in(self, elsewhere: Library) -> None:
        """Save all that is not saved yet in another library; blocks.

        Raises:
            StoreError: something of it could not be saved.
        """
        for change in self._save_queue.queue:
            change.save_elsewhere(elsewhere)
        self._drafts.write_into(elsewhere)


def _saved_in(library: Library) -> str:
    where = one_line(str(library.data_dir), 1_000)
    return f"Saved in {where}: `postil --data-dir {where}` shows it there."


def _save_nothing() -> None:
    """Save nothing besides what waits."""
