"""What readers make of articles, kept: the use cases of the store."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tinydb import TinyDB, where

from tui.domain.annotation import Annotation, now
from tui.domain.article import Article
from tui.domain.correction import Correction
from tui.domain.errors import StoreError
from tui.domain.found import FoundNote
from tui.domain.health import NotesHealth
from tui.domain.reading import ReadArticle, ReadingPosition
from tui.domain.verdicts import Teaching
from tui.store.checkup import check
from tui.store.contents import Contents
from tui.store.fields import Invalid, Record, clean
from tui.store.index import Index
from tui.store.layout import Layout, key_of
from tui.store.notices import Notices
from tui.store.records import annotation_record, article_record, correction_record, position_record
from tui.store.storage import ANNOTATIONS, CORRECTIONS, META, POSITION
from tui.store.taught import Taught
from tui.store.texts import Texts
from tui.store.transaction import Transactions


@dataclass(frozen=True, slots=True)
class CorrectedArticle:
    """An article that has corrections.

    Attributes:
        article: what is known of it.
        texts: the SHA-256 of each text that they were made in, the last one first.
    """

    article: ReadArticle
    texts: tuple[str, ...]


class Store:
    """Annotations, corrections and reading positions in a folder. Safe to use from any thread.

    What is read always comes from the disk, so that programs which share the folder see each
    other's changes. Reading never raises: what cannot be read is told by ``take_notices``.
    """

    def __init__(self, folder: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
        """Use ``folder``, which is made when something is saved first.

        ``pause`` waits for the given number of seconds, before a damaged file is read again.
        """
        self._notices = Notices()
        self._layout = layout = Layout(folder)
        self._transactions = Transactions(layout, self._notices, pause)
        self._texts = Texts(layout)
        self._taught = Taught(layout)
        self._index = Index(layout, self._notices.add)

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """The annotations of an article, in the order of its text."""
        return self._transactions.read(clean(article_id)).annotations

    def position(self, article_id: str) -> ReadingPosition | None:
        """Where reading of an article stopped, or None."""
        return self._transactions.read(clean(article_id)).position

    def articles(self) -> tuple[ReadArticle, ...]:
        """All articles that something is kept of, last opened first."""
        return self._index.articles()

    def search(self, words: str = "", *, tag: str = "", article: str = "") -> tuple[FoundNote, ...]:
        """The annotations that hold all of ``words`` in their note, their passage or their tags.

        Case, accents and styles of marks do not matter. Without words all are found. The article
        last opened comes first, and its annotations in the order of its text.

        Args:
            words: with white space between; parts of words are found too.
            tag: find only what has this tag.
            article: find only what is on the article with this id.
        """
        return self._index.search(words, tag, clean(article))

    def put(self, article: Article, annotation: Annotation) -> tuple[Annotation, ...]:
        """Add an annotation, or replace the one with its id; returns all of the article.

        Returns only after they are safely on disk. Lone surrogates are kept as U+FFFD.

        Raises:
            StoreError: it was not saved.
        """
        record = _checked(lambda: annotation_record(annotation))

        def put(db: TinyDB) -> None:
            # Later versions of the text are compared with the one that was annotated.
            self._texts.keep(article.text, article.text_hash)
            db.table(ANNOTATIONS).upsert(record, where("id") == record["id"])

        return self._change(article, put).annotations

    def remove(self, article: Article, annotation_id: str) -> tuple[Annotation, ...]:
        """Remove the annotation with this id, if there is one; returns those left, as ``put`` does.

        Raises:
            StoreError: the removal was not saved.
        """
        known = self._transactions.read(clean(article.id))
        if known.readable and all(annotation.id != annotation_id for annotation in known.annotations):
            return known.annotations
        removal = _removal(ANNOTATIONS, annotation_id)
        return self._change(article, removal).annotations

    def corrections(self, article_id: str) -> tuple[Correction, ...]:
        """The corrections of an article, in the order in which they were made."""
        return self._transactions.read(clean(article_id)).corrections

    def correct(self, article: Article, correction: Correction) -> tuple[Correction, ...]:
        """Add a correction, or replace the one with its id; returns all of the article.

        Returns only after they, and the text that this one was made in, are safely on disk.

        Raises:
            StoreError: it was not saved.
        """
        record = _checked(lambda: correction_record(correction, article.text_hash))

        def correct(db: TinyDB) -> None:
            self._texts.keep(article.text, article.text_hash)
            db.table(CORRECTIONS).upsert(record, where("id") == record["id"])

        return self._change(article, correct).corrections

    def remove_correction(self, article: Article, correction_id: str) -> tuple[Correction, ...]:
        """Remove the correction with this id, if there is one; returns those left, as ``correct`` does.

        Raises:
            StoreError: the removal was not saved.
        """
        known = self._transactions.read(clean(article.id))
        if known.readable and all(correction.id != correction_id for correction in known.corrections):
            return known.corrections
        return self._change(article, _removal(CORRECTIONS, correction_id)).corrections

    def teachings(self, article_id: str) -> tuple[Teaching, ...]:
        """What the corrections of all articles but this one say, in no order."""
        key = key_of(clean(article_id))
        return tuple(teaching for other, teaching in self._taught.all().items() if other != key)

    def corrected_articles(self) -> tuple[CorrectedArticle, ...]:
        """All articles that have corrections, the first opened first."""
        found = self._transactions.listing(self._taught.all())
        articles = [
            CorrectedArticle(contents.article, contents.texts)
            for contents in found
            if contents.article and contents.corrections
        ]
        return tuple(sorted(articles, key=lambda each: (each.article.opened, each.article.id)))

    def text(self, text_hash: str) -> str:
        """The text with this SHA-256, which something was annotated or corrected in.

        Raises:
            StoreError: it is not there any more, or is not what it was.
        """
        return self._texts.read(text_hash)

    def opened(self, article: Article) -> None:
        """Record that an article was opened now, and from where.

        Raises:
            StoreError: it was not saved.
        """
        self._change(article, lambda db: _describe(db, {"opened": now()}))

    def save_position(self, article: Article, position: ReadingPosition) -> None:
        """Record where reading stopped.

        Raises:
            StoreError: it was not saved.
        """
        record = _checked(lambda: position_record(position, article.text_hash, now()))

        def save(db: TinyDB) -> None:
            db.table(POSITION).upsert(record, where("offset").exists())

        self._change(article, save)

    def check(self) -> NotesHealth:
        """The state of every file; mends nothing."""
        return check(self._layout)

    def take_notices(self) -> tuple[str, ...]:
        """What the person should be told, one line each, since this was last called."""
        return self._notices.take()

    def _change(self, article: Article, operation: Callable[[TinyDB], object]) -> Contents:
        described = article_record(article)

        def change(db: TinyDB) -> None:
            _describe(db, described)
            if not db.table(META).contains(where("opened").exists()):
                _describe(db, {"opened": now()})
            operation(db)

        return self._transactions.change(described["article"], change)


def _describe(db: TinyDB, record: Record) -> None:
    """Put ``record`` into the one document that tells of the file and its article."""
    db.table(META).upsert(record, where("schema").exists())


def _removal(table: str, identity: str) -> Callable[[TinyDB], object]:
    return lambda db: db.table(table).remove(where("id") == identity)


def _checked(make: Callable[[], Record]) -> Record:
    try:
        return make()
    except Invalid as error:
        raise StoreError(f"Not saved: {error}") from error
