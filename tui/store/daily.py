"""A copy of all articles' files for each day on which something was saved.

The first save of a day has it made, and does not wait for it. It is the last resort where the file
of an article and its mirror are both damaged. Files are replaced whole, so what is copied while
another program saves is the old state or the new one.
"""

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tui.store.layout import Layout, key_in
from tui.system import files

DAYS = 14
"""The last copies that stay; of those before them, the first of each month."""

_NAME = re.compile(r"(\d{4}-\d{2})-\d{2}\.zip")
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError)
"""What is raised where a copy is damaged."""


class DailyCopies:
    """The daily copies of a store. Safe to use from any thread."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._made: Path | None = None

    def is_due(self) -> bool:
        """Return whether there is no copy of today yet, as far as one can see."""
        today = self._today()
        if self._made != today and files.is_there(today):
            self._made = today
        return self._made != today

    def make(self) -> None:
        """Make today's copy, and drop those that are too old; what fails is tried at the next save."""
        today = self._today()
        with contextlib.suppress(OSError):
            data = io.BytesIO()
            with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copies:
                for key in sorted(self._layout.keys()):
                    found = self._best(key)
                    if found is not None:
                        copies.writestr(f"{key}.json", found)
            files.make_folder(self._layout.daily)
            files.replace(today, data.getvalue())
            self._made = today
            self._drop_old()

    def of(self, key: str) -> Iterator[tuple[Path, bytes]]:
        """Yield the copies of an article's file, the newest first, each with the file that it is in.

        Those that are damaged are passed over.

        Raises:
            OSError: one is there and cannot be read; what is in it may be newer than what comes after it.
        """
        for path in self.files():
            data = None
            with contextlib.suppress(*_BAD), _opened(path) as copies:
                data = copies.read(f"{key}.json")
            if data is not None:
                yield path, data

    def keys(self) -> set[str]:
        """Return the keys of the articles in the newest copy that is whole.

        Raises:
            OSError: one is there and cannot be read.
        """
        for path in self.files():
            with contextlib.suppress(*_BAD), _opened(path) as copies:
                return set(filter(None, map(key_in, copies.namelist())))
        return set()

    def files(self) -> list[Path]:
        """Return the files of all copies, the newest first.

        Raises:
            OSError: their folder is there and cannot be listed.
        """
        try:
            found = [path for path in self._layout.daily.iterdir() if is_daily(path.name)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise files.about(self._layout.daily, error) from error
        return sorted(found, reverse=True)

    def _best(self, key: str) -> bytes | None:
        """Return the bytes of the article's file, or of its mirror; None where neither can be read."""
        for path in (self._layout.main(key), self._layout.mirror(key)):
            with contextlib.suppress(OSError):
                data = files.read(path)
                if data:
                    return data
        return None

    def _today(self) -> Path:
        return self._layout.daily / f"{datetime.now(UTC).date().isoformat()}.zip"

    def _drop_old(self) -> None:
        copies = self.files()
        months = {path.name[:7]: path for path in copies}  # of a month, the first comes last
        for path in copies[DAYS:]:
            if path not in months.values():
                with contextlib.suppress(OSError):
                    path.unlink()


def is_daily(name: str) -> bool:
    """Return whether a file of that name is a daily copy."""
    return _NAME.fullmatch(name) is not None


def _opened(path: Path) -> zipfile.ZipFile:
    """Return a daily copy, read whole, so that what goes wrong after this is damage.

    Raises:
        OSError: it cannot be read.
        zipfile.BadZipFile: it is damaged, or gone.
    """
    return zipfile.ZipFile(io.BytesIO(files.read(path) or b""))


def damage_of(path: Path) -> str:
    """Return what is wrong with a daily copy, in words, or empty.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with _opened(path) as copies:
            bad = copies.testzip()
    except _BAD as error:
        return str(error) or type(error).__name__
    return f"{bad} in it is damaged" if bad else ""
