"""Corrections of the quotations in an article: asks for them and has them saved."""

from __future__ import annotations

from collections.abc import Sequence

from tui.domain.analysis import Entity, Quotation, speaker_in
from tui.domain.annotation import describe
from tui.domain.article import Article
from tui.domain.corrections.correction import NOBODY, Correction, CorrectionKind
from tui.domain.corrections.surface_forms import surface_forms
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.ui import dialogs
from tui.ui.dialogs.base import SaidBy
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.correction_keeper import called
from tui.ui.reader.corrector import CorrectionChange, Corrector


class QuoteKeeper(Corrector[TextSpan]):
    """Corrects the quotations of one reader screen, as part of its history.

    Once a correction is saved, ``kept`` is called with the place of the quotation.
    """

    def speaker(self, article: Article, quotation: Quotation, entities: Sequence[Entity]) -> None:
        """Ask who of ``entities``, those of ``article``, said ``quotation``, and say so."""

        def chosen(answer: SaidBy | None) -> None:
            if answer is None or _is_told(answer.entity, quotation, entities):
                return
            entity = answer.entity
            made = Correction(
                CorrectionKind.SPEAKER,
                called(entity) if entity else NOBODY,
                target=describe(article.text, quotation.span, article.text_hash),
                wordings=surface_forms(entity, article.text) if entity else (),
            )
            who = one_line(entity.name, 50) if entity else "not clear who"
            self._make(article, quotation, made, f"said by {who}" if entity else who, " · {} takes it back")

        dialog = dialogs.SpeakerDialog(quotation, entities, article.text)
        self.screen.app.push_screen(dialog, chosen)

    def remove(self, article: Article, quotation: Quotation) -> None:
        """Say that ``quotation`` is none."""
        made = Correction(
            CorrectionKind.NOT_A_QUOTE,
            NOBODY,
            target=describe(article.text, quotation.span, article.text_hash),
        )
        words = f"not a quote: {one_line(quotation.span.of(article.text), 40)}"
        self._make(article, quotation, made, words, " · {} brings it back")

    def _make(self, article: Article, quotation: Quotation, made: Correction, words: str, hint: str) -> None:
        change = CorrectionChange(
            article,
            (made,),
            words,
            before=None,
            after=None,
            finder=self.finder,
            kept=lambda _: self.kept(quotation.span),
            hint=key_hints(self.screen).phrase(hint, "note.undo"),
        )
        self.changes.make(change)


def _is_told(entity: Entity | None, quotation: Quotation, entities: Sequence[Entity]) -> bool:
    """Whether that is what is told already, and for sure."""
    if entity is None:
        return quotation.speaker is None or quotation.speaker.name is None
    return quotation.is_clear and speaker_in(quotation, entities) is entity
