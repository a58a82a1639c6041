"""Find the good copy of an article's notes, and put what is damaged aside without losing it.

A file that cannot be parsed is read again after a moment, since an editor may be in the midst of
saving it. Then it is copied to the quarantine and its mirror takes its place; a file that is gone
is restored from its mirror. Where both are damaged, both go to the quarantine, and the newest
daily copy that has the article takes their place.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tui.store.contents import Contents, contents_of
from tui.store.daily import DailyCopies
from tui.store.layout import Layout, Notices
from tui.store.storage import Damaged, Tables, decode, migrated
from tui.system import files

_MOMENT = 0.2
"""Seconds that a program which saves a file in place is given to finish."""


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
    """

    path: Path
    data: bytes | None = None
    damage: str = ""
    tables: Tables | None = None
    contents: Contents = field(default_factory=Contents)
    is_old: bool = False

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


def copy_of(path: Path, data: bytes, key: str) -> Copy:
    """Return what ``data``, the bytes of ``path``, holds for the article with this key."""
    try:
        found = decode(data)
        tables = migrated(found)
        return Copy(path, data, "", tables, contents_of(tables, key), tables is not found)
    except Damaged as damage:
        return Copy(path, data, damage=str(damage))


def recover(layout: Layout, key: str, notices: Notices, pause: Callable[[float], None]) -> Copy:
    """Return the main file after all has been done to make it good; it may be missing at the end.

    Call it holding the write lock. ``pause`` waits for the given number of seconds.

    Raises:
        OSError: a file could not be read, stored or restored; nothing has been lost.
    """
    main = read_copy(layout.main(key), key)
    if main.damage:
        pause(_MOMENT)
        main = read_copy(main.path, key)
    if main.good:
        return main
    try:
        mirror = read_copy(layout.mirror(key), key)
    except IsADirectoryError:
        if main.damage:
            raise
        return main  # what is in the place of the mirror is no file, and stays there
    if main.data is None and mirror.data is None:
        return main
    damaged = [copy.data or b"" for copy in (main, mirror) if copy.damage]
    stored = [files.keep(layout.quarantine, key, data) for data in damaged]
    if mirror.data is not None and mirror.good:
        files.make_folder(main.path.parent)
        files.replace(main.path, mirror.data)
        notices.add(_restored(main, stored))
        return read_copy(main.path, key)
    daily = from_daily(layout, key)
    if daily is not None and daily.data is not None:
        files.make_folder(main.path.parent)
        files.replace(main.path, daily.data)
        files.replace(mirror.path, daily.data)
        notices.add(_restored_from_day(main if main.damage else mirror, daily, stored))
        return read_copy(main.path, key)
    # The mirror goes last: as long as it stands, a crash in between is found out again.
    for copy in (main, mirror):
        copy.path.unlink(missing_ok=True)
    notices.add(_lost(main if main.damage else mirror, stored))
    return Copy(main.path)


def from_daily(layout: Layout, key: str) -> Copy | None:
    """Return what the newest daily copy with good notes on an article holds, or None; its path is the copy's.

    Raises:
        OSError: a copy is there and cannot be read.
    """
    for path, data in DailyCopies(layout).of(key):
        copy = copy_of(path, data, key)
        if copy.good:
            return copy
    return None


def _restored(main: Copy, stored: list[Path]) -> str:
    path = files.shown(main.path)
    if not main.damage:
        return f"{path} was missing; the notes in it were restored from their copy"
    return (
        f"{path} was damaged ({files.shown(main.damage)}); its notes were restored from their copy,"
        f" and the damaged file is kept as {files.shown(stored[0])}"
    )


def _restored_from_day(bad: Copy, daily: Copy, stored: list[Path]) -> str:
    places = " and ".join(files.shown(path) for path in dict.fromkeys(stored))
    return (
        f"{files.shown(bad.path)} was damaged ({files.shown(bad.damage)}), and so was its copy; its"
        f" notes were restored as they were on {daily.path.stem}, from {files.shown(daily.path)}: what was"
        f" noted later is missing, and what was found is kept as {places}"
    )


def _lost(bad: Copy, stored: list[Path]) -> str:
    places = " and ".join(files.shown(path) for path in dict.fromkeys(stored))
    return (
        f"{files.shown(bad.path)} is damaged ({files.shown(bad.damage)}) and no good copy of it is left;"
        f" notes on this article start anew, and what was found is kept as {places}"
    )
