"""Rules that decide, by the words around a pair of marks, whether it is speech and who the speaker is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from tui.analysis.quotes.chunker import MASK, POSSESSIVE, Chunk, Kind, Sentence, Token
from tui.analysis.quotes.document import LONG, MaskedArticle, inside_of
from tui.analysis.quotes.lexicon import (
    AUXILIARIES,
    CUES,
    DASHES,
    JOINS,
    PREPOSITIONS,
    SMALL_WORDS,
    WORD,
    Strength,
)
from tui.analysis.quotes.marks import Quoted
from tui.analysis.quotes.syntax import ParsedSentence, first_subject, subject_of
from tui.domain.analysis import Label
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

_LOOK_AFTER = 40
"""Words and signs after a quotation within which its verb stands, if it comes after."""
_SUBJECT = 28
"""Words and signs that the subject of such a verb may have, with its descriptions."""
_APPOSITION = 12
"""Words and signs after a noun within which the name comes that it describes."""
_CLAUSE = 14
"""Words and signs back from a verb within which another reports its clause."""


class Closeness(IntEnum):
    """How surely a sentence attributes a quotation."""

    LOOSE = 1
    """The verb stands somewhere in the sentence."""
    NEAR = 2
    """The verb introduces or follows the quotation."""
    TIGHT = 3
    """Verb and speaker are right next to the quotation, with the punctuation of speech."""


class Attribution(NamedTuple):
    """A quotation attributed by a sentence.

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


def _find_attribution(sentence: Sentence, at: int, *, comma: bool, opens: bool) -> Attribution | None:
    """Return to whom the sentence attributes the quotation that is its token ``at``, or None.

    Args:
        sentence: the sentence, in which quoted words are single tokens.
        at: the index of one of those.
        comma: whether the quotation ends, inside or outside its marks, as speech does before
            "he said": with a comma, a question or exclamation mark, or a dash.
        opens: whether the quotation opens the sentence.
    """
    after = _after(sentence, at)
    if after is not None and (after.closeness is Closeness.TIGHT and (comma or opens)):
        return after
    before = _before(sentence, at)
    if before is not None and before.closeness >= Closeness.NEAR:
        return before
    if after is not None and (comma or opens):
        return after
    return _according(sentence) or before or after


def _after(sentence: Sentence, at: int) -> Attribution | None:
    """Return the verb and its subject that come after the quotation, before the next one."""
    tokens = sentence.tokens
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
    cues = [i for i in range(begin, end) if sentence.is_cue(i) and not _introduces(tokens, i)]
    if not cues or (tokens[cues[0]].low.endswith("ing") and cues[0] == begin):
        return _signed(sentence, at)
    cue = cues[0]
    if all(tokens[i].low in AUXILIARIES for i in range(begin, cue)):
        inverted = _inverted(sentence, cue)
        if inverted is None:
            return None
        return _attributed(sentence, cue, inverted, tight=cue == begin)
    first = next((c for c in sentence.chunks if begin <= c.first < cue), None)
    joined = first is None or any(
        tokens[i].low in JOINS or tokens[i].low in PREPOSITIONS for i in range(begin, first.first)
    )
    if first is None or joined or cue - begin > _SUBJECT:
        return _trailing(sentence, begin, cues)
    return _attributed(
        sentence, cue, subject_of(sentence, cue, begin) or first, tight=first.first - begin <= 4
    )


def _attributed(sentence: Sentence, cue: int, speaker: Chunk, *, tight: bool) -> Attribution:
    token = sentence.tokens[cue]
    strength = CUES[token.low]
    tight = tight and strength is Strength.SAYING
    return Attribution(
        TextSpan(token.start, token.end), speaker, strength, Closeness.TIGHT if tight else Closeness.NEAR
    )


def _introduces(tokens: list[Token], cue: int) -> bool:
    """Return whether the verb introduces what comes after it: he said: "..."."""
    following = tokens[cue + 1 : cue + 3]
    return bool(following) and (following[0].text == ":" or (following[0].is_quote))


def _inverted(sentence: Sentence, cue: int) -> Chunk | None:
    """Return the subject that comes after its verb: said the mayor."""
    chunk = next((c for c in sentence.chunks if cue < c.first), None)
    if chunk is None or chunk.first > cue + 7 or _breaks(sentence.tokens, cue, chunk.first):
        return None
    return _past_title(sentence, chunk)


