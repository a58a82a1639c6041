"""Come to a passage of an article that is just being opened."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from tui.domain.anchoring.anchor import Anchored, at_own_offsets
from tui.domain.annotation import Annotation, Target
from tui.domain.article import Article
from tui.library import Library
from tui.ui.article.view import ArticleView


class Arriver:
    """Puts the cursor of one reader screen on the passage that an article was opened for."""

    def __init__(
        self, screen: Screen[None], library: Library, view: ArticleView, tell: Callable[[str, bool], None]
    ) -> None:
        """Move the cursor of ``view``; ``tell`` shows a line, true where it tells of a failure."""
        self._screen = screen
        self._library = library
        self._view = view
        self._tell = tell
        self._target: Target | None = None

    def head_for(self, target: Target | None) -> None:
        """Go to ``target`` once the next article is there; None to where it was left."""
        self._target = target

    def arrive(self, article: Article) -> None:
        """Go to the passage in ``article``, which is shown by now, if there is one to go to."""
        target, self._target = self._target, None
        if target is None:
            return
        here = at_own_offsets(target, article.text_hash, len(article.text))
        if here is not None:
            self._go(here)
        else:
            self._screen.run_worker(self._find(article, target), group="arriving", exclusive=True)

    async def _find(self, article: Article, target: Target) -> None:
        """Look for the passage in another version of the text that it is of."""
        found = await to_thread(partial(self._library.anchored, article, [Annotation(target)]))
        if self._view.article is article:
            self._go(found[0].anchored)

    def _go(self, place: Anchored) -> None:
        if place.best is None:
            self._tell("this version of the text has nothing like that passage", True)
            return
        self._view.go_to(place.best.start)
        if place.is_orphan or place.is_doubtful:
            self._tell("the text has changed since: perhaps it was here", False)
