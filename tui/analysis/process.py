"""The other end of ``tui.analysis.worker``: starts the process, talks to it, ends it."""

import os
import select
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

import orjson

from tui.domain.errors import PipelineError

_PACKAGE_PARENT = str(Path(__file__).parents[2])


class WorkerProcess:
    """A running worker. Not for two threads at once, apart from ``kill``.

    Raises:
        PipelineError: the process cannot be started.
    """

    def __init__(self, model: str | None) -> None:
        command = [sys.executable, "-P", "-m", "tui.analysis.worker", *([model] if model else [])]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # A warning or a crash report would be written over the screen.
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=_environment(),
                # Not in the terminal's process group: Ctrl+C and hang-ups are the reader's affair.
                start_new_session=True,
            )
        except OSError as error:
            raise PipelineError(f"the analysis cannot start: {error.strerror or error}") from error
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._poll = select.poll()
        self._poll.register(self._stdout, select.POLLIN)
        self._started = bytearray()
        self._lines: deque[bytes] = deque()

    @property
    def pid(self) -> int:
        """The process's ID."""
        return self._process.pid

    def send(self, message: dict[str, Any]) -> None:
        """Write one message; blocks while the worker does not read.

        Raises:
            PipelineError: the process has ended.
        """
        line = memoryview(orjson.dumps(message, option=orjson.OPT_APPEND_NEWLINE))
        try:
            while line:
                line = line[self._stdin.write(line) or 0 :]
        except (OSError, ValueError) as error:
            raise PipelineError(self._epitaph()) from error

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next message, or None when none comes in that time.

        Raises:
            PipelineError: the process has ended.
        """
        if not self._lines and self._wait(seconds):
            self._read()
        if not self._lines:
            return None
        message: dict[str, Any] = orjson.loads(self._lines.popleft())
        return message

    def _wait(self, seconds: float) -> bool:
        try:
            return bool(self._poll.poll(seconds * 1000))
        except (OSError, ValueError) as error:
            raise PipelineError(self._epitaph()) from error

    def _read(self) -> None:
        try:
            chunk = os.read(self._stdout.fileno(), 1 << 16)
        except (OSError, ValueError) as error:
            raise PipelineError(self._epitaph()) from error
        if not chunk:
            raise PipelineError(self._epitaph())
        first, *rest = chunk.split(b"\n")
        self._started += first
        for line in rest:
            self._lines.append(bytes(self._started))
            self._started = bytearray(line)

    def kill(self) -> None:
        """End the process, whatever it is doing, from any thread; whoever waits for it gets the error."""
        self._process.kill()

    def end(self) -> None:
        """End the process and free what belongs to it; harmless when it has ended already."""
        self._process.kill()
        self._process.wait()
        self._stdin.close()
        self._stdout.close()

    def _epitaph(self) -> str:
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            return "the analysis stopped: its process no longer answers"
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        return f"the analysis stopped: its process {how}"


def _environment() -> dict[str, str]:
    """The environment that makes the worker import the very modules that this process would."""
    path = [entry for entry in sys.path if entry]
    if _PACKAGE_PARENT not in path:
        path.insert(0, _PACKAGE_PARENT)
    return os.environ | {
        # Whole, in this order: a folder called tui somewhere else must not come first.
        "PYTHONPATH": os.pathsep.join(path),
        # More threads gain nothing for matrices of this size and would take the reader's processor.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