def _trailing(sentence: Sentence, begin: int, cues: list[int]) -> Attribution | None:
    """Return a verb that comes after more of the writer's own words: ... in the city, said the mayor."""
    tokens = sentence.tokens
    for cue in cues:
        if CUES[tokens[cue].low] is not Strength.SAYING:
            continue
        comma = max((i for i in range(begin, cue) if tokens[i].text == ","), default=None)
        if comma is None:
            continue
        if comma == cue - 1:
            speaker = None if tokens[cue].low.endswith("ing") else _inverted(sentence, cue)
        else:
            first = next((c for c in sentence.chunks if comma < c.first < cue), None)
            speaker = (
                first if first is not None and first.first == comma + 1 and first.last == cue - 1 else None
            )
        if speaker is not None:
            return _attributed(sentence, cue, speaker, tight=False)
    return None


def _signed(sentence: Sentence, at: int) -> Attribution | None:
    """Return the name after a dash with which a quotation is signed."""
    tokens = sentence.tokens
    if at + 2 >= len(tokens) or tokens[at + 1].text not in DASHES:
        return None
    name = next((c for c in sentence.chunks if c.first > at + 1), None)
    if name is None or name.kind is not Kind.NAME or name.first > at + 4:
        return None
    span = TextSpan(tokens[at + 1].start, tokens[at + 1].end)
    return Attribution(span, name, Strength.SAYING, Closeness.NEAR)


def _breaks(tokens: list[Token], start: int, end: int) -> bool:
    return any(
        not token.is_word or token.low == "that" or (token.low in PREPOSITIONS and token.low != "of")
        for token in tokens[start + 1 : end]
    )


def _past_title(sentence: Sentence, chunk: Chunk) -> Chunk:
    """Return the name that a noun introduces: said campaign manager Bo Ray; said the mayor, Bo Ray."""
    if chunk.kind is not Kind.NOUN:
        return chunk
    following = sentence.chunk_at(chunk.last + 1)
    if following is not None and following.kind is Kind.NAME:
        return following
    name = _person_after(sentence, chunk)
    if name is None:
        return chunk
    return (
        name if "," in (sentence.tokens[name.first - 1].text, sentence.tokens[name.first - 2].text) else chunk
    )


def _person_after(sentence: Sentence, chunk: Chunk) -> Chunk | None:
    """Return the first name of a person after a noun phrase, close enough to be the one it describes."""
    near = range(chunk.last + 1, chunk.last + _APPOSITION + 1)
    return next((name for name in sentence.chunks if name.first in near and name.label is Label.PERSON), None)


def _before(sentence: Sentence, at: int) -> Attribution | None:
    """Return the last verb before the quotation, and its subject."""
    tokens = sentence.tokens
    cue = next((i for i in range(at - 1, -1, -1) if sentence.is_cue(i)), None)
    if cue is None:
        colon = at and tokens[at - 1].text == ":"
        subject = first_subject(sentence) if colon else None
        if subject is None or subject.first >= at:
            return None
        return Attribution(
            TextSpan(tokens[at - 1].start, tokens[at - 1].end), subject, Strength.SAYING, Closeness.NEAR
        )
    between = tokens[cue + 1 : at]
    near = len(between) <= 10 and not any(token.is_quote for token in between)
    cue = _outer(sentence, cue, at)
    span = TextSpan(tokens[cue].start, tokens[cue].end)
    strength = CUES[tokens[cue].low]
    return Attribution(
        span, subject_of(sentence, cue, 0), strength, Closeness.NEAR if near else Closeness.LOOSE
    )


def _outer(sentence: Sentence, cue: int, at: int) -> int:
    """Return the verb that reports the clause of the verb at ``cue``: she said that he thinks it is "fine".

    Words after a comma or colon are attributed to him, all others to her.
    """
    tokens = sentence.tokens
    if tokens[at - 1].text in (",", ":"):
        return cue
    for index in range(cue - 1, max(-1, cue - _CLAUSE), -1):
        if tokens[index].is_quote or tokens[index].text in (";", ":"):
            break
        if sentence.is_cue(index) and CUES[tokens[index].low] is Strength.SAYING:
            clause = tokens[index + 1 : cue]
            joined = any(token.low in JOINS or token.text == "," for token in clause)
            return cue if joined else index
    return cue


def _according(sentence: Sentence) -> Attribution | None:
    """Return the source after "according to", wherever it stands in the sentence."""
    for index in range(len(sentence.tokens) - 1):
        if sentence.tokens[index].low == "according" and sentence.tokens[index + 1].low == "to":
            source = next((c for c in sentence.chunks if c.first > index), None)
            span = TextSpan(sentence.tokens[index].start, sentence.tokens[index + 1].end)
            return Attribution(span, source, Strength.SAYING, Closeness.NEAR)
    return None


