"""What other programs save of the open article, shown here as well; a data folder that is gone."""

from __future__ import annotations

from contextvars import copy_context
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message

from tui.ui.reader.context import Feature, ReaderContext

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.domain.navigation import Bookmark
    from tui.library.following import Following, Stored
    from tui.ui.reader.analysis import AnalysisRunner
    from tui.ui.reader.bookmarks import Bookmarks
    from tui.ui.reader.drafts import Drafts
    from tui.ui.reader.placement import NotePlacer
    from tui.ui.reader.saving import SaveQueue

EVERY = 1.0
"""Seconds between two looks, each of which costs two questions to the file system."""


class Watching(Feature):
    """Shows what other programs save.

    A thread of its own looks, for a disk that does not answer must stop no key, and nothing waits for it
    at the end. While a dialog is open nothing changes under it: what it began from stays as it was.
    """

    class Found(Message):
        """Another program changed what is stored of an article."""

        def __init__(self, article: Article, following: Following, stored: Stored) -> None:
            super().__init__()
            self.article = article
            self.following = following
            self.stored = stored

    class FolderChanged(Message):
        """The data folder is gone, or there again, where the ``problem`` is empty."""

        def __init__(self, problem: str) -> None:
            super().__init__()
            self.problem = problem

    def __init__(
        self,
        context: ReaderContext,
        save_queue: SaveQueue,
        drafts: Drafts,
        notes: NotePlacer,
        analysis: AnalysisRunner,
        bookmarks: Bookmarks,
    ) -> None:
        super().__init__(context)
        self._save_queue = save_queue
        self._drafts = drafts
        self._notes = notes
        self._analysis = analysis
        self._bookmarks = bookmarks
        self._marks: frozenset[Bookmark] | None = None
        self._watched: tuple[Article, Following] | None = None
        self._thread: Thread | None = None
        self._ended = Event()

    # -- in the interface's thread ---------------------------------------------------------

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Follow the article before no longer."""
        self._watched = self._marks = None

    def follow(self, article: Article, following: Following) -> None:
        """Look from now on whether another program changes what is stored of ``article``."""
        self._watched = article, following
        if self._thread is None:
            run = copy_context().run
            self._thread = Thread(target=run, args=(self._watch,), name="watching", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._ended.set()

    def on_watching_found(self, message: Watching.Found) -> None:
        """Show what is stored now, if it is another than what is shown."""
        article, stored = message.article, message.stored
        if self.context.article is not article:
            return
        if not self.context.screen.is_active:
            message.following.forget()
            return
        if stored.annotations != self.context.annotations:
            self._notes.show(article, stored.annotations)
        if self._analysis.applied not in (None, stored.corrections):
            self.context.writer.run(self.context.screen, partial(self._analysis.correct_again, article))
        marks = frozenset(stored.bookmarks)
        if self._marks not in (None, marks):
            self._bookmarks.read(article)
        self._marks = marks

    def on_watching_folder_changed(self, message: Watching.FolderChanged) -> None:
        """Report that the data folder is gone, or save what waited for it."""
        if message.problem:
            if self._save_queue.unsaved is None:  # else it says why it could not be saved
                self.context.report(message.problem, wrong=True)
        else:
            self.context.report("the data folder is there again")
            self._save_queue.retry()
            self._drafts.retry()

    # -- in a thread -----------------------------------------------------------------------

    def _watch(self) -> None:
        problem = ""
        while not self._ended.wait(EVERY):
            if self._watched is None:
                continue
            article, following = self._watched
            if following.problem != problem:
                problem = following.problem
                self.context.post(self.FolderChanged(problem))
            if not problem and self.context.screen.is_active and (stored := following.look()) is not None:
                self.context.post(self.Found(article, following, stored))
