"""The versions of the format, and how what an older program wrote becomes what this one writes.

Each step is a pure function on the tables. Reading migrates in memory; the first save writes the
outcome, and keeps the file as it was in ``history``.
"""

from collections.abc import Callable, Mapping

from tui.store.storage import ANNOTATIONS, CHANGES, META, TABLES, Document, Tables

SCHEMA = 2
"""The version of the format that this program writes."""

Migration = Callable[[Tables], Tables]


def _with_colours_and_changes(tables: Tables) -> Tables:
    """From 1 to 2: every annotation has a colour, and there is a table of changes."""
    annotations = {
        number: {"colour": "yellow", **record} for number, record in tables.get(ANNOTATIONS, {}).items()
    }
    return {**tables, ANNOTATIONS: annotations, CHANGES: tables.get(CHANGES, {})}


MIGRATIONS: Mapping[int, Migration] = {1: _with_colours_and_changes}
"""By the version that each begins at; it leads to the next."""


def migrated(tables: Tables) -> Tables:
    """The tables in the format of this program; those of a newer one, or of none, as they are."""
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
