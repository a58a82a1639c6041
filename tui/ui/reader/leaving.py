"""Leave a reader screen without losing what is not saved yet."""

from __future__ import annotations

from asyncio import timeout
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.domain.errors import StoreError
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.ui import dialogs
from tui.ui.reader.drafts import DraftKeeper
from tui.ui.reader.saving import ChangeKeeper, Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.ui.dialogs.unsaved import Leaving

PATIENCE = 2.0
"""Seconds that leaving waits for the disk before it asks what to do."""


class Leaver:
    """Sees to it that one reader screen is left only with everything saved, or knowingly without."""

    def __init__(
        self,
        screen: Screen[None],
        library: Library,
        changes: ChangeKeeper,
        drafts: DraftKeeper,
        writer: Writer,
    ) -> None:
        """Look after ``changes`` and ``drafts`` of ``screen``, which ``writer`` saves into ``library``."""
        self._screen = screen
        self._library = library
        self._changes = changes
        self._drafts = drafts
        self._writer = writer
        self._is_asking = False

    async def may_leave(self, last: Callable[[], None]) -> bool:
        """Have ``last`` saved too; false while something is unsaved, once the person is asked about it."""
        if self._is_asking:
            return False
        if await self.all_saved(last):
            return True
        self._ask()
        return False

    async def all_saved(self, last: Callable[[], None]) -> bool:
        """Have everything saved, and ``last`` too; whether the disk has taken it."""
        self._changes.retry()
        self._drafts.retry()
        # What is saved comes in turn: after this one all before it have been tried.
        with suppress(TimeoutError):
            async with timeout(PATIENCE):
                await self._writer.done(last)
        return self._changes.unsaved is None and not self._drafts.unsaved

    def _ask(self, problem: str = "") -> None:
        self._is_asking = True
        nouns = [change.noun for change in self._changes.queue] + ["draft"] * self._drafts.unsaved
        reason = problem or self._changes.problem or self._drafts.problem or "the disk has not answered yet"
        self._screen.app.push_screen(dialogs.UnsavedDialog(nouns, reason), self._answered)

    def _answered(self, leaving: Leaving | None) -> None:
        self._is_asking = False
        if leaving is None:
            return
        if leaving == "try-again":
            self._screen.run_worker(self._try_again(), group="leaving", exclusive=True)
        elif leaving == "elsewhere":
            self._is_asking = True
            self._screen.app.push_screen(dialogs.FolderDialog(str(Path.home() / "postil")), self._chosen)
        else:
            self._screen.app.exit()

    async def _try_again(self) -> None:
        if await self.may_leave(lambda: None):
            self._screen.app.exit()

    def _chosen(self, folder: str | None) -> None:
        self._is_asking = False
        if folder is None:
            self._ask()
        else:
            self._screen.run_worker(self._save_elsewhere(folder), group="leaving", exclusive=True)

    async def _save_elsewhere(self, folder: str) -> None:
        """Save what is queued into ``folder``, and leave; ask again if that fails as well."""
        try:
            elsewhere = self._library.elsewhere(folder)
        except (OSError, RuntimeError, ValueError) as error:
            self._ask(f"{folder}: {error}")
            return
        problems: list[str] = []

        def save() -> None:
            try:
                for change in self._changes.queue:
                    change.save(elsewhere)
                self._drafts.write_into(elsewhere)
            except StoreError as error:
                problems.append(str(error))

        await self._writer.done(save)
        elsewhere.close()
        if problems:
            self._ask(problems[0])
        else:
            where = one_line(str(elsewhere.data_dir), 1_000)
            self._screen.app.exit(message=f"Saved in {where}: `postil --data-dir {where}` shows it there.")
