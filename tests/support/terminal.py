"""A pseudo-terminal in which the real program runs, pressed and read as a person would."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds after which what is waited for is taken not to come."""
_MOST = 1 << 20
"""Bytes after which the screen is looked at, whatever else the program draws."""
# Sequences that pyte does not know: the kitty keyboard's, queries of modes, DCS and APC strings.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b[P_^].*?\x1b\\")

# Makes the terminal on standard output the controlling one, as a shell would have it.
_TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(1, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


class Terminal:
    """One run of ``python -m tui`` in a pseudo-terminal."""

    def __init__(
        self,
        *arguments: str,
        size: tuple[int, int] = (100, 30),
        piped: bytes | None = None,
        env: dict[str, str] | None = None,
    ) -> None:
        """Start the program with ``arguments``; ``piped`` is what it gets on standard input."""
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.output = b""
        self._fd, slave = pty.openpty()
        self._set_size(columns, rows)
        environment = {
            name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, sys.executable, "-P", "-m", "tui", *arguments],
            stdin=slave if piped is None else subprocess.PIPE,
            stdout=slave,
            stderr=slave,
            env={**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
            start_new_session=True,
        )
        os.close(slave)
        if self._process.stdin is not None:
            self._process.stdin.write(piped or b"")
            self._process.stdin.close()

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        if self._fd >= 0:
            os.close(self._fd)

    @property
    def pid(self) -> int:
        """The ID of the program's process."""
        return self._process.pid

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, keys: str | bytes) -> None:
        """Send keys as the terminal does."""
        os.write(self._fd, keys.encode() if isinstance(keys, str) else keys)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def wait_until_stopped(self) -> None:
        """Wait until the program is stopped, as by ``SIGTSTP``."""
        deadline = time.monotonic() + PATIENCE
        ended = 0
        while not ended:
            # What it draws is read meanwhile: who waits for a terminal to take more does not stop.
            assert time.monotonic() < deadline, f"it did not stop; the screen was:\n{self.text}"
            self._read()
            ended, status = os.waitpid(self._process.pid, os.WUNTRACED | os.WNOHANG)
        assert os.WIFSTOPPED(status)

    def close(self) -> int:
        """Close the terminal, as its window is; the program's exit code, negative for a signal."""
        os.close(self._fd)
        self._fd = -1
        return self._process.wait(PATIENCE)

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal larger or smaller."""
        self._screen.resize(rows, columns)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, condition: Callable[[str], bool]) -> str:
        """Read what the program draws until the screen is as wanted; the screen."""
        deadline = time.monotonic() + PATIENCE
        while not condition(self.text):
            if time.monotonic() > deadline or not self._read():
                raise AssertionError(f"it did not come to that; the screen was:\n{self.text}")
        return self.text

    def _read(self) -> bool:
        """Take in all that the program has drawn by now; false once it has ended."""
        if not self._has_more(0.1):
            return True
        data, piece = b"", b" "
        # The screen is made of it once: that takes longer than reading.
        while piece and len(data) < _MOST and (not data or self._has_more(0)):
            try:
                piece = os.read(self._fd, 1 << 16)
            except OSError:
                piece = b""
            data += piece
        self.output += data
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return bool(data)

    def _has_more(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        return bool(ready)

    def wait(self) -> int:
        """Wait until the program ends; its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            if time.monotonic() > deadline:
                raise AssertionError(f"it did not end; the screen was:\n{self.text}")
        return self._process.wait(PATIENCE)
