"""The syntax of a sentence: the subjects of its verbs, and the classes of its tokens for the features."""

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
from tui.domain.text.spans import TextSpan

_BETWEEN = AUXILIARIES | word_set("who that which")
_BEING = word_set("is was were are be been being")
_PAPERS = word_set("statement message letter memo tweet post note email release text ad sign banner headline")
"""Documents that people speak through: the subject of "issued a statement saying" is who issued it."""
_CLAUSE_OPENERS = word_set("what which that who whom whose how why where when if because")
_CONJUNCTIONS = word_set("as after before since until than like")
"""Prepositions that open clauses as well: "as he put it"."""
_QUOTED = word_set("quoted cited quotes cites")
_SPOKEN = word_set("""
    warning response advice verdict answer reply message words statement comment comments remark reaction
    complaint plea promise assessment description conclusion explanation excuse appeal motto retort
""")
"""Nouns for what a person said."""
_NOUN_BACK = 14
"""Words and signs before a quotation within which such a noun stands."""
_MUTE = word_set("""
    it you year years day days week weeks month months time times night morning evening hour hours
    minute minutes point decade decades
""")
"""Heads of chunks that are never a speaker."""


def announced(sentence: Sentence) -> Chunk | None:
    """Return who is to speak after the sentence: the subject of its last reporting verb."""
    cues = (i for i in range(len(sentence.tokens) - 1, -1, -1) if sentence.is_cue(i))
    cue = next((i for i in cues if CUES[sentence.tokens[i].low] is Strength.SAYING), None)
    return None if cue is None else subject_of(sentence, cue, 0)


def first_subject(sentence: Sentence) -> Chunk | None:
    """Return the first chunk that no preposition governs: most often the subject of the sentence."""
    return next((c for c in sentence.chunks if c.label is not Label.LOC and _may_say(sentence, c)), None)


def _governed(sentence: Sentence, chunk: Chunk) -> bool:
    """Return whether a preposition stands before the chunk, with an article or title between at most."""
    if chunk.kind is Kind.PRONOUN:
        return False
    index = chunk.first - 1
    while index >= 0 and sentence.tokens[index].is_word and sentence.tokens[index].low not in PREPOSITIONS:
        low = sentence.tokens[index].low
        if (
            chunk.first - index > 3
            or sentence.chunk_at(index) is not None
            or low in AUXILIARIES
            or low in _CLAUSE_OPENERS
            or sentence.is_cue(index)
        ):
            return False
        index -= 1
    return index >= 0 and sentence.tokens[index].low in PREPOSITIONS


def _may_say(sentence: Sentence, chunk: Chunk) -> bool:
    return chunk.head not in _MUTE and not _governed(sentence, chunk)


def subject_of(sentence: Sentence, cue: int, begin: int) -> Chunk | None:
    """Return the subject of the verb at token ``cue``, at token ``begin`` or after it."""
    tokens = sentence.tokens
    index = cue - 1
    while index >= begin and _stands_between(tokens[index]):
        index -= 1
    agent = _agent(sentence, cue, index)
    if agent is not None:
        return agent
    candidates = [c for c in sentence.chunks if begin <= c.first and c.last < cue]
    if not candidates:
        return None
    if index < begin:
        return candidates[0]
    participle = tokens[cue].low.endswith("ing")
    if tokens[index].text == ",":
        return _main(sentence, candidates) if participle else _before_apposition(sentence, candidates, index)
    nearest = candidates[-1]
    if participle and nearest.head in _PAPERS:
        return _main(sentence, candidates)
    if nearest.last == index and _opens_clause(tokens, nearest, participle=participle):
        return nearest
    if any(token.low in JOINS or not token.is_word for token in tokens[nearest.last + 1 : index + 1]):
        return _main(sentence, candidates)
    return _climb(sentence, candidates)


def quoted_as(sentence: Sentence, cue: int) -> Chunk | None:
    """Return whom the sentence quotes: the agency quoted the minister, Ann Lee, as saying."""
    tokens = sentence.tokens
    if tokens[cue].low in _QUOTED:
        cue = next((at for at in range(cue + 2, len(tokens)) if tokens[at].low == "saying"), 0)
    if not cue or tokens[cue - 1].low != "as" or not tokens[cue].low.endswith("ing"):
        return None
    verb = next((at for at in range(cue - 2, -1, -1) if tokens[at].low in _QUOTED), None)
    if verb is None:
        return None
    if any(token.low in _BEING for token in tokens[max(0, verb - 2) : verb]):
        return _quoted_by(sentence, verb)
    between = [chunk for chunk in sentence.chunks if verb < chunk.first and chunk.last < cue]
    return next((chunk for chunk in between if chunk.kind is Kind.NAME), between[0] if between else None)


def _quoted_by(sentence: Sentence, verb: int) -> Chunk | None:
    """Return who "was quoted by" somebody; None where nobody is named as the one who quotes."""
    tokens = sentence.tokens
    if verb + 1 == len(tokens) or tokens[verb + 1].low != "by":
        return None
    before = [chunk for chunk in sentence.chunks if chunk.last < verb]
    between = tokens[before[-1].last + 1 : verb] if before else ()
    return before[-1] if before and all(token.is_word for token in between) else None


