"""Whom a speaker phrase refers to."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from tui.analysis.entities.gazetteer import stem, words_told
from tui.analysis.entities.genders import Gender, of_first_name, of_noun, of_title
from tui.analysis.entities.normalization import TITLES, folded_words, without_possessive, without_titles
from tui.analysis.quotes.chunker import Chunk, Kind
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.lexicon import PREPOSITIONS, STOPS, is_person_noun
from tui.domain.analysis import Entity, Label
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

RULERS = word_set("president leader premier minister chancellor ruler prime counterpart king queen")
"""Nouns for who rules a country, of which one does as well as another."""
DULL = word_set("the a an his her its their former then new old top senior") | PREPOSITIONS
"""Words that do not tell one person from another."""
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
"""What bearers of titles are called."""


class Description(NamedTuple):
    """What is said of a person at one of its names.

    Attributes:
        start: the code point of the name.
        entity: number of the person.
        told: the words, by their stems (``demonyms.stem``).
    """

    start: int
    entity: int
    told: frozenset[str]


class Descriptions:
    """All that a text says so of persons."""

    def __init__(self, masked: str, people: Sequence[tuple[TextSpan, int]]) -> None:
        """Read what stands around ``people``: where each is named, in order, and its number."""
        self._by_head: dict[str, list[Description]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[int, int]]] = defaultdict(list)
        previous = 0
        for (start, end), entity in people:
            before = _WORDS_BEFORE.search(masked[max(previous, start - 70) : start])
            after = _APPOSITION.match(masked, end, end + 100)
            previous = end
            title, apposition = before[0] if before else "", after[1] if after else ""
            self._add(start, entity, list(words_told(f"{title} {apposition}")))
            self._add_proper(start, entity, [*_run_up(title), *words_told(apposition)])

    def _add(self, start: int, entity: int, words: Sequence[str]) -> None:
        lows = [word.lower() for word in words]
        told = stems(lows)
        titles = [noun for word in lows[-3:] for noun in _TITLE_NOUNS.get(word, ())]
        for head in dict.fromkeys([*lows, *titles]):
            if head in TITLES or head in RULERS or is_person_noun(head):
                self._by_head[head].append(Description(start, entity, told))

    def _add_proper(self, start: int, entity: int, words: Sequence[str]) -> None:
        for proper in stems(word.lower() for word in words if _is_proper(word, word.lower())):
            self._by_stem[proper].append((start, entity))

    def of(self, head: str) -> Sequence[Description]:
        """Every description with a noun, in the order of the text."""
        return self._by_head.get(head, ())

    def is_elsewhere(self, described: Description) -> bool:
        """Whether a description has a capitalised word, so that it is of one country or body."""
        return any(word in self._by_stem for word in described.told)

    def last_in(self, told: Iterable[str], offset: int) -> int | None:
        """The person described last before ``offset`` in one of the capitalised words with these stems."""
        last = [
            places[at - 1]
            for places in (self._by_stem.get(word, ()) for word in told)
            if (at := bisect_left(places, (offset, 0)))
        ]
        return max(last)[1] if last else None


def _run_up(title: str) -> list[str]:
    """The last words of ``title``, right before a name: those of one noun phrase, as far as one can tell.

    So "to Ukraine, Starmer said" does not make Starmer a Ukrainian.
    """
    if title.rstrip().endswith(","):
        return []
    words = list(words_told(title.rpartition(",")[2]))
    at = len(words)
    while at and words[at - 1].lower() not in STOPS:
        at -= 1
    return words[at:]


def _is_proper(word: str, low: str) -> bool:
    """Whether a word is capitalised, and not as a title."""
    return word[0].isupper() and low not in TITLES and low not in RULERS


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of those of the words, in small letters, that tell something."""
    return frozenset(stem(word) for word in words if word not in DULL)


