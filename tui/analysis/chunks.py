"""A sentence as it is searched for speakers: its words and signs, and what in it may be one."""

import re
from enum import Enum
from typing import NamedTuple

from tui.analysis.quotes.lexicon import ALSO_NOUNS, CUES, PHRASAL
from tui.analysis.vocabulary import DETERMINERS, PREPOSITIONS, STOPS
from tui.domain.analysis import Label
from tui.domain.span import TextSpan

MASK = "\ue000"
"""What stands in place of quoted words."""

_TOKEN = re.compile(
    rf"{MASK}+[.,!?;:\u2026-]?\"?"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Jr|Sr|St|Adm)\.(?=\s)"
    r"|[^\W_]+(?:[.'\u2019&-][^\W_]+)*(?:(?<=\b[A-Z])\.|(?<=s)['\u2019](?=\s))?"
    r"|[^\w\s]|_"
)
POSSESSIVE = ("'s", "\u2019s", "s'", "s\u2019")
"""Endings of a possessive."""


class Kind(Enum):
    """What a chunk is."""

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
        """Whether the token stands for quoted words."""
        return self.text[0] == MASK

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or number."""
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
        """The chunk that holds the token with that index."""
        return next((chunk for chunk in self.chunks if chunk.first <= index <= chunk.last), None)

    def is_cue(self, index: int) -> bool:
        """Whether the token with that index is a verb that introduces what was said."""
        token = self.tokens[index]
        particle = PHRASAL.get(token.low)
        if particle is not None:
            after = [following.low for following in self.tokens[index + 1 : index + 3]]
            return after[:1] == [particle] and after[1:] != ["to"]
        if token.low not in CUES or not (token.text.islower() or index == 0):
            return False
        return not (token.low in ALSO_NOUNS and index and self._is_noun(index))

    def _is_noun(self, index: int) -> bool:
        """Whether what stands before the token makes it a noun: "in remarks", "his own view"."""
        before = self.tokens[index - 1].low
        if before in DETERMINERS or before in PREPOSITIONS - {"to"} or before.endswith(POSSESSIVE):
            return True
        if self.tokens[index].low.endswith(("s", "ing")) or before.endswith("s") or not before[0].isalpha():
            return False
        return index > 1 and before not in STOPS and self.tokens[index - 2].low in DETERMINERS


def tokens(masked: str, start: int, end: int) -> list[Token]:
    """The words and signs of ``masked[start:end]``, a run of masked characters as one."""
    found: list[Token] = []
    for match in _TOKEN.finditer(masked, start, end):
        text = match.group()
        found.append(Token(match.start(), match.end(), text, text.lower()))
    return found
