"""Textual's insides: all that Postil uses of them, each with the reason why nothing public does it."""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable
from threading import Event
from typing import Any
from weakref import WeakSet

from textual import events
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.scroll_view import ScrollView

_IDLE = 0.1
"""Seconds between two looks whether the program has ended."""
_AFTER_KEY = 1.2 * ESCAPE_DELAY
"""Seconds for which the rest of a key's code is waited for: a little more than the parser does."""
_MOST = 4096
"""Bytes that are read at once."""


class PromptDriver(LinuxDriver):
    """Textual's driver, but the escape key acts once its delay is over.

    Textual looks only every 100 ms whether nothing follows an escape, whatever ``ESCDELAY`` is set to; the
    interval is a constant in the middle of ``run_input_thread``. So that is written again here, with the
    parser of keys, which Textual does not offer. A driver that waits no longer than ``ESCAPE_DELAY`` after
    it has read something would end this (Textual's pull request 4848 brought in the delay itself).
    """

    def run_input_thread(self) -> None:
        """Read keys until the program ends."""
        read_keys(self.fileno, self.exit_event, self.process_message)


def read_keys(fileno: int, ended: Event, post: Callable[[Message], None], idle: float = _IDLE) -> None:
    """Read what a terminal sends, and post a message for each key, until ``ended`` is set.

    Args:
        fileno: where the terminal is read from.
        ended: is looked at every ``idle`` seconds.
        post: takes the messages.
        idle: the longest wait for input, in seconds, while nothing is begun.
    """
    parser = XTermParser()
    decode = getincrementaldecoder("utf-8")().decode
    with selectors.SelectSelector() as selector:
        selector.register(fileno, selectors.EVENT_READ)
        came = False
        while not ended.is_set():
            came = bool(selector.select(_AFTER_KEY if came else idle))
            if came and (text := decode(os.read(fileno, _MOST))):
                for message in parser.feed(text):
                    post(message)
            for message in parser.tick():
                post(message)


_SHOWN: WeakSet[Screen[Any]] = WeakSet()
"""The screens that were shown once."""


def style_once(screen: Screen[Any], event: events.ScreenResume) -> None:
    """Have a screen not styled twice when it is first shown; the ``on_screen_resume`` of its class.

    Textual styles all that a screen holds once it is made, and again as the screen is shown. The second
    time is for what has changed while another screen was shown; at first nothing can have. The event that
    asks for it has the public attribute ``refresh_styles``, but nothing public sets it: this handler
    relies on being called before Textual's own. ``App.push_screen`` would end this if it did not ask
    for the styles of a screen that it has just made (Textual's pull request 6314 brought in the
    attribute).
    """
    event.refresh_styles = screen in _SHOWN
    _SHOWN.add(screen)


class PromptlySized(ScrollView):
    """A scroll view that is laid out for a new size before it is painted in it.

    ``ScrollView._size_updated`` is where Textual gives a widget its size. The public event, ``Resize``, is
    handled after the first paint in that size: an article would be shown empty, then with its text.
    """

    def size_changes(self) -> Any:
        """Note what depends on the size so far; what is returned goes to ``size_changed``."""

    def size_changed(self, before: Any) -> None:
        """Lay out what depends on the size."""

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        before = self.size_changes()
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.size_changed(before)
        return changed


def forget_painted() -> None:
    """Let go of what widgets that were removed have painted.

    ``StylesCache.get_inner_outer`` is a method under ``functools.lru_cache``: its keys hold the painted rows
    of the last thousand widgets, and nothing public empties it. A cache that did not hold ``self`` would end
    this.
    """
    StylesCache.get_inner_outer.cache_clear()
