"""Corrections of the names in an article: asks for them and has them saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui.domain.analysis import Entity, Label
from tui.domain.annotation import describe, now
from tui.domain.article import Article
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.corrections.surface_forms import WordRange, surface_forms, without_possessive
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.ui import dialogs
from tui.ui.dialogs.base import NewName
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.corrector import CorrectionChange, Corrector
from tui.ui.theme import LABEL_STYLES


def called(entity: Entity) -> EntityName:
    """How ``entity`` is told from the others of its article."""
    return EntityName(entity.label, entity.name)


class CorrectionKeeper(Corrector[EntityName | None]):
    """Corrects the names of one reader screen, as part of its history.

    Each method asks what there is to ask, and then makes the correction. ``entities`` are
    always those of the article as it is shown, corrections included. Once a correction is saved,
    ``kept`` is called with the entity to look at.
    """

    # -- of a whole entity ---------------------------------------------------------------

    def relabel(self, article: Article, entity: Entity, entities: Sequence[Entity]) -> None:
        """Ask for the kind of ``entity``, one of ``entities``."""

        def chosen(label: Label | None) -> None:
            if label is None or label is entity.label:
                return
            correction = replace(_of_entity(CorrectionKind.RELABEL, article, entity, entities), label=label)
            words = f"{entity.name}: {LABEL_STYLES[label].singular}"
            self._make(article, [correction], words, called(entity), EntityName(label, entity.name))

        self.screen.app.push_screen(dialogs.KindChooser(entity), chosen)

    def merge(self, article: Article, entity: Entity, entities: Sequence[Entity]) -> None:
        """Ask which of ``entities`` is the same as ``entity``; the fuller name stays."""

        def chosen(other: Entity | None) -> None:
            if other is None:
                return
            # Of two kinds one is wrong, and rather that of the name which is put right.
            fuller = len(entity.name.split()) > len(other.name.split())
            from_, into = (other, entity) if fuller and entity.label is other.label else (entity, other)
            merge = _of_entity(CorrectionKind.MERGE, article, from_, entities)
            correction = replace(merge, into=called(into))
            words = f"{from_.name} is {into.name}"
            self._make(article, [correction], words, called(entity), called(into))

        self.screen.app.push_screen(dialogs.MergeDialog(entity.name, entity, entities), chosen)

    def remove(self, article: Article, entity: Entity) -> None:
        """Say that ``entity`` is no name, nowhere in the article."""
        correction = Correction(
            CorrectionKind.REMOVE, called(entity), wordings=surface_forms(entity, article.text)
        )
        self._make(article, [correction], f"{entity.name}: not a name", called(entity), None)

    # -- of one mention ------------------------------------------------------------------

    def remove_here(self, article: Article, entity: Entity, mention: TextSpan) -> None:
        """Say that one mention of ``entity`` is no name."""
        words = f"“{one_line(mention.of(article.text), 40)}”: not a name here"
        correction = self._of_mention(CorrectionKind.REMOVE, article, entity, mention)
        self._make(article, [correction], words, called(entity), called(entity))

    def split(self, article: Article, entity: Entity, mention: TextSpan) -> None:
        """Give one mention of ``entity`` an entry of its own."""
        name = without_possessive(one_line(mention.of(article.text)))
        correction = self._of_mention(CorrectionKind.SPLIT, article, entity, mention)
        words = f"“{one_line(name, 40)}”: an entry of its own"
        self._make(article, [correction], words, called(entity), EntityName(entity.label, name))

    def move(self, article: Article, entity: Entity, mention: TextSpan, entities: Sequence[Entity]) -> None:
        """Ask which of ``entities`` one mention of ``entity`` names."""
        wording = one_line(mention.of(article.text), 40)

        def chosen(other: Entity | None) -> None:
            if other is not None:
                split = self._of_mention(CorrectionKind.SPLIT, article, entity, mention)
                correction = replace(split, into=called(other))
                words = f"“{wording}” is {other.name} here"
                self._make(article, [correction], words, called(entity), called(other))

        self.screen.app.push_screen(dialogs.MergeDialog(wording, entity, entities), chosen)

    def _of_mention(
        self, kind: CorrectionKind, article: Article, entity: Entity, mention: TextSpan
    ) -> Correction:
        return Correction(
            kind,
            called(entity),
            target=describe(article.text, mention, article.text_hash),
            wordings=surface_forms(entity, article.text),
        )

    # -- names that were missed ----------------------------------------------------------

    def add(
        self,
        article: Article,
        choice: WordRange,
        entities: Sequence[Entity],
        present: Label | None = None,
    ) -> None:
        """Ask which words are a name, ``choice`` or others there, and of what kind.

        Args:
            article: where.
            choice: what to propose.
            entities: those that it may be another mention of.
            present: the kind to propose.
        """

        def chosen(name: NewName | None) -> None:
            if name is None:
                return
            span, label = name
            entity = _entity_added(article, span, label, entities)
            target = describe(article.text, span, article.text_hash)
            added = Correction(CorrectionKind.ADD, entity, target=target, wordings=(span.of(article.text),))
            # What was found with too few words or too many gives way to it.
            before = next((called(each) for each in entities if _is_at(each, span)), None)
            words = f"{entity.name}: {LABEL_STYLES[entity.label].singular}"
            self._make(article, [added], words, before, entity)

        self.screen.app.push_screen(dialogs.NameAdder(article, choice, present), chosen)

    # -- what other articles say ---------------------------------------------------------

    def decide(
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
        hint = key_hints(self.screen).phrase(" · {} takes it back", "note.undo")
        words = one_line(words, 80)
        self.changes.make(
            CorrectionChange(article, tuple(corrections), words, before, after, self.finder, self.kept, hint)
        )


def _of_entity(
    kind: CorrectionKind, article: Article, entity: Entity, entities: Sequence[Entity]
) -> Correction:
    """A correction of all of ``entity``; where another is called so too, a mention tells which is meant."""
    is_one = sum(called(each) == called(entity) for each in entities) == 1
    target = None if is_one else describe(article.text, entity.mentions[0], article.text_hash)
    return Correction(kind, called(entity), target=target, wordings=surface_forms(entity, article.text))


def outcome(correction: Correction) -> EntityName | None:
    """The entity that there is once ``correction`` is made; None where there is none any more."""
    match correction.kind:
        case CorrectionKind.REMOVE:
            return None
        case CorrectionKind.RELABEL:
            return EntityName(correction.label or correction.entity.label, correction.entity.name)
        case _:
            return correction.into or correction.entity


def _otherwise(suggestion: Suggestion) -> Correction:
    """What says that the correction suggested does not hold in this article."""
    correction = suggestion.correction
    if correction.kind is CorrectionKind.ADD:
        # What was added already is to go; what is only offered is said to be no name where it stands.
        target = None if suggestion.applied else correction.target
        return Correction(
            CorrectionKind.REMOVE, correction.entity, target=target, wordings=correction.wordings
        )
    return Correction(
        CorrectionKind.RELABEL,
        correction.entity,
        label=correction.entity.label,
        wordings=correction.wordings,
    )


def _is_at(entity: Entity, span: TextSpan) -> bool:
    return any(mention.overlaps(*span) for mention in entity.mentions)


def _entity_added(article: Article, span: TextSpan, label: Label, entities: Sequence[Entity]) -> EntityName:
    """What the words at ``span`` become: the entity of that kind that is worded so, if there is one."""
    wording = without_possessive(one_line(span.of(article.text)))
    alike = [
        entity
        for entity in entities
        if entity.label is label
        and any(without_possessive(one_line(said)) == wording for said in surface_forms(entity, article.text))
    ]
    return called(alike[0]) if len(alike) == 1 else EntityName(label, wording)
