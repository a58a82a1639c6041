"""The save queue: what was changed, on its way to the disk, and undone again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.domain.errors import StoreError
from tui.domain.text.sanitize import one_line
from tui.ui.reader.context import Feature, ReaderContext, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.domain.article import Article
    from tui.domain.history import LoggedChange
    from tui.library import Library
    from tui.ui.reader.drafts import Drafts


class Change(Protocol):
    """One thing that the reader changed, such as a note."""

    @property
    def noun(self) -> str:
        """Return what was changed, such as ``note``."""

    @property
    def message(self) -> str:
        """Return the message to show once the change is stored."""

    @property
    def is_wrong(self) -> bool:
        """Return whether the message says what the reader does not expect."""

    def save(self, library: Library) -> Shown:
        """Save the change; blocks, so it is for the writer's thread.

        Returns:
            What shows it, to be called in the interface's thread.

        Raises:
            StoreError: it could not be saved.
        """

    def save_elsewhere(self, library: Library) -> None:
        """Save the change in another library, which knows nothing of what is shown; blocks.

        Raises:
            StoreError: it could not be saved.
        """


class Swapper(Protocol):
    """Makes what undoes or redoes the last change of its kind."""

    def __call__(self, context: ReaderContext, article: Article, *, undo: bool) -> Change:
        """Return what undoes or redoes it."""


class Swap:
    """A change that is undone or redone: whichever is next when this one's turn has come."""

    noun = "change"

    def __init__(self, context: ReaderContext, article: Article, *, undo: bool) -> None:
        """Undo the last change of ``article``, or else redo the one that was undone last."""
        self._features = context.features
        self._article = article
        self._keys = context.key_hints
        self._undo = undo
        self._change: LoggedChange | None = None
        self.message = ""
        self.is_wrong = False

    def save(self, library: Library) -> Shown:
        """See ``Change.save``."""
        if self._change is None:
            # Once chosen it stays the one: a save that failed may have reached the disk all the same.
            choose = library.undoable if self._undo else library.redoable
            self._change = choose(self._article)
        if self._change is None:
            self.message = "nothing to undo" if self._undo else "nothing to redo"
            return _show_nothing
        swapped = library.swap_change(self._article, self._change.id, undo=self._undo)
        if swapped is not None and not swapped.fits:
            way = "undo" if self._undo else "redo"
            self.message = f"cannot {way}: the {self._change.noun} has changed since"
            self.is_wrong = True
        elif self._undo:
            shared = self._change.shared
            here = " (in this article alone)" if shared and shared.articles > 1 else ""
            undone = one_line(self._change.words.message) or self._change.noun
            self.message = f"undone: {undone}{here}" + self._keys.phrase(" · {} redoes it", "note.redo")
        else:
            hint = self._keys.phrase(" · {} undoes it", "note.undo")
            self.message = (one_line(self._change.words.message) or "saved") + hint
        return self._shown(self._change)

    def save_elsewhere(self, library: Library) -> None:
        """See ``Change.save_elsewhere``."""
        self.save(library)

    def _shown(self, change: LoggedChange) -> Shown:
        """Ask the feature that makes such changes what shows this one."""
        for feature in self._features:
            if shown := feature.change_swapped(self._article, change, undo=self._undo):
                return shown
        return _show_nothing


def _show_nothing() -> None:
    """Show nothing: there was nothing to change."""


class SaveQueue(Feature):
    """What was changed and is on its way to the disk; undo and redo.

    Saving happens in the writer's thread, one change after another; that something is saved is shown only
    once it is on the disk. What could not be saved stays first in the queue. The undo log is stored with
    each article: what was done before the program was started can be undone too.
    """

    def __init__(self, context: ReaderContext, drafts: Drafts) -> None:
        super().__init__(context)
        self.commands = {"note.undo": self.undo, "note.redo": self.redo, "note.save": self.save_all}
        self._drafts = drafts
        self._queue: list[Change] = []
        self._done: list[Swapper] = []
        """What undoes each change that was made since the article was opened, the last one last."""
        self._undone: list[Swapper] = []
        """What redoes those that were undone."""
        self.problem = ""
        """Why the first in the queue could not be saved, or empty."""

    @property
    def unsaved(self) -> Change | None:
        """Return the first change that is still on its way to the disk, or could not be saved."""
        return self._queue[0] if self._queue else None

    @property
    def queue(self) -> Sequence[Change]:
        """Return all of them, oldest first."""
        return tuple(self._queue)

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Undo from now on what was changed in another article."""
        self._done.clear()
        self._undone.clear()

    def make(self, change: Change, swapper: Swapper = Swap) -> None:
        """Make a change, which ``swapper`` undoes and redoes."""
        self._done.append(swapper)
        self._undone.clear()
        self._add(change)

    def _add(self, change: Change) -> None:
        self._queue.append(change)
        self.context.report("saving …")
        self.retry()

    def undo(self) -> None:
        """Undo the last change that was made here, or else the last of the article that is open."""
        if (article := self.context.article) is not None:
            swapper = self._done.pop() if self._done else Swap
            self._undone.append(swapper)
            self._add(swapper(self.context, article, undo=True))

    def redo(self) -> None:
        """Redo the change that was undone last."""
        if (article := self.context.article) is not None:
            swapper = self._undone.pop() if self._undone else Swap
            self._done.append(swapper)
            self._add(swapper(self.context, article, undo=False))

    def save_all(self) -> None:
        """Report that there is nothing to do, or try again what could not be saved."""
        if self.unsaved is None and not self._drafts.unsaved:
            self.context.report("everything is saved as you go")
        else:
            self.context.report("saving …")
            self.retry()
            self._drafts.retry()

    def retry(self) -> None:
        """Save what is not saved yet, what failed before included."""
        if self._queue:
            self.context.writer.run(self.context.screen, self._save_queued)

    def _save_queued(self) -> None:
        """Save what is queued, oldest first, in the writer's thread."""
        call = self.context.screen.app.call_from_thread
        while self._queue:
            change = self._queue[0]
            try:
                show = change.save(self.context.library)
            except StoreError as error:
                self.problem = str(error)
                call(self.context.report, str(error), wrong=True)
                return
            self.problem = ""
            try:
                call(self._show_saved, change, show)
            finally:
                self._drop(change)  # whatever became of the screen: it is on the disk
            call(self.context.report, change.message, wrong=change.is_wrong)

    def _show_saved(self, change: Change, show: Shown) -> None:
        """Show a change that is saved; at no moment is it neither on its way nor shown."""
        self._drop(change)
        show()

    def _drop(self, change: Change) -> None:
        if self._queue and self._queue[0] is change:
            self._queue.pop(0)
