"""Whom names, pronouns and noun phrases stand for."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from tui.analysis.chunks import Chunk, Kind
from tui.analysis.genders import Gender, of_first_name, of_noun, of_title
from tui.analysis.vocabulary import PEOPLE, PREPOSITIONS
from tui.analysis.wording import TITLES, folded_words, without_possessive, without_titles
from tui.domain.analysis import Entity, Label
from tui.domain.sentences import sentence_spans
from tui.domain.span import TextSpan
from tui.domain.words import word_set

_WORDS_BEFORE = re.compile(r"(?:[^\W_]+(?:['\u2019.-][^\W_]+)*\.?[ ]){0,6}[^\W_]+\.?,?[ ]\Z")
_APPOSITION = re.compile(
    r",[ ](?:who (?:is|was) )?(?:the|a|an|its|his|her|their)[ ]([^,.;:()\n\ue000]{3,80})[,.;]"
)
_WORD = re.compile(r"[^\W_]+")
_BACK = 12
"""Namings of persons that are looked at behind a pronoun."""
_DESCRIBED = 200
"""Descriptions with one head word that are looked through."""
_FAR = 1500
"""Code points behind a pronoun beyond which nobody is meant by it."""
_RULERS = word_set("president leader premier minister chancellor ruler prime counterpart king queen")
_PRONOUNS = {"he": Gender.HE, "she": Gender.SHE}
_DULL = word_set("the a an his her its their former then new old top senior") | PREPOSITIONS


class _Naming(NamedTuple):
    span: TextSpan
    entity: int


class _Place(IntEnum):
    """What a name is in its sentence; the likeliest to be meant by a pronoun first."""

    SUBJECT = 0
    GOVERNED = 1
    OWNER = 2


class Referents:
    """The entities of a text, asked for by the wordings that stand for them."""

    def __init__(
        self, text: str, masked: str, blocks: Sequence[TextSpan], entities: Sequence[Entity]
    ) -> None:
        """Get to know ``text``; ``masked`` is the same without quoted words, ``blocks`` its paragraphs."""
        self._text = text
        self._masked = masked
        self._blocks = blocks
        self._block_starts = [block.start for block in blocks]
        self._entities = entities
        self._namings = sorted(
            _Naming(span, i) for i, entity in enumerate(entities) for span in entity.mentions
        )
        self._starts = [naming.span.start for naming in self._namings]
        self._people = [
            naming
            for naming in self._namings
            if entities[naming.entity].label is Label.PERSON
            and text[naming.span.start] == masked[naming.span.start]
        ]
        self._people_starts = [naming.span.start for naming in self._people]
        self._sentences: dict[int, list[TextSpan]] = {}
        self._last: tuple[int, int] | None = None

    def name(self, chunk: Chunk) -> str | None:
        """The name of the person or body that ``chunk`` stands for, or None where it is not clear.

        Ask for the speakers of a text in its order: a pronoun may mean who spoke last.
        """
        if chunk.kind is Kind.NAME:
            entity = self._named(chunk.span)
        elif chunk.kind is Kind.PRONOUN:
            gender = _PRONOUNS.get(chunk.head)
            entity = None if gender is None else self._before(chunk.span.start, gender)
            if entity is not None and self._genders.get(entity) is None:
                self._genders[entity] = gender  # so that "he" cannot mean who was "she" before
        else:
            entity = self._described(chunk)
        if entity is not None:
            if self._entities[entity].label is Label.PERSON:
                self._last = entity, chunk.span.end
            return self._entities[entity].name
        return self._wording(chunk.span) if chunk.kind is Kind.NAME else None

    def _named(self, span: TextSpan) -> int | None:
        """The entity that is named at ``span``, or has the surname that stands there."""
        at = bisect_right(self._starts, span.end - 1) - 1
        if at >= 0 and self._namings[at].span.overlaps(*span):
            return self._namings[at].entity
        return self._surnames.get(folded_words(self._wording(span))[-1])

    def _wording(self, span: TextSpan) -> str:
        return without_titles(without_possessive(span.of(self._text))) or span.of(self._text)

    @cached_property
    def _surnames(self) -> dict[str, int]:
        """Persons by their last name, folded; the most mentioned first."""
        found: dict[str, int] = {}
        for number, entity in enumerate(self._entities):
            if entity.label is Label.PERSON:
                found.setdefault(folded_words(entity.name)[-1], number)
        return found

    @cached_property
    def _genders(self) -> dict[int, Gender | None]:
        """What first names and titles tell of the persons."""
        found: dict[int, Gender | None] = {}
        for naming in self._people:
            if found.get(naming.entity) is None:
                words = folded_words(self._entities[naming.entity].name)
                first = of_first_name(words[0]) if len(words) > 1 else None
                before = _WORD.findall(self._text[max(0, naming.span.start - 12) : naming.span.start])
                found[naming.entity] = first or (of_title(before[-1]) if before else None)
        return found

    def _sentence(self, offset: int) -> TextSpan:
        """The sentence that holds ``offset``."""
        number = max(0, bisect_right(self._block_starts, offset) - 1)
        sentences = self._sentences.get(number)
        if sentences is None:
            self._sentences.clear()
            sentences = self._sentences[number] = sentence_spans(self._masked, *self._blocks[number])
        at = bisect_right(sentences, TextSpan(offset, len(self._text))) - 1
        return sentences[max(0, at)]

    def _before(self, offset: int, gender: Gender) -> int | None:
        """The person whom a pronoun at ``offset`` stands for.

        That is the first that fits of the nearest sentence, subjects first; where that one has
        none, whoever spoke last, if it fits.
        """
        at = bisect_left(self._people_starts, offset)
        chosen: tuple[_Place, int] | None = None
        sentence: TextSpan | None = None
        for naming in reversed(self._people[max(0, at - _BACK) : at]):
            if offset - naming.span.start > _FAR or (sentence and naming.span.start < sentence.start):
                break
            if self._genders[naming.entity] not in (gender, None):
                continue
            here = sentence or self._sentence(naming.span.start)
            place = self._place(naming.span)
            if here.contains(offset) and place is not _Place.SUBJECT:
                continue
            sentence = here
            if chosen is None or place <= chosen[0]:
                chosen = place, naming.entity
        if self._last is not None and (chosen is None or chosen[0] is not _Place.SUBJECT):
            spoke, where = self._last
            if offset - where <= _FAR and self._genders.get(spoke) in (gender, None):
                return spoke
        return None if chosen is None else chosen[1]

    def _place(self, span: TextSpan) -> "_Place":
        """What the name at ``span`` seems to be in its sentence."""
        if self._masked[span.end : span.end + 2] in ("'s", "\u2019s"):
            return _Place.OWNER
        words = self._masked[max(0, span.start - 14) : span.start].split()
        return _Place.GOVERNED if words and words[-1].lower() in PREPOSITIONS else _Place.SUBJECT

    def _described(self, chunk: Chunk) -> int | None:
        """The person of whom the text says what a noun phrase says: the Ukrainian leader."""
        if chunk.head not in PEOPLE or chunk.head.endswith("s"):
            return None
        words = [word.lower() for word in _WORD.findall(chunk.span.of(self._text))]
        if words[0] not in ("the", "this", "that", "his", "her", "their"):
            return None
        modifiers = {word[:5] for word in words[:-1] if word not in _DULL | _RULERS | TITLES}
        gender = of_noun([chunk.head])
        best = (0, False, 0)
        chosen: int | None = None
        for head in sorted(_RULERS if chunk.head in _RULERS else {chunk.head}):
            for start, entity, told in self._descriptions.get(head, ())[:_DESCRIBED]:
                shared = len(modifiers & told)
                if start >= chunk.span.start or (modifiers and not shared):
                    continue
                if gender is not None and self._genders[entity] not in (gender, None):
                    continue
                # Of several that fit, who spoke last; else the one named last with words in
                # common, or where none are needed the most mentioned: entities come in that order.
                spoke = self._last is not None and self._last[0] == entity
                rank = (shared, spoke, start if modifiers else len(self._entities) - entity)
                if rank > best:
                    best, chosen = rank, entity
        return chosen

    @cached_property
    def _descriptions(self) -> dict[str, list[tuple[int, int, frozenset[str]]]]:
        """What is said of persons beside their names: by head word, where, of whom, in which words.

        Words are kept by their first five letters, so that Ukraine is as good as Ukrainian.
        """
        found: dict[str, list[tuple[int, int, frozenset[str]]]] = defaultdict(list)
        previous = 0
        for naming in self._people:
            start, end = naming.span
            before = _WORDS_BEFORE.search(self._masked[max(previous, start - 70) : start])
            previous = end
            after = _APPOSITION.match(self._masked, end, end + 100)
            words = [
                w.lower()
                for w in _WORD.findall((before[0] if before else "") + " " + (after[1] if after else ""))
            ]
            told = frozenset(word[:5] for word in words if word not in _DULL)
            for head in dict.fromkeys(words):
                if head in PEOPLE or head in TITLES or head in _RULERS:
                    found[head].append((start, naming.entity, told))
        return found
