"""More on what stands under the cursor: the card of a name or a quotation, or the note."""

from __future__ import annotations

from functools import partial

from textual import on

from tui.domain.analysis import Entity
from tui.domain.text.spans import TextSpan
from tui.ui import dialogs
from tui.ui.article.view import ArticleView
from tui.ui.dialogs.base import ToCorrect
from tui.ui.reader.quoting import QuotingScreen


class InspectingScreen(QuotingScreen):
    """An article in which one asks for more on a place."""

    @on(ArticleView.Activated)
    def _activated(self, message: ArticleView.Activated) -> None:
        self.inspect(message.offset)

    def inspect(self, offset: int) -> None:
        """Show more on what stands at ``offset``."""
        article, layers = self.article, self.view.overlays
        if article is None:
            return
        mention = layers.mention_at(offset)
        quotation = layers.quotation_at(offset)
        placed = layers.annotation_at(offset)
        if mention is not None and mention.entity is not None:
            entity = mention.entity
            card = dialogs.EntityCard(entity, article.text, offset, self.remark_on(entity))
            self.app.push_screen(card, partial(self._entity_card_left, entity))
        elif quotation is not None:
            quotations = tuple(placed.quotation for placed in layers.quotations)
            self.app.push_screen(dialogs.QuoteCard(quotation, quotations, article.text), self.go_where_chosen)
        elif placed is not None:
            self.notes.edit_note(article, placed.annotation)
        else:
            self.tell("no name, quote or note under the cursor")

    def _entity_card_left(self, entity: Entity, answer: TextSpan | ToCorrect | None) -> None:
        if isinstance(answer, ToCorrect):
            self.show_remedies(entity, answer.mention)
        else:
            self.go_where_chosen(answer)

    def go_where_chosen(self, answer: TextSpan | ToCorrect | None) -> None:
        """Go to the place that was chosen in a card, if one was."""
        if isinstance(answer, TextSpan):
            self.view.go_to(answer.start)