def with_name(sentence: Sentence, chunk: Chunk) -> Chunk:
    """Return the name next to a noun phrase that says who is meant: the mayor, Ann Lee, said."""
    if chunk.kind is not Kind.NOUN or chunk.head.endswith("s"):
        return chunk
    name = _person_after(sentence, chunk)
    if name is None:
        return chunk
    tokens = sentence.tokens
    between = [token.text for token in tokens[chunk.last + 1 : name.first]]
    plain = not any(text in ".;:()" or text[0] == MASK for text in between)
    joined = not between or (between[0] == "," and len(between) <= 2) or _is_double(between)
    possessive = tokens[name.last].low.endswith(POSSESSIVE)
    ends = name.last + 1 == len(tokens) or not tokens[name.last + 1].text.isalnum()
    ends = ends or sentence.is_cue(name.last + 1) or not between
    return name if plain and joined and ends and not possessive else chunk


def _is_double(between: list[str]) -> bool:
    """Return whether the words go on with another role of the person: "and president,"."""
    return 2 < len(between) <= 5 and between[0] == "and" and between[-1] == "," and "," not in between[:-1]


_TITLED = re.compile(r"\b(?:en|sub)?titled:?\s*\Z|\bheadlined:?\s*\Z|\bso-called\s*\Z")
NAMERS = word_set("""
    so-called dubbed nicknamed titled entitled named known term terms word words phrase slogan song
    songs album book books novel memoir film movie show series magazine drama comedy musical play sitcom
    documentary program podcast episode hit single headlined hashtag code-named codenamed subtitled
    alias hosts host
""")
NAMED_AFTER = word_set("""
    star stars host hosts anchor show series film movie album actor actress fame author magazine program
    singer song book co-host creator sitcom trilogy
""")

_HEADING = 14
"""Words that a heading in quotation marks may have."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A quotation and the writer's words around it.

    Attributes:
        inside: the words between the marks.
        before, after: the writer's words next to it in its sentence, a few of them.
        single: whether it stands in single marks.
        closed: whether the closing mark is there.
        opens: whether it opens its sentence.
        alone: whether it is a whole paragraph.
    """

    inside: str
    before: str
    after: str
    single: bool
    closed: bool
    opens: bool
    alone: bool


def is_speech(setting: Setting, found: Attribution | None) -> bool:
    """Return whether what stands between the marks is speech."""
    words = WORD.findall(setting.inside)
    if not words:
        return False
    if _TITLED.search(setting.before):
        return False
    if setting.alone and setting.single and found is None and len(words) <= _HEADING:
        return False
    if not setting.closed or len(words) > 8:
        return True
    inside = setting.inside.strip()
    ends = inside[-1:] in ",.?!\u2014\u2026-"
    before = [word.lower() for word in WORD.findall(setting.before)]
    after = [word.lower() for word in WORD.findall(setting.after)]
    if setting.opens and ends and len(words) > 2:
        return True
    strength = found.strength if found is not None and found.closeness >= Closeness.NEAR else None
    title = _is_title(words)
    if _is_nickname(setting, words):
        return False
    if before and before[-1] in NAMERS and strength is not Strength.SAYING:
        return len(words) > 2 and not title
    if title and (any(word in NAMERS for word in before[-3:]) or (after[:1] and after[0] in NAMED_AFTER)):
        return False
    if title and len(words) > 1:
        return _is_said_title(setting, len(words), ends=ends, strength=strength)
    return len(words) > 2 or found is not None or (len(words) == 2 and ends)


def _is_said_title(setting: Setting, length: int, *, ends: bool, strength: Strength | None) -> bool:
    """Return whether words that are set like a title were said all the same."""
    introduced = setting.before.rstrip()[-1:] in (",", ":") or setting.opens
    if strength is Strength.SAYING:
        return introduced or length == 2
    return strength is Strength.NAMING and (length > 3 or (length == 2 and not ends))


def _is_title(words: list[str]) -> bool:
    """Return whether the words are set like a title: all but the small ones capitalised."""
    large = [word for word in words if word.lower() not in SMALL_WORDS and not word[0].isdigit()]
    return bool(large) and words[0][:1].isupper() and all(word[0].isupper() for word in large)


def _is_nickname(setting: Setting, words: list[str]) -> bool:
    """Return whether the words stand inside a name: Joseph "Beau" Ray."""
    before, after = WORD.findall(setting.before), WORD.findall(setting.after)
    return (
        len(words) <= 3
        and words[0][0].isupper()
        and bool(before and after)
        and before[-1][0].isupper()
        and after[0][0].isupper()
        and setting.before.rstrip()[-1:].isalpha()
        and setting.after.lstrip()[:1].isalpha()
    )