def noun_cue(sentence: Sentence, at: int) -> Chunk | None:
    """Return whose words a noun calls the quotation that is token ``at``: the warning from her."""
    tokens = sentence.tokens
    if at + 2 < len(tokens) and tokens[at + 1].low in ("is", "was"):
        if tokens[at + 2].low == "how":
            chunk = _first_after(sentence, at + 2)
            end = chunk.last if chunk is not None else at
            return chunk if [token.low for token in tokens[end + 1 : end + 3]] == ["put", "it"] else None
        return _of_noun(sentence, at + 2, min(len(tokens), at + 7))
    last = at - 1
    if last < 3 or not (tokens[last].text in (":", ",") or tokens[last].text in DASHES):
        return None
    begin = max(0, at - _NOUN_BACK)
    if any(tokens[index].is_quote or sentence.is_cue(index) for index in range(begin, last)):
        nouns = [index for index in range(begin, last) if tokens[index].low in _SPOKEN]
        begin = nouns[0] if nouns else last
        clean = (index for index in range(begin + 1, last))
        if any(tokens[index].is_quote or sentence.is_cue(index) for index in clean):
            return None
    return _of_noun(sentence, begin, last)


def _of_noun(sentence: Sentence, begin: int, end: int) -> Chunk | None:
    """Return whose words the first noun for words between two tokens means."""
    tokens = sentence.tokens
    noun = next((index for index in range(begin, end) if tokens[index].low in _SPOKEN), None)
    if noun is None:
        return None
    if noun + 1 < len(tokens) and tokens[noun + 1].low in ("from", "of", "by"):
        return _first_after(sentence, noun + 1)
    whole = sentence.chunk_at(noun)
    if whole is not None and whole.first < noun and tokens[whole.first].text[0].isupper():
        token = tokens[whole.first]  # "Tate's last words" is one chunk
        if not token.low.endswith(("'s", "\u2019s")):
            return None
        span = TextSpan(token.start, token.end - 2)
        return Chunk(whole.first, whole.first, span, Kind.NAME, Label.PERSON, token.low[:-2])
    owner = next((chunk for chunk in reversed(sentence.chunks) if chunk.last < noun), None)
    if owner is None or noun - owner.last > 2 or not tokens[owner.last].low.endswith(POSSESSIVE):
        return None
    return owner


def _first_after(sentence: Sentence, index: int) -> Chunk | None:
    """Return the chunk that begins right after a token; the name, where a noun introduces it."""
    chunk = next((chunk for chunk in sentence.chunks if chunk.first > index), None)
    if chunk is None or chunk.first - index > 3:
        return None
    following = sentence.chunk_at(chunk.last + 1)
    return following if following is not None and following.kind is Kind.NAME else chunk


def _stands_between(token: Token) -> bool:
    """Return whether the token may stand between a subject and its verb."""
    return token.low in _BETWEEN or (token.text.islower() and token.low.endswith("ly"))


def _agent(sentence: Sentence, cue: int, index: int) -> Chunk | None:
    """Return the agent of a passive verb: named by the critics; berated by the leader and accused.

    ``index`` is that of the last token before the verb and its auxiliaries.
    """
    tokens = sentence.tokens
    if not tokens[cue].low.endswith(("ed", "told")):
        return None
    if any(token.low in _BEING for token in tokens[index + 1 : cue]):
        by = next((i for i in range(cue + 1, min(cue + 4, len(tokens))) if tokens[i].low == "by"), None)
        return None if by is None else next((c for c in sentence.chunks if c.first > by), None)
    return shared_agent(sentence, cue) if index == cue - 1 else None


def shared_agent(sentence: Sentence, cue: int) -> Chunk | None:
    """Return the agent of two participles, the second of them at ``cue``: berated by her and accused."""
    tokens = sentence.tokens
    if cue < 2 or tokens[cue - 1].low != "and" or not tokens[cue].low.endswith("ed"):
        return None
    nearest = sentence.chunk_at(cue - 2)
    if nearest is None or nearest.last != cue - 2:
        return None
    before = tokens[max(0, nearest.first - 3) : nearest.first]
    return nearest if any(token.low == "by" for token in before) else None


def _opens_clause(tokens: list[Token], chunk: Chunk, *, participle: bool) -> bool:
    """Return whether the chunk has a clause of its own with the verb after it.

    So it is after a conjunction (as he put it), and before a participle after "with", titles
    between (with Mr. Ray calling it "a farce").
    """
    if chunk.first and tokens[chunk.first - 1].low in _CONJUNCTIONS:
        return True
    return participle and any(token.low == "with" for token in tokens[max(0, chunk.first - 3) : chunk.first])


def _climb(sentence: Sentence, candidates: list[Chunk]) -> Chunk:
    """Go from the chunk nearest to the verb to the head of its phrase: the director of the CIA."""
    position = len(candidates) - 1
    chunk = candidates[position]
    if chunk.head == "who" and position:
        return candidates[position - 1]
    while position and _governed(sentence, candidates[position]):
        position -= 1
    return chunk if _governed(sentence, candidates[position]) else candidates[position]


