"""The articles of the library that were not analysed yet: analysed one after another, in the background."""

from __future__ import annotations

from collections import deque
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from tui.domain.analysis import Analysis
from tui.domain.errors import PipelineError, PostilError
from tui.library.reopen import article_at_hand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.domain.article import Article
    from tui.domain.library import ReadArticle
    from tui.library import Library

_LOOK_AGAIN = 0.2
"""Seconds after which it is looked again whether the article that is read is analysed."""
_REST = 0.05
"""Seconds between two articles, for what else the program does."""


class Backlog:
    """Analyses articles that were read before; what the user reads now always comes first.

    Safe to use from any thread. Only texts that are at hand are analysed: no page is fetched.

    Attributes:
        done: the ids of the articles that were analysed, in this order.
        out_of_reach: how many have no text at hand.
        problem: why no article can be analysed, in one line; empty where they can.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._waiting: deque[ReadArticle] = deque()
        self._known: set[str] = set()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._is_closed = Event()
        self.done: list[str] = []
        self.out_of_reach = 0
        self.problem = ""

    @property
    def left(self) -> int:
        """The number of articles that are still to be analysed, the one at work included."""
        return 0 if self.problem else len(self._waiting)

    def add(self, articles: Iterable[ReadArticle]) -> None:
        """Analyse these as well, unless that was asked for before; return at once."""
        with self._lock:
            new = [article for article in articles if article.id not in self._known]
            self._known.update(article.id for article in new)
            self._waiting.extend(new)
            is_idle = self._thread is None or not self._thread.is_alive()
            if new and is_idle and not self._is_closed.is_set():
                self._thread = Thread(target=self._work, name="backlog", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Begin with no other article; what is at work ends with the process that analyses."""
        self._is_closed.set()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting or self._is_closed.is_set():
                    # Under the lock: what is added from here on finds no thread at work.
                    self._thread = None
                    return
                known = self._waiting[0]
            try:
                is_done = self._analyse(known)
            except PipelineError as error:
                self.problem = str(error)
                return
            except PostilError:
                self.out_of_reach += 1
                is_done = True
            if is_done:
                self._waiting.popleft()
            self._is_closed.wait(_REST)

    def _analyse(self, known: ReadArticle) -> bool:
        """Analyse an article and store who appears in it; return False where something else came first."""
        article = article_at_hand(self._library, known)
        if article is None:
            self.out_of_reach += 1
            return True
        while self._library.is_analysing and not self._is_closed.wait(_LOOK_AGAIN):
            pass
        analysis = self._complete(article)
        if analysis is None:
            return False
        corrected = self._library.corrected_analysis(article, analysis)
        self._library.catalogue.save_appearances(article, known.id, corrected)
        self.done.append(known.id)
        return True

    def _complete(self, article: Article) -> Analysis | None:
        """Return the complete analysis, or None where the analysis of another article ended it."""
        for found in self._library.analyse(article, lambda: 0, self._is_closed.is_set):
            if isinstance(found, Analysis) and found.complete:
                return found
        return None
