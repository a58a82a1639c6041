"""What changes do to the tables of an article."""

from collections.abc import Callable, Iterable

from tinydb import TinyDB, where

from tui.domain.annotation import now
from tui.domain.fields import Record
from tui.domain.history import ChangeWords
from tui.store.incoming import Records
from tui.store.storage import ANNOTATIONS, CORRECTIONS, MARKS, META, POSITION
from tui.store.undo_log import mark_present, recorded


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
    """What removes the record with this id."""
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
