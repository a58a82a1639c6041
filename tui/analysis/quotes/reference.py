"""Reference: the person that a pronoun, a noun phrase or a bare turn stands for, by one fitted model.

Who is meant is ranked among the persons named before, and nobody named. Every feature is evidence and
none excludes: nearness, place in the sentence, how often, gender so far, and who spoke.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import exp
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import orjson

from tui.analysis.entities.genders import Gender, of_first_name, of_noun, of_title
from tui.analysis.entities.normalization import folded_words
from tui.analysis.quotes.chunker import Chunk, Kind
from tui.analysis.quotes.coreference import ONLY, Coreference
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.lexicon import AUXILIARIES, PREPOSITIONS
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
_SUBJECTS = word_set("he she")
_SELF = ("i", "i.")
"""The writer, also at the end of a sentence."""
_SIGNS = {"he": 1, "him": 1, "his": 1, "himself": 1, "she": -1, "her": -1, "hers": -1, "herself": -1}
_TITLED, _FIRST, _LONE, _MEANT, _MOST = 3.0, 1.5, 1.0, 0.7, 2.5
"""Evidence of gender: a title, a first name, a name that stands alone, each pronoun, and all pronouns."""
_DESCRIBED = 0.9
"""The certainty of who alone is described by the same noun and the same capitalised word."""
_SURELY = 0.8
"""The certainty from which nobody named is the one whose turn it was."""
_LEAST = 0.25
"""The certainty below which nobody is named."""
_LEAST_OF_NOUNS = 0.5
"""The same for noun phrases, for which nobody was described."""
_LEAST_OF_PRONOUNS = 0.15
"""The same for pronouns."""
_NARRATED = 0.5
"""The certainty of who tells the story as "I"."""
_TRUSTED = 0.55
"""The certainty from which who is meant counts for what follows."""
NOBODY = -1
"""Stands for a person who is not named."""


class Said(NamedTuple):
    """A quotation whose speaker's wording is known.

    Attributes:
        span: the quotation with its marks.
        paragraph: its number.
        chunk: the wording of its speaker, or None where there is none.
        certainty: how likely that wording is the right one, from 0 to 1.
    """

    span: TextSpan
    paragraph: int
    chunk: Chunk | None
    certainty: float


class Meant(NamedTuple):
    """Who is meant.

    Attributes:
        entity: the number of the entity, or ``NOBODY``.
        certainty: how likely that is right, from 0 to 1.
        named: where a person was named last, if a person is meant.
    """

    entity: int
    certainty: float
    named: TextSpan | None = None


@dataclass(slots=True)
class _Person:
    """What is known of a person up to a place in the text."""

    title: float = 0.0
    pronouns: float = 0.0
    pronoun: int = 0
    first: float = 0.0
    words: int = 1
    count: float = 0.0
    role: str = ""
    sentence: int = 0
    block: int = 0
    offset: int = 0
    named: TextSpan = TextSpan(0, 0)  # noqa: RUF009

    @property
    def gender(self) -> float:
        """Return the evidence so far, above 0 for "he"."""
        return self.title + self.first + max(-_MOST, min(_MOST, self.pronouns))


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
        self._people: dict[int, _Person] = {}
        self._speakers: list[tuple[int, int, TextSpan]] = []
        self._unnamed = {1: -99, -1: -99}
        self._heads: dict[str, int] = {}
        self._narrator: int | None = None

    def who(self, quotations: Sequence[Said]) -> Iterator[Meant | None]:
        """Yield for each of ``quotations``, in order, who said it; None where only a wording is known."""
        found: dict[int, Meant | None] = {}
        if any(said.chunk is not None and said.chunk.head in _SELF for said in quotations):
            others = [said.span for said in quotations if said.chunk is None or said.chunk.head not in _SELF]
            self._narrator = self._known.narrator(others)
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
        self._mean(self._place("p" if word in _SUBJECTS else "o", match.start(), word))

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
        if chunk is not None and (chunk.kind is Kind.NAME or chunk.head in ("it", *_SELF)):
            entity = self._known.entity(chunk)
            meant = None if entity is None else Meant(entity, said.certainty)
            if meant is None and chunk.head in _SELF and self._narrator is not None:
                meant = Meant(self._narrator, _NARRATED)
        elif chunk is None or chunk.kind is Kind.NOUN or chunk.head in _SIGNS:
            kind = "0" if chunk is None else "N" if chunk.kind is Kind.NOUN else "P"
            offset = said.span.start if chunk is None else chunk.span.start
            near = "" if chunk is None or self._near(said, chunk) else "f"
            meant = self._mean(self._place(kind + near, offset, chunk.head if chunk else "", chunk, said))
            if chunk is not None and kind == "N":
                self._heads[chunk.head] = meant.entity
        if meant is not None and (meant.entity != NOBODY or meant.certainty > _SURELY):
            self._speakers.append((meant.entity, said.paragraph, said.span))
        del self._speakers[:-6]
        return meant

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

    def _person_of(self, number: int) -> _Person:
        """Return what the name alone says of a person."""
        words = folded_words(self._entities[number].name)
        first = of_first_name(words[0]) if words else None
        weight = _FIRST if len(words) > 1 else _LONE
        evidence = 0.0 if first is None else weight if first is Gender.HE else -weight
        return _Person(first=evidence, words=min(2, len(words)))

    def _name(self, span: TextSpan, number: int) -> None:
        person = self._people.get(number) or self._person_of(number)
        before = self._masked[max(0, span.start - 12) : span.start].split()
        title = of_title(before[-1]) if before else None
        if title is not None:
            person.title = _TITLED if title is Gender.HE else -_TITLED
        quoted = self._article.text[span.start] != self._masked[span.start]
        if not quoted:
            self._meet(number, person, span.start, self._role(span), 1.0)
        elif number not in self._people:
            self._meet(number, person, span.start, "q", 0.5)
        person.named = span

    def _meet(self, number: int, person: _Person, offset: int, role: str, weight: float) -> None:
        person.count += weight
        person.role, person.offset = role, offset
        person.sentence, person.block = self._sentence(offset), self._block(offset)
        self._people.pop(number, None)
        self._people[number] = person  # the order is that of the last meeting

    def _role(self, span: TextSpan) -> str:
        """Return the place of a name in its sentence: what stands before and after it."""
        masked = self._masked
        begin = self._sentences[max(0, self._sentence(span.start) - 1)]
        words = masked[max(begin, span.start - 24) : span.start].split()
        while words and (words[-1].istitle() or words[-1].rstrip(".").lower() in ("mr", "mrs", "ms", "dr")):
            words.pop()
        last = words[-1].lower() if words else ""
        before = (
            "^" if not last else "p" if last in PREPOSITIONS or last[-1] == "(" else "," if last[-1] == ","
            else "&" if last in ("and", "or") else "c" if last in ("that", "but", "as", "when", "while", "if")
            else '"' if last[-1] in "\"\u201d" else "x"
        )  # fmt: skip
        rest = masked[span.end : span.end + 16]
        word = rest.split()[0].lower() if rest.strip() else ""
        after = (
            "'" if rest[:2] in ("'s", "\u2019s", "s\u2019", "s'") else "." if not word or rest[:1] in ".!?;:"
            else "," if rest[:1] == "," else "v" if word in AUXILIARIES or word.endswith("ed") else "&"
            if word in ("and", "or") else "p" if word in PREPOSITIONS else "s" if word.endswith("s") else "x"
        )  # fmt: skip
        return before + after

    def _mean(self, place: _Place) -> Meant:
        """Return who is meant, and count it."""
        described: Mapping[int, int] = {}
        if place.kind[0] == "N" and place.chunk is not None:
            described = self._known.described(place.chunk)
            only = [number for number, shared in described.items() if shared == ONLY]
            if len(only) == 1 and only[0] in self._people:  # "the Ukrainian leader" is as good as a name
                return Meant(only[0], _DESCRIBED, self._people[only[0]].named)
        candidates = [*self._candidates(place, described), NOBODY]
        features = self._features(place, candidates, described)
        chances = self._choose(place.key, candidates, features)
        best = max(range(len(candidates)), key=chances.__getitem__)
        if place.said is not None and len(candidates) > 1:  # nobody is as good as a doubtful name
            first = max(range(len(candidates) - 1), key=chances.__getitem__)
            known = place.kind[0] != "N" or described.get(candidates[first], -1) >= 0
            least = _LEAST_OF_PRONOUNS if place.sign and place.kind[0] == "P" else _LEAST
            least = least if known else _LEAST_OF_NOUNS
            best = first if chances[first] >= least else len(candidates) - 1
        if place.said is not None and candidates[best] == NOBODY and place.kind[0] == "N":
            alone = self._just_named(place, described)
            if alone is not None:
                return Meant(alone, _LEAST, self._people[alone].named)
        last = None if candidates[best] == NOBODY else self._people[candidates[best]].named
        meant = Meant(candidates[best], chances[best], last)
        if place.sign:
            for number, chance in zip(candidates, chances, strict=True):
                if number != NOBODY:
                    self._people[number].pronouns += _MEANT * chance * place.sign
            if meant.entity == NOBODY:
                self._unnamed[place.sign] = place.sentence
        if meant.entity != NOBODY and meant.certainty > _TRUSTED:
            person = self._people[meant.entity]
            person.pronoun = place.sign or person.pronoun
            self._meet(meant.entity, person, place.offset, "~" + place.kind[0], meant.certainty)
        return meant

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
        for number in (*(number for number, *_ in self._speakers[-3:]), *sorted(described)):
            if number in self._people and number not in found:
                found.append(number)
        return found

    def _features(
        self, place: _Place, candidates: Sequence[int], described: Mapping[int, int]
    ) -> list[list[str]]:
        kind = place.kind
        turns = self._turns(place)
        called = self._called(place.said.span) if place.said is not None else frozenset()
        called_before = self._called(self._speakers[-1][2]) if self._speakers else frozenset()
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
            if person.role[0] not in "~q":
                row += [f"before {person.role[0]} {near}", f"after {person.role[1:]} {near}"]
            if place.sign:
                gender = person.gender - (person.first if only else 0.0)
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
                agree = [agree[0] - place.sign * self._people[candidates[0]].first]
            row.append(f"{kind[0]} nobody but {max(-3, min(3, round(max(agree, default=-3))))}")
            row.append(f"{kind[0]} nobody but {min(3, sum(value > 1 for value in agree))} agree")
        row += [f"{kind} nobody {turn}" for turn in turns.get(NOBODY, [])]
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
        return row

    def _turns(self, place: _Place) -> dict[int, list[str]]:
        """Return by person how the last turns were theirs."""
        found: dict[int, list[str]] = {}
        seen = 0
        said = place.said
        alone = "" if said is None else "alone" if self._is_alone(said) else "with"
        opens = "" if said is None else "opens" if said.span.start == self._blocks[said.paragraph] else ""
        for number, block, _ in reversed(self._speakers):
            if number in found and number != NOBODY:
                continue
            apart = place.block - block
            found.setdefault(number, []).append(f"spoke {seen} {min(3, apart)} {alone} {opens}")
            seen += 1
            if seen == 3:
                break
        return found

    def _is_alone(self, said: Said) -> bool:
        block = self._article.blocks[said.paragraph]
        return said.span.end - said.span.start >= block.end - block.start - 2

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
            name, span = entities[meant.entity].name, span or meant.named
            certainty = meant.certainty if chunk is None else min(meant.certainty, certainty)
        yield None if span is None else Speaker(span, name, round(certainty, 3))
