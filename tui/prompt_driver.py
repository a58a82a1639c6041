"""Reads keys from the terminal so that the escape key acts at once."""

import selectors
from types import SimpleNamespace

from textual.drivers import linux_driver

AFTER_KEY = 0.012
"""Seconds for which the rest of a key's code is waited for: a little more than ``ESCDELAY``."""


class PromptSelector(selectors.SelectSelector):
    """Waits shortly for what may follow what has just come, and else as long as it is told to."""

    _came = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What has come within ``timeout`` seconds, or sooner where something came just before."""
        ready = super().select(AFTER_KEY if self._came else timeout)
        self._came = bool(ready)
        return ready


class PromptDriver(linux_driver.LinuxDriver):
    """Textual's driver, which looks for an escape that nothing follows ten times a second only."""

    def run_input_thread(self) -> None:
        """Read keys until the program ends."""
        quick = SimpleNamespace(SelectSelector=PromptSelector, EVENT_READ=selectors.EVENT_READ)
        vars(linux_driver)["selectors"] = quick
        super().run_input_thread()
