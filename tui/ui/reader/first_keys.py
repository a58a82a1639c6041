"""The card that shows somebody who reads here for the first time the few keys that matter most."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.ui.widgets.cells import cell_width


class FirstKeys(Widget):
    """A few keys and what they do, over the text. It takes none itself: any key does what it does anyhow."""

    COMPONENT_CLASSES = {"first-keys--key", "first-keys--hint"}

    class Clicked(Message):
        """Somebody has seen it, and clicked on it."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show ``keys``: pairs of keys, as people know them, and what they do."""
        super().__init__()
        self._keys = keys
        self.border_title = "To begin with"

    def render(self) -> Content:
        key, hint = (self.get_visual_style(f"first-keys--{name}") for name in ("key", "hint"))
        width = max((cell_width(keys) for keys, _ in self._keys), default=0)
        lines = [
            Content.assemble((f"{keys}{' ' * (width - cell_width(keys))}", key), f"  {meaning}")
            for keys, meaning in self._keys
        ]
        return Content("\n").join([*lines, Content("Shown once; any key goes on.").stylize(hint)])

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Clicked())
