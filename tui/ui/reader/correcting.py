"""Corrections of names: at the cursor and in the list, and what other articles suggest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui.domain.analysis import Entity, Label
from tui.domain.annotation import describe, now
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.ui import dialogs
from tui.ui.reader import lazy
from tui.ui.reader.context import Feature, ReaderContext, Shown, Status
from tui.ui.theme import LABEL_STYLES

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
    from tui.domain.corrections.suggestions import Suggestion
    from tui.domain.corrections.surface_forms import WordRange
    from tui.domain.history import LoggedChange
    from tui.library import Library
    from tui.ui.article.layers import PlacedAnalysis
    from tui.ui.article.view import ArticleView
    from tui.ui.panes.entities import NameList
    from tui.ui.reader.analysis import AnalysisRunner
    from tui.ui.reader.saving import SaveQueue


@dataclass(frozen=True, slots=True)
class CorrectionChange:
    """Corrections that are made as one, for the save queue.

    Attributes:
        article: what they are of.
        corrections: in the order in which they are made.
        words: what they say, for the reader.
        after, before: the entity to highlight once they are made, and once they are undone.
        analysis: applies the corrections to what is shown.
        show: shows where they were made.
        hint: names the key that undoes them.
    """

    article: Article
    corrections: tuple[Correction, ...]
    words: str
    before: EntityName | None
    after: EntityName | None
    analysis: AnalysisRunner
    show: Callable[[], object]
    hint: str = ""

    noun: ClassVar[str] = "correction"
    is_wrong: ClassVar[bool] = False

    @property
    def message(self) -> str:
        """Return the message to show once the change is stored."""
        return self._done + self.hint

    @property
    def _done(self) -> str:
        return f"saved · {self.words}"

    def save(self, library: Library) -> Shown:
        """Save the change, and show the names as they are now; see ``Change.save``."""
        words = lazy.ChangeWords(self._done, self.before, self.after)
        library.correct(self.article, *self.corrections, words=words)
        self.analysis.correct_again(self.article)
        return self.show

    def save_elsewhere(self, library: Library) -> None:
        """Save the corrections in another library; see ``Change.save_elsewhere``."""
        library.correct(self.article, *self.corrections, words=lazy.ChangeWords(self._done))


class Correcting(Feature):
    """Corrects the names of the open article. Each method asks what there is to ask, then corrects."""

    def __init__(self, context: ReaderContext, save_queue: SaveQueue, analysis: AnalysisRunner) -> None:
        super().__init__(context)
        self.commands = {"names.offers": self.show_suggestions}
        self._save_queue = save_queue
        self._analysis = analysis
        self._suggestions: tuple[Suggestion, ...] = ()
        self._is_reported = False
        """Whether it was reported that there are suggestions."""
        self._wanted: EntityName | None = None
        """The entity to highlight in the list as soon as it is there."""

    def allows(self, command: str) -> bool:  # noqa: ARG002 - there is one
        """Offer what other articles suggest only where they suggest something."""
        return bool(self._suggestions)

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Forget the suggestions for the article before."""
        self._suggestions = ()
        self._is_reported = False
        self._wanted = None

    # -- the list after a correction -------------------------------------------------------

    def change_swapped(self, article: Article, change: LoggedChange, *, undo: bool) -> Shown | None:
        """Show the names again after a correction was undone or redone."""
        if change.noun != CorrectionChange.noun:
            return None
        self._analysis.correct_again(article)
        return partial(self._look_at, change.words.before if undo else change.words.after)

    def _look_at(self, entity: EntityName | None) -> None:
        """Go on in the list at an entity that has just been corrected."""
        self._wanted = entity
        self._highlight_wanted()

    def analysis_changed(self, placed: PlacedAnalysis) -> None:  # noqa: ARG002
        """Highlight the entity that was corrected."""
        self._highlight_wanted()

    def _highlight_wanted(self) -> None:
        found = next((each for each in self.context.entities if called(each) == self._wanted), None)
        side = self.context.side
        if found is not None and side is not None:
            self._wanted = None
            side.highlight(found)

    # -- what is corrected -----------------------------------------------------------------

    def on_article_view_correction_requested(self, message: ArticleView.CorrectionRequested) -> None:
        """Ask what to correct about the name at the cursor, or add one there."""
        mention = self.view.overlays.mentions.at(message.offset)
        if mention is None:
            self._add_at(message.offset)
        elif mention.entity is None:
            self.context.report("not clear yet who this is: wait until all names are found", wrong=True)
        else:
            self.ask_remedy(mention.entity, TextSpan(mention.start, mention.end))

    def on_article_view_relabel_requested(self, message: ArticleView.RelabelRequested) -> None:
        """Ask for the kind of the name at the cursor."""
        article, mention = self.context.article, self.view.overlays.mention_at(message.offset)
        if mention is None or mention.entity is None or article is None:
            hint = self.context.key_hints.phrase(" · {} adds one", "article.correct")
            self.context.report(f"no name under the cursor{hint}", wrong=True)
        else:
            self._relabel(article, mention.entity)

    def on_name_list_correction_requested(self, message: NameList.CorrectionRequested) -> None:
        """Ask what to correct about a name that is listed."""
        self.ask_remedy(message.entity, None)

    def on_name_list_relabel_requested(self, message: NameList.RelabelRequested) -> None:
        """Ask for the kind of a name that is listed."""
        if (article := self.context.article) is not None:
            self._relabel(article, message.entity)

    def on_name_list_merge_requested(self, message: NameList.MergeRequested) -> None:
        """Ask which other name is the same as one that is listed."""
        if (article := self.context.article) is not None:
            self._merge(article, message.entity)

    def on_name_list_removal_requested(self, message: NameList.RemovalRequested) -> None:
        """Remove a name that is listed."""
        if (article := self.context.article) is not None:
            self._remove(article, message.entity)

    def ask_remedy(self, entity: Entity, mention: TextSpan | None) -> None:
        """Ask what to correct about ``entity``, and about one ``mention`` of it."""
        article, suggestion = self.context.article, self._suggestion_on(entity)
        if article is None:
            return

        def chosen(remedy: dialogs.Remedy | None) -> None:
            if remedy is not None:
                self._remedy(remedy, article, entity, mention, suggestion)

        self.context.ask(dialogs.CorrectMenu(entity, mention, article.text, suggestion), chosen)

    def _remedy(
        self,
        remedy: dialogs.Remedy,
        article: Article,
        entity: Entity,
        mention: TextSpan | None,
        suggestion: Suggestion | None,
    ) -> None:
        match remedy, mention, suggestion:
            case dialogs.Remedy.ACCEPT, _, lazy.Suggestion():
                self._decide(article, [suggestion], [])
            case dialogs.Remedy.DECLINE, _, lazy.Suggestion():
                self._decide(article, [], [suggestion])
            case dialogs.Remedy.RELABEL, _, _:
                self._relabel(article, entity)
            case dialogs.Remedy.MERGE, _, _:
                self._merge(article, entity)
            case dialogs.Remedy.REMOVE, _, _:
                self._remove(article, entity)
            case dialogs.Remedy.REMOVE_HERE, TextSpan(), _:
                self._remove_here(article, entity, mention)
            case dialogs.Remedy.SPLIT, TextSpan(), _:
                self._split(article, entity, mention)
            case dialogs.Remedy.MOVE, TextSpan(), _:
                self._move(article, entity, mention)
            case dialogs.Remedy.EDGES, TextSpan(), _ if choice := lazy.range_around(article, mention):
                self._add(article, choice, entity.label)
            case _:
                pass

    # -- of a whole entity ---------------------------------------------------------------

    def _relabel(self, article: Article, entity: Entity) -> None:
        """Ask for the kind of ``entity``."""
        entities = self.context.entities

        def chosen(label: Label | None) -> None:
            if label is None or label is entity.label:
                return
            correction = replace(
                _of_entity(lazy.CorrectionKind.RELABEL, article, entity, entities), label=label
            )
            words = f"{entity.name}: {LABEL_STYLES[label].singular}"
            self._make(article, [correction], words, called(entity), lazy.EntityName(label, entity.name))

        self.context.ask(dialogs.KindChooser(entity), chosen)

    def _merge(self, article: Article, entity: Entity) -> None:
        """Ask which other entity is the same as ``entity``; the fuller name stays."""
        entities = self.context.entities

        def chosen(other: Entity | None) -> None:
            if other is None:
                return
            # Of two kinds one is wrong, and rather that of the name which is corrected.
            fuller = len(entity.name.split()) > len(other.name.split())
            from_, into = (other, entity) if fuller and entity.label is other.label else (entity, other)
            merge = _of_entity(lazy.CorrectionKind.MERGE, article, from_, entities)
            correction = replace(merge, into=called(into))
            words = f"{from_.name} is {into.name}"
            self._make(article, [correction], words, called(entity), called(into))

        self.context.ask(dialogs.MergeDialog(entity.name, entity, entities), chosen)

    def _remove(self, article: Article, entity: Entity) -> None:
        """Say that ``entity`` is no name, nowhere in the article."""
        forms = lazy.surface_forms(entity, article.text)
        correction = lazy.Correction(lazy.CorrectionKind.REMOVE, called(entity), wordings=forms)
        self._make(article, [correction], f"{entity.name}: not a name", called(entity), None)

    # -- of one mention ------------------------------------------------------------------

    def _remove_here(self, article: Article, entity: Entity, mention: TextSpan) -> None:
        """Say that one mention of ``entity`` is no name."""
        words = f"“{one_line(mention.of(article.text), 40)}”: not a name here"
        correction = _of_mention(lazy.CorrectionKind.REMOVE, article, entity, mention)
        self._make(article, [correction], words, called(entity), called(entity))

    def _split(self, article: Article, entity: Entity, mention: TextSpan) -> None:
        """Give one mention of ``entity`` an entry of its own."""
        name = lazy.without_possessive(one_line(mention.of(article.text)))
        correction = _of_mention(lazy.CorrectionKind.SPLIT, article, entity, mention)
        words = f"“{one_line(name, 40)}”: a separate name"
        self._make(article, [correction], words, called(entity), lazy.EntityName(entity.label, name))

    def _move(self, article: Article, entity: Entity, mention: TextSpan) -> None:
        """Ask which entity one mention of ``entity`` names."""
        wording = one_line(mention.of(article.text), 40)

        def chosen(other: Entity | None) -> None:
            if other is not None:
                split = _of_mention(lazy.CorrectionKind.SPLIT, article, entity, mention)
                correction = replace(split, into=called(other))
                words = f"“{wording}” is {other.name} here"
                self._make(article, [correction], words, called(entity), called(other))

        self.context.ask(dialogs.MergeDialog(wording, entity, self.context.entities, enter="Choose"), chosen)

    # -- names that were missed ----------------------------------------------------------

    def _add_at(self, offset: int) -> None:
        """Ask which words at ``offset`` are a name."""
        article = self.context.article
        choice = lazy.propose_range(article, offset) if article is not None else None
        if article is None or choice is None:
            self.context.report("there are no words here", wrong=True)
            return
        wording = choice.span.of(article.text)
        suggested = (s.correction for s in self._suggestions if s.correction.kind is lazy.CorrectionKind.ADD)
        label = next((made.entity.label for made in suggested if wording in made.wordings), None)
        self._add(article, choice, label)

    def _add(self, article: Article, choice: WordRange, present: Label | None) -> None:
        """Ask which words are a name, ``choice`` or others there, and of what kind, at first ``present``."""
        entities = self.context.entities

        def chosen(name: dialogs.NewName | None) -> None:
            if name is None:
                return
            span, label = name
            entity = _entity_added(article, span, label, entities)
            target = describe(article.text, span, article.text_hash)
            added = lazy.Correction(
                lazy.CorrectionKind.ADD, entity, target=target, wordings=(span.of(article.text),)
            )
            # What was found with too few words or too many gives way to it.
            before = next((called(each) for each in entities if _is_at(each, span)), None)
            words = f"{entity.name}: {LABEL_STYLES[entity.label].singular}"
            self._make(article, [added], words, before, entity)

        self.context.ask(dialogs.NameAdder(article, choice, present), chosen)

    # -- what other articles suggest -------------------------------------------------------

    def on_analysis_runner_suggested(self, message: AnalysisRunner.Suggested) -> None:
        """Offer what corrections in other articles suggest."""
        if not self.context.is_open(message.article_id):
            return
        self._suggestions = message.suggestions
        offers = self._offers
        if (side := self.context.side) is not None:
            side.show_offers({each.correction.entity: dialogs.suggestion_mark(each) for each in offers})
        if offers and not self._is_reported:
            self._is_reported = True
            # It stays at the right of the strip: another message there goes first.
            if not self.context.strip.message:
                names = "1 name" if len(offers) == 1 else f"{len(offers)} names"
                hint = self.context.key_hints.phrase(" · {} shows them", "names.offers")
                self.context.report(f"{names} that you corrected elsewhere{hint}")
        self.context.show_status()
        self.context.screen.refresh_bindings()

    @property
    def _offers(self) -> list[Suggestion]:
        """Return what is suggested, and does not hold here unless the reader says so."""
        return [suggestion for suggestion in self._suggestions if not suggestion.applied]

    def status(self) -> Status:
        """Return what other articles suggest: of the name at the cursor, and of how many names."""
        entity, progress = self.view.current_entity, ""
        if offers := self._offers:
            key = self.context.key_hints.phrase(": {}", "names.offers")
            progress = f"{len(offers)} offered{key}"
        return Status(self.remark_on(entity) if entity is not None else "", progress)

    def _suggestion_on(self, entity: Entity) -> Suggestion | None:
        """Return what other articles suggest for ``entity``, be it offered or applied already."""
        for suggestion in self._suggestions:
            made = suggestion.correction
            about = outcome(made) if suggestion.applied else made.entity
            if about == called(entity):
                return suggestion
        return None

    def remark_on(self, entity: Entity) -> str:
        """Return what the card says of an entity for which other articles suggest something."""
        suggestion = self._suggestion_on(entity)
        if suggestion is None:
            return ""
        if suggestion.applied:
            return f"as you corrected it in {dialogs.suggestion_source(suggestion)}"
        return f"{dialogs.suggestion_in_words(suggestion)}? as in {dialogs.suggestion_source(suggestion)}"

    def show_suggestions(self) -> None:
        """List what other articles suggest, to say yes or no to."""
        article = self.context.article
        if article is None or not self._suggestions:
            return

        def decided(decisions: tuple[dialogs.Decision, ...] | None) -> None:
            accepted = [each.suggestion for each in decisions or () if each.accepted]
            declined = [each.suggestion for each in decisions or () if not each.accepted]
            self._decide(article, accepted, declined)

        self.context.ask(dialogs.SuggestionsDialog(self._suggestions), decided)

    def _decide(
        self, article: Article, accepted: Sequence[Suggestion], declined: Sequence[Suggestion]
    ) -> None:
        """Make corrections that were suggested, and say of others that they do not hold here; all as one."""
        # Made now, whenever they were suggested: corrections hold in the order they are made.
        yes = [replace(each.correction, made=now()) for each in accepted]
        no = [_otherwise(each) for each in declined]
        words = " · ".join(
            f"{len(made)} {said}" for made, said in ((yes, "as elsewhere"), (no, "not as elsewhere")) if made
        )
        if yes or no:
            first = (yes + no)[0]
            self._make(article, [*yes, *no], words, first.entity, outcome(first))

    def _make(
        self,
        article: Article,
        corrections: Sequence[Correction],
        words: str,
        before: EntityName | None,
        after: EntityName | None,
    ) -> None:
        change = CorrectionChange(
            article,
            tuple(corrections),
            one_line(words, 80),
            before,
            after,
            self._analysis,
            partial(self._look_at, after),
            self.context.key_hints.phrase(" · {} undoes it", "note.undo"),
        )
        self._save_queue.make(change)


