"""The texts that notes and corrections were made in, each once, whatever becomes of their sources."""

import hashlib
import re
from pathlib import Path

from tui.domain.errors import StoreError
from tui.store.layout import Layout
from tui.system import files

_SHA256 = re.compile("[0-9a-f]{64}")


class Snapshots:
    """Texts by their SHA-256. Safe to use from any thread."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def has(self, text_hash: str) -> bool:
        """Return whether there is a file of the text with this SHA-256; whatever is in it."""
        return files.is_there(self._layout.snapshot(text_hash))

    def keep(self, text: str, text_hash: str) -> None:
        """Save ``text``, whose SHA-256 this is; return when it is safely on disk.

        Call it holding the write lock.

        Raises:
            OSError: it could not be written.
        """
        path = self._layout.snapshot(text_hash)
        data = text.encode("utf-8", "surrogatepass")
        if files.read(path) != data:
            self._layout.presence.make_folder(path.parent)
            files.replace(path, data)

    def read(self, text_hash: str) -> str:
        """Return the text with this SHA-256.

        Raises:
            StoreError: it is not there, or is not what it was.
        """
        if not _SHA256.fullmatch(text_hash):
            raise StoreError(f"{files.shown(text_hash)}: this names no text of an article")
        path = self._layout.snapshot(text_hash)
        try:
            data = files.read(path)
        except OSError as error:
            raise StoreError(f"The text of an article cannot be read: {files.explain(error)}") from error
        if data is None:
            raise StoreError(f"{files.shown(path)}: the text of an article is missing")
        if not _is_of(data, text_hash):
            raise StoreError(f"{files.shown(path)}: the text of an article is damaged")
        return data.decode("utf-8", "surrogatepass")


def damage_of(path: Path) -> str:
    """Return what is wrong with the file of a text, in words, or empty.

    Raises:
        OSError: it cannot be read.
    """
    data = files.read(path)
    if data is None or _is_of(data, path.stem):
        return ""
    return "it is empty" if not data else "it is another text"


def _is_of(data: bytes, text_hash: str) -> bool:
    return hashlib.sha256(data).hexdigest() == text_hash
