"""The texts of articles, each once, with their structure, whatever becomes of their sources."""

import gzip
import hashlib
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import orjson

from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.serialization import InvalidRecord, structure_record, structured_article
from tui.store.layout import Layout
from tui.system import files

T = TypeVar("T")

_SHA256 = re.compile("[0-9a-f]{64}")
COMPRESSED_FROM = 16_384
"""Bytes from which on a text is compressed; a shorter one would save a block of the disk at most."""
_LARGEST = 256 * files.MEGABYTE
"""Bytes of a text at most: a file that says it is larger is no text of ours."""


class Snapshots:
    """Texts, and the structure of articles, by the SHA-256 of the text. Safe to use from any thread."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def has(self, text_hash: str) -> bool:
        """Return whether there is a file of the text with this SHA-256; whatever is in it."""
        return any(map(files.is_there, self._places(text_hash)))

    def keep(self, text: str, text_hash: str) -> None:
        """Save ``text``, whose SHA-256 this is; return when it is safely on disk.

        Call it holding the write lock.

        Raises:
            OSError: it could not be written.
        """
        plain, compressed = self._places(text_hash)
        if any(_is_whole(path, text_hash) for path in (plain, compressed)):
            return
        data = text.encode("utf-8", "surrogatepass")
        is_long = len(data) >= COMPRESSED_FROM
        self._write(compressed if is_long else plain, _compressed(data) if is_long else data)

    def keep_article(self, article: Article) -> None:
        """Save the text of an article, and all that makes it the whole article again; see ``keep``.

        Raises:
            OSError: it could not be written.
        """
        self.keep(article.text, article.text_hash)
        data = _compressed(orjson.dumps(structure_record(article)))
        path = self._layout.structure(article.text_hash)
        if files.read(path) != data:
            self._write(path, data)

    def read(self, text_hash: str) -> str:
        """Return the text with this SHA-256.

        Raises:
            StoreError: it is not there, or is not what it was.
        """
        if not _SHA256.fullmatch(text_hash):
            raise StoreError(f"{files.shown(text_hash)}: this names no text of an article")
        damaged = None
        for path in self._places(text_hash):
            try:
                data = files.read(path)
            except OSError as error:
                raise StoreError(f"The text of an article cannot be read: {files.explain(error)}") from error
            text = None if data is None else _content(path, data)
            if text is not None and _is_of(text, text_hash):
                return text.decode("utf-8", "surrogatepass")
            damaged = damaged or (path if data is not None else None)
        if damaged is None:
            path = self._layout.snapshot(text_hash)
            raise StoreError(f"{files.shown(path)}: the text of an article is missing")
        raise StoreError(f"{files.shown(damaged)}: the text of an article is damaged")

    def article(self, text_hash: str, location: str) -> Article | None:
        """Return the article with this text as it was stored, or None where its structure was not.

        Raises:
            StoreError: the text is not there, or is not what it was.
        """
        text = self.read(text_hash)
        path = self._layout.structure(text_hash)
        return _structure(path, lambda record: structured_article(record, text, location))

    def _places(self, text_hash: str) -> tuple[Path, Path]:
        return self._layout.snapshot(text_hash), self._layout.compressed_snapshot(text_hash)

    def _write(self, path: Path, data: bytes) -> None:
        self._layout.presence.make_folder(path.parent)
        files.replace(path, data)


def damage_of(path: Path) -> str:
    """Return what is wrong with the file of a text or a structure, in words, or empty.

    Raises:
        OSError: it cannot be read.
    """
    data = files.read(path)
    if data is None:
        return ""
    if not data:
        return "it is empty"
    text = _content(path, data)
    if text is None:
        return "it cannot be decompressed"
    text_hash = path.name.partition(".")[0]
    if path.name.endswith(STRUCTURE):
        known = _structure(path, lambda record: record.get("text"))
        return "" if known == text_hash else "it says nothing of its text"
    return "" if _is_of(text, text_hash) else "it is another text"


STRUCTURE = ".json.gz"
"""How the name of a file ends that has the structure of a text."""


def _structure(path: Path, make: Callable[[dict[str, object]], T]) -> T | None:
    """Return what ``make`` makes of a stored structure, or None where it cannot be used."""
    try:
        content = _content(path, files.read(path) or b"")
        record = orjson.loads(content or b"")
        return make(record) if isinstance(record, dict) else None
    except (OSError, orjson.JSONDecodeError, InvalidRecord):
        return None


def _compressed(data: bytes) -> bytes:
    """Return ``data`` as gzip has it; without a time, so that the same gives the same."""
    return gzip.compress(data, mtime=0)


def _content(path: Path, data: bytes) -> bytes | None:
    """Return what a file holds, or None where it is compressed and not whole."""
    if path.suffix != ".gz":
        return data
    try:
        unpacker = zlib.decompressobj(wbits=31)
        content = unpacker.decompress(data, _LARGEST)
    except zlib.error:
        return None
    return content if unpacker.eof and not unpacker.unused_data else None


def _is_whole(path: Path, text_hash: str) -> bool:
    """Return whether the file is there and holds the text with this SHA-256.

    Raises:
        OSError: it cannot be read.
    """
    data = files.read(path)
    content = None if data is None else _content(path, data)
    return content is not None and _is_of(content, text_hash)


def _is_of(data: bytes, text_hash: str) -> bool:
    return hashlib.sha256(data).hexdigest() == text_hash
