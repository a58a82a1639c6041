"""A sentence as the fitted models see it: every word and sign by what it does, not by what it is."""

from functools import cached_property

from tui.analysis.chunks import MASK, POSSESSIVE, Chunk, Kind, Sentence, Token
from tui.analysis.quotes.lexicon import CUES, Strength
from tui.analysis.subjects import BEING, PAPERS, announced, first_subject, subject_of
from tui.analysis.vocabulary import AUXILIARIES, DASHES, DETERMINERS, PEOPLE, PREPOSITIONS
from tui.domain.analysis import Label
from tui.domain.words import word_set

_SAY = word_set("say says said saying")
_TOLD = word_set("tell tells told telling ask asks asked asking remind warned assured urged thanked advised")
"""Verbs that have the hearer for their object."""
_OWN_CLASS = word_set("""
    of to by in on with from for as at about like that who which whom whose what and but or when while where
    because if not so after before during since until than against according
""")
"""Words that are their own class."""
_PLACES = (Label.LOC, Label.FAC, Label.NORP, Label.PRODUCT, Label.MISC)
_OTHER_PRONOUNS = word_set("i we you it who")
_CUES_TRIED = 12
"""Verbs of saying of a sentence whose subjects are looked for, counted from either end."""


def kind_class(chunk: Chunk) -> str:
    """What may be a speaker, as one letter."""
    if chunk.kind is Kind.PRONOUN:
        return {"he": "h", "she": "h", "they": "y"}.get(
            chunk.head, "x" if chunk.head == "who" else chunk.head[:1]
        )
    if chunk.kind is Kind.NOUN:
        return "d" if chunk.head in PAPERS else "n" if chunk.head in PEOPLE else "m"
    if chunk.label is Label.PERSON:
        return "P"
    return "O" if chunk.label is Label.ORG else "U" if chunk.label is None else "L"


class Reading:
    """A sentence, with what is asked of it again and again worked out once.

    Attributes:
        read: the sentence.
        start: the code point at which it starts.
    """

    def __init__(self, read: Sentence, start: int) -> None:
        self.read = read
        self.start = start

    @cached_property
    def owners(self) -> list[int]:
        """For each token the index of the chunk that holds it, or -1."""
        found = [-1] * len(self.read.tokens)
        for number, chunk in enumerate(self.read.chunks):
            found[chunk.first : chunk.last + 1] = [number] * (chunk.last + 1 - chunk.first)
        return found

    @cached_property
    def kinds(self) -> list[str]:
        """The class of each chunk."""
        return [kind_class(chunk) for chunk in self.read.chunks]

    @cached_property
    def cues(self) -> list[int]:
        """The indexes of the verbs that introduce what was said."""
        return [index for index in range(len(self.read.tokens)) if self.read.is_cue(index)]

    @cached_property
    def cue_set(self) -> frozenset[int]:
        """The same, to ask for one."""
        return frozenset(self.cues)

    @cached_property
    def classes(self) -> list[str]:
        """What each token does: a verb of saying, a preposition, a sign, part of a chunk, ..."""
        cues = self.cue_set
        return [
            self.kinds[owner] if owner >= 0 else _token_class(token, is_cue=index in cues)
            for index, (token, owner) in enumerate(zip(self.read.tokens, self.owners, strict=True))
        ]

    @cached_property
    def subjects(self) -> dict[int, Chunk]:
        """The subjects of the verbs of saying, by the index of the verb; of many only those at both ends."""
        cues = self.cues
        if len(cues) > 2 * _CUES_TRIED:
            cues = cues[:_CUES_TRIED] + cues[-_CUES_TRIED:]
        found = ((cue, subject_of(self.read, cue, 0)) for cue in cues)
        return {cue: chunk for cue, chunk in found if chunk is not None}

    @cached_property
    def main(self) -> Chunk | None:
        """The chunk that is most likely the subject of the sentence."""
        return first_subject(self.read)

    @cached_property
    def announced(self) -> Chunk | None:
        """Who is to speak after the sentence."""
        return announced(self.read)

    def path(self, first: int, end: int) -> list[str]:
        """The classes of the tokens ``first`` to before ``end``, each chunk and each run of words once."""
        found: list[str] = []
        classes, owners = self.classes, self.owners
        previous = -1
        for index in range(max(0, first), min(end, len(classes))):
            owner = owners[index]
            if (owner >= 0 and owner == previous) or (classes[index] == "_" and found[-1:] == ["_"]):
                continue
            previous = owner
            found.append(classes[index])
        return found

    def token_at(self, offset: int) -> int | None:
        """The index of the token that holds the code point ``offset``."""
        low, high = 0, len(self.read.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.read.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.read.tokens) and self.read.tokens[low].start <= offset else None


def cue_class(low: str) -> str:
    """What kind of verb of saying it is."""
    ending = "g" if low.endswith("ing") else ""
    if low in _SAY:
        return "S" + ending
    if low in _TOLD:
        return "T" + ending
    return ("R" if CUES[low] is Strength.SAYING else "N") + ending


def _token_class(token: Token, *, is_cue: bool) -> str:
    low = token.low
    if token.text[0] == MASK:
        return "Q"
    if is_cue:
        return cue_class(low)
    if not token.is_word:
        return low if low in ",:.?!;()" else "-" if low in DASHES else "~"
    if low in _OWN_CLASS:
        return low
    if low in BEING:
        return "be"
    if low in AUXILIARIES:
        return "aux"
    if low in PREPOSITIONS:
        return "prep"
    if low in DETERMINERS:
        return "det"
    if low.endswith(POSSESSIVE):
        return "'s"
    if token.text[0].isupper():
        return "X"
    return "ed" if low.endswith("ed") else "ing" if low.endswith("ing") else "_"
