"""Operations on one article, wrapped with undo and daily copy."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import NamedTuple, TypeVar

from tinydb import TinyDB, where

from tui.domain.annotation import now
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.history import ChangeWords, UndoResult
from tui.domain.library import ArticleRecord
from tui.domain.serialization import (
    InvalidRecord,
    Record,
    annotation_record,
    article_record,
    clean,
    cleaned,
    correction_record,
)
from tui.store import edits as operations
from tui.store.contents import Contents
from tui.store.daily import DailyCopies
from tui.store.layout import Notices
from tui.store.snapshots import Texts
from tui.store.storage import ANNOTATIONS, CORRECTIONS, MARKS, META, POSITION
from tui.store.transaction import Transactions
from tui.store.undo_log import mark_present, recorded, swap
from tui.system import files


class Records(NamedTuple):
    """What is to be kept of an article: what is known of it, and all that was made of it."""

    article: Record
    annotations: list[Record]
    corrections: list[Record]


def records_of(notes: ArticleRecord) -> Records:
    """Return the records for all of ``notes``.

    Raises:
        Invalid: some of it could not be read again.
    """
    article = {
        "article": notes.id,
        "title": notes.title,
        "date": notes.date,
        "site": notes.site,
        "location": notes.location,
        "text_hash": notes.text_hash or next(iter(notes.versions), ""),
    }
    return Records(
        cleaned(article),
        [annotation_record(annotation) for annotation in notes.annotations],
        [correction_record(made.correction, made.text_hash) for made in notes.corrections],
    )


def describe(db: TinyDB, record: Record) -> None:
    """Put ``record`` into the one document that tells of the file and its article."""
    db.table(META).upsert(record, where("schema").exists())


def begin(db: TinyDB, described: Record, *, revives: bool) -> None:
    """Put down what is known of the article, and that it was opened now if nothing is known of that.

    An article that was removed is there again, as one that was never read, if that ``revives`` it.
    """
    describe(db, described)
    if revives:
        revive(db)
    if not db.table(META).contains(where("opened").exists()):
        describe(db, {"opened": now()})


def revive(db: TinyDB) -> None:
    """Let an article that was removed be there again, without what was known of its reading."""
    if mark_present(db):
        db.table(POSITION).truncate()
        db.table(MARKS).truncate()


def put(db: TinyDB, table: str, records: Iterable[Record]) -> None:
    """Add records, or replace those with their ids."""
    for record in records:
        db.table(table).upsert(record, where("id") == record["id"])


def removal(table: str, identity: str) -> Callable[[TinyDB], object]:
    """Return what removes the record with this id."""
    return lambda db: db.table(table).remove(where("id") == identity)


def take_in(db: TinyDB, new: Records) -> set[str]:
    """Add those of the records that are not there yet, as one change; the ids of what was added."""
    added: set[str] = set()
    if not db.table(META).contains(where("article").exists()):
        describe(db, {**new.article, "opened": now()})
    revive(db)
    with recorded(db, ChangeWords("imported")):
        for name, records in ((ANNOTATIONS, new.annotations), (CORRECTIONS, new.corrections)):
            there = {document["id"] for document in db.table(name)}
            missing = {each["id"]: each for each in records if each["id"] not in there}
            db.table(name).insert_multiple(missing.values())
            added.update(missing)
    return added


UNTOLD = ChangeWords()
Beside = Callable[[Callable[[], None]], object]
"""Has what it is given run without waiting for it."""
T = TypeVar("T")


class Changes:
    """Changes articles in transactions, and has the copy of the day made. Safe to use from any thread."""

    def __init__(
        self,
        transactions: Transactions,
        texts: Texts,
        notices: Notices,
        daily: DailyCopies,
        beside: Beside | None,
    ) -> None:
        """Return ``beside`` makes the copy of the day; with None there is none."""
        self._transactions = transactions
        self._texts = texts
        self._notices = notices
        self._daily = daily
        self._beside = beside

    def make(
        self,
        article: Article,
        operation: Callable[[TinyDB], object],
        words: ChangeWords | None = UNTOLD,
        *,
        revives: bool = True,
    ) -> Contents:
        """Let ``operation`` change an article; ``words`` are None where that is not to be taken back.

        ``revives`` is whether an article that was removed is there again by that.

        Raises:
            StoreError: it was not saved.
        """
        described = article_record(article)

        def change(db: TinyDB) -> None:
            operations.begin(db, described, revives=revives)
            with recorded(db, words) if words else nullcontext():
                operation(db)

        contents = self._transactions.change(described["article"], change)
        self.copy_daily()
        return contents

    def take_in(self, notes: ArticleRecord) -> frozenset[str]:
        """See ``Store.take_in``."""
        tables = checked(lambda: records_of(notes))
        known = self._transactions.read(clean(notes.id))
        there = {each.id for each in known.annotations} | {each.id for each in known.corrections}
        if known.readable and all(each["id"] in there for each in (*tables.annotations, *tables.corrections)):
            return frozenset()
        added: set[str] = set()

        def take_in(db: TinyDB) -> None:
            for text_hash, text in notes.texts.items():
                self._texts.keep(text, text_hash)
            added.update(operations.take_in(db, tables))

        self._transactions.change(tables.article["article"], take_in)
        self.copy_daily()
        return frozenset(added)

    def swap(self, article: Article, change_id: str, *, undo: bool) -> UndoResult | None:
        """See ``Store.swap_change``."""
        outcome: list[UndoResult | None] = []

        def take(db: TinyDB) -> None:
            outcome.append(swap(db, change_id, undo=undo))

        self.make(article, take, None, revives=False)
        return outcome[-1]

    def keep_text(self, text: str, text_hash: str) -> None:
        """Keep a text that notes are made in, or tell that it cannot be kept; call it in a transaction."""
        try:
            self._texts.keep(text, text_hash)
        except OSError as error:
            self._notices.add(
                f"The text that notes are made in cannot be kept: {files.explain(error)}; should it change,"
                " they are looked for by their wording alone",
                once=True,
            )

    def copy_daily(self) -> None:
        """After a save: have the day's copy made, if there is none yet."""
        if self._beside is not None and self._daily.is_due():
            self._beside(self._daily.make)


def checked(make: Callable[[], T]) -> T:
    """Return what ``make`` makes.

    Raises:
        StoreError: it is nothing that can be saved.
    """
    try:
        return make()
    except InvalidRecord as error:
        raise StoreError(f"Not saved: {error}") from error
