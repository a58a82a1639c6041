"""Keys taken one at a time, so that each acts on what the key before it has opened.

Textual forwards every key to the widget that has the focus at that moment. Of keys that come
in a burst - typed fast, pasted, sent by a script - the later ones would reach the old focus
while the first is still opening a search line or a dialog.
"""

from collections import deque

from textual import events
from textual.app import App
from textual.message import Message


class KeysInTurn(App[None]):
    """An application in which a key waits until the one before it has done what it does."""

    class KeyDone(Message, bubble=True, verbose=True):
        """Follows a key through the same queues, and so arrives once the key was handled."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._waiting: deque[events.Key] = deque()
        self._key_under_way = False

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._key_under_way:
            self._waiting.append(event)
        else:
            await self._handle(event)

    async def _handle(self, event: events.Key) -> None:
        self._key_under_way = True
        # The same receiver as Textual's: whoever has the focus as the key arrives.
        receiver = self.focused or self.screen
        await super().on_event(event)
        if not receiver.post_message(self.KeyDone()):
            await self.on_keys_in_turn_key_done()

    async def on_keys_in_turn_key_done(self) -> None:
        self._key_under_way = False
        if self._waiting:
            # What the key has opened takes the focus with the next refresh.
            self._key_under_way = True
            if not self.screen.call_after_refresh(self.call_next, self._release):
                await self._release()

    async def _release(self) -> None:
        self._key_under_way = False
        if self._waiting:
            await self._handle(self._waiting.popleft())
