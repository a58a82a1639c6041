"""Whose words stand in quotation marks, as the sentence around them tells."""

from enum import IntEnum
from typing import NamedTuple

from tui.analysis.chunks import MASK, POSSESSIVE, Chunk, Kind, Sentence, Token
from tui.analysis.quotes.lexicon import CUES, Strength
from tui.analysis.subjects import first_subject, subject_of
from tui.analysis.vocabulary import AUXILIARIES, DASHES, JOINS, PREPOSITIONS
from tui.domain.analysis import Label
from tui.domain.span import TextSpan

_LOOK_AFTER = 40
"""Words and signs after a quotation within which its verb stands, if it comes after."""
_SUBJECT = 28
"""Words and signs that the subject of such a verb may have, what is said of it included."""
_APPOSITION = 12
"""Words and signs after a noun within which the name comes that it tells of."""
_CLAUSE = 14
"""Words and signs back from a verb within which another reports its clause."""


class Closeness(IntEnum):
    """How surely the sentence tells the speaker."""

    LOOSE = 1
    """The verb stands somewhere in the sentence."""
    NEAR = 2
    """The verb introduces or follows the quotation."""
    TIGHT = 3
    """Verb and speaker are right beside the quotation, with the punctuation of speech."""


class Attribution(NamedTuple):
    """What a sentence tells of a quotation.

    Attributes:
        cue: the verb or phrase.
        speaker: what the verb has for its subject, or None where nothing can be.
        strength: what kind of verb it is.
        closeness: how surely both belong to the quotation.
    """

    cue: TextSpan
    speaker: Chunk | None
    strength: Strength
    closeness: Closeness


def attribution(read: Sentence, at: int, *, comma: bool, opens: bool) -> Attribution | None:
    """Who said what token ``at`` of the sentence stands for, as far as the sentence tells.

    Args:
        read: the sentence, in which quoted words are single tokens.
        at: the index of one of those.
        comma: whether the quotation ends, inside or outside its marks, as speech does before
            "he said": with a comma, a question or exclamation mark, or a dash.
        opens: whether the quotation opens the sentence.
    """
    after = _after(read, at)
    if after is not None and (after.closeness is Closeness.TIGHT and (comma or opens)):
        return after
    before = _before(read, at)
    if before is not None and before.closeness >= Closeness.NEAR:
        return before
    if after is not None and (comma or opens):
        return after
    return _according(read) or before or after


def _after(read: Sentence, at: int) -> Attribution | None:
    """The verb and its subject that come after the quotation, before the next one."""
    tokens = read.tokens
    begin = at + 1
    while begin < len(tokens) and not tokens[begin].is_word and not tokens[begin].is_quote:
        begin += 1
    end = begin
    while (
        end < len(tokens)
        and end - begin < _LOOK_AFTER
        and not tokens[end].is_quote
        and tokens[end].text != ";"
    ):
        end += 1
    cues = [i for i in range(begin, end) if read.is_cue(i) and not _introduces(tokens, i)]
    if not cues or (tokens[cues[0]].low.endswith("ing") and cues[0] == begin):
        return _signed(read, at)
    cue = cues[0]
    if all(tokens[i].low in AUXILIARIES for i in range(begin, cue)):
        inverted = _inverted(read, cue)
        if inverted is None:
            return None
        return _told(read, cue, inverted, tight=cue == begin)
    first = next((c for c in read.chunks if begin <= c.first < cue), None)
    joined = first is None or any(
        tokens[i].low in JOINS or tokens[i].low in PREPOSITIONS for i in range(begin, first.first)
    )
    if first is None or joined or cue - begin > _SUBJECT:
        return _trailing(read, begin, cues)
    return _told(read, cue, subject_of(read, cue, begin) or first, tight=first.first - begin <= 4)


def _told(read: Sentence, cue: int, speaker: Chunk, *, tight: bool) -> Attribution:
    token = read.tokens[cue]
    strength = CUES[token.low]
    tight = tight and strength is Strength.SAYING
    return Attribution(
        TextSpan(token.start, token.end), speaker, strength, Closeness.TIGHT if tight else Closeness.NEAR
    )


def _introduces(tokens: list[Token], cue: int) -> bool:
    """Whether the verb introduces what comes after it: he said: "..."."""
    following = tokens[cue + 1 : cue + 3]
    return bool(following) and (following[0].text == ":" or (following[0].is_quote))


def _inverted(read: Sentence, cue: int) -> Chunk | None:
    """The subject that comes after its verb: said the mayor."""
    chunk = next((c for c in read.chunks if cue < c.first), None)
    if chunk is None or chunk.first > cue + 7 or _breaks(read.tokens, cue, chunk.first):
        return None
    return _past_title(read, chunk)


def _trailing(read: Sentence, begin: int, cues: list[int]) -> Attribution | None:
    """A verb after the writer's own words have gone on: ... in the city, said the mayor."""
    tokens = read.tokens
    for cue in cues:
        if CUES[tokens[cue].low] is not Strength.SAYING:
            continue
        comma = max((i for i in range(begin, cue) if tokens[i].text == ","), default=None)
        if comma is None:
            continue
        if comma == cue - 1:
            speaker = None if tokens[cue].low.endswith("ing") else _inverted(read, cue)
        else:
            first = next((c for c in read.chunks if comma < c.first < cue), None)
            speaker = (
                first if first is not None and first.first == comma + 1 and first.last == cue - 1 else None
            )
        if speaker is not None:
            return _told(read, cue, speaker, tight=False)
    return None


