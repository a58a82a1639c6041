"""Write files so that they are there whole or not at all, for their owner alone.

Every function raises ``OSError`` whose ``filename`` is the file or folder to name to the user.
"""

import contextlib
import errno
import hashlib
import os
import re
import stat
from pathlib import Path

from tui.domain.text.sanitize import one_line

_TEMP_NAME = re.compile(r"\.postil-[0-9a-f]{16}\.tmp")
# Text mode of Windows would turn line feeds into pairs; elsewhere there is no such flag.
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# Neither a pipe that has no writer nor a terminal may keep the program waiting or take it over.
_TO_READ = os.O_RDONLY
for _flag in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY"):
    _TO_READ |= getattr(os, _flag, 0)
# What file systems answer that know no fsync of a folder.
_NO_SUCH_SYNC = {errno.EINVAL, errno.ENOTSUP}


MEGABYTE = 1_000_000
"""Bytes: the one unit in which sizes are limited and shown."""


def megabytes(size: int, decimals: int = 0) -> str:
    """Return a size in bytes as it is shown: ``64 MB``, or with so many digits after the point."""
    return f"{size / MEGABYTE:.{decimals}f} MB"


class NotAFileError(OSError):
    """There is a pipe, a socket or a device in the place of a file."""


NO_FILE = (IsADirectoryError, NotAFileError)
"""What ``read`` raises where there is something else in the place of a file."""


