"""Who appears in each article, kept so that nothing has to be analysed again to tell it.

One small file for each article, all of them derived: what is missing or damaged is as if it were not
there, and is made again when the article is read.
"""

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from tui.domain.analysis import Label
from tui.domain.people import Appearance, Appearances, Said, Tally
from tui.store import files
from tui.store.layout import key_in, key_of

_FORMAT = 1
_BAD = (OSError, ValueError, TypeError, KeyError)


class AppearanceFiles:
    """Who appears, by article. What cannot be read or written is as if it were not there."""

    def __init__(self, folder: Path) -> None:
        """Keep files in ``folder``, which is made when the first is written."""
        self._folder = folder

    def put(self, found: Appearances) -> None:
        """Keep who appears in an article, in the place of what was known of it."""
        people = [
            [one.label, one.name, list(one.places), [list(said) for said in one.said]] for one in found.people
        ]
        record = {"article": found.article_id, "text": found.text_hash, "people": people}
        with suppress(OSError, orjson.JSONEncodeError):
            body = orjson.dumps(record)
            data = _head(body) + body
            path = self._path(found.article_id)
            if files.read(path) != data:
                files.make_folder(self._folder)
                files.replace(path, data, durable=False)

    def get(self, article_id: str) -> Appearances | None:
        """Who appears in the article with this id, or None where that is not known."""
        record = _record(self._path(article_id))
        try:
            if record is None or record["article"] != article_id:
                return None
            people = tuple(
                Appearance(Label(label), name, places, [Said(*each) for each in said])
                for label, name, places, said in record["people"]
            )
            return Appearances(record["article"], record["text"], people)
        except _BAD:
            return None

    def tallies(self) -> Iterator[tuple[str, list[Tally]]]:
        """The id of each article, and how much there is of whom in it; in no order."""
        with suppress(OSError), os.scandir(self._folder) as entries:
            names = [entry.name for entry in entries if key_in(entry.name)]
            for name in names:
                record = _record(self._folder / name)
                if record is not None:
                    with suppress(*_BAD):
                        yield (
                            record["article"],
                            [
                                Tally(label, name, len(places) // 2, len(said))
                                for label, name, places, said in record["people"]
                            ],
                        )

    def remove(self, article_id: str) -> None:
        """Forget who appears in an article."""
        with suppress(OSError):
            self._path(article_id).unlink(missing_ok=True)

    def _path(self, article_id: str) -> Path:
        return self._folder / f"{key_of(article_id)}.json"


def _head(body: bytes) -> bytes:
    return b"postil-who %d %08x\n" % (_FORMAT, zlib.crc32(body))


def _record(path: Path) -> Any:
    """What the file holds, or None where it cannot be used."""
    try:
        data = path.read_bytes()
        end = data.index(b"\n") + 1
        body = data[end:]
        return orjson.loads(body) if data[:end] == _head(body) else None
    except _BAD:
        return None
