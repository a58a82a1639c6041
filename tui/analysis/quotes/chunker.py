"""A shallow parser: the tokens of a sentence, and its chunks, which may be speakers."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from tui.analysis.entities.normalization import TITLES
from tui.analysis.quotes.lexicon import (
    ALSO_NOUNS,
    ARTICLES,
    CUES,
    DAYS,
    DETERMINERS,
    OPENING,
    PARTICLES,
    PEOPLE,
    PHRASAL,
    POST_NOMINALS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
)
from tui.domain.analysis import Label, Mention
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

MASK = "\ue000"
"""The character that masks quoted words."""

_TOKEN = re.compile(
    rf"{MASK}+[.,!?;:\u2026-]?\"?"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Jr|Sr|St|Adm)\.(?=\s)"
    r"|[^\W_]+(?:[.'\u2019&-][^\W_]+)*(?:(?<=\b[A-Z])\.|(?<=s)['\u2019](?=\s))?"
    r"|[^\w\s]|_"
)
_OFFICES = TITLES | word_set("doctor sheriff duke duchess commissioner")
POSSESSIVE = ("'s", "\u2019s", "s'", "s\u2019")
"""Endings of a possessive."""


class Kind(Enum):
    """The kind of a chunk."""

    PRONOUN = "pronoun"
    NAME = "name"
    NOUN = "noun"


class Token(NamedTuple):
    """A word, a sign, or what is quoted; offsets are code points of the text."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_quote(self) -> bool:
        """Return whether the token is quoted words, masked."""
        return self.text[0] == MASK

    @property
    def is_word(self) -> bool:
        """Return whether the token is a word or number."""
        return self.text[0].isalnum()


class Chunk(NamedTuple):
    """Something that may be a speaker.

    Attributes:
        first, last: indexes of its tokens, the last one included.
        span: the wording: a name without titles, a pronoun, a noun phrase.
        kind: which of these it is.
        label: of the mention that it is, else None.
        head: its main word in lower case.
    """

    first: int
    last: int
    span: TextSpan
    kind: Kind
    label: Label | None
    head: str


class Sentence(NamedTuple):
    """A sentence, or the part of a very long one that matters."""

    tokens: list[Token]
    chunks: list[Chunk]

    def chunk_at(self, index: int) -> Chunk | None:
        """Return the chunk that holds the token with that index."""
        return next((chunk for chunk in self.chunks if chunk.first <= index <= chunk.last), None)

    def is_cue(self, index: int) -> bool:
        """Return whether the token with that index is a reporting verb."""
        token = self.tokens[index]
        particle = PHRASAL.get(token.low)
        if particle is not None:
            after = [following.low for following in self.tokens[index + 1 : index + 3]]
            return after[:1] == [particle] and after[1:] != ["to"]
        if token.low not in CUES or not (token.text.islower() or index == 0):
            return False
        return not (token.low in ALSO_NOUNS and index and self._is_noun(index))

    def _is_noun(self, index: int) -> bool:
        """Return whether what stands before the token makes it a noun: "in remarks", "his own view"."""
        before = self.tokens[index - 1].low
        if before in DETERMINERS or before in PREPOSITIONS - {"to"} or before.endswith(POSSESSIVE):
            return True
        if self.tokens[index].low.endswith(("s", "ing")) or before.endswith("s") or not before[0].isalpha():
            return False
        return index > 1 and before not in STOPS and self.tokens[index - 2].low in DETERMINERS


def tokens(masked: str, start: int, end: int) -> list[Token]:
    """Return the words and signs of ``masked[start:end]``, a run of masked characters as one."""
    found: list[Token] = []
    for match in _TOKEN.finditer(masked, start, end):
        text = match.group()
        found.append(Token(match.start(), match.end(), text, text.lower()))
    return found


_APOSTROPHE = re.compile("['\u2019]")
_LONGEST = 8
"""Words of a noun phrase after its article."""
_SPEAKING = frozenset([Label.PERSON, Label.ORG, Label.LOC, Label.NORP, Label.MISC, Label.FAC, Label.PRODUCT])
_NO_NAME = STOPS | DETERMINERS | DAYS
_NO_NOUN = STOPS | DETERMINERS


