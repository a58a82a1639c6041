"""Has an article analysed beside the interface, and tells what is found as it is found."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.screen import Screen

from tui.domain.analysis import Analysis, AnalysisPiece
from tui.domain.article import Article
from tui.domain.errors import PipelineError, PostilError
from tui.library import Library
from tui.responsive import settle
from tui.widgets.article_layers import PlacedAnalysis

AT_ONCE = 400_000
"""Code points up to which a cached analysis is read before the first paint."""


class Finder:
    """Finds names and quotations for one reader screen, to which it posts its messages."""

    class Analysed(Message):
        """An article, or as much of it as was analysed by then, has this analysis."""

        def __init__(self, article_id: str, placed: PlacedAnalysis) -> None:
            super().__init__()
            self.article_id = article_id
            self.placed = placed

    class PieceAnalysed(Message):
        """One more piece of an article is analysed."""

        def __init__(self, article_id: str, piece: AnalysisPiece) -> None:
            super().__init__()
            self.article_id = article_id
            self.piece = piece

    class Failed(Message):
        """The article that is open could not be analysed; ``reason`` is the line to show."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, screen: Screen[None], library: Library) -> None:
        self._screen = screen
        self._library = library

    def known(self, article: Article) -> PlacedAnalysis | None:
        """What was found before, if that can be had before the first paint."""
        if len(article.text) > AT_ONCE:
            return None
        try:
            analysis = self._library.cached_analysis(article)
        except PipelineError:
            # Said once, when the analysis itself is asked for.
            return None
        return None if analysis is None else PlacedAnalysis(analysis)

    def find(self, article: Article, focus: Callable[[], int], cancelled: Callable[[], bool]) -> None:
        """Find all there is, nearest to ``focus()`` first; blocks, so it is for a worker thread."""
        try:
            cached = self._library.cached_analysis(article) if len(article.text) > AT_ONCE else None
            if cached is not None:
                self._tell(article, cached)
                return
            for found in self._library.analyse(article, focus, cancelled):
                if cancelled():
                    return
                if isinstance(found, Analysis):
                    self._tell(article, found)
                else:
                    self._screen.post_message(self.PieceAnalysed(article.id, found))
        except PostilError as error:
            if not cancelled():
                self._screen.post_message(self.Failed(str(error)))

    def _tell(self, article: Article, analysis: Analysis) -> None:
        self._screen.post_message(self.Analysed(article.id, PlacedAnalysis(analysis)))
        settle()
