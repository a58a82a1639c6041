"""Who said what: quotations, the words that introduce them, and their speakers."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tui.analysis.chunker import sentence
from tui.analysis.chunks import MASK, Chunk, Kind, Sentence
from tui.analysis.cues import CUES, Strength
from tui.analysis.quotation_marks import Quoted, paragraphs, quoted
from tui.analysis.referents import Referents
from tui.analysis.speakers import Attribution, Closeness, attribution
from tui.analysis.speech import Setting, is_speech
from tui.analysis.subjects import announced, first_subject
from tui.domain.analysis import Entity, Mention, Quotation, QuotationKind, Speaker
from tui.domain.sentences import sentence_spans
from tui.domain.span import TextSpan

_LONG = 2500
"""Code points of a sentence that is still read whole; longer ones are read in parts of that size."""
_MARGIN = 400
"""Code points by which such parts overlap."""
_KEPT = 8
"""Sentences of a paragraph that are kept read."""
_SIGNATURE = 120
"""Code points of a paragraph that may be a name and what its bearer is."""
_NEARBY = 60
"""Code points on either side of a quotation that tell what it is."""
_STOPS = frozenset(".,!?;:\u2014\u2013\u2026-")
_PAUSED = frozenset([*",.!?;(\u2014\u2013\n", ""])
_DASHES = "-\u2013\u2014"
_PAUSES = (",", "?", "!", "\u2014", "\u2013", "-", "\u2026")


def find_quotations(
    text: str, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Quotation, ...]:
    """What people said in ``text``, in its order; scare quotes, titles and nicknames are left out.

    ``mentions`` and ``entities`` are those of the text; they may be empty, and the speakers then
    are told by capitals, pronouns and nouns alone. Takes time linear in the length of the text.
    """
    plain = text.replace(MASK, " ")
    blocks = paragraphs(plain)
    found = quoted(plain, blocks)
    if not found:
        return ()
    article = _Article(plain, mask(plain, found), sorted(mentions), blocks)
    referents = Referents(plain, article.masked, blocks, entities)
    quotations: list[Quotation] = []
    last: Chunk | None = None
    last_number = -1
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end].paragraph == found[start].paragraph:
            end += 1
        said = _Paragraph(article, found[start:end]).read(last, last_number)
        for item in said:
            last, last_number = item.speaker or last, item.quoted.paragraph
        quotations.extend(_quotation(article, referents, item) for item in said)
        start = end
    return tuple(quotations)


def mask(text: str, found: Sequence[Quoted]) -> str:
    """``text`` with every quotation made unreadable, but for the stop it ends with, at equal length."""
    parts: list[str] = []
    at = 0
    for item in found:
        inside = text[
            item.start + item.mark_width : item.end - (item.mark_width if item.closed else 0)
        ].rstrip()
        stop = inside[-1] if inside and inside[-1] in ".,!?;:\u2026" else MASK
        length = item.end - item.start
        parts.append(text[at : item.start])
        parts.append(MASK * (length - 2) + stop + '"' if length > 2 else MASK * length)
        at = item.end
    parts.append(text[at:])
    return "".join(parts)


@dataclass(slots=True)
class _Article:
    text: str
    masked: str
    mentions: list[Mention]
    blocks: list[TextSpan]
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [mention.start for mention in self.mentions]

    def read(self, start: int, end: int) -> Sentence:
        """Read a stretch of the masked text."""
        mentions = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return sentence(self.masked, start, end, mentions)


@dataclass(slots=True)
class _Said:
    """A quotation on its way: what is known of it so far."""

    quoted: Quoted
    sentence: int
    attribution: Attribution | None
    opens: bool
    inside: str
    speech: bool = True
    speaker: Chunk | None = None
    cue: TextSpan | None = None


class _Paragraph:
    """The quotations of one paragraph."""

    def __init__(self, article: _Article, found: Sequence[Quoted]) -> None:
        self._article = article
        self._found = found
        self._number = found[0].paragraph
        self._block = article.blocks[self._number]
        self._sentences = sentence_spans(article.masked, *self._block)
        self._reads: dict[int, Sentence] = {}

    def read(self, last: Chunk | None, last_number: int) -> list[_Said]:
        """The speech among the quotations; ``last`` spoke last, in the paragraph ``last_number``."""
        every = list(self._attributed())
        said = [item for item in every if item.speech]
        for item in said:
            own = item.attribution
            if own is not None and own.speaker is not None:
                item.speaker, item.cue = own.speaker, own.cue
        spoke: Chunk | None = None
        for position, item in enumerate(said):
            if item.speaker is None:
                item.speaker = (
                    spoke or self._elsewhere(said, position, last_number == self._number - 1) or last
                )
            spoke = item.speaker or spoke
        return said

    def _attributed(self) -> Iterator[_Said]:
        """Each quotation with what its own sentence tells."""
        number = 0
        for item in self._found:
            while number + 1 < len(self._sentences) and self._sentences[number + 1].start <= item.start:
                number += 1
            span = self._sentences[number]
            part = span.start + (item.start - span.start) // _LONG * _LONG
            said = self._said(item, number, span, self._read(number, part))
            if said.attribution is None and item.end == span.end and number + 1 < len(self._sentences):
                said.attribution = self._asked(item, number)
            yield said

    def _asked(self, item: Quoted, number: int) -> Attribution | None:
        """The words after a question or call, with which a sentence seems to begin: "Why?" Miller asked.

        So seem a dash and a name after the last stop: "We won." - Miller
        """
        following = self._sentences[number + 1]
        signed = self._article.masked[following.start] in _DASHES
        if not signed and self._article.masked[item.end - 2] not in "?!":
            return None
        end = min(following.end, following.start + _LONG)
        read = self._article.read(max(self._sentences[number].start, item.end - 3), end)
        found = attribution(read, 0, comma=True, opens=True)
        return found if found is not None and (signed or found.closeness is Closeness.TIGHT) else None

    def _read(self, number: int, part: int | None = None) -> Sentence:
        """The sentence with that number; of a very long one what surrounds the part from ``part`` on."""
        span = self._sentences[number]
        part = span.start if part is None else part
        read = self._reads.get(part)
        if read is None:
            start, end = max(span.start, part - _MARGIN), min(span.end, part + _LONG + _MARGIN)
            if len(self._reads) > _KEPT:
                self._reads.clear()
            read = self._reads[part] = self._article.read(start, end)
        return read

    def _said(self, item: Quoted, number: int, span: TextSpan, read: Sentence) -> _Said:
        text = self._article.text
        opens = not any(c.isalnum() for c in text[max(span.start, item.start - 20) : item.start])
        at = next((i for i, token in enumerate(read.tokens) if token.start <= item.start < token.end), None)
        inside = text[item.start + item.mark_width : item.end - (item.mark_width if item.closed else 0)]
        after = text[item.end : min(span.end, item.end + _NEARBY)]
        comma = inside.rstrip().endswith(_PAUSES) or after.lstrip()[:1] in (",", "\u2014", "\u2013")
        found = None if at is None else attribution(read, at, comma=comma, opens=opens)
        before = self._article.masked[max(span.start, item.start - _NEARBY) : item.start]
        setting = Setting(
            inside, before, after, item.single, item.closed, opens, (item.start, item.end) == self._block
        )
        return _Said(item, number, found, opens, inside, is_speech(setting, found))

    def _elsewhere(self, said: list[_Said], position: int, after_speech: bool) -> Chunk | None:
        """Who speaks, where neither the sentence nor a quotation before it in the paragraph tells."""
        item = said[position]
        if item.quoted.start == self._block.start:
            outside = self._signature() or self._announcement(after_speech=after_speech)
            if outside is not None:
                return outside
        earlier = range(item.sentence - 1, max(-1, item.sentence - 3), -1)
        for number in earlier if item.opens else (item.sentence, *earlier):
            subject = first_subject(self._read(number))
            if subject is not None:
                return subject
        later = (said[at].speaker for at in range(position + 1, min(len(said), position + 4)))
        return next((speaker for speaker in later if speaker is not None), None)

    def _announcement(self, *, after_speech: bool) -> Chunk | None:
        """Who speaks, where the paragraph before ends with a colon or reports what somebody said."""
        if not self._number:
            return None
        before = self._article.blocks[self._number - 1]
        colon = self._article.masked[before.end - 1] == ":"
        if after_speech and not colon:
            return None
        spans = sentence_spans(self._article.masked, max(before.start, before.end - _LONG), before.end)
        read = self._article.read(*spans[-1])
        speaker = announced(read)
        return speaker or (first_subject(read) if colon else None)

    def _signature(self) -> Chunk | None:
        """Who speaks, where the paragraph after is a dash and a name."""
        blocks = self._article.blocks
        if self._number + 1 == len(blocks):
            return None
        start, end = blocks[self._number + 1]
        if end - start > _SIGNATURE or self._article.masked[start] not in _DASHES:
            return None
        chunks = self._article.read(start, end).chunks
        return chunks[0] if chunks and chunks[0].kind is Kind.NAME else None


def _kind(article: _Article, item: _Said) -> QuotationKind:
    """Whether all that was said stands between the marks, as punctuation and capitals tell."""
    start, end = item.quoted.start, item.quoted.end
    inside = item.inside.strip()
    after = article.masked[end : end + 3].lstrip(" ")
    goes_on = inside[-1:] not in _STOPS and after[:1] not in _PAUSED
    if not item.quoted.closed:
        return QuotationKind.DIRECT
    if item.opens:
        return QuotationKind.MIXED if goes_on else QuotationKind.DIRECT
    before = article.masked[max(0, start - _NEARBY) : start].rstrip()
    capital = inside[:1].isupper()
    ends = inside[-1:] in ".?!" or after[:1] in (".", "!", "?", "\n", "")
    words = before.rsplit(None, 1)
    cue = CUES.get(words[-1].lower()) if words else None
    direct = (
        (before.endswith((",", ":")) and not goes_on and (capital or (ends and MASK in before)))
        or (cue is Strength.SAYING and ends)
        or (before.endswith((".", "?", "!", '"')) and capital and not goes_on)
    )
    return QuotationKind.DIRECT if direct else QuotationKind.MIXED


def _quotation(article: _Article, referents: Referents, item: _Said) -> Quotation:
    span = TextSpan(item.quoted.start, item.quoted.end)
    speaker = None if item.speaker is None else Speaker(item.speaker.span, referents.name(item.speaker))
    return Quotation(span, _kind(article, item), item.cue, speaker)
