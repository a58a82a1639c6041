"""A copy of all articles' files for each day on which something was saved.

The first save of a day has it made, and does not wait for it. It is the last resort where the file
of an article and its mirror are both damaged. Files are replaced whole, so what is copied while
somebody else saves is the old state or the new one.
"""

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tui.store import files
from tui.store.layout import Layout, key_in

DAYS = 14
"""The last copies that are kept; of those before them, the first of each month."""

_NAME = re.compile(r"(\d{4}-\d{2})-\d{2}\.zip")
_BAD = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class DailyCopies:
    """The daily copies of a store. Safe to use from any thread."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._made: Path | None = None

    def is_due(self) -> bool:
        """Whether there is no copy of today yet, as far as one can see."""
        today = self._today()
        if self._made != today and today.exists():
            self._made = today
        return self._made != today

    def make(self) -> None:
        """Make today's copy, and drop those that are too old; what fails is tried at the next save."""
        today = self._today()
        with contextlib.suppress(OSError):
            data = io.BytesIO()
            with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copies:
                for path in sorted(self._layout.articles.iterdir()):
                    if key_in(path.name):
                        with contextlib.suppress(OSError):
                            copies.writestr(path.name, path.read_bytes())
            files.make_folder(self._layout.daily)
            files.replace(today, data.getvalue())
            self._made = today
            self._drop_old()

    def of(self, key: str) -> Iterator[tuple[Path, bytes]]:
        """The copies of an article's file, the newest first, each with the file that it is in."""
        for path in self.files():
            with contextlib.suppress(*_BAD), zipfile.ZipFile(path) as copies:
                data = copies.read(f"{key}.json")
                yield path, data

    def keys(self) -> set[str]:
        """The keys of the articles in the newest copy that can be read."""
        for path in self.files():
            with contextlib.suppress(*_BAD), zipfile.ZipFile(path) as copies:
                return set(filter(None, map(key_in, copies.namelist())))
        return set()

    def files(self) -> list[Path]:
        """The files of all copies, the newest first."""
        with contextlib.suppress(OSError):
            found = [path for path in self._layout.daily.iterdir() if _NAME.fullmatch(path.name)]
            return sorted(found, reverse=True)
        return []

    def _today(self) -> Path:
        return self._layout.daily / f"{datetime.now(UTC).date().isoformat()}.zip"

    def _drop_old(self) -> None:
        copies = self.files()
        months = {path.name[:7]: path for path in copies}  # of a month, the first comes last
        for path in copies[DAYS:]:
            if path not in months.values():
                with contextlib.suppress(OSError):
                    path.unlink()


def damage_of(path: Path) -> str:
    """What is wrong with a daily copy, in words, or empty."""
    try:
        with zipfile.ZipFile(path) as copies:
            bad = copies.testzip()
    except _BAD as error:
        return str(error) or type(error).__name__
    return f"{bad} in it is damaged" if bad else ""
