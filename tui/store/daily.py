"""A copy of all articles' files for each day on which something was saved.

The first save of a day has it made, and does not wait for it. It is the last resort where the file
of an article and its mirror are both damaged, or gone. Files are replaced whole, so what is copied
while another program saves is the old state or the new one. Of an article whose files are gone or
damaged, a copy takes over what the copies before it have: so the last one has all that is left.

Clocks go wrong. Each copy has a number, in the comment of its archive, and the last is the one with
the highest number, whatever day its name says. Those without a number, of older programs, come before.
"""

import contextlib
import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tui.store.copies import believed, copy_of
from tui.store.layout import Layout
from tui.store.storage import is_as_saved
from tui.system import files

DAYS = 14
"""The last copies that stay; of those before them, the first of each month."""

_NAME = re.compile(r"(\d{4}-\d{2})-\d{2}\.zip")
_BAD = (Exception,)
"""What comes of a damaged archive: as many kinds as there are ways to compress, and OSError among them."""
_KEY = re.compile(rb"([0-9a-f]{20})\.json")
_NUMBER = re.compile(rb"postil copy (\d{1,15})")
_TAIL = 1_000_000
"""Bytes at the end of a copy in which its list of names is looked for first: enough for 14,000 articles."""
_MARK = b"PK\x05\x06"
_END = struct.Struct("<4s8xLLH")
"""The last record of an archive: the mark, size and place of the list of names, length of the comment."""


def utc_now() -> datetime:
    """Return the time of the clock, in UTC."""
    return datetime.now(UTC)


