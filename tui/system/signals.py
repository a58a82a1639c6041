"""Signals that end the program, and a terminal that goes away."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from tui.system.terminal import is_drawn_elsewhere

_ASKED_BY = ("SIGTERM", "SIGHUP", "SIGINT")
"""Signals that ask a program to end, and by default do so where it stands."""


def when_asked_to_end(end: Callable[[int], None]) -> None:
    """Call ``end`` with the number of the first signal that asks the program to end.

    It is called from the event loop that runs now. A second signal of the kind ends the program at
    once, as by default. Where there is no such loop, or no such signal, nothing changes.
    """
    loop = asyncio.get_running_loop()

    def asked(number: int) -> None:
        loop.remove_signal_handler(number)
        end(number)

    for name in _ASKED_BY:
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, partial(asked, number))


def terminal_is_gone() -> bool:
    """Return whether the terminal that keys were read from was closed."""
    return not os.isatty(0) and not is_drawn_elsewhere()


def end_by(number: int) -> None:
    """End at once by a signal, as a program does that does not handle it: the terminal is gone."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