NEARBY = 60
"""Code points on either side of a quotation that the rules look at."""
_BYLINE = 120
"""Code points of a paragraph that may be a byline: a name and a description of the person."""
_LATER = 4
"""Quotations after one that are searched for its speaker."""
_PAUSES = (",", "?", "!", "\u2026", *DASHES)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quotation, where it stands, and what the rules make of it.

    Attributes:
        quoted: the stretch between the marks.
        number: index of its sentence in the paragraph.
        sentence: that sentence.
        parsed: the same, parsed.
        at: index of the token that is the quotation, or None where there is none.
        own: to whom its own sentence attributes it.
        setting: the words around it.
        speech: whether the rules hold it to be speech.
    """

    quoted: Quoted
    number: int
    sentence: TextSpan
    parsed: ParsedSentence
    at: int | None
    own: Attribution | None
    setting: Setting
    speech: bool

    @property
    def said_by(self) -> Chunk | None:
        """Return the speaker by its own sentence, if it is speech."""
        return self.own.speaker if self.speech and self.own is not None else None


def propose(article: MaskedArticle, found: Sequence[Quoted]) -> Iterator[Proposal]:
    """Yield what the rules make of each of the quotations ``found``, those of one paragraph."""
    sentences = article.sentences(found[0].paragraph)
    number = 0
    for item in found:
        while number + 1 < len(sentences) and sentences[number + 1].start <= item.start:
            number += 1
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        yield _proposal(article, item, number, sentences[number], following)


def _proposal(
    article: MaskedArticle, item: Quoted, number: int, span: TextSpan, following: TextSpan | None
) -> Proposal:
    text = article.text
    parsed = article.parsed(span, item.start)
    at = parsed.token_at(item.start)
    inside = inside_of(text, item)
    after = text[item.end : min(span.end, item.end + NEARBY)]
    comma = inside.rstrip().endswith(_PAUSES) or after.lstrip()[:1] in (",", *DASHES[1:])
    opens = not any(c.isalnum() for c in text[max(span.start, item.start - 20) : item.start])
    own = None if at is None else _find_attribution(parsed.sentence, at, comma=comma, opens=opens)
    before = article.masked[max(span.start, item.start - NEARBY) : item.start]
    alone = (item.start, item.end) == article.blocks[item.paragraph]
    setting = Setting(inside, before, after, item.single, item.closed, opens, alone)
    speech = is_speech(setting, own)
    if own is None and following is not None and item.end == span.end:
        own = _asked(article, item, span, following)
    return Proposal(item, number, span, parsed, at, own, setting, speech)


def _asked(article: MaskedArticle, item: Quoted, span: TextSpan, following: TextSpan) -> Attribution | None:
    """Return the attribution after a question or call, as if a sentence began there: "Why?" Miller asked.

    A dash and a name after the last stop are alike: "We won." - Miller
    """
    signed = article.masked[following.start] in DASHES
    if not signed and article.masked[item.end - 2] not in "?!":
        return None
    parsed = article.parse(max(span.start, item.end - 3), min(following.end, following.start + LONG))
    found = _find_attribution(parsed.sentence, 0, comma=True, opens=True)
    return found if found is not None and (signed or found.closeness is Closeness.TIGHT) else None


def speaker_elsewhere(
    article: MaskedArticle, proposals: Sequence[Proposal], position: int, *, after_speech: bool
) -> Chunk | None:
    """Return the speaker, where neither the sentence nor a quotation before it in the paragraph names one.

    Args:
        article: the article.
        proposals: the pairs of marks of the paragraph.
        position: the index among them of the one that is asked for.
        after_speech: whether there is speech in the paragraph before.
    """
    proposal = proposals[position]
    block = proposal.quoted.paragraph
    if proposal.quoted.start == article.blocks[block].start:
        outside = byline(article, block) or _announcement(article, block, after_speech=after_speech)
        if outside is not None:
            return outside
    sentences = article.sentences(block)
    earlier = range(proposal.number - 1, max(-1, proposal.number - 3), -1)
    for number in earlier if proposal.setting.opens else (proposal.number, *earlier):
        subject = article.parsed(sentences[number]).main
        if subject is not None:
            return subject
    later = (other.said_by for other in proposals[position + 1 : position + _LATER])
    return next((speaker for speaker in later if speaker is not None), None)


def _announcement(article: MaskedArticle, block: int, *, after_speech: bool) -> Chunk | None:
    """Return the speaker, where the paragraph before ends with a colon or reports speech."""
    if not block:
        return None
    colon = article.masked[article.blocks[block - 1].end - 1] == ":"
    if after_speech and not colon:
        return None
    last = article.sentences(block - 1)[-1]
    parsed = article.parsed(last, last.end - 1)
    return parsed.announced or (parsed.main if colon else None)


def byline(article: MaskedArticle, block: int) -> Chunk | None:
    """Return the speaker of a paragraph, where the one after it is a dash and a name."""
    if block + 1 == len(article.blocks):
        return None
    start, end = article.blocks[block + 1]
    if end - start > _BYLINE or article.masked[start] not in DASHES:
        return None
    chunks = article.parse(start, end).sentence.chunks
    return chunks[0] if chunks and chunks[0].kind is Kind.NAME else None
