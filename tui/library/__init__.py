"""Library: open, analyse, annotate, correct, remember."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import RLock, Thread
from typing import TYPE_CHECKING

from tui.library.analyses import Analyses
from tui.library.anchors import PassageFinder
from tui.sources.open import absolute_location, open_article
from tui.system.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui.analysis.models import Model
    from tui.domain.analysis import Analysis, AnalysisPiece
    from tui.domain.anchoring.anchor import AnchoredNote
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article
    from tui.domain.corrections.apply import ReviewedSpans
    from tui.domain.corrections.correction import Correction
    from tui.domain.corrections.suggestions import Suggestion
    from tui.domain.history import ChangeWords, LoggedChange, UndoResult
    from tui.domain.library import ArticleRecord, NotesHealth, ReadArticle, ReadingPosition, SearchHit
    from tui.library.anchors import StoredBookmarks
    from tui.library.people import Catalogue
    from tui.store.bulk_edits import BulkEdits
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
        self._passages = PassageFinder(lambda text_hash: self._store.snapshot(text_hash))
        self._stored_ids: dict[tuple[str, str], str] = {}
        self._beside: Thread | None = None

    @property
    def _store(self) -> Store:
        with self._lock:
            if self._made_store is None:
                from tui.store.store import Store  # noqa: PLC0415 - TinyDB; the text comes first

                self._made_store = Store(self.data_dir / "notes", in_background=self._run_beside)
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

    def has_stored_id(self, article: Article) -> bool:
        """Whether ``stored_id`` answers at once."""
        return (article.id, article.location) in self._stored_ids or self._store.has(article.id)

    def stored_id(self, article: Article) -> str:
        """The id under which things are kept of the article; see ``tui.store.identity.stored_id``.

        What was once found holds as long as the library does. Looking among many articles, or into
        long texts, may take a while.
        """
        place = article.id, article.location
        known = self._stored_ids.get(place)
        if known is None:
            known = article.id
            if not self._store.has(article.id):
                from tui.store.identity import stored_id  # noqa: PLC0415 - not for what is known already

                known = stored_id(self._store, article)
            known = self._stored_ids.setdefault(place, known)
        return known

    def as_stored(self, article: Article) -> Article:
        """The article, with the id under which things are kept of it."""
        stored_id = self.stored_id(article)
        return article if stored_id == article.id else replace(article, stored_as=stored_id)

    def annotations(self, article: Article) -> tuple[Annotation, ...]:
        """The annotations of the article, in the order of its text."""
        return self._store.annotations(self.stored_id(article))

    def anchored(self, article: Article, annotations: Iterable[Annotation]) -> tuple[AnchoredNote, ...]:
        """Where annotations stand in the article as it is now; see ``PassageFinder.notes``. For a thread."""
        return self._passages.notes(article, annotations)

    def annotate(self, article: Article, annotation: Annotation, message: str = "") -> tuple[Annotation, ...]:
        """Add an annotation, or replace the one with its id; returns all, once they are safely kept.

        ``message`` is what to say when the change is made again, after it was taken back.

        Raises:
            StoreError: it could not be saved.
        """
        return self._store.put(self.as_stored(article), annotation, message)

    def remove_annotation(
        self, article: Article, annotation_id: str, message: str = ""
    ) -> tuple[Annotation, ...]:
        """Remove an annotation; returns those that are left, once they are safely kept; see ``annotate``.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.remove(self.as_stored(article), annotation_id, message)

    def corrections(self, article: Article) -> tuple[Correction, ...]:
        """What the reader put right among its names and quotations, in the order in which it was done."""
        return self._store.corrections(self.stored_id(article))

    def reanchored_corrections(self, article: Article) -> tuple[Correction, ...]:
        """The same, with the places that their passages have in the article as it is now.

        See ``PassageFinder.corrections``; after a change of the article's text it is for a thread.
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
            return self._store.correct(self.as_stored(article), *corrections)
        return self._store.correct(self.as_stored(article), *corrections, words=words)

    def remove_correction(self, article: Article, correction_id: str) -> tuple[Correction, ...]:
        """Undo a correction; returns those that are left, once that is safely kept.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.remove_correction(self.as_stored(article), correction_id)

    def undoable(self, article: Article) -> LoggedChange | None:
        """The last change of the article's notes or corrections that was not taken back, or None."""
        return self._store.undoable(self.stored_id(article))

    def redoable(self, article: Article) -> LoggedChange | None:
        """The change of the article that was taken back last and can be made again, or None."""
        return self._store.redoable(self.stored_id(article))

    def swap_change(self, article: Article, change_id: str, *, undo: bool) -> UndoResult | None:
        """Take a change back, or make it again, once that is safely kept; see ``Store.swap_change``.

        Raises:
            StoreError: that could not be saved.
        """
        return self._store.swap_change(self.as_stored(article), change_id, undo=undo)

    @property
    def bulk_edits(self) -> BulkEdits:
        """Changes of several articles at once, and what takes them back."""
        return self._store.bulk_edits

    def search(self, words: str = "", *, tag: str = "", article_id: str = "") -> tuple[SearchHit, ...]:
        """The annotations of all articles, or of one, that hold all of ``words`` and have the tag."""
        return self._store.search(words, tag=tag, article=article_id)

    def records(self) -> Iterator[ArticleRecord]:
        """All that was made of each article that has annotations or corrections, with its kept texts.

        Nothing is opened anew. The articles come in the order of their dates, titles and ids, so
        that what is exported does not depend on what was opened when.
        """
        for known in sorted(self._store.articles(), key=lambda each: (each.date, each.title, each.id)):
            notes = self._store.notes(known.id)
            if notes and (notes.annotations or notes.corrections):
                yield self.with_snapshots(notes)

    def record_of(self, article: Article) -> ArticleRecord:
        """All that was made of an open article; the text that is shown is that of the article."""
        from tui.domain.library import ArticleRecord  # noqa: PLC0415 - not for reading

        stored_id = self.stored_id(article)
        known = self._store.notes(stored_id) or ArticleRecord(stored_id, article.title)
        return self.with_snapshots(
            replace(
                known,
                title=article.title,
                date=article.date,
                site=article.site,
                location=article.location,
                texts={article.text_hash: article.text},
            )
        )

    def with_snapshots(self, notes: ArticleRecord) -> ArticleRecord:
        """``notes`` with those of the texts that they were made in that were kept and can be read."""
        texts = dict(notes.texts)
        for text_hash in notes.versions:
            if text_hash not in texts and (text := self._store.snapshot(text_hash)) is not None:
                texts[text_hash] = text
        return replace(notes, texts=texts)

    def versions_of(self, article_id: str) -> tuple[str, ...]:
        """The SHA-256 of the texts that notes on an article were made in; see ``ArticleNotes.versions``."""
        notes = self._store.notes(article_id)
        return notes.versions if notes else ()

    def snapshot_text(self, text_hash: str) -> str:
        """The text with this SHA-256, which something was made in.

        Raises:
            StoreError: it was not kept, or is not what it was.
        """
        return self._store.text(text_hash)

    def merge(self, notes: ArticleRecord) -> frozenset[str]:
        """Add what is new among an article's notes, corrections and texts; the ids of what was added.

        Raises:
            StoreError: nothing of it was saved.
        """
        return self._store.merge(notes)

    def position(self, article: Article) -> ReadingPosition | None:
        """Where in the article as it is now reading stopped, or None if it was not read before."""
        from tui.domain.reading_position import reanchored  # noqa: PLC0415 - the text comes first

        position = self._store.position(self.stored_id(article))
        return reanchored(position, article.text, article.text_hash) if position else None

    def opened(self, article: Article) -> None:
        """Remember that the article was opened now.

        Raises:
            StoreError: that could not be saved.
        """
        self._store.opened(self.as_stored(article))

    def save_position(self, article: Article, position: ReadingPosition) -> None:
        """Remember where reading stopped.

        Raises:
            StoreError: that could not be saved.
        """
        self._store.save_position(self.as_stored(article), position)

    def recent(self) -> tuple[ReadArticle, ...]:
        """The articles that were read, last opened first."""
        return self._store.articles()

    @property
    def bookmarks(self) -> StoredBookmarks:
        """The bookmarks in articles, each of these as ``as_stored`` gives it."""
        from tui.library.anchors import StoredBookmarks  # noqa: PLC0415 - not before the text is there

        return StoredBookmarks(self._store)

    def take_notices(self) -> tuple[str, ...]:
        """One-line messages that a person should see, such as what was recovered; each is given once."""
        return self._made_store.take_notices() if self._made_store else ()

    def close(self) -> None:
        """Wait for what is at work beside, such as the copy of the day."""
        if self._beside is not None:
            self._beside.join()


