"""The card that shows the few keys that matter most to who reads with Postil for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.ui.keyboard.active import keys_by_id
from tui.ui.reader.context import Feature
from tui.ui.widgets.cells import cell_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

FIRST_KEYS = (
    ("article.page-down", "turn the page"),
    ("jump.next-entity", "go to the next name"),
    ("note.highlight", "highlight what is under the cursor"),
    ("note.edit", "write a note on it"),
    ("help", "see all the keys that act where you are"),
)
"""The commands whose keys are shown, and what they do."""


class FirstKeys(Widget):
    """A few keys and what they do, over the text. It takes none itself: any key does what it does anyhow."""

    COMPONENT_CLASSES = {"first-keys--key", "first-keys--hint"}

    class Clicked(Message):
        """The card was seen, and clicked on."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show ``keys``: pairs of keys, as people know them, and what they do."""
        super().__init__()
        self._keys = keys
        self.border_title = "To begin with"

    def render(self) -> Content:
        """Render a line for each key."""
        key, hint = (self.get_visual_style(f"first-keys--{name}") for name in ("key", "hint"))
        width = max((cell_width(keys) for keys, _ in self._keys), default=0)
        lines = [
            Content.assemble((f"{keys}{' ' * (width - cell_width(keys))}", key), f"  {meaning}")
            for keys, meaning in self._keys
        ]
        return Content("\n").join([*lines, Content("Shown once; any key goes on.").stylize(hint)])

    def on_click(self, event: events.Click) -> None:
        """Report that the card was seen."""
        event.stop()
        self.post_message(self.Clicked())


class FirstTime(Feature):
    """Shows the card once, and remembers that it was seen."""

    async def show(self) -> None:
        """Show the card if it was never seen."""
        if self.context.preferences.first_time:
            live = keys_by_id(self.context.screen)
            known = [(live[command], meaning) for command, meaning in FIRST_KEYS if command in live]
            rows = [(each.keys[0], meaning) for each, meaning in known if each.keys]
            await self.context.screen.mount(FirstKeys(rows))

    def on_first_keys_clicked(self) -> None:
        """Take the card away."""
        self.seen()

    def seen(self) -> None:
        """Take the card away, if it is there, for good."""
        cards = self.context.screen.query(FirstKeys)
        if self.context.preferences.first_time and cards:
            cards.remove()
            self.context.preferences.first_keys_shown()
