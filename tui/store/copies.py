"""The two files that hold the notes of an article, as they were found, and what they say of each other."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from tui.domain.text.sanitize import one_line
from tui.store.contents import Contents, contents_of
from tui.store.layout import Layout
from tui.store.storage import ANNOTATIONS, CORRECTIONS, Damaged, Tables, is_as_saved, migrated, parse
from tui.system import files


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the two files that hold the notes of an article, as it was found.

    Attributes:
        path: the file.
        data: its bytes, or None where there is no such file.
        damage: what is wrong with it, in words, or empty.
        tables, contents: what it holds, in the format of this program; empty unless the file is
            there and good.
        is_old: whether an older program wrote it.
        as_saved: whether its checksum fits; None where it has none.
        oddities: what is not in order in a file that can be used all the same, in words.
        key: of the article, where the file can be used.
    """

    path: Path
    data: bytes | None = None
    damage: str = ""
    tables: Tables | None = None
    contents: Contents = field(default_factory=Contents)
    is_old: bool = False
    as_saved: bool | None = None
    oddities: tuple[str, ...] = ()
    key: str = ""

    @property
    def good(self) -> bool:
        """Return whether the file is there and can be used."""
        return self.tables is not None


def read_copy(path: Path, key: str) -> Copy:
    """Return what ``path`` holds for the article with this key, as it was found.

    Raises:
        OSError: it is there and cannot be read.
    """
    data = files.read(path)
    return Copy(path) if data is None else copy_of(path, data, key)


def read_main(layout: Layout, key: str) -> Copy:
    """Return what the file of an article holds; see ``believed``.

    Raises:
        OSError: it is there and cannot be read.
    """
    return believed(read_copy(layout.main(key), key), layout, key)


def copy_of(path: Path, data: bytes, key: str) -> Copy:
    """Return what ``data``, the bytes of ``path``, holds for the article with this key."""
    try:
        found = parse(data)
        tables = migrated(found.tables)
        contents = contents_of(tables, key)
        oddities = (*found.oddities, *_doubles(tables, contents))
        is_old = tables is not found.tables
        return Copy(path, data, "", tables, contents, is_old, found.as_saved, oddities, key)
    except Damaged as damage:
        return Copy(path, data, damage=str(damage))


def _doubles(tables: Tables, contents: Contents) -> Iterator[str]:
    """Yield, in words, which notes and corrections are there more than once."""
    if contents.newer:
        return
    for name, noun, shown in (
        (ANNOTATIONS, "notes", len(contents.annotations)),
        (CORRECTIONS, "corrections", len(contents.corrections)),
    ):
        records = tables.get(name, {}).values()
        if len(records) > shown:
            for known, times in Counter(record["id"] for record in records).items():
                if times > 1:
                    yield f"{times} {noun} have one id, {_printable(known)}; the latest is shown"


def in_order(tables: Tables) -> Tables:
    """Return tables in which each note and correction has its own id; of doubles the latest keeps it."""
    ordered = dict(tables)
    for name, time in ((ANNOTATIONS, "modified"), (CORRECTIONS, "made")):
        seen: set[str] = set()
        records = dict(tables.get(name, {}))
        earliest_first = sorted(records.items(), key=lambda each: str(each[1][time]))
        for number, record in reversed(earliest_first):
            if record["id"] in seen:
                records[number] = {**record, "id": str(uuid.uuid4())}
            seen.add(record["id"])
        ordered[name] = records
    return ordered


def believed(main: Copy, layout: Layout, key: str) -> Copy:
    """Return the file of an article, or the same as damaged where its mirror shows that it has rotted.

    A file that is not as it was saved may have been edited, and then it counts. It has rotted where its
    mirror is as it was saved and either one byte alone differs, or the file has not been written since
    the mirror was.
    """
    mirror = _sound_mirror(main, layout, key)
    if mirror is None or not _has_rotted(main, mirror):
        return main
    damage = f"it is not as it was saved: {disagreement(main, mirror)}"
    return replace(main, damage=damage, tables=None, contents=Contents(), as_saved=False)


