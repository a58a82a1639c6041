"""File layout; notices."""

import hashlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path


class Notices:
    """Lines waiting to be shown. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, None] = {}
        self._told: set[str] = set()

    def add(self, line: str, *, once: bool = False) -> None:
        """Have ``line`` shown; with ``once``, only if it has not been given before."""
        with self._lock:
            if not (once and line in self._told):
                self._waiting[line] = None
                self._told.add(line)

    def take(self) -> tuple[str, ...]:
        """Return the lines waiting, oldest first, each once; they wait no longer."""
        with self._lock:
            lines = tuple(self._waiting)
            self._waiting.clear()
            return lines


_FILE_NAME = re.compile(r"[0-9a-f]{20}\.json")


def key_of(article_id: str) -> str:
    """Return what the files of an article are called: 20 hexadecimal digits of its id's SHA-256."""
    return hashlib.sha256(article_id.encode("utf-8")).hexdigest()[:20]


def key_in(file_name: str) -> str | None:
    """Return the key of the article whose file is called so; None where that is no such file."""
    return file_name.removesuffix(".json") if _FILE_NAME.fullmatch(file_name) else None


@dataclass(frozen=True, slots=True)
class Layout:
    """The files and folders of a store; naming them creates nothing.

    Attributes:
        folder: ``notes`` in the data folder.
    """

    folder: Path

    @property
    def lock(self) -> Path:
        """Return the file that whoever writes holds locked."""
        return self.folder / "write.lock"

    @property
    def articles(self) -> Path:
        """Return one TinyDB file for each article."""
        return self.folder / "articles"

    @property
    def backup(self) -> Path:
        """Return the mirrors: the last good state of each file in ``articles``."""
        return self.folder / "backup"

    @property
    def history(self) -> Path:
        """Former states that a save would otherwise have overwritten unseen."""
        return self.folder / "history"

    @property
    def quarantine(self) -> Path:
        """Damaged files, as they were found."""
        return self.folder / "quarantine"

    @property
    def texts(self) -> Path:
        """Return the texts that corrections were made in."""
        return self.folder / "texts"

    @property
    def daily(self) -> Path:
        """Return a copy of all articles' files for each of the last days on which something was saved."""
        return self.folder / "daily"

    @property
    def drafts(self) -> Path:
        """Return a file for each article with notes that were begun and are not saved yet."""
        return self.folder / "drafts"

    @property
    def index(self) -> Path:
        """Return what is known of all articles, gathered; it may be deleted at any time."""
        return self.folder / "index.json"

    @property
    def index_of_notes(self) -> Path:
        """Return all annotations, gathered for searching; it may be deleted at any time."""
        return self.folder / "index-notes.json"

    @property
    def index_of_tags(self) -> Path:
        """Return the tags of all articles, gathered; it may be deleted at any time."""
        return self.folder / "index-tags.json"

    @property
    def gathered(self) -> tuple[Path, ...]:
        """Return all files that are gathered from the articles' files."""
        return self.index, self.index_of_notes, self.index_of_tags, self.taught, self.shared

    @property
    def taught(self) -> Path:
        """Return what the corrections of all articles say, gathered; it may be deleted at any time."""
        return self.folder / "taught.json"

    @property
    def shared(self) -> Path:
        """Return the changes of several articles at once, gathered; it may be deleted at any time."""
        return self.folder / "shared.json"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return all folders of the store, and it itself first."""
        return (
            self.folder,
            self.articles,
            self.backup,
            self.history,
            self.quarantine,
            self.texts,
            self.daily,
            self.drafts,
        )

    def text(self, text_hash: str) -> Path:
        """Return the file of the text with this SHA-256."""
        return self.texts / f"{text_hash}.txt"

    def main(self, key: str) -> Path:
        """Return the file of the article with this key."""
        return self.articles / f"{key}.json"

    def drafts_of(self, key: str) -> Path:
        """Return the file of the drafts on the article with this key."""
        return self.drafts / f"{key}.json"

    def mirror(self, key: str) -> Path:
        """Return the mirror of ``main(key)``."""
        return self.backup / f"{key}.json"

    def keys(self) -> set[str]:
        """Return the keys of all articles that have a file or a mirror.

        Raises:
            OSError: a folder is there and cannot be listed.
        """
        found: set[str] = set()
        for folder in (self.articles, self.backup):
            try:
                names = [path.name for path in folder.iterdir()]
            except FileNotFoundError:
                continue
            found.update(filter(None, map(key_in, names)))
        return found
