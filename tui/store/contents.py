"""What the file of one article holds, read out of its tables and checked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tinydb import where

from tui.domain.annotation import Annotation
from tui.domain.corrections.correction import Correction
from tui.domain.library import NOT_FILED, ArticleRecord, Filing, MadeCorrection, ReadArticle, ReadingPosition
from tui.domain.navigation import Bookmark
from tui.domain.serialization import (
    InvalidRecord,
    annotation_of,
    bookmark_of,
    correction_of,
    filing_of,
    position_of,
    text,
)
from tui.domain.text.sanitize import without_passwords
from tui.store.layout import key_of
from tui.store.storage import (
    ANNOTATIONS,
    BOOKMARKS,
    CHANGES,
    CORRECTIONS,
    FILING,
    META,
    PEOPLE,
    POSITION,
    REMOVED,
    SCHEMA,
    Damaged,
    Document,
    StagedStorage,
    Tables,
    database,
)
from tui.store.undo_log import Part, parts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Contents:
    """What the reader made on an article.

    Attributes:
        article: what is known of it, or None where nothing is stored.
        annotations: in the order of the text, one for each id.
        position: where reading stopped, or None.
        corrections: in the order in which they were made, one for each id.
        made: the same corrections, and the text that each was made in.
        changes: the records of the undo log, oldest first; not to be changed.
        bookmarks: in no order, one for each letter.
        parts: what it has in changes of several articles at once, oldest first.
        people: the records of what the user says of people, where the file is the one that has them.
        removed: what is known of the article where it was removed: there is none then, nor a position.
        newer: the version of the format if a newer program wrote the file, else 0. Such a file
            may hold more than stands here, and must not be written.
        readable: False where the file could not be read, so that this is what its mirror holds,
            if anything.
        author: of the article, or empty.
    """

    article: ReadArticle | None = None
    annotations: tuple[Annotation, ...] = ()
    position: ReadingPosition | None = None
    corrections: tuple[Correction, ...] = ()
    made: tuple[MadeCorrection, ...] = ()
    changes: tuple[Document, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    parts: tuple[Part, ...] = ()
    people: tuple[Document, ...] = ()
    removed: ReadArticle | None = None
    newer: int = 0
    readable: bool = True
    author: str = ""

    @property
    def notes(self) -> ArticleRecord | None:
        """Return all that was made on the article, without its texts, or None where nothing is stored."""
        known = self.article
        if known is None:
            return None
        about = known.title, known.date, known.site, known.location
        return ArticleRecord(
            known.id, *about, self.annotations, self.made, filing=known.filing, author=self.author
        )

    @property
    def filing(self) -> Filing:
        """Return how the article was filed."""
        return self.article.filing if self.article else NOT_FILED


def contents_of(tables: Tables, key: str) -> Contents:
    """Return what the tables hold for the article with this key.

    Raises:
        Damaged: they are of another article or another program, or hold what cannot be read.
            Of a newer format, what cannot be read is left out instead.
    """
    db = database(StagedStorage(tables))
    meta = db.table(META).get(where("schema").exists())
    if meta is None:
        raise Damaged("it was not written by Postil")
    schema, article_id = meta["schema"], meta.get("article")
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise Damaged(f"{schema!r} is not a version of the format")
    newer = schema if schema > SCHEMA else 0
    try:
        if not isinstance(article_id, str) or key_of(article_id) != key:
            raise InvalidRecord("it belongs to another article")
        annotations = _in_order(_each(db.table(ANNOTATIONS), annotation_of, tolerant=newer > 0))
        positions = list(_each(db.table(POSITION), position_of, tolerant=newer > 0))
        position = positions[0] if positions else None
        made = list(_each(db.table(CORRECTIONS), _made, tolerant=newer > 0))
        bookmarks = list(_each(db.table(BOOKMARKS), bookmark_of, tolerant=newer > 0))
        filed = list(_each(db.table(FILING), filing_of, tolerant=newer > 0))
        latest = {each.correction.id: each for each in made}
        in_order = sorted(latest.values(), key=lambda each: each.correction.made)
        article = _article(meta, position, len(annotations), filed[-1] if filed else NOT_FILED)
        is_removed = REMOVED in meta
        log = tables.get(CHANGES, {})
        changes = tuple(log[number] for number in sorted(log, key=int))
        return Contents(
            None if is_removed else article,
            annotations,
            None if is_removed else position,
            tuple(each.correction for each in in_order),
            tuple(in_order),
            changes,
            () if is_removed else tuple({mark.letter: mark for mark in bookmarks}.values()),
            parts(changes),
            tuple(tables.get(PEOPLE, {}).values()),
            article if is_removed else None,
            newer,
            author=text(meta, "author") if "author" in meta else "",
        )
    except InvalidRecord as error:
        if newer:
            return Contents(newer=newer)
        raise Damaged(str(error)) from None


def _each(documents: Iterable[Document], make: Callable[[Document], T], *, tolerant: bool) -> Iterator[T]:
    for document in documents:
        try:
            yield make(document)
        except InvalidRecord:
            if not tolerant:
                raise


def _in_order(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    # A file put together by hand may hold one annotation twice: the later state counts.
    latest = {item.id: item for item in sorted(annotations, key=lambda item: item.modified)}
    return tuple(sorted(latest.values(), key=lambda item: (item.target.span, item.created, item.id)))


def _made(document: Document) -> MadeCorrection:
    return MadeCorrection(correction_of(document), text(document, "text_hash"))


def _article(
    meta: Mapping[str, object], position: ReadingPosition | None, notes: int, filing: Filing
) -> ReadArticle:
    def known(name: str) -> str:
        return text(meta, name) if name in meta else ""

    article_id, title, date, site = known("article"), known("title"), known("date"), known("site")
    # Older programs stored addresses as they were given.
    location = without_passwords(known("location"))
    opened, text_hash = known("opened"), known("text_hash")
    return ReadArticle(article_id, title, date, site, location, position, notes, opened, text_hash, filing)
