"""Analyses stored on disk, so that an article that is opened again shows its names at once."""

import os
import re
import zlib
from contextlib import suppress
from pathlib import Path

import orjson

from tui.analysis.worker.wire import WIRE_ERRORS, dump_entity, dump_quotation, load_entity, load_quotation
from tui.domain.analysis import Analysis
from tui.system import files
from tui.system.files import MEGABYTE

FORMAT = 5
"""Raise it when the rules of clustering or quotations, or the files, change: all are made again then."""

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
        folder: where they are stored, two levels below the data folder.
        home: the data folder, which is not made once more where it was moved away.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = files.Home(folder.parent.parent)

    def has(self, text_hash: str, model: str) -> bool:
        """Return whether there is a file of it; whether it is whole shows when it is read by ``get``."""
        return self._path(text_hash, model).exists()

    def get(self, text_hash: str, model: str) -> Analysis | None:
        """Return what ``put`` stored of the text whose SHA-256 is ``text_hash``, or None.

        Args:
            model: name and version of the pipeline, or its ``Model.key``.
        """
        path = self._path(text_hash, model)
        try:
            head, _, body = (files.read(path) or b"").partition(b"\n")
            if head != _head(body):
                return None
            record = orjson.loads(body)
            if record["text"] != text_hash or record["key"] != model:
                return None
            analysis = Analysis(
                tuple(map(load_entity, record["entities"])),
                tuple(map(load_quotation, record["quotations"])),
                record["model"],
                remark=record["remark"],
            )
        except (OSError, *WIRE_ERRORS):
            return None
        with suppress(OSError):
            os.utime(path)  # the least recently used go first
        return analysis

    def texts(self) -> frozenset[str]:
        """Return the SHA-256 of each text of which an analysis is stored."""
        try:
            return frozenset(path.name.partition("-")[0] for path in self.folder.glob("*.json"))
        except OSError:
            return frozenset()

    def keys(self, text_hash: str) -> list[str]:
        """Return the keys under which analyses of a text are stored; damaged files are left out."""
        found = []
        for path in sorted(self.folder.glob(f"{_UNSAFE.sub('-', text_hash)[:80]}-*.json")):
            with suppress(OSError, *WIRE_ERRORS):
                head, _, body = (files.read(path) or b"").partition(b"\n")
                if head == _head(body):
                    found.append(str(orjson.loads(body)["key"]))
        return found

    def damaged(self) -> list[Path]:
        """Return the files that are not what ``put`` wrote, in the order of their names.

        Raises:
            OSError: their folder is there and cannot be listed.
        """
        try:
            paths = sorted(path for path in self.folder.iterdir() if path.suffix == ".json")
        except FileNotFoundError:
            return []
        return [path for path in paths if not _is_whole(path)]

    def put(self, text_hash: str, analysis: Analysis, model: str | None = None) -> None:
        """Store ``analysis`` of the text whose SHA-256 is ``text_hash``; an incomplete one is not stored.

        Args:
            model: what ``get`` will ask for; ``analysis.model`` if None.
        """
        if not analysis.complete or self.home.is_gone:
            return
        key = model or analysis.model
        record = {
            "text": text_hash,
            "key": key,
            "model": analysis.model,
            "remark": analysis.remark,
            "entities": [dump_entity(entity) for entity in analysis.entities],
            "quotations": [dump_quotation(quotation) for quotation in analysis.quotations],
        }
        path = self._path(text_hash, key)
        # A full disk, a folder that may not be written: the analysis is made again next time.
        with suppress(OSError, orjson.JSONEncodeError):
            body = orjson.dumps(record)
            self.home.make_folder(self.folder)
            files.replace(path, _head(body) + b"\n" + body, durable=False)
            self._drop_oldest()

    def _path(self, text_hash: str, model: str) -> Path:
        # Two keys may read alike once made safe, hence the check sum; the record has the whole.
        safe = _UNSAFE.sub("-", model)[:60]
        check = zlib.crc32(f"{FORMAT} {model}".encode("utf-8", "surrogatepass"))
        return self.folder / f"{_UNSAFE.sub('-', text_hash)[:80]}-{safe}-{check:08x}.json"

    def _drop_oldest(self) -> None:
        stored = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    state = entry.stat()
                    stored.append((state.st_mtime_ns, state.st_size, entry.path))
        size = sum(file[1] for file in stored)
        count = len(stored)
        for _, bytes_freed, path in sorted(stored):
            if count <= MOST_FILES and size <= MOST_BYTES:
                return
            with suppress(OSError):
                Path(path).unlink()
            count -= 1
            size -= bytes_freed


def _head(body: bytes) -> bytes:
    return b"postil-analysis %d %08x" % (FORMAT, zlib.crc32(body))


def _is_whole(path: Path) -> bool:
    """Return whether a file is as it was written, in this format or, as its head says, in another one."""
    try:
        head, _, body = (files.read(path) or b"").partition(b"\n")
    except OSError:
        return False
    match = _HEAD.fullmatch(head)
    return match is not None and int(match["check"], 16) == zlib.crc32(body)
