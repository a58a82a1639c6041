"""The drafts of the open article: at hand at once, and on their way to the disk."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui.reader.saving import Writer

if TYPE_CHECKING:
    from tui.library.drafts import StoredDrafts

Waiting = dict[tuple[str, str], tuple[Article, Annotation | None]]
"""What is to be written, by the ids of article and annotation; None where a draft is to be forgotten."""


class DraftKeeper:
    """Keeps what is written of notes and not saved yet, for one reader screen.

    A draft is the annotation that it would become, and has its id.
    """

    def __init__(
        self,
        screen: Screen[None],
        library: Library,
        writer: Writer,
        tell: Callable[[str, bool], None],
    ) -> None:
        """Keep drafts for ``screen``.

        Args:
            screen: runs the workers.
            library: where they are kept.
            writer: the thread that writes.
            tell: shows a message; true for one that tells of a failure.
        """
        self._screen = screen
        self._library = library
        self._writer = writer
        self._tell = tell
        self._article_id = ""
        self._drafts: dict[str, Annotation] = {}
        self._made: StoredDrafts | None = None
        self._waiting: Waiting = {}
        self._lock = Lock()
        """Held by whoever changes what is waiting: the interface and the writer do."""
        self.problem = ""
        """Why the last draft could not be kept, or empty."""

    # -- what there is ---------------------------------------------------------------------

    def all(self) -> tuple[Annotation, ...]:
        """The drafts on the article that is open."""
        return tuple(self._drafts.values())

    def of(self, annotation_id: str) -> Annotation | None:
        """The draft of the annotation with this id, or None."""
        return self._drafts.get(annotation_id)

    def on(self, article: Article, span: TextSpan) -> Annotation | None:
        """A draft that was begun on just this stretch of this text, or None."""
        for draft in self._drafts.values():
            if draft.target.span == span and draft.target.text_hash == article.text_hash:
                return draft
        return None

    def listed(self, annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
        """``annotations``, and after them the drafts of those that were never saved."""
        saved = tuple(annotations)
        known = {annotation.id for annotation in saved}
        return (*saved, *(draft for draft in self._drafts.values() if draft.id not in known))

    def begin(self, article: Article) -> None:
        """Know of no drafts, for an article that is opened now."""
        self._article_id = article.id
        self._drafts = {}

    async def take_up(self, article: Article, annotations: Iterable[Annotation]) -> None:
        """Read what was left unfinished in ``article``, of which ``annotations`` are saved."""
        # Kept on the disk, they are of no haste: the text comes first.
        if self._made is None:
            self._made = (await to_thread(import_module, "tui.library.drafts")).StoredDrafts(self._library)
        found = await to_thread(self._made.of, article)
        for notice in self._made.take_notices():
            self._tell(notice, True)
        if article.id == self._article_id:
            # What was written meanwhile is newer.
            self._drafts = {draft.id: draft for draft in found} | self._drafts
            for annotation in annotations:
                # Where the program ended between saving a note and forgetting its draft.
                self.saved(article, annotation)

    # -- what is done with them ------------------------------------------------------------

    def hold(self, article: Article, draft: Annotation) -> None:
        """Have a draft at hand while it is saved as what it would become."""
        if article.id == self._article_id:
            self._drafts[draft.id] = draft
        with self._lock:
            self._waiting.pop((article.id, draft.id), None)

    def keep(self, article: Article, draft: Annotation) -> None:
        """Have a draft at hand, and soon on the disk."""
        if article.id == self._article_id:
            self._drafts[draft.id] = draft
        self._write(article, draft.id, draft)

    def discard(self, article: Article, annotation_id: str) -> None:
        """Forget the draft of the annotation with this id."""
        if article.id == self._article_id:
            self._drafts.pop(annotation_id, None)
        self._write(article, annotation_id, None)

    def saved(self, article: Article, annotation: Annotation) -> None:
        """Forget the draft that was saved as this annotation; one that differs from it stays."""
        draft = self._drafts.get(annotation.id)
        if draft is not None and (draft.note, draft.tags) == (annotation.note, annotation.tags):
            self.discard(article, annotation.id)

    def set_tags(self, article: Article, annotation: Annotation) -> None:
        """Give the draft of an annotation its new tags, if there is one."""
        draft = self._drafts.get(annotation.id)
        if draft is not None:
            self.keep(article, replace(draft, tags=annotation.tags))

    # -- the disk --------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """How many drafts are not on the disk yet, or could not be written."""
        with self._lock:
            return sum(draft is not None for _, draft in self._waiting.values())

    def retry(self) -> None:
        """Write what is not written yet, what failed before included."""
        with self._lock:
            waiting = bool(self._waiting)
        if waiting:
            self._writer.run(self._screen, self._write_waiting)

    def write_into(self, elsewhere: Library) -> None:
        """Write the drafts that wait into another library; blocks.

        Raises:
            StoreError: one could not be written.
        """
        drafting = import_module("tui.library.drafts").StoredDrafts(elsewhere)
        with self._lock:
            waiting = list(self._waiting.values())
        for article, draft in waiting:
            if draft is not None:
                drafting.save(article, draft)

    def _write(self, article: Article, annotation_id: str, draft: Annotation | None) -> None:
        with self._lock:
            self._waiting[article.id, annotation_id] = article, draft
        self.retry()

    def _write_waiting(self) -> None:
        """Write what waits, in the writer's thread."""
        if self._made is None:
            self._made = import_module("tui.library.drafts").StoredDrafts(self._library)
        with self._lock:
            waiting = dict(self._waiting)
        for key, (article, draft) in waiting.items():
            try:
                if draft is None:
                    self._made.discard(article, key[1])
                else:
                    self._made.save(article, draft)
            except StoreError as error:
                if self.problem != str(error):
                    self.problem = str(error)
                    self._screen.app.call_from_thread(self._tell, self.problem, True)
                return
            self.problem = ""
            with self._lock:
                # While it was written, more may have been typed.
                if self._waiting.get(key) == (article, draft):
                    del self._waiting[key]
