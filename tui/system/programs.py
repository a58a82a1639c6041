"""Other programs on this machine: the clipboard's, and those that the user sends passages to."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Thread
from typing import IO, NamedTuple

from tui.domain.text.sanitize import one_line, sanitize

_PATIENCE = 2.0
"""Seconds that a program for the clipboard has to take a text."""


def clipboard_command(environment: Mapping[str, str] = os.environ) -> Sequence[str]:
    """Return the command that copies its standard input to the clipboard; empty without one.

    Only a program that fits the session: over a connection to another machine its clipboard is not the
    user's.
    """
    candidates: list[tuple[str, ...]] = []
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(("wl-copy",))
    if environment.get("DISPLAY"):
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    candidates.append(("pbcopy",))
    return next((command for command in candidates if shutil.which(command[0])), ())


def copy_to_desktop(text: str) -> bool:
    """Put ``text`` on the clipboard of the desktop; return whether a program took it. Blocks for a moment."""
    command = clipboard_command()
    if not command:
        return False
    try:
        # What xclip leaves running holds on to whatever it was given to write to.
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "surrogatepass"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


MOST_OUTPUT = 200_000
"""Bytes of what a program writes that are read; with more it is ended."""
_TOO_MUCH = f"stopped: it writes more than {MOST_OUTPUT // 1000} kB"
_LOOK = 0.02
"""Seconds between two looks whether a program has ended, or is to end."""
_REST = 0.5
"""Seconds in which what was written by a program that has ended is read."""


class Output(NamedTuple):
    """What came of a program.

    Attributes:
        text: what it wrote, without escape sequences; lines end in line feeds.
        problem: one line on what went wrong, or empty.
        cancelled: whether it was ended because it was no longer wanted.
    """

    text: str
    problem: str = ""
    cancelled: bool = False


def run_program(
    command: Sequence[str],
    passage: str,
    about: Mapping[str, str],
    *,
    shell: bool = False,
    seconds: float = 30,
    unwanted: Callable[[], bool] = lambda: False,
) -> Output:
    """Run a program with ``passage`` on its standard input, in UTF-8; block until it ends.

    It has no terminal. With what it started it is ended when its time is over, when it writes more than
    ``MOST_OUTPUT``, and when it is ``unwanted``.

    Args:
        command: the program and its arguments; with ``shell`` one line for a shell to read.
        passage: the text.
        about: environment variables that it gets besides those of this process.
        shell: whether a shell reads the command.
        seconds: how long it may run.
        unwanted: is asked now and then whether to end it.
    """
    environment = os.environ | {name: value.replace("\0", "") for name, value in about.items()}
    try:
        process = subprocess.Popen(
            command[0] if shell else command,
            shell=shell,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # without this terminal, and to be ended with all that it starts
        )
    except FileNotFoundError:
        return Output("", f"there is no program {one_line(command[0], 60)}")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Output("", one_line(f"{command[0]}: {reason}", 200))
    Thread(target=_write, args=(process.stdin, passage), daemon=True).start()
    written, said = _Reader(process.stdout), _Reader(process.stderr)
    problem, cancelled = _wait(process, written, seconds, unwanted)
    if problem or cancelled:
        _end(process)
    for each in (written, said):
        each.join(_REST)
    code = process.wait()
    if written.is_too_much and not cancelled:
        problem = problem or _TOO_MUCH  # a quick program is done before anybody looks
    if not problem and not cancelled and code:
        reason = one_line(_shown(bytes(said.data)).strip(), 200)
        how = f"ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        problem = f"{how}: {reason}" if reason else how
    return Output(_shown(bytes(written.data[:MOST_OUTPUT])), problem, cancelled)


def _wait(
    process: "subprocess.Popen[bytes]", written: "_Reader", seconds: float, unwanted: Callable[[], bool]
) -> tuple[str, bool]:
    """Wait until a program ends or is to end; return why that is, and whether it is unwanted."""
    over = time.monotonic() + seconds
    while process.poll() is None:
        if unwanted():
            return "", True
        if written.is_too_much:
            return _TOO_MUCH, False
        if time.monotonic() > over:
            return f"stopped after {seconds:g} seconds", False
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK)
    return "", False


def _shown(data: bytes) -> str:
    return sanitize(data.decode("utf-8", "replace"))


def _write(stream: IO[bytes] | None, passage: str) -> None:
    if stream is not None:
        with suppress(OSError), stream:  # a program need not read it all
            stream.write(passage.encode("utf-8", "replace"))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program, with all that it started where the system knows what that is."""
    if hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


class _Reader(Thread):
    """Reads a stream to its end, and stores no more of it than one byte that is not shown."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        super().__init__(daemon=True)
        self.data = bytearray()
        self._stream = stream
        self.start()

    @property
    def is_too_much(self) -> bool:
        """Return whether there was more than is shown."""
        return len(self.data) > MOST_OUTPUT

    def run(self) -> None:
        """Read."""
        if self._stream is None:
            return
        with suppress(OSError, ValueError), self._stream:
            while chunk := os.read(self._stream.fileno(), 65_536):
                self.data += chunk[: MOST_OUTPUT + 1 - len(self.data)]
