"""Apply corrections: the entities and quotations of an article as the reader corrected them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tui.domain.analysis import Analysis, Entity, Label, Mention, Quotation, Speaker
from tui.domain.annotation import Target
from tui.domain.corrections.correction import NOBODY, Correction, CorrectionKind, EntityName
from tui.domain.corrections.surface_forms import name_key, whole_words, without_possessive
from tui.domain.text.folding import fold
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import SpanSet, TextSpan


class EntityState:
    """One entity among others; not compared by value, since two may have the same name.

    Attributes:
        label, name: as ``Entity`` has them, by now.
        spans: its mentions, by now.
        apart: whether the reader split it off, so that an equal name does not make it one with another.
        into: what it was merged into, or None.
    """

    __slots__ = ("apart", "into", "label", "name", "spans")

    def __init__(self, label: Label, name: str, spans: Iterable[TextSpan], *, apart: bool = False) -> None:
        self.label = label
        self.name = name
        self.spans = set(spans)
        self.apart = apart
        self.into: EntityState | None = None

    @property
    def called(self) -> EntityName:
        """Return what identifies it now."""
        return EntityName(self.label, self.name)

    def now(self) -> "EntityState | None":
        """Return what it has become; None where all its mentions are gone."""
        found = self
        while found.into is not None:
            found = found.into
        return found if found.spans else None


class _EntityIndex:
    """Finds entities by what they are called, or were called before a correction."""

    def __init__(
        self,
        first: Iterable[EntityState],
        owners: Mapping[TextSpan, EntityState],
        text: str,
        *,
        resembling: bool,
    ) -> None:
        """Know the ``first`` entities.

        Args:
            first: as the pipeline found them.
            owners: the entity of each mention; it is changed while this is in use.
            text: the article.
            resembling: whether one that only resembles what is looked for is found too.
        """
        self._owners = owners
        self._text = text
        self._resembling_too = resembling
        self._called: dict[EntityName, list[EntityState]] = {}
        for state in first:
            self.register(state)

    def register(self, state: EntityState) -> None:
        """Let ``state`` be found by what it is called, also when it is called something else."""
        known = self._called.setdefault(state.called, [])
        if state not in known:
            known.append(state)

    def was_called(self, state: EntityState, entity: EntityName) -> bool:
        """Return whether ``state`` is called so, or was."""
        return state in self._called.get(entity, ())

    def find(self, entity: EntityName, wordings: Sequence[str] = ()) -> EntityState | None:
        """Return the entity that is called so, or was before it was relabelled; else one that resembles it.

        One resembles it whose name is another spelling, or that has mentions of the same
        wordings; last comes one of that name under another label. In doubt it is none.
        """
        state = self.called_now(entity, wordings)
        known = self._called.get(entity, ())
        if state is not None or known:
            return state or next((one for one in known if one.spans), None)
        return self._resembling(entity, wordings) if self._resembling_too and entity.name else None

    def find_into(self, entity: EntityName, wordings: Sequence[str] = ()) -> EntityState | None:
        """Return the same of an entity that others join: if it was merged into another by now, that one."""
        joined = (one.now() for one in self._called.get(entity, ()))
        return self.find(entity, wordings) or next((one for one in joined if one), None)

    def called_now(self, entity: EntityName, wordings: Sequence[str]) -> EntityState | None:
        """Return the entity that is called so; of several, the one that has most mentions of the wordings."""
        living = [one for one in self._called.get(entity, ()) if one.spans and one.called == entity]
        if len(living) < 2:
            return living[0] if living else None
        alike = self._saying(wordings)
        return max(living, key=lambda one: (alike[one], len(one.spans), -min(one.spans).start))

    def _resembling(self, entity: EntityName, wordings: Sequence[str]) -> EntityState | None:
        living = dict.fromkeys(self._owners.values())
        key = fold(name_key(entity.name))
        same = [one for one in living if one.label is entity.label]
        spelt = [one for one in same if fold(name_key(one.name)) == key]
        if len(spelt) == 1:
            return spelt[0]
        # At least half of its mentions say what the mentions of the one that was meant said.
        alike = self._saying(wordings)
        close = [one for one in same if alike[one] >= len(one.spans) / 2]
        if len(close) == 1:
            return close[0]
        called = [one for one in living if one.name == entity.name]
        return called[0] if len(called) == 1 and (not wordings or alike[called[0]]) else None

    def _saying(self, wordings: Sequence[str]) -> Counter[EntityState]:
        """Return how many mentions of each entity say one of ``wordings``."""
        said, text = frozenset(wordings), self._text
        return Counter(state for (start, end), state in self._owners.items() if text[start:end] in said)


class _CorrectedQuotes:
    """The quotations of an article, changed by one correction after the other."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._quotations = quotations
        self._there = {quotation.span for quotation in quotations}
        self._given: dict[TextSpan, EntityState | None] = {}

    def give(self, span: TextSpan | None, speaker: EntityState | None) -> bool:
        """Let ``speaker``, or nobody in particular, have said the quotation at ``span``, if there is one."""
        if span is None or span not in self._there:
            return False
        self._given[span] = speaker
        return True

    def remove(self, span: TextSpan | None) -> bool:
        """Take away the quotation at ``span``; return whether there was one."""
        if span is None or span not in self._there:
            return False
        self._there.remove(span)
        return True

    def all(
        self, found: Callable[[Quotation], Quotation], is_name: Callable[[TextSpan], object]
    ) -> tuple[Quotation, ...]:
        """Return the quotations that are left, in the order of the text.

        Args:
            found: returns what becomes of one whose speaker the reader did not give.
            is_name: returns whether a wording is in a mention.
        """
        return tuple(
            _as_given(quotation, self._given[quotation.span], is_name)
            if quotation.span in self._given
            else found(quotation)
            for quotation in self._quotations
            if quotation.span in self._there
        )


