"""A small program that shows one dialog and keeps what it returns."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tests.support.widgets import WidgetApp

PENDING = "still open"
"""What stands for the result of a dialog that is still open."""


class DialogApp(WidgetApp):
    """Shows ``dialog`` over some text; ``result`` is what it returned."""

    def __init__(self, dialog: Screen[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.result: Any = PENDING

    def compose(self) -> ComposeResult:
        yield Static("underneath", markup=False)

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self._returned)

    def _returned(self, result: Any) -> None:
        self.result = result


@asynccontextmanager
async def running(
    dialog: Screen[Any], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[DialogApp, Pilot[None]]]:
    """A program that shows ``dialog``."""
    app = DialogApp(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot
