"""Mend a store: whatever a copy still holds is put back, and nothing that was found is thrown away."""

import os
from collections.abc import Callable
from pathlib import Path

from tui.store.check import (
    SideFile,
    damaged,
    everything,
    in_the_way,
    is_closed,
    is_open_to_others,
    make_private,
    set_aside,
    what_is,
)
from tui.store.copies import Copy, disagreement, edited, in_order, read_copy
from tui.store.daily import DailyCopies
from tui.store.drafts import without_damage
from tui.store.feeds import feeds_without_damage
from tui.store.layout import Layout, Notices
from tui.store.recovery import recover
from tui.store.storage import encode, is_as_saved
from tui.system import files
from tui.system.lock import WriteLock


class Repair:
    """Mends one store, and reports what it did. What it cannot mend stays as it is."""

    def __init__(self, layout: Layout, notices: Notices, pause: Callable[[float], None]) -> None:
        """Mend the store at ``layout``; ``recover`` says what the other arguments are for."""
        self._layout = layout
        self._notices = notices
        self._pause = pause
        self._done: list[str] = []

    def run(self) -> tuple[str, ...]:
        """Mend all there is to mend; return what was done, and what could not be, a line for each."""
        self._notices.take()
        self._mend_permissions()
        self._clear_the_way()
        if os.path.isdir(self._layout.folder):  # noqa: PTH112 - Path's may raise
            try:
                with WriteLock(self._layout.lock):
                    self._tidy()
                    for key in sorted(self._keys()):
                        self._mend(key)
                    for bad in list(damaged(self._layout)):
                        self._mend_other(bad)
            except OSError as error:
                self._cannot(error)
        return tuple(self._done)

    def _cannot(self, error: OSError) -> None:
        self._done.append(f"not repaired: {files.explain(error)}")

    def _keys(self) -> set[str]:
        """Return the keys of all articles that there are, or that the last daily copy has.

        Raises:
            OSError: a folder cannot be listed.
        """
        keys = self._layout.keys()
        try:
            return keys | DailyCopies(self._layout).keys()
        except OSError as error:
            self._cannot(error)
            return keys

    def _clear_the_way(self) -> None:
        """Set aside what stands where a file or folder belongs and is none."""
        for path in list(in_the_way(self._layout)):
            wrong = what_is(path)
            try:
                aside = set_aside(self._layout, path)
                self._done.append(f"{files.shown(path)}: {wrong}; it is stored as {files.shown(aside)}")
            except OSError as error:
                self._cannot(error)

    def _mend(self, key: str) -> None:
        """Make both files of an article good, as far as there is a copy of either."""
        try:
            main = recover(self._layout, key, self._notices, self._pause)
            self._done += self._notices.take()
            if main.good and main.oddities:
                main = self._put_in_order(main, key)
            changed = edited(main, self._layout, key)
            if changed is not None:
                self._keep_both(main, changed, key)
            elif main.good and main.data is not None:
                self._mend_mirror(key, main.data)
        except OSError as error:
            self._done += self._notices.take()
            self._cannot(error)

    def _put_in_order(self, main: Copy, key: str) -> Copy:
        """Write a file again in which records are doubled or wrongly numbered; store what it was.

        Raises:
            OSError: that failed.
        """
        place = files.keep(self._layout.history, key, main.data or b"")
        files.replace(main.path, encode(in_order(main.tables or {})))
        self._done += [
            f"{files.shown(main.path)}: {files.shown(oddity)}: repaired; what it was is stored as"
            f" {files.shown(place)}"
            for oddity in main.oddities
        ]
        return read_copy(main.path, key)

    def _keep_both(self, main: Copy, mirror: Copy, key: str) -> None:
        """Leave a file that was changed by hand, or by a disk, and its mirror, which is as it was saved.

        Which of them is right is not for a program to say.

        Raises:
            OSError: the mirror could not be stored once more.
        """
        place = files.keep(self._layout.history, key, mirror.data or b"")
        self._done.append(
            f"{files.shown(main.path)}: changed since it was saved, not by Postil:"
            f" {disagreement(main, mirror)}; both were left as they are, and the copy is stored as"
            f" {files.shown(place)} too"
        )

    def _mend_mirror(self, key: str, data: bytes) -> None:
        """Make the mirror of an article what its file is, and store what it was.

        Raises:
            OSError: that failed.
        """
        path = self._layout.mirror(key)
        if files.read(path) == data:
            return
        mirror = read_copy(path, key)
        stored = ""
        if mirror.damage or (not mirror.as_saved and mirror.data and is_as_saved(data)):
            damage = mirror.damage or "it is not as it was saved"
            place = files.keep(self._layout.quarantine, key, mirror.data or b"")
            stored = f"; it was damaged ({files.shown(damage)}), and is stored as {files.shown(place)}"
        elif mirror.data is not None:
            files.keep(self._layout.history, key, mirror.data)
        files.make_folder(path.parent)
        files.replace(path, data)
        self._done.append(f"{files.shown(path)}: this copy was written again{stored}")

    def _mend_other(self, bad: SideFile) -> None:
        """Set a damaged file aside that is not an article's; remove one that is made again when needed."""
        shown = files.shown(bad.path)
        try:
            if bad.is_derived:
                bad.path.unlink()
                self._done.append(f"{shown} was damaged; it is made again when it is needed")
            elif bad.error:
                self._done.append(f"not repaired: {bad.error}")
            else:
                rest = self._readable(bad.path)
                aside = set_aside(self._layout, bad.path)
                if rest is not None:
                    files.replace(bad.path, rest)
                self._done.append(
                    f"{shown}: this {bad.noun} was damaged ({files.shown(bad.damage)}); it is stored as"
                    f" {files.shown(aside)}"
                )
        except OSError as error:
            self._cannot(files.about(bad.path, error))

    def _readable(self, path: Path) -> bytes | None:
        """Return what of a damaged file of several things can be read, as that file would be, or None.

        Raises:
            OSError: it cannot be read.
        """
        if path == self._layout.feeds:
            return feeds_without_damage(path)
        return without_damage(path) if path.parent == self._layout.drafts else None

    def _tidy(self) -> None:
        """Remove what crashed programs left; call it holding the lock."""
        before = sum(map(files.is_left_over, everything(self._layout.folder)))
        for folder in {path.parent for path in everything(self._layout.folder)}:
            files.tidy(folder)
        if before:
            self._done.append(f"{before} {'file' if before == 1 else 'files'} of crashed programs removed")

    def _mend_permissions(self) -> None:
        """Close to others what is open to them, and open to its owner what is closed to him."""
        closed = opened = 0
        for path in everything(self._layout.folder):
            exposed, shut = is_open_to_others(path), is_closed(self._layout, path)
            if (exposed or shut) and make_private(path):
                closed += exposed
                opened += shut and not is_closed(self._layout, path)
        done = {"now readable by you alone": closed, "now yours to read and write again": opened}
        for state, count in done.items():
            if count:
                noun = "file or folder is" if count == 1 else "files and folders are"
                self._done.append(f"{count} {noun} {state}")
