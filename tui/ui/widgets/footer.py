"""The foot of the screen: a strip for what matters now, and a line of keys."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
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


ALWAYS: frozenset[str] = frozenset({"help", "quit", "cancel"})
"""The actions whose keys are shown however narrow the line is: where to learn more, and how to leave."""


class OfferedKey(NamedTuple):
    """A key that acts now.

    Attributes:
        key: as Textual names it.
        display: as people know it.
        description: what it does.
        always: whether it is shown where others have no room.
    """

    key: str
    display: str
    description: str
    always: bool = False

    @property
    def width(self) -> int:
        """The cells that it takes, with two between it and the next."""
        return cell_width(self.display) + 1 + cell_width(self.description) + 2


def keys_that_fit(keys: tuple[OfferedKey, ...], width: int) -> list[OfferedKey]:
    """Return those of ``keys`` that ``width`` cells have room for, in their order.

    What is always shown comes before what is not; of the others the first ones stay.
    """
    room = width - sum(key.width for key in keys if key.always)
    shown = []
    for key in keys:
        if not key.always:
            room -= key.width
            if room < 0:
                continue
        shown.append(key)
    return shown


class KeyLine(Widget):
    """One row of keys.

    A widget of its own for each key, as Textual's ``Footer`` has them, made every change of the focus
    and every selection wait for about twenty widgets to be mounted; and it cut what stands last.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--text"}

    keys: reactive[tuple[OfferedKey, ...]] = reactive(())
    message: reactive[str] = reactive("")
    """Stands in the place of the keys, unless it is empty."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen and screen.is_current:
            shown = [active for active in screen.active_bindings.values() if self._is_shown(active)]
            # Several keys may call one action: the first will do.
            once = {active.binding.action: active for active in reversed(shown)}
            self.keys = tuple(
                self._offered(active) for active in shown if once[active.binding.action] is active
            )

    def tell(self, message: str) -> None:
        """Show a message in the place of the keys; an empty one shows them again."""
        self.message = message

    def _is_shown(self, active: ActiveBinding) -> bool:
        is_palette = active.binding.key == self.app.COMMAND_PALETTE_BINDING
        return active.enabled and (active.binding.show or is_palette)

    def _offered(self, active: ActiveBinding) -> OfferedKey:
        binding = active.binding
        display = self.app.get_key_display(binding)
        return OfferedKey(binding.key, display, binding.description, binding.action in ALWAYS)

    def render(self) -> Content:
        key, text = self.get_visual_style("key-line--key"), self.get_visual_style("key-line--text")
        if self.message:
            return Content(self.message).stylize(text)
        parts: list[Content | tuple[str, object]] = []
        for offered in keys_that_fit(self.keys, self.content_size.width + 2):
            parts += [(offered.display, key), (f" {offered.description}  ", text)]
        return Content.assemble(*parts)  # type: ignore[arg-type]

    def on_click(self, event: events.Click) -> None:
        """Take a click as if the key were pressed."""
        if self.message:
            return
        cell = event.get_content_offset_capture(self).x
        for offered in keys_that_fit(self.keys, self.content_size.width + 2):
            cell -= offered.width
            if cell < 0:
                self.app.simulate_key(offered.key)
                return
