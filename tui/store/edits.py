"""Changes of one article: the operations on its tables, and the transactions that make them."""

from collections.abc import Callable, Iterable, MutableMapping
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from tinydb import TinyDB, where

from tui.domain.annotation import Annotation, now
from tui.domain.article import Article
from tui.domain.edit import Clash, EditResult, NoteEdit
from tui.domain.errors import StoreError
from tui.domain.history import ChangeWords, UndoResult
from tui.domain.library import NOT_FILED, ArticleRecord, Filing, ReadingPosition
from tui.domain.reading_position import with_context
from tui.domain.serialization import (
    InvalidRecord,
    Record,
    annotation_of,
    annotation_record,
    article_record,
    cleaned,
    correction_record,
    filing_of,
    filing_record,
    position_record,
)
from tui.domain.text.sanitize import encodable
from tui.store.contents import Contents
from tui.store.daily import DailyCopies
from tui.store.layout import Notices
from tui.store.snapshots import Snapshots
from tui.store.storage import ANNOTATIONS, BOOKMARKS, CORRECTIONS, FILING, META, POSITION
from tui.store.transaction import Transactions
from tui.store.undo_log import Sight, Sights, is_removed, mark_present, recorded, swap
from tui.system import files

NO_WORDS = ChangeWords()
"""For a change of which there is nothing more to say."""
InBackground = Callable[[Callable[[], None]], object]
"""Runs what it is given without waiting for it."""
T = TypeVar("T")


