"""The analysis of the open article: run in the background, shown as it is found and corrected."""

from __future__ import annotations

from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import Worker, get_current_worker

from tui.domain.analysis import Analysis, AnalysisPiece
from tui.domain.errors import PipelineError, PostilError
from tui.system.latency import settle
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.reader.context import NO_STATUS, Feature, ReaderContext, Status

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.domain.corrections.correction import Correction
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
        corrections: those of the article itself that were last applied to it, or None.
    """

    def __init__(self, article: Article, analysis: Analysis | None = None) -> None:
        self.article = article
        self.analysis = analysis
        self.later: list[AnalysisPiece] = []
        self.corrections: tuple[Correction, ...] | None = None

    def add(self, found: AnalysisPiece | Analysis) -> None:
        """Add what was found next."""
        if isinstance(found, AnalysisPiece):
            self.later.append(found)
        else:
            self.analysis = found
            self.later.clear()


class AnalysisRunner(Feature):
    """Finds names and quotations of the open article in the background, and shows them.

    They are corrected by what the reader said of this article and of others.
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
        """Corrections in other articles suggest these, all of them, for the names of an article."""

        def __init__(self, article_id: str, suggestions: tuple[Suggestion, ...]) -> None:
            super().__init__()
            self.article_id = article_id
            self.suggestions = suggestions

    class Failed(Message):
        """The article that is open could not be analysed; ``reason`` is the line to show."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, context: ReaderContext) -> None:
        super().__init__(context)
        self._library = context.library
        self._partial: PartialAnalysis | None = None
        self._in_turn = Lock()
        """Held while something is corrected and posted, so that what is posted last is the newest."""
        self._share: float | None = None
        """How much of the article has been analysed, 0 to 1, or None while that does not go on."""
        self._is_looking = False
        """Whether something may still be found in the article that is open."""
        self._remark = ""
        """The last remark on the analysis as a whole."""

    # -- in the interface's thread ---------------------------------------------------------

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Give up the analysis of the article before."""
        self.context.screen.workers.cancel_group(self.context.screen, "analysis")
        self._share = None
        self._is_looking = True
        self._remark = ""

    def known(self, article: Article) -> PlacedAnalysis | None:
        """Return what was found before, if that can be had before the first paint.

        From here on it is this article that is analysed and corrected.
        """
        self._partial = PartialAnalysis(article)
        if len(article.text) > AT_ONCE:
            return None
        try:
            analysis = self._library.cached_analysis(article)
        except PipelineError:
            # Reported once, when the analysis itself is asked for.
            return None
        if analysis is None or not self._is_soon_corrected(article, analysis):
            return None
        self._partial.add(analysis)
        self._partial.corrections = self._library.corrections(article)
        return PlacedAnalysis(self._library.corrected_analysis(article, analysis))

    def _is_soon_corrected(self, article: Article, analysis: Analysis) -> bool:
        # What was corrected in another version of the text has to be found in this one first.
        if not all(each.is_of(article.text_hash) for each in self._library.corrections(article)):
            return False
        if len(article.text) <= CORRECTED_AT_ONCE:
            return True
        said_elsewhere = self._library.suggestions(article, analysis)
        return not self._library.corrections(article) and not any(each.applied for each in said_elsewhere)

    @property
    def applied(self) -> tuple[Correction, ...] | None:
        """Return the corrections that what is shown was corrected by last, or None where nothing was yet."""
        return self._partial.corrections if self._partial is not None else None

    def start(self, article: Article) -> None:
        """Find in the background what is not known yet."""
        if self.context.placed is None:
            find = partial(self._find, article)
            self.context.screen.run_worker(
                find, thread=True, exclusive=True, group="analysis", exit_on_error=False
            )
        else:
            self.context.screen.run_worker(self._suggest, thread=True, group="analysis", exit_on_error=False)
            self._save_appearances()

    def analysis_changed(self, placed: PlacedAnalysis) -> None:
        """Show the remark on what was found, if it is another than before."""
        if placed.analysis.complete:
            self._share = None
            self._is_looking = False
        if placed.analysis.remark != self._remark:
            self._remark = placed.analysis.remark
            self.context.report(self._remark)

    def status(self) -> Status:
        """Return how much of the article has been analysed."""
        return NO_STATUS if self._share is None else Status(progress=f"finding names {self._share:.0%}")

    @property
    def still_looking(self) -> str:
        """Return how far the search for names and quotations has come; empty once all are found."""
        return f"still looking: {100 * (self._share or 0):.0f} %" if self._is_looking else ""

    def on_analysis_runner_failed(self, message: AnalysisRunner.Failed) -> None:
        """Show that the article could not be analysed."""
        self._share = None
        self._is_looking = False
        if (side := self.context.side) is not None:
            side.show_failure()
        self.context.report_failure(message.reason)

    def on_analysis_runner_piece_analysed(self, message: AnalysisRunner.PieceAnalysed) -> None:
        """Show the names of one more piece."""
        # A worker that was superseded may still post on the article before this one.
        if self.context.is_open(message.article_id):
            self._share = message.piece.done
            self.view.add_piece(message.piece)
            self.context.show_status()

    def on_analysis_runner_analysed(self, message: AnalysisRunner.Analysed) -> None:
        """Show an analysis."""
        if self.context.is_open(message.article_id):
            self.context.show_analysis(message.placed)
            self._save_appearances()
            self.context.show_status()

    def _save_appearances(self) -> None:
        """Save who appears in the article, for the library's lists of people."""
        article, placed = self.context.article, self.context.placed
        if article is not None and placed is not None and placed.analysis.complete:
            save = partial(self._store_appearances, article, placed.analysis)
            self.context.writer.run(self.context.screen, save)

    # -- in other threads ------------------------------------------------------------------

    def _store_appearances(self, article: Article, analysis: Analysis) -> None:
        self._library.catalogue.save_appearances(article, self._library.stored_id(article), analysis)

    def _find(self, article: Article) -> None:
        """Find all there is, nearest to what is read first; in a worker's thread."""
        worker: Worker[None] = get_current_worker()

        def focus() -> int:
            return self.view.reading_offset

        def is_cancelled() -> bool:
            return worker.is_cancelled

        found_so_far = self._partial
        if found_so_far is None or found_so_far.article is not article:
            return
        try:
            cached = self._library.cached_analysis(article) if len(article.text) > AT_ONCE else None
            for each in (cached,) if cached else self._library.analyse(article, focus, is_cancelled):
                if worker.is_cancelled:
                    return
                with self._in_turn:
                    found_so_far.add(each)
                    if isinstance(each, Analysis):
                        self._post_corrected(found_so_far)
                    else:
                        self.context.post(self.PieceAnalysed(article.id, each))
        except PostilError as error:
            if not worker.is_cancelled:
                self.context.post(self.Failed(str(error)))

    def correct_again(self, article: Article) -> None:
        """Show what is known of ``article`` after another correction, if it is still open; blocks."""
        found = self._partial
        if found is not None and found.article.id == article.id:
            with self._in_turn:
                self._post_corrected(found)

    def _suggest(self) -> None:
        """Show what corrections in other articles suggest, where ``known`` gave the analysis."""
        if (found := self._partial) is not None:
            with self._in_turn:
                self._post_suggestions(found)

    def _post_corrected(self, found: PartialAnalysis) -> None:
        article, analysis = found.article, found.analysis
        if analysis is None:
            return
        found.corrections = self._library.corrections(article)
        corrected = self._library.corrected_analysis(article, analysis)
        placed = PlacedAnalysis(corrected, [m for piece in found.later for m in piece.mentions])
        self.context.post(self.Analysed(article.id, placed))
        self._post_suggestions(found)
        settle()

    def _post_suggestions(self, found: PartialAnalysis) -> None:
        if found.analysis is not None and found.analysis.complete:
            suggestions = self._library.suggestions(found.article, found.analysis)
            self.context.post(self.Suggested(found.article.id, suggestions))
