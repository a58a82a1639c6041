"""What a reader makes of articles, kept: notes, corrections, marks, and how far one has read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import RLock, Thread
from typing import TYPE_CHECKING

from tui.library.anchors import Passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui.domain.anchoring.anchor import AnchoredNote
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article
    from tui.domain.corrections.correction import Correction
    from tui.domain.found import FoundNote
    from tui.domain.health import NotesHealth
    from tui.domain.history import ChangeWords, KeptChange, SwappedChange
    from tui.domain.library import ArticleNotes
    from tui.domain.reading import ReadArticle, ReadingPosition
    from tui.marks import Marks
    from tui.store.bulk_edits import Everywhere
    from tui.store.store import Store


class Notebook:
    """What was made of articles, under the ids that they are known by. May be used from several threads.

    The store is made when it is first needed, so that an article is on the screen before it costs time.

    Attributes:
        data_dir: where everything is kept; it may not be there yet.
    """

    def __init__(self, data_dir: Path) -> None:
        """Keep notes under ``data_dir``, which is made when first needed."""
        self.data_dir = data_dir
        self._lock = RLock()
        self._made_store: Store | None = None
        self._passages = Passages(lambda text_hash: self._store.snapshot(text_hash))
        self._kept_ids: dict[tuple[str, str], str] = {}
        self._beside: Thread | None = None

    @property
    def _store(self) -> Store:
        with self._lock:
            if self._made_store is None:
                from tui.store.store import Store  # noqa: PLC0415 - TinyDB; the text comes first

                self._made_store = Store(self.data_dir / "notes", beside=self._run_beside)
            return self._made_store

    def _run_beside(self, work: Callable[[], None]) -> None:
        """Have ``work`` done in a thread, unless there is one at work; ``close`` waits for it."""
        with self._lock:
            if self._beside is None or not self._beside.is_alive():
                self._beside = Thread(target=work, name="beside")
                self._beside.start()

    def check_notes(self) -> NotesHealth:
        """The state of every file that holds notes; mends nothing."""
        return self._store.check()

    def repair_notes(self) -> tuple[str, ...]:
        """Mend every file of notes as far as there is a copy of it; what was done, a line for each."""
        return self._store.repair()

    def is_at_hand(self, article: Article) -> bool:
        """Whether ``kept_id`` answers at once."""
        return (article.id, article.location) in self._kept_ids or self._store.has(article.id)

    def kept_id(self, article: Article) -> str:
        """The id under which things are kept of the article; see ``tui.store.identity.kept_id``.

        What was once found holds as long as the library does. Looking among many articles, or into
        long texts, may take a while.
        """
        place = article.id, article.location
        known = self._kept_ids.get(place)
        if known is None:
            known = article.id
            if not self._store.has(article.id):
                from tui.store.identity import kept_id  # noqa: PLC0415 - not for what is known already

                known = kept_id(self._store, article)
            known = self._kept_ids.setdefault(place, known)
        return known

    def as_kept(self, article: Article) -> Article:
        """The article, with the id under which things are kept of it."""
        kept_id = self.kept_id(article)
        return article if kept_id == article.id else replace(article, kept_as=kept_id)

    def annotations(self, article: Article) -> tuple[Annotation, ...]:
        """The annotations of the article, in the order of its text."""
        return self._store.annotations(self.kept_id(article))

    def anchored(self, article: Article, annotations: Iterable[Annotation]) -> tuple[AnchoredNote, ...]:
        """Where annotations stand in the article as it is now; see ``Passages.notes``. For a thread."""
        return self._passages.notes(article, annotations)

    def annotate(self, article: Article, annotation: Annotation, told: str = "") -> tuple[Annotation, ...]:
        """Add an annotation, or replace the one with its id; returns all, once they are safely kept.

        ``told`` is what to say when the change is made again, after it was taken back.

        Raises:
            StoreError: it could not be saved.
        """
        return self._store.put(self.as_kept(article), annotation, told)

    def remove_annotation(
        self, article: Article, annotation_id: str, told: str = ""
    ) -> tuple[Annotation, ...]:
        """Remove an annotation; returns those that are left, once they are safely kept; see ``annotate``.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.remove(self.as_kept(article), annotation_id, told)

    def corrections(self, article: Article) -> tuple[Correction, ...]:
        """What the reader put right among its names and quotations, in the order in which it was done."""
        return self._store.corrections(self.kept_id(article))

    def placed_corrections(self, article: Article) -> tuple[Correction, ...]:
        """The same, with the places that their passages have in the article as it is now.

        See ``Passages.corrections``; after a change of the article's text it is for a thread.
        """
        return self._passages.corrections(article, self.corrections(article))

    def correct(
        self, article: Article, *corrections: Correction, words: ChangeWords | None = None
    ) -> tuple[Correction, ...]:
        """Add corrections as one change; returns all of the article, once they are safely kept.

        One that was removed takes its old place again. ``words`` are what to say of the change.

        Raises:
            StoreError: it could not be saved.
        """
        if words is None:
            return self._store.correct(self.as_kept(article), *corrections)
        return self._store.correct(self.as_kept(article), *corrections, words=words)

    def remove_correction(self, article: Article, correction_id: str) -> tuple[Correction, ...]:
        """Undo a correction; returns those that are left, once that is safely kept.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.remove_correction(self.as_kept(article), correction_id)

    def undoable(self, article: Article) -> KeptChange | None:
        """The last change of the article's notes or corrections that was not taken back, or None."""
        return self._store.undoable(self.kept_id(article))

    def redoable(self, article: Article) -> KeptChange | None:
        """The change of the article that was taken back last and can be made again, or None."""
        return self._store.redoable(self.kept_id(article))

    def swap_change(self, article: Article, change_id: str, *, undo: bool) -> SwappedChange | None:
        """Take a change back, or make it again, once that is safely kept; see ``Store.swap_change``.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.swap_change(self.as_kept(article), change_id, undo=undo)

    @property
    def everywhere(self) -> Everywhere:
        """Changes of several articles at once, and what takes them back."""
        return self._store.everywhere

    def search(self, words: str = "", *, tag: str = "", article_id: str = "") -> tuple[FoundNote, ...]:
        """The annotations of all articles, or of one, that hold all of ``words`` and have the tag."""
        return self._store.search(words, tag=tag, article=article_id)

    def all_notes(self) -> Iterator[ArticleNotes]:
        """All that was made of each article that has annotations or corrections, with its kept texts.

        Nothing is opened anew. The articles come in the order of their dates, titles and ids, so
        that what is exported does not depend on what was opened when.
        """
        for known in sorted(self._store.articles(), key=lambda each: (each.date, each.title, each.id)):
            notes = self._store.notes(known.id)
            if notes and (notes.annotations or notes.corrections):
                yield self.with_texts(notes)

    def notes_of(self, article: Article) -> ArticleNotes:
        """All that was made of an open article; the text that is shown is that of the article."""
        from tui.domain.library import ArticleNotes  # noqa: PLC0415 - not for reading

        kept_id = self.kept_id(article)
        known = self._store.notes(kept_id) or ArticleNotes(kept_id, article.title)
        return self.with_texts(
            replace(
                known,
                title=article.title,
                date=article.date,
                site=article.site,
                location=article.location,
                texts={article.text_hash: article.text},
            )
        )

    def with_texts(self, notes: ArticleNotes) -> ArticleNotes:
        """``notes`` with those of the texts that they were made in that were kept and can be read."""
        texts = dict(notes.texts)
        for text_hash in notes.versions:
            if text_hash not in texts and (text := self._store.snapshot(text_hash)) is not None:
                texts[text_hash] = text
        return replace(notes, texts=texts)

    def kept_versions(self, article_id: str) -> tuple[str, ...]:
        """The SHA-256 of the texts that notes on an article were made in; see ``ArticleNotes.versions``."""
        notes = self._store.notes(article_id)
        return notes.versions if notes else ()

    def kept_text(self, text_hash: str) -> str:
        """The text with this SHA-256, which something was made in.

        Raises:
            StoreError: it was not kept, or is not what it was.
        """
        return self._store.text(text_hash)

    def take_in(self, notes: ArticleNotes) -> frozenset[str]:
        """Add what is new among an article's notes, corrections and texts; the ids of what was added.

        Raises:
            StoreError: nothing of it was saved.
        """
        return self._store.take_in(notes)

    def position(self, article: Article) -> ReadingPosition | None:
        """Where in the article as it is now reading stopped, or None if it was not read before."""
        from tui.domain.reading_position import carried  # noqa: PLC0415 - the text comes first

        position = self._store.position(self.kept_id(article))
        return carried(position, article.text, article.text_hash) if position else None

    def opened(self, article: Article) -> None:
        """Remember that the article was opened now.

        Raises:
            StoreError: that could not be saved.
        """
        self._store.opened(self.as_kept(article))

    def save_position(self, article: Article, position: ReadingPosition) -> None:
        """Remember where reading stopped.

        Raises:
            StoreError: that could not be saved.
        """
        self._store.save_position(self.as_kept(article), position)

    def recent(self) -> tuple[ReadArticle, ...]:
        """The articles that were read, last opened first."""
        return self._store.articles()

    @property
    def marks(self) -> Marks:
        """The marks in articles, each of these as ``as_kept`` gives it."""
        from tui.marks import Marks  # noqa: PLC0415 - not before the text is there

        return Marks(self._store)

    def take_notices(self) -> tuple[str, ...]:
        """One-line messages that a person should see, such as what was recovered; each is given once."""
        return self._made_store.take_notices() if self._made_store else ()

    def close(self) -> None:
        """Wait for what is at work beside, such as the copy of the day."""
        if self._beside is not None:
            self._beside.join()
