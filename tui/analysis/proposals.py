"""What rules alone tell of each pair of quotation marks: whether it is speech, and whose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.analysis.chunks import Chunk, Kind
from tui.analysis.quotes.document import LONG, MaskedArticle, inside_of
from tui.analysis.quotes.marks import Quoted
from tui.analysis.quotes.rules import Attribution, Closeness, attribution
from tui.analysis.quotes.syntax import Reading
from tui.analysis.speech import Setting, is_speech
from tui.analysis.vocabulary import DASHES
from tui.domain.span import TextSpan

NEARBY = 60
"""Code points on either side of a quotation that tell what it is."""
_SIGNATURE = 120
"""Code points of a paragraph that may be a name and what its bearer is."""
_LATER = 4
"""Quotations after one that are looked at for who speaks."""
_PAUSES = (",", "?", "!", "\u2026", *DASHES)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quotation, where it stands, and what its own sentence tells of it.

    Attributes:
        quoted: the stretch between the marks.
        number: index of its sentence in the paragraph.
        sentence: that sentence.
        reading: the same, read.
        at: index of the token that stands for the quotation, or None where the reading has none.
        own: what its sentence tells of the speaker.
        setting: the words around it.
        speech: whether the rules take it for speech.
    """

    quoted: Quoted
    number: int
    sentence: TextSpan
    reading: Reading
    at: int | None
    own: Attribution | None
    setting: Setting
    speech: bool

    @property
    def said_by(self) -> Chunk | None:
        """The speaker whom its own sentence tells, if it is speech."""
        return self.own.speaker if self.speech and self.own is not None else None


def proposals(article: MaskedArticle, found: Sequence[Quoted]) -> Iterator[Proposal]:
    """What the rules tell of each of the quotations ``found``, which are those of one paragraph."""
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
    reading = article.reading(span, item.start)
    at = reading.token_at(item.start)
    inside = inside_of(text, item)
    after = text[item.end : min(span.end, item.end + NEARBY)]
    comma = inside.rstrip().endswith(_PAUSES) or after.lstrip()[:1] in (",", *DASHES[1:])
    opens = not any(c.isalnum() for c in text[max(span.start, item.start - 20) : item.start])
    own = None if at is None else attribution(reading.read, at, comma=comma, opens=opens)
    before = article.masked[max(span.start, item.start - NEARBY) : item.start]
    alone = (item.start, item.end) == article.blocks[item.paragraph]
    setting = Setting(inside, before, after, item.single, item.closed, opens, alone)
    speech = is_speech(setting, own)
    if own is None and following is not None and item.end == span.end:
        own = _asked(article, item, span, following)
    return Proposal(item, number, span, reading, at, own, setting, speech)


def _asked(article: MaskedArticle, item: Quoted, span: TextSpan, following: TextSpan) -> Attribution | None:
    """The words after a question or call, with which a sentence seems to begin: "Why?" Miller asked.

    So seem a dash and a name after the last stop: "We won." - Miller
    """
    signed = article.masked[following.start] in DASHES
    if not signed and article.masked[item.end - 2] not in "?!":
        return None
    reading = article.read(max(span.start, item.end - 3), min(following.end, following.start + LONG))
    found = attribution(reading.read, 0, comma=True, opens=True)
    return found if found is not None and (signed or found.closeness is Closeness.TIGHT) else None


def speaker_elsewhere(
    article: MaskedArticle, said: Sequence[Proposal], position: int, *, after_speech: bool
) -> Chunk | None:
    """Who speaks, where neither the sentence nor a quotation before it in the paragraph tells.

    Args:
        article: the article.
        said: what is speech in the paragraph.
        position: which of it is asked for.
        after_speech: whether somebody spoke in the paragraph before.
    """
    item = said[position]
    block = item.quoted.paragraph
    if item.quoted.start == article.blocks[block].start:
        outside = signature(article, block) or _announcement(article, block, after_speech=after_speech)
        if outside is not None:
            return outside
    sentences = article.sentences(block)
    earlier = range(item.number - 1, max(-1, item.number - 3), -1)
    for number in earlier if item.setting.opens else (item.number, *earlier):
        subject = article.reading(sentences[number]).main
        if subject is not None:
            return subject
    later = (other.said_by for other in said[position + 1 : position + _LATER])
    return next((speaker for speaker in later if speaker is not None), None)


def _announcement(article: MaskedArticle, block: int, *, after_speech: bool) -> Chunk | None:
    """Who speaks, where the paragraph before ends with a colon or reports what somebody said."""
    if not block:
        return None
    colon = article.masked[article.blocks[block - 1].end - 1] == ":"
    if after_speech and not colon:
        return None
    last = article.sentences(block - 1)[-1]
    reading = article.reading(last, last.end - 1)
    return reading.announced or (reading.main if colon else None)


def signature(article: MaskedArticle, block: int) -> Chunk | None:
    """Who speaks in a paragraph, where the one after it is a dash and a name."""
    if block + 1 == len(article.blocks):
        return None
    start, end = article.blocks[block + 1]
    if end - start > _SIGNATURE or article.masked[start] not in DASHES:
        return None
    chunks = article.read(start, end).read.chunks
    return chunks[0] if chunks and chunks[0].kind is Kind.NAME else None