def called(entity: Entity) -> EntityName:
    """Return what distinguishes ``entity`` from the others of its article."""
    return lazy.EntityName(entity.label, entity.name)


def outcome(correction: Correction) -> EntityName | None:
    """Return the entity that there is once ``correction`` is made; None where there is none any more."""
    match correction.kind:
        case lazy.CorrectionKind.REMOVE:
            return None
        case lazy.CorrectionKind.RELABEL:
            return lazy.EntityName(correction.label or correction.entity.label, correction.entity.name)
        case _:
            return correction.into or correction.entity


def _of_entity(
    kind: CorrectionKind, article: Article, entity: Entity, entities: Sequence[Entity]
) -> Correction:
    """Return a correction of all of ``entity``; where another has its name, a mention says which is meant."""
    is_one = sum(called(each) == called(entity) for each in entities) == 1
    target = None if is_one else describe(article.text, entity.mentions[0], article.text_hash)
    return lazy.Correction(
        kind, called(entity), target=target, wordings=lazy.surface_forms(entity, article.text)
    )


def _of_mention(kind: CorrectionKind, article: Article, entity: Entity, mention: TextSpan) -> Correction:
    target = describe(article.text, mention, article.text_hash)
    return lazy.Correction(
        kind, called(entity), target=target, wordings=lazy.surface_forms(entity, article.text)
    )


