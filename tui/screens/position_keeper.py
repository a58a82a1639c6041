"""Where somebody is reading, kept so that reading can go on there."""

from __future__ import annotations

from functools import partial

from textual.screen import Screen
from textual.timer import Timer

from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.reading import ReadingPosition
from tui.library import Library
from tui.widgets.article_view import ArticleView

SAVE_AFTER = 2.0
"""Seconds without a motion after which the reading position is saved."""


class PositionKeeper:
    """Keeps the reading position of one reader screen: some time after a motion, or when told to."""

    def __init__(self, screen: Screen[None], library: Library, view: ArticleView) -> None:
        """Keep where ``view`` is; ``screen`` runs the timer and the workers."""
        self._screen = screen
        self._library = library
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
        article = self._view.article
        if article is not None:
            save = partial(self._keep, article, self._position())
            self._screen.run_worker(save, thread=True, group="saving-position", exit_on_error=False)

    def save(self) -> None:
        """Save, and return once that is done."""
        article = self._view.article
        if article is not None:
            self._keep(article, self._position())

    def _position(self) -> ReadingPosition:
        self._reached = max(self._reached, self._view.progress)
        return ReadingPosition(self._view.place, self._reached)

    def _keep(self, article: Article, position: ReadingPosition) -> None:
        try:
            self._library.save_position(article, position)
        except StoreError as error:
            # No reason to disturb the reading.
            self._screen.log.warning(str(error))
