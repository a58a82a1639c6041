"""Has an article analysed beside the interface, and tells what is found as it is found and corrected."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from tui.domain.analysis import Analysis, AnalysisPiece
from tui.domain.article import Article
from tui.domain.errors import PipelineError, PostilError
from tui.library import Library
from tui.system.latency import settle
from tui.ui.article.layers import PlacedAnalysis

if TYPE_CHECKING:
    from tui.domain.corrections.suggestions import Suggestion

AT_ONCE = 400_000
"""Code points up to which a cached analysis is read before the first paint."""
CORRECTED_AT_ONCE = 60_000
"""Code points up to which it is corrected before that: some 300 ms for a million of them."""


class PartialAnalysis:
    """What the pipeline has found in one article so far, before any correction.

    Attributes:
        article: the article.
        analysis: of as much of it as was analysed by then, or None.
        later: the pieces that came after that analysis.
    """

    def __init__(self, article: Article, analysis: Analysis | None = None) -> None:
        self.article = article
        self.analysis = analysis
        self.later: list[AnalysisPiece] = []

    def take_in(self, found: AnalysisPiece | Analysis) -> None:
        """Know what was found next."""
        if isinstance(found, AnalysisPiece):
            self.later.append(found)
        else:
            self.analysis = found
            self.later.clear()


class AnalysisRunner:
    """Finds names and quotations for one reader screen, to which it posts its messages.

    What it tells is corrected by what the reader said of this article and of others.
    """

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

    class Suggested(Message):
        """What corrections in other articles say of the names of an article; all that they say now."""

        def __init__(self, article_id: str, suggestions: tuple[Suggestion, ...]) -> None:
            super().__init__()
            self.article_id = article_id
            self.suggestions = suggestions

    class Failed(Message):
        """The article that is open could not be analysed; ``reason`` is the line to show."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, screen: Screen[None], library: Library) -> None:
        self._screen = screen
        self._library = library
        self._finding: PartialAnalysis | None = None
        self._in_turn = Lock()
        """Held while something is corrected and told, so that what is told last is the newest."""

    def known(self, article: Article) -> PlacedAnalysis | None:
        """What was found before, if that can be had before the first paint.

        From here on it is this article that ``find`` and ``tell_again`` are about.
        """
        self._finding = PartialAnalysis(article)
        if len(article.text) > AT_ONCE:
            return None
        try:
            analysis = self._library.cached_analysis(article)
        except PipelineError:
            # Said once, when the analysis itself is asked for.
            return None
        if analysis is None or not self._is_soon_corrected(article, analysis):
            return None
        self._finding.take_in(analysis)
        return PlacedAnalysis(self._library.corrected_analysis(article, analysis))

    def _is_soon_corrected(self, article: Article, analysis: Analysis) -> bool:
        # What was corrected in another version of the text has to be found in this one first.
        if not all(each.is_of(article.text_hash) for each in self._library.corrections(article)):
            return False
        if len(article.text) <= CORRECTED_AT_ONCE:
            return True
        said_elsewhere = self._library.suggestions(article, analysis)
        return not self._library.corrections(article) and not any(each.applied for each in said_elsewhere)

    def find(self, article: Article, focus: Callable[[], int], cancelled: Callable[[], bool]) -> None:
        """Find all there is, nearest to ``focus()`` first; blocks, so it is for a worker thread."""
        finding = self._finding
        if finding is None or finding.article is not article:
            return
        try:
            cached = self._library.cached_analysis(article) if len(article.text) > AT_ONCE else None
            for found in (cached,) if cached else self._library.analyse(article, focus, cancelled):
                if cancelled():
                    return
                with self._in_turn:
                    finding.take_in(found)
                    if isinstance(found, Analysis):
                        self._tell(finding)
                    else:
                        self._screen.post_message(self.PieceAnalysed(article.id, found))
        except PostilError as error:
            if not cancelled():
                self._screen.post_message(self.Failed(str(error)))

    def tell_again(self, article: Article) -> None:
        """Tell what is known of ``article`` after another correction, if it is still open; blocks."""
        finding = self._finding
        if finding is not None and finding.article.id == article.id:
            with self._in_turn:
                self._tell(finding)

    def suggest(self) -> None:
        """Tell what corrections in other articles say, where ``known`` gave the analysis; blocks."""
        finding = self._finding
        if finding is not None:
            with self._in_turn:
                self._tell_suggestions(finding)

    def _tell(self, finding: PartialAnalysis) -> None:
        article, analysis = finding.article, finding.analysis
        if analysis is None:
            return
        corrected = self._library.corrected_analysis(article, analysis)
        placed = PlacedAnalysis(corrected, [m for piece in finding.later for m in piece.mentions])
        self._screen.post_message(self.Analysed(article.id, placed))
        self._tell_suggestions(finding)
        settle()

    def _tell_suggestions(self, finding: PartialAnalysis) -> None:
        if finding.analysis is not None and finding.analysis.complete:
            suggestions = self._library.suggestions(finding.article, finding.analysis)
            self._screen.post_message(self.Suggested(finding.article.id, suggestions))
