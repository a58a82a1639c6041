"""The search through an article: a line to type in, hits as one types, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from textual.screen import Screen
from textual.widget import Widget

from tui.ui.article.status import hits_in_words
from tui.ui.article.view import ArticleView
from tui.ui.reader.navigator import Navigator
from tui.ui.widgets.search_bar import SearchBar

_MOST_KEPT = 100
"""Searches that can be had again."""


class Searcher:
    """Asks for words on one reader screen, and goes to where they stand.

    What cannot be found is returned as a line to tell the person; empty where all went well.
    """

    def __init__(
        self,
        screen: Screen[None],
        view: ArticleView,
        navigator: Navigator,
        leave: Callable[[], None],
        jumped: Callable[[int], None],
    ) -> None:
        """Search in ``view``; ``leave`` gives the focus back to it, ``jumped`` is told where one was."""
        self._screen = screen
        self._view = view
        self._navigator = navigator
        self._leave = leave
        self._jumped = jumped
        self._before: list[str] = []
        self._origin = 0
        self._words_before = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody is typing what to look for."""
        return bool(self._screen.query(SearchBar))

    def open(self, above: Widget) -> None:
        """Ask for words in a line ``above`` this widget, or go back into it."""
        if self.is_open:
            self._screen.query_one(SearchBar).focus_words()
            return
        self._origin = self._view.place
        self._words_before = self._navigator.words
        Thread(target=self._navigator.text_search.prepare, name="folding", daemon=True).start()
        self._screen.mount(SearchBar(self._before), before=above)

    def changed(self, words: str) -> None:
        """Mark all hits, and go to the first from where the search began."""
        if self._navigator.search(words):
            self._navigator.go_to_first_hit(self._origin)
        else:
            self._view.go_to(self._origin)
        count = hits_in_words(self._view) or "none"
        for bar in self._screen.query(SearchBar):
            bar.show_count(count if words.strip() else "")

    def submit(self, words: str) -> str:
        """Keep the hits and read on at the first."""
        self._screen.query(SearchBar).remove()
        self._leave()
        if not words.strip():
            return ""
        self._before = [*(each for each in self._before if each != words), words][-_MOST_KEPT:]
        miss = self._navigator.go_to_first_hit(self._origin)
        self._jumped(self._origin)
        return miss

    def give_up(self) -> None:
        """Leave everything as it was before the search."""
        self._screen.query(SearchBar).remove()
        self._navigator.words = self._words_before
        self._view.show_hits([])
        self._leave()
        self._view.go_to(self._origin)

    def search_here(self, direction: int = 1) -> str:
        """Search for the name or the word under the cursor, backwards if ``direction`` is negative."""
        words = self._navigator.words_under_cursor()
        place = self._view.place
        if words and self._navigator.search(words):
            if direction < 0:
                here = self._view.overlays.hits.at(place)
                self._view.go_to(here.start if here is not None else place)
                miss = self._navigator.jump("hit", -1)
            else:
                miss = self._navigator.go_to_first_hit(place + 1)
            self._jumped(place)
            return miss
        return "no word under the cursor"
