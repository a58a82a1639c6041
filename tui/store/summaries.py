"""Summaries of all articles, without reading every article's file each time.

A summary is one file, with what each article's file was like when it was read: only files that have
changed since are read again. It is derived: where it is missing, damaged or of another program it is
made again, and where it cannot be written nothing is lost but time. So it needs no lock, and no save
has to wait for it.
"""

import contextlib
import os
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

import orjson

from tui.store.contents import Contents
from tui.store.copies import read_copy, read_main
from tui.store.layout import REPAIR, Layout, key_in
from tui.store.recovery import from_daily
from tui.store.storage import SCHEMA
from tui.system import files

_FORMAT = 4
_SETTLED = 50_000_000
"""Nanoseconds after which a file that changes once more is sure to show another time."""
_WORTH_WRITING = 50
"""One file in so many is read again each time rather than have the whole summary written again."""


_Stamp = tuple[int, int, int]
"""What a file is like from outside: when it was changed, its size, its number. It differs after every
save, which makes a new file. No class of its own: there are thousands, and each takes time to make."""


class SummaryCache:
    """A record for each article, made of what its file holds. Safe to use from any thread.

    Attributes:
        left_out: the keys of the articles that ``all`` had to leave out, since nothing of them can be read.
    """

    def __init__(
        self,
        layout: Layout,
        path: Path,
        make: Callable[[Contents], Any],
        report: Callable[[str], object] = str,
    ) -> None:
        """Summarize the articles in the file at ``path``.

        Args:
            layout: where the articles' files are.
            path: the file of the summary; it may be deleted at any time.
            make: the record of an article, which JSON can carry, or None where it has none.
                It may be a list that ends in bytes, which come back as a view of what was read: they need
                no parsing, and that takes most of the time.
            report: is called with a line for each article whose files cannot be read, at every look.
        """
        self._layout = layout
        self._path = path
        self._make = make
        self._report = report
        self._lock = Lock()
        self._seen: dict[str, _Stamp] | None = None
        self._records: dict[str, Any] = {}
        self.left_out: frozenset[str] = frozenset()

    def all(self) -> Mapping[str, Any]:
        """Return the records of all articles that have one, by the articles' keys; not to be changed.

        Never raises: of an article that cannot be read there is no record.
        """
        with self._lock:
            if problem := self._layout.presence.problem:
                # What was known of it is not forgotten.
                self._report(f"Notes cannot be listed: {problem}")
                return self._records
            if self._seen is None:
                # Whatever is wrong with the summary, it is only a copy.
                self._seen, self._records = _read(self._path) or ({}, {})
            there = self._stamps()
            if there != self._seen or not self._records.keys() <= there.keys():
                self._refresh(self._seen, there)
            return self._records

    def last_known(self) -> Mapping[str, Any]:
        """Return the records as they were known last, without a look at the articles' files.

        Far quicker than ``all``, and never waits for it; where there is no summary it is empty.
        """
        if not self._lock.acquire(blocking=False):
            return self._records
        try:
            if self._seen is None:
                self._seen, self._records = _read(self._path) or ({}, {})
            return self._records
        finally:
            self._lock.release()

    def others(self, file_names: AbstractSet[str]) -> dict[str, Any]:
        """Return the records of all articles but those whose files are called so, by their keys.

        An article of which there is but the mirror is left out. Where few are left that is quick.
        """
        names: list[str] = []
        with contextlib.suppress(OSError):
            names = os.listdir(self._layout.articles)  # noqa: PTH208 - iterdir takes ten times as long
        return self.some(key for name in names if name not in file_names and (key := key_in(name)))

    def some(self, keys: Iterable[str]) -> dict[str, Any]:
        """Return the records of some articles as they are now, by their keys; those without one are left out.

        Only their own files are looked at, so of few among thousands this is far quicker than ``all``.
        """
        known, found = self.last_known(), {}
        if not self._seen:
            known = self.all()  # it was never made, or by another program
        seen = self._seen or {}
        for key in keys:
            try:
                is_same = _stamp(self._layout.main(key).stat()) == seen.get(key)
            except OSError:
                is_same = False
            if is_same:
                record = known.get(key)
            else:
                contents = self._contents(key)
                record = self._make(contents) if contents is not None else None
            if record is not None:
                found[key] = record
        return found

    def _stamps(self) -> dict[str, _Stamp]:
        """Return what the files are like: those of the articles, and the mirrors of those that have none."""
        stamps: dict[str, _Stamp] = {}
        try:
            with os.scandir(self._layout.articles) as entries:
                for entry in entries:
                    key = key_in(entry.name)
                    if key is not None:
                        # A file that goes meanwhile is not there. One of thousands: nothing slower here.
                        try:
                            stamps[key] = _stamp(entry.stat())
                        except OSError:
                            continue
        except FileNotFoundError:
            pass
        except OSError as error:
            # Where a folder above it is none, there is nothing, as there is where it is missing.
            if isinstance(error, NotADirectoryError) and not self._layout.articles.exists():
                return stamps
            self._report(f"Notes cannot be listed: {files.explain(error)}")
        with contextlib.suppress(OSError), os.scandir(self._layout.backup) as entries:
            for entry in entries:
                if entry.name.removesuffix(".json") in stamps:
                    continue
                key = key_in(entry.name)
                if key is not None:
                    with contextlib.suppress(OSError):
                        stamps[key] = _stamp(entry.stat())
        return stamps

    def _refresh(self, seen: Mapping[str, _Stamp], there: dict[str, _Stamp]) -> None:
        same = {key for key, stamp in seen.items() if there.get(key) == stamp}
        records = {key: record for key, record in self._records.items() if key in same}
        known = {key: there[key] for key in same}
        new = there.keys() - same
        now = time.time_ns()
        left_out = set()
        for key in new:
            contents = self._contents(key)
            if contents is None:
                left_out.add(key)
                continue
            # What cannot be read is looked at again next time, and so is what may change once more
            # without looking different. A time to come is of a clock that was wrong once.
            if contents.readable and abs(now - there[key][0]) > _SETTLED:
                known[key] = there[key]
            record = self._make(contents)
            if record is not None:
                records[key] = record
        self.left_out = frozenset(left_out)
        changed = len(new) + len(seen.keys() - there.keys())
        self._seen, self._records = known, records
        if known != seen and changed * _WORTH_WRITING >= len(there):
            with contextlib.suppress(OSError):
                files.replace(self._path, _encoded(known, records), durable=False)

    def _contents(self, key: str) -> Contents | None:
        """Return what the article's file holds, else its mirror, else a daily copy; None where nothing does.

        What comes from a daily copy is not ``readable``.
        """
        problem = advice = ""
        for is_main in (True, False):
            try:
                mirror = self._layout.mirror(key)
                copy = read_main(self._layout, key) if is_main else read_copy(mirror, key)
            except OSError as error:
                problem = problem or files.explain(error)
                advice = advice or "; make it readable"
                continue
            if copy.good:
                return copy.contents
            if copy.damage:
                problem = problem or f"{files.shown(copy.path)}: {files.shown(copy.damage)}"
        if not problem:
            return Contents()  # both have gone meanwhile
        with contextlib.suppress(OSError):
            daily = from_daily(self._layout, key, readable=True)
            if daily is not None:
                self._report(
                    f"Notes cannot be read: {problem}; they are shown as they were on {daily.path.stem};"
                    f" {REPAIR} restores them"
                )
                return replace(daily.contents, readable=False)
        advice = advice or f"; restore a backup of your own, if any; {REPAIR} says more"
        self._report(f"Notes cannot be read: {problem}; this article is left out{advice}")
        return None


