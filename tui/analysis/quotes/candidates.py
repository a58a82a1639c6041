"""Who may have said what stands between two quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tui.analysis.quotes.chunker import Chunk
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.rules import Proposal, signature
from tui.analysis.quotes.syntax import ParsedSentence

_SENTENCES_BACK = 3
"""Sentences of the paragraph before that of the quotation that are searched."""
_NEAR = 12
"""Chunks of the quotation's own sentence on either side that are taken, counted from the quotation."""
_FIRST = 3
"""Chunks at the start of that sentence that are taken beside those."""
_PER_SENTENCE = 6
"""Chunks of another sentence that are taken: its first ones."""
_LATER = 4
"""Quotations of the paragraph from this one on whose own sentences are asked for their speakers."""


@dataclass(slots=True)
class Turn:
    """Something that was said, and by whom.

    Attributes:
        speaker: who said it.
        block: number of the paragraph.
        sentence: number of the sentence in it.
        end: the code point at which it ends.
    """

    speaker: Chunk
    block: int
    sentence: int
    end: int


@dataclass(slots=True)
class History:
    """Who spoke so far.

    Attributes:
        turns: the last few things said, the latest last.
    """

    turns: list[Turn] = field(default_factory=list)

    def add(self, turn: Turn) -> None:
        """Note that somebody said something."""
        self.turns.append(turn)
        del self.turns[:-8]

    @property
    def last(self) -> Turn | None:
        """What was said last."""
        return self.turns[-1] if self.turns else None

    @property
    def other(self) -> Turn | None:
        """What was said last by somebody else than the last speaker."""
        if not self.turns:
            return None
        head = self.turns[-1].speaker.head
        return next((turn for turn in reversed(self.turns) if turn.speaker.head != head), None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the speaker.

    Attributes:
        chunk: the wording; None stands for nobody.
        reading: its sentence, where it was read for this; None for the speakers of before.
        place: where it is: ``b`` before and ``a`` after the quotation in its sentence, ``n`` in the
            next sentence, ``1`` to ``3`` that many sentences back, ``p`` in the last sentence of the
            paragraph before and ``q`` in its others, ``r`` in the one before that, ``s`` in a
            signature, ``f`` beside a later quotation, ``l`` the last speaker, ``o`` the other one of
            two, ``0`` nobody.
        order: its number among the chunks of its sentence that are taken.
    """

    chunk: Chunk | None
    reading: ParsedSentence | None
    place: str
    order: int


NOBODY = Candidate(None, None, "0", 0)


def candidates(
    article: MaskedArticle, said: Sequence[Proposal], position: int, history: History
) -> list[Candidate]:
    """Everybody who may have said what ``said[position]`` is, each wording once; nobody comes last."""
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in _all(article, said, position, history):
        if candidate.chunk is not None:
            found.setdefault(candidate.chunk.span, candidate)
    return [*found.values(), NOBODY]


def _all(
    article: MaskedArticle, said: Sequence[Proposal], position: int, history: History
) -> Iterator[Candidate]:
    item = said[position]
    block = item.quoted.paragraph
    yield from _own_sentence(item)
    if item.own is not None and item.own.speaker is not None:
        place = "b" if item.own.speaker.span.start < item.quoted.start else "a"
        yield Candidate(item.own.speaker, None, place, 0)
    sentences = article.sentences(block)
    if item.number + 1 < len(sentences):
        yield from _chunks(article.reading(sentences[item.number + 1]), "n", 3)
    back = range(item.number - 1, max(-1, item.number - 1 - _SENTENCES_BACK), -1)
    for number in back:
        yield from _chunks(article.reading(sentences[number]), str(item.number - number), _PER_SENTENCE)
    if item.number < _SENTENCES_BACK:
        yield from _paragraphs_before(article, block)
    if item.quoted.end == article.blocks[block].end:
        signed = signature(article, block)
        if signed is not None:
            yield Candidate(signed, None, "s", 0)
    for place, turn in (("l", history.last), ("o", history.other)):
        if turn is not None:
            yield Candidate(turn.speaker, None, place, 0)
    for number, other in enumerate(said[position + 1 : position + _LATER]):
        if other.said_by is not None:
            yield Candidate(other.said_by, None, "f", number)


def _own_sentence(item: Proposal) -> Iterator[Candidate]:
    if item.at is None:
        return
    chunks = item.reading.read.chunks
    before = [chunk for chunk in chunks if chunk.last < item.at]
    for order, chunk in enumerate(reversed(before)):
        if order < _NEAR or order >= len(before) - _FIRST:
            yield Candidate(chunk, item.reading, "b", order)
    after = [chunk for chunk in chunks if chunk.first > item.at]
    for order, chunk in enumerate(after[:_NEAR]):
        yield Candidate(chunk, item.reading, "a", order)


def _paragraphs_before(article: MaskedArticle, block: int) -> Iterator[Candidate]:
    for number in range(block - 1, max(-1, block - 3), -1):
        sentences = article.sentences(number)
        last = len(sentences) - 1
        for at in dict.fromkeys((last, last - 1, 0) if number == block - 1 else (last, 0)):
            if at >= 0:
                span = sentences[at]
                place = "r" if number < block - 1 else "p" if at == last else "q"
                reading = article.reading(span, span.end - 1 if at == last else None)
                yield from _chunks(reading, place, _PER_SENTENCE)


def _chunks(reading: ParsedSentence, place: str, most: int) -> Iterator[Candidate]:
    for order, chunk in enumerate(reading.read.chunks[:most]):
        yield Candidate(chunk, reading, place, order)
