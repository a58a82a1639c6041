"""What commands say on standard error besides their results."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

from tui.domain.text.sanitize import one_line

PATIENCE = 1.0
"""Seconds that nobody wonders about."""


def report(line: str) -> None:
    """Say one line; what has been done does not fail because nobody can be told of it."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"postil: {one_line(line, 1_200)}\n")
            sys.stderr.flush()


def report_all(lines: Iterable[str]) -> None:
    """Say each of some lines."""
    for line in lines:
        report(line)


@contextmanager
def message_if_waiting(folder: Path) -> Iterator[None]:
    """Say so, once, if saving notes in ``folder``, which is done within, does not end for a while."""
    timer = Timer(PATIENCE, report, [f"still waiting to save; another program may be saving in {folder}"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
