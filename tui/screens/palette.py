"""What the palette finds: actions by their names, and by the words that the help has for them."""

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

from tui.domain.searching import fold

_BY_WORDS = 0.01
"""Ranks what the help's words alone find after all that the names do."""


class ActionProvider(SystemCommandsProvider):
    """All that keys do on the screen below, and what the application can do without keys."""

    async def search(self, query: str) -> Hits:
        """The actions whose names are like the query, then those whose words hold it."""
        matcher, wanted = self.matcher(query), fold(query.strip())
        for name, words, callback, *_ in self.app.get_system_commands(self.screen):
            score = matcher.match(name)
            if score > 0 or wanted in fold(words):
                yield Hit(score or _BY_WORDS, matcher.highlight(name), callback, help=words)