def parse_sentence(masked: str, start: int, end: int, mentions: Sequence[Mention]) -> Sentence:
    """Parse ``masked[start:end]``, a sentence; ``mentions`` are those that lie in it, sorted."""
    sentence = Sentence(tokens(masked, start, end), [])
    _Chunker(sentence, mentions).run()
    return sentence


class _Chunker:
    """One pass over a sentence that collects its chunks."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._mention_from: dict[int, tuple[int, Mention]] = {}
        at = 0
        for mention in mentions:
            while at < len(self._tokens) and self._tokens[at].end <= mention.start:
                at += 1
            last = at
            while last + 1 < len(self._tokens) and self._tokens[last + 1].start < mention.end:
                last += 1
            if at < len(self._tokens) and self._tokens[at].start < mention.end:
                self._mention_from[at] = (last, mention)
                at = last + 1

    def run(self) -> None:
        at = 0
        while at < len(self._tokens):
            at = self._step(at)

    def _step(self, at: int) -> int:
        """Add the chunk that starts at token ``at``, if one does; return the index where to go on."""
        token = self._tokens[at]
        if not token.is_word:
            return at + 1
        pronoun = _APOSTROPHE.split(token.low, maxsplit=1)[0]
        if pronoun in PRONOUNS and token.text != "IT":
            span = TextSpan(token.start, token.start + len(pronoun))
            self._sentence.chunks.append(Chunk(at, at, span, Kind.PRONOUN, None, pronoun))
            return at + 1
        name_end = self._name_end(at)
        if name_end is not None:
            return self._named(at, name_end)
        if token.low in DETERMINERS:
            return self._phrase(at, at + 1)
        if token.low in PEOPLE and not self._sentence.is_cue(at):
            return self._phrase(at, at)
        return at + 1

    def _name_end(self, at: int) -> int | None:
        """Return the index of the last token of the name that starts at ``at``, titles included."""
        known = self._mention_from.get(at)
        if known is not None:
            return known[0]
        token = self._tokens[at]
        if not token.text[0].isupper() or (at == 0 and not self._may_open(token)):
            return None
        if token.low in _NO_NAME or token.text in POST_NOMINALS or self._sentence.is_cue(at):
            return None
        last = at
        while last + 1 < len(self._tokens) and not self._ends_possessive(last):
            following = last + 1
            if following in self._mention_from:
                known_last, mention = self._mention_from[following]
                if mention.label in (Label.PERSON, Label.ORG):
                    break
                last = known_last
                continue
            token = self._tokens[following]
            joins = (
                token.low in PARTICLES
                and following + 1 < len(self._tokens)
                and (self._tokens[following + 1].text[0].isupper())
            )
            if not (joins or (token.is_word and token.text[0].isupper() and token.low not in STOPS)):
                break
            last = following
        return last

    def _may_open(self, token: Token) -> bool:
        """Return whether the first word of a sentence may be a name, and not a word like any other."""
        following = self._tokens[1] if len(self._tokens) > 1 else None
        if following is not None and following.is_word and following.text[0].isupper():
            return True
        return token.low not in PEOPLE and not token.low.endswith(("ing", "ly")) and token.low not in OPENING

    def _ends_possessive(self, at: int) -> bool:
        return self._tokens[at].low.endswith(POSSESSIVE)

    def _named(self, first: int, last: int) -> int:
        """Go on from a name, which may be a speaker or only open a noun phrase; return where to go on."""
        label = self._mention_from[first][1].label if first in self._mention_from else None
        if label is not None and label not in _SPEAKING:
            return last + 1
        after = last + 1
        if label is not Label.PERSON and self._leads_to_person(after):
            return after
        if self._ends_possessive(last):
            end = self._noun_run(after)
            if end is not None and self._tokens[end].text[0].islower():
                self._add(first, end, Kind.NOUN, None, self._tokens[end].low)
                return end + 1
            return after
        end = self._people_after(last, label)
        if end > last:
            if not (end + 1 < len(self._tokens) and self._name_end(end + 1) is not None):
                self._add(first, end, Kind.NOUN, None, self._tokens[end].low)
            return end + 1
        if label is None:
            titles = [at for at in range(first, last) if self._tokens[at].low.rstrip(".") in TITLES]
            first = titles[-1] + 1 if titles else first
        self._add(first, last, Kind.NAME, label, self._tokens[last].low)
        return after

    def _people_after(self, last: int, label: Label | None) -> int:
        """Return the last token of nouns for people after a name: Trump supporters, the UN legal adviser."""
        end = last
        while end + 1 < len(self._tokens) and self._tokens[end + 1].text in PEOPLE:
            if self._sentence.is_cue(end + 1):
                break
            end += 1
        opens = last + 1 < len(self._tokens) and self._tokens[last + 1].low in ARTICLES
        if end == last and not opens and label in (Label.ORG, Label.NORP, Label.LOC):
            run = self._noun_run(last + 1)
            if run is not None and all(token.text.islower() for token in self._tokens[last + 1 : run + 1]):
                return run if self._tokens[run].low in PEOPLE else last
        return end

    def _leads_to_person(self, at: int) -> bool:
        """Return whether what ends before token ``at`` only describes the person whose name follows."""
        for index in range(at, min(at + _LONGEST, len(self._tokens))):
            known = self._mention_from.get(index)
            if known is not None and known[1].label is Label.PERSON:
                return not self._ends_possessive(at - 1) or index == at
            token = self._tokens[index]
            if not token.is_word or token.low in _NO_NOUN or self._sentence.is_cue(index):
                return False
        return False

    def _phrase(self, first: int, begin: int) -> int:
        """Add a noun phrase that opens at ``first``, its nouns at ``begin``; return where to go on."""
        end = self._noun_run(begin)
        if end is None:
            token = self._tokens[first]
            if token.low in PEOPLE:
                self._add(first, first, Kind.NOUN, None, token.low)
            return first + 1
        name = self._name_in_end(begin, end)
        if name is not None and not self._is_office(*name):
            return self._named(*name)
        self._add(first, end, Kind.NOUN, None, self._tokens[end].low)
        return end + 1

    def _is_office(self, first: int, last: int) -> bool:
        """Return whether capitalised words after "the" call a person by office: the Prime Minister."""
        return first not in self._mention_from and self._tokens[last].low in _OFFICES

    def _name_in_end(self, begin: int, end: int) -> tuple[int, int] | None:
        """Return the first and last token of the name that closes the phrase from ``begin`` to ``end``."""
        for at in range(begin, end + 1):
            last = self._name_end(at)
            if last is not None and last >= end:
                return at, last
        return None

    def _noun_run(self, begin: int) -> int | None:
        """Return the index of the last word of the nouns and adjectives from ``begin`` on, or None."""
        at = begin
        while at < len(self._tokens) and at - begin < _LONGEST:
            token = self._tokens[at]
            if not token.is_word or token.low in STOPS or (at > begin and self._sentence.is_cue(at)):
                break
            if at == begin and self._sentence.is_cue(at) and token.low not in ALSO_NOUNS:
                break
            if token.text.islower() and token.low.endswith("ly") and at > begin:
                break
            after_noun = at > begin + 1 or (at > begin and self._tokens[at - 1].low in PEOPLE)
            if token.text.islower() and token.low.endswith("ed") and after_noun:
                break
            at += 1
        return at - 1 if at > begin else None

    def _add(self, first: int, last: int, kind: Kind, label: Label | None, head: str) -> None:
        start, end = self._tokens[first].start, self._tokens[last].end
        if kind is not Kind.NOUN and first in self._mention_from:
            start, end, _ = self._mention_from[first][1]
        self._sentence.chunks.append(Chunk(first, last, TextSpan(start, end), kind, label, head))
