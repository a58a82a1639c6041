"""The search through an article: a line to type in, hits as the reader types, and the way back."""

from __future__ import annotations

from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from tui.domain.text.folding import TextSearch
from tui.ui.article.status import hits_in_words
from tui.ui.reader import lazy
from tui.ui.reader.context import NO_STATUS, Feature, ReaderContext, Status

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.domain.text.spans import TextSpan
    from tui.ui.widgets.search_bar import SearchBar

_MOST_RECALLED = 100
"""Searches that can be made again."""


class Search(Feature):
    """Asks for words, and goes to where they stand in the article."""

    def __init__(self, context: ReaderContext) -> None:
        super().__init__(context)
        self.commands = {
            "search.open": self.open,
            "search.here": partial(self.search_here, 1),
            "search.here-back": partial(self.search_here, -1),
        }
        self._search = TextSearch("")
        self._words = ""
        """What was last searched for."""
        self._words_before = ""
        self._origin = 0
        """Where the search began, in code points."""
        self._searches: list[str] = []
        """What was searched for, oldest first."""

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Search for nothing in another article, and repeat no jump there."""
        self.context.last_jump = ""
        self._words = ""
        self.view.show_hits([])

    def status(self) -> Status:
        """Return which hit the cursor stands on, or how many there are."""
        found = hits_in_words(self.view)
        return Status(progress=f"/ {found}") if found else NO_STATUS

    # -- the line to type in ---------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Return whether the reader is typing what to look for."""
        return bool(self.context.screen.query(lazy.SearchBar))

    def open(self) -> None:
        """Ask for words in a line above the strip, or go back into it."""
        screen = self.context.screen
        if self.is_open:
            screen.query_one(lazy.SearchBar).focus_words()
            return
        self._origin = self.view.place
        self._words_before = self._words
        Thread(target=self._text_search.prepare, name="folding", daemon=True).start()
        screen.mount(lazy.SearchBar(self._searches), before=self.context.strip)

    def on_search_bar_changed(self, message: SearchBar.Changed) -> None:
        """Highlight all hits, and go to the first from where the search began."""
        words = message.words
        if self._find(words):
            self._go_to_first_hit(self._origin)
        else:
            self.view.go_to(self._origin)
        count = hits_in_words(self.view) or "none"
        for bar in self.context.screen.query(lazy.SearchBar):
            bar.show_count(count if words.strip() else "")

    def on_search_bar_submitted(self, message: SearchBar.Submitted) -> None:
        """Leave the hits as they are, and read on at the first."""
        words = message.words
        self._close()
        if words.strip():
            others = (each for each in self._searches if each != words)
            self._searches = [*others, words][-_MOST_RECALLED:]
            self._go_to_first_hit(self._origin)
            self.context.jumped(self._origin)

    def on_search_bar_left(self) -> None:
        """Give the search up."""
        self.give_up()

    def give_up(self) -> None:
        """Leave everything as it was before the search."""
        self._words = self._words_before
        self.view.show_hits([])
        self._close()
        self.view.go_to(self._origin)

    def _close(self) -> None:
        self.context.screen.query(lazy.SearchBar).remove()
        self.context.open_pane("article")

    # -- what stands at the cursor ---------------------------------------------------------

    def search_here(self, direction: int) -> None:
        """Search for the name or the word under the cursor, backwards if ``direction`` is negative."""
        words, place = self._words_here(), self.view.place
        if not words or not self._find(words):
            self.context.report("no word under the cursor", wrong=True)
            return
        if direction > 0:
            self._go_to_first_hit(place + 1)
        else:
            here = self.view.overlays.hits.at(place)
            self.view.go_to(here.start if here is not None else place)
            self.context.last_jump = "hit"
            if (hit := self.hit(-1)) is not None:
                self.view.go_to(hit.start)
        self.context.jumped(place)

    def _words_here(self) -> str:
        """Return the name under the cursor, else the word."""
        mention = self.view.overlays.mention_at(self.view.place)
        text = self.view.rows.text
        if mention is not None:
            return text[mention.start : mention.end]
        start = end = self.view.place
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        return text[start:end]

    # -- hits ------------------------------------------------------------------------------

    @property
    def _text_search(self) -> TextSearch:
        """Return what searches the article that is shown."""
        text = self.view.rows.text
        if self._search.text is not text:
            self._search = TextSearch(text)
        return self._search

    def _find(self, words: str) -> int:
        """Highlight all places where ``words`` stand; how many there are."""
        hits = self._text_search.find(words)
        self.view.show_hits(hits)
        self._words = words
        return len(hits)

    def _go_to_first_hit(self, origin: int) -> None:
        """Go to the first hit at or after ``origin``, else the first of all."""
        self.context.last_jump = "hit"
        hits = self.view.overlays.hits
        if len(hits):
            self.view.go_to(self._round(hits.before(origin)).start)
        elif self._words.strip():
            self.context.report(f"“{self._words}” not found", wrong=True)

    def hit(self, count: int) -> TextSpan | None:
        """Return the ``count``-th hit after the cursor, or before it if negative; all form a circle."""
        hits, place = self.view.overlays.hits, self.view.place
        if not len(hits):
            # Escape has taken the highlights away, not what was searched for.
            self._find(self._words)
            hits = self.view.overlays.hits
        if not len(hits):
            return None
        return self._round(hits.before(place + 1 if count > 0 else place) + count - (count > 0))

    def _round(self, number: int) -> TextSpan:
        """Return the hit of that number; past either end the count goes on from the other, with a message."""
        hits = self.view.overlays.hits
        way = "top" if number >= len(hits) else "end" if number < 0 else ""
        self.context.report(f"the search continues from the {way}" if way else "")
        return hits[number % len(hits)]