class ArticleEdits:
    """Changes articles in transactions, and has the copy of the day made. Safe to use from any thread."""

    def __init__(
        self,
        transactions: Transactions,
        snapshots: Snapshots,
        sights: Sights,
        notices: Notices,
        daily: DailyCopies,
        in_background: InBackground | None,
    ) -> None:
        """Change articles by ``transactions``.

        Args:
            transactions: reads and saves the files of the articles.
            snapshots: takes the texts that something is made in.
            sights: knows which changes are this program's own.
            notices: takes what the reader should know.
            daily: makes the copy of the day.
            in_background: has that copy made; with None there is none.
        """
        self._transactions = transactions
        self._snapshots = snapshots
        self._sights = sights
        self._notices = notices
        self._daily = daily
        self._in_background = in_background

    def make(
        self,
        article: Article,
        operation: Callable[[TinyDB], object],
        words: ChangeWords | None = NO_WORDS,
        *,
        revives: bool = True,
    ) -> Contents:
        """Let ``operation`` change an article; ``words`` are None where that cannot be taken back.

        ``revives`` says whether an article that was removed is there again after that.

        Raises:
            StoreError: it was not saved.
        """
        described = article_record(article)

        def change(db: TinyDB) -> None:
            _begin(db, described, revives=revives)
            with recorded(db, words, self._sights.of(described["article"])) if words else nullcontext():
                operation(db)

        contents = self._transactions.change(described["article"], change)
        self.copy_daily()
        return contents

    def add(self, article: Article, filing: Filing, *, is_read: bool) -> bool:
        """Add an article to what there is to read; see ``Store.add``."""
        described, wanted = article_record(article), checked(lambda: filing_of(filing_record(filing)))
        is_new = [False]

        def add(db: TinyDB) -> None:
            is_new.append(is_removed(db) or not db.table(META).contains(where("opened").exists()))
            _begin(db, described, revives=True)
            known = filing_in(db)
            if is_new[-1]:
                since = wanted.added or now()
                # What came to another program long ago stands among what was read then.
                describe(db, {"opened": since if "T" in since else f"{since}T00:00:00.000Z"})
                known = replace(known, added=since)
                if is_read:
                    end = with_context(
                        ReadingPosition(len(article.text), 1.0), article.text, article.text_hash
                    )
                    save_position(db, position_record(end, now()))
            put_filing(db, known.joined(wanted))
            self.keep_article(article)

        self._transactions.change(described["article"], add)
        self.copy_daily()
        return is_new[-1]

    def edit(self, article: Article, wanted: NoteEdit, message: str = "") -> EditResult:
        """Make an edit of an annotation, held against what is stored now; see ``Store.edit``."""
        wanted = checked(lambda: _as_stored(wanted))
        if wanted.after is None:
            known = self._transactions.read(encodable(article.id))
            if known.readable and all(each.id != wanted.id for each in known.annotations):
                return EditResult(known.annotations, Clash.GONE)
        clashes = [Clash.NONE]

        def edit(db: TinyDB) -> None:
            clash, result = wanted.settle(_annotation_in(db, wanted.id))
            clashes.append(clash)
            if result is not None:
                _revive(db)
                self.keep_text(article.text, article.text_hash)
                put_records(db, ANNOTATIONS, [annotation_record(result)])
            elif wanted.after is None and clash is Clash.NONE:
                removal(ANNOTATIONS, wanted.id)(db)

        contents = self.make(article, edit, ChangeWords(message), revives=False)
        return EditResult(contents.annotations, clashes[-1])

    def merge(self, notes: ArticleRecord) -> frozenset[str]:
        """Add what is not there yet of an article's notes; see ``Store.merge``."""
        records = checked(lambda: _records_of(notes))
        known = self._transactions.read(encodable(notes.id))
        there = {each.id for each in known.annotations} | {each.id for each in known.corrections}
        is_filed = known.article is not None and known.filing.joined(records.filing) == known.filing
        if (
            known.readable
            and is_filed
            and all(each["id"] in there for each in (*records.annotations, *records.corrections))
        ):
            return frozenset()
        added: set[str] = set()

        def merge(db: TinyDB) -> None:
            for text_hash, text in notes.texts.items():
                self._snapshots.keep(text, text_hash)
            added.update(_merge_records(db, records, self._sights.of(records.article["article"])))

        self._transactions.change(records.article["article"], merge)
        self.copy_daily()
        return frozenset(added)

    def swap(self, article: Article, change_id: str, *, undo: bool) -> UndoResult | None:
        """Take a change back, or make it again; see ``Store.swap_change``."""
        outcome: list[UndoResult | None] = []

        def take(db: TinyDB) -> None:
            outcome.append(swap(db, change_id, self._sights.of(encodable(article.id)), undo=undo))

        self.make(article, take, None, revives=False)
        return outcome[-1]

    def keep_text(self, text: str, text_hash: str) -> None:
        """Keep a text that notes are made in, or give notice of the failure; call it in a transaction."""
        try:
            self._snapshots.keep(text, text_hash)
        except OSError as error:
            self._notices.add(
                f"The text that notes are made in cannot be saved: {files.explain(error)}; should it change,"
                " they are looked for by their wording alone",
                once=True,
            )

    def keep_article(self, article: Article) -> None:
        """Store an article whole, or give notice of the failure; call it in a transaction."""
        try:
            self._snapshots.keep_article(article)
        except OSError as error:
            self._notices.add(
                f"The text of the article cannot be stored: {files.explain(error)}; should its file or"
                " page go, it cannot be read here",
                once=True,
            )

    def copy_daily(self) -> None:
        """Have the day's copy made after a save, if there is none yet."""
        if self._in_background is not None and self._daily.is_due():
            self._in_background(self._daily.make)


def checked(make: Callable[[], T]) -> T:
    """Return what ``make`` makes.

    Raises:
        StoreError: it is nothing that can be saved.
    """
    try:
        return make()
    except InvalidRecord as error:
        raise StoreError(f"Not saved: {error}") from error


def describe(db: TinyDB, record: Record) -> None:
    """Put ``record`` into the one document that describes the file and its article."""
    db.table(META).upsert(record, where("schema").exists())


