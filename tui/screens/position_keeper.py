"""Where somebody is reading, kept so that reading can go on there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen
from textual.timer import Timer

from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.reading import ReadingPosition
from tui.library import Library
from tui.screens.writer import Writer
from tui.ui.article.view import ArticleView

SAVE_AFTER = 2.0
"""Seconds without a motion after which the reading position is saved."""


class PositionKeeper:
    """Keeps the reading position of one reader screen: some time after a motion, or when told to."""

    def __init__(self, screen: Screen[None], library: Library, writer: Writer, view: ArticleView) -> None:
        """Keep where ``view`` is; ``screen`` runs the timer, and ``writer`` saves."""
        self._screen = screen
        self._library = library
        self._writer = writer
        self._view = view
        self._timer: Timer | None = None
        self._reached = 0.0

    def take_up(self, article: Article) -> None:
        """Go to where reading of ``article`` stopped; the view shows it already."""
        self._reached = 0.0
        position = self._library.position(article)
        if position is not None and position.offset:
            self._reached = position.progress
            self._view.go_to(position.offset)

    def moved(self) -> None:
        """Save soon, unless the reader moves on."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(SAVE_AFTER, self.save_beside)

    def save_beside(self) -> None:
        """Save without making a key wait for the disk."""
        self._writer.run(self._screen, self.saving())

    def saving(self) -> Callable[[], None]:
        """What saves the place as it is now; it blocks, so it is for the writer's thread."""
        article = self._view.article
        if article is None:
            return lambda: None
        return partial(self._keep, article, self._position())

    def _position(self) -> ReadingPosition:
        self._reached = max(self._reached, self._view.progress)
        return ReadingPosition(self._view.place, self._reached)

    def _keep(self, article: Article, position: ReadingPosition) -> None:
        try:
            self._library.save_position(article, position)
        except StoreError as error:
            # No reason to disturb the reading.
            self._screen.log.warning(str(error))
