"""Write a file that is there whole or not at all, and never in place of another one unasked."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line


class ExportError(PostilError):
    """Something could not be exported."""


def check_free(path: Path, *, force: bool) -> None:
    """Tell early what ``write_file`` would tell late.

    Raises:
        ExportError: there is such a file, and ``force`` is not given; or it cannot be one.
    """
    if path.is_dir():
        raise ExportError(f"{_shown(path)}: this is a folder")
    if not path.parent.is_dir():
        raise ExportError(f"{_shown(path)}: there is no folder {_shown(path.parent)}")
    if path.exists() and not force and not _is_device(path):
        raise _taken(path)


def make_folder(path: Path) -> None:
    """Make sure that there is such a folder; the one that it is in must be there.

    Raises:
        ExportError: it cannot be made, or is a file.
    """
    with _told(path):
        try:
            path.mkdir()
        except FileExistsError:
            if not path.is_dir():
                raise ExportError(f"{_shown(path)}: this is a file, not a folder") from None
        except FileNotFoundError:
            raise ExportError(f"{_shown(path)}: there is no folder {_shown(path.parent)}") from None


def write_file(path: Path, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write ``pieces`` to ``path``: beside it first, then under its name, once they are on the disk.

    Whatever goes wrong, also in making the pieces, leaves ``path`` as it was. Devices and pipes
    are written as they are; a symbolic link is followed.

    Raises:
        ExportError: it cannot be written; or there is such a file, and ``force`` is not given.
    """
    target = Path(os.path.realpath(path))
    if _is_device(target):
        with _told(path), target.open("wb") as device:
            device.writelines(pieces)
        return
    temp = target.with_name(f".postil-{os.urandom(8).hex()}.tmp")
    try:
        with _told(path):
            file = temp.open("xb")
        with file:
            for piece in pieces:
                with _told(path):
                    file.write(piece)
            with _told(path):
                file.flush()
                os.fsync(file.fileno())
        with _told(path):
            _name(temp, target, path, force=force)
    finally:
        with contextlib.suppress(OSError):
            temp.unlink()


def _name(temp: Path, target: Path, path: Path, *, force: bool) -> None:
    if not force:
        try:
            os.link(temp, target)  # unlike a rename, it never takes the place of another file
        except FileExistsError:
            raise _taken(path) from None
        except OSError:
            # A file system without links.
            if target.exists():
                raise _taken(path) from None
        else:
            return
    temp.replace(target)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(f"{_shown(path)}: {error.strerror or error}") from error


def _taken(path: Path) -> ExportError:
    return ExportError(f"{_shown(path)}: there is such a file already; --force replaces it")


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _shown(path: Path) -> str:
    return one_line(str(path), 1_000)
