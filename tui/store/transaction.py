"""Transactions on the files of articles: lock, read, change, mirror, acknowledge.

A change takes these steps:

1. take the write lock: threads first, then other programs;
2. read and parse the file afresh, recovering it if it is damaged;
3. if it differs from its mirror (it was edited by hand, or a program crashed between 5 and 6), keep
   the mirror in ``history``; if an older program wrote it, or it is not in order, keep it itself there;
4. let TinyDB work on the tables in memory, and check what comes of it; an error discards it all;
5. write a new file next to the old one, fsync it, rename it over the old one, fsync the folder: now
   the change is saved;
6. write the mirror in the same way, without fsync; if that fails, the change is saved all the same.

Reading takes no lock, for a file is always replaced whole.
"""

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tinydb import TinyDB

from tui.domain.errors import StoreError
from tui.store.contents import Contents, contents_of
from tui.store.copies import Copy, read_copy, read_main
from tui.store.daily import DailyCopies
from tui.store.layout import Layout, Notices, key_of
from tui.store.recovery import from_daily, recover
from tui.store.storage import META, SCHEMA, Damaged, StagedStorage, database, encode
from tui.system import files
from tui.system.lock import WriteLock

Operation = Callable[[TinyDB], None]
"""Changes the tables of one article."""
Stamp = tuple[int, int, int]
"""What a file is like from outside: when it was changed, its size, its number. Every save changes it."""
_REMEMBERED = 200
"""So many saves of this program are known again by their stamps."""


