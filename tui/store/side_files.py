"""The files of a store that are not an article's, and what is wrong with them."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tui.store import files
from tui.store.daily import damage_of as damage_of_day
from tui.store.daily import is_daily
from tui.store.drafts import read_drafts
from tui.store.layout import Layout
from tui.store.snapshots import damage_of as damage_of_text
from tui.store.summaries import is_whole


class SideFile(NamedTuple):
    """A file that something is wrong with.

    Attributes:
        path: the file.
        noun: what it is, in words.
        damage: what is wrong with it, in words; empty where it cannot be read.
        error: why it cannot be read, in words that name the file, or empty.
        is_derived: whether it is made anew of other files when it is needed.
    """

    path: Path
    noun: str
    damage: str = ""
    error: str = ""
    is_derived: bool = False


def damaged(layout: Layout) -> Iterator[SideFile]:
    """Those that are damaged or cannot be read. What is a folder, or leads nowhere, is no file."""
    for path in layout.gathered:
        if not is_whole(path):
            yield SideFile(path, "index", "it cannot be used", is_derived=True)
    yield from _in(layout.daily, is_daily, "daily copy", damage_of_day)
    yield from _in(layout.texts, partial(_ends, ".txt"), "text of an article", damage_of_text)
    yield from _in(layout.history, partial(_ends, ".json"), "former state", _damage_of_kept)
    yield from _in(layout.drafts, partial(_ends, ".json"), "file of drafts", _damage_of_drafts)


def _ends(ending: str, name: str) -> bool:
    return name.endswith(ending)


def _in(
    folder: Path, belongs: Callable[[str], bool], noun: str, damage_of: Callable[[Path], str]
) -> Iterator[SideFile]:
    try:
        paths = sorted(path for path in folder.iterdir() if belongs(path.name) and files.is_there(path))
    except OSError:
        return  # it is not there, or its folder is told of
    for path in paths:
        try:
            damage = damage_of(path)
        except IsADirectoryError:
            continue
        except OSError as error:
            yield SideFile(path, noun, error=files.explain(error))
            continue
        if damage:
            yield SideFile(path, noun, damage)


def _damage_of_kept(path: Path) -> str:
    """What is wrong with a file that ``files.keep`` made, whose name ends in its check sum."""
    digest = hashlib.sha256(files.read(path) or b"").hexdigest()
    return "" if path.stem.endswith(f".{digest[:16]}") else "it is not what was kept"


def _damage_of_drafts(path: Path) -> str:
    return read_drafts(files.read(path)).damage
