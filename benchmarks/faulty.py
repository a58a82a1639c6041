"""System calls of which one goes wrong.

They are replaced between Python and the system: whatever the store and the standard library ask of the system
for files goes through these.
"""

import errno
import fcntl
import io
import os
from collections.abc import Callable, Iterator
from typing import Any

MODES = ("crash before", "crash after", "ENOSPC", "EIO", "EACCES", "EROFS")
"""The ways in which a call goes wrong."""
HALVES = ("half, then a crash", "half")
"""Besides, half of the data is written, and that is said."""
CALLS = (
    "open", "close", "read", "write", "fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir",
    "chmod", "stat", "lstat", "fstat", "listdir", "scandir", "readlink", "access", "utime", "truncate",
    "ftruncate",
)  # fmt: skip
"""The functions of ``os`` that are struck; also ``io.open`` and what it opens, and ``flock``."""


class Faulty:
    """System calls of which one goes wrong; in a forked process alone.

    Attributes:
        calls: the names of those that were made, in their order.
    """

    def __init__(self, at: int = 0, mode: str = "") -> None:
        """Let the call with the number ``at``, from 1, go wrong in the way ``mode``; none with 0."""
        self.calls: list[str] = []
        self._at = at
        self._mode = mode

    def install(self) -> None:
        """Stand between all of the program and the system."""
        for name in CALLS:
            if name not in ("read", "scandir"):
                setattr(os, name, self.wrapped(getattr(os, name), name))
        setattr(os, "read", self.wrapped(os.read, "read"))  # noqa: B010 - mypy: it is no variable
        fcntl.flock = self.wrapped(fcntl.flock, "flock")
        listed = self.wrapped(os.scandir, "scandir")
        setattr(os, "scandir", lambda *place: _Listing(listed(*place), self))  # noqa: B010
        opened = self.wrapped(io.open, "open")
        setattr(io, "open", lambda *how, **so: _File(opened(*how, **so), self))  # noqa: B010

    def wrapped(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The call of that name, which goes wrong if it is its turn."""

        def call(*arguments: Any, **options: Any) -> Any:
            self.calls.append(name)
            if len(self.calls) != self._at:
                return real(*arguments, **options)
            return self._fail(real, name, arguments, options)

        return call

    def _fail(self, real: Callable[..., Any], name: str, arguments: Any, options: Any) -> Any:
        if self._mode == "crash before":
            os._exit(9)
        if self._mode == "crash after":
            real(*arguments, **options)
            os._exit(9)
        if self._mode in HALVES:
            written = real(arguments[0], arguments[1][: len(arguments[1]) // 2])
            if self._mode != "half":
                os._exit(9)
            return written
        if name == "close":  # as Linux does: the descriptor is closed all the same
            real(*arguments, **options)
        number = getattr(errno, self._mode)
        raise OSError(number, os.strerror(number))


class _File:
    """An open file whose reading and closing may go wrong."""

    def __init__(self, file: Any, faulty: Faulty) -> None:
        self._file = file
        self.read = faulty.wrapped(file.read, "read")
        self.close = faulty.wrapped(file.close, "close")

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class _Listing:
    """What is in a folder; looking at what was listed may go wrong."""

    def __init__(self, entries: Any, faulty: Faulty) -> None:
        self._entries = entries
        self._faulty = faulty

    def __enter__(self) -> "_Listing":
        return self

    def __exit__(self, *error: object) -> None:
        self._entries.close()

    def __iter__(self) -> Iterator["_Entry"]:
        return (_Entry(entry, self._faulty) for entry in self._entries)


class _Entry:
    def __init__(self, entry: Any, faulty: Faulty) -> None:
        self._entry = entry
        self.stat = faulty.wrapped(entry.stat, "stat")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)