class Transactions:
    """Reads and changes the files of a store. Safe to use from any thread."""

    def __init__(self, layout: Layout, notices: Notices, pause: Callable[[float], None] = time.sleep) -> None:
        self._layout = layout
        self._notices = notices
        self._pause = pause
        self._lock = WriteLock(layout.lock)
        self._daily = DailyCopies(layout)
        self._tidied = False
        self._last: Copy | None = None
        self._own: dict[Stamp, Stamp | None] = {}
        """The stamp that each save of this program gave a file, and the one that the file had before."""

    def stamp(self, article_id: str) -> Stamp | None:
        """Return what the file of an article is like from outside, or None where there is none."""
        return _stamp(self._layout.main(key_of(article_id)))

    def is_own(self, since: Stamp | None, now: Stamp | None) -> bool:
        """Return whether it was this program alone that led a file from one stamp to another."""
        for _ in range(_REMEMBERED):
            if now == since:
                return True
            if now is None or now not in self._own:
                return False
            now = self._own[now]
        return False

    def read(self, article_id: str) -> Contents:
        """Return what is stored of an article; never raise, but give notice of what cannot be read.

        Nothing is written, unless a damaged or missing file is to be recovered.
        """
        key = key_of(article_id)
        if problem := self._layout.presence.problem:
            self._notices.add(f"Notes cannot be read: {problem}", once=True)
            return Contents(readable=False)
        main = Copy(self._layout.main(key))
        try:
            if (known := self._as_read_last(main.path)) is not None:
                return known
            main = read_main(self._layout, key)
            # A missing file is what most articles have: no lock for that, unless there was one.
            if not main.good and (main.damage or self._was_there(key)):
                with self._lock:
                    main = recover(self._layout, key, self._notices, self._pause)
        except OSError as error:
            return self._unreadable(key, main, error)
        if main.good:
            self._layout.presence.saw(main.path)
        self._report_newer(main)
        if main.as_saved and not main.contents.newer:
            self._last = replace(main, tables=None)
        return main.contents

    def _as_read_last(self, path: Path) -> Contents | None:
        """Return what the file holds where it is the one that was read last, byte for byte; else None.

        An article is read several times as it is opened, and thousands of notes take long to parse.

        Raises:
            OSError: it is there and cannot be read.
        """
        last = self._last
        return last.contents if last and last.path == path and files.read(path) == last.data else None

    def _was_there(self, key: str) -> bool:
        """Return whether a mirror, or a daily copy, shows that there was a file.

        Raises:
            OSError: the mirror cannot be read.
        """
        return files.read(self._layout.mirror(key)) is not None or self._daily.may_have(key)

    def change(self, article_id: str, operation: Operation, *, keep_former: bool = False) -> Contents:
        """Let ``operation`` change what is stored of an article; return when that is safely on disk.

        With ``keep_former`` the file as it was goes to ``history``.

        Raises:
            StoreError: it could not be saved, or the folder is not the one that it was. What was on disk
                is as it was, except that after a failure of the very last step the change may be there
                nevertheless.
        """
        key = key_of(article_id)
        try:
            self._layout.presence.make_folder(self._layout.articles)
            with self._lock:
                self._layout.presence.check()
                contents = self._change(key, operation, keep_former)
                self._layout.presence.check()
                self._layout.presence.saw(self._layout.main(key))
                return contents
        except OSError as error:
            raise StoreError(f"Not saved: {files.explain(error)}") from error
        except Damaged as damage:
            raise StoreError(f"Not saved: {files.shown(damage)}") from damage

    def _change(self, key: str, operation: Operation, keep_former: bool) -> Contents:
        if not self._tidied:
            for folder in self._layout.folders:
                files.tidy(folder)
            self._tidied = True
        before = _stamp(self._layout.main(key))
        main = recover(self._layout, key, self._notices, self._pause)
        if main.contents.newer:
            raise StoreError(
                f"Not saved: {files.shown(main.path)}: a newer Postil wrote it (format"
                f" {main.contents.newer}, this one knows {SCHEMA}); it can only be read here"
            )
        mirror_known = self._keep_former_mirror(key, main)
        if (main.is_old or main.oddities or keep_former) and main.data is not None:
            files.keep(self._layout.history, key, main.data)
        storage = StagedStorage(main.tables)
        with database(storage) as db:
            if not db.table(META):
                db.table(META).insert({"schema": SCHEMA})
            operation(db)
        contents = contents_of(storage.tables, key)
        data = encode(storage.tables)
        files.replace(main.path, data)
        self._remember(main.path, before)
        if mirror_known:
            self._write_mirror(key, data)
        return contents

    def _remember(self, path: Path, before: Stamp | None) -> None:
        after = _stamp(path)
        if after is not None:
            self._own[after] = before
        while len(self._own) > _REMEMBERED:
            del self._own[next(iter(self._own))]

    def _keep_former_mirror(self, key: str, main: Copy) -> bool:
        """Do step 3; return False if there is a mirror that cannot be read, and so must not be replaced."""
        try:
            mirror = files.read(self._layout.mirror(key))
        except OSError as error:
            self._no_mirror(error)
            return False
        if mirror and main.data is not None and mirror != main.data:
            kept = files.keep(self._layout.history, key, mirror)
            files.thin(self._layout.history, key, kept)
        return True

    def _write_mirror(self, key: str, data: bytes) -> None:
        mirror = self._layout.mirror(key)
        try:
            self._layout.presence.make_folder(mirror.parent)
            files.replace(mirror, data, durable=False)
        except OSError as error:
            self._no_mirror(error)

    def _no_mirror(self, error: OSError) -> None:
        self._notices.add(f"Notes are saved, but without a second copy: {files.explain(error)}", once=True)

    def _unreadable(self, key: str, main: Copy, error: OSError) -> Contents:
        """Return what the mirror holds, where the file itself can be neither read nor recovered."""
        problem = f"Notes cannot be read: {files.explain(error)}"
        if main.damage:
            problem = (
                f"{files.shown(main.path)} is damaged ({files.shown(main.damage)})"
                f" and cannot be repaired: {files.explain(error)}"
            )
        try:
            copy = read_copy(self._layout.mirror(key), key)
        except OSError:
            copy = Copy(self._layout.mirror(key))
        source = "their copy"
        if not copy.good:
            with contextlib.suppress(OSError):
                copy = from_daily(self._layout, key) or copy
            source = f"the copy of {copy.path.stem}"
        self._notices.add(problem + (f"; notes are shown from {source}" if copy.good else ""))
        return replace(copy.contents, readable=False)

    def _report_newer(self, main: Copy) -> None:
        if main.contents.newer:
            self._notices.add(
                f"{files.shown(main.path)}: a newer Postil wrote it; its notes can be read, not changed",
                once=True,
            )


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
