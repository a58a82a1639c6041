"""Suggestions: what corrections in other articles say of the names in this one."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.domain.analysis import Analysis, Entity, Label
from tui.domain.annotation import describe
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.corrections.surface_forms import name_key, surface_forms, whole_words
from tui.domain.text.spans import SpanSet

_SHORTEST = 2
"""Code points of a wording that is looked for in other articles."""


@dataclass(frozen=True, slots=True)
class ArticleCorrections:
    """The corrections of one article.

    Attributes:
        title: of the article.
        corrections: in the order in which they were made.
    """

    title: str
    corrections: tuple[Correction, ...]


class _Vote(NamedTuple):
    """What an article says of a name: it is of a kind, or no name, or another's name.

    Attributes:
        kind: RELABEL, REMOVE or MERGE; SPLIT stands for "not everywhere a name".
        label: RELABEL: the kind that it is. REMOVE, SPLIT: the kind that it was wrongly taken for.
            MERGE: the kind of what it is another name of.
        into: MERGE: the name of that, or empty where it is no other one's name.
    """

    kind: CorrectionKind
    label: Label
    into: str = ""

    @property
    def question(self) -> CorrectionKind:
        """Return what it answers: one answer to one question contradicts another one."""
        return CorrectionKind.RELABEL if self.kind is CorrectionKind.REMOVE else self.kind


@dataclass(slots=True)
class _Votes:
    """The articles that cast one vote on one name.

    Attributes:
        times: how many they are.
        last: when the last of them did, and ``title`` is its title.
        wordings: those that were added, and the name that each was given.
    """

    times: int = 0
    last: str = ""
    title: str = ""
    wordings: dict[str, str] = field(default_factory=dict)


_VotesOnName = dict[_Vote, _Votes]


def _votes_by_name(articles: Iterable[ArticleCorrections]) -> dict[str, _VotesOnName]:
    """Return what is said of each name."""
    said: dict[str, _VotesOnName] = defaultdict(dict)
    for article in articles:
        last: dict[tuple[str, CorrectionKind], tuple[_Vote, Correction]] = {}
        added: dict[str, dict[str, str]] = defaultdict(dict)
        for correction in article.corrections:
            if wording := _added_wording(correction):
                added[name_key(wording)][wording] = correction.entity.name
            for key, vote in _votes(correction):
                last[key, vote.question] = vote, correction
        for (key, _), (vote, correction) in last.items():
            known = said[key].setdefault(vote, _Votes())
            known.times += 1
            if correction.made >= known.last:
                known.last, known.title = correction.made, article.title
            if vote.kind is CorrectionKind.RELABEL:
                known.wordings.update(added[key])
    return said


def _votes(correction: Correction) -> Iterator[tuple[str, _Vote]]:
    """Yield the votes of ``correction``, by the key of the name that it is about."""
    entity, into = correction.entity, correction.into
    if correction.kind is CorrectionKind.RELABEL and correction.label is not None:
        yield name_key(entity.name), _Vote(CorrectionKind.RELABEL, correction.label)
        if correction.label is entity.label:
            yield name_key(entity.name), _standing_alone(entity.label)
    elif correction.kind is CorrectionKind.ADD:
        wording = _added_wording(correction)
        if wording:
            yield name_key(wording), _Vote(CorrectionKind.RELABEL, entity.label)
    elif correction.kind is CorrectionKind.REMOVE and correction.target is None:
        yield name_key(entity.name), _Vote(CorrectionKind.REMOVE, entity.label)
    elif correction.kind is CorrectionKind.REMOVE and correction.target is not None:
        yield name_key(correction.target.quote.exact), _Vote(CorrectionKind.SPLIT, entity.label)
    elif correction.kind is CorrectionKind.MERGE and into is not None:
        if min(len(entity.name.split()), len(into.name.split())) > 1:
            yield name_key(entity.name), _Vote(CorrectionKind.MERGE, into.label, name_key(into.name))
    elif correction.kind is CorrectionKind.SPLIT and correction.target is not None:
        yield name_key(correction.target.quote.exact), _standing_alone(entity.label)


def _standing_alone(label: Label) -> _Vote:
    """Return the vote that a name is its own: it asks for nothing, and is another vote than a merger."""
    return _Vote(CorrectionKind.MERGE, label)


def _added_wording(correction: Correction) -> str:
    """Return the wording that an ADD adds; empty for other kinds."""
    if correction.kind is not CorrectionKind.ADD or correction.target is None:
        return ""
    wording = correction.target.quote.exact.strip()
    return wording if len(wording) >= _SHORTEST else ""


ENOUGH = 2
"""Articles that must say one thing, and none another, for it to be taken as said of all."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What corrections in other articles say of a name in this one.

    Attributes:
        correction: ready to be made here.
        times: the articles that say so.
        title: of the last of them.
        applied: whether it holds here without being made: ``ENOUGH`` articles say so, and none
            says otherwise.
    """

    correction: Correction
    times: int
    title: str
    applied: bool


def suggestions(
    analysis: Analysis,
    text: str,
    text_hash: str,
    own: Sequence[Correction],
    others: Iterable[ArticleCorrections],
) -> tuple[Suggestion, ...]:
    """Return what the corrections of ``others`` say of the names in ``text``, whose SHA-256 is ``text_hash``.

    ``analysis`` is what the pipeline found. What the article's ``own`` corrections say of a
    name goes before all that others say of it. Entities come in their order, then names that
    the pipeline missed, longer ones first. Of one article the last word on a name counts.

    RELABEL and ADD say what a name is, REMOVE of a whole entity that it is none, MERGE of two
    names of several words each that they are one's. Names are compared as they are spelt, but
    for articles, possessives and white space. Relabelling a name to the label that it has
    confirms it, and so speaks against other labels.
    """
    said = _votes_by_name(others)
    if not said:
        return ()
    here = _Article(analysis, text, text_hash, own)
    found = [each for entity in analysis.entities for each in here.of_entity(entity, said)]
    return (*found, *here.missed(said))


class _Article:
    """The article that something is to be said of."""

    def __init__(self, analysis: Analysis, text: str, text_hash: str, own: Sequence[Correction]) -> None:
        self._analysis = analysis
        self._text = text
        self._text_hash = text_hash
        # Those about a whole entity, not about one mention or a quotation.
        self._own = [
            correction
            for correction in own
            if not (correction.kind is CorrectionKind.SPLIT or correction.kind.is_of_quotation)
            and (correction.kind is not CorrectionKind.REMOVE or correction.target is None)
        ]
        self._declined = {
            correction.target.quote.exact
            for correction in own
            if correction.kind is CorrectionKind.REMOVE and correction.target
        }
        self._entities: dict[str, list[Entity]] = defaultdict(list)
        for entity in analysis.entities:
            self._entities[name_key(entity.name)].append(entity)

    def of_entity(self, entity: Entity, said: dict[str, _VotesOnName]) -> Iterator[Suggestion]:
        """Yield what is said of an entity that the pipeline found; what most articles say comes first."""
        key = name_key(entity.name)
        votes = said.get(key, {})
        for vote in sorted(votes, key=lambda one: -votes[one].times):
            made = self._correction(entity, vote)
            if made is not None and not self._overridden(key, vote):
                # Where both are named, the text itself may distinguish two things of one name.
                apart = vote.kind is CorrectionKind.RELABEL and any(
                    other.label is vote.label for other in self._entities[key]
                )
                yield _suggestion(made, vote, votes, doubtful=apart)

    def missed(self, said: dict[str, _VotesOnName]) -> list[Suggestion]:
        """Return names that were added elsewhere, stand here, and are in no mention."""
        taken = SpanSet(span for entity in self._analysis.entities for span in entity.mentions)
        added = [
            (wording, name, key, vote)
            for key, votes in said.items()
            for vote, known in votes.items()
            for wording, name in known.wordings.items()
            if wording in self._text and not self._overridden_adding(key)
        ]
        found = []
        for wording, name, key, vote in sorted(added, key=lambda each: (-len(each[0]), each)):
            free = [span for span in whole_words(self._text, wording) if not taken.overlapping(span)]
            # That it is no name in one place speaks against taking it for one in all places.
            doubtful = any(one.kind is CorrectionKind.SPLIT for one in said[key])
            if not free:
                continue
            made = Correction(
                CorrectionKind.ADD,
                EntityName(vote.label, name),
                target=describe(self._text, free[0], self._text_hash),
                wordings=(wording,),
                id=self._id(CorrectionKind.ADD, vote, wording),
            )
            suggestion = _suggestion(made, vote, said[key], doubtful=doubtful)
            if suggestion.applied:
                for span in free:
                    taken.add(span)
            if suggestion.applied or wording not in self._declined:
                found.append(suggestion)
        return found

    def _correction(self, entity: Entity, vote: _Vote) -> Correction | None:
        """Return the correction of ``entity`` that ``vote`` asks for, or None where it fits already."""
        label, into = None, None
        if vote.kind is CorrectionKind.RELABEL:
            if entity.label is vote.label:
                return None
            label = vote.label
        elif vote.kind is CorrectionKind.MERGE:
            same = [one for one in self._entities.get(vote.into, ()) if one.label is vote.label]
            if not (vote.into and same) or same[0] is entity:
                return None
            into = EntityName(same[0].label, same[0].name)
        elif vote.kind is CorrectionKind.SPLIT or entity.label is not vote.label:
            return None
        return Correction(
            vote.kind,
            EntityName(entity.label, entity.name),
            label=label,
            into=into,
            wordings=surface_forms(entity, self._text),
            id=self._id(vote.kind, vote, f"{entity.label} {entity.name}"),
        )

    def _overridden(self, key: str, vote: _Vote) -> bool:
        """Return whether a correction made here says something of that entity.

        That a mention more is what the name is elsewhere goes together with what is said there.
        """
        return any(
            name_key(correction.entity.name) == key
            and not (
                correction.kind is CorrectionKind.ADD
                and vote == _Vote(CorrectionKind.RELABEL, correction.entity.label)
            )
            for correction in self._own
        )

    def _overridden_adding(self, key: str) -> bool:
        """Return whether a correction made here adds that name itself, or says that it is none.

        Others may be about what was added because other articles say so.
        """
        return any(
            key in (name_key(correction.entity.name), name_key(_added_wording(correction)))
            for correction in self._own
            if correction.kind in (CorrectionKind.ADD, CorrectionKind.REMOVE)
        )

    def _id(self, kind: CorrectionKind, vote: _Vote, of: str) -> str:
        """Return the same for one suggestion in one text each time, so that it is made once."""
        seed = "\n".join((self._text_hash, kind, of, vote.label, vote.into))
        return str(uuid.uuid5(uuid.NAMESPACE_OID, seed))


def _suggestion(made: Correction, vote: _Vote, votes: _VotesOnName, *, doubtful: bool = False) -> Suggestion:
    known = votes[vote]
    others = [one for one in votes if one != vote and one.question is vote.question]
    # That it is no person does not contradict that it is no place.
    contested = any(not (one.kind is vote.kind is CorrectionKind.REMOVE) for one in others)
    applied = known.times >= ENOUGH and not doubtful and not contested
    return Suggestion(made, known.times, known.title, applied)
