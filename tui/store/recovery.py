"""Find the good copy of an article's notes, and put what is damaged aside without losing it.

A file that cannot be parsed is read again after a moment, since an editor may be in the midst of
saving it. Then it is copied to the quarantine and its mirror takes its place; a file that is gone
is restored from its mirror. Where both are damaged, both go to the quarantine, and the newest
daily copy that has the article takes their place; so it does where both are gone.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from tui.store.copies import Copy, copy_of, read_copy, read_main
from tui.store.daily import DailyCopies
from tui.store.layout import Layout, Notices
from tui.system import files

_TO_COUNT = "; to have a change of your own count, make it again and delete the checksum in the file"
_MOMENT = 0.2
"""Seconds that a program which saves a file in place is given to finish."""


def recover(layout: Layout, key: str, notices: Notices, pause: Callable[[float], None]) -> Copy:
    """Return the main file after all has been done to make it good; it may be missing at the end.

    Call it holding the write lock. ``pause`` waits for the given number of seconds.

    Raises:
        OSError: a file could not be read, stored or restored; nothing has been lost.
    """
    main = read_main(layout, key)
    if main.damage:
        pause(_MOMENT)
        main = read_main(layout, key)
    if main.good:
        return main
    try:
        mirror = read_copy(layout.mirror(key), key)
    except files.NO_FILE:
        if main.damage:
            raise
        return main  # what is in the place of the mirror is no file, and stays there
    if main.data is None and mirror.data is None:
        return _from_daily_if_any(layout, key, notices) or main
    damaged = [copy.data or b"" for copy in (main, mirror) if copy.damage]
    stored = [files.keep(layout.quarantine, key, data) for data in damaged]
    if mirror.data is not None and mirror.good:
        layout.presence.make_folder(main.path.parent)
        files.replace(main.path, mirror.data)
        with contextlib.suppress(OSError):
            os.utime(mirror.path)  # a mirror is never older than its file, unless that was edited
        notices.add(_restored(main, stored))
        return read_copy(main.path, key)
    daily = from_daily(layout, key)
    if daily is not None and daily.data is not None:
        layout.presence.make_folder(main.path.parent)
        files.replace(main.path, daily.data)
        files.replace(mirror.path, daily.data)
        notices.add(_restored_from_day(main if main.damage else mirror, daily, stored))
        return read_copy(main.path, key)
    # The mirror goes last: as long as it stands, a crash in between is found out again.
    for copy in (main, mirror):
        copy.path.unlink(missing_ok=True)
    notices.add(_lost(main if main.damage else mirror, stored))
    return Copy(main.path)


def from_daily(layout: Layout, key: str, *, readable: bool = False) -> Copy | None:
    """Return what the newest daily copy with good notes on an article holds, or None; its path is the copy's.

    With ``readable`` copies that cannot be read are passed over.

    Raises:
        OSError: a copy is there and cannot be read.
    """
    for path, data in DailyCopies(layout).of(key, readable=readable):
        copy = copy_of(path, data, key)
        if copy.good:
            return copy
    return None


def gone(layout: Layout) -> Iterator[Copy]:
    """Yield what the daily copies have of articles of which neither file is there any more.

    The path of each is that of the daily copy; what cannot be read is passed over.
    """
    keys: list[str] = []
    with contextlib.suppress(OSError):
        keys = sorted(DailyCopies(layout).keys() - layout.keys())
    for key in keys:
        with contextlib.suppress(OSError):
            copy = from_daily(layout, key, readable=True)
            if copy is not None:
                yield copy


def _from_daily_if_any(layout: Layout, key: str, notices: Notices) -> Copy | None:
    """Restore an article of which neither file is there any more; return None where no copy has it.

    Most articles have no files since they are new, so what is wrong with copies is in nobody's way here.

    Raises:
        OSError: it could not be written.
    """
    daily = None
    with contextlib.suppress(OSError):
        daily = from_daily(layout, key, readable=True)
    if daily is None or daily.data is None:
        return None
    main, mirror = layout.main(key), layout.mirror(key)
    for path in (main, mirror):
        layout.presence.make_folder(path.parent)
        files.replace(path, daily.data)
    notices.add(
        f"{files.shown(main)} and its copy were missing; its notes were restored as they were on"
        f" {daily.path.stem}, from {files.shown(daily.path)}: what was noted later is missing"
    )
    return read_copy(main, key)


def _restored(main: Copy, stored: list[Path]) -> str:
    path = files.shown(main.path)
    if not main.damage:
        return f"{path} was missing; the notes in it were restored from their copy"
    return (
        f"{path} was damaged ({files.shown(main.damage)}); its notes were restored from their copy,"
        f" and the damaged file is stored as {files.shown(stored[0])}"
        f"{_TO_COUNT if main.as_saved is False else ''}"
    )


def _restored_from_day(bad: Copy, daily: Copy, stored: list[Path]) -> str:
    places = " and ".join(files.shown(path) for path in dict.fromkeys(stored))
    return (
        f"{files.shown(bad.path)} was damaged ({files.shown(bad.damage)}), and so was its copy; its"
        f" notes were restored as they were on {daily.path.stem}, from {files.shown(daily.path)}: what was"
        f" noted later is missing, and what was found is stored as {places}"
    )


def _lost(bad: Copy, stored: list[Path]) -> str:
    places = " and ".join(files.shown(path) for path in dict.fromkeys(stored))
    return (
        f"{files.shown(bad.path)} is damaged ({files.shown(bad.damage)}) and no good copy of it is left;"
        f" notes on this article start again, and what was found is stored as {places}"
    )