def is_whole(path: Path) -> bool:
    """Return whether the summary at ``path`` can be used, or is not there yet."""
    try:
        return files.read(path) is None or _read(path) is not None
    except OSError:
        return False


def _stamp(status: os.stat_result) -> _Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _encoded(seen: Mapping[str, _Stamp], records: Mapping[str, Any]) -> bytes:
    """Return the file: a head, a line of JSON for each article, the bytes that their records end in."""
    lines, tails = bytearray(), []
    for key, stamp in seen.items():
        record, tail = records.get(key), b""
        if isinstance(record, list) and record and isinstance(record[-1], bytes | memoryview):
            record, tail = record[:-1], record[-1]
            tails.append(tail)
        size = len(tail) if tail else None
        lines += orjson.dumps([key, *stamp, record, size], option=orjson.OPT_APPEND_NEWLINE)
    body = b"".join((lines, *tails))
    return _head(body, len(lines)) + body


def _head(body: bytes | memoryview, lines: int) -> bytes:
    numbers = _FORMAT, SCHEMA, zlib.crc32(body), lines
    return b'{"postil_index": "%d.%d", "check": "%08x", "lines": %d}\n' % numbers


def _read(path: Path) -> tuple[dict[str, _Stamp], dict[str, Any]] | None:
    """Return the stamps and records of a summary, or None where it cannot be used.

    Line by line, since parsing all at once would keep other threads waiting for as long as it takes.
    """
    try:
        data = files.read(path)
        if data is None:
            return None
        start = data.index(b"\n") + 1
        size = int(orjson.loads(data[:start])["lines"])
        if data[:start] != _head(memoryview(data)[start:], size):
            return None
        seen: dict[str, _Stamp] = {}
        records: dict[str, Any] = {}
        whole, place = memoryview(data), start + size
        for line in data[start:place].splitlines():
            key, modified, length, number, record, tail = orjson.loads(line)
            seen[key] = modified, length, number
            if tail:
                record.append(whole[place : place + tail])  # no copy: there are tens of megabytes
                place += tail
            if record is not None:
                records[key] = record
        return seen, records
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None
