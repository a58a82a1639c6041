"""The tables of an article's file: TinyDB over them, their JSON, and the migration of older formats."""

from collections.abc import Callable, Mapping
from typing import Any

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
REMOVED = "removed"
"""In ``META``: when the article was removed. All that was stored of it stands in its last change."""
TABLES = (META, ANNOTATIONS, POSITION, CORRECTIONS, CHANGES, BOOKMARKS)
"""The tables of every file, in the order in which they stand in it."""


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


def encode(tables: Tables) -> bytes:
    """Return the tables as indented JSON, which TinyDB's own JSONStorage reads as well.

    Raises:
        TypeError: something in them is no JSON.
    """
    return orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def decode(data: bytes) -> Tables:
    """Return the tables that ``encode`` made ``data`` of. An empty file is damage, not an empty database.

    Raises:
        Damaged: it is not JSON, or not TinyDB's tables of numbered documents.
    """
    if not data:
        raise Damaged("it is empty")
    try:
        tables = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Damaged(f"it is not JSON: {error}") from None
    if not isinstance(tables, dict):
        raise Damaged("it holds no tables")
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(
            number.isascii() and number.isdigit() and isinstance(document, dict)
            for number, document in table.items()
        ):
            raise Damaged(f"{name!r} is not a table of numbered documents")
    return tables


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