def put_records(db: TinyDB, table: str, records: Iterable[Record]) -> None:
    """Add records, or replace those with their ids; in one pass, since there may be thousands of both."""
    new = {record["id"]: record for record in records}
    there = {document["id"] for document in db.table(table)}

    def replace_one(document: MutableMapping[Any, Any]) -> None:
        document.update(new[document["id"]])

    db.table(table).update(replace_one, where("id").test(new.__contains__))
    db.table(table).insert_multiple(record for key, record in new.items() if key not in there)


def filing_in(db: TinyDB) -> Filing:
    """Return how the article is filed."""
    filed = db.table(FILING).all()
    return filing_of(filed[-1]) if filed else NOT_FILED


def put_filing(db: TinyDB, filing: Filing) -> None:
    """File the article so; where that says nothing, no record of it stays."""
    db.table(FILING).truncate()
    if filing != NOT_FILED:
        db.table(FILING).insert(filing_record(filing))


def save_position(db: TinyDB, record: Record) -> None:
    """Put the reading position in place of the one that is there."""
    db.table(POSITION).upsert(record, where("offset").exists())


def removal(table: str, identity: str) -> Callable[[TinyDB], object]:
    """Return the operation that removes the record with this id."""
    return lambda db: db.table(table).remove(where("id") == identity)


def _as_stored(wanted: NoteEdit) -> NoteEdit:
    """Return the edit of annotations as they come back from the disk, so that they can be compared.

    Raises:
        InvalidRecord: one is nothing that can be saved.
    """
    before, after = (
        annotation_of(annotation_record(state)) if state is not None else None
        for state in (wanted.before, wanted.after)
    )
    return replace(wanted, before=before, after=after)


def _annotation_in(db: TinyDB, identity: str) -> Annotation | None:
    """Return the annotation with this id; of several, which a hand may have put there, the last one."""
    found = map(annotation_of, db.table(ANNOTATIONS).search(where("id") == identity))
    return max(found, key=lambda each: each.modified, default=None)


def _begin(db: TinyDB, described: Record, *, revives: bool) -> None:
    """Describe the article, as opened now if it was not opened before.

    An article that was removed is there again, as one that was never read, if that ``revives`` it.
    """
    describe(db, described)
    if revives:
        _revive(db)
    if not db.table(META).contains(where("opened").exists()):
        describe(db, {"opened": now()})


def _revive(db: TinyDB) -> None:
    """Let an article that was removed be there again, without what was known of its reading."""
    if mark_present(db):
        for table in (POSITION, BOOKMARKS, FILING):
            db.table(table).truncate()


class _Records(NamedTuple):
    """What is to be stored of an article: its description, and what the reader made on it."""

    article: Record
    annotations: list[Record]
    corrections: list[Record]
    filing: Filing


def _records_of(notes: ArticleRecord) -> _Records:
    """Return the records for all of ``notes``.

    Raises:
        InvalidRecord: some of it could not be read again.
    """
    article = {
        "article": notes.id,
        "title": notes.title,
        "date": notes.date,
        "author": notes.author,
        "site": notes.site,
        "location": notes.location,
        "text_hash": notes.text_hash or next(iter(notes.versions), ""),
    }
    return _Records(
        cleaned(article),
        [annotation_record(annotation) for annotation in notes.annotations],
        [correction_record(made.correction, made.text_hash) for made in notes.corrections],
        filing_of(filing_record(notes.filing)),
    )


def _merge_records(db: TinyDB, new: _Records, sight: Sight) -> set[str]:
    """Add the records that are not there yet, as one change, and return their ids."""
    added: set[str] = set()
    if not db.table(META).contains(where("article").exists()):
        describe(db, {**new.article, "opened": now()})
    _revive(db)
    with recorded(db, ChangeWords("imported"), sight):
        for name, records in ((ANNOTATIONS, new.annotations), (CORRECTIONS, new.corrections)):
            there = {document["id"] for document in db.table(name)}
            missing = {each["id"]: each for each in records if each["id"] not in there}
            db.table(name).insert_multiple(missing.values())
            added.update(missing)
        known = filing_in(db)
        if (filing := known.joined(new.filing)) != known:
            put_filing(db, filing)
    return added
