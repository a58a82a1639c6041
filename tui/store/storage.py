"""The tables of an article's file: TinyDB over them, their JSON, and the migration of older formats."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]
"""What TinyDB keeps: table -> number as text -> document."""

META = "_meta"
ANNOTATIONS = "annotations"
POSITION = "position"
CORRECTIONS = "corrections"
CHANGES = "changes"
BOOKMARKS = "marks"
PEOPLE = "people"
"""What the user says of people: in one file of the store alone; see ``tui.store.people``."""
FILING = "filing"
"""Holds one record, and is there only where the article was filed."""
REMOVED = "removed"
"""In ``META``: when the article was removed. All that was stored of it stands in its last change."""
TABLES = (META, ANNOTATIONS, POSITION, CORRECTIONS, CHANGES, BOOKMARKS)
"""The tables of every file, in the order in which they stand in it."""


_LONGEST = 15
"""Digits of a record's number at most: Python refuses to read thousands of them, and this is plenty."""


class Damaged(Exception):
    """A file is not what the store writes; ``str`` of it says in words what is wrong."""


class StagedStorage(Storage):
    """Tables in memory: what TinyDB writes is staged, and reaches no file by itself.

    Attributes:
        tables: as they are now; of a new file, all the tables that it will have, empty.
    """

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables = {name: {} for name in TABLES} if tables is None else tables

    def read(self) -> Tables:
        """Return the tables themselves, not a copy."""
        return self.tables

    def write(self, data: Tables) -> None:
        """Stage ``data``."""
        self.tables = data


def database(storage: StagedStorage) -> TinyDB:
    """Return TinyDB over ``storage``: a new one for each use, since it caches queries and next numbers."""
    return TinyDB(storage=lambda: storage)


CHECKSUM = "checksum"
"""In the document of ``META`` that has the version: of the whole file, with zeros in this place.

A file that says another one was changed since it was saved: by hand, by an older program, which leaves what
it does not know, or by a disk. One that has none is as good as its mirror.
"""
_BLANK = b"0" * 16
_BEFORE = b'\n      "%s": "' % CHECKSUM.encode()


class StoredFile(NamedTuple):
    """What a file holds.

    Attributes:
        tables: without the checksum, and numbered as TinyDB numbers.
        as_saved: whether the checksum fits; None where there is none, or a newer program made it.
        oddities: what was not in order and can be used all the same, in words.
    """

    tables: Tables
    as_saved: bool | None = None
    oddities: tuple[str, ...] = ()


def encode(tables: Tables) -> bytes:
    """Return the tables as indented JSON with a checksum, which TinyDB's own JSONStorage reads as well.

    Raises:
        TypeError: something in them is no JSON.
    """
    number, meta = _meta(tables)
    if not number:
        return _dumped(tables)
    described = {**tables.get(META, {}), number: {**meta, CHECKSUM: _BLANK.decode()}}
    data = _dumped({META: described, **{name: table for name, table in tables.items() if name != META}})
    checksum = hashlib.blake2b(data, digest_size=8).hexdigest().encode()
    return data.replace(_BEFORE + _BLANK, _BEFORE + checksum, 1)


def _dumped(tables: Tables) -> bytes:
    return orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def is_as_saved(data: bytes) -> bool:
    """Return whether these are, byte for byte, what ``encode`` returned; quick, without parsing them."""
    start = data.find(_BEFORE) + len(_BEFORE)
    end = start + len(_BLANK)
    whole, digest = memoryview(data), hashlib.blake2b(digest_size=8)
    for piece in (whole[:start], _BLANK, whole[end:]):
        digest.update(piece)
    return digest.hexdigest().encode() == data[start:end]


def decode(data: bytes) -> Tables:
    """Return the tables that ``encode`` made ``data`` of; see ``parse``.

    Raises:
        Damaged: it is not JSON, or not TinyDB's tables of numbered documents.
    """
    return parse(data).tables


def parse(data: bytes) -> StoredFile:
    """Return what a file with these bytes holds. An empty file is damage, not an empty database.

    Raises:
        Damaged: it is not JSON, or not TinyDB's tables of numbered documents.
    """
    if not data:
        raise Damaged("it is empty")
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Damaged(f"it is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise Damaged("it holds no tables")
    tables: Tables = {}
    oddities: list[str] = []
    for name, table in found.items():
        if not isinstance(table, dict):
            raise Damaged(_no_table(name))
        tables[name] = _in_numbers(name, table, oddities)
    _, meta = _meta(tables)
    known, schema = meta.pop(CHECKSUM, None), meta.get("schema")
    as_saved = is_as_saved(data) if isinstance(known, str) else None
    if as_saved is True:
        return StoredFile(tables, True, tuple(oddities))
    try:
        # Another program may have laid the same out in another way.
        checksum = encode(tables)
    except TypeError:
        raise Damaged("what is in it is nested too deeply") from None
    if as_saved is False:
        of_newer = isinstance(schema, int) and schema > SCHEMA
        as_saved = None if of_newer else _BEFORE + str(known).encode() in checksum
    return StoredFile(tables, as_saved, tuple(oddities))


def _in_numbers(name: str, table: Document, oddities: list[str]) -> dict[str, Document]:
    """Return a table with one plain number for each of its documents; add what was odd to ``oddities``.

    Raises:
        Damaged: it is no table of numbered documents.
    """
    odd: dict[str, Document] = {}
    for number, document in table.items():
        if not (number.isascii() and number.isdigit() and isinstance(document, dict)):
            raise Damaged(_no_table(name))
        if len(number) > _LONGEST or (number[0] == "0" and number != "0"):
            odd[number] = document
    if not odd:
        return table
    plain = {number: document for number, document in table.items() if number not in odd}
    free = max(map(int, plain), default=0)
    for number, document in odd.items():
        free += 1
        plain[str(free)] = document
        said = f"the number {number}" if len(number) <= _LONGEST else f"a number of {len(number):,} digits"
        oddities.append(f"a record of {name!r} has {said}")
    return plain


def _no_table(name: str) -> str:
    return f"{name!r} is not a table of numbered documents"


SCHEMA = 2
"""The version of the format that this program writes."""

_Migration = Callable[[Tables], Tables]


def _with_colours_and_changes(tables: Tables) -> Tables:
    """Lead from 1 to 2: every annotation has a colour, and there is a table of changes."""
    annotations = {
        number: {"colour": "yellow", **record} for number, record in tables.get(ANNOTATIONS, {}).items()
    }
    return {**tables, ANNOTATIONS: annotations, CHANGES: tables.get(CHANGES, {})}


MIGRATIONS: Mapping[int, _Migration] = {1: _with_colours_and_changes}
"""By the version that each begins at; it leads to the next."""


def migrated(tables: Tables) -> Tables:
    """Return the tables in the format of this program; those of a newer one, or of none, as they are."""
    number, meta = _meta(tables)
    schema = meta.get("schema")
    if isinstance(schema, bool) or not isinstance(schema, int) or not 0 < schema < SCHEMA:
        return tables
    for version in range(schema, SCHEMA):
        tables = MIGRATIONS[version](tables)
    tables = {**tables, META: {**tables[META], number: {**meta, "schema": SCHEMA}}}
    # In the order in which this program writes them.
    return {name: tables[name] for name in dict.fromkeys([*TABLES, *tables]) if name in tables}


def _meta(tables: Tables) -> tuple[str, Document]:
    for number, document in tables.get(META, {}).items():
        if "schema" in document:
            return number, document
    return "", {}
