"""What the store has to tell the person, until it is told."""

import threading


class Notices:
    """Lines waiting to be shown. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, None] = {}
        self._told: set[str] = set()

    def add(self, line: str, *, once: bool = False) -> None:
        """Have ``line`` shown; with ``once``, only if it has not been given before."""
        with self._lock:
            if not (once and line in self._told):
                self._waiting[line] = None
                self._told.add(line)

    def take(self) -> tuple[str, ...]:
        """The lines waiting, oldest first, each once; they wait no longer."""
        with self._lock:
            lines = tuple(self._waiting)
            self._waiting.clear()
            return lines