def read(path: Path, last: int = 0) -> bytes | None:
    """Return what the file holds, or None where there is no such file.

    Only a file, or a link to one, is read: a pipe would keep the program waiting, and a device has no end.

    Args:
        path: the file.
        last: read only so many bytes at its end; 0 stands for all.

    Raises:
        NotAFileError: there is something else in its place. Of a folder it is IsADirectoryError.
    """
    try:
        descriptor = os.open(path, _TO_READ)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ENXIO:  # nothing listens at the other end of a socket or a device
            raise _not_a_file(path, path.stat().st_mode) from error
        raise about(path, error) from error
    try:
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode):
            if 0 < last < status.st_size:
                os.lseek(descriptor, -last, os.SEEK_END)
            at_once = max(status.st_size + 1, 65_536)  # one more: then the end is known at once
            return b"".join(iter(lambda: os.read(descriptor, at_once), b""))
    except OSError as error:
        raise about(path, error) from error
    finally:
        os.close(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise _not_a_file(path, status.st_mode)


def kind(mode: int) -> str:
    """Return in words what has this ``st_mode``: ``a folder``, ``a named pipe``."""
    tests = {
        "a file": stat.S_ISREG,
        "a folder": stat.S_ISDIR,
        "a link": stat.S_ISLNK,
        "a named pipe": stat.S_ISFIFO,
        "a socket": stat.S_ISSOCK,
    }
    return next((words for words, is_one in tests.items() if is_one(mode)), "a device")


def _not_a_file(path: Path, mode: int) -> NotAFileError:
    return NotAFileError(errno.EINVAL, f"it is {kind(mode)}, not a file", str(path))


def is_there(path: Path) -> bool:
    """Return whether there is such a file, as far as one can tell; never raises."""
    try:
        return path.exists()
    except OSError:
        return False


def remove_database(path: Path) -> None:
    """Remove a file of SQLite that can be made again, with its journal, as far as that is possible."""
    for each in (path, path.with_name(f"{path.name}-journal")):
        with contextlib.suppress(OSError):
            each.unlink()


def check_database(path: Path) -> None:
    """Make sure that SQLite may open ``path``: it takes a disk for an empty database, and writes one on it.

    Raises:
        NotAFileError: there is something else in the place of a file, or of its journal.
    """
    for each in (path, path.with_name(f"{path.name}-journal")):
        with contextlib.suppress(FileNotFoundError):
            mode = each.stat().st_mode
            if not stat.S_ISREG(mode):
                raise _not_a_file(each, mode)


def replace(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Make ``data`` what the file holds: at every moment it holds the old or the new, whole.

    A symbolic link to a file is followed, so that it stays one; one to a device or a pipe is itself
    replaced, and what it leads to stays. Returns, if ``durable``, only when the data and the name are
    on the disk; the order is fsync(new file), rename, fsync(folder). After an error the file holds
    what it held, unless it is the last fsync that failed.
    """
    target = _target(path)
    temp = target.with_name(f".postil-{os.urandom(8).hex()}.tmp")
    try:
        with contextlib.ExitStack() as cleanup:
            # Opened before anything is written: a folder that cannot be opened must not be
            # discovered between the rename and the acknowledgement.
            folder = _open_folder(target.parent) if durable else None
            if folder is not None:
                cleanup.callback(os.close, folder)
            try:
                _write_new(temp, data, durable)
                temp.replace(target)
            except BaseException:
                with contextlib.suppress(OSError):
                    temp.unlink()
                raise
            if folder is not None:
                _sync_folder(folder)
    except OSError as error:
        raise about(path, error) from error


def _target(path: Path) -> Path:
    """Return the place that a new file is to be moved to so that ``path`` holds it."""
    # Not Path.resolve, which raises RuntimeError for a loop of links.
    target = Path(os.path.realpath(path))
    with contextlib.suppress(OSError):
        mode = target.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            return path  # a rename over /dev/null, by one who may, takes it from all programs
    return target


def keep(folder: Path, stem: str, data: bytes) -> Path:
    """Save ``data`` in ``folder`` for good, the same data once, and return where.

    The name ends in the data's SHA-256, so that nothing saved is ever overwritten by something else.
    """
    path = folder / f"{stem}.{hashlib.sha256(data).hexdigest()[:16]}.json"
    if read(path) != data:
        make_folder(folder)
        replace(path, data)
    return path


MOST_FORMER = 50
MOST_FORMER_BYTES = 5 * MEGABYTE
LEAST_FORMER = 10
_COARSE = 2_000_000_000  # nanoseconds; no file system knows times less exactly
"""Former states of an article that are saved: so many, and no more bytes; but so many in any case."""


def thin(folder: Path, stem: str, latest: Path | None = None) -> None:
    """Of what ``keep`` saved in ``folder`` for ``stem``, drop the oldest when it is too much.

    ``latest`` is what was saved last. It is given a time after all others, which a clock that was wrong once
    may have put into the future: or else it would be the first to go, and so would all that come after it.
    """
    saved = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(f"{stem}."):
                status = entry.stat()
                saved.append((status.st_mtime_ns, status.st_size, entry.name))
    saved.sort(reverse=True)
    places = [place for place, each in enumerate(saved) if latest is not None and each[2] == latest.name]
    for place in filter(None, places):
        after = saved[0][0] + _COARSE
        with contextlib.suppress(OSError):
            os.utime(folder / saved[place][2], ns=(after, after))
        saved.insert(0, saved.pop(place))
    room = MOST_FORMER_BYTES
    for number, (_, size, name) in enumerate(saved, start=1):
        room -= size
        if number > LEAST_FORMER and (number > MOST_FORMER or room < 0):
            with contextlib.suppress(OSError):
                (folder / name).unlink()


def make_folder(folder: Path) -> None:
    """Make sure that the folder exists, and that its name outlives a loss of power."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError as error:
        if folder.is_dir():  # another program was faster
            return
        raise NotADirectoryError(errno.ENOTDIR, "it is not a folder", str(folder)) from error
    # One may be allowed to make a folder in a place that one may not read.
    with contextlib.suppress(PermissionError):
        descriptor = _open_folder(folder.parent)
        if descriptor is not None:
            try:
                _sync_folder(descriptor)
            finally:
                os.close(descriptor)


class Home:
    """A folder that is made where it never was, and not once more: one that is gone was moved away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._was_there = folder.is_dir()

    @property
    def is_gone(self) -> bool:
        """Return whether it was there and is not any more."""
        is_here = self._folder.is_dir()
        self._was_there = self._was_there or is_here
        return self._was_there and not is_here

    def make_folder(self, folder: Path) -> None:
        """Make sure that ``folder``, which is this one or below it, exists; see ``make_folder``."""
        make_folder(folder)
        self._was_there = True


def tidy(folder: Path) -> None:
    """Remove what crashed writers left; call it only while no other program can be writing."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            if _TEMP_NAME.fullmatch(path.name):
                path.unlink()


def is_left_over(path: Path) -> bool:
    """Return whether the file is one that a writer makes, and leaves only when it crashes."""
    return _TEMP_NAME.fullmatch(path.name) is not None


def about(path: Path, error: OSError) -> OSError:
    """Return the same error, but of the file that the user knows of and not of a temporary one."""
    return OSError(error.errno or 0, error.strerror or str(error), str(path))


def explain(error: OSError) -> str:
    """Return ``/path: reason in words``, on one line."""
    reason = error.strerror or str(error) or "unknown error"
    reason = reason[:1].lower() + reason[1:]
    return f"{shown(error.filename)}: {reason}" if error.filename else reason


def shown(path: object) -> str:
    """Return a path as it may stand in a line that is shown."""
    return one_line(str(path), limit=1000)


def _write_new(path: Path, data: bytes, durable: bool) -> None:
    descriptor = os.open(path, _NEW_FILE, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if durable:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open_folder(folder: Path) -> int | None:
    """Return a descriptor to fsync; None on Windows, where folders have none."""
    return None if os.name == "nt" else os.open(folder, os.O_RDONLY)


def _sync_folder(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:
            raise