_WORD = re.compile(r"[^\W_]+")
_BACK = 12
"""Namings of persons that are looked at behind a pronoun."""
_DESCRIBED = 200
"""Descriptions with one head word that are looked through."""
_FAR = 1500
"""Code points behind a pronoun beyond which nobody is meant by it."""
_NEAR = 500
"""Code points behind a noun phrase, or "it", beyond which nobody is meant who was not described so."""
_BODIES = (Label.ORG, Label.LOC)
_AFTER_SUBJECTS = word_set("in on at after before during as")
"""Prepositions that mostly go with a verb before them."""
_PRONOUNS = {"he": Gender.HE, "she": Gender.SHE}
_OF = re.compile(r" of (?:the )?((?:[A-Z][^\W_]*\.?(?:[ -]|\b)){1,3})")
_INTRODUCED = r"\b(?:an?|one|another) (?:[^\W\d_][\w'-]* ){{0,2}}{head}\b(?!,)"


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

    def __init__(self, article: MaskedArticle, entities: Sequence[Entity]) -> None:
        """Get to know an article whose entities are all known."""
        self._article = article
        self._text = text = article.text
        self._masked = masked = article.masked
        self._block_starts = [block.start for block in article.blocks]
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
        self._descriptions = Descriptions(masked, [(n.span, n.entity) for n in self._people])
        self._people_starts = [naming.span.start for naming in self._people]
        self._last: tuple[int, int] | None = None

    def name(self, chunk: Chunk) -> str | None:
        """The name of the person or body that ``chunk`` stands for, or None where it is not clear.

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
                self._last = entity, chunk.span.end
            return self._entities[entity].name
        return self._wording(chunk.span) if chunk.kind is Kind.NAME else None

    def _pronoun(self, chunk: Chunk) -> int | None:
        """The entity that a pronoun stands for."""
        offset = chunk.span.start
        if chunk.head == "it":
            return self._body_before(offset)
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
            self._genders[entity] = gender  # so that "he" cannot mean who was "she" before
        return entity

    def _interviewee(self, chunk: Chunk) -> int | None:
        """Who answers where the turns are headed "Q" and "A"; -1 where that is not clear, None elsewhere."""
        label = chunk.span.of(self._text)
        if label not in ("Q", "A") or not self._article.turns.is_label(chunk.span):
            return None
        if label == "Q" or not self._people:
            return -1
        counts = Counter(naming.entity for naming in self._people)
        return max(counts, key=lambda entity: (counts[entity], -entity))

    def _block(self, offset: int) -> int:
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def _body_before(self, offset: int) -> int | None:
        """The body or place that "it" stands for: the subject of the nearest sentence that names one."""
        at = bisect_left(self._starts, offset)
        here = self._sentence(offset)
        chosen: tuple[bool, _Place, int] | None = None
        sentence: TextSpan | None = None
        for naming in reversed(self._namings[max(0, at - _BACK) : at]):
            label = self._entities[naming.entity].label
            start = naming.span.start
            if offset - start > _NEAR or (sentence and start < sentence.start):
                break
            if label not in _BODIES or self._text[start] != self._masked[start]:
                continue
            place = self._place(naming.span)
            if place is _Place.OWNER or (here.contains(start) and place is not _Place.SUBJECT):
                continue
            sentence = sentence or self._sentence(start)
            rank = (label is not Label.ORG, place, naming.entity)
            if chosen is None or rank[:2] <= chosen[:2]:
                chosen = rank
        return None if chosen is None or chosen[1] is not _Place.SUBJECT else chosen[2]

    def _of_that_people(self, chunk: Chunk) -> int | None:
        """The person whom a nationality stands for: the Italian."""
        before = self._text[max(0, chunk.span.start - 4) : chunk.span.start].lower()
        if before != "the " or chunk.head.endswith(("s", "ese", "sh", "ch")):
            return self._named(chunk.span)
        told = self._descriptions.last_in({stem(chunk.head)}, chunk.span.start)
        return told if told is not None else self._recent(chunk.span.start, None)

    def _is_unnamed(self, head: str, offset: int) -> bool:
        """Whether the text spoke of "a diplomat" before: then "the diplomat" is no other."""
        pattern = _INTRODUCED.format(head=re.escape(head))
        return re.search(pattern, self._masked[max(0, offset - _FAR) : offset], re.I) is not None

    def _recent(self, offset: int, gender: Gender | None) -> int | None:
        """Who was spoken of last: the speaker before, or the subject of the sentence before."""
        return self._before(offset, gender, near=_NEAR)

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
        sentences = self._article.sentences(number)
        at = bisect_right(sentences, TextSpan(offset, len(self._text))) - 1
        return sentences[max(0, at)]

    def _before(self, offset: int, gender: Gender | None, near: int = _FAR) -> int | None:
        """The person whom a pronoun at ``offset`` stands for, at most ``near`` code points before it.

        That is the first that fits of the nearest sentence, subjects first; where that one has
        none, whoever spoke last, if it fits.
        """
        at = bisect_left(self._people_starts, offset)
        chosen: tuple[_Place, int] | None = None
        sentence: TextSpan | None = None
        for naming in reversed(self._people[max(0, at - _BACK) : at]):
            if offset - naming.span.start > near or (sentence and naming.span.start < sentence.start):
                break
            if not self._may_be(naming.entity, gender):
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
            if offset - where <= near and self._may_be(spoke, gender):
                return spoke
        return None if chosen is None else chosen[1]

    def _may_be(self, entity: int, gender: Gender | None) -> bool:
        """Whether what is known of a person's gender fits."""
        return gender is None or self._genders.get(entity) in (gender, None)

    def _place(self, span: TextSpan) -> "_Place":
        """What the name at ``span`` seems to be in its sentence."""
        if self._masked[span.end : span.end + 2] in ("'s", "\u2019s"):
            return _Place.OWNER
        words = self._masked[max(0, span.start - 14) : span.start].split()
        governed = words and (words[-1].lower() in PREPOSITIONS or words[-1][-1] == "(")
        return _Place.GOVERNED if governed else _Place.SUBJECT

    def _described(self, chunk: Chunk) -> int | None:
        """The person of whom the text says what a noun phrase says: the Ukrainian leader."""
        if not is_person_noun(chunk.head):
            return None
        words = [word.lower() for word in words_told(chunk.span.of(self._text))]
        if self._masked[max(0, chunk.span.start - 4) : chunk.span.start].lower() == "the ":
            words.insert(0, "the")  # "the US leader" is read as "US leader"
        if words[0] not in ("the", "this", "that", "his", "her", "their"):
            return None
        of = _OF.match(self._masked, chunk.span.end)
        modifiers = {
            stem(word)
            for word in [*words[:-1], *(low.lower() for low in words_told(of[1] if of else ""))]
            if word not in DULL | RULERS | TITLES
        }
        gender = of_noun([chunk.head])
        best = (0, False, 0)
        others: set[int | None] = set()
        chosen: int | None = None
        for head in sorted(RULERS if chunk.head in RULERS else {chunk.head}):
            for description in self._descriptions.of(head)[:_DESCRIBED]:
                start, entity, told = description
                shared = len(modifiers & told)
                if start >= chunk.span.start or not self._may_be(entity, gender):
                    continue
                if modifiers and not shared:
                    if self._descriptions.is_elsewhere(description):
                        others.add(entity)
                    continue
                # Of several that fit, who spoke last; else the one named last with words in
                # common, or where none are needed the most mentioned: entities come in that order.
                spoke = self._last is not None and self._last[0] == entity
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
        """Whether what comes after a noun phrase says who is meant: the mayor of Oslo."""
        following = _WORD.match(self._masked, offset + 1)
        return following is not None and following[0].lower() in PREPOSITIONS - _AFTER_SUBJECTS
