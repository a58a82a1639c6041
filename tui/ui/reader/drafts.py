"""The drafts of the open article: at hand at once, and on their way to the disk."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Iterable
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.ui.reader.context import Feature, ReaderContext

if TYPE_CHECKING:
    from tui.domain.text.spans import TextSpan
    from tui.library import Library
    from tui.library.drafts import StoredDrafts

_Waiting = dict[tuple[str, str], tuple[Article, Annotation | None]]
"""What is to be written, by the ids of article and annotation; None where a draft is to be forgotten."""


class Drafts(Feature):
    """What was written of notes and is not saved yet.

    A draft is the annotation that it would become, and has its id.
    """

    def __init__(self, context: ReaderContext) -> None:
        super().__init__(context)
        self._article_id = ""
        self._drafts: dict[str, Annotation] = {}
        self._began: dict[str, Annotation | None] = {}
        """What was stored as a draft was begun, by the id of both; None where nothing was."""
        self._stored: StoredDrafts | None = None
        self._waiting: _Waiting = {}
        self._lock = Lock()
        """Held by whoever changes what is waiting: the interface and the writer do."""
        self.problem = ""
        """Why the last draft could not be stored, or empty."""

    # -- what there is ---------------------------------------------------------------------

    def all(self) -> tuple[Annotation, ...]:
        """Return the drafts on the article that is open."""
        return tuple(self._drafts.values())

    def of(self, annotation_id: str) -> Annotation | None:
        """Return the draft of the annotation with this id, or None."""
        return self._drafts.get(annotation_id)

    def on(self, article: Article, span: TextSpan) -> Annotation | None:
        """Return a draft that was begun on just this stretch of this text, or None."""
        for draft in self._drafts.values():
            if draft.target.span == span and draft.target.text_hash == article.text_hash:
                return draft
        return None

    def listed(self, annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
        """Return ``annotations``, and after them the drafts of those that were never saved."""
        saved = tuple(annotations)
        known = {annotation.id for annotation in saved}
        return (*saved, *(draft for draft in self._drafts.values() if draft.id not in known))

    def article_opened(self, article: Article) -> None:
        """Know of no drafts until they are read."""
        self._article_id = article.id
        self._drafts = {}
        self._began = {}

    def began_from(self, annotation_id: str, stored: Annotation | None) -> Annotation | None:
        """Return the state that a draft was begun from: where there is none yet, what is ``stored`` now."""
        if annotation_id not in self._drafts:
            self._began.pop(annotation_id, None)
        return self._began.setdefault(annotation_id, stored)

    def follow(self, before: Annotation | None, after: Annotation) -> None:
        """Let a draft that was begun from ``before`` go on from ``after``, as the reader changed it here."""
        if after.id in self._began and self._began[after.id] == before:
            self._began[after.id] = after

    async def read(self, article: Article, annotations: Iterable[Annotation]) -> None:
        """Read what was left unfinished in ``article``, of which ``annotations`` are saved."""
        # They are on the disk and can wait: the text comes first.
        if self._stored is None:
            self._stored = await to_thread(_stored_in, self.context.library)
        found = await to_thread(self._stored.of, article)
        for notice in self._stored.take_notices():
            self.context.report(notice, wrong=True)
        if article.id == self._article_id:
            # What was written meanwhile is newer.
            self._drafts = {draft.id: draft for draft in found} | self._drafts
            for annotation in annotations:
                draft = self._drafts.get(annotation.id)
                if draft is not None and annotation.modified > draft.modified:
                    # It was begun from another state, which is not known any more.
                    self._began.setdefault(annotation.id, annotation.with_words("", ()))
                # Where the program ended between saving a note and forgetting its draft.
                self.saved(article, annotation)

    def report_begun(self) -> None:
        """Report how many notes were begun here, if any, and how to go on with them."""
        if left := len(self._drafts):
            drafts = "unsaved draft" if left == 1 else f"{left} unsaved drafts"
            hints = (("{} to list", "pane.notes"), ("{} there to continue", "notes.edit"))
            keys = self.context.key_hints.phrases(*hints)
            self.context.report(f"{drafts} here" + (keys and f" · {keys}"))

    # -- what is done with them ------------------------------------------------------------

    def hold(self, article: Article, draft: Annotation) -> None:
        """Have a draft at hand while it is saved as what it would become."""
        if article.id == self._article_id:
            self._drafts[draft.id] = draft
        with self._lock:
            self._waiting.pop((article.id, draft.id), None)

    def save(self, article: Article, draft: Annotation) -> None:
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
            self.save(article, draft.with_words(draft.note, annotation.tags))

    # -- the disk --------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """Return how many drafts are not on the disk yet, or could not be written."""
        with self._lock:
            return sum(draft is not None for _, draft in self._waiting.values())

    def retry(self) -> None:
        """Write what is not written yet, what failed before included."""
        with self._lock:
            waiting = bool(self._waiting)
        if waiting:
            self.context.writer.run(self.context.screen, self._write_waiting)

    def write_into(self, elsewhere: Library) -> None:
        """Write the drafts that wait into another library; blocks.

        Raises:
            StoreError: one could not be written.
        """
        stored = _stored_in(elsewhere)
        with self._lock:
            waiting = list(self._waiting.values())
        for article, draft in waiting:
            if draft is not None:
                stored.save(article, draft)

    def _write(self, article: Article, annotation_id: str, draft: Annotation | None) -> None:
        with self._lock:
            self._waiting[article.id, annotation_id] = article, draft
        self.retry()

    def _write_waiting(self) -> None:
        """Write what waits, in the writer's thread."""
        if self._stored is None:
            self._stored = _stored_in(self.context.library)
        with self._lock:
            waiting = dict(self._waiting)
        for key, (article, draft) in waiting.items():
            try:
                if draft is None:
                    self._stored.discard(article, key[1])
                else:
                    self._stored.save(article, draft)
            except StoreError as error:
                if self.problem != str(error):
                    self.problem = str(error)
                    report = self.context.report
                    self.context.screen.app.call_from_thread(report, self.problem, wrong=True)
                return
            self.problem = ""
            with self._lock:
                # While it was written, more may have been typed.
                if self._waiting.get(key) == (article, draft):
                    del self._waiting[key]


def _stored_in(library: Library) -> StoredDrafts:
    """Return the drafts that a library stores. They and what they need are imported here: they can wait."""
    drafts: StoredDrafts = import_module("tui.library.drafts").StoredDrafts(library)
    return drafts
