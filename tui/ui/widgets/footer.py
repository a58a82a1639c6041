"""The foot of the screen: a strip for what matters now, and a line of keys."""

import re
from collections.abc import Sequence
from time import monotonic
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from tui.ui.keyboard.active import foot_of, key_as_shown
from tui.ui.widgets.cells import cell_width, short_lines

NOTICED = 3.0
"""Seconds that a notice is on the screen at least, whatever is pressed."""
MOST_ROWS = 3
"""Rows that a notice may take; on a screen of fewer than ``ROOMY`` rows one less."""
ROOMY = 24
_IS_KEY = re.compile(r"[^\w\s]\S?|\w\w?|\S*\+\S+|enter|esc|tab|space|F\d+")
"""What the first word after a dot is, if it is a key."""


class KeyStrip(Widget):
    """One row: on the left what matters now, on the right one hint or state. Nothing is said elsewhere.

    What is on the left, in this order: what may follow the keys pressed so far, the last message, what went
    wrong in the background, what stands under the cursor. A notice that is too long for a row gets more.
    """

    COMPONENT_CLASSES = {
        "key-strip--key",
        "key-strip--text",
        "key-strip--message",
        "key-strip--error",
        "key-strip--progress",
    }

    place: reactive[Content] = reactive(Content())
    message: reactive[str] = reactive("")
    wrong: reactive[bool] = reactive(False)
    pending: reactive[str] = reactive("")
    continuations: reactive[tuple[tuple[str, str], ...]] = reactive(())
    progress: reactive[str] = reactive("")
    hint: reactive[tuple[str, str]] = reactive(("", ""))
    """A key and what it does, shown where there is no progress to show."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._notices: list[tuple[str, bool]] = []
        """What is to be said, first things first, and whether something went wrong."""
        self._noticed = 0.0
        """When the first of them came on the screen."""

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

    def notice(self, message: str, *, wrong: bool = False) -> None:
        """Show a message for some seconds at least, after those that are shown already."""
        if (message, wrong) not in self._notices:
            self._notices.append((message, wrong))
            self._notice_changed()

    def pass_notice(self) -> None:
        """Show the notice no longer, if it was there long enough to be read."""
        if self._notices and monotonic() - self._noticed > NOTICED:
            self._notices.pop(0)
            self._notice_changed()

    @property
    def notices(self) -> list[str]:
        """What is said, or will be."""
        return [message for message, _ in self._notices]

    def on_mount(self) -> None:
        """Show what was to be said before."""
        self._notice_changed()

    def _notice_changed(self) -> None:
        if not self.is_attached:
            return
        if len(self._notices) <= 1 or not self._noticed:
            self._noticed = monotonic()
        rows = len(self._notice_lines()) if self._notices else 1
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows
        self.refresh()

    def _notice_lines(self) -> list[str]:
        rows = MOST_ROWS if self.screen.size.height >= ROOMY else MOST_ROWS - 1
        message = self._notices[0][0].replace("\n", " · ")
        return short_lines(message, max(8, self.content_size.width or self.screen.size.width - 4), rows)

    def on_resize(self) -> None:
        """Wrap the notice to the new width."""
        if self._notices:
            self._notice_changed()

    def render(self) -> Content:
        if self._notices and not self.pending and not self.message:
            name = "key-strip--error" if self._notices[0][1] else "key-strip--message"
            return Content("\n".join(self._notice_lines())).stylize(self.get_visual_style(name))
        width, left, right = self.content_size.width, self._left(), self._right()
        if not self.progress and left.cell_length + right.cell_length + 2 > width:
            right = Content()
        left = left.truncate(max(0, width - right.cell_length - 2), ellipsis=True)
        return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)

    def _right(self) -> Content:
        muted = self.get_visual_style("key-strip--progress")
        if self.pending:
            return Content()
        if self.progress or not self.hint[0]:
            return Content(self.progress).stylize(muted)
        key, words = self.hint
        return Content.assemble((key, self.get_visual_style("key-strip--key")), (f" {words}", muted))

    def _left(self) -> Content:
        key, text = self.get_visual_style("key-strip--key"), self.get_visual_style("key-strip--text")
        if self.pending:
            offered = [(f"{self.pending}… ", key)]
            for name, meaning in self.continuations:
                offered += [(name, key), (f" {meaning}  ", text)]
            return Content.assemble(*offered, ("esc", key), (" leave", text))
        if self.message:
            said, *others = self.message.split(" · ")
            name = "key-strip--error" if self.wrong else "key-strip--message"
            parts: list[Content | tuple[str, Style]] = [(said, self.get_visual_style(name))]
            for other in others:
                first, space, rest = other.partition(" ")
                is_key = bool(space) and _IS_KEY.fullmatch(first) is not None and not rest.startswith("of ")
                parts += [(" · ", text), (first, key if is_key else text), (space + rest, text)]
            return Content.assemble(*parts)
        return self.place

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


ALWAYS: frozenset[str] = frozenset({"help", "cancel"})
"""The actions whose keys are shown however narrow the line is: where to learn more, and how to leave."""


GAP = 3
"""Cells between two keys."""


class OfferedKey(NamedTuple):
    """A key that acts now.

    Attributes:
        key: as Textual names it; two that are pressed one after the other have a space between them.
        display: as people know it.
        description: what it does.
        always: whether it is shown where others have no room.
        words: what is shown of that, if it is not the same.
    """

    key: str
    display: str
    description: str
    always: bool = False
    words: str = ""

    @property
    def shown(self) -> str:
        """What the line says that it does."""
        first, rest = self.description[:1], self.description[1:]
        return self.words or (self.description if rest[:1].isupper() else first.lower() + rest)

    @property
    def width(self) -> int:
        """The cells that it takes, with the gap between it and the next."""
        return cell_width(self.display) + 1 + cell_width(self.shown) + GAP


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
            lead = foot_of(screen, screen.size.width)
            leading = {row.id for row, _, _ in lead}
            words = {active.binding.id: active.binding.description for active in shown}
            keys = [
                OfferedKey(key, shown_as, words.get(row.id) or row.words, False, row.words)
                for row, key, shown_as in lead
            ]
            keys += [
                self._offered(active)
                for active in shown
                if once[active.binding.action] is active and active.binding.id not in leading
            ]
            # How to learn more comes last, where it is looked for.
            self.keys = tuple(sorted(keys, key=lambda key: key.always and bool(lead)))

    def on_resize(self) -> None:
        """Begin with other keys where there is another width."""
        self._bindings_changed(self.screen)

    def tell(self, message: str) -> None:
        """Show a message in the place of the keys; an empty one shows them again."""
        self.message = message

    def _is_shown(self, active: ActiveBinding) -> bool:
        is_palette = active.binding.key == self.app.COMMAND_PALETTE_BINDING
        return active.enabled and (active.binding.show or is_palette)

    def _offered(self, active: ActiveBinding) -> OfferedKey:
        binding = active.binding
        display = self.app.get_key_display(binding)
        if not binding.key_display and display:
            display = key_as_shown(binding.key)
        return OfferedKey(binding.key, display, binding.description, binding.action in ALWAYS)

    def render(self) -> Content:
        key, text = self.get_visual_style("key-line--key"), self.get_visual_style("key-line--text")
        if self.message:
            return Content(self.message).stylize(text)
        parts: list[Content | tuple[str, object]] = []
        for offered in keys_that_fit(self.keys, self.content_size.width + GAP):
            parts += [(offered.display, key), (f" {offered.shown}{' ' * GAP}", text)]
        return Content.assemble(*parts)  # type: ignore[arg-type]

    def on_click(self, event: events.Click) -> None:
        """Take a click as if the key were pressed."""
        if self.message:
            return
        cell = event.get_content_offset_capture(self).x
        for offered in keys_that_fit(self.keys, self.content_size.width + GAP):
            cell -= offered.width
            if cell < 0:
                for key in offered.key.split():
                    self.app.simulate_key(key)
                return