class DailyCopies:
    """The daily copies of a store. Safe to use from any thread."""

    def __init__(self, layout: Layout, clock: Callable[[], datetime] = utc_now) -> None:
        """Keep the copies of the store at ``layout``, by the days of ``clock``."""
        self._layout = layout
        self._clock = clock
        self._made: Path | None = None
        self._asked: tuple[int, frozenset[str]] = (0, frozenset())

    def is_due(self) -> bool:
        """Return whether there is no copy of today yet, as far as one can see.

        A copy with today's name that others were made after is of another day, on which the clock was wrong.
        """
        today = self._today()
        if self._made != today and files.is_there(today):
            with contextlib.suppress(OSError):
                if today.is_file() and self.files()[0] != today:
                    return True
            self._made = today
        return self._made != today

    def make(self) -> None:
        """Make today's copy, and drop those that are too old; what fails is tried at the next save."""
        today = self._today()
        with contextlib.suppress(OSError):
            number = 1 + max(map(_number, self.files()), default=0)
            former = _Archives(self.files())
            data = io.BytesIO()
            with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as copies:
                for key in sorted(self._layout.keys() | former.keys()):
                    found = self._best(key, former)
                    if found is not None:
                        # Its time is a constant: an archive cannot say any before 1980 or after 2107.
                        entry = zipfile.ZipInfo(f"{key}.json")
                        entry.external_attr = 0o600 << 16
                        copies.writestr(entry, found, zipfile.ZIP_DEFLATED, compresslevel=1)
                copies.comment = b"postil copy %d" % number
            self._layout.presence.make_folder(self._layout.daily)
            files.replace(today, data.getvalue())
            self._made = today
            self._drop_old()

    def of(self, key: str, *, readable: bool = False) -> Iterator[tuple[Path, bytes]]:
        """Yield the copies of an article's file, the newest first, each with the file that it is in.

        Those that are damaged are passed over, and with ``readable`` those that cannot be read.

        Raises:
            OSError: one is there and cannot be read; what is in it may be newer than what comes after it.
        """
        for path in self.files():
            archive = data = None
            with contextlib.suppress(*((OSError,) if readable else ())):
                if _may_have(path, key):
                    archive = files.read(path)
            with contextlib.suppress(*_BAD):
                if archive is not None:
                    data = _opened(archive).read(f"{key}.json")
            if data is not None:
                yield path, data

    def may_have(self, key: str) -> bool:
        """Return whether to look for an article with ``of``; quick where that was asked before in vain."""
        try:
            changed = self._layout.daily.stat().st_mtime_ns
        except OSError:
            return False
        when, without = self._asked
        if when == changed and key in without:
            return False
        if any(True for _ in self.of(key, readable=True)):
            return True
        self._asked = changed, (without if when == changed else frozenset()) | {key}
        return False

    def keys(self) -> set[str]:
        """Return the keys of the articles in all copies that can be read; some may turn out to be damaged.

        Raises:
            OSError: their folder is there and cannot be listed.
        """
        return _Archives(self.files()).keys()

    def files(self) -> list[Path]:
        """Return the files of all copies, the one made last first.

        Raises:
            OSError: their folder is there and cannot be listed.
        """
        try:
            found = [path for path in self._layout.daily.iterdir() if is_daily(path.name)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise files.about(self._layout.daily, error) from error
        return sorted(found, key=lambda path: (_number(path), path.name), reverse=True)

    def _best(self, key: str, former: "_Archives") -> bytes | None:
        """Return the best of an article's file, its mirror and the copies before; None where all is gone."""
        found: list[bytes] = []
        for path in (self._layout.main(key), self._layout.mirror(key)):
            with contextlib.suppress(OSError):
                data = files.read(path)
                if data and (is_as_saved(data) or believed(copy_of(path, data, key), self._layout, key).good):
                    return data
                found += [data] if data else []
        return former.good(key) or next(iter(found), None)

    def _today(self) -> Path:
        return self._layout.daily / f"{self._clock().date().isoformat()}.zip"

    def _drop_old(self) -> None:
        copies = self.files()
        months = {path.name[:7]: path for path in copies}  # of a month, the first comes last
        for path in copies[DAYS:]:
            if path not in months.values():
                with contextlib.suppress(OSError):
                    path.unlink()


class _Archives:
    """Copies that many articles are looked up in: each is opened once, if it can be."""

    def __init__(self, paths: list[Path]) -> None:
        """Use the copies at ``paths``, the last first."""
        self._paths = paths
        self._opened: dict[Path, zipfile.ZipFile | None] = {}

    def keys(self) -> set[str]:
        """Return the keys of all articles in them, of those too that may turn out to be damaged."""
        found: set[str] = set()
        for path in self._paths:
            with contextlib.suppress(OSError):
                found.update(key.decode() for key in _KEY.findall(_names(path)))
        return found

    def good(self, key: str) -> bytes | None:
        """Return the file of an article as it is in the last of them where it is good."""
        for path in self._paths:
            with contextlib.suppress(*_BAD):
                if _may_have(path, key):
                    data = self._archive(path).read(f"{key}.json")
                    if copy_of(path, data, key).good:
                        return data
        return None

    def _archive(self, path: Path) -> zipfile.ZipFile:
        """Return a copy, opened.

        Raises:
            OSError: it cannot be read.
            KeyError, zipfile.BadZipFile: it is damaged.
        """
        if path not in self._opened:
            self._opened[path] = None
            self._opened[path] = _opened(files.read(path) or b"")
        archive = self._opened[path]
        if archive is None:
            raise KeyError(path)
        return archive


def _number(path: Path) -> int:
    """Return which of all copies this is; 0 for one without a number, or that cannot be read."""
    with contextlib.suppress(OSError, struct.error):
        tail = files.read(path, _TAIL) or b""
        place = tail.rfind(_MARK)
        length = _END.unpack_from(tail, place)[-1]
        comment = _NUMBER.fullmatch(tail[place + _END.size : place + _END.size + length])
        return int(comment[1]) if comment else 0
    return 0


def _may_have(path: Path, key: str) -> bool:
    """Return whether an article can be in a copy.

    Raises:
        OSError: it cannot be read.
    """
    return key.encode() in _names(path)


def _names(path: Path) -> bytes:
    """Return bytes in which the names of all that is in a copy stand; none of one that is no archive.

    The list of names is taken as it is, without opening the archive: there may be dozens of them, of
    thousands of articles each, and mostly what is looked for is in none.

    Raises:
        OSError: it cannot be read.
    """
    tail = files.read(path, _TAIL) or b""
    with contextlib.suppress(struct.error):
        place = tail.rfind(_MARK)
        size = _END.unpack_from(tail, place)[1]
        return tail if size <= place else files.read(path) or b""
    return b""


def is_daily(name: str) -> bool:
    """Return whether a file of that name is a daily copy."""
    return _NAME.fullmatch(name) is not None


def _opened(data: bytes) -> zipfile.ZipFile:
    """Return the archive that a file with these bytes is; whatever it raises, from here on, is of damage."""
    return zipfile.ZipFile(io.BytesIO(data))


def damage_of(path: Path) -> str:
    """Return what is wrong with a daily copy, in words, or empty.

    Raises:
        OSError: it cannot be read.
    """
    data = files.read(path) or b""
    try:
        bad = _opened(data).testzip()
    except _BAD as error:
        return str(error) or type(error).__name__
    return f"{bad} in it is damaged" if bad else ""