def data_folder(chosen: str | None = None) -> Path:
    """Where Postil keeps what it keeps: ``chosen``, else $POSTIL_HOME, else the platform's place."""
    folder = chosen or os.environ.get("POSTIL_HOME")
    if folder:
        return Path(folder).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - the usual place is not always asked for

    return user_data_path("postil", appauthor=False)


class Library(Notebook):
    """What can be done with articles. May be used from several threads.

    Beside what the reader makes of them, that is to open and analyse them. Analysis and spaCy are made
    when they are first needed, so that an article is on the screen before any of them costs time.
    """

    def __init__(self, data_dir: Path, model: str | None = None, language: str = "") -> None:
        """A library that keeps its data under ``data_dir``, which is made when first needed.

        ``model`` is the folder or the package of the spaCy pipeline; None means the one that ships.
        ``language`` is the code of the language that the reader says articles are in, or empty.
        """
        super().__init__(data_dir)
        self._model = model
        self._language = language
        self._analyses = Analyses(self.cache_folder, model, language)

    def elsewhere(self, folder: str) -> Library:
        """A library like this one that keeps its data under ``folder``.

        Raises:
            RuntimeError: ``folder`` begins with the home folder of somebody who is not known.
        """
        return Library(Path(folder).expanduser().absolute(), self._model, self._language)

    @property
    def cache_folder(self) -> Path:
        """Where analyses are kept."""
        return self.data_dir / "cache" / "analysis"

    @cached_property
    def catalogue(self) -> Catalogue:
        """What is kept of all articles together."""
        from tui.library.people import Catalogue  # noqa: PLC0415 - the text comes first

        return Catalogue(self._store, self.data_dir / "cache" / "people")

    def open(self, location: str) -> Article:
        """The article at a path, an address, or on standard input (``-``); paths become absolute.

        Raises:
            OpeningError: it cannot be opened.
        """
        article = open_article(location)
        return replace(article, location=absolute_location(location))

    def cached_analysis(self, article: Article) -> Analysis | None:
        """What was found in the article before, or None; quick, and never imports spaCy."""
        return self._analyses.known(article)

    def stored_analysis(self, known: ReadArticle | ArticleRecord, text_hash: str) -> Analysis | None:
        """What was found in a text that was kept, as the reader corrected it, or None; never imports spaCy.

        ``known`` is the article whose text it is.
        """
        from tui.domain.article import Article  # noqa: PLC0415 - not for reading
        from tui.domain.errors import PipelineError, StoreError  # noqa: PLC0415

        if text_hash not in self.analysed_texts:
            return None
        with suppress(PipelineError, StoreError):
            for analysis in self._analyses.kept(text_hash):
                address = "" if known.id.startswith("sha256:") else known.id
                text = self._store.text(text_hash)
                article = Article(known.location, text, (), title=known.title, address=address)
                return self.corrected_analysis(article, analysis)
        return None

    @property
    def analysed_texts(self) -> frozenset[str]:
        """The SHA-256 of each text whose analysis was kept when this was first asked."""
        return self._analyses.texts

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
        """All of the analysis, made in this process unless it was kept.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        return self._analyses.here(article, use_cache=use_cache)

    def analyse_text(self, text: str, declared: str = "") -> Analysis:
        """All of the analysis of a text as it is, made in this process and not kept.

        ``declared`` is the code of the language that it is said to be in by its source, or empty.

        Raises:
            PipelineError: the pipeline cannot be loaded.
        """
        return self._analyses.of_text(text, declared)

    def model_name(self) -> str:
        """Name and version of the pipeline, such as ``postil_en 1.0.0``, without loading it.

        Raises:
            PipelineError: there is no such pipeline.
        """
        return self.model().name

    def model(self) -> Model:
        """What the pipeline says of itself, without loading it.

        Raises:
            PipelineError: there is no such pipeline.
        """
        return self._analyses.model()

    def load_labels(self) -> tuple[str, ...]:
        """Load the pipeline; what it calls the kinds of name that it finds.

        Raises:
            PipelineError: it cannot be loaded.
        """
        return self._analyses.pipeline.labels

    def suggestions(self, article: Article, analysis: Analysis) -> tuple[Suggestion, ...]:
        """What corrections in other articles say of the names in this one.

        ``analysis`` is what was found in it, without any correction.
        """
        return self._taught(article, analysis, self.reanchored_corrections(article))

    def corrected_analysis(self, article: Article, analysis: Analysis) -> Analysis:
        """``analysis`` of the article, complete or not, as the reader corrected it.

        What is taught and applies comes first, then the corrections of the article itself.
        """
        own = self.reanchored_corrections(article)
        taught = self._applied(article, analysis, own)
        if not taught and not own:
            return analysis
        from tui.domain.corrections.apply import corrected  # noqa: PLC0415 - few articles are corrected

        return corrected(analysis, article.text, article.text_hash, [*taught, *own])

    def reviewed_spans(self, article: Article, analysis: Analysis) -> ReviewedSpans:
        """What the article's own corrections say of the names that ``analysis`` found in it."""
        from tui.domain.corrections.apply import reviewed_spans  # noqa: PLC0415 - the text comes first

        own = self.reanchored_corrections(article)
        taught = self._applied(article, analysis, own)
        return reviewed_spans(analysis, article.text, article.text_hash, own, before=taught)

    def _applied(self, article: Article, analysis: Analysis, own: tuple[Correction, ...]) -> list[Correction]:
        return [each.correction for each in self._taught(article, analysis, own) if each.applied]

    def _taught(
        self, article: Article, analysis: Analysis, own: tuple[Correction, ...]
    ) -> tuple[Suggestion, ...]:
        from tui.domain.corrections.suggestions import suggestions  # noqa: PLC0415 - the text comes first

        others = self._store.other_corrections(self.stored_id(article))
        return suggestions(analysis, article.text, article.text_hash, own, others)

    def samples(self) -> tuple[Path, ...]:
        """The articles that come with Postil, in the order of their names."""
        try:
            found = resource("seeds").iterdir()
        except OSError:
            return ()
        return tuple(sorted(path for path in found if path.suffix in (".txt", ".md", ".html")))

    def close(self) -> None:
        """End the process that analyses, if there is one, and what else is at work beside."""
        super().close()
        self._analyses.close()