def _as_given(
    quotation: Quotation, giver: EntityState | None, is_name: Callable[[TextSpan], object]
) -> Quotation:
    """Return the quotation as the reader says: what is given a speaker was said, beyond doubt."""
    speaker = giver.now() if giver is not None else None
    speaker_span = quotation.speaker.span if quotation.speaker else None
    if speaker is None:
        # "She" may still be right where it is not clear who she is; a name is not.
        wording = speaker_span if speaker_span is not None and not is_name(speaker_span) else None
        return replace(quotation, speaker=Speaker(wording, None) if wording else None)
    if speaker_span is None:
        speaker_span = min(speaker.spans, key=lambda span: (quotation.span.distance(span), span))
    return replace(quotation, speaker=Speaker(speaker_span, speaker.name), certainty=1.0)


@dataclass(frozen=True, slots=True)
class ReviewedSpans:
    """What of an article's names the reader reviewed; all else only the pipeline did.

    Attributes:
        mentions: the names that a correction touched and left, as they are now; sorted, disjoint.
        nameless: passages that the reader said are no names; sorted, disjoint from ``mentions``.
    """

    mentions: tuple[Mention, ...]
    nameless: tuple[TextSpan, ...]


class CorrectedEntities:
    """The entities of an article, changed by one correction after the other."""

    def __init__(self, analysis: Analysis, text: str, text_hash: str) -> None:
        self._analysis = analysis
        self._text = text
        self._text_hash = text_hash
        self._first = [
            EntityState(entity.label, entity.name, entity.mentions) for entity in analysis.entities
        ]
        self._owners = {span: state for state in self._first for span in state.spans}
        self._first_owners = dict(self._owners)
        self._taken = SpanSet(self._owners)
        self._first_taken = SpanSet(self._owners)
        self._known = _EntityIndex(self._first, self._owners, text, resembling=analysis.complete)
        self._touched: set[TextSpan] = set()
        self._nameless: set[TextSpan] = set()
        self._refused: set[TextSpan] = set()
        self._quotes = _CorrectedQuotes(analysis.quotations)

    def apply(self, correction: Correction) -> bool:
        """Let ``correction`` have its effect; return whether it had any."""
        match correction.kind:
            case CorrectionKind.RELABEL:
                return self._relabel(correction)
            case CorrectionKind.MERGE:
                return self._merge(correction)
            case CorrectionKind.SPLIT:
                return self._split(correction)
            case CorrectionKind.REMOVE:
                return self._remove(correction)
            case CorrectionKind.ADD:
                return self._add(correction)
            case CorrectionKind.SPEAKER:
                return self._give_speaker(correction)
            case CorrectionKind.NOT_A_QUOTE:
                return self._quotes.remove(self._passage(correction.target))

    def forget_touched(self) -> None:
        """Forget what the corrections so far touched, as if the pipeline had done it."""
        self._touched.clear()
        self._nameless.clear()

    def reviewed_spans(self) -> ReviewedSpans:
        """Return what was touched, as it is now."""
        mentions = (
            Mention(*span, self._owners[span].label) for span in self._touched if span in self._owners
        )
        nameless = (span for span in self._nameless if not self._taken.overlapping(span))
        return ReviewedSpans(tuple(sorted(mentions)), tuple(sorted(nameless)))

    def analysis(self) -> Analysis:
        """Return the analysis with the names as they are now."""
        living = dict.fromkeys(self._owners.values())
        entities = [Entity(state.label, state.name, tuple(sorted(state.spans))) for state in living]
        entities.sort(key=lambda entity: (-len(entity.mentions), entity.mentions[0], entity.label))
        quotations = self._quotes.all(self._with_speaker, self._taken.overlapping)
        return replace(self._analysis, entities=tuple(entities), quotations=quotations)

    def _relabel(self, correction: Correction) -> bool:
        state = self._meant(correction)
        if state is None or correction.label is None:
            return False
        self._touched |= state.spans
        if state.label is correction.label:
            return False
        other = self._known.called_now(EntityName(correction.label, state.name), ())
        if other is not None and not (other.apart or state.apart):
            self._touched |= other.spans
            self._move(state, other)
        else:
            state.label = correction.label
            self._known.register(state)
        return True

    def _merge(self, correction: Correction) -> bool:
        state = self._meant(correction)
        into = self._known.find_into(correction.into) if correction.into else None
        if state is None or into is None or state is into:
            return False
        self._touched |= state.spans | into.spans
        self._move(state, into)
        return True

    def _split(self, correction: Correction) -> bool:
        span = self._mention_at(correction.target, correction.entity.label)
        into = self._known.find_into(correction.into) if correction.into else None
        if span is None or (correction.into and into is None):
            return False
        self._touched.add(span)
        state = self._owners[span]
        if state is into:
            return False
        if into is None:
            if len(state.spans) == 1:
                return False
            name = without_possessive(one_line(span.of(self._text)))
            into = EntityState(state.label, name, (), apart=True)
            self._known.register(into)
        if len(state.spans) == 1:
            self._move(state, into)
        else:
            state.spans.remove(span)
            self._give(span, into)
        return True

    def _remove(self, correction: Correction) -> bool:
        if correction.target is not None:
            here = self._passage(correction.target)
            if here is None or here in self._refused:
                return False
            self._refused.add(here)
            self._nameless.add(here)
            spans = {here} & self._owners.keys()
        else:
            here, spans = None, self._all_of(correction.entity, correction.wordings)
        for span in spans:
            self._owners.pop(span).spans.remove(span)
            self._taken.remove(span)
        self._nameless |= spans
        return bool(spans or here)

    def _all_of(self, entity: EntityName, wordings: Sequence[str]) -> set[TextSpan]:
        """Return the mentions of ``entity``; of one that only resembles it, those with the same wordings."""
        state = self._known.find(entity, wordings)
        if state is None:
            return set()
        meant = self._known.was_called(state, entity)
        return {span for span in state.spans if meant or span.of(self._text) in wordings}

    def _add(self, correction: Correction) -> bool:
        here = self._passage(correction.target)
        if here is None:
            return False
        name = one_line(correction.entity.name) or one_line(here.of(self._text))
        entity = EntityName(correction.entity.label, name)
        if not name:
            return False
        over = self._taken.overlapping(here)
        there = self._owners[here] if over == [here] else None
        if there is not None and there.label is entity.label:
            state, places = there, []
            self._touched.add(here)
        else:
            state = self._known.called_now(entity, ()) or EntityState(entity.label, entity.name, ())
            places = [here]
            for span in over:
                self._give_way(span, state)
        self._refused -= {span for span in self._refused if span.overlaps(*here)}
        # So becomes each passage of the same wording that is free.
        places += [
            span
            for span in whole_words(self._text, here.of(self._text))
            if not (span.overlaps(*here) or self._taken.overlapping(span))
            and not any(span.overlaps(*one) for one in self._refused)
        ]
        for span in places:
            self._taken.add(span)
            self._give(span, state)
        self._touched.update(places)
        self._known.register(state)
        return bool(places)

    def _give_speaker(self, correction: Correction) -> bool:
        here = self._passage(correction.target)
        if correction.entity == NOBODY:
            return self._quotes.give(here, None)
        state = self._known.find_into(correction.entity, correction.wordings)
        return state is not None and self._quotes.give(here, state)

    def _give_way(self, span: TextSpan, to: EntityState) -> None:
        """Take away the mention at ``span``, in whose place there will be one of ``to``."""
        former = self._owners.pop(span)
        former.spans.remove(span)
        self._taken.remove(span)
        if not former.spans and former is not to:
            former.into = to

    def _move(self, state: EntityState, into: EntityState) -> None:
        for span in state.spans:
            self._give(span, into)
        state.spans = set()
        state.into = into

    def _give(self, span: TextSpan, state: EntityState) -> None:
        self._owners[span] = state
        state.spans.add(span)

    def _passage(self, target: Target | None) -> TextSpan | None:
        """Return where ``target`` stands, without white space at its ends; None if it is of another text."""
        if target is None or target.text_hash != self._text_hash:
            return None
        found = target.span
        if found.of(self._text) != target.quote.exact:
            return None
        wording = target.quote.exact
        start = found.start + len(wording) - len(wording.lstrip())
        end = start + len(wording.strip())
        return TextSpan(start, end) if start < end else None

    def _mention_at(self, target: Target | None, label: Label | None = None) -> TextSpan | None:
        """Return the mention at ``target``; failing that, the only one that overlaps it, if of ``label``."""
        here = self._passage(target)
        if here is None or here in self._owners:
            return here
        over = self._taken.overlapping(here)
        return over[0] if len(over) == 1 and self._owners[over[0]].label is label else None

    def _meant(self, correction: Correction) -> EntityState | None:
        """Return the entity that is corrected: the one at the target, if that is given, else by its name."""
        if correction.target is None:
            return self._known.find(correction.entity, correction.wordings)
        span = self._mention_at(correction.target, correction.entity.label)
        return self._owners[span] if span else None

    def _with_speaker(self, quotation: Quotation) -> Quotation:
        speaker = quotation.speaker
        if speaker is None:
            return quotation
        name = self._speaker_name(speaker.span, speaker.name)
        return quotation if name == speaker.name else replace(quotation, speaker=replace(speaker, name=name))

    def _speaker_name(self, span: TextSpan, name: str | None) -> str | None:
        """Return the name of the speaker at ``span`` who was called ``name``."""
        mentions = {*self._first_taken.overlapping(span), *self._taken.overlapping(span)}
        for mention in sorted(mentions, reverse=True):
            first, now = self._first_owners.get(mention), self._owners.get(mention)
            if first is not None and first.name == name:
                instead = self._taken.overlapping(mention)
                return self._owners[instead[0]].name if instead else None
            covers = mention.start <= span.start and span.end <= mention.end
            if first is None and now is not None and covers:
                return now.name
        known = [one for one in self._first if one.name == name]
        if not known:
            return name
        # A speaker is rather a person than a place of the same name: that is the labels' order.
        became = min(known, key=lambda one: list(Label).index(one.label)).now()
        return became.name if became else None


