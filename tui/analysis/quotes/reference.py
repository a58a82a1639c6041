"""Reference: the person that a pronoun, a noun phrase or a bare turn stands for, by one fitted model.

Who is meant is ranked among the persons named before, and nobody named. Every feature is evidence and
none excludes: nearness, place in the sentence, how often, gender so far, and who spoke.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from math import exp
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import orjson

from tui.analysis.entities.genders import Gender, of_noun, of_title
from tui.analysis.quotes.chunker import Chunk, Kind
from tui.analysis.quotes.conversation import NOBODY, Conversation, Person, Said, is_object, is_subject, role
from tui.analysis.quotes.coreference import ONLY, Coreference
from tui.analysis.quotes.document import MaskedArticle
from tui.domain.analysis import Entity, Label, Speaker
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

WEIGHTS = Path(__file__).parent / "reference_weights.json"
"""The weights that ship: made by ``python -m tui.analysis.training reference``."""
_NEAREST = 8
"""Persons that are considered: those named or meant last."""
_FAR = 4000
"""Code points before a wording within which they are."""
_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.I)
_PERSON = re.compile(
    r"\b(?:an?|the|this|that|his|her|my|old|young|little|other) (?:[a-z]+ )?"
    r"(man|boy|father|son|brother|husband|uncle|gentleman|woman|girl|mother|daughter|sister|wife|aunt|lady)\b"
)
_INTRODUCED = re.compile(r"\b[Aa]n? ((?:[a-z-]+ ){0,2}[a-z-]+)")
"""The words with which a person comes into a text who is not named: a young diplomat."""
_OF_A_NAME = re.compile(r" (?:of|for|from|at) (?:the )?[A-Z]")
_SUBJECTS = word_set("he she")
_SELF = ("i", "i.")
"""The writer, also at the end of a sentence."""
_SIGNS = {"he": 1, "him": 1, "his": 1, "himself": 1, "she": -1, "her": -1, "hers": -1, "herself": -1}
_DESCRIBED = 0.9
"""The certainty of who alone is described by the same noun and the same capitalised word."""
_SURELY = 0.8
"""The certainty from which nobody named is the one whose turn it was."""
_LEAST = 0.15
"""The certainty below which nobody is named."""
_LEAST_OF_NOUNS = 0.05
"""The same for noun phrases in stories, for which nobody was described."""
_LEAST_OF_OTHERS = 0.5
"""The same in news, and for those who are likely to be others."""
_LEAST_OF_PRONOUNS = 0.15
"""The same for pronouns."""
_NARRATED = 0.5
"""The certainty of who tells the story as "I"."""
_OWN_SUBJECT = 0.03
"""What is left of the chance that the object of a verb is its subject."""
_TRUSTED = 0.55
"""The certainty from which who is meant counts for what follows."""
_SURE_OF_TURNS = 0.65
"""What the certainty of a turn is multiplied by: of those that the model is surest of, in novels that it was
not fitted to, so many are right, for it counts on turns before that may be wrong."""
_ALTERNATING = 0.2
"""The share of quotations with no wording next to them from which turns alternate, as in novels. In news,
where it is smaller, a quotation goes on with whom the wording before it means."""


class Meant(NamedTuple):
    """Who is meant.

    Attributes:
        entity: the number of the entity, or ``NOBODY``.
        certainty: how likely that is right, from 0 to 1.
        named: where the person was named last, if no wording stands for whom is meant.
    """

    entity: int
    certainty: float
    named: TextSpan | None = None


class _Place(NamedTuple):
    """A wording that stands for somebody: a pronoun, or the speaker of a quotation."""

    kind: str
    key: int
    offset: int
    sentence: int
    block: int
    sign: int
    chunk: Chunk | None
    said: Said | None
    worded: int | None = None
    is_object: bool = False


Choose = Callable[[int, Sequence[int], Sequence[list[str]]], Sequence[float]]
"""Returns how likely each candidate is, by a code point, candidates and features.

