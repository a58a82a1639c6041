"""Whose words stand in quotation marks, as the sentence around them tells."""

from enum import IntEnum
from typing import NamedTuple

from tui.analysis.chunks import PREPOSITIONS, Chunk, Kind, Sentence, Token
from tui.analysis.cues import CUES, Strength
from tui.domain.analysis import Label
from tui.domain.span import TextSpan
from tui.domain.words import word_set

_AUXILIARIES = word_set("""
    has have had is was were are be been being am will would can could may might must shall should do
    does did 'd 'll 've not never also then later recently further repeatedly once even simply just
    quickly still often already again only now always previously first finally subsequently eventually
    reportedly famously all both himself herself themselves immediately soon earlier yesterday today to
""")
_BEING = word_set("is was were are be been being")
_LOOK_AFTER = 14
"""Words after a quotation within which its verb stands, if it comes after."""
_JOINS = word_set("and or but then")


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


def first_subject(read: Sentence) -> Chunk | None:
    """The first chunk that no preposition governs: most often the subject of the sentence."""
    return next((chunk for chunk in read.chunks if _may_say(read, chunk)), None)


def _word(read: Sentence, index: int) -> Token | None:
    return read.tokens[index] if 0 <= index < len(read.tokens) else None


def _governed(read: Sentence, chunk: Chunk) -> bool:
    """Whether a preposition stands before the chunk, with an article or title between at most."""
    index = chunk.first - 1
    while index >= 0 and read.tokens[index].is_word and read.tokens[index].low not in PREPOSITIONS:
        if chunk.first - index > 3 or read.tokens[index].low in _AUXILIARIES or read.is_cue(index):
            return False
        index -= 1
    return index >= 0 and read.tokens[index].low in PREPOSITIONS


def _may_say(read: Sentence, chunk: Chunk) -> bool:
    return chunk.head not in ("it", "you") and not _governed(read, chunk)


def _after(read: Sentence, at: int) -> Attribution | None:
    """The verb and its subject that come after the quotation, before the next one."""
    tokens = read.tokens
    index = at + 1
    while index < len(tokens) and not tokens[index].is_word and not tokens[index].is_quote:
        index += 1
    begin = index
    end = begin
    while (
        end < len(tokens)
        and end - begin < _LOOK_AFTER
        and not tokens[end].is_quote
        and tokens[end].text != ";"
    ):
        end += 1
    cue = next((i for i in range(begin, end) if read.is_cue(i)), None)
    if cue is None or (tokens[cue].low.endswith("ing") and cue == begin):
        return None
    strength = CUES[tokens[cue].low]
    span = TextSpan(tokens[cue].start, tokens[cue].end)
    if all(tokens[i].low in _AUXILIARIES for i in range(begin, cue)):
        inverted = next((c for c in read.chunks if cue < c.first), None)
        if inverted is not None and inverted.first <= cue + 4 and not _breaks(tokens, cue, inverted.first):
            inverted = _past_title(read, inverted)
            tight = cue == begin and strength is Strength.SAYING
            return Attribution(span, inverted, strength, Closeness.TIGHT if tight else Closeness.NEAR)
        return None
    first = next((c for c in read.chunks if c.first >= begin), None)
    if first is None or first.first >= cue:
        return None
    if any(tokens[i].low in _JOINS or tokens[i].low in PREPOSITIONS for i in range(begin, first.first)):
        return Attribution(span, _subject(read, cue, begin), strength, Closeness.LOOSE)
    speaker = _subject(read, cue, begin) or first
    tight = strength is Strength.SAYING and first.first - begin <= 4
    return Attribution(span, speaker, strength, Closeness.TIGHT if tight else Closeness.NEAR)


def _breaks(tokens: list[Token], start: int, end: int) -> bool:
    return any(not token.is_word or token.low in PREPOSITIONS for token in tokens[start + 1 : end])


def _past_title(read: Sentence, chunk: Chunk) -> Chunk:
    """The name that a noun before it only introduces: said campaign manager Robby Mook."""
    following = read.chunk_at(chunk.last + 1)
    if chunk.kind is Kind.NOUN and following is not None and following.kind is Kind.NAME:
        return following
    return chunk


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
    strength = CUES[tokens[cue].low]
    span = TextSpan(tokens[cue].start, tokens[cue].end)
    between = tokens[cue + 1 : at]
    near = len(between) <= 10 and not any(token.is_quote for token in between)
    return Attribution(span, _subject(read, cue, 0), strength, Closeness.NEAR if near else Closeness.LOOSE)


def _according(read: Sentence) -> Attribution | None:
    """The source after "according to", wherever it stands in the sentence."""
    for index in range(len(read.tokens) - 1):
        if read.tokens[index].low == "according" and read.tokens[index + 1].low == "to":
            source = next((c for c in read.chunks if c.first > index), None)
            span = TextSpan(read.tokens[index].start, read.tokens[index + 1].end)
            return Attribution(span, source, Strength.SAYING, Closeness.NEAR)
    return None


def _subject(read: Sentence, cue: int, begin: int) -> Chunk | None:
    """The subject of the verb at token ``cue``; nothing before token ``begin`` is looked at."""
    tokens = read.tokens
    index = cue - 1
    while (index >= begin and tokens[index].low in _AUXILIARIES | _ADVERBS) or (
        index >= begin and tokens[index].text.islower() and tokens[index].low.endswith("ly")
    ):
        index -= 1
    passive = tokens[cue].low.endswith(("ed", "told")) and any(
        tokens[i].low in _BEING for i in range(index + 1, cue)
    )
    if passive:
        by = next((i for i in range(cue + 1, min(cue + 4, len(tokens))) if tokens[i].low == "by"), None)
        if by is not None:
            return next((c for c in read.chunks if c.first > by), None)
    candidates = [c for c in read.chunks if begin <= c.first and c.last < cue]
    if not candidates:
        return None
    if index < begin:
        return candidates[0]
    if tokens[index].text == ",":
        if tokens[cue].low.endswith("ing"):
            return _main_subject(read, candidates)
        return _before_apposition(read, candidates, index)
    nearest = candidates[-1]
    if nearest.last == index or (nearest.last < index and not _breaks_clause(tokens, nearest.last, index)):
        return _climb(read, candidates)
    return _main_subject(read, candidates)


_ADVERBS = word_set("who that which")


def _breaks_clause(tokens: list[Token], start: int, end: int) -> bool:
    return any(token.low in _JOINS or not token.is_word for token in tokens[start + 1 : end + 1])


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
    """The chunk before the apposition or clause that the comma closes."""
    for chunk in reversed(candidates):
        after = _word(read, chunk.last + 1)
        if after is not None and after.text == "," and chunk.last + 1 < comma and _may_say(read, chunk):
            return chunk
    return _main_subject(read, candidates)


def _main_subject(read: Sentence, candidates: list[Chunk]) -> Chunk:
    return next((chunk for chunk in candidates if _may_say(read, chunk)), candidates[0])


def is_body(chunk: Chunk) -> bool:
    """Whether the chunk names an organisation, a place or a people rather than a person."""
    return chunk.label in (Label.ORG, Label.LOC, Label.NORP, Label.FAC)
