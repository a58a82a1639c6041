"""The undo log: the last changes of an article, in its own file, to be taken back and made again.

A change is written in the same transaction as what it changes, so there is never one without the
other. Of each record that was changed the log holds a digest of how it is now and, whole, how
it was: taking a change back swaps the two, and making it again swaps them once more. Where a record
is not what the digest says, another program has changed it since, and nothing is swapped.

The log is shared by all programs that use the folder; what one of them takes back, or makes again, is
only what it did itself, or found there when it first looked: see ``Sight``.

What changes several articles at once leaves a change in each of them, and each of these names the
shared change that it is a part of: there is no list of shared changes that could be at odds with them.
"""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
from tinydb import TinyDB, where
from tinydb.operations import delete
from tinydb.table import Document, Table

from tui.domain.annotation import now
from tui.domain.history import ChangeWords, LoggedChange, SharedChange, UndoResult
from tui.domain.serialization import InvalidRecord, Record, identity, name_of, name_record, part, text, whole
from tui.store.storage import ANNOTATIONS, CHANGES, CORRECTIONS, FILING, META, PEOPLE, REMOVED

MOST = 100
"""Changes that the log of an article holds."""
MOST_BYTES = 256 * 1024
"""All but the last go, oldest first, when they take more than this."""

_NOUNS = {ANNOTATIONS: "note", CORRECTIONS: "correction", FILING: "article", PEOPLE: "person"}


class Sight:
    """The changes of one article that one program may take back, or make again.

    They are those that it made, and those that were there when it first looked, each for as long as no
    other program has taken it back, or made it again.
    """

    def __init__(self) -> None:
        self._known: set[tuple[object, bool, object]] | None = None

    def begin(self, logged: Iterable[Record]) -> None:
        """Know of the changes that are there, oldest first; only the first call counts."""
        if self._known is not None:
            return
        self._known = set()
        can_be_made_again = True
        for record in reversed(list(logged)):
            is_undone = record.get("undone") is True
            can_be_made_again = can_be_made_again and is_undone
            if can_be_made_again or not is_undone:
                self.add(record)

    def add(self, record: Record) -> None:
        """Know of a change as this program left it."""
        self._known = (self._known or set()) | {_state_of(record)}

    def includes(self, record: Record) -> bool:
        """Return whether a change is as this program knows it."""
        return self._known is not None and _state_of(record) in self._known


class Sights:
    """The sights that one program has of all articles. Safe to use from any thread."""

    def __init__(self) -> None:
        self._sights: dict[str, Sight] = {}

    def of(self, article_id: str) -> Sight:
        """Return the sight of an article."""
        return self._sights.setdefault(article_id, Sight())


def _state_of(record: Record) -> tuple[object, bool, object]:
    return str(record.get("id")), record.get("undone") is True, str(record.get("swapped"))


@contextmanager
def recorded(
    db: TinyDB, words: ChangeWords, sight: Sight, shared: SharedChange | None = None
) -> Iterator[None]:
    """Log, as one change, what is done within to annotations, corrections, filing and people.

    So is the removal of the article. What this program, by its ``sight``, took back before can then not be
    made again. ``shared`` is the change of several articles that this is a part of, if it is one.
    """
    sight.begin(_in_order(db.table(CHANGES)))
    before = {name: _by_id(db.table(name)) for name in _NOUNS}
    was_removed = is_removed(db)
    yield
    removes = is_removed(db) and not was_removed
    steps: list[Record] = []
    for name, old in before.items():
        new = _by_id(db.table(name))
        steps += [
            {"table": name, "id": key, "here": _digest(new.get(key)), "other": old.get(key)}
            for key in dict.fromkeys([*old, *new])
            if old.get(key) != new.get(key)
        ]
    if not steps and not removes:
        return
    part_of: Record = {}
    if shared:
        part_of = {"id": shared.id, "made": shared.made, "told": shared.message, "articles": shared.articles}
    table = db.table(CHANGES)
    table.remove(
        doc_ids=[each.doc_id for each in table if each.get("undone") is True and sight.includes(each)]
    )
    made: Record = {
        "id": str(uuid.uuid4()),
        "made": now(),
        "noun": "article" if removes else _NOUNS[steps[0]["table"]],
        "told": words.message,
        "before": name_record(words.before) if words.before else None,
        "after": name_record(words.after) if words.after else None,
        "undone": False,
        "steps": steps,
        **({"removes": True} if removes else {}),
        **({"shared": part_of} if part_of else {}),
    }
    table.insert(made)
    sight.add(made)
    _trim(table)