The code point is that of a quotation, a pronoun, or the end of a noun phrase ("his wife" starts as "his")."""


def weighted(weights: Mapping[str, float]) -> Choose:
    """Return the choice by the weights of features."""
    get = weights.get

    def choose(_key: int, _candidates: Sequence[int], features: Sequence[list[str]]) -> Sequence[float]:
        totals = [sum([get(feature, 0.0) for feature in each]) for each in features]
        best = max(totals)
        powers = [exp(max(-30.0, total - best)) for total in totals]
        whole = sum(powers)
        return [power / whole for power in powers]

    return choose


@cache
def shipped() -> Choose:
    """Return the choice by the weights that ship."""
    return weighted(orjson.loads(WEIGHTS.read_bytes())["weights"])


class Reference:
    """Goes once through a text and finds who is meant; what was found counts for what follows."""

    def __init__(
        self, article: MaskedArticle, entities: Sequence[Entity], choose: Choose, nouns: Sequence[Chunk] = ()
    ) -> None:
        """Prepare an article, all of whose entities are known; resolve ``nouns`` as well, for training."""
        self._article, self._masked, self._choose = article, article.masked, choose
        self._nouns = nouns
        self._known = Coreference(article, entities)
        self._entities = entities
        self._blocks = [block.start for block in article.blocks]
        self._sentences = [
            span.start for block in range(len(article.blocks)) for span in article.sentences(block)
        ]
        self._named = sorted(
            (span.start, span.end, number)
            for number, entity in enumerate(entities)
            if entity.label is Label.PERSON
            for span in entity.mentions
        )
        self._people: dict[int, Person] = {}
        self._conversation = Conversation(article, 0)
        self._unnamed = {1: -99, -1: -99}
        self._heads: dict[str, int] = {}
        self._worded: dict[int, int] = {}
        self._introduced = {
            word: found.start()
            for found in reversed(list(_INTRODUCED.finditer(self._masked)))
            for word in found[1].split()
        }
        self._narrator: int | None = None

    def who(self, quotations: Sequence[Said]) -> Iterator[Meant | None]:
        """Yield for each of ``quotations``, in order, who said it; None where only a wording is known."""
        found: dict[int, Meant | None] = {}
        if any(said.chunk is not None and said.chunk.head in _SELF for said in quotations):
            others = [said.span for said in quotations if said.chunk is None or said.chunk.head not in _SELF]
            self._narrator = self._known.narrator(others)
        bare = sum(map(self._is_bare, quotations)) / max(1, len(quotations))
        self._conversation = Conversation(self._article, bare)
        self._alternates = bare > _ALTERNATING
        spoken = {said.chunk.span.start for said in quotations if said.chunk is not None}
        masked = self._masked

        def answer(said: Said) -> None:
            found[said.span.start] = self._speaker(said)

        events: list[tuple[int, int, Callable[[], object]]] = [
            *((span[0], 0, partial(self._name, TextSpan(span[0], span[1]), span[2])) for span in self._named),
            *(
                (match.start(), 1, partial(self._pronoun, match))
                for match in _PRONOUN.finditer(masked)
                if match.start() not in spoken
            ),
            *((match.start(), 2, partial(self._no_name, match)) for match in _PERSON.finditer(masked)),
            *((self._at(said), 3, partial(answer, said)) for said in quotations),
            *((noun.span.start, 4, partial(self._noun, noun)) for noun in self._nouns),
        ]
        for *_, act in sorted(events, key=itemgetter(0, 1)):
            act()
        return (found[said.span.start] for said in quotations)

    def _pronoun(self, match: re.Match[str]) -> None:
        word = match[0].lower()
        place = self._place("p" if word in _SUBJECTS else "o", match.start(), word)
        self._mean(place._replace(is_object=is_object(self._masked, word, match.end())))

    def _noun(self, noun: Chunk) -> None:
        self._heads[noun.head] = self._mean(self._place("N", noun.span.start, noun.head, noun)).entity

    def _no_name(self, match: re.Match[str]) -> None:
        sign = 1 if of_noun([match[1]]) is Gender.HE else -1
        self._unnamed[sign] = self._sentence(match.start())

    def _at(self, said: Said) -> int:
        """Return where it is known who speaks: at the wording after a quotation, else at its start."""
        after = said.chunk is not None and said.chunk.span.start > said.span.start
        return said.chunk.span.start if said.chunk is not None and after else said.span.start

    def _speaker(self, said: Said) -> Meant | None:
        chunk = said.chunk
        meant: Meant | None = None
        is_turn = chunk is None or (self._alternates and self._is_bare(said))
        if chunk is None or is_turn:
            meant = self._turn(said)
        elif chunk.kind is Kind.NAME or chunk.head in ("it", *_SELF):
            entity = self._known.entity(chunk)
            meant = None if entity is None else Meant(entity, said.certainty)
            if meant is None and chunk.head in _SELF and self._narrator is not None:
                meant = Meant(self._narrator, min(_NARRATED, said.certainty))
        elif chunk.kind is Kind.NOUN or chunk.head in _SIGNS:
            kind = "N" if chunk.kind is Kind.NOUN else "P"
            near = "" if self._near(said, chunk) else "f"
            meant = self._mean(self._place(kind + near, chunk.span.start, chunk.head, chunk, said))
            meant = meant._replace(certainty=min(meant.certainty, said.certainty))
            self._worded[chunk.span.start] = meant.entity
            if kind == "N":
                self._heads[chunk.head] = meant.entity
        if meant is not None and (meant.entity != NOBODY or meant.certainty > _SURELY):
            self._conversation.add(meant.entity, said)
        if is_turn and meant is not None:
            meant = meant._replace(certainty=_SURE_OF_TURNS * meant.certainty)
        return meant

    def _is_bare(self, said: Said) -> bool:
        """Return whether no wording stands next to a quotation, so that it may be the turn of another."""
        chunk = said.chunk
        if chunk is None or said.certainty == 1 or self._near(said, chunk):
            return chunk is None
        entity = self._known.entity(chunk) if chunk.kind is Kind.NAME else None
        return entity is None or self._entities[entity].label is Label.PERSON

    def _turn(self, said: Said) -> Meant:
        """Return whose turn it is; the wording that stands nearest counts, and other turns count as well."""
        chunk = said.chunk
        worded: int | None = None
        if chunk is not None:
            is_name = chunk.kind is Kind.NAME
            worded = self._known.entity(chunk) if is_name else self._worded.get(chunk.span.start)
            worded = self._narrator if worded is None and chunk.head in _SELF else worded
            worded = NOBODY if worded is None else worded
        meant = self._mean(self._place("T", said.span.start, "", None, said)._replace(worded=worded))
        if meant.entity == NOBODY or worded in (NOBODY, meant.entity):
            return meant
        return meant._replace(named=self._people[meant.entity].named)

    def _near(self, said: Said, chunk: Chunk) -> bool:
        """Return whether the wording stands in the sentence of the quotation or next to it."""
        return abs(self._sentence(chunk.span.start) - self._sentence(said.span.start)) <= 1 and (
            self._block(chunk.span.start) == said.paragraph
        )

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._sentences, offset)

    def _block(self, offset: int) -> int:
        return bisect_right(self._blocks, offset) - 1

    def _place(
        self, kind: str, offset: int, word: str, chunk: Chunk | None = None, said: Said | None = None
    ) -> _Place:
        sign = _SIGNS.get(word, 0)
        if kind[0] == "N":
            gender = of_noun([word])
            sign = 0 if gender is None else 1 if gender is Gender.HE else -1
        key = said.span.start if said is not None else offset if chunk is None else chunk.span.end
        return _Place(kind, key, offset, self._sentence(offset), self._block(offset), sign, chunk, said)

    def _name(self, span: TextSpan, number: int) -> None:
        person = self._people.get(number) or Person.named_as(self._entities[number].name)
        before = self._masked[max(0, span.start - 12) : span.start].split()
        title = of_title(before[-1]) if before else None
        if title is not None:
            person.called(title)
        quoted = self._article.text[span.start] != self._masked[span.start]
        if not quoted:
            self._meet(number, person, span.start, self._role(span), 1.0)
        elif number not in self._people:
            self._meet(number, person, span.start, "q", 0.5)
        person.named = span

    def _role(self, span: TextSpan) -> str:
        return role(self._masked, span, self._sentences[max(0, self._sentence(span.start) - 1)])

    def _meet(self, number: int, person: Person, offset: int, role: str, weight: float) -> None:
        person.count += weight
        person.role, person.offset = role, offset
        person.sentence, person.block = self._sentence(offset), self._block(offset)
        self._people.pop(number, None)
        self._people[number] = person  # the order is that of the last meeting

    def _mean(self, place: _Place) -> Meant:
        """Return who is meant, and count it."""
        described: Mapping[int, int] = {}
        if place.kind[0] == "N" and place.chunk is not None:
            described = self._known.described(place.chunk)
            only = [number for number, shared in described.items() if shared == ONLY]
            if len(only) == 1 and only[0] in self._people:  # "the Ukrainian leader" is as good as a name
                return Meant(only[0], _DESCRIBED)
        candidates = [*self._candidates(place, described), NOBODY]
        features = self._features(place, candidates, described)
        chances = self._choose(place.key, candidates, features)
        if place.is_object:
            chances = self._without_subject(place, candidates, chances)
        best = max(range(len(candidates)), key=chances.__getitem__)
        if place.said is not None and len(candidates) > 1:  # nobody is as good as a doubtful name
            first = max(range(len(candidates) - 1), key=chances.__getitem__)
            sole = self._only_described(place)
            if sole in candidates:
                first = candidates.index(sole)
            known = place.kind[0] != "N" or described.get(candidates[first], -1) >= 0
            least = _LEAST_OF_PRONOUNS if place.sign and place.kind[0] == "P" else _LEAST
            least = 0.0 if sole in candidates else least if known else self._least_of_noun(place)
            best = first if chances[first] >= least else len(candidates) - 1
        if place.said is not None and candidates[best] == NOBODY and place.kind[0] == "N":
            alone = self._just_named(place, described)
            if alone is not None:
                return Meant(alone, _LEAST)
        meant = Meant(candidates[best], chances[best])
        if place.sign:
            for number, chance in zip(candidates, chances, strict=True):
                if number != NOBODY:
                    self._people[number].meant(place.sign, chance)
            if meant.entity == NOBODY:
                self._unnamed[place.sign] = place.sentence
        if meant.entity != NOBODY and meant.certainty > _TRUSTED:
            person = self._people[meant.entity]
            person.pronoun = place.sign or person.pronoun
            self._meet(meant.entity, person, place.offset, "~" + place.kind[0], meant.certainty)
        return meant

    def _least_of_noun(self, place: _Place) -> float:
        """Return the certainty below which a noun phrase gets no name.

        In stories it mostly is for one who has a name; but not "a diplomat", nor "the mayor of Pisa".
        """
        chunk = place.chunk
        assert chunk is not None
        words = self._masked[max(0, chunk.span.start - 3) : chunk.span.end].lower().split()
        if words[0] in ("a", "an"):
            return 1.0
        is_another = _OF_A_NAME.match(self._masked, chunk.span.end) is not None
        return _LEAST_OF_NOUNS if self._alternates and not is_another else _LEAST_OF_OTHERS

    def _without_subject(
        self, place: _Place, candidates: Sequence[int], chances: Sequence[float]
    ) -> Sequence[float]:
        """Return the chances of whom "him" means: hardly the subject of its own verb, else "himself"."""
        at = bisect_left(self._named, (place.offset,)) - 1
        start, end, number = self._named[at] if at >= 0 else (0, 0, NOBODY)
        if self._sentence(start) != place.sentence or not is_subject(self._masked[end : place.offset]):
            return chances
        weighed = [
            chance * (_OWN_SUBJECT if one == number != NOBODY else 1.0)
            for one, chance in zip(candidates, chances, strict=True)
        ]
        return [chance / sum(weighed) for chance in weighed]

    def _only_described(self, place: _Place) -> int | None:
        """Return whom "the senator" is where one person alone is called one, and no other came in."""
        chunk = place.chunk
        if chunk is None or place.kind[0] != "N":
            return None
        if self._introduced.get(chunk.head, place.offset) < place.offset:
            return None
        number = self._known.only_described(chunk)
        return number if number in self._people else None

    def _just_named(self, place: _Place, described: Mapping[int, int]) -> int | None:
        """Return whom "the Italian minister" is: the one person named there or in the sentence before.

        The novels that the model is fitted on have few of these; news has many. None where there is none.
        """
        chunk = place.chunk
        if chunk is None:
            return None
        words = self._masked[max(0, chunk.span.start - 4) : chunk.span.end].split()
        if "the" not in {word.lower() for word in words} or not any(word[0].isupper() for word in words[1:]):
            return None
        at = bisect_left(self._named, (place.offset,))
        near = self._named[max(0, at - 8) : at]
        found = {number for start, *_, number in near if place.sentence - self._sentence(start) <= 1}
        number = found.pop() if len(found) == 1 else None
        if number is None or number not in self._people or described.get(number, 0) < 0:
            return None
        return None if place.sign * self._people[number].gender < 0 else number

    def _candidates(self, place: _Place, described: Mapping[int, int]) -> list[int]:
        found: list[int] = []
        for number in reversed(self._people):
            if len(found) == _NEAREST or place.offset - self._people[number].offset > _FAR:
                break
            found.append(number)
        for number in (*self._conversation.speakers, *sorted(described)):
            if number in self._people and number not in found:
                found.append(number)
        return found

    def _features(
        self, place: _Place, candidates: Sequence[int], described: Mapping[int, int]
    ) -> list[list[str]]:
        kind = place.kind
        turns = self._conversation.before(place.block, place.said)
        called = self._called(place.said.span) if place.said is not None else frozenset()
        last = self._conversation.last
        called_before = frozenset() if last is None else self._called(last)
        rows: list[list[str]] = []
        most = max((self._people[number].count for number in candidates if number != NOBODY), default=0.0)
        only = len(candidates) == 2  # the first name of the only person proves nothing against a pronoun
        for rank, number in enumerate(candidates[:-1]):
            person = self._people[number]
            apart = place.sentence - person.sentence
            near = min(apart, 2)
            row = [
                f"{kind} rank {rank}",
                f"{kind} sentences {min(apart, 3) if apart < 4 else min(6, 2 + apart.bit_length())}",
                f"{kind} paragraphs {min(place.block - person.block, 4)}",
                f"{kind} role {person.role} {near}",
                f"{kind} count {min(5, int(person.count + 0.5).bit_length())}",
                f"{kind} share {round(4 * person.count / most) if most else 0}",
                f"{kind} words {person.words}",
            ]
            if kind == "T" and place.said is not None:
                row += self._conversation.turn(place.said, place.worded, number)
            elif person.role[0] not in "~q":
                row += [f"before {person.role[0]} {near}", f"after {person.role[1:]} {near}"]
            if place.is_object:  # hardly the subject of its own clause, as "his" may be
                row.append(f"him {near} {person.role[0]}")
            if place.sign:
                gender = person.gender - (person.by_name if only else 0.0)
                agrees = max(-4, min(4, round(place.sign * gender)))
                if place.sign * person.pronoun < 0:
                    row.append("other pronoun")
                side = "with" if agrees > 0 else "against"
                row += [f"gender {side} {strength}" for strength in range(1, abs(agrees) + 1)]
            row += [f"{kind} {turn}" for turn in turns.get(number, ["silent"] if turns else [])]
            if number in called:
                row.append(f"{kind} called")
            if number in called_before:
                row.append(f"{kind} called before")
            if kind[0] == "N" and place.chunk is not None:
                shared = described.get(number, -2)
                best = "best" if shared == max(described.values(), default=-2) else "less"
                row.append(f"described {min(2, shared)} {best}")
                if self._heads.get(place.chunk.head) == number:
                    row.append("again")
            rows.append(row)
        rows.append(self._nobody(place, candidates[:-1], turns, described))
        return rows

    def _nobody(
        self,
        place: _Place,
        candidates: Sequence[int],
        turns: Mapping[int, list[str]],
        described: Mapping[int, int],
    ) -> list[str]:
        """Return the features of nobody named."""
        kind = place.kind
        density = min(4, round(2 * len(self._named) / len(self._sentences)))
        row = [
            f"{kind} nobody",
            f"{kind} nobody of {min(3, len(candidates))}",
            f"{kind[0]} nobody among {density}",
        ]
        if place.sign:
            unnamed = min(5, place.sentence - self._unnamed[place.sign])
            row.append(f"{kind} nobody {unnamed}")
            agree = [place.sign * self._people[number].gender for number in candidates]
            if len(candidates) == 1:
                agree = [agree[0] - place.sign * self._people[candidates[0]].by_name]
            row.append(f"{kind[0]} nobody but {max(-3, min(3, round(max(agree, default=-3))))}")
            row.append(f"{kind[0]} nobody but {min(3, sum(value > 1 for value in agree))} agree")
        row += [f"{kind} nobody {turn}" for turn in turns.get(NOBODY, [])]
        if kind == "T" and place.said is not None:
            row += [
                f"nobody {feature}" for feature in self._conversation.turn(place.said, place.worded, NOBODY)
            ]
        if kind[0] == "N" and place.chunk is not None:
            chunk = place.chunk
            words = self._masked[max(0, chunk.span.start - 4) : chunk.span.end].lower().split()
            opening = next((word for word in words if word in ("a", "an", "the", "his", "her")), "bare")
            row.append(f"nobody {opening}")
            following = self._masked[chunk.span.end : chunk.span.end + 4]
            row.append(f"nobody {'of' if following == ' of ' else 'alone'}")
            row.append(f"nobody described {min(2, max(described.values(), default=-2))}")
            if self._heads.get(chunk.head, 0) == NOBODY:
                row.append("nobody again")
            if self._introduced.get(chunk.head, place.offset) < place.offset:
                row.append("nobody introduced")
        return row

    def _called(self, span: TextSpan) -> frozenset[int]:
        """Return the persons who are named in a quotation."""
        first = bisect_left(self._named, (span.start,))
        last = bisect_left(self._named, (span.end,))
        return frozenset(number for *_, number in self._named[first:last])


def speakers_of(
    article: MaskedArticle, entities: Sequence[Entity], quotations: Sequence[Said]
) -> Iterator[Speaker | None]:
    """Yield the speaker of each of ``quotations``, which come in order."""
    known = Coreference(article, entities)
    for said, meant in zip(quotations, Reference(article, entities, shipped()).who(quotations), strict=True):
        chunk, certainty = said.chunk, said.certainty
        span = None if chunk is None else chunk.span
        name = None if chunk is None else known.wording(chunk)
        if meant is not None and meant.entity != NOBODY:
            name, span, certainty = entities[meant.entity].name, meant.named or span, meant.certainty
        yield None if span is None else Speaker(span, name, round(certainty, 3))
