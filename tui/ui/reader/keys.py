"""Keys in the reader: counts, pairs of keys, digits that open panes, keys asked for, labels to jump by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.ui.article.titles import PANES
from tui.ui.keyboard.active import idle_message
from tui.ui.keyboard.commands import keys_in_force
from tui.ui.keyboard.sequences import (
    Outcome,
    PendingKeys,
    article_keys,
    counted_motions,
    pane_digits,
    sequence_table,
)
from tui.ui.reader.context import Feature, ReaderContext
from tui.ui.reader.page import Panes

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from tui.domain.article import Article
    from tui.ui.reader.navigation import Navigation
    from tui.ui.reader.page import FirstTime
    from tui.ui.widgets.footer import KeyStrip


class KeyDispatch(Feature):
    """Takes counts and first keys before any binding sees them."""

    def __init__(self, context: ReaderContext, panes: Panes, first_time: FirstTime) -> None:
        super().__init__(context)
        self.use_keys()
        self._panes = panes
        self._first_time = first_time
        self._asked: Callable[[str], None] | None = None
        """What the next key is for, whatever it means otherwise."""
        self._pane_before_count: str | None = None
        self._tab_before_count = ""

    def use_keys(self) -> None:
        """Take the keys of the preset and those that the user wants."""
        settings = self.context.preferences.settings
        keys = keys_in_force(settings)
        self._pending_keys = (
            PendingKeys(table=sequence_table(keys, settings.programs), motions=counted_motions(keys))
            if keys or settings.programs
            else PendingKeys()
        )
        self._article_keys = article_keys(keys)
        self._pane_digits = pane_digits(PANES, keys)
        self.view.motions.move_as_in_vim(settings.preset == "vim")

    @property
    def pending_keys(self) -> PendingKeys:
        """Return the keys pressed so far; what may follow depends on whether something is selected now."""
        self._pending_keys.selecting = self.view.is_selecting and self.view.has_focus
        return self._pending_keys

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Wait for no key in another article."""
        self._asked = None
        self.context.strip.offer("")

    # -- keys that are asked for -------------------------------------------------------------

    def ask(self, asked: Callable[[str], None]) -> None:
        """Give the next key, by Textual's name of it, to ``asked`` and to nothing else."""
        self._asked = asked

    def _takes(self, key: str) -> bool:
        """Give a key to the feature that asked for it; whether one did."""
        asked, self._asked = self._asked, None
        if asked is None:
            return False
        self.context.strip.offer("")
        asked(key)
        return True

    # -- keys in sequence --------------------------------------------------------------------

    async def press(self, event: events.Key) -> None:
        """Take one key, or leave it to the bindings."""
        self.context.report("")
        self.context.strip.pass_notice()
        if self._first_time.takes(event.key):
            event.stop()
            event.prevent_default()
            await self._take_vim_keys()
            return
        if self._takes(event.key):
            event.stop()
            event.prevent_default()
            return
        count = self.pending_keys.count
        outcome = self.pending_keys.press(event.key, event.time)
        if outcome is Outcome.CANCELLED and self._pane_before_count is not None:
            # The digit has opened a pane; escape is to leave that.
            outcome = Outcome.PASSED
        if outcome is Outcome.PASSED:
            if not self._pass_on(event.key, count):
                self.context.report(idle_message(self.context.screen, event.key))
            return
        event.stop()
        event.prevent_default()
        pending_keys = self.pending_keys
        if outcome is Outcome.PENDING and not pending_keys.first:
            self._take_digit()
        elif outcome is Outcome.PENDING and pending_keys.repeats:
            self._leave_counted_pane()
        elif outcome is Outcome.COMPLETE:
            self.view.count = count
            pending_keys.clear()
            await self.context.screen.run_action(pending_keys.action)
        elif outcome is Outcome.REFUSED:
            self.context.report(f"{pending_keys.refused} is not a command", wrong=True)
        self._pane_before_count = self._pane_before_count if pending_keys.pending else None
        self._show_pending()

    async def _take_vim_keys(self) -> None:
        """Use vim's keys here and in all that is opened from now on."""
        await self.context.screen.run_action("app.use_keys")
        self.use_keys()
        self.context.screen.refresh_bindings()
        self.context.report(
            f"vim’s keys from now on{self.context.key_hints.phrase(' · {} shows them', 'help')}"
        )

    def _pass_on(self, key: str, count: int) -> bool:
        """Leave a key to the bindings, and the count before it to a motion.

        Returns:
            Whether the key moves in the text, which gets the focus back only after this.
        """
        moves = self._pane_before_count is not None and key in self._article_keys
        if moves:
            self._leave_counted_pane()
        elif self._pane_before_count is not None:
            # The digit meant the pane, and this key acts in it.
            count = 0
        self.view.count = count
        self.pending_keys.clear()
        self._pane_before_count = None
        self._show_pending()
        return moves

    def _take_digit(self) -> None:
        """Open the pane that a digit names; a second digit says that it was a count."""
        digits = self.pending_keys.digits
        if self.pending_keys.selecting:
            # Half a motion is no reason to leave a selection for a list.
            return
        if (pane := self._pane_digits.get(digits)) is not None:
            # Once is what everything is done anyhow, so 1 always means its pane.
            self._pane_before_count = pane if digits == "1" else self._panes.active
            side = self.context.side
            self._tab_before_count = side.active if side is not None else ""
            self._panes.open(pane)
        else:
            self._leave_counted_pane()

    def _leave_counted_pane(self) -> None:
        """Go back to the pane before the one that a digit opened, since it was a count."""
        if self._pane_before_count is not None:
            side = self.context.side
            if side is not None and self._tab_before_count:
                side.show_tab(self._tab_before_count)
            self._panes.open(self._pane_before_count)
            self._pane_before_count = None

    def _show_pending(self) -> None:
        self.context.strip.offer(self.pending_keys.pending, self.pending_keys.offers())

    def on_key_strip_pressed(self, message: KeyStrip.Pressed) -> None:
        """Press the key that was clicked on in the strip."""
        self.context.screen.app.simulate_key(message.key)


