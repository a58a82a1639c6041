"""An article whose quoted words are hidden, read sentence by sentence."""

from bisect import bisect_left
from collections.abc import Sequence

from tui.analysis.chunks import MASK, Chunk
from tui.analysis.quotes.chunker import sentence
from tui.analysis.quotes.marks import Quoted
from tui.analysis.quotes.syntax import Reading
from tui.analysis.signatures import Signatures
from tui.analysis.turns import Turns
from tui.domain.analysis import Label, Mention
from tui.domain.span import TextSpan
from tui.domain.text.sentences import sentence_spans

LONG = 2500
"""Code points of a sentence that is still read whole; longer ones are read in parts of that size."""
_MARGIN = 400
"""Code points by which such parts overlap."""
_KEPT = 32
"""Sentences that are kept read, and paragraphs that are kept divided."""


def mask(text: str, found: Sequence[Quoted]) -> str:
    """``text`` with every quotation made unreadable, but for the stop it ends with, at equal length."""
    parts: list[str] = []
    at = 0
    for item in found:
        inside = inside_of(text, item).rstrip()
        stop = inside[-1] if inside and inside[-1] in ".,!?;:\u2026" else MASK
        length = item.end - item.start
        parts.append(text[at : item.start])
        parts.append(MASK * (length - 2) + stop + '"' if length > 2 else MASK * length)
        at = item.end
    parts.append(text[at:])
    return "".join(parts)


def inside_of(text: str, item: Quoted) -> str:
    """The words between the marks."""
    return text[item.start + item.mark_width : item.end - (item.mark_width if item.closed else 0)]


def _last_word(name: str) -> str:
    return name.rsplit(None, 1)[-1] if name.strip() else name


class MaskedArticle:
    """A text whose quotations are known.

    Attributes:
        text: the text.
        masked: the same with what is quoted made unreadable.
        blocks: its paragraphs, without the labels of turns.
        turns: whose turn it is in each, if the text is a transcript or an interview.
        signatures: the paragraphs that only name who speaks.
    """

    def __init__(
        self, text: str, found: Sequence[Quoted], mentions: Sequence[Mention], blocks: Sequence[TextSpan]
    ) -> None:
        self.text = text
        self.masked = mask(text, found)
        self.turns = Turns(text, blocks)
        self.blocks = [self.turns.words(number) for number in range(len(blocks))]
        self._mentions = sorted(mentions)
        self._starts = [mention.start for mention in self._mentions]
        self.signatures = Signatures(self.masked, self.blocks, self._mentions)
        self._first: dict[str, int] = {}
        for start, end, label in self._mentions:
            if label is Label.PERSON:
                self._first.setdefault(_last_word(text[start:end]), start)
        self._readings: dict[tuple[int, int], Reading] = {}
        self._sentences: dict[int, list[TextSpan]] = {}

    def named(self, item: Quoted) -> str:
        """What the words between the marks name: a kind, ``part`` where only some do, or nothing."""
        at = bisect_left(self._starts, item.start)
        if at and self._mentions[at - 1].end > item.start:
            return "across"
        if at == len(self._mentions) or self._mentions[at].start >= item.end:
            return ""
        mention = self._mentions[at]
        if mention.end - mention.start >= 0.7 * (item.end - item.start - 2 * item.mark_width):
            return mention.label
        return "part"

    def is_first(self, chunk: Chunk) -> bool:
        """Whether a name is the first in the article with its last word."""
        return self._first.get(_last_word(chunk.span.of(self.text))) == chunk.span.start

    def sentences(self, block: int) -> list[TextSpan]:
        """The sentences of the paragraph with that number."""
        found = self._sentences.get(block)
        if found is None:
            if len(self._sentences) > _KEPT:
                self._sentences.clear()
            found = self._sentences[block] = sentence_spans(self.masked, *self.blocks[block])
        return found

    def reading(self, span: TextSpan, at: int | None = None) -> Reading:
        """The sentence that stands at ``span``; of a very long one what surrounds ``at``, or its start."""
        part = span.start if at is None else span.start + (at - span.start) // LONG * LONG
        return self.read(max(span.start, part - _MARGIN), min(span.end, part + LONG + _MARGIN))

    def read(self, start: int, end: int) -> Reading:
        """What stands between two offsets, taken for a sentence."""
        reading = self._readings.get((start, end))
        if reading is None:
            low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
            if len(self._readings) > _KEPT:
                self._readings.clear()
            reading = Reading(sentence(self.masked, start, end, self._mentions[low:high]), start)
            self._readings[start, end] = reading
        return reading