def _otherwise(suggestion: Suggestion) -> Correction:
    """Return what says that the correction suggested does not hold in this article."""
    correction = suggestion.correction
    if correction.kind is lazy.CorrectionKind.ADD:
        # What was added already is to go; what is only offered is said to be no name where it stands.
        target = None if suggestion.applied else correction.target
        return lazy.Correction(
            lazy.CorrectionKind.REMOVE, correction.entity, target=target, wordings=correction.wordings
        )
    return lazy.Correction(
        lazy.CorrectionKind.RELABEL,
        correction.entity,
        label=correction.entity.label,
        wordings=correction.wordings,
    )


def _is_at(entity: Entity, span: TextSpan) -> bool:
    return any(mention.overlaps(*span) for mention in entity.mentions)


def _entity_added(article: Article, span: TextSpan, label: Label, entities: Sequence[Entity]) -> EntityName:
    """Return what the words at ``span`` become: the entity of that kind that is worded so, if one is."""
    wording = lazy.without_possessive(one_line(span.of(article.text)))
    alike = [
        entity
        for entity in entities
        if entity.label is label
        and any(
            lazy.without_possessive(one_line(said)) == wording
            for said in lazy.surface_forms(entity, article.text)
        )
    ]
    return called(alike[0]) if len(alike) == 1 else lazy.EntityName(label, wording)
