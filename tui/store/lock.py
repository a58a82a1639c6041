"""One writer at a time, among all threads and programs that use a store."""

import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from tui.store import files

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class WriteLock:
    """A lock on a file, to be held with ``with``; it waits, in the kernel, for as long as it takes.

    The system releases it when its holder dies. The file is opened anew each time, so that
    nothing is shared with a forked process. Its folder must exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._holder: int | None = None
        self._descriptor = -1

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
            self._descriptor = self._open_locked()
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
            # Not by closing alone: a child forked meanwhile would keep the lock alive.
            _unlock(self._descriptor)
        finally:
            os.close(self._descriptor)
            self._threads.release()

    def _open_locked(self) -> int:
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(descriptor)
                if self._is_current(descriptor):
                    return descriptor
            except OSError as error:
                os.close(descriptor)
                raise files.about(self._path, error) from error
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        """Whether the locked file is still the one of that name; if not, others lock another one."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False
