"""Corrections of quotes: who said one, or that it is none; at the cursor and in the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui.domain.analysis import Entity, Quotation, speaker_in
from tui.domain.annotation import describe
from tui.domain.text.sanitize import one_line
from tui.ui import dialogs
from tui.ui.reader import lazy
from tui.ui.reader.context import Feature, ReaderContext
from tui.ui.reader.correcting import CorrectionChange, called

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.domain.corrections.correction import Correction
    from tui.domain.text.spans import TextSpan
    from tui.ui.article.layers import PlacedAnalysis
    from tui.ui.article.view import ArticleView
    from tui.ui.panes.quotes import QuoteList
    from tui.ui.reader.analysis import AnalysisRunner
    from tui.ui.reader.saving import SaveQueue


class CorrectingQuotes(Feature):
    """Corrects the quotations of the open article."""

    def __init__(self, context: ReaderContext, save_queue: SaveQueue, analysis: AnalysisRunner) -> None:
        super().__init__(context)
        self._save_queue = save_queue
        self._analysis = analysis
        self._wanted: TextSpan | None = None
        """Where the quotation stands that is to be highlighted in the list as soon as it is there."""

    # -- the list after a correction -------------------------------------------------------

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Wait for no quotation of the article before."""
        self._wanted = None

    def analysis_changed(self, placed: PlacedAnalysis) -> None:  # noqa: ARG002
        """Highlight the quotation that was corrected."""
        self._highlight_wanted()

    def _look_at(self, span: TextSpan) -> None:
        """Go on in the list at a quotation that has just been corrected, if it is one."""
        self._wanted = span
        self._highlight_wanted()

    def _highlight_wanted(self) -> None:
        placed, side = self.context.placed, self.context.side
        quotations = placed.analysis.quotations if placed is not None else ()
        found = next((each for each in quotations if each.span == self._wanted), None)
        if found is not None and side is not None:
            self._wanted = None
            side.highlight_quotation(found)

    # -- what is corrected -----------------------------------------------------------------

    def on_article_view_speaker_requested(self, message: ArticleView.SpeakerRequested) -> None:
        """Ask who said the quotation at the cursor."""
        self.ask_speaker(message.quotation)

    def on_article_view_quote_removal_requested(self, message: ArticleView.QuoteRemovalRequested) -> None:
        """Say that the quotation at the cursor is none."""
        self.remove(message.quotation)

    def on_quote_list_speaker_requested(self, message: QuoteList.SpeakerRequested) -> None:
        """Ask who said a quotation that is listed."""
        self.ask_speaker(message.quotation)

    def on_quote_list_removal_requested(self, message: QuoteList.RemovalRequested) -> None:
        """Say that a quotation that is listed is none."""
        self.remove(message.quotation)

    def ask_speaker(self, quotation: Quotation) -> None:
        """Ask who said a quotation."""
        article, entities = self.context.article, self.context.entities
        if article is None:
            return

        def chosen(answer: dialogs.SaidBy | None) -> None:
            if answer is None or _is_speaker(answer.entity, quotation, entities):
                return
            entity = answer.entity
            made = lazy.Correction(
                lazy.CorrectionKind.SPEAKER,
                called(entity) if entity else lazy.NOBODY,
                target=describe(article.text, quotation.span, article.text_hash),
                wordings=lazy.surface_forms(entity, article.text) if entity else (),
            )
            who = one_line(entity.name, 50) if entity else "not clear who"
            self._make(article, quotation, made, f"said by {who}" if entity else who, " · {} undoes it")

        self.context.ask(dialogs.SpeakerDialog(quotation, entities, article.text), chosen)

    def remove(self, quotation: Quotation) -> None:
        """Say that a quotation is none."""
        if (article := self.context.article) is None:
            return
        target = describe(article.text, quotation.span, article.text_hash)
        made = lazy.Correction(lazy.CorrectionKind.NOT_A_QUOTE, lazy.NOBODY, target=target)
        words = f"not a quote: {one_line(quotation.span.of(article.text), 40)}"
        self._make(article, quotation, made, words, " · {} undoes it")

    def _make(self, article: Article, quotation: Quotation, made: Correction, words: str, hint: str) -> None:
        change = CorrectionChange(
            article,
            (made,),
            words,
            before=None,
            after=None,
            analysis=self._analysis,
            show=partial(self._look_at, quotation.span),
            hint=self.context.key_hints.phrase(hint, "note.undo"),
        )
        self._save_queue.make(change)


def _is_speaker(entity: Entity | None, quotation: Quotation, entities: Sequence[Entity]) -> bool:
    """Return whether ``entity`` is shown as the speaker already, and for sure."""
    if entity is None:
        return quotation.speaker is None or quotation.speaker.name is None
    return quotation.is_clear and speaker_in(quotation, entities) is entity
