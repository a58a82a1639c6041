"""Frees the memory of screens that were left, while no key is pressed."""

from typing import TYPE_CHECKING, Any

from tui.system.latency import garbage
from tui.ui.textual_internals import forget_painted

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

REST = 0.25
"""Seconds without a key after which the reader is taken to pause."""
MOST_LEFT = 3
"""So many screens are left at most before their memory is freed, pause or not."""


class Sweeper:
    """Collects garbage in the pauses of the reader: a screen that was left is a cycle of objects."""

    def __init__(self, app: "App[None]", lasting: "type[Screen[Any]]") -> None:
        """Make the sweeper of a running application, whose screens of the type ``lasting`` are never left."""
        self._app = app
        self._lasting = lasting
        # One timer for all: a timer remembers the screen that it was made in.
        self._rest = app.set_interval(REST, self._rested, name="rest", pause=True)

    def left(self, screen: "Screen[Any]") -> None:
        """Free a screen that was left now, once the reader pauses."""
        garbage.leave(screen)
        if garbage.left > MOST_LEFT:
            self._app.call_after_refresh(self._sweep)
        self._rest.reset()

    def key_pressed(self) -> None:
        """Wait for another pause."""
        if garbage.left:
            self._rest.reset()

    def _rested(self) -> None:
        self._rest.pause()
        self._sweep()

    def _sweep(self) -> None:
        # A program that is being left has no screens any more, and needs no memory.
        if garbage.left and self._app.screen_stack:
            forget_painted()
            garbage.collect(lasting=isinstance(self._app.screen, self._lasting))
