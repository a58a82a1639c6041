"""Messages of commands on standard error."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

from tui.domain.text.sanitize import one_line

_PATIENCE = 1.0
"""Seconds that a command may wait without a message."""


def report(line: str) -> None:
    """Print one line; what has been done does not fail because it cannot be reported."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"postil: {one_line(line, 1_200)}\n")
            sys.stderr.flush()


def report_all(lines: Iterable[str]) -> None:
    """Print each of some lines."""
    for line in lines:
        report(line)


@contextmanager
def message_if_waiting(folder: Path) -> Iterator[None]:
    """Say so, once, if saving notes in ``folder``, which is done within, does not end for a while."""
    timer = Timer(_PATIENCE, report, [f"still waiting to save; another program may be saving in {folder}"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
