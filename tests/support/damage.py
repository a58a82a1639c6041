"""A store with a file of every kind, harm done to one of them, and what must come of it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.support.store import annotation, article, correction, main_file, mirror_file
from tui.domain.errors import StoreError
from tui.store.layout import Layout
from tui.store.store import Store
from tui.system import files

_TIME = "2025-03-02T10:00:00.000Z"
STORED = replace(annotation("kept", ["safe"]), id="kept", created=_TIME, modified=_TIME)
DRAFTS = b'{"postil_drafts": 1, "article": "x", "drafts": []}'


def store_of(folder: Path) -> Store:
    """A store that waits for nothing, and makes the copy of the day at once."""
    return Store(folder, pause=lambda seconds: None, in_background=lambda make: make())


def make(folder: Path) -> None:
    """A store that holds STORED in both files and in the copy of the day, and at least one of all else."""
    store = store_of(folder)
    store.opened(article())
    main_file(folder).write_bytes(main_file(folder).read_bytes() + b"\n")
    store.put(article(), STORED)
    store.correct(article(), correction())
    [day] = Layout(folder).daily.iterdir()
    day.unlink()
    store_of(folder).opened(article())
    Layout(folder).drafts.mkdir(0o700)
    (Layout(folder).drafts / main_file(folder).name).write_bytes(DRAFTS)
    (Layout(folder).drafts / main_file(folder).name).chmod(0o600)
    files.keep(Layout(folder).quarantine, "x", b"damaged before")
    os.utime(main_file(folder), (1, 1))  # what has just been written is not taken into an index
    store.articles(), store.search(), store.tags(), store.other_corrections(""), store.bulk_edits.undoable()


def kinds(folder: Path) -> dict[str, Path]:
    """One file or folder of every kind in a store."""
    layout = Layout(folder)
    found = {
        "article": main_file(folder),
        "mirror": mirror_file(folder),
        "text": layout.snapshot(article().text_hash),
        "drafts": layout.drafts_of(main_file(folder).stem),
        "lock": layout.lock,
        "former state": next(layout.history.iterdir()),
        "daily copy": next(layout.daily.iterdir()),
    }
    found |= {path.name: path for path in layout.derived}
    return found | {f"{path.name}/": path for path in layout.folders}


def _replaced_by(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(0o700)


def _file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_bytes(b"in the way")
    path.chmod(0o600)


def _link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/nowhere/at all")


TO_FILES: dict[str, Callable[[Path], object]] = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "emptied": _replaced_by(b""),
    "garbled": lambda path: path.write_bytes(path.read_bytes()[::-1]),
    "another program's": _replaced_by(b'{"editor": {"fontSize": 12}}'),
    "a folder": _folder,
    "a link to nowhere": _link,
}
TO_FOLDERS: dict[str, Callable[[Path], object]] = {"a file": _file}
CLOSED: dict[str, Callable[[Path], object]] = {
    "closed": lambda path: path.chmod(0),
    "read-only": lambda path: path.chmod(0o500 if path.is_dir() else 0o400),
}


def faults(folder: Path, kind: str, harm: Callable[[Path], object]) -> Iterator[str]:
    """What is not as it must be, in words, once ``harm`` was done to the file or folder of that kind."""
    path = kinds(folder)[kind]
    whole_is_lost = kind == "notes/"
    harm(path)
    found = path.read_bytes() if path.is_file() and not _is_closed(path) else b""
    yield from _wrong_with_check(folder, path, kind)
    if store_of(folder).annotations(article().id) != (STORED,) and not whole_is_lost:
        yield "what was kept is not shown"
    for line in store_of(folder).repair():
        if "\n" in line or line.startswith("not mended"):
            yield line
    if found and path not in Layout(folder).derived and not _is_somewhere(folder, found):
        yield "what was found is kept nowhere"
    yield from (f"still wrong: {problem}" for problem in store_of(folder).check().problems)
    new = annotation("new", start=10, end=13)
    try:
        stored = store_of(folder).put(article(), new)
    except StoreError as error:
        yield str(error)
    else:
        if stored != ((new,) if whole_is_lost and found == b"in the way" else (STORED, new)):
            yield "a note was lost on the way"


def _is_closed(path: Path) -> bool:
    return not path.stat().st_mode & 0o400


def _wrong_with_check(folder: Path, path: Path, kind: str) -> Iterator[str]:
    problems = store_of(folder).check().problems
    if any("\n" in problem for problem in problems):
        yield "more than one line"
    is_harmless = (kind == "lock" and path.is_file()) or (path.is_file() and not path.stat().st_mode & 0o200)
    if not is_harmless and not any(str(path) in problem for problem in problems):
        yield f"it is not told what is wrong: {problems}"


def _is_somewhere(folder: Path, data: bytes) -> bool:
    return any(path.read_bytes() == data for path in folder.parent.rglob("*") if path.is_file())


def saved_meanwhile(folder: Path, kind: str, harm: Callable[[Path], object]) -> Iterator[str]:
    """What is not as it must be if, after ``harm``, nothing is mended and saving just goes on."""
    harm(kinds(folder)[kind])
    store, new = store_of(folder), annotation("new", start=10, end=13)
    try:
        store.put(article(), new)
    except StoreError as error:
        if not str(error).startswith("Not saved: ") or "\n" in str(error):
            yield f"told in other words: {error}"
        new = STORED
    if not {STORED, new} <= set(store_of(folder).annotations(article().id)) and kind != "notes/":
        yield "a note is not there"
    store.articles(), store.search("kept"), store.other_corrections("")
    if any("\n" in notice for notice in store.take_notices()):
        yield "a notice of several lines"
