"""The driver: what goes between the program and its terminal."""

import os
import selectors
from collections.abc import Callable
from threading import Event

from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.message import Message

from tui.system.signals import terminal_is_gone
from tui.system.terminal_input import TerminalInput
from tui.ui.textual_internals import CodeReader
from tui.ui.widgets.cells import steady

try:
    from textual.drivers.linux_driver import LinuxDriver
except ImportError:  # Windows, where Textual's own driver does it all
    LinuxDriver = Driver  # type: ignore[assignment, misc]

_IDLE = 0.1
"""Seconds between two looks whether the program has ended."""
_AFTER_ESCAPE = 1.2 * ESCAPE_DELAY
"""Seconds for which the rest of a key's code is waited for: a little more than Textual does."""
_MOST = 4096
"""Bytes that are read at once."""


class PromptDriver(LinuxDriver):
    """Textual's driver, but it reads keys itself, and keeps what it draws in its cells.

    The escape key acts once its delay is over: Textual looks only every 100 ms whether nothing follows an
    escape, whatever ``ESCDELAY`` is set to; the interval is a constant in the middle of
    ``run_input_thread``. What a terminal sends that is no key does nothing, and what is pasted is text.
    """

    def write(self, data: str) -> None:
        """Write to the terminal, what terminals disagree on so that nothing after it is moved."""
        super().write(steady(data))

    def run_input_thread(self) -> None:
        """Read keys until the program ends."""
        read_keys(self.fileno, self.exit_event, self.process_message)


def own_driver() -> type[Driver] | None:
    """Return the driver for this system; None for Textual's own, which Windows has."""
    return None if LinuxDriver is Driver else PromptDriver


def steadied(driver: type[Driver]) -> type[Driver]:
    """Return another driver, as for a browser, that keeps what it draws in its cells as well."""

    def write(self: Driver, data: str) -> None:
        driver.write(self, steady(data))

    return type(driver.__name__, (driver,), {"write": write})


def read_keys(fileno: int, ended: Event, post: Callable[[Message], None], idle: float = _IDLE) -> None:
    """Read what a terminal sends, and post a message for each key, until ``ended`` is set.

    Args:
        fileno: where the terminal is read from.
        ended: is looked at every ``idle`` seconds.
        post: takes the messages.
        idle: the longest wait for input, in seconds, while nothing is begun.

    Raises:
        OSError: the terminal was closed.
    """
    terminal = TerminalInput(_AFTER_ESCAPE)
    reader = CodeReader()
    with selectors.SelectSelector() as selector:
        selector.register(fileno, selectors.EVENT_READ)
        while not ended.is_set():
            patience = terminal.patience
            if selector.select(idle if patience is None else patience):
                data = os.read(fileno, _MOST)
                if not data and terminal_is_gone():
                    raise OSError("the terminal was closed")
                tokens = terminal.feed(data)
            elif patience is not None:
                tokens = terminal.give_up()
            else:
                continue
            for token in tokens:
                for message in reader.read(token):
                    post(message)