def _signed(read: Sentence, at: int) -> Attribution | None:
    """The name after a dash with which a quotation is signed."""
    tokens = read.tokens
    if at + 2 >= len(tokens) or tokens[at + 1].text not in DASHES:
        return None
    name = next((c for c in read.chunks if c.first > at + 1), None)
    if name is None or name.kind is not Kind.NAME or name.first > at + 4:
        return None
    span = TextSpan(tokens[at + 1].start, tokens[at + 1].end)
    return Attribution(span, name, Strength.SAYING, Closeness.NEAR)


def _breaks(tokens: list[Token], start: int, end: int) -> bool:
    return any(
        not token.is_word or token.low == "that" or (token.low in PREPOSITIONS and token.low != "of")
        for token in tokens[start + 1 : end]
    )


def _past_title(read: Sentence, chunk: Chunk) -> Chunk:
    """The name that a noun before it introduces: said campaign manager Bo Ray; said the mayor, Bo Ray."""
    if chunk.kind is not Kind.NOUN:
        return chunk
    following = read.chunk_at(chunk.last + 1)
    if following is not None and following.kind is Kind.NAME:
        return following
    name = _person_after(read, chunk)
    if name is None:
        return chunk
    return name if "," in (read.tokens[name.first - 1].text, read.tokens[name.first - 2].text) else chunk


def _person_after(read: Sentence, chunk: Chunk) -> Chunk | None:
    """The first name of a person that stands behind a noun phrase, close enough to tell who that is."""
    near = range(chunk.last + 1, chunk.last + _APPOSITION + 1)
    return next((name for name in read.chunks if name.first in near and name.label is Label.PERSON), None)


def _before(read: Sentence, at: int) -> Attribution | None:
    """The last verb before the quotation, and its subject."""
    tokens = read.tokens
    cue = next((i for i in range(at - 1, -1, -1) if read.is_cue(i)), None)
    if cue is None:
        colon = at and tokens[at - 1].text == ":"
        subject = first_subject(read) if colon else None
        if subject is None or subject.first >= at:
            return None
        return Attribution(
            TextSpan(tokens[at - 1].start, tokens[at - 1].end), subject, Strength.SAYING, Closeness.NEAR
        )
    between = tokens[cue + 1 : at]
    near = len(between) <= 10 and not any(token.is_quote for token in between)
    cue = _outer(read, cue, at)
    span = TextSpan(tokens[cue].start, tokens[cue].end)
    strength = CUES[tokens[cue].low]
    return Attribution(span, subject_of(read, cue, 0), strength, Closeness.NEAR if near else Closeness.LOOSE)


def _outer(read: Sentence, cue: int, at: int) -> int:
    """The verb that reports the clause of the verb at ``cue``: she said that he thinks it is "fine".

    Words after a comma or colon are his who is said to have said them, all others hers.
    """
    tokens = read.tokens
    if tokens[at - 1].text in (",", ":"):
        return cue
    for index in range(cue - 1, max(-1, cue - _CLAUSE), -1):
        if tokens[index].is_quote or tokens[index].text in (";", ":"):
            break
        if read.is_cue(index) and CUES[tokens[index].low] is Strength.SAYING:
            told = tokens[index + 1 : cue]
            joined = any(token.low in JOINS or token.text == "," for token in told)
            return cue if joined else index
    return cue


def _according(read: Sentence) -> Attribution | None:
    """The source after "according to", wherever it stands in the sentence."""
    for index in range(len(read.tokens) - 1):
        if read.tokens[index].low == "according" and read.tokens[index + 1].low == "to":
            source = next((c for c in read.chunks if c.first > index), None)
            span = TextSpan(read.tokens[index].start, read.tokens[index + 1].end)
            return Attribution(span, source, Strength.SAYING, Closeness.NEAR)
    return None


def with_name(read: Sentence, chunk: Chunk) -> Chunk:
    """The name that stands beside a noun phrase and says who that is: the mayor, Ann Lee, said."""
    if chunk.kind is not Kind.NOUN or chunk.head.endswith("s"):
        return chunk
    name = _person_after(read, chunk)
    if name is None:
        return chunk
    tokens = read.tokens
    between = [token.text for token in tokens[chunk.last + 1 : name.first]]
    plain = not any(text in ".;:()" or text[0] == MASK for text in between)
    joined = not between or (between[0] == "," and len(between) <= 2) or _is_double(between)
    possessive = tokens[name.last].low.endswith(POSSESSIVE)
    ends = name.last + 1 == len(tokens) or not tokens[name.last + 1].text.isalnum()
    ends = ends or read.is_cue(name.last + 1) or not between
    return name if plain and joined and ends and not possessive else chunk


def _is_double(between: list[str]) -> bool:
    """Whether the words go on with what somebody is besides: "and president,"."""
    return 2 < len(between) <= 5 and between[0] == "and" and between[-1] == "," and "," not in between[:-1]
