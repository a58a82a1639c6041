"""Keys taken one at a time, so that each acts on what the key before it has opened.

Textual forwards every key to the widget that has the focus at that moment. Of keys that come
in a burst - typed fast, pasted, sent by a script - the later ones would reach the old focus
while the first is still opening a search line or a dialog.
"""

from collections import deque

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

LAPS = 3
"""How often the message that follows a key goes round; see ``KeysInTurn.KeyDone``."""
PATIENCE = 0.5
"""Seconds after which a waiting key no longer waits for the one before it."""


class KeysInTurn(App[None]):
    """An application in which a key waits until the one before it has done what it does."""

    class KeyDone(Message, bubble=True, verbose=True):
        """Follows a key through the same queues, and so arrives once the key was handled.

        What the key made its receiver say - a field that it was submitted, say - comes after
        the first lap, and what follows from that after the second.
        """

        def __init__(self, lap: int = 1) -> None:
            super().__init__()
            self.lap = lap

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._waiting: deque[events.Key] = deque()
        self._receiver: MessagePump | None = None
        """What handles a key at the moment; None between keys."""
        self._patience: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._receiver is not None:
            self._waiting.append(event)
            if not self._receiver.is_attached:
                # The key has closed what it was pressed in, and nothing follows it out of there.
                await self._release()
            elif self._patience is None:
                self._patience = self.set_timer(PATIENCE, self._release)
        else:
            await self._handle(event)

    async def _handle(self, event: events.Key) -> None:
        # The same receiver as Textual's: whoever has the focus as the key arrives.
        self._receiver = self.focused or self.screen
        await super().on_event(event)
        if self._receiver is not None and not self._receiver.post_message(self.KeyDone()):
            await self._release()

    def on_keys_in_turn_key_done(self, message: KeyDone) -> None:
        if self._receiver is None:
            return
        again = message.lap < LAPS and self._receiver.is_attached
        if again and self._receiver.post_message(self.KeyDone(message.lap + 1)):
            return
        if not self._waiting:
            self._receiver = None
        # What the key has opened takes the focus with the next refresh.
        elif not self.screen.call_after_refresh(self.call_next, self._release):
            self.call_next(self._release)

    async def _release(self) -> None:
        """Let the next key go."""
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
            self._patience = self.set_timer(PATIENCE, self._release)
