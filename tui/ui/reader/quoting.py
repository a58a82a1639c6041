"""Who said what, put right where the cursor stands and in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.domain.analysis import Quotation
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.article.view import ArticleView
from tui.ui.reader.correcting import CorrectingScreen
from tui.ui.reader.quote_keeper import QuoteKeeper

if TYPE_CHECKING:
    from tui.ui.panes.quotes import QuoteList


class QuotingScreen(CorrectingScreen):
    """An article whose quotations one can put right."""

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__(library, article)
        self.quotes = QuoteKeeper(self, self.changes, self.finder, self._look_at_quotation)
        self._wanted_quotation: TextSpan | None = None
        """Where the quotation stands that is to be highlighted as soon as it is there."""

    def show_article(self, article: Article) -> None:
        self._wanted_quotation = None
        super().show_article(article)

    def _look_at_quotation(self, span: TextSpan) -> None:
        """Go on in the list at a quotation that has just been corrected, if it is one."""
        self._wanted_quotation = span
        self._highlight_wanted_quotation()

    def set_placed(self, placed: PlacedAnalysis) -> None:
        super().set_placed(placed)
        self._highlight_wanted_quotation()

    def _highlight_wanted_quotation(self) -> None:
        quotations = self.placed.analysis.quotations if self.placed is not None else ()
        found = next((each for each in quotations if each.span == self._wanted_quotation), None)
        if found is not None and self.side is not None:
            self._wanted_quotation = None
            self.side.highlight_quotation(found)

    # -- what is to be put right -----------------------------------------------------------

    @on(ArticleView.SpeakerRequested)
    def _speaker_here(self, message: ArticleView.SpeakerRequested) -> None:
        self._ask_speaker(message.quotation)

    @on(ArticleView.QuoteRemovalRequested)
    def _no_quote_here(self, message: ArticleView.QuoteRemovalRequested) -> None:
        self._remove(message.quotation)

    def on_quote_list_speaker_requested(self, message: QuoteList.SpeakerRequested) -> None:
        self._ask_speaker(message.quotation)

    def on_quote_list_removal_requested(self, message: QuoteList.RemovalRequested) -> None:
        self._remove(message.quotation)

    def _ask_speaker(self, quotation: Quotation) -> None:
        if self.article is not None:
            self.quotes.speaker(self.article, quotation, self._entities)

    def _remove(self, quotation: Quotation) -> None:
        if self.article is not None:
            self.quotes.remove(self.article, quotation)
