"""Coreference: the entity that a name refers to, and how the text describes its persons."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from tui.analysis.entities.gazetteer import description_words, stem
from tui.analysis.entities.genders import of_first_name
from tui.analysis.entities.normalization import TITLES, folded_words, without_possessive, without_titles
from tui.analysis.quotes.chunker import Chunk, Kind
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.lexicon import PREPOSITIONS, STOPS, is_person_noun
from tui.domain.analysis import Entity, Label
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

_RULERS = word_set("president leader premier minister chancellor ruler prime counterpart king queen")
"""Nouns for who rules a country, of which one does as well as another."""
_DULL = word_set("the a an his her its their former then new old top senior") | PREPOSITIONS
"""Words that fit any person."""
_WORDS_BEFORE = re.compile(r"(?:[^\W_]+(?:['\u2019.-][^\W_]+)*\.?[ ]){0,6}[^\W_]+\.?,?[ ]\Z")
_APPOSITION = re.compile(
    r",[ ](?:who (?:is|was) )?(?:the|a|an|its|his|her|their)[ ]([^,.;:()\n\ue000]{3,80})[,.;]"
)
_TITLE_NOUNS = {
    title: nouns.split()
    for titles, nouns in (
        ("dr doctor", "doctor surgeon physician scientist researcher"),
        ("prof professor", "professor scientist researcher academic scholar"),
        ("capt captain", "captain officer"),
        ("sgt sergeant detective det insp inspector", "sergeant detective officer inspector"),
        ("judge justice", "judge justice"),
        ("sen senator", "senator lawmaker"),
        ("rep representative congressman congresswoman", "representative lawmaker congressman congresswoman"),
        ("gov governor", "governor"),
        ("rev reverend father", "reverend priest pastor"),
        ("gen general", "general commander officer"),
    )
    for title in titles.split()
}
"""Nouns that mean persons with a title."""


class _Description(NamedTuple):
    """A description of a person next to its name.

    Attributes:
        start: the code point of the name.
        entity: number of the person.
        stems: of the words, see ``gazetteer.stem``.
    """

    start: int
    entity: int
    stems: frozenset[str]


class _Descriptions:
    """All descriptions of persons in a text."""

    def __init__(self, masked: str, people: Sequence[tuple[TextSpan, int]]) -> None:
        """Collect what stands around ``people``: where each is named, in order, and its number."""
        self._by_head: dict[str, list[_Description]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[int, int]]] = defaultdict(list)
        previous = 0
        for (start, end), entity in people:
            before = _WORDS_BEFORE.search(masked[max(previous, start - 70) : start])
            after = _APPOSITION.match(masked, end, end + 100)
            previous = end
            title, apposition = before[0] if before else "", after[1] if after else ""
            self._add(start, entity, list(description_words(f"{title} {apposition}")))
            self._add_proper(start, entity, [*_run_up(title), *description_words(apposition)])

    def _add(self, start: int, entity: int, words: Sequence[str]) -> None:
        lows = [word.lower() for word in words]
        stems = _stems(lows)
        titles = [noun for word in lows[-3:] for noun in _TITLE_NOUNS.get(word, ())]
        for head in dict.fromkeys([*lows, *titles]):
            if head in TITLES or head in _RULERS or is_person_noun(head):
                self._by_head[head].append(_Description(start, entity, stems))

    def _add_proper(self, start: int, entity: int, words: Sequence[str]) -> None:
        for proper in _stems(word.lower() for word in words if _is_proper(word, word.lower())):
            self._by_stem[proper].append((start, entity))

    def of(self, head: str) -> Sequence[_Description]:
        """Return every description with a noun, in the order of the text."""
        return self._by_head.get(head, ())

    def has_proper(self, stems: Iterable[str]) -> bool:
        """Return whether one of ``stems`` describes persons as a capitalised word."""
        return any(word in self._by_stem for word in stems)

    def is_elsewhere(self, described: _Description) -> bool:
        """Return whether a description has a capitalised word, and so is of one country or organisation."""
        return self.has_proper(described.stems)

    def last_in(self, stems: Iterable[str], offset: int) -> int | None:
        """Return the person described last before ``offset`` by a capitalised word with one of ``stems``."""
        last = [
            places[at - 1]
            for places in (self._by_stem.get(word, ()) for word in stems)
            if (at := bisect_left(places, (offset, 0)))
        ]
        return max(last)[1] if last else None


def _run_up(title: str) -> list[str]:
    """Return the last words of ``title``, right before a name, that seem to be one noun phrase with it.

    So "to Ukraine, Starmer said" does not make Starmer a Ukrainian.
    """
    if title.rstrip().endswith(","):
        return []
    words = list(description_words(title.rpartition(",")[2]))
    at = len(words)
    while at and words[at - 1].lower() not in STOPS:
        at -= 1
    return words[at:]


def _is_proper(word: str, low: str) -> bool:
    """Return whether a word is capitalised, and not as a title."""
    return word[0].isupper() and low not in TITLES and low not in _RULERS


def _stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words, in small letters, without those that fit any person."""
    return frozenset(stem(word) for word in words if word not in _DULL)


