"""A lock on a file: one writer at a time, among all programs."""

import errno
import os
import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any

from tui.system import files

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

_PATIENCE = 0.2
"""Seconds after which a wait for SQLite's lock begins again, so that an interrupt ends it."""


class WriteLock:
    """A lock on a file, to be held with ``with``; it waits, in the kernel, for as long as it takes.

    The system releases it when its holder dies. The file is opened again each time, so that
    nothing is shared with a forked process. Its folder must exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._holder: int | None = None
        self._release: Callable[[], None] = _nothing

    def __enter__(self) -> None:
        """Wait for the lock.

        Raises:
            OSError: the file cannot be opened or locked.
            RuntimeError: this thread holds it; a nested ``with`` would release it too early.
        """
        if self._holder == threading.get_ident():
            raise RuntimeError("the write lock is never nested")
        self._threads.acquire()
        try:
            self._release = self._locked() if fcntl else self._locked_by_sqlite()
        except BaseException:
            self._threads.release()
            raise
        self._holder = threading.get_ident()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release the lock."""
        self._holder = None
        try:
            self._release()
        finally:
            self._threads.release()

    def _locked(self) -> Callable[[], None]:
        """Wait for the lock that POSIX systems have on open files; return what releases it."""
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if self._is_current(descriptor):
                    return partial(_unlock, descriptor)
            except OSError as error:
                os.close(descriptor)
                raise files.about(self._path, error) from error
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        """Return whether the locked file is still the one of that name; if not, others lock another one."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def _locked_by_sqlite(self) -> Callable[[], None]:
        """Wait for SQLite's lock on the file, as on a database; return what releases it.

        SQLite locks as each system does it, without a module of Python's for that. Nothing is written.
        """
        sqlite = import_module("sqlite3")  # not where it is not needed
        try:
            if not self._path.exists():  # SQLite would not say what hinders it
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise files.about(self._path, error) from error
        connection = None
        try:
            connection = sqlite.connect(
                self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            while True:
                try:
                    connection.execute("BEGIN EXCLUSIVE")
                except sqlite.OperationalError as error:
                    if error.sqlite_errorcode != sqlite.SQLITE_BUSY:
                        raise
                else:
                    release: Callable[[], None] = connection.close
                    return release
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, sqlite.Error):
                raise OSError(errno.ENOLCK, str(error), str(self._path)) from error
            raise


def _unlock(descriptor: int) -> None:
    try:
        # Not by closing alone: a child forked meanwhile would keep the lock alive.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _nothing() -> None:
    """Release nothing."""
