"""Keys in turn: each waits until the one before it has done what it does, and so does a paste.

Textual forwards every key to the widget that has the focus at that moment. Of keys that come
in a burst - typed fast, pasted, sent by a script - the later ones would reach the old focus
while the first is still opening a search line or a dialog.
"""

from collections import deque
from functools import partial

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.driver import Driver
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer
from textual.widget import Widget

from tui.config.keys import is_key

LAPS = 3
"""How often the message that follows a key goes round; see ``KeysInTurn.KeyDone``."""
PATIENCE = 0.5
"""Seconds after which a waiting key no longer waits for the one before it."""


def _is_pressed(event: events.Key) -> bool:
    """Return whether a key is one that people press: shift, a lock, the sound's keys alone are none."""
    return event.is_printable or is_key(event.key)


class KeysInTurn(App[None]):
    """An application in which a key waits until the one before it has done what it does."""

    class KeyDone(Message, bubble=True, verbose=True):
        """Follows a key through the same queues, and so arrives once the key was handled.

        What the key made its receiver say - a field that it was submitted, say - comes after
        the first lap, and what follows from that after the second.
        """

        def __init__(self, turn: int, lap: int = 1) -> None:
            super().__init__()
            self.turn = turn
            self.lap = lap

    def __init__(self, driver: type[Driver] | None = None, *, ansi_color: bool | None = None) -> None:
        super().__init__(driver, ansi_color=ansi_color)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._receiver: MessagePump | None = None
        """What handles a key at the moment; None between keys."""
        self._turn = 0
        """The number of that key; what comes late from an earlier one is known by it."""
        self._patience: Timer | None = None
        self._is_typed = False
        """Whether that key is a character for a text field, which opens nothing by it."""

    @property
    def keys_are_done(self) -> bool:
        """Return whether each key that came has done what it does."""
        return not self._waiting and (self._receiver is None or self._is_gone(self._receiver))

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.Key) and not _is_pressed(event):
            # It would end a count, or be taken for the key that was asked for.
            return
        elif self._receiver is not None:
            self._waiting.append(event)
            if self._is_gone(self._receiver):
                # The key has closed what it was pressed in, and nothing follows it out of there.
                await self._release(self._turn)
            elif self._patience is None:
                self._lose_patience_later()
        else:
            await self._handle(event)

    def _is_gone(self, receiver: MessagePump) -> bool:
        """Return whether the screen that the receiver is part of has been left, even if it is still open."""
        if not receiver.is_attached:
            return True
        return isinstance(receiver, Widget) and receiver.screen not in self.screen_stack

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen on top; keys that wait for one pressed there go on with the one below."""
        leaving = super().pop_screen()
        if self._receiver is not None and self._is_gone(self._receiver):
            if self._waiting:
                self._go_on()
            else:
                # Held until the next key, it would hold the whole screen that was left.
                self._receiver = None
        return leaving

    def _go_on(self) -> None:
        """Release the next key, once what the last one has opened or uncovered has the focus."""
        if not self.screen.call_after_refresh(self.call_next, self._release, self._turn):
            self.call_next(self._release, self._turn)

    def _lose_patience_later(self) -> None:
        self._patience = self.set_timer(PATIENCE, partial(self._release, self._turn))

    async def _handle(self, event: events.Key | events.Paste) -> None:
        # The same receiver as Textual's: whoever has the focus as the key arrives.
        self._receiver = receiver = self.focused or self.screen
        self._is_typed = isinstance(event, events.Paste) or receiver.check_consume_key(
            event.key, event.character
        )
        self._turn += 1
        turn = self._turn
        await super().on_event(event)
        if self._receiver is not None and not self._receiver.post_message(self.KeyDone(turn)):
            await self._release(turn)

    async def on_keys_in_turn_key_done(self, message: KeyDone) -> None:
        if self._receiver is None or message.turn != self._turn:
            return
        if self._is_typed and self._waiting and self._receiver is self.focused:
            # Text that is pasted as keys would else come in at the pace of the screen.
            await self._release(self._turn)
            return
        again = message.lap < LAPS and self._receiver.is_attached
        if again and self._receiver.post_message(self.KeyDone(message.turn, message.lap + 1)):
            return
        if not self._waiting:
            self._receiver = None
        else:
            self._go_on()

    async def _release(self, turn: int) -> None:
        """Let the next key go, unless it went already after the key of number ``turn``."""
        if turn != self._turn:
            return
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        self._receiver = None
        if not self.is_running or not self.screen_stack:
            # The key before has ended the program.
            self._waiting.clear()
        if self._waiting:
            await self._handle(self._waiting.popleft())
        if self._waiting and self._patience is None:
            self._lose_patience_later()
