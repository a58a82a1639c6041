"""Where the files of a store are, whether they are still there, and the notices that wait to be shown."""

import errno
import hashlib
import os
import re
import stat
import threading
from contextlib import suppress
from pathlib import Path

from tui.system import files

REPAIR = "`postil doctor --repair`"
"""What mends a store."""


class Notices:
    """Lines waiting to be shown. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, None] = {}
        self._shown: set[str] = set()

    def add(self, line: str, *, once: bool = False) -> None:
        """Have ``line`` shown; with ``once``, only if it was not added before."""
        with self._lock:
            if not (once and line in self._shown):
                self._waiting[line] = None
                self._shown.add(line)

    def take(self) -> tuple[str, ...]:
        """Return the lines that wait, oldest first, each once; they wait no longer."""
        with self._lock:
            lines = tuple(self._waiting)
            self._waiting.clear()
            return lines


_ENOUGH = 20
"""So many files are remembered as being in the folder: by them another one is known as a copy of it."""


class Presence:
    """Knows whether the folder of a store is still the one that was used. Safe to use from any thread.

    A folder that was moved away, deleted or unmounted while a program runs looks like one in which nothing
    was stored yet. Made again it would be empty, and what was stored before would be out of sight.
    """

    def __init__(self, folder: Path) -> None:
        """Watch over ``folder``, which may not be there yet."""
        self._folder = folder
        self._identity: tuple[int, int] | None = None
        self._files: tuple[Path, ...] = ()

    def saw(self, path: Path) -> None:
        """Remember that a file in the folder was read or written."""
        if path not in self._files and len(self._files) < _ENOUGH:
            self._files = (*self._files, path)

    @property
    def problem(self) -> str:
        """Return why the folder is not the one that it was, in a few words, or empty where it is.

        One that holds any of the files that were seen is taken for the same, such as one that was
        restored, or mounted again.
        """
        try:
            status = self._folder.stat()
            identity = (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None
        except (FileNotFoundError, NotADirectoryError):
            identity = None
        except OSError:
            return ""  # whoever reads or writes in it says what is wrong
        if identity is None:
            gone = "the data folder is gone (moved, deleted or unmounted)"
            return f"{gone}: {files.shown(self._folder)}" if self._identity else _in_the_way(self._folder)
        if identity != self._identity:
            if self._identity and self._files and not any(map(files.is_there, self._files)):
                return f"the data folder is another one, without your notes: {files.shown(self._folder)}"
            self._identity = identity
        return ""

    def check(self) -> None:
        """Raise where something is wrong.

        Raises:
            FileNotFoundError: the folder is not the one that it was.
        """
        if problem := self.problem:
            raise FileNotFoundError(errno.ENOENT, problem)

    def make_folder(self, folder: Path) -> None:
        """Make sure that ``folder``, which is in that of the store, exists.

        Raises:
            OSError: it cannot be made, or the folder of the store is not the one that it was.
        """
        self.check()
        if self._identity and not folder.is_dir():
            # Nothing above it: where that is gone meanwhile, it stays so.
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                files.make_folder(folder)
        else:
            files.make_folder(folder)


def _in_the_way(folder: Path) -> str:
    """Return what stands in the place of a folder, or of the one that it is in; empty where nothing does.

    A link that leads nowhere, such as to a disk that is not mounted, is no place in which nothing was stored.
    """
    for place in (folder, folder.parent):
        with suppress(OSError):
            if place.is_symlink() and not place.exists():
                leads_to = files.shown(place.readlink())
                return f"{files.shown(place)}: it is a link to {leads_to}, which is gone (moved or unmounted)"
            if not place.is_dir():
                return f"{files.shown(place)}: it is {files.kind(place.stat().st_mode)}, not a folder"
    return ""


_FILE_NAME = re.compile(r"[0-9a-f]{20}\.json")


def key_of(article_id: str) -> str:
    """Return the name of an article's files: 20 hexadecimal digits of its id's SHA-256."""
    return hashlib.sha256(article_id.encode("utf-8")).hexdigest()[:20]


def key_in(file_name: str) -> str | None:
    """Return the key of the article whose file is called so; None where that is no such file."""
    return file_name.removesuffix(".json") if _FILE_NAME.fullmatch(file_name) else None


class Layout:
    """The files and folders of a store; naming them creates nothing.

    Attributes:
        folder: ``notes`` in the data folder.
        articles: the folder with a TinyDB file for each article.
        backup: the folder of mirrors: the last good state of each file in ``articles``.
        history: the folder of former states that a save would otherwise have overwritten unseen.
        quarantine: the folder of damaged files, as they were found.
        snapshots: the folder of the texts that were read, and that notes and corrections were made in.
        daily: the folder of daily copies: all articles' files, once for each day with a save.
        drafts: the folder with a file for each article that has notes begun and not saved.
        folders: all of these, ``folder`` first.
        feeds: the file of the feeds that the user follows.
        lock: the file that a writer holds locked.
        index: the summary of all articles.
        index_of_notes: the summary of all annotations, for searching.
        index_of_tags: the summary of the tags of all articles.
        index_of_corrections: the summary of the corrections in all articles.
        index_of_bulk_edits: the summary of the changes of several articles.
        presence: knows whether the folder is still the one that was used.
        derived: all summaries: they are made of the articles' files, and may be deleted at any time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.presence = Presence(folder)
        self.articles = folder / "articles"
        self.backup = folder / "backup"
        self.history = folder / "history"
        self.quarantine = folder / "quarantine"
        self.snapshots = folder / "texts"
        self.daily = folder / "daily"
        self.drafts = folder / "drafts"
        of_articles = (self.articles, self.backup, self.history, self.quarantine)
        self.folders = (folder, *of_articles, self.snapshots, self.daily, self.drafts)
        self.feeds = folder / "feeds.json"
        self.lock = folder / "write.lock"
        self.index = folder / "index.json"
        self.index_of_notes = folder / "index-notes.json"
        self.index_of_tags = folder / "index-tags.json"
        self.index_of_corrections = folder / "taught.json"
        self.index_of_bulk_edits = folder / "shared.json"
        indexes = (self.index, self.index_of_notes, self.index_of_tags)
        self.derived = (*indexes, self.index_of_corrections, self.index_of_bulk_edits)

    def snapshot(self, text_hash: str) -> Path:
        """Return the file of the text with this SHA-256."""
        return self.snapshots / f"{text_hash}.txt"

    def compressed_snapshot(self, text_hash: str) -> Path:
        """Return the file of the text with this SHA-256 where it is long, and so compressed."""
        return self.snapshots / f"{text_hash}.txt.gz"

    def structure(self, text_hash: str) -> Path:
        """Return the file of what makes the text with this SHA-256 an article: blocks, links, author, ..."""
        return self.snapshots / f"{text_hash}.json.gz"

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
                with os.scandir(folder) as entries:
                    names = [entry.name for entry in entries]
            except FileNotFoundError:
                continue
            found.update(filter(None, map(key_in, names)))
        return found


def is_stored(folder: Path, article_id: str) -> bool:
    """Return whether a store in ``folder`` has a file of the article, or the copy of one; whatever is in it.

    Raises:
        UnicodeEncodeError: the id holds a lone surrogate; see ``encodable``.
    """
    layout, key = Layout(folder), key_of(article_id)
    return files.is_there(layout.main(key)) or files.is_there(layout.mirror(key))
