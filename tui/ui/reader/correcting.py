"""Names put right, where the cursor stands and in the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui.domain.analysis import Entity
from tui.domain.article import Article
from tui.domain.corrections.correction import CorrectionKind, EntityName
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.corrections.surface_forms import propose_range, range_around
from tui.domain.history import LoggedChange
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui import dialogs
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.article.view import ArticleView
from tui.ui.dialogs.correct import Remedy
from tui.ui.dialogs.suggestions import offer_in_words, offer_mark, said_where
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.analysis import AnalysisRunner
from tui.ui.reader.correction_keeper import CorrectionKeeper, called, outcome
from tui.ui.reader.corrector import CorrectionChange
from tui.ui.reader.marking import MarkingScreen
from tui.ui.reader.saving import Shown

if TYPE_CHECKING:
    from tui.ui.dialogs.suggestions import Decision
    from tui.ui.panes.entities import NameList


class CorrectingScreen(MarkingScreen):
    """An article whose names one can put right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "C", "offers", "Corrected elsewhere", id="names.offers", show=False,
            tooltip="What you corrected in other articles, for this one",
        ),
    ]  # fmt: skip

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__(library, article)
        self.corrections = CorrectionKeeper(self, self.changes, self.finder, self._look_at)
        self._suggestions: tuple[Suggestion, ...] = ()
        self._told_of_offers = False
        self._wanted: EntityName | None = None
        """The entity to highlight as soon as it is there."""

    def show_article(self, article: Article) -> None:
        self._suggestions = ()
        self._told_of_offers = False
        self._wanted = None
        super().show_article(article)

    def show_swapped(self, article: Article, change: LoggedChange, undo: bool) -> Shown:
        if change.noun != CorrectionChange.noun:
            return super().show_swapped(article, change, undo)
        self.finder.tell_again(article)
        return partial(self._look_at, change.words.before if undo else change.words.after)

    # -- what the list shows after a correction --------------------------------------------

    @property
    def _entities(self) -> Sequence[Entity]:
        return self.placed.analysis.entities if self.placed is not None else ()

    def _look_at(self, entity: EntityName | None) -> None:
        """Go on in the list at an entity that has just been corrected."""
        self._wanted = entity
        self._highlight_wanted()

    def set_placed(self, placed: PlacedAnalysis) -> None:
        super().set_placed(placed)
        self._highlight_wanted()

    def _highlight_wanted(self) -> None:
        found = next((entity for entity in self._entities if called(entity) == self._wanted), None)
        if found is not None and self.side is not None:
            self._wanted = None
            self.side.highlight(found)

    # -- what is to be put right -----------------------------------------------------------

    @on(ArticleView.CorrectionRequested)
    def _correct_here(self, message: ArticleView.CorrectionRequested) -> None:
        mention = self.view.overlays.mentions.at(message.offset)
        if mention is None:
            self._add(message.offset)
        elif mention.entity is None:
            self.tell("it is not clear yet whom this names: wait until all names are found", wrong=True)
        else:
            self.show_remedies(mention.entity, TextSpan(mention.start, mention.end))

    @on(ArticleView.RelabelRequested)
    def _relabel_here(self, message: ArticleView.RelabelRequested) -> None:
        mention = self.view.overlays.mention_at(message.offset)
        if mention is None or mention.entity is None or self.article is None:
            hint = key_hints(self).phrase(": {} adds one", "article.correct")
            self.tell(f"no name under the cursor{hint}", wrong=True)
        else:
            self.corrections.relabel(self.article, mention.entity, self._entities)

    def on_name_list_correction_requested(self, message: NameList.CorrectionRequested) -> None:
        self.show_remedies(message.entity, None)

    def on_name_list_relabel_requested(self, message: NameList.RelabelRequested) -> None:
        if self.article is not None:
            self.corrections.relabel(self.article, message.entity, self._entities)

    def on_name_list_merge_requested(self, message: NameList.MergeRequested) -> None:
        if self.article is not None:
            self.corrections.merge(self.article, message.entity, self._entities)

    def on_name_list_removal_requested(self, message: NameList.RemovalRequested) -> None:
        if self.article is not None:
            self.corrections.remove(self.article, message.entity)

    def show_remedies(self, entity: Entity, mention: TextSpan | None) -> None:
        """Ask what to put right about ``entity``, and about one ``mention`` of it."""
        article, suggestion = self.article, self._suggestion_on(entity)
        if article is None:
            return

        def chosen(remedy: Remedy | None) -> None:
            if remedy is not None:
                self._remedy(remedy, article, entity, mention, suggestion)

        self.app.push_screen(dialogs.CorrectMenu(entity, mention, article.text, suggestion), chosen)

    def _remedy(
        self,
        remedy: Remedy,
        article: Article,
        entity: Entity,
        mention: TextSpan | None,
        suggestion: Suggestion | None,
    ) -> None:
        keeper, entities = self.corrections, self._entities
        match remedy, mention, suggestion:
            case Remedy.ACCEPT, _, Suggestion():
                keeper.decide(article, [suggestion], [])
            case Remedy.DECLINE, _, Suggestion():
                keeper.decide(article, [], [suggestion])
            case Remedy.RELABEL, _, _:
                keeper.relabel(article, entity, entities)
            case Remedy.MERGE, _, _:
                keeper.merge(article, entity, entities)
            case Remedy.REMOVE, _, _:
                keeper.remove(article, entity)
            case Remedy.REMOVE_HERE, TextSpan(), _:
                keeper.remove_here(article, entity, mention)
            case Remedy.SPLIT, TextSpan(), _:
                keeper.split(article, entity, mention)
            case Remedy.MOVE, TextSpan(), _:
                keeper.move(article, entity, mention, entities)
            case Remedy.EDGES, TextSpan(), _ if choice := range_around(article, mention):
                keeper.add(article, choice, entities, entity.label)
            case _:
                pass

    def _add(self, offset: int) -> None:
        choice = propose_range(self.article, offset) if self.article is not None else None
        if self.article is None or choice is None:
            self.tell("there are no words here", wrong=True)
            return
        wording = choice.span.of(self.article.text)
        offered = (s.correction for s in self._suggestions if s.correction.kind is CorrectionKind.ADD)
        present = next((made.entity.label for made in offered if wording in made.wordings), None)
        self.corrections.add(self.article, choice, self._entities, present)

    # -- what other articles say -----------------------------------------------------------

    @on(AnalysisRunner.Suggested)
    def _suggested(self, message: AnalysisRunner.Suggested) -> None:
        if self.article is None or message.article_id != self.article.id:
            return
        self._suggestions = message.suggestions
        offers = self._offers
        if self.side is not None:
            self.side.show_offers(
                {suggestion.correction.entity: offer_mark(suggestion) for suggestion in offers}
            )
        if offers and not self._told_of_offers:
            self._told_of_offers = True
            # At the right of the strip it stands anyway: what is told there just now goes first.
            if not self.strip.message:
                names = "1 name" if len(offers) == 1 else f"{len(offers)} names"
                hint = key_hints(self).phrase(": {} shows them", "names.offers")
                self.tell(f"{names} that you corrected elsewhere{hint}")
        self.show_place()
        self.refresh_bindings()

    @property
    def _offers(self) -> list[Suggestion]:
        """What is said elsewhere, and does not hold here unless the person says so."""
        return [suggestion for suggestion in self._suggestions if not suggestion.applied]

    def show_place(self) -> None:
        """Tell in the strip also what other articles say: of this name, and of how many names."""
        super().show_place()
        entity = self.view.current_entity
        remark = self.remark_on(entity) if entity is not None else ""
        if remark:
            self.strip.place += f" · {remark}"
        if offers := self._offers:
            key = key_hints(self).phrase(": {}", "names.offers")
            self.strip.progress = f"{len(offers)} offered{key} · {self.strip.progress}"

    def _suggestion_on(self, entity: Entity) -> Suggestion | None:
        """What other articles say of ``entity``, be it offered or done already."""
        for suggestion in self._suggestions:
            made = suggestion.correction
            about = outcome(made) if suggestion.applied else made.entity
            if about == called(entity):
                return suggestion
        return None

    def remark_on(self, entity: Entity) -> str:
        """What the card says of an entity about which other articles say something."""
        suggestion = self._suggestion_on(entity)
        if suggestion is None:
            return ""
        if suggestion.applied:
            return f"as you corrected it in {said_where(suggestion)}"
        return f"{offer_in_words(suggestion)}? as in {said_where(suggestion)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show what other articles say only where they say something."""
        if action == "offers":
            return bool(self._suggestions)
        return super().check_action(action, parameters)

    def action_offers(self) -> None:
        article = self.article
        if article is None or not self._suggestions:
            return

        def decided(decisions: tuple[Decision, ...] | None) -> None:
            accepted = [each.suggestion for each in decisions or () if each.accepted]
            declined = [each.suggestion for each in decisions or () if not each.accepted]
            self.corrections.decide(article, accepted, declined)

        self.app.push_screen(dialogs.OffersDialog(self._suggestions), decided)
