"""The subjects of verbs, found by position and punctuation, with no parser."""

from tui.analysis.chunks import Chunk, Kind, Sentence, Token
from tui.analysis.quotes.lexicon import CUES, Strength
from tui.analysis.vocabulary import AUXILIARIES, JOINS, PREPOSITIONS
from tui.domain.analysis import Label
from tui.domain.words import word_set

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
