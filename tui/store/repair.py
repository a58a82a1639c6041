"""Mend a store: whatever a copy still holds is put back, and nothing that was found is thrown away."""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from tui.store import files
from tui.store.daily import DailyCopies, damage_of
from tui.store.gathered import is_whole
from tui.store.layout import Layout
from tui.store.lock import WriteLock
from tui.store.notices import Notices
from tui.store.recovery import Copy, from_daily, look, recover

_OTHERS = 0o077


class Repair:
    """Mends one store, and tells what it did. What it cannot mend stays as it is."""

    def __init__(self, layout: Layout, notices: Notices, pause: Callable[[float], None]) -> None:
        """Mend the store at ``layout``; ``recover`` says what the other arguments are for."""
        self._layout = layout
        self._notices = notices
        self._pause = pause
        self._done: list[str] = []

    def run(self) -> tuple[str, ...]:
        """Mend all there is to mend; returns what was done, and what could not be, a line for each."""
        if not self._layout.folder.is_dir():
            return ()
        self._notices.take()
        self._mend_permissions()
        try:
            with WriteLock(self._layout.lock):
                self._tidy()
                for key in sorted(self._keys()):
                    self._mend(key)
                self._set_aside_daily()
        except OSError as error:
            self._done.append(f"not mended: {files.explain(error)}")
        self._remove_indexes()
        return tuple(self._done)

    def _keys(self) -> set[str]:
        return self._layout.keys() | DailyCopies(self._layout).keys()

    def _mend(self, key: str) -> None:
        """Make both files of an article good, as far as there is a copy of either."""
        layout = self._layout
        try:
            main = recover(layout, key, self._notices, self._pause)
            self._done += self._notices.take()
            if not main.good:
                main = self._from_daily(key) or main
            if main.good and main.data is not None:
                self._mend_mirror(key, main.data)
        except OSError as error:
            self._done += self._notices.take()
            self._done.append(f"not mended: {files.explain(error)}")

    def _from_daily(self, key: str) -> Copy | None:
        """Restore an article of which neither file is there any more."""
        daily = from_daily(self._layout, key)
        if daily is None or daily.data is None:
            return None
        path = self._layout.main(key)
        files.make_folder(path.parent)
        files.replace(path, daily.data)
        self._done.append(
            f"{files.shown(path)} and its copy were missing; its notes were restored as they were on"
            f" {daily.path.stem}, from {files.shown(daily.path)}"
        )
        return look(path, key)

    def _mend_mirror(self, key: str, data: bytes) -> None:
        path = self._layout.mirror(key)
        mirror = look(path, key)
        if mirror.data == data:
            return
        kept = ""
        if mirror.damage:
            place = files.keep(self._layout.quarantine, key, mirror.data or b"")
            kept = f"; it was damaged ({files.shown(mirror.damage)}), and is kept as {files.shown(place)}"
        elif mirror.data is not None:
            files.keep(self._layout.history, key, mirror.data)
        files.make_folder(path.parent)
        files.replace(path, data)
        self._done.append(f"{files.shown(path)}: this copy was written anew{kept}")

    def _set_aside_daily(self) -> None:
        for path in DailyCopies(self._layout).files():
            damage = damage_of(path)
            if damage:
                aside = self._layout.quarantine / f"{path.name}.{os.urandom(4).hex()}"
                files.make_folder(aside.parent)
                path.rename(aside)
                self._done.append(
                    f"{files.shown(path)}: this daily copy was damaged ({files.shown(damage)});"
                    f" it is kept as {files.shown(aside)}"
                )

    def _tidy(self) -> None:
        before = sum(map(files.is_left_over, everything(self._layout.folder)))
        for folder in {path.parent for path in everything(self._layout.folder)}:
            files.tidy(folder)
        if before:
            self._done.append(f"{before} {'file' if before == 1 else 'files'} of crashed programs removed")

    def _remove_indexes(self) -> None:
        for path in self._layout.gathered:
            if not is_whole(path):
                with contextlib.suppress(OSError):
                    path.unlink()
                    self._done.append(f"{files.shown(path)} was damaged; it is made anew when it is needed")

    def _mend_permissions(self) -> None:
        mended = 0
        for path in open_to_others(self._layout.folder):
            with contextlib.suppress(OSError):
                path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
                mended += 1
        if mended:
            self._done.append(
                f"{mended} {'file or folder is' if mended == 1 else 'files and folders are'}"
                " now readable by you alone"
            )


def everything(folder: Path) -> Iterator[Path]:
    """The folder and all that is below it; links are not followed."""
    yield folder
    for place, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            yield Path(place, name)


def open_to_others(folder: Path) -> list[Path]:
    """The files and folders from ``folder`` on that others than their owner may read or change."""
    found = []
    if os.name == "posix":
        for path in everything(folder):
            with contextlib.suppress(OSError):
                status = path.lstat()
                if not stat.S_ISLNK(status.st_mode) and status.st_mode & _OTHERS:
                    found.append(path)
    return found
