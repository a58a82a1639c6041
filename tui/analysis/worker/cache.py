"""Analyses kept on disk, so that an article that is opened again shows its names at once."""

import os
import re
import zlib
from contextlib import suppress
from pathlib import Path
from threading import get_ident

import orjson

from tui.analysis.worker.wire import BAD_WIRE, entity_in, entity_out, quotation_in, quotation_out
from tui.domain.analysis import Analysis
from tui.system.files import MEGABYTE

FORMAT = 5
"""Raise it whenever the rules of grouping or quotations, or the files, change: all are made anew then."""

MOST_FILES = 500
MOST_BYTES = 64 * MEGABYTE
"""Beyond that many files or bytes, those not used for longest go."""

_HEAD = re.compile(rb"postil-analysis \d+ (?P<check>[0-9a-f]{8})")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class AnalysisCache:
    """Complete analyses by text and pipeline. What cannot be read or written is as if it were not there.

    A file is one line of a magic word and a check sum, then JSON, so that damage of any kind is
    noticed. Nothing is created before something is put.

    Attributes:
        folder: where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, text_hash: str, model: str) -> Analysis | None:
        """What ``put`` kept of the text whose SHA-256 is ``text_hash``, or None.

        Args:
            model: name and version of the pipeline, or its ``Model.key``.
        """
        path = self._path(text_hash, model)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            if head != _head(body):
                return None
            record = orjson.loads(body)
            if record["text"] != text_hash or record["key"] != model:
                return None
            analysis = Analysis(
                tuple(map(entity_in, record["entities"])),
                tuple(map(quotation_in, record["quotations"])),
                record["model"],
                remark=record["remark"],
            )
        except (OSError, *BAD_WIRE):
            return None
        with suppress(OSError):
            os.utime(path)  # the least recently used go first
        return analysis

    def texts(self) -> frozenset[str]:
        """The SHA-256 of each text of which something is kept."""
        try:
            return frozenset(path.name.partition("-")[0] for path in self.folder.glob("*.json"))
        except OSError:
            return frozenset()

    def keys(self, text_hash: str) -> list[str]:
        """What is kept of a text: what to ask ``get`` for; damaged files are left out."""
        found = []
        for path in sorted(self.folder.glob(f"{_UNSAFE.sub('-', text_hash)[:80]}-*.json")):
            with suppress(OSError, *BAD_WIRE):
                head, _, body = path.read_bytes().partition(b"\n")
                if head == _head(body):
                    found.append(str(orjson.loads(body)["key"]))
        return found

    def damaged(self) -> list[Path]:
        """The files that are not what ``put`` wrote, in the order of their names.

        Raises:
            OSError: their folder is there and cannot be listed.
        """
        try:
            paths = sorted(path for path in self.folder.iterdir() if path.suffix == ".json")
        except FileNotFoundError:
            return []
        return [path for path in paths if not _is_whole(path)]

    def put(self, text_hash: str, analysis: Analysis, model: str | None = None) -> None:
        """Keep ``analysis`` of the text whose SHA-256 is ``text_hash``; an incomplete one is not kept.

        Args:
            model: what ``get`` will ask for; ``analysis.model`` if None.
        """
        if not analysis.complete:
            return
        key = model or analysis.model
        record = {
            "text": text_hash,
            "key": key,
            "model": analysis.model,
            "remark": analysis.remark,
            "entities": [entity_out(entity) for entity in analysis.entities],
            "quotations": [quotation_out(quotation) for quotation in analysis.quotations],
        }
        path = self._path(text_hash, key)
        # A full disk, a folder that may not be written: the analysis is made again next time.
        with suppress(OSError, orjson.JSONEncodeError):
            body = orjson.dumps(record)
            _make_folder(self.folder)
            _replace(path, _head(body) + b"\n" + body)
            self._drop_oldest()

    def _path(self, text_hash: str, model: str) -> Path:
        # Two keys may read alike once made safe, hence the check sum; the record has the whole.
        safe = _UNSAFE.sub("-", model)[:60]
        check = zlib.crc32(f"{FORMAT} {model}".encode("utf-8", "surrogatepass"))
        return self.folder / f"{_UNSAFE.sub('-', text_hash)[:80]}-{safe}-{check:08x}.json"

    def _drop_oldest(self) -> None:
        files = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    state = entry.stat()
                    files.append((state.st_mtime_ns, state.st_size, entry.path))
        size = sum(file[1] for file in files)
        count = len(files)
        for _, bytes_freed, path in sorted(files):
            if count <= MOST_FILES and size <= MOST_BYTES:
                return
            with suppress(OSError):
                Path(path).unlink()
            count -= 1
            size -= bytes_freed


def _head(body: bytes) -> bytes:
    return b"postil-analysis %d %08x" % (FORMAT, zlib.crc32(body))


def _is_whole(path: Path) -> bool:
    """Whether a file is as it was written, in this format or, as its head says, in another one."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return False
    told = _HEAD.fullmatch(head)
    return told is not None and int(told["check"], 16) == zlib.crc32(body)


def _make_folder(folder: Path) -> None:
    """Make sure that the folder exists; whatever has to be made is for its owner alone."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    # The tempfile module would cost 5 ms of the program's start.
    writing = path.with_name(f".writing-{os.getpid()}-{get_ident()}")
    try:
        with open(writing, "wb", opener=_for_the_owner) as file:
            file.write(content)
        writing.replace(path)
    except BaseException:
        with suppress(OSError):
            writing.unlink()
        raise