HOME_ROW = "asdfghjkl"
OTHERS = "qwertyuiopzxcvbnm"
MOST_LABELS = (len(HOME_ROW) + len(OTHERS)) ** 2
"""The number of labels that there are."""


def hint_labels(count: int) -> list[str]:
    """Return ``count`` labels of one or two small letters, none of which begins another.

    There are ``MOST_LABELS`` at most. As many as possible have one letter, and come first; letters of the
    home row alone are used as long as they are enough.
    """
    letters = HOME_ROW if count <= len(HOME_ROW) ** 2 else HOME_ROW + OTHERS
    number = len(letters)
    firsts = next((n for n in range(number) if number - n + n * number >= count), number)
    alone, first = letters[: number - firsts], letters[number - firsts :]
    return [*alone, *(one + other for one in first for other in letters)][:count]


class Hints(Feature):
    """Labels each name, quote, note and link on the screen, and goes to the one whose label is typed."""

    def __init__(self, context: ReaderContext, keys: KeyDispatch, navigation: Navigation) -> None:
        super().__init__(context)
        self.commands = {"jump.hints": self.show}
        self._keys = keys
        self._navigation = navigation
        self._places: dict[str, int] = {}
        """The places, in code points, by the labels that they have at the moment."""
        self._typed = ""

    def allows(self, command: str) -> bool:  # noqa: ARG002 - there is one
        """Leave the key to a list that has the focus."""
        return self.view.has_focus

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Label nothing in another article."""
        self._hide()

    def show(self) -> None:
        """Show the labels, and wait for one to be typed."""
        places = self.view.hint_places()
        labels = hint_labels(len(places))
        if not labels:
            self.context.report("no name, quote, note or link on this screen", wrong=True)
            return
        self._places = dict(zip(labels, places, strict=False))
        self._typed = ""
        self._ask_letter()

    def _ask_letter(self) -> None:
        """Show what is left to type, and wait for the next letter."""
        typed = self._typed.lower()
        left = {label: place for label, place in self._places.items() if label.startswith(typed)}
        self.view.show_hints({place: label.removeprefix(typed) for label, place in left.items()})
        keys = self.context.key_hints.followed("jump.hints", self._typed, otherwise="label")
        offers = [("a label", "go there"), ("in CAPITALS", "open it")]
        self.context.strip.offer(keys, offers)
        self._keys.ask(self._take_letter)

    def _take_letter(self, key: str) -> None:
        typed = self._typed + key
        label = typed.lower()
        if label in self._places:
            place = self._places[label]
            self._hide()
            self._act_on(place, opens=typed != label)
        elif any(known.startswith(label) for known in self._places):
            self._typed = typed
            self._ask_letter()
        else:
            self._hide()
            if key != "escape":
                self.context.report(f"there is no label {typed if len(key) == 1 else key}", wrong=True)

    def _hide(self) -> None:
        if self._places:
            self._places = {}
            self.view.show_hints({})

    def _act_on(self, place: int, *, opens: bool) -> None:
        """Go to a place; follow the link that it is, or show more on it if that is wanted."""
        origin = self.view.place
        self.view.go_to(place, jump=False)
        self.context.jumped(origin)
        if opens:
            self._navigation.inspect(place)
        elif self.view.overlays.mention_at(place) is None:
            link = self.view.overlays.links.at(place)
            if link is not None and link.start == place:
                self._navigation.follow_at(place)