def corrected(analysis: Analysis, text: str, text_hash: str, corrections: Sequence[Correction]) -> Analysis:
    """Return ``analysis`` of ``text``, whose SHA-256 is ``text_hash``, after ``corrections`` in their order.

    Each correction speaks of the entities as those before it leave them. What does not fit any
    more - the entity is gone, the passage is one of another version of the text (``reanchored_correction``
    finds its place in this one) - has no effect. No mention is lost but
    those that a correction removes or puts an added one in the place of, and mentions stay
    disjoint. The names of speakers follow; where the entity is removed, the speaker has no
    name. No quotation is lost but those that the reader said are none, and the speaker that
    the reader gave one is beyond doubt.

    Takes time linear in text and mentions for each correction, at most. While an analysis is
    not complete, entities are found by their exact names alone: what looks like one that the
    reader meant could be another, which is found first.
    """
    if not corrections:
        return analysis
    names = CorrectedEntities(analysis, text, text_hash)
    effects = [names.apply(correction) for correction in corrections]
    return names.analysis() if any(effects) else analysis


def reviewed_spans(
    analysis: Analysis,
    text: str,
    text_hash: str,
    corrections: Sequence[Correction],
    before: Sequence[Correction] = (),
) -> ReviewedSpans:
    """Return what ``corrections`` say of the names of ``text``, once those ``before`` have had their effect.

    A name is reviewed where its entity was relabelled (to its own label as well: that confirms
    it) or merged, where it was split off, and where it was added.
    """
    names = CorrectedEntities(analysis, text, text_hash)
    for correction in before:
        names.apply(correction)
    names.forget_touched()
    for correction in corrections:
        names.apply(correction)
    return names.reviewed_spans()