def _before_apposition(sentence: Sentence, candidates: list[Chunk], comma: int) -> Chunk:
    """Return the chunk before the apposition or clause that the comma closes, or the name at its end."""
    nearest = candidates[-1]
    named = nearest.kind is Kind.NAME and nearest.label in (Label.PERSON, None)
    if (
        named
        and nearest.last + 1 == comma
        and nearest.first
        and sentence.tokens[nearest.first - 1].text == ","
    ):
        return nearest
    for chunk in reversed(candidates):
        after = chunk.last + 1
        if after < comma and sentence.tokens[after].text == "," and _may_say(sentence, chunk):
            return chunk
    return _main(sentence, candidates)


def _main(sentence: Sentence, candidates: list[Chunk]) -> Chunk:
    return next((chunk for chunk in candidates if _may_say(sentence, chunk)), candidates[0])


_SAY = word_set("say says said saying")
_TELL = word_set("tell tells told telling ask asks asked asking remind warned assured urged thanked advised")
"""Verbs that have the hearer for their object."""
_OWN_CLASS = word_set("""
    of to by in on with from for as at about like that who which whom whose what and but or when while where
    because if not so after before during since until than against according
""")
"""Words that are their own class."""
_PLACES = (Label.LOC, Label.FAC, Label.NORP, Label.PRODUCT, Label.MISC)
_CUES_TRIED = 12
"""Reporting verbs of a sentence, from either end, whose subjects are looked for."""


def kind_class(chunk: Chunk) -> str:
    """Return the class of a chunk, as one letter."""
    if chunk.kind is Kind.PRONOUN:
        return {"he": "h", "she": "h", "they": "y"}.get(
            chunk.head, "x" if chunk.head == "who" else chunk.head[:1]
        )
    if chunk.kind is Kind.NOUN:
        return "d" if chunk.head in _PAPERS else "n" if chunk.head in PEOPLE else "m"
    if chunk.label is Label.PERSON:
        return "P"
    return "O" if chunk.label is Label.ORG else "U" if chunk.label is None else "L"


class ParsedSentence:
    """A sentence, with what is asked of it again and again computed once.

    Attributes:
        sentence: its tokens and chunks.
        start: the code point at which it starts.
    """

    def __init__(self, sentence: Sentence, start: int) -> None:
        self.sentence = sentence
        self.start = start

    @cached_property
    def owners(self) -> list[int]:
        """Return for each token the index of the chunk that holds it, or -1."""
        found = [-1] * len(self.sentence.tokens)
        for number, chunk in enumerate(self.sentence.chunks):
            found[chunk.first : chunk.last + 1] = [number] * (chunk.last + 1 - chunk.first)
        return found

    @cached_property
    def kinds(self) -> list[str]:
        """Return the class of each chunk."""
        return [kind_class(chunk) for chunk in self.sentence.chunks]

    @cached_property
    def cues(self) -> list[int]:
        """Return the indexes of the reporting verbs."""
        return [index for index in range(len(self.sentence.tokens)) if self.sentence.is_cue(index)]

    @cached_property
    def cue_set(self) -> frozenset[int]:
        """Return ``cues`` as a set."""
        return frozenset(self.cues)

    @cached_property
    def classes(self) -> list[str]:
        """Return the class of each token: a reporting verb, a preposition, a sign, part of a chunk, ..."""
        cues = self.cue_set
        return [
            self.kinds[owner] if owner >= 0 else _token_class(token, is_cue=index in cues)
            for index, (token, owner) in enumerate(zip(self.sentence.tokens, self.owners, strict=True))
        ]

    @cached_property
    def subjects(self) -> dict[int, Chunk]:
        """Return the subjects of the reporting verbs by their indexes; of many only those at both ends."""
        cues = self.cues
        if len(cues) > 2 * _CUES_TRIED:
            cues = cues[:_CUES_TRIED] + cues[-_CUES_TRIED:]
        found = ((cue, subject_of(self.sentence, cue, 0)) for cue in cues)
        return {cue: chunk for cue, chunk in found if chunk is not None}

    @cached_property
    def main(self) -> Chunk | None:
        """Return the chunk that is most likely the subject of the sentence."""
        return first_subject(self.sentence)

    @cached_property
    def announced(self) -> Chunk | None:
        """Return who is to speak after the sentence."""
        return announced(self.sentence)

    def path(self, first: int, end: int) -> list[str]:
        """Return the classes of the tokens ``first`` to ``end``, each chunk and each run of words once."""
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
        """Return the index of the token that holds the code point ``offset``."""
        low, high = 0, len(self.sentence.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.sentence.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.sentence.tokens) and self.sentence.tokens[low].start <= offset else None


def cue_class(low: str) -> str:
    """Return the class of a reporting verb."""
    ending = "g" if low.endswith("ing") else ""
    if low in _SAY:
        return "S" + ending
    if low in _TELL:
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
    if low in _BEING:
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
