"""What the corrections of all articles say, without reading every article's file each time.

Gathered in one TinyDB file, with what each article's file was like when it was read: only files
that have changed since are read anew. That file is derived: where it is missing or damaged it is
made again, and where it cannot be written nothing is lost but time. So it needs no lock.
"""

import contextlib
import os
from collections.abc import Mapping
from threading import Lock
from typing import NamedTuple

from tui.domain.correction import Correction
from tui.domain.verdicts import Teaching
from tui.store import files
from tui.store.contents import Contents
from tui.store.fields import Invalid, Record, text
from tui.store.layout import Layout, key_in
from tui.store.records import correction_of, correction_record
from tui.store.recovery import look
from tui.store.storage import META, Damaged, Tables, decode, encode

_FORMAT = 1
_SEEN = "seen"
_TAUGHT = "taught"


class _Stamp(NamedTuple):
    """What a file is like from outside; it differs after every save, which makes a new file."""

    modified: int
    size: int
    number: int


class Taught:
    """The corrections of all articles. Safe to use from any thread."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lock = Lock()
        self._seen: dict[str, _Stamp] | None = None
        self._taught: dict[str, Teaching] = {}

    def all(self) -> dict[str, Teaching]:
        """What the articles' corrections say, by the articles' keys; those that have none are left out.

        Never raises: of an article that cannot be read, nothing is told.
        """
        with self._lock:
            if self._seen is None:
                self._seen = {}
                # Whatever is wrong with it, it is only a copy.
                with contextlib.suppress(OSError, Damaged, Invalid, TypeError, ValueError):
                    self._seen, self._taught = _read(self._layout)
            there = self._stamps()
            if there != self._seen:
                self._refresh(self._seen, there)
            return dict(self._taught)

    def _stamps(self) -> dict[str, _Stamp]:
        stamps = {}
        with contextlib.suppress(OSError), os.scandir(self._layout.articles) as entries:
            for entry in entries:
                key = key_in(entry.name)
                if key is not None:
                    # A file that goes meanwhile is not there.
                    with contextlib.suppress(OSError):
                        status = entry.stat()
                        stamps[key] = _Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
        return stamps

    def _refresh(self, seen: Mapping[str, _Stamp], there: dict[str, _Stamp]) -> None:
        taught = {key: teaching for key, teaching in self._taught.items() if seen.get(key) == there.get(key)}
        for key in there.keys() - {key for key, stamp in seen.items() if there.get(key) == stamp}:
            contents = self._contents(key)
            of_names = tuple(each for each in contents.corrections if not each.kind.is_of_quotation)
            if contents.article and of_names:
                taught[key] = Teaching(contents.article.title, of_names)
        self._seen, self._taught = there, taught
        with contextlib.suppress(OSError):
            files.replace(self._layout.taught, encode(_tables(there, taught)), durable=False)

    def _contents(self, key: str) -> Contents:
        """What the article's file holds, else its mirror."""
        for path in (self._layout.main(key), self._layout.mirror(key)):
            with contextlib.suppress(OSError):
                copy = look(path, key)
                if copy.good:
                    return copy.contents
        return Contents()


def _tables(seen: Mapping[str, _Stamp], taught: Mapping[str, Teaching]) -> Tables:
    documents: list[Record] = [
        {
            "key": key,
            "title": teaching.title,
            "corrections": [correction_record(c, "") for c in teaching.corrections],
        }
        for key, teaching in taught.items()
    ]
    return {
        META: {"1": {"taught": _FORMAT}},
        _SEEN: {"1": {key: list(stamp) for key, stamp in seen.items()}},
        _TAUGHT: {str(number): document for number, document in enumerate(documents, start=1)},
    }


def _read(layout: Layout) -> tuple[dict[str, _Stamp], dict[str, Teaching]]:
    """What was gathered.

    Raises:
        OSError, Damaged, Invalid, TypeError, ValueError: it cannot be read, or is something else.
    """
    data = files.read(layout.taught)
    if data is None:
        return {}, {}
    tables = decode(data)
    if tables.get(META) != {"1": {"taught": _FORMAT}}:
        raise Damaged("it is of another format")
    seen = {key: _Stamp(*stamp) for key, stamp in tables.get(_SEEN, {}).get("1", {}).items()}
    taught = {}
    for document in tables.get(_TAUGHT, {}).values():
        taught[text(document, "key")] = Teaching(text(document, "title"), _corrections(document))
    return seen, taught


def _corrections(document: Mapping[str, object]) -> tuple[Correction, ...]:
    kept = document.get("corrections")
    if not isinstance(kept, list) or not all(isinstance(record, dict) for record in kept):
        raise Invalid("'corrections' is not a list of records")
    return tuple(map(correction_of, kept))
