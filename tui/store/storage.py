"""The TinyDB storage that a transaction works on, and the bytes it comes from and goes to."""

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
MARKS = "marks"
REMOVED = "removed"
"""In ``META``: when the article was removed. All that was kept of it stands in its last change."""
TABLES = (META, ANNOTATIONS, POSITION, CORRECTIONS, CHANGES, MARKS)
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
        """The tables themselves, not a copy."""
        return self.tables

    def write(self, data: Tables) -> None:
        """Stage ``data``."""
        self.tables = data


def database(storage: StagedStorage) -> TinyDB:
    """TinyDB over ``storage``. A new one for each use: TinyDB caches queries and next numbers."""
    return TinyDB(storage=lambda: storage)


def encode(tables: Tables) -> bytes:
    """The tables as indented JSON, which TinyDB's own JSONStorage reads as well.

    Raises:
        TypeError: something in them is no JSON.
    """
    return orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def decode(data: bytes) -> Tables:
    """The tables that ``encode`` made ``data`` of. An empty file is damage, not an empty database.

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
        if not isinstance(table, dict) or not all(map(_is_document, table.items())):
            raise Damaged(f"{name!r} is not a table of numbered documents")
    return tables


def _is_document(item: tuple[str, object]) -> bool:
    number, document = item
    return number.isascii() and number.isdigit() and isinstance(document, dict)
