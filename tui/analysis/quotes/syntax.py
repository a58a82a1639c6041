"""Subjects of verbs; a sentence as features see it."""

from functools import cached_property

from tui.analysis.quotes.chunker import MASK, POSSESSIVE, Chunk, Kind, Sentence, Token
from tui.analysis.quotes.lexicon import (
    AUXILIARIES,
    CUES,
    DASHES,
    DETERMINERS,
    JOINS,
    PEOPLE,
    PREPOSITIONS,
    Strength,
)
from tui.domain.analysis import Label
from tui.domain.text.sentences import word_set

_BETWEEN = AUXILIARIES | word_set("who that which")
BEING = word_set("is was were are be been being")
PAPERS = word_set("statement message letter memo tweet post note email release text ad sign banner headline")
"""What people speak through: "issued a statement saying" has for its subject who issued it."""
_CLAUSE_OPENERS = word_set("what which that who whom whose how why where when if because")
_CONJUNCTIONS = word_set("as after before since until than like")
"""Prepositions that open clauses as well: "as he put it"."""
_MUTE = word_set("""
    it you year years day days week weeks month months time times night morning evening hour hours
    minute minutes point decade decades
""")
"""What nobody speaks as."""


def announced(read: Sentence) -> Chunk | None:
    """Who is to speak after the sentence: the subject of its last verb of saying."""
    cues = (i for i in range(len(read.tokens) - 1, -1, -1) if read.is_cue(i))
    cue = next((i for i in cues if CUES[read.tokens[i].low] is Strength.SAYING), None)
    return None if cue is None else subject_of(read, cue, 0)


def first_subject(read: Sentence) -> Chunk | None:
    """The first chunk that no preposition governs: most often the subject of the sentence."""
    return next((c for c in read.chunks if c.label is not Label.LOC and _may_say(read, c)), None)


def _governed(read: Sentence, chunk: Chunk) -> bool:
    """Whether a preposition stands before the chunk, with an article or title between at most."""
    if chunk.kind is Kind.PRONOUN:
        return False
    index = chunk.first - 1
    while index >= 0 and read.tokens[index].is_word and read.tokens[index].low not in PREPOSITIONS:
        low = read.tokens[index].low
        if (
            chunk.first - index > 3
            or read.chunk_at(index) is not None
            or low in AUXILIARIES
            or low in _CLAUSE_OPENERS
            or read.is_cue(index)
        ):
            return False
        index -= 1
    return index >= 0 and read.tokens[index].low in PREPOSITIONS


def _may_say(read: Sentence, chunk: Chunk) -> bool:
    return chunk.head not in _MUTE and not _governed(read, chunk)


def subject_of(read: Sentence, cue: int, begin: int) -> Chunk | None:
    """The subject of the verb at token ``cue``; nothing before token ``begin`` is looked at."""
    tokens = read.tokens
    index = cue - 1
    while index >= begin and _stands_between(tokens[index]):
        index -= 1
    agent = _agent(read, cue, index)
    if agent is not None:
        return agent
    candidates = [c for c in read.chunks if begin <= c.first and c.last < cue]
    if not candidates:
        return None
    if index < begin:
        return candidates[0]
    participle = tokens[cue].low.endswith("ing")
    if tokens[index].text == ",":
        return _main(read, candidates) if participle else _before_apposition(read, candidates, index)
    nearest = candidates[-1]
    if participle and nearest.head in PAPERS:
        return _main(read, candidates)
    if nearest.last == index and _opens_clause(tokens, nearest, participle=participle):
        return nearest
    if any(token.low in JOINS or not token.is_word for token in tokens[nearest.last + 1 : index + 1]):
        return _main(read, candidates)
    return _climb(read, candidates)


def _stands_between(token: Token) -> bool:
    """Whether the token may stand between a subject and its verb."""
    return token.low in _BETWEEN or (token.text.islower() and token.low.endswith("ly"))


def _agent(read: Sentence, cue: int, index: int) -> Chunk | None:
    """Who does what a passive verb says: named by the critics; berated by the leader and accused.

    ``index`` is that of the last token before the verb and its auxiliaries.
    """
    tokens = read.tokens
    if not tokens[cue].low.endswith(("ed", "told")):
        return None
    if any(token.low in BEING for token in tokens[index + 1 : cue]):
        by = next((i for i in range(cue + 1, min(cue + 4, len(tokens))) if tokens[i].low == "by"), None)
        return None if by is None else next((c for c in read.chunks if c.first > by), None)
    return shared_agent(read, cue) if index == cue - 1 else None


def shared_agent(read: Sentence, cue: int) -> Chunk | None:
    """Who does what two participles say of which the second is at ``cue``: berated by her and accused."""
    tokens = read.tokens
    if cue < 2 or tokens[cue - 1].low != "and" or not tokens[cue].low.endswith("ed"):
        return None
    nearest = read.chunk_at(cue - 2)
    if nearest is None or nearest.last != cue - 2:
        return None
    before = tokens[max(0, nearest.first - 3) : nearest.first]
    return nearest if any(token.low == "by" for token in before) else None


def _opens_clause(tokens: list[Token], chunk: Chunk, *, participle: bool) -> bool:
    """Whether the chunk has a clause of its own with the verb after it.

    So it is after a conjunction (as he put it), and before a participle after "with", titles
    between (with Mr. Ray calling it "a farce").
    """
    if chunk.first and tokens[chunk.first - 1].low in _CONJUNCTIONS:
        return True
    return participle and any(token.low == "with" for token in tokens[max(0, chunk.first - 3) : chunk.first])


def _climb(read: Sentence, candidates: list[Chunk]) -> Chunk:
    """From the chunk nearest to the verb to the head of its phrase: the director of the CIA."""
    position = len(candidates) - 1
    chunk = candidates[position]
    if chunk.head == "who" and position:
        return candidates[position - 1]
    while position and _governed(read, candidates[position]):
        position -= 1
    return chunk if _governed(read, candidates[position]) else candidates[position]


def _before_apposition(read: Sentence, candidates: list[Chunk], comma: int) -> Chunk:
    """The chunk before the apposition or clause that the comma closes, or the name that closes it."""
    nearest = candidates[-1]
    named = nearest.kind is Kind.NAME and nearest.label in (Label.PERSON, None)
    if named and nearest.last + 1 == comma and nearest.first and read.tokens[nearest.first - 1].text == ",":
        return nearest
    for chunk in reversed(candidates):
        after = chunk.last + 1
        if after < comma and read.tokens[after].text == "," and _may_say(read, chunk):
            return chunk
    return _main(read, candidates)


def _main(read: Sentence, candidates: list[Chunk]) -> Chunk:
    return next((chunk for chunk in candidates if _may_say(read, chunk)), candidates[0])


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


class ParsedSentence:
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
