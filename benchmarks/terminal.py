"""A pseudo-terminal in which a program runs, and the time at which everything came out of it.

Output is only time-stamped and stored here; ``benchmarks.replay`` says afterwards what it
showed. So measuring does not slow down what is measured, and one thread does it all.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from benchmarks.processes import cpu_seconds, descendants, is_running, peak_mib, resident_mib

SAMPLE_EVERY = 0.2
"""Seconds between two looks at the memory and the children."""
SAMPLE_FIRST = 0.02
"""The same until the first child is there: what was used before it is one of the figures."""
_ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P\]^_].*?(?:\x1b\\|\x07)|\x1b[()].")
_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "POSTIL_HOME", "COLUMNS", "LINES")


class Size(NamedTuple):
    """Of a terminal, in cells."""

    columns: int
    lines: int


class Chunk(NamedTuple):
    """What one read gave; ``when`` in seconds from the start."""

    when: float
    data: bytes


class Resize(NamedTuple):
    """A change of size after ``chunks_before`` chunks."""

    chunks_before: int
    size: Size


class Memory(NamedTuple):
    """Resident memory in MiB.

    Attributes:
        before_children: peak of the program itself until it started another process (or until now).
        peak_program: peak of the program itself.
        peak_tree: the most seen of the program and all its descendants together.
    """

    before_children: float
    peak_program: float
    peak_tree: float


def environment() -> dict[str, str]:
    """The environment of what is measured: a colour terminal, .pyc files written, nothing personal."""
    inherited = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    return inherited | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Terminal:
    """One run of a program in a pseudo-terminal.

    Attributes:
        chunks: all that came out so far.
        resizes: changes of size so far.
        ended: whether the program has closed its terminal.
        child_since: when the program was first seen with a child process, in seconds from the start.
        child_busy: when a child last used the processor, in seconds from the start.
    """

    def __init__(self, command: Sequence[str], size: Size) -> None:
        """Start ``command``; one that cannot be run says so on its screen and ends."""
        self.size = size
        self.chunks: list[Chunk] = []
        self.resizes: list[Resize] = []
        self.ended = False
        self.child_since: float | None = None
        self.child_busy = 0.0
        self._child_cpu = 0.0
        self._before_children = self._peak_program = self._peak_tree = 0.0
        self._next_sample = 0.0
        self._started = time.perf_counter()
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            _become(command, size)

    def now(self) -> float:
        """Seconds from the start."""
        return time.perf_counter() - self._started

    def collect(self, seconds: float, until_quiet: float | None = None) -> None:
        """Take in output for some seconds, or until there was none for ``until_quiet`` seconds."""
        deadline = last = self.now()
        deadline += seconds
        while not self.ended and (now := self.now()) < deadline:
            if until_quiet is not None and now - last >= until_quiet:
                return
            self._sample(now)
            if select.select([self._descriptor], [], [], min(0.005, deadline - now))[0]:
                last = self._read()

    def wait_for(self, words: str, seconds: float) -> bool:
        """Take in output until ``words`` were written, in whatever colours; False when they never were."""
        deadline = self.now() + seconds
        wanted = words.encode()
        seen = b""
        number = 0
        while not self.ended and self.now() < deadline:
            self.collect(0.005)
            if len(self.chunks) > number:
                seen = seen[-4096:] + b"".join(chunk.data for chunk in self.chunks[number:])
                number = len(self.chunks)
                if wanted in _ESCAPES.sub(b"", seen):
                    return True
        return False

    def press(self, key: str) -> float:
        """Send one key, as the characters that a terminal sends for it; when, in seconds from the start."""
        sent = self.now()
        with suppress(OSError):
            os.write(self._descriptor, key.encode())
        return sent

    def resize(self, size: Size) -> float:
        """Give the terminal another size; when, in seconds from the start."""
        self.resizes.append(Resize(len(self.chunks), size))
        self.size = size
        sent = self.now()
        _set_size(self._descriptor, size)
        return sent

    def memory(self) -> Memory:
        """What was used so far."""
        self._sample(self._next_sample)
        before = self._before_children if self.child_since is not None else self._peak_program
        return Memory(before, self._peak_program, self._peak_tree)

    def stop(self) -> None:
        """End the program and what it started, and wait until all are gone.

        It is not asked to leave: it might keep where one was, and the next run would begin there.
        """
        started = descendants(self.pid)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self._wait_for_end(3.0)
        os.close(self._descriptor)
        self.ended = True
        deadline = self.now() + 2.0
        while any(map(is_running, started)) and self.now() < deadline:
            time.sleep(0.01)
        for process in filter(is_running, started):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def _wait_for_end(self, seconds: float) -> bool:
        deadline = self.now() + seconds
        while self.now() < deadline:
            # A program that still writes must not wait for us while we wait for it.
            if not self.ended and select.select([self._descriptor], [], [], 0.01)[0]:
                self._read()
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return True
        return False

    def _read(self) -> float:
        """Keep what has come out; when, in seconds from the start."""
        try:
            data = os.read(self._descriptor, 1 << 16)
        except OSError:  # what Linux says when the other side is closed
            data = b""
        when = self.now()
        if data:
            self.chunks.append(Chunk(when, data))
        else:
            self.ended = True
        return when

    def _sample(self, now: float) -> None:
        if now < self._next_sample:
            return
        self._next_sample = now + (SAMPLE_FIRST if self.child_since is None else SAMPLE_EVERY)
        peak, children = peak_mib(self.pid), descendants(self.pid)
        if children and self.child_since is None:
            self.child_since = now
            self._before_children = self._peak_program or peak
        self._peak_program = max(self._peak_program, peak)
        tree = resident_mib(self.pid) + sum(map(resident_mib, children))
        self._peak_tree = max(self._peak_tree, tree)
        cpu = sum(map(cpu_seconds, children))
        if cpu != self._child_cpu:
            self._child_cpu, self.child_busy = cpu, now


def _become(command: Sequence[str], size: Size) -> None:
    """Turn this (forked) process into the program to measure; never returns."""
    try:
        _set_size(sys.__stdout__.fileno() if sys.__stdout__ else 1, size)
        os.execvpe(command[0], list(command), environment())
    except OSError as error:
        os.write(1, f"cannot run {command[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)


def _set_size(descriptor: int, size: Size) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", size.lines, size.columns, 0, 0))
