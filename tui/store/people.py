"""The people of all articles: the table that they are looked up in, and what the reader says of them."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import NamedTuple, TypeVar

from tinydb import TinyDB, where

from tui.domain.analysis import Label
from tui.domain.annotation import now
from tui.domain.history import ChangeWords, UndoResult
from tui.domain.people import NO_CHOICES, Appearances, NameKey, PeopleChoices, name_key
from tui.domain.serialization import InvalidRecord, Record, choice, cleaned, part, text
from tui.domain.text.folding import whole_words_of
from tui.domain.text.sanitize import encodable
from tui.store.contents import Contents
from tui.store.edits import put_records
from tui.store.index import AppearanceFiles
from tui.store.layout import key_of
from tui.store.storage import META, PEOPLE
from tui.store.transaction import Transactions
from tui.store.undo_log import Sights, last_changes, mark_removed, recorded, swap
from tui.system import files

T = TypeVar("T")

_FORMAT = 1
"""Raise it when folding or the tables change: the table is made again then."""
_TABLES = (
    "CREATE TABLE IF NOT EXISTS state (seen INTEGER)",
    "CREATE TABLE IF NOT EXISTS articles"
    " (id INTEGER PRIMARY KEY, file TEXT UNIQUE, article TEXT, stamp TEXT)",
    "CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, words TEXT, label TEXT,"
    " UNIQUE (words, label))",
    "CREATE TABLE IF NOT EXISTS appears (article INTEGER, person INTEGER, name TEXT, mentions INTEGER,"
    " quotations INTEGER, PRIMARY KEY (article, person)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS by_person ON appears (person, name, mentions, quotations)",
    "CREATE TABLE IF NOT EXISTS wordings (article INTEGER, person INTEGER, wording TEXT, words TEXT,"
    " times INTEGER, PRIMARY KEY (article, person, wording)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS wordings_of_person ON wordings (person)",
    "CREATE INDEX IF NOT EXISTS by_words ON wordings (words)",
)
_STEP = 200
"""Articles that are read at a time."""


class PersonTotal(NamedTuple):
    """How much there is of a person, spelt in one way.

    Attributes:
        key, name: who it is, and the spelling.
        articles, mentions, quotations: in how many articles, how often named, how much said.
        last: the date of the newest of these articles, or empty.
    """

    key: NameKey
    name: str
    articles: int
    mentions: int
    quotations: int
    last: str


class PersonIn(NamedTuple):
    """How much there is of a person in one article."""

    key: NameKey
    article_id: str
    name: str
    mentions: int
    quotations: int


class PeopleTable:
    """Who appears in which articles, made of the ``AppearanceFiles``. Safe to use from any thread.

    Whatever goes wrong with its file costs time and nothing else: it is made again, in memory if need be. As
    long as nothing was analysed it is there only.
    """

    def __init__(self, appearances: AppearanceFiles, folder: Path) -> None:
        """Use a file in ``folder``, which is made when ``update`` needs it."""
        self._appearances = appearances
        self._path = folder / f"people-{_FORMAT}.sqlite"
        self._lock = RLock()
        self._memory: sqlite3.Connection | None = None

    # -- up to date ------------------------------------------------------------------------

    def update(self) -> Iterator[float]:
        """Follow what was stored by any program since; yield the share that is done, every now and then."""
        seen = self._appearances.seen()
        if seen and seen == self._ask(_seen):
            return
        there = self._appearances.stamps()
        known = self._ask(lambda table: dict(table.execute("SELECT file, stamp FROM articles").fetchall()))
        gone = sorted(known.keys() - there.keys())
        if gone:
            self._ask(partial(_forget_all, gone))
        changed = iter(sorted(file for file, stamp in there.items() if known.get(file) != stamp))
        done = len(there.keys() & known.keys())
        while some := list(islice(changed, _STEP)):
            found = [(file, there[file], self._appearances.at(file)) for file in some]
            self._ask(partial(_put_all, found))
            done += len(some)
            yield min(1.0, done / len(there))
        self._ask(lambda table: _see(table, seen))

    def put(self, found: Appearances) -> None:
        """Store who appears in an article, in place of what was known of it, in its file and in the table."""
        if self._memory is None and not self._path.exists():
            self._appearances.put(found)
            return
        was_put = False
        file = f"{key_of(encodable(found.article_id))}.json"

        def put(table: sqlite3.Connection) -> None:
            # Within the transaction: another program that does the same waits, and neither misses the other.
            nonlocal was_put
            is_current = _seen(table) == self._appearances.seen(at_once=True)
            self._appearances.put(found)
            was_put = True
            stored = self._appearances.at(file)
            if is_current or stored is None:
                # Where a folder is in the place of the file, the table alone knows of it.
                _put_all([(file, self._appearances.stamp(file), stored or found)], table)
            if is_current:
                _see(table, self._appearances.seen(at_once=True))

        self._ask(put)
        if not was_put:
            self._appearances.put(found)

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles of which it is known who appears."""
        rows = self._ask(lambda table: table.execute("SELECT article FROM articles").fetchall())
        return frozenset(row[0] for row in rows if row[0] is not None)

    def files(self) -> frozenset[str]:
        """Return the names that the files of these articles have in the store."""
        known = "SELECT file FROM articles WHERE article IS NOT NULL"
        return frozenset(row[0] for row in self._ask(lambda table: table.execute(known).fetchall()))

    # -- asked -----------------------------------------------------------------------------

    def totals(self, shelf: Mapping[str, str]) -> list[PersonTotal]:
        """Return everybody in the articles with these ids, one for each spelling, in no order.

        ``shelf`` has the date of each article, or an empty one.
        """

        def ask(table: sqlite3.Connection) -> list[PersonTotal]:
            _lay_out(table, shelf)
            rows = table.execute(
                "SELECT people.label, people.words, name, COUNT(*), SUM(mentions), SUM(quotations), MAX(date)"
                " FROM appears JOIN shelf ON shelf.id = appears.article JOIN people ON people.id = person"
                " GROUP BY person, name"
            )
            return [PersonTotal((Label(label), words), *rest) for label, words, *rest in rows]

        return self._ask(ask)

    def appearances(self, keys: Iterable[NameKey]) -> list[PersonIn]:
        """Return the articles that any of these people appear in, in no order; one may come twice."""
        wanted = list(keys)

        def ask(table: sqlite3.Connection) -> list[PersonIn]:
            rows: list[PersonIn] = []
            for label, words in wanted:
                found = table.execute(
                    "SELECT articles.article, name, mentions, quotations FROM people"
                    " JOIN appears ON person = people.id JOIN articles ON articles.id = appears.article"
                    " WHERE words = ? AND label = ?",
                    (words, label.value),
                )
                rows += [PersonIn((label, words), *row) for row in found]
            return rows

        return self._ask(ask)

    def wordings(self, keys: Iterable[NameKey]) -> Counter[str]:
        """Return how often these people are named in which words other than the name itself."""
        wanted = list(keys)

        def ask(table: sqlite3.Connection) -> Counter[str]:
            counts: Counter[str] = Counter()
            for label, words in wanted:
                found = table.execute(
                    "SELECT wording, SUM(times) FROM people JOIN wordings ON person = people.id"
                    " WHERE people.words = ? AND label = ? GROUP BY wording",
                    (words, label.value),
                )
                counts.update(dict(found.fetchall()))
            return counts

        return self._ask(ask)

    def called(self, name: str) -> list[NameKey]:
        """Return who has all the words of ``name`` in the name, or is called so in any article.

        Those in most articles come first.
        """
        words = whole_words_of(encodable(name))
        if not words:
            return []
        parts = " AND ".join(["' ' || words || ' ' LIKE ? ESCAPE '\\'"] * len(words))
        holding = [f"% {_escaped(word)} %" for word in words]

        def ask(table: sqlite3.Connection) -> list[NameKey]:
            found = table.execute(
                f"SELECT label, words FROM people WHERE {parts} OR id IN"
                " (SELECT person FROM wordings WHERE wordings.words = ?)"
                " ORDER BY (SELECT COUNT(*) FROM appears WHERE person = people.id) DESC, words",
                (*holding, " ".join(words)),
            )
            return [(Label(label), key) for label, key in found]

        return self._ask(ask)

    def alike(self, name: str, most: int = 2_000) -> list[NameKey]:
        """Return people a word of whose name begins as one of ``name`` does, or who have it in two words.

        Of too many those come first of whom more words do, and whose names are about as long.
        """
        words = whole_words_of(encodable(name))
        if not words:
            return []
        starts = [f"% {_escaped(word[:2])}%" for word in words]
        fits = ["(' ' || words LIKE ? ESCAPE '\\')"] * len(words)
        glued, fit = f"%{_escaped(''.join(words))}%", "(replace(words, ' ', '') LIKE ? ESCAPE '\\')"

        def ask(table: sqlite3.Connection) -> list[NameKey]:
            found = table.execute(
                f"SELECT label, words, {' + '.join([*fits, fit])} AS fitting FROM people"
                " WHERE fitting AND id IN (SELECT person FROM appears)"
                " ORDER BY fitting DESC, abs(length(words) - ?), words LIMIT ?",
                (*starts, glued, len(" ".join(words)), most),
            )
            return [(Label(label), key) for label, key, _ in found]

        return self._ask(ask)

    # -- the file --------------------------------------------------------------------------

    def _ask(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what ``work`` makes of the table, which is made again where it cannot be used."""
        with self._lock:
            if self._memory is None and not self._path.exists() and not self._appearances.seen(at_once=True):
                # Nothing was analysed yet, so there is nothing to store.
                with closing(sqlite3.connect(":memory:")) as table, table:
                    _make(table)
                    return work(table)
            if self._memory is None:
                for attempt in range(2):
                    try:
                        with self._opened() as table:
                            if attempt:
                                self._fill(table)
                            return work(table)
                    except (sqlite3.Error, OSError) as error:
                        if getattr(error, "sqlite_errorname", "") in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                            break
                    files.remove_database(self._path)
                self._memory = sqlite3.connect(":memory:", check_same_thread=False)
                _make(self._memory)
                self._fill(self._memory)
            with self._memory as table:
                return work(table)

    def _fill(self, table: sqlite3.Connection) -> None:
        """Put all files into a table that is made again: what is asked of it is to be answered now."""
        for file, stamp in self._appearances.stamps().items():
            _put(table, file, stamp, self._appearances.at(file))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        files.check_database(self._path)
        is_new = not self._path.exists()
        with closing(sqlite3.connect(self._path, timeout=5, isolation_level="IMMEDIATE")) as table, table:
            table.execute("PRAGMA synchronous = OFF")  # it can be made again
            if is_new:
                with suppress(OSError):
                    self._path.chmod(0o600)
            _make(table)
            yield table


def _make(table: sqlite3.Connection) -> None:
    for statement in _TABLES:
        table.execute(statement)


def _seen(table: sqlite3.Connection) -> int:
    """Return the time of the folder of files that the table was made of, or 0 where it is not known."""
    row = table.execute("SELECT seen FROM state").fetchone()
    return row[0] if row else 0


def _see(table: sqlite3.Connection, seen: int) -> None:
    table.execute("DELETE FROM state")
    table.execute("INSERT INTO state (seen) VALUES (?)", (seen,))


def _forget(table: sqlite3.Connection, file: str) -> None:
    """Drop all that is known of the article in a file."""
    row = table.execute("SELECT id FROM articles WHERE file = ?", (file,)).fetchone()
    if row is not None:
        for name, column in (("appears", "article"), ("wordings", "article"), ("articles", "id")):
            table.execute(f"DELETE FROM {name} WHERE {column} = ?", row)


def _forget_all(files: Iterable[str], table: sqlite3.Connection) -> None:
    for file in files:
        _forget(table, file)


def _put_all(found: Iterable[tuple[str, str, Appearances | None]], table: sqlite3.Connection) -> None:
    """Have the table know what files hold, each with its stamp."""
    for file, stamp, appearances in found:
        _put(table, file, stamp, appearances)


def _put(table: sqlite3.Connection, file: str, stamp: str, found: Appearances | None) -> None:
    """Have the table know who appears in the article in a file; of one that cannot be read, nobody."""
    _forget(table, file)
    article = found.article_id if found else None
    put = table.execute(
        "INSERT INTO articles (file, article, stamp) VALUES (?, ?, ?)", (file, article, stamp)
    )
    number = put.lastrowid
    people: dict[NameKey, tuple[Counter[str], Counter[str], list[int]]] = {}
    for one in found.people if found else ():
        names, wordings, counts = people.setdefault(
            name_key(one.label, one.name), (Counter(), Counter(), [0, 0])
        )
        names[one.name] += len(one.places) // 2
        wordings.update(one.wordings)
        counts[0] += len(one.places) // 2
        counts[1] += len(one.quotations)
    for key, (names, wordings, counts) in people.items():
        person = _number_of(table, key)
        name = max(names, key=lambda each: (names[each], each))
        table.execute("INSERT INTO appears VALUES (?, ?, ?, ?, ?)", (number, person, name, *counts))
        others = [(wording, " ".join(whole_words_of(wording)), times) for wording, times in wordings.items()]
        table.executemany(
            "INSERT INTO wordings VALUES (?, ?, ?, ?, ?)",
            [(number, person, *other) for other in others if other[1] not in ("", key[1])],
        )


def _number_of(table: sqlite3.Connection, key: NameKey) -> int:
    label, words = key
    row = table.execute(
        "SELECT id FROM people WHERE words = ? AND label = ?", (words, label.value)
    ).fetchone()
    if row is None:
        put = table.execute("INSERT INTO people (words, label) VALUES (?, ?)", (words, label.value))
        return int(put.lastrowid or 0)
    return int(row[0])


def _lay_out(table: sqlite3.Connection, shelf: Mapping[str, str]) -> None:
    """Have a table of the numbers and dates of the articles that count."""
    table.execute("CREATE TEMP TABLE IF NOT EXISTS shelf (id INTEGER PRIMARY KEY, date TEXT)")
    table.execute("DELETE FROM shelf")
    numbers = dict(table.execute("SELECT article, id FROM articles WHERE article IS NOT NULL").fetchall())
    table.executemany(
        "INSERT INTO shelf VALUES (?, ?)",
        [(numbers[article], date) for article, date in shelf.items() if article in numbers],
    )


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


PLACE = "postil:people"
"""What the file of the user's choices has in place of an article's id.

It is a file like those of articles, so it has a lock, a mirror, daily copies, an undo log and repair as they
have; and it is marked as that of an article that was removed, so that no program lists it as one.
"""
_FOLLOWED, _JOINED = "followed", "joined"


class PeopleEdits:
    """What the user says of people over the library, saved and undone. Safe to use from any thread."""

    def __init__(self, transactions: Transactions, sights: Sights, saved: Callable[[], object]) -> None:
        """Change what is stored by ``transactions``; call ``saved`` after each save."""
        self._transactions = transactions
        self._sight = sights.of(PLACE)
        self._saved = saved
        self._known: tuple[Sequence[Record], PeopleChoices] = ((), NO_CHOICES)

    def choices(self) -> PeopleChoices:
        """Return what is stored; never raises."""
        contents = self._transactions.read(PLACE)
        self._sight.begin(contents.changes)
        return self._choices_in(contents)

    def _choices_in(self, contents: Contents) -> PeopleChoices:
        records, choices = self._known
        if records != contents.people:
            choices = _choices_of(contents.people)
            self._known = contents.people, choices
        return choices

    def follow(self, key: NameKey, name: str, message: str) -> PeopleChoices:
        """Follow a person or body; ``message`` says what was done. Return all that is stored then.

        Raises:
            StoreError: it was not saved.
        """
        record = _record(_FOLLOWED, key, name)
        return self._change(lambda db: put_records(db, PEOPLE, [record]), message)

    def unfollow(self, key: NameKey, message: str) -> PeopleChoices:
        """Follow a person, and all that it was joined with, no longer; see ``follow``.

        Raises:
            StoreError: it was not saved.
        """
        ids = [_identity(_FOLLOWED, each) for each in self.choices().members(key)]
        return self._change(partial(_remove, ids), message)

    def join(self, key: NameKey, name: str, into: NameKey, into_name: str, message: str) -> PeopleChoices:
        """Let a person and another be the same, who is called as the other; see ``follow``.

        Raises:
            StoreError: it was not saved.
        """
        known = self.choices()
        key, into = known.root(key), known.root(into)
        if key == into:
            return known
        record = _record(_JOINED, key, name, into, into_name)
        return self._change(lambda db: put_records(db, PEOPLE, [record]), message)

    def part(self, key: NameKey, message: str) -> PeopleChoices:
        """Let all that a person was joined with be others again; see ``follow``.

        Raises:
            StoreError: it was not saved.
        """
        ids = [_identity(_JOINED, each) for each in self.choices().members(key)]
        return self._change(partial(_remove, ids), message)

    def swap(self, *, undo: bool) -> UndoResult | None:
        """Undo the last change, or make again what was undone last; return None where there is none.

        Raises:
            StoreError: it was not saved.
        """
        contents = self._transactions.read(PLACE)
        self._sight.begin(contents.changes)
        last = last_changes(contents.changes, self._sight)[0 if undo else 1]
        outcome: list[UndoResult | None] = [None]
        if last is not None:
            change_id = last.id
            self._transactions.change(
                PLACE, lambda db: outcome.append(swap(db, change_id, self._sight, undo=undo))
            )
            self._saved()
        return outcome[-1]

    def _change(self, operation: Callable[[TinyDB], object], message: str) -> PeopleChoices:
        def change(db: TinyDB) -> None:
            db.table(META).upsert({"article": PLACE}, where("schema").exists())
            mark_removed(db)
            with recorded(db, ChangeWords(message), self._sight):
                operation(db)

        contents = self._transactions.change(PLACE, change)
        self._saved()
        return self._choices_in(contents)


def _remove(ids: Collection[str], db: TinyDB) -> None:
    db.table(PEOPLE).remove(where("id").test(ids.__contains__))


def _identity(kind: str, key: NameKey) -> str:
    return f"{kind} {key[0].value} {key[1]}"


def _record(kind: str, key: NameKey, name: str, into: NameKey | None = None, into_name: str = "") -> Record:
    of = {"label": into[0].value, "words": into[1], "name": into_name} if into else None
    about = {"kind": kind, "label": key[0].value, "words": key[1], "name": name, "of": of, "made": now()}
    return cleaned({"id": _identity(kind, key), **about})  # type: ignore[no-any-return]


def _choices_of(records: Iterable[Record]) -> PeopleChoices:
    """Return what records say; those that cannot be read, perhaps of a later program, say nothing."""
    followed: set[NameKey] = set()
    joined: dict[NameKey, NameKey] = {}
    names: dict[NameKey, str] = {}
    for record in sorted(records, key=lambda each: str(each.get("made"))):
        with suppress(InvalidRecord):
            key, kind = _key_in(record), text(record, "kind")
            names[key] = text(record, "name")
            if kind == _FOLLOWED:
                followed.add(key)
            elif kind == _JOINED:
                into = part(record, "of")
                joined[key] = _key_in(into)
                names[joined[key]] = text(into, "name")
    return PeopleChoices(frozenset(followed), joined, names)


def _key_in(record: Mapping[str, object]) -> NameKey:
    return choice(record, "label", Label, "a kind of name"), text(record, "words")
