"""Library: open, analyse, annotate, correct, remember; all of it without an interface."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import RLock, Thread
from typing import TYPE_CHECKING

from tui.domain.article import Article
from tui.domain.errors import OpeningError, PipelineError, StoreError
from tui.library import lazy
from tui.library.analyses import Analyses
from tui.library.anchors import PassageFinder, StoredBookmarks
from tui.sources.open import Location, absolute_location, open_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui.analysis.models import Model
    from tui.domain.analysis import Analysis, AnalysisPiece
    from tui.domain.anchoring.anchor import AnchoredNote
    from tui.domain.annotation import Annotation
    from tui.domain.corrections.apply import ReviewedSpans
    from tui.domain.corrections.correction import Correction
    from tui.domain.corrections.suggestions import Suggestion
    from tui.domain.edit import EditResult, NoteEdit
    from tui.domain.history import ChangeWords, LoggedChange, UndoResult
    from tui.domain.library import ArticleRecord, NotesHealth, ReadArticle, ReadingPosition, SearchHit
    from tui.library.adding import Additions
    from tui.library.backlog import Backlog
    from tui.library.following import Following
    from tui.library.people import Catalogue
    from tui.store.bulk_edits import BulkEdits
    from tui.store.layout import Layout
    from tui.store.store import Store


class Library(AbstractContextManager["Library"]):
    """What can be done with articles. May be used from several threads, and in a ``with`` that closes it.

    Store, analysis and spaCy are made when they are first needed: an article is on the screen before.

    Attributes:
        data_dir: where everything is stored; it may not be there yet.
    """

    def __init__(self, data_dir: Location, model: str | None = None, language: str = "") -> None:
        """Store everything under ``data_dir``, which is made when first needed.

        ``model`` is the folder or the package of the spaCy pipeline, or None for the one that ships,
        and ``language`` the code of the language that the reader says articles are in, or empty.
        """
        self.data_dir = Path(data_dir)
        self._model = model
        self._language = language
        self._lock = RLock()
        self._opened_store: Store | None = None
        self._background: Thread | None = None
        self._stored_ids: dict[tuple[str, str], str] = {}
        self._passages = PassageFinder(lambda text_hash: self._store.snapshot(text_hash))
        self._analyses = Analyses(self.cache_folder, model, language)

    @property
    def _store(self) -> Store:
        with self._lock:
            if self._opened_store is None:
                notes = self.data_dir / "notes"
                self._opened_store = lazy.Store(notes, in_background=self._run_in_background)
            return self._opened_store

    def _run_in_background(self, work: Callable[[], None]) -> None:
        """Have ``work`` done in a thread, unless there is one at work; ``close`` waits for it."""
        with self._lock:
            if self._background is None or not self._background.is_alive():
                thread = Thread(target=work, name="library")
                thread.start()
                self._background = thread  # to ``close`` it is there once it can be waited for

    def elsewhere(self, folder: str) -> Library:
        """Return a library like this one that stores everything under ``folder``.

        Raises:
            RuntimeError: ``folder`` begins with the home folder of an unknown user.
        """
        return Library(Path(folder).expanduser().absolute(), self._model, self._language)

    def close(self) -> None:
        """End the process that analyses, if there is one; wait for the background, such as a daily copy."""
        if self._background is not None:
            self._background.join()
        if "backlog" in self.__dict__:
            self.backlog.close()
        self._analyses.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    def take_notices(self) -> tuple[str, ...]:
        """Return one-line messages for the reader, such as what was recovered; each comes once."""
        return self._opened_store.take_notices() if self._opened_store else ()

    def add_notice(self, line: str) -> None:
        """Have ``take_notices`` return one line more."""
        self._store.add_notice(line)

    @property
    def left_out(self) -> int:
        """Return how many articles the last look at all of them left out, since they cannot be read."""
        return self._opened_store.left_out if self._opened_store else 0

    @property
    def layout(self) -> Layout:
        """Return where the files of notes are."""
        return self._store.layout

    @property
    def problem(self) -> str:
        """Return in words why the data folder is not the one that it was, such as moved; or empty."""
        return self._opened_store.problem if self._opened_store else ""

    def check_notes(self) -> NotesHealth:
        """Return the state of every file that holds notes; repair nothing."""
        return self._store.check()

    def repair_notes(self) -> tuple[str, ...]:
        """Repair every file of notes as far as there is a copy of it; return a line for each repair."""
        return self._store.repair()

    # Articles

    def open(
        self, location: Location, *, encoding: str = "", kind: str = "", or_stored: bool = False
    ) -> Article:
        """Open the article at a path, an address, or on standard input (``-``); paths become absolute.

        Args:
            location: where it is.
            encoding: that it is in, whatever it says itself; empty if that is not known.
            kind: ``txt``, ``md`` or ``html``, whatever its name says; empty if that is not known.
            or_stored: whether to open it as it was stored where that fails, with a notice that says so.

        Raises:
            OpeningError: it cannot be opened.
        """
        try:
            article = open_article(location, encoding=encoding, kind=kind)
        except OpeningError as error:
            if not or_stored:
                raise
            return lazy.stored_instead(self, os.fspath(location), error)
        return replace(article, location=absolute_location(location))

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return what is stored of all articles together."""
        return lazy.Catalogue(self._store, self.data_dir / "cache" / "people")

    def recent(self) -> tuple[ReadArticle, ...]:
        """Return the articles that were read, last opened first."""
        return self._store.articles()

    def has_stored_id(self, article: Article) -> bool:
        """Return whether ``stored_id`` answers at once."""
        return (article.id, article.location) in self._stored_ids or self._has(article.id)

    def _has(self, article_id: str) -> bool:
        """Return whether something is stored under this id, without the store where it was not needed yet."""
        if self._opened_store is None:
            with suppress(UnicodeEncodeError):
                return lazy.is_stored(self.data_dir / "notes", article_id)
        return self._store.has(article_id)

    def stored_id(self, article: Article) -> str:
        """Return the id under which the article is stored; see ``tui.store.identity.stored_id``.

        What was once found holds as long as the library does. Looking among many articles, or into
        long texts, may take a while.
        """
        place = article.id, article.location
        known = self._stored_ids.get(place)
        if known is None:
            known = article.id
            if not self._has(article.id):
                known = lazy.stored_id(self._store, article)
            known = self._stored_ids.setdefault(place, known)
        return known

    def as_stored(self, article: Article) -> Article:
        """Return the article with the id under which it is stored."""
        stored_id = self.stored_id(article)
        return article if stored_id == article.id else replace(article, stored_as=stored_id)

    def opened(self, article: Article) -> None:
        """Remember that the article was opened now.

        Raises:
            StoreError: that could not be saved.
        """
        self._store.opened(self.as_stored(article))

    def position(self, article: Article) -> ReadingPosition | None:
        """Return where in the article as it is now reading stopped, or None if it was not read before."""
        position = self._store.position(self.stored_id(article))
        if position is None:
            return None
        return lazy.reanchored_position(position, article.text, article.text_hash)

    def save_position(self, article: Article, position: ReadingPosition) -> None:
        """Remember where reading stopped.

        Raises:
            StoreError: that could not be saved.
        """
        self._store.save_position(self.as_stored(article), position)

    @property
    def bookmarks(self) -> StoredBookmarks:
        """Return the bookmarks in articles, each of these as ``as_stored`` gives it."""
        return StoredBookmarks(self._store)

    def following(self, article: Article) -> Following:
        """Return what looks whether another program changes what is stored of the article."""
        return lazy.Following(self._store, self.stored_id(article))

    # Annotations

    def annotations(self, article: Article) -> tuple[Annotation, ...]:
        """Return the annotations of the article, in the order of its text."""
        return self._store.annotations(self.stored_id(article))

    def anchored(self, article: Article, annotations: Iterable[Annotation]) -> tuple[AnchoredNote, ...]:
        """Find annotations in the article as it is now; see ``PassageFinder.notes``. For a thread."""
        return self._passages.notes(article, annotations)

    def annotate(self, article: Article, annotation: Annotation, message: str = "") -> tuple[Annotation, ...]:
        """Add an annotation, or replace the one with its id; return all, once they are safely stored.

        ``message`` is what to say when the change is made again, after it was undone.

        Raises:
            StoreError: it could not be saved.
        """
        return self._store.put(self.as_stored(article), annotation, message)

    def remove_annotation(
        self, article: Article, annotation_id: str, message: str = ""
    ) -> tuple[Annotation, ...]:
        """Remove an annotation; return those that are left, once they are safely stored; see ``annotate``.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.remove(self.as_stored(article), annotation_id, message)

    def edit_note(self, article: Article, edit: NoteEdit, message: str = "") -> EditResult:
        """Make an edit of an annotation, unless another program changed the same since; see ``Store.edit``.

        Raises:
            StoreError: it could not be saved.
        """
        return self._store.edit(self.as_stored(article), edit, message)

    def search(self, words: str = "", *, tag: str = "", article_id: str = "") -> tuple[SearchHit, ...]:
        """Find the annotations of all articles, or of one, that hold all of ``words`` and have the tag."""
        return self._store.search(words, tag=tag, article=article_id)

    # Corrections

    def corrections(self, article: Article) -> tuple[Correction, ...]:
        """Return the reader's corrections of the article's entities and quotations, the first one first."""
        return self._store.corrections(self.stored_id(article))

    def reanchored_corrections(self, article: Article) -> tuple[Correction, ...]:
        """Return the same, with the places that their passages have in the article as it is now.

        See ``PassageFinder.corrections``; after a change of the article's text it is for a thread.
        """
        return self._passages.corrections(article, self.corrections(article))

    def correct(
        self, article: Article, *corrections: Correction, words: ChangeWords | None = None
    ) -> tuple[Correction, ...]:
        """Add corrections as one change; return all of the article, once they are safely stored.

        One that was removed takes its old place again. ``words`` are what to say of the change.

        Raises:
            StoreError: it could not be saved.
        """
        return self._store.correct(self.as_stored(article), *corrections, words=words)

    def remove_correction(self, article: Article, correction_id: str) -> tuple[Correction, ...]:
        """Undo a correction; return those that are left, once that is safely stored.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.remove_correction(self.as_stored(article), correction_id)

    def suggestions(self, article: Article, analysis: Analysis) -> tuple[Suggestion, ...]:
        """Return what corrections in other articles suggest for the entities that ``analysis`` found."""
        return self._suggestions(article, analysis, self.reanchored_corrections(article))

    def corrected_analysis(self, article: Article, analysis: Analysis) -> Analysis:
        """Return ``analysis`` of the article, complete or not, as the reader corrected it.

        The suggestions that apply come first, then the corrections of the article itself.
        """
        own = self.reanchored_corrections(article)
        suggested = self._applied(article, analysis, own)
        if not suggested and not own:
            return analysis
        return lazy.corrected(analysis, article.text, article.text_hash, [*suggested, *own])

    def reviewed_spans(self, article: Article, analysis: Analysis) -> ReviewedSpans:
        """Return what the article's own corrections say of the entities that ``analysis`` found in it."""
        own = self.reanchored_corrections(article)
        suggested = self._applied(article, analysis, own)
        return lazy.reviewed_spans(analysis, article.text, article.text_hash, own, before=suggested)

    def _applied(self, article: Article, analysis: Analysis, own: tuple[Correction, ...]) -> list[Correction]:
        return [each.correction for each in self._suggestions(article, analysis, own) if each.applied]

    def _suggestions(
        self, article: Article, analysis: Analysis, own: tuple[Correction, ...]
    ) -> tuple[Suggestion, ...]:
        others = self._store.other_corrections(self.stored_id(article))
        return lazy.suggestions(analysis, article.text, article.text_hash, own, others)

    # Undo

    def undoable(self, article: Article) -> LoggedChange | None:
        """Return the last change of the article's notes or corrections that was not undone, or None."""
        return self._store.undoable(self.stored_id(article))

    def redoable(self, article: Article) -> LoggedChange | None:
        """Return the change of the article that was undone last and can be made again, or None."""
        return self._store.redoable(self.stored_id(article))

    def swap_change(self, article: Article, change_id: str, *, undo: bool) -> UndoResult | None:
        """Undo a change, or make it again, once that is safely stored; see ``Store.swap_change``.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.swap_change(self.as_stored(article), change_id, undo=undo)

    @property
    def bulk_edits(self) -> BulkEdits:
        """Return what changes several articles at once, and undoes that."""
        return self._store.bulk_edits

    # All that is stored of an article

    def records(self) -> Iterator[ArticleRecord]:
        """Yield all that is stored of each article that was noted in, corrected or filed, with its snapshots.

        No article is opened. The order, by date, title and id, does not depend on what was opened when.
        """
        for known in sorted(self._store.articles(), key=lambda each: (each.date, each.title, each.id)):
            record = self._store.notes(known.id)
            if record and (record.annotations or record.corrections):
                yield self.with_snapshots(record)
            elif record and not record.filing.is_plain:
                text = self._store.snapshot(known.text_hash) or ""
                yield replace(record, texts={known.text_hash: text} if text else {})

    def record_of(self, article: Article) -> ArticleRecord:
        """Return all that is stored of an open article; the text that is shown is that of the article."""
        stored_id = self.stored_id(article)
        known = self._store.notes(stored_id) or lazy.ArticleRecord(stored_id, article.title)
        about = article.title, article.date, article.site, article.location
        made = known.annotations, known.corrections, {article.text_hash: article.text}
        author = article.author or known.author
        return self.with_snapshots(lazy.ArticleRecord(stored_id, *about, *made, known.filing, author))

    def with_snapshots(self, record: ArticleRecord) -> ArticleRecord:
        """Return ``record`` with the snapshots it was made on, as far as they are there and can be read."""
        texts = dict(record.texts)
        for text_hash in record.versions:
            if text_hash not in texts and (text := self._store.snapshot(text_hash)) is not None:
                texts[text_hash] = text
        return replace(record, texts=texts)

    def versions_of(self, article_id: str) -> tuple[str, ...]:
        """Return the SHA-256 of the texts that something was made in; see ``ArticleRecord.versions``."""
        record = self._store.notes(article_id)
        return record.versions if record else ()

    def snapshot_text(self, text_hash: str) -> str:
        """Return the text with this SHA-256, which something was made in.

        Raises:
            StoreError: it was not stored, or is not what it was.
        """
        return self._store.text(text_hash)

    def stored_whole(self, text_hash: str, location: str) -> Article | None:
        """Return the article with this text, structure and all, or None where that was not stored."""
        return self._store.article(text_hash, location)

    def merge(self, record: ArticleRecord) -> frozenset[str]:
        """Add what is new in an article's notes, corrections and texts; return the ids of what was added.

        Raises:
            StoreError: nothing of it was saved.
        """
        return self._store.merge(record)

    # Analysis

    @property
    def cache_folder(self) -> Path:
        """Return where analyses are cached."""
        return self.data_dir / "cache" / "analysis"

    @cached_property
    def additions(self) -> Additions:
        """Return what adds articles in the background."""
        return lazy.Additions(self)

    def cached_analysis(self, article: Article) -> Analysis | None:
        """Return what was found in the article before, or None; quick, and never imports spaCy."""
        return self._analyses.cached(article)

    def stored_analysis(self, known: ReadArticle | ArticleRecord, text_hash: str) -> Analysis | None:
        """Return the stored analysis of a text of ``known``, corrected, or None; never imports spaCy."""
        with suppress(PipelineError, StoreError):
            for analysis in self._analyses.stored(text_hash) if text_hash in self.analysed_texts else ():
                text = self._store.text(text_hash)
                article = Article(known.location, text, (), title=known.title, address=known.address)
                return self.corrected_analysis(article, analysis)
        return None

    @property
    def is_analysing(self) -> bool:
        """Return whether an article is being analysed in another process; ``analyse`` would end that."""
        return self._analyses.analyser.is_busy

    @cached_property
    def backlog(self) -> Backlog:
        """Return what analyses, in the background, articles that were read before."""
        return lazy.Backlog(self)

    @property
    def analysed_texts(self) -> frozenset[str]:
        """Return the SHA-256 of each text whose analysis was in the cache when this was first asked for."""
        return self._analyses.texts

    def begin_analysis(self, article: Article) -> None:
        """Start to analyse the article in another process before it is shown; ``analyse`` takes that up.

        Does nothing where the analysis is stored, or where the text takes a while to be sent.
        """
        self._analyses.begin(article)

    def analyse(
        self, article: Article, focus: Callable[[], int], cancelled: Callable[[], bool]
    ) -> Iterator[AnalysisPiece | Analysis]:
        """Analyse in another process, nearest to ``focus()`` first; see ``Analyser.run``.

        Blocks, so it belongs in a thread. Ends early when ``cancelled()``.

        Raises:
            PipelineError: the pipeline cannot be loaded or fails.
        """
        run = self._analyses.analyser.run
        return run(article.text, article.text_hash, focus, cancelled, article.language)

    def analyse_here(self, article: Article, *, use_cache: bool = True) -> Analysis:
        """Return all of the analysis, made in this process unless it is in the cache.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        return self._analyses.here(article, use_cache=use_cache)

    def analyse_text(self, text: str, declared: str = "") -> Analysis:
        """Return all of the analysis of a text as it is, made in this process and not cached.

        ``declared`` is the code of the language that its source says it is in, or empty.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        return self._analyses.of_text(text, declared)

    def model_name(self) -> str:
        """Return name and version of the pipeline, such as ``postil_en 1.0.0``, without loading it.

        Raises:
            PipelineError: there is no such pipeline.
        """
        return self.model().name

    def model(self) -> Model:
        """Return what the pipeline says of itself, without loading it.

        Raises:
            PipelineError: there is no such pipeline.
        """
        return self._analyses.model()

    def load_labels(self) -> tuple[str, ...]:
        """Load the pipeline; return its labels for the kinds of entity that it finds.

        Raises:
            PipelineError: it cannot be loaded.
        """
        return self._analyses.pipeline.labels


def data_folder(chosen: str | None = None) -> Path:
    """Return where Postil stores everything: ``chosen``, else $POSTIL_HOME, else the platform's place."""
    folder = chosen or os.environ.get("POSTIL_HOME")
    return Path(folder).expanduser().absolute() if folder else lazy.user_data_path("postil", appauthor=False)
