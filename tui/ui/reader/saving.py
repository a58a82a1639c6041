"""Save queue and undo."""

from __future__ import annotations

from asyncio import shield, wrap_future
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Protocol

from textual.screen import Screen

from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.history import LoggedChange
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.ui.keyboard.hints import KeyHints, key_hints

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Callable, Sequence

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


Shown = Callable[[], object]
"""Shows what was saved, on the interface's thread."""


class Change(Protocol):
    """One thing that a reader changed, such as a note."""

    @property
    def noun(self) -> str:
        """What was changed, such as ``note``."""

    @property
    def told(self) -> str:
        """What to tell the person once the change is safely kept."""

    def save(self, library: Library) -> Shown:
        """Save the change; blocks, so it is for the writer's thread.

        Returns:
            What shows it, to be called on the interface's thread.

        Raises:
            StoreError: it could not be saved.
        """


class Swap:
    """A change that is taken back, or made again: whichever is next when this one's turn has come."""

    noun = "change"

    def __init__(
        self,
        article: Article,
        swapped: Callable[[Article, LoggedChange, bool], Shown],
        keys: KeyHints,
        *,
        undo: bool,
    ) -> None:
        """Take back the last change of ``article``, or make the one again that was taken back last.

        Args:
            article: whose changes they are.
            swapped: gives what shows it, as ``Change.save`` does; its last argument is ``undo``.
            keys: knows the keys that make it again, or take it back.
            undo: whether it is to be taken back.
        """
        self._article = article
        self._swapped = swapped
        self._keys = keys
        self._undo = undo
        self._change: LoggedChange | None = None
        self.told = ""

    def save(self, library: Library) -> Shown:
        """See ``Change.save``."""
        if self._change is None:
            # Once chosen it stays the one: a save that failed may have reached the disk all the same.
            choose = library.undoable if self._undo else library.redoable
            self._change = choose(self._article)
        if self._change is None:
            self.told = "nothing to undo" if self._undo else "nothing to redo"
            return lambda: None
        swapped = library.swap_change(self._article, self._change.id, undo=self._undo)
        if swapped is not None and not swapped.fits:
            way = "taken back" if self._undo else "made again"
            self.told = f"not {way}: that {self._change.noun} was changed otherwise since"
        elif self._undo:
            shared = self._change.shared
            here = " in this article alone" if shared and shared.articles > 1 else ""
            self.told = f"taken back{here}" + self._keys.phrase(": {} does it again", "note.redo")
        else:
            hint = self._keys.phrase(" · {} takes it back", "note.undo")
            self.told = (one_line(self._change.words.message) or "saved") + hint
        return self._swapped(self._article, self._change, self._undo)


class ChangeKeeper:
    """What was changed on one reader screen, and is on its way to the disk.

    Saving happens in the writer's thread, one change after another; the person is told that
    something is saved only once it is on the disk. What could not be saved stays first in the queue.
    The history is kept with each article: what was done before the program was started can be taken
    back too.
    """

    def __init__(
        self,
        screen: Screen[None],
        library: Library,
        writer: Writer,
        tell: Callable[[str, bool], None],
        swapped: Callable[[Article, LoggedChange, bool], Shown],
    ) -> None:
        """Keep changes for ``screen``.

        Args:
            screen: runs the workers.
            library: saves.
            writer: the thread that does.
            tell: shows a message; true for one that tells of a failure.
            swapped: what shows a change that was taken back, or made again; see ``Swap``.
        """
        self._screen = screen
        self._library = library
        self._writer = writer
        self._tell = tell
        self._swapped = swapped
        self._queue: list[Change] = []
        self.problem = ""
        """Why the first in the queue could not be saved, or empty."""

    @property
    def unsaved(self) -> Change | None:
        """The first change that is still on its way to the disk, or could not be saved."""
        return self._queue[0] if self._queue else None

    @property
    def queue(self) -> Sequence[Change]:
        """All of them, oldest first."""
        return tuple(self._queue)

    def make(self, *changes: Change) -> None:
        """Make changes, each of which can be undone."""
        self._queue += changes
        self._tell("saving …", False)
        self.retry()

    def undo(self, article: Article) -> None:
        """Take the last change of an article back."""
        self.make(Swap(article, self._swapped, key_hints(self._screen), undo=True))

    def redo(self, article: Article) -> None:
        """Make the change of an article again that was last taken back."""
        self.make(Swap(article, self._swapped, key_hints(self._screen), undo=False))

    def retry(self) -> None:
        """Save what is not saved yet, that which failed before included."""
        if self._queue:
            self._writer.run(self._screen, self._save_queued)

    def _save_queued(self) -> None:
        """Save what is queued, oldest first, in the writer's thread."""
        call = self._screen.app.call_from_thread
        while self._queue:
            change = self._queue[0]
            try:
                show = change.save(self._library)
            except StoreError as error:
                self.problem = str(error)
                call(self._tell, str(error), True)
                return
            self._queue.pop(0)
            self.problem = ""
            call(show)
            call(self._tell, change.told, False)
