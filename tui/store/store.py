"""What readers make of articles, kept: the use cases of the store."""

import time
from collections.abc import Callable
from pathlib import Path

from tinydb import TinyDB, where

from tui.domain.annotation import Annotation, now
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.reading import ReadArticle, ReadingPosition
from tui.store.layout import Layout
from tui.store.notices import Notices
from tui.store.records import Invalid, Record, annotation_record, article_record, clean, position_record
from tui.store.storage import ANNOTATIONS, META, POSITION
from tui.store.transaction import Transactions


class Store:
    """Annotations and reading positions in a folder. Safe to use from any thread.

    What is read always comes from the disk, so that programs which share the folder see each
    other's changes. Reading never raises: what cannot be read is told by ``take_notices``.
    """

    def __init__(self, folder: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
        """Use ``folder``, which is made when something is saved first.

        ``pause`` waits for the given number of seconds, before a damaged file is read again.
        """
        self._notices = Notices()
        self._transactions = Transactions(Layout(folder), self._notices, pause)

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """The annotations of an article, in the order of its text."""
        return self._transactions.read(clean(article_id)).annotations

    def position(self, article_id: str) -> ReadingPosition | None:
        """Where reading of an article stopped, or None."""
        return self._transactions.read(clean(article_id)).position

    def articles(self) -> tuple[ReadArticle, ...]:
        """All articles that something is kept of, last opened first."""
        found = [contents.article for contents in self._transactions.listing() if contents.article]
        return tuple(sorted(found, key=lambda article: (article.opened, article.id), reverse=True))

    def put(self, article: Article, annotation: Annotation) -> tuple[Annotation, ...]:
        """Add an annotation, or replace the one with its id; returns all of the article.

        Returns only after they are safely on disk. Lone surrogates are kept as U+FFFD.

        Raises:
            StoreError: it was not saved.
        """
        record = _checked(lambda: annotation_record(annotation))

        def put(db: TinyDB) -> None:
            db.table(ANNOTATIONS).upsert(record, where("id") == record["id"])

        return self._change(article, put)

    def remove(self, article: Article, annotation_id: str) -> tuple[Annotation, ...]:
        """Remove the annotation with this id, if there is one; returns those left, as ``put`` does.

        Raises:
            StoreError: the removal was not saved.
        """
        known = self._transactions.read(clean(article.id))
        if known.readable and all(annotation.id != annotation_id for annotation in known.annotations):
            return known.annotations
        return self._change(article, lambda db: db.table(ANNOTATIONS).remove(where("id") == annotation_id))

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

    def take_notices(self) -> tuple[str, ...]:
        """What the person should be told, one line each, since this was last called."""
        return self._notices.take()

    def _change(self, article: Article, operation: Callable[[TinyDB], object]) -> tuple[Annotation, ...]:
        described = article_record(article)

        def change(db: TinyDB) -> None:
            _describe(db, described)
            if not db.table(META).contains(where("opened").exists()):
                _describe(db, {"opened": now()})
            operation(db)

        return self._transactions.change(described["article"], change).annotations


def _describe(db: TinyDB, record: Record) -> None:
    """Put ``record`` into the one document that tells of the file and its article."""
    db.table(META).upsert(record, where("schema").exists())


def _checked(make: Callable[[], Record]) -> Record:
    try:
        return make()
    except Invalid as error:
        raise StoreError(f"Not saved: {error}") from error
