"""The few keys that matter most, shown to somebody who reads with Postil for the first time."""

from textual.screen import Screen

from tui.config.preferences import Preferences
from tui.ui.keyboard.active import keys_by_id
from tui.ui.reader.first_keys import FirstKeys

FIRST_KEYS = (
    ("article.page-down", "turn the page"),
    ("jump.next-entity", "go to the next name"),
    ("note.highlight", "highlight what is under the cursor"),
    ("note.edit", "write a note on it"),
    ("help", "see all the keys that act where you are"),
)
"""The actions whose keys are shown, and what they do."""


class FirstTime:
    """Shows that card on one reader screen, once, and remembers that it was seen."""

    def __init__(self, screen: Screen[None], preferences: Preferences) -> None:
        self._screen = screen
        self._preferences = preferences

    async def show(self) -> None:
        """Show the card if it was never seen."""
        if self._preferences.first_time:
            live = keys_by_id(self._screen)
            told = [(live[action], meaning) for action, meaning in FIRST_KEYS if action in live]
            rows = [(each.keys[0], meaning) for each, meaning in told if each.keys]
            await self._screen.mount(FirstKeys(rows))

    def seen(self) -> None:
        """Take the card away, if it is there, for good."""
        cards = self._screen.query(FirstKeys)
        if self._preferences.first_time and cards:
            cards.remove()
            self._preferences.first_keys_shown()