def edited(main: Copy, layout: Layout, key: str) -> Copy | None:
    """Return the mirror of a file that was changed by hand since it was saved; None where it was not."""
    mirror = _sound_mirror(main, layout, key) if main.as_saved is False else None
    return mirror if mirror is not None and mirror.tables != main.tables else None


def disagreement(main: Copy, mirror: Copy) -> str:
    """Return in words where a file and its mirror begin to differ, and when each was written."""
    here, there = _first_difference(main.tables or {}, mirror.tables or {})
    return f"{here} in it, of {_time_of(main)}, and {there} in its copy, of {_time_of(mirror)}"


def _sound_mirror(main: Copy, layout: Layout, key: str) -> Copy | None:
    """Return the mirror of a file where it is as it was saved and the file, which can be used, is not."""
    if not main.good or main.as_saved or main.contents.newer:
        return None
    path = layout.mirror(key)
    try:
        data = files.read(path)
    except OSError:
        return None
    if not data or data == main.data or not is_as_saved(data):
        return None
    mirror = copy_of(path, data, key)
    return mirror if mirror.good else None


def _has_rotted(main: Copy, mirror: Copy) -> bool:
    one, other = main.data or b"", mirror.data or b""
    if len(one) == len(other):
        place = _alike(one, other)
        if one[place + 1 :] == other[place + 1 :]:
            return True
    try:
        # A save writes the file before its mirror.
        is_older = main.path.stat().st_mtime_ns < mirror.path.stat().st_mtime_ns
    except OSError:
        return False
    return is_older and main.as_saved is False and main.tables != mirror.tables


_BEFORE, _SHOWN = 12, 40
"""Code points before the place where two texts begin to differ, and in all, that are shown of each."""


def _first_difference(here: Tables, there: Tables) -> tuple[str, str]:
    """Return in words what differs first, notes and corrections before all else."""
    for name in dict.fromkeys([ANNOTATIONS, CORRECTIONS, *here, *there]):
        if here.get(name) != there.get(name):
            return _in_words(*_differing(here.get(name), there.get(name)))
    return "a wrong checksum", "a right one"


def _differing(here: Any, there: Any) -> tuple[Any, Any]:
    """Return the innermost values that differ first."""
    if isinstance(here, list) and isinstance(there, list):
        here, there = dict(enumerate(here)), dict(enumerate(there))
    if isinstance(here, dict) and isinstance(there, dict):
        for name in {**there, **here}:
            if here.get(name) != there.get(name):
                return _differing(here.get(name), there.get(name))
    return here, there


def _in_words(here: Any, there: Any) -> tuple[str, str]:
    one, other = (each if isinstance(each, str) else orjson.dumps(each).decode() for each in (here, there))
    start = max(0, _alike(one, other) - _BEFORE)
    words = (_printable(each[start : start + _SHOWN]) for each in (one, other))
    shown = [
        "nothing" if each is None else f"“{text}”" for each, text in zip((here, there), words, strict=True)
    ]
    return shown[0], shown[1]


def _printable(text: str) -> str:
    """Return a text as it may stand in a line, with U+FFFD for what no terminal shows."""
    line = one_line(text, _SHOWN)
    return line if line.isprintable() else "".join(each if each.isprintable() else "\ufffd" for each in line)


def _alike(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Return how much of the beginning is the same."""
    shorter = min(len(one), len(other))
    return next((place for place in range(shorter) if one[place] != other[place]), shorter)


def _time_of(copy: Copy) -> str:
    """Return when a file was written last, in words."""
    try:
        return f"{datetime.fromtimestamp(copy.path.stat().st_mtime, UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (OSError, ValueError, OverflowError):
        return "an unknown time"
