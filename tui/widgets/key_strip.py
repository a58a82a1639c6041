"""The line at the foot: what stands under the cursor, what a first key waits for, what was done."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.ui.widgets.cells import cell_width


class KeyStrip(Widget):
    """One row: on the left what matters now, on the right how far one has read.

    What is on the left, in this order: what may follow the keys pressed so far, the last
    message, what stands under the cursor.
    """

    COMPONENT_CLASSES = {
        "key-strip--key",
        "key-strip--text",
        "key-strip--message",
        "key-strip--error",
        "key-strip--progress",
    }

    place: reactive[str] = reactive("")
    message: reactive[str] = reactive("")
    wrong: reactive[bool] = reactive(False)
    pending: reactive[str] = reactive("")
    continuations: reactive[tuple[tuple[str, str], ...]] = reactive(())
    progress: reactive[str] = reactive("")

    class Pressed(Message):
        """A key that the strip offers was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def tell(self, message: str, *, wrong: bool = False) -> None:
        """Show a message until the next key; ``wrong`` marks what did not work."""
        self.message = message
        self.wrong = wrong

    def offer(self, pending: str, continuations: Sequence[tuple[str, str]] = ()) -> None:
        """Show the keys pressed so far and what may follow: pairs of key and meaning."""
        self.pending = pending
        self.continuations = tuple(continuations)

    def render(self) -> Content:
        right = Content(self.progress).stylize(self.get_visual_style("key-strip--progress"))
        room = max(0, self.content_size.width - cell_width(self.progress) - 2)
        left = self._left().truncate(room, ellipsis=True)
        gap = max(1, self.content_size.width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)

    def _left(self) -> Content:
        key, text = self.get_visual_style("key-strip--key"), self.get_visual_style("key-strip--text")
        if self.pending:
            parts = [(f"{self.pending}… ", key)]
            for name, meaning in self.continuations:
                parts += [(name, key), (f" {meaning}  ", text)]
            return Content.assemble(*parts, ("esc", key), (" leave", text))
        if self.message:
            name = "key-strip--error" if self.wrong else "key-strip--message"
            return Content(self.message).stylize(self.get_visual_style(name))
        return Content(self.place).stylize(text)

    def on_click(self, event: events.Click) -> None:
        """Take a click on what may follow as if its key were pressed."""
        if not self.pending:
            return
        cell = event.x - cell_width(f"{self.pending}… ")
        for name, meaning in (*self.continuations, ("escape", "leave")):
            cell -= cell_width(f"{name if name != 'escape' else 'esc'} {meaning}  ")
            if cell < 0 and " " not in name:
                self.post_message(self.Pressed(name))
                return
