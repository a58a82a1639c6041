"""What stands in the places of a store's files and folders, and who may read and change it."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tui.store import files
from tui.store.daily import is_daily
from tui.store.layout import Layout

_OTHERS = 0o077


def in_the_way(layout: Layout) -> Iterator[Path]:
    """What is in the place of a folder and is none, and what is in that of a file and is none.

    A link counts as what it leads to; one that leads nowhere is in the way. Where something is in the way
    of a folder, nothing is told of what belongs into it.
    """
    for folder in layout.folders:
        if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112 - Path's may raise
            yield folder
    for path in (layout.lock, *layout.gathered):
        if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113 - Path's may raise
            yield path
    for folder in layout.folders:
        if folder not in (layout.folder, layout.quarantine):
            with contextlib.suppress(OSError), os.scandir(folder) as entries:
                odd = [entry.name for entry in entries if not entry.is_file(follow_symlinks=False)]
                for name in sorted(filter(_is_of_a_file, odd)):
                    if not os.path.isfile(folder / name):  # noqa: PTH113
                        yield folder / name


def _is_of_a_file(name: str) -> bool:
    return name.endswith((".json", ".txt")) or is_daily(name)


def what_is(path: Path) -> str:
    """In words, what is wrong with something that is ``in_the_way``."""
    if path.is_symlink() and not os.path.exists(path):  # noqa: PTH110 - Path's may raise
        return "it is a link that leads nowhere"
    return "it is a folder" if os.path.isdir(path) else "it is not what belongs here"  # noqa: PTH112


def set_aside(layout: Layout, path: Path) -> Path:
    """Move what is at ``path``, whatever it is, to the quarantine, or beside itself where that is what it is.

    Returns where it is now.

    Raises:
        OSError: it stays where it is.
    """
    name = f"{path.name}.{os.urandom(4).hex()}"
    aside = path.with_name(name) if path in (layout.folder, layout.quarantine) else layout.quarantine / name
    try:
        files.make_folder(aside.parent)
        return path.rename(aside)
    except OSError as error:
        raise files.about(path, error) from error


def everything(folder: Path) -> Iterator[Path]:
    """The folder and all that is below it; links are not followed.

    What is in a folder is listed after that folder was given out, so that it may be made readable.
    """
    yield folder
    for place, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            yield Path(place, name)


def is_open_to_others(path: Path) -> bool:
    """Whether others than its owner may read or change a file or folder, as far as one can tell."""
    with contextlib.suppress(OSError):
        status = path.lstat()
        return os.name == "posix" and not stat.S_ISLNK(status.st_mode) and bool(status.st_mode & _OTHERS)
    return False


def is_closed(layout: Layout, path: Path) -> bool:
    """Whether this program may not do with a file or folder what it has to; not so where nothing is there."""
    if path.is_symlink():
        return False
    needed = os.R_OK
    if os.path.isdir(path):  # noqa: PTH112 - Path's may raise
        needed |= os.W_OK | os.X_OK
    elif path == layout.lock:
        needed |= os.W_OK
    return os.access(path, os.F_OK) and not os.access(path, needed)


def make_private(path: Path) -> bool:
    """Let the owner do all with a file or folder and others nothing; whether that could be done."""
    with contextlib.suppress(OSError):
        mode = path.stat().st_mode
        owner = stat.S_IRWXU if stat.S_ISDIR(mode) else stat.S_IRUSR | stat.S_IWUSR
        path.chmod((stat.S_IMODE(mode) & ~_OTHERS) | owner)
        return True
    return False
