"""Coreference: the entity that a name, a pronoun or a noun phrase for a speaker refers to."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from tui.analysis.entities.gazetteer import description_words, stem
from tui.analysis.entities.genders import Gender, of_first_name, of_noun, of_title
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

    def is_elsewhere(self, described: _Description) -> bool:
        """Return whether a description has a capitalised word, and so is of one country or organisation."""
        return any(word in self._by_stem for word in described.stems)

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


_WORD = re.compile(r"[^\W_]+")
_BACK = 12
"""Mentions of persons before a pronoun that are considered."""
_DESCRIBED = 200
"""Descriptions with one head word that are considered."""
_FAR = 1500
"""Code points before a pronoun within which the person that it means is named."""
_NEAR = 500
"""The same for "it", and for a noun phrase that describes no person so far."""
_ORGANISATIONS = (Label.ORG, Label.LOC)
_AFTER_SUBJECTS = word_set("in on at after before during as")
"""Prepositions that mostly go with a verb before them."""
_PRONOUNS = {"he": Gender.HE, "she": Gender.SHE}
_OF = re.compile(r" of (?:the )?((?:[A-Z][^\W_]*\.?(?:[ -]|\b)){1,3})")
_INTRODUCED = r"\b(?:an?|one|another) (?:[^\W\d_][\w'-]* ){{0,2}}{head}\b(?!,)"


class _Mention(NamedTuple):
    span: TextSpan
    entity: int


class _Place(IntEnum):
    """The role of a name in its sentence; the likeliest to be meant by a pronoun first."""

    SUBJECT = 0
    GOVERNED = 1
    OWNER = 2


class Coreference:
    """The entities of a text, by the wordings that refer to them."""

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
        self._people_starts = [mention.span.start for mention in self._people]
        self._last_speaker: tuple[int, int] | None = None

    def name(self, chunk: Chunk) -> str | None:
        """Return the name of the entity that ``chunk`` refers to, or None where that is not clear.

        Ask for the speakers of a text in its order: a pronoun may mean who spoke last.
        """
        if chunk.kind is Kind.NAME:
            turn = self._interviewee(chunk)
            if turn is not None:
                return self._entities[turn].name if turn >= 0 else None
            entity = self._of_that_people(chunk) if chunk.label is Label.NORP else self._named(chunk.span)
        elif chunk.kind is Kind.PRONOUN:
            entity = self._pronoun(chunk)
            if entity is not None and chunk.head in ("it", "i"):
                return self._entities[entity].name
        else:
            entity = self._described(chunk)
        if entity is not None:
            if self._entities[entity].label is Label.PERSON:
                self._last_speaker = entity, chunk.span.end
            return self._entities[entity].name
        return self._wording(chunk.span) if chunk.kind is Kind.NAME else None

    def _pronoun(self, chunk: Chunk) -> int | None:
        """Return the entity that a pronoun refers to."""
        offset = chunk.span.start
        if chunk.head == "it":
            return self._organisation_before(offset)
        if chunk.head == "i":
            turn = self._article.turns.speaker(self._block(offset))
            if turn is None:
                return None
            answers = self._interviewee(turn)
            entity = self._named(turn.span) if answers is None else answers
            return entity if entity is not None and entity >= 0 else None
        gender = _PRONOUNS.get(chunk.head)
        entity = None if gender is None else self._before(offset, gender)
        if entity is not None and self._genders.get(entity) is None:
            self._genders[entity] = gender  # so that "he" cannot mean a person who was "she" before
        return entity

    def _interviewee(self, chunk: Chunk) -> int | None:
        """Return who answers in turns labelled "Q" and "A"; -1 where that is not clear, None elsewhere."""
        label = chunk.span.of(self._text)
        if label not in ("Q", "A") or not self._article.turns.is_label(chunk.span):
            return None
        if label == "Q" or not self._people:
            return -1
        counts = Counter(mention.entity for mention in self._people)
        return max(counts, key=lambda entity: (counts[entity], -entity))

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
        described = self._descriptions.last_in({stem(chunk.head)}, chunk.span.start)
        return described if described is not None else self._recent(chunk.span.start, None)

    def _is_unnamed(self, head: str, offset: int) -> bool:
        """Return whether the text introduced "a diplomat" before: then "the diplomat" is no other."""
        pattern = _INTRODUCED.format(head=re.escape(head))
        return re.search(pattern, self._masked[max(0, offset - _FAR) : offset], re.I) is not None

    def _recent(self, offset: int, gender: Gender | None) -> int | None:
        """Return who is spoken of: the last speaker, or the subject of the sentence before."""
        return self._before(offset, gender, near=_NEAR)

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

    @cached_property
    def _genders(self) -> dict[int, Gender | None]:
        """Return the genders of the persons by first names and titles."""
        found: dict[int, Gender | None] = {}
        for mention in self._people:
            if found.get(mention.entity) is None:
                words = folded_words(self._entities[mention.entity].name)
                first = of_first_name(words[0]) if len(words) > 1 else None
                before = _WORD.findall(self._text[max(0, mention.span.start - 12) : mention.span.start])
                found[mention.entity] = first or (of_title(before[-1]) if before else None)
        return found

    def _sentence(self, offset: int) -> TextSpan:
        """Return the sentence that holds ``offset``."""
        number = max(0, bisect_right(self._block_starts, offset) - 1)
        sentences = self._article.sentences(number)
        at = bisect_right(sentences, TextSpan(offset, len(self._text))) - 1
        return sentences[max(0, at)]

    def _before(self, offset: int, gender: Gender | None, near: int = _FAR) -> int | None:
        """Return the person that a pronoun at ``offset`` refers to, at most ``near`` code points before it.

        That is the first that fits of the nearest sentence, subjects first; where that one has
        none, the last speaker, if it fits.
        """
        at = bisect_left(self._people_starts, offset)
        chosen: tuple[_Place, int] | None = None
        sentence: TextSpan | None = None
        for mention in reversed(self._people[max(0, at - _BACK) : at]):
            if offset - mention.span.start > near or (sentence and mention.span.start < sentence.start):
                break
            if not self._may_be(mention.entity, gender):
                continue
            here = sentence or self._sentence(mention.span.start)
            place = self._place(mention.span)
            if here.contains(offset) and place is not _Place.SUBJECT:
                continue
            sentence = here
            if chosen is None or place <= chosen[0]:
                chosen = place, mention.entity
        if self._last_speaker is not None and (chosen is None or chosen[0] is not _Place.SUBJECT):
            spoke, where = self._last_speaker
            if offset - where <= near and self._may_be(spoke, gender):
                return spoke
        return None if chosen is None else chosen[1]

    def _may_be(self, entity: int, gender: Gender | None) -> bool:
        """Return whether what is known of a person's gender fits."""
        return gender is None or self._genders.get(entity) in (gender, None)

    def _place(self, span: TextSpan) -> "_Place":
        """Return the role that the name at ``span`` seems to have in its sentence."""
        if self._masked[span.end : span.end + 2] in ("'s", "\u2019s"):
            return _Place.OWNER
        words = self._masked[max(0, span.start - 14) : span.start].split()
        governed = words and (words[-1].lower() in PREPOSITIONS or words[-1][-1] == "(")
        return _Place.GOVERNED if governed else _Place.SUBJECT

    def _described(self, chunk: Chunk) -> int | None:
        """Return the person that the text describes as a noun phrase does: the Ukrainian leader."""
        if not is_person_noun(chunk.head):
            return None
        words = [word.lower() for word in description_words(chunk.span.of(self._text))]
        if self._masked[max(0, chunk.span.start - 4) : chunk.span.start].lower() == "the ":
            words.insert(0, "the")  # "the US leader" is read as "US leader"
        if words[0] not in ("the", "this", "that", "his", "her", "their"):
            return None
        of = _OF.match(self._masked, chunk.span.end)
        modifiers = {
            stem(word)
            for word in [*words[:-1], *(low.lower() for low in description_words(of[1] if of else ""))]
            if word not in _DULL | _RULERS | TITLES
        }
        gender = of_noun([chunk.head])
        best = (0, False, 0)
        others: set[int | None] = set()
        chosen: int | None = None
        for head in sorted(_RULERS if chunk.head in _RULERS else {chunk.head}):
            for description in self._descriptions.of(head)[:_DESCRIBED]:
                start, entity, described = description
                shared = len(modifiers & described)
                if start >= chunk.span.start or not self._may_be(entity, gender):
                    continue
                if modifiers and not shared:
                    if self._descriptions.is_elsewhere(description):
                        others.add(entity)
                    continue
                # Of several that fit, the last speaker; else the one named last with words in
                # common, or where none are needed the most mentioned: entities come in that order.
                spoke = self._last_speaker is not None and self._last_speaker[0] == entity
                rank = (shared, spoke, start if modifiers else len(self._entities) - entity)
                if rank > best:
                    best, chosen = rank, entity
        if chosen is None and words[0] == "the" and not self._goes_on(chunk.span.end):
            chosen = self._descriptions.last_in(modifiers, chunk.span.start)
            if chosen is None and not self._is_unnamed(chunk.head, chunk.span.start):
                recent = self._recent(chunk.span.start, gender)
                chosen = None if recent in others else recent
        return chosen

    def _goes_on(self, offset: int) -> bool:
        """Return whether a noun phrase goes on with words that say who is meant: the mayor of Oslo."""
        following = _WORD.match(self._masked, offset + 1)
        return following is not None and following[0].lower() in PREPOSITIONS - _AFTER_SUBJECTS