_BACK = 12
"""Names before "it" that are considered."""
_DESCRIBED = 200
"""Descriptions with one head word that are considered."""
_NEAR = 500
"""Code points before "it" within which what it means is named."""
_ORGANISATIONS = (Label.ORG, Label.LOC)
ONLY = 3
"""Words in common that leave no other: one of them is capitalised."""
_OF = re.compile(r" of (?:the )?((?:[A-Z][^\W_]*\.?(?:[ -]|\b)){1,3})")


_CALLED = re.compile(
    "[,.!?;\"\u201c\u2018'](?: ?(?:my|dear|old|poor|Mr|Mrs|Miss|Master|Dr|Doctor|Captain)\\.?)* ?\\Z"
)


def _is_vocative(text: str, start: int, end: int) -> bool:
    """Return whether a name inside a quotation is that of the person who is spoken to: "Well, Ray, no." """
    return _CALLED.search(text, max(0, start - 16), start) is not None and text[end : end + 1] in ",.!?;"


class _Mention(NamedTuple):
    span: TextSpan
    entity: int


class _Place(IntEnum):
    """The role of a name in its sentence; the likeliest to be meant by a pronoun first."""

    SUBJECT = 0
    GOVERNED = 1
    OWNER = 2


class Coreference:
    """The entities that names, "it" and "I" refer to, and the persons that the text describes."""

    def __init__(self, article: MaskedArticle, entities: Sequence[Entity]) -> None:
        """Prepare an article, all of whose entities are known."""
        self._article = article
        self._text = text = article.text
        self._masked = masked = article.masked
        self._block_starts = [block.start for block in article.blocks]
        self._entities = entities
        self._mentions = sorted(
            _Mention(span, i) for i, entity in enumerate(entities) for span in entity.mentions
        )
        self._starts = [mention.span.start for mention in self._mentions]
        self._people = [
            mention
            for mention in self._mentions
            if entities[mention.entity].label is Label.PERSON
            and text[mention.span.start] == masked[mention.span.start]
        ]
        self._descriptions = _Descriptions(masked, [(n.span, n.entity) for n in self._people])

    def entity(self, chunk: Chunk) -> int | None:
        """Return the number of the entity that a name, "it" or "I" refers to; None if that is not clear."""
        if chunk.head == "it" and chunk.kind is Kind.PRONOUN:
            return self._organisation_before(chunk.span.start)
        label: Chunk | None = chunk
        if chunk.kind is Kind.PRONOUN:
            label = self._article.turns.speaker(self._block(chunk.span.start))
        if label is None:
            return None
        answers = self._interviewee(label)
        if answers is not None:
            return answers if answers >= 0 else None
        return self._of_that_people(label) if label.label is Label.NORP else self._named(label.span)

    def wording(self, chunk: Chunk) -> str | None:
        """Return the name that a wording is, where no entity is known; None where it is none."""
        if chunk.kind is not Kind.NAME or chunk.head == "i." or self._interviewee(chunk) is not None:
            return None
        return self._wording(chunk.span)

    def _interviewee(self, chunk: Chunk) -> int | None:
        """Return who answers in turns labelled "Q" and "A"; -1 where that is not clear, None elsewhere."""
        label = chunk.span.of(self._text)
        if label not in ("Q", "A") or not self._article.turns.is_label(chunk.span):
            return None
        if label == "Q" or not self._people:
            return -1
        counts = Counter(mention.entity for mention in self._people)
        return max(counts, key=lambda entity: (counts[entity], -entity))

    def narrator(self, said: Sequence[TextSpan]) -> int | None:
        """Return who tells a story as "I": whom others address by name, and who is hardly named otherwise.

        ``said`` is what others say, in order. Whoever is addressed once counts if the name is a known first
        name. None where that is not clear.
        """
        starts = [span.start for span in said]
        called: Counter[int] = Counter()
        told: Counter[int] = Counter()
        for (start, end), number in self._mentions:
            if self._entities[number].label is not Label.PERSON:
                continue
            at = bisect_right(starts, start) - 1
            if self._text[start] == self._masked[start]:
                told[number] += 1
            elif at >= 0 and said[at].contains(start) and _is_vocative(self._text, start, end):
                called[number] += 1
        likely = [
            number
            for number, count in called.items()
            if count > 2 * told[number] and (count > 1 or self._has_first_name(number))
        ]
        return max(likely, key=called.__getitem__, default=None)

    def _has_first_name(self, number: int) -> bool:
        words = folded_words(self._entities[number].name)
        return bool(words) and of_first_name(words[0]) is not None

    def _block(self, offset: int) -> int:
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def _organisation_before(self, offset: int) -> int | None:
        """Return the organisation or place that "it" refers to: subject of the nearest sentence with one."""
        at = bisect_left(self._starts, offset)
        here = self._sentence(offset)
        chosen: tuple[bool, _Place, int] | None = None
        sentence: TextSpan | None = None
        for mention in reversed(self._mentions[max(0, at - _BACK) : at]):
            label = self._entities[mention.entity].label
            start = mention.span.start
            if offset - start > _NEAR or (sentence and start < sentence.start):
                break
            if label not in _ORGANISATIONS or self._text[start] != self._masked[start]:
                continue
            place = self._place(mention.span)
            if place is _Place.OWNER or (here.contains(start) and place is not _Place.SUBJECT):
                continue
            sentence = sentence or self._sentence(start)
            rank = (label is not Label.ORG, place, mention.entity)
            if chosen is None or rank[:2] <= chosen[:2]:
                chosen = rank
        return None if chosen is None or chosen[1] is not _Place.SUBJECT else chosen[2]

    def _of_that_people(self, chunk: Chunk) -> int | None:
        """Return the person that a nationality refers to: the Italian."""
        before = self._text[max(0, chunk.span.start - 4) : chunk.span.start].lower()
        if before != "the " or chunk.head.endswith(("s", "ese", "sh", "ch")):
            return self._named(chunk.span)
        return self._descriptions.last_in({stem(chunk.head)}, chunk.span.start)

    def _named(self, span: TextSpan) -> int | None:
        """Return the entity that is named at ``span``, or has the surname that stands there."""
        at = bisect_right(self._starts, span.end - 1) - 1
        if at >= 0 and self._mentions[at].span.overlaps(*span):
            return self._mentions[at].entity
        return self._surnames.get(folded_words(self._wording(span))[-1])

    def _wording(self, span: TextSpan) -> str:
        return without_titles(without_possessive(span.of(self._text))) or span.of(self._text)

    @cached_property
    def _surnames(self) -> dict[str, int]:
        """Return persons by their last name, folded; the most mentioned first."""
        found: dict[str, int] = {}
        for number, entity in enumerate(self._entities):
            if entity.label is Label.PERSON:
                found.setdefault(folded_words(entity.name)[-1], number)
        return found

    def _sentence(self, offset: int) -> TextSpan:
        """Return the sentence that holds ``offset``."""
        number = max(0, bisect_right(self._block_starts, offset) - 1)
        sentences = self._article.sentences(number)
        at = bisect_right(sentences, TextSpan(offset, len(self._text))) - 1
        return sentences[max(0, at)]

    def _place(self, span: TextSpan) -> "_Place":
        """Return the role that the name at ``span`` seems to have in its sentence."""
        if self._masked[span.end : span.end + 2] in ("'s", "\u2019s"):
            return _Place.OWNER
        words = self._masked[max(0, span.start - 14) : span.start].split()
        governed = words and (words[-1].lower() in PREPOSITIONS or words[-1][-1] == "(")
        return _Place.GOVERNED if governed else _Place.SUBJECT

    def described(self, chunk: Chunk) -> dict[int, int]:
        """Return the persons whom the text describes before as a noun phrase does: the Ukrainian leader.

        By number of the entity how many words besides the noun the descriptions share; ``ONLY`` where
        one of them is capitalised, -1 where both have others.
        """
        words = [word.lower() for word in description_words(chunk.span.of(self._text))]
        of = _OF.match(self._masked, chunk.span.end)
        more = [low.lower() for low in description_words(of[1] if of else "")]
        modifiers = {stem(word) for word in [*words[:-1], *more] if word not in _DULL | _RULERS | TITLES}
        found: dict[int, int] = {}
        for head in _RULERS if chunk.head in _RULERS else {chunk.head}:
            for description in self._descriptions.of(head)[:_DESCRIBED]:
                if description.start < chunk.span.start:
                    both = modifiers & description.stems
                    shared = ONLY if self._descriptions.has_proper(both) else min(2, len(both))
                    if modifiers and not shared and self._descriptions.is_elsewhere(description):
                        shared = -1
                    found[description.entity] = max(shared, found.get(description.entity, -1))
        proper = self._descriptions.last_in(modifiers, chunk.span.start)
        if proper is not None:
            found.setdefault(proper, 0 if found else -1)
        return found

    def only_described(self, chunk: Chunk) -> int | None:
        """Return the one person whom the text describes before by the noun of a phrase without more words."""
        words = [word.lower() for word in description_words(chunk.span.of(self._text))]
        if any(word not in _DULL | TITLES for word in words[:-1]):
            return None  # the Italian minister
        before = self._descriptions.of(chunk.head)[:_DESCRIBED]
        found = {described.entity for described in before if described.start < chunk.span.start}
        return found.pop() if len(found) == 1 else None
