"""Changes that a reader makes: saved one after another, and taken back last first."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Protocol

from textual.screen import Screen

from tui.domain.errors import StoreError
from tui.library import Library


class Change(Protocol):
    """One thing that a reader changed, such as a note."""

    @property
    def noun(self) -> str:
        """What was changed, such as ``note``."""

    @property
    def told(self) -> str:
        """What to tell the person once the change is safely kept."""

    def save(self, library: Library) -> Callable[[], None]:
        """Save the change; blocks, so it is for a worker thread.

        Returns:
            What shows it, to be called on the interface's thread.

        Raises:
            StoreError: it could not be saved.
        """

    def reverse(self) -> Change:
        """The change that takes this one back."""


class ChangeKeeper:
    """The history of one reader screen: all that was changed there, in the order it was done.

    Saving happens in worker threads, one after another; the person is told that something is
    saved only once it is on the disk. What could not be saved stays first in the queue.
    """

    def __init__(self, screen: Screen[None], library: Library, tell: Callable[[str, bool], None]) -> None:
        """Keep changes for ``screen``.

        Args:
            screen: runs the workers.
            library: saves.
            tell: shows a message; true for one that tells of a failure.
        """
        self._screen = screen
        self._library = library
        self._tell = tell
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._queue: list[Change] = []
        self._at_work = Lock()

    @property
    def unsaved(self) -> Change | None:
        """The first change that is still on its way to the disk, or could not be saved."""
        return self._queue[0] if self._queue else None

    def make(self, *changes: Change) -> None:
        """Make changes, each of which can be undone."""
        self._done += changes
        self._undone.clear()
        self._save(*changes)

    def undo(self) -> None:
        """Take the last change back."""
        if not self._done:
            self._tell("nothing to undo", False)
            return
        change = self._done.pop()
        self._undone.append(change)
        self._save(change.reverse())

    def redo(self) -> None:
        """Make the change again that was last taken back."""
        if not self._undone:
            self._tell("nothing to redo", False)
            return
        change = self._undone.pop()
        self._done.append(change)
        self._save(change)

    def _save(self, *changes: Change) -> None:
        self._queue += changes
        self._tell("saving …", False)
        self.retry()

    def retry(self) -> None:
        """Save what is not saved yet, that which failed before included."""
        if self._queue:
            self._screen.run_worker(self._work_off, thread=True, group="saving", exit_on_error=False)

    def _work_off(self) -> None:
        """Save what is queued, oldest first, in a worker thread."""
        with self._at_work:
            self._save_queued(self._screen.app.call_from_thread)

    def _save_queued(self, call: Callable[..., object]) -> None:
        while self._queue:
            change = self._queue[0]
            try:
                show = change.save(self._library)
            except StoreError as error:
                call(self._tell, str(error), True)
                return
            self._queue.pop(0)
            call(show)
            call(self._tell, change.told, False)