def swap(db: TinyDB, change_id: str, sight: Sight, *, undo: bool, when: str = "") -> UndoResult | None:
    """Take a change back, or make it again; return None where that is done already, or it is not here.

    The ``sight`` of the program knows it from then on. ``when`` is the ``moment`` to store, by default this.
    """
    sight.begin(_in_order(db.table(CHANGES)))
    table = db.table(CHANGES)
    logged = table.get(where("id") == change_id)
    if not isinstance(logged, Document) or logged.get("undone") is undo:
        return None
    try:
        change = _change_of(logged)
    except InvalidRecord:
        return None
    steps: list[Record] = logged["steps"]
    present = {name: _by_id(db.table(name)) for name in _NOUNS}
    if any(_digest(present[step["table"]].get(step["id"])) != step["here"] for step in steps):
        table.remove(doc_ids=[logged.doc_id])
        return UndoResult(change, fits=False)
    swapped = []
    for step in steps:
        was = present[step["table"]].get(step["id"])
        swapped.append({**step, "here": _digest(step["other"]), "other": was})
    for name in _NOUNS:
        ids = {step["id"] for step in steps if step["table"] == name}
        if ids:
            db.table(name).remove(where("id").test(ids.__contains__))
            back = [step["other"] for step in steps if step["table"] == name and step["other"]]
            db.table(name).insert_multiple(back)
    if change.removes:
        mark_present(db) if undo else mark_removed(db)
    state = {"undone": undo, "swapped": when or moment(), "steps": swapped}
    table.update(state, doc_ids=[logged.doc_id])
    sight.add({**logged, **state})
    return UndoResult(change, fits=True)


def moment() -> str:
    """Return this moment, ISO 8601, UTC, fine enough to see which of two shared changes came first."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def mark_removed(db: TinyDB) -> None:
    """Have the article taken for one of which nothing is stored."""
    db.table(META).update({REMOVED: now()}, where("schema").exists())


def mark_present(db: TinyDB) -> bool:
    """Have the article no longer taken so; return whether it was."""
    return bool(db.table(META).update(delete(REMOVED), where(REMOVED).exists()))


def is_removed(db: TinyDB) -> bool:
    """Return whether the article is taken for one of which nothing is stored."""
    return db.table(META).contains(where(REMOVED).exists())


def last_changes(logged: Sequence[Record], sight: Sight) -> tuple[LoggedChange | None, LoggedChange | None]:
    """Return the change to take back next, and the one to make again next, as a program's ``sight`` has it.

    ``logged`` are all that there are, oldest first; what cannot be read is skipped.
    """
    undoable: LoggedChange | None = None
    redoable: LoggedChange | None = None
    for record in filter(sight.includes, reversed(logged)):
        try:
            change = _change_of(record)
        except InvalidRecord:
            continue
        if record.get("undone"):
            redoable = change
        else:
            undoable = change
            break
    return undoable, redoable


class Part(NamedTuple):
    """An article's part in a shared change, by its undo log.

    Attributes:
        shared: the change of several articles.
        change_id: the change of this one.
        swapped: when it was taken back, or made again, last; empty where it never was.
        undone: whether it is taken back now.
    """

    shared: SharedChange
    change_id: str
    swapped: str
    undone: bool


def parts(logged: Iterable[Record]) -> tuple[Part, ...]:
    """Return the parts that the article has in shared changes, oldest first; skip what cannot be read."""
    found = []
    for record in logged:
        with suppress(InvalidRecord):
            change = _change_of(record)
            if change.shared:
                swapped = text(record, "swapped") if "swapped" in record else ""
                found.append(Part(change.shared, change.id, swapped, record.get("undone") is True))
    return tuple(found)


def _change_of(record: Mapping[str, object]) -> LoggedChange:
    """Return the change that a record of the log describes.

    Raises:
        InvalidRecord: it is not a change, or one that cannot be swapped.
    """
    steps, removes = record.get("steps"), record.get("removes") is True
    if not isinstance(steps, list) or not (steps or removes) or not all(map(_is_step, steps)):
        raise InvalidRecord("'steps' is not a list of steps")
    before, after = record.get("before"), record.get("after")
    words = ChangeWords(
        text(record, "told"),
        name_of(before) if isinstance(before, dict) else None,
        name_of(after) if isinstance(after, dict) else None,
    )
    shared = None
    if "shared" in record:
        of = part(record, "shared")
        shared = SharedChange(identity(of), text(of, "made"), text(of, "told"), whole(of, "articles"))
    return LoggedChange(identity(record), text(record, "noun"), words, shared, removes)


def _is_step(step: Any) -> bool:
    return (
        isinstance(step, dict)
        and step.get("table") in list(_NOUNS)  # of a damaged file it may be anything
        and isinstance(step.get("id"), str)
        and isinstance(step.get("here"), str)
        and isinstance(step.get("other", 0), dict | None)
    )


def _in_order(table: Table) -> list[Record]:
    return [dict(document) for document in sorted(table, key=lambda each: each.doc_id)]


def _by_id(table: Table) -> dict[str, Record]:
    return {document["id"]: dict(document) for document in table}


def _digest(record: Record | None) -> str:
    """Return what distinguishes one state of a record from others; empty where there is none."""
    if record is None:
        return ""
    return hashlib.sha256(orjson.dumps(record, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def _trim(table: Table) -> None:
    """Drop the oldest changes until few enough are left."""
    logged = sorted(table, key=lambda document: document.doc_id)
    room, sizes = MOST_BYTES, [len(orjson.dumps(document)) for document in logged]
    left = 0
    while left < min(len(logged), MOST) and (room := room - sizes[-1 - left]) >= 0:
        left += 1
    old = logged[: len(logged) - max(left, 1)]
    if old:
        table.remove(doc_ids=[document.doc_id for document in old])
