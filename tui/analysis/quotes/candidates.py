"""Candidate speakers: who may have said what stands between two quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tui.analysis.quotes.chunker import Chunk
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.rules import Proposal, byline
from tui.analysis.quotes.syntax import ParsedSentence

_SENTENCES_BACK = 3
"""Sentences of the paragraph before that of the quotation that are searched."""
_NEAR = 12
"""Chunks on either side of the quotation in its own sentence that are candidates."""
_FIRST = 3
"""Chunks at the start of that sentence that are candidates as well."""
_PER_SENTENCE = 6
"""Chunks at the start of another sentence that are candidates."""
_LATER = 4
"""Quotations of the paragraph, from this one on, whose speakers by their own sentences are candidates."""


@dataclass(slots=True)
class Utterance:
    """One quotation whose speaker is decided.

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
    """The speakers so far.

    Attributes:
        utterances: the last few, the latest last.
    """

    utterances: list[Utterance] = field(default_factory=list)

    def add(self, utterance: Utterance) -> None:
        """Add the latest utterance."""
        self.utterances.append(utterance)
        del self.utterances[:-8]

    @property
    def last(self) -> Utterance | None:
        """Return the latest utterance."""
        return self.utterances[-1] if self.utterances else None

    @property
    def other(self) -> Utterance | None:
        """Return the latest utterance of another speaker than the last."""
        if not self.utterances:
            return None
        head = self.utterances[-1].speaker.head
        return next(
            (utterance for utterance in reversed(self.utterances) if utterance.speaker.head != head), None
        )


@dataclass(frozen=True, slots=True)
class SpeakerCandidate:
    """A wording that may name the speaker.

    Attributes:
        chunk: the wording; None means that there is no speaker.
        parsed: its sentence, where it was parsed for this; None for earlier speakers.
        place: where it is: ``b`` before and ``a`` after the quotation in its sentence, ``n`` in the
            next sentence, ``1`` to ``3`` that many sentences back, ``p`` in the last sentence of the
            paragraph before and ``q`` in its others, ``r`` in the one before that, ``s`` in a
            byline, ``f`` next to a later quotation, ``l`` the last speaker, ``o`` the other one of
            two, ``0`` no speaker.
        order: its number among the candidates of its sentence.
    """

    chunk: Chunk | None
    parsed: ParsedSentence | None
    place: str
    order: int


_NO_SPEAKER = SpeakerCandidate(None, None, "0", 0)


def candidates(
    article: MaskedArticle, proposals: Sequence[Proposal], position: int, history: History
) -> list[SpeakerCandidate]:
    """Return the candidate speakers of ``proposals[position]``, each wording once; no speaker comes last."""
    found: dict[tuple[int, int], SpeakerCandidate] = {}
    for candidate in _all(article, proposals, position, history):
        if candidate.chunk is not None:
            found.setdefault(candidate.chunk.span, candidate)
    return [*found.values(), _NO_SPEAKER]


def _all(
    article: MaskedArticle, proposals: Sequence[Proposal], position: int, history: History
) -> Iterator[SpeakerCandidate]:
    proposal = proposals[position]
    block = proposal.quoted.paragraph
    yield from _own_sentence(proposal)
    if proposal.own is not None and proposal.own.speaker is not None:
        place = "b" if proposal.own.speaker.span.start < proposal.quoted.start else "a"
        yield SpeakerCandidate(proposal.own.speaker, None, place, 0)
    sentences = article.sentences(block)
    if proposal.number + 1 < len(sentences):
        yield from _chunks(article.parsed(sentences[proposal.number + 1]), "n", 3)
    back = range(proposal.number - 1, max(-1, proposal.number - 1 - _SENTENCES_BACK), -1)
    for number in back:
        yield from _chunks(article.parsed(sentences[number]), str(proposal.number - number), _PER_SENTENCE)
    if proposal.number < _SENTENCES_BACK:
        yield from _paragraphs_before(article, block)
    if proposal.quoted.end == article.blocks[block].end:
        signed = byline(article, block)
        if signed is not None:
            yield SpeakerCandidate(signed, None, "s", 0)
    for place, utterance in (("l", history.last), ("o", history.other)):
        if utterance is not None:
            yield SpeakerCandidate(utterance.speaker, None, place, 0)
    for number, other in enumerate(proposals[position + 1 : position + _LATER]):
        if other.said_by is not None:
            yield SpeakerCandidate(other.said_by, None, "f", number)


def _own_sentence(proposal: Proposal) -> Iterator[SpeakerCandidate]:
    if proposal.at is None:
        return
    chunks = proposal.parsed.sentence.chunks
    before = [chunk for chunk in chunks if chunk.last < proposal.at]
    for order, chunk in enumerate(reversed(before)):
        if order < _NEAR or order >= len(before) - _FIRST:
            yield SpeakerCandidate(chunk, proposal.parsed, "b", order)
    after = [chunk for chunk in chunks if chunk.first > proposal.at]
    for order, chunk in enumerate(after[:_NEAR]):
        yield SpeakerCandidate(chunk, proposal.parsed, "a", order)


def _paragraphs_before(article: MaskedArticle, block: int) -> Iterator[SpeakerCandidate]:
    for number in range(block - 1, max(-1, block - 3), -1):
        sentences = article.sentences(number)
        last = len(sentences) - 1
        for at in dict.fromkeys((last, last - 1, 0) if number == block - 1 else (last, 0)):
            if at >= 0:
                span = sentences[at]
                place = "r" if number < block - 1 else "p" if at == last else "q"
                parsed = article.parsed(span, span.end - 1 if at == last else None)
                yield from _chunks(parsed, place, _PER_SENTENCE)


def _chunks(parsed: ParsedSentence, place: str, most: int) -> Iterator[SpeakerCandidate]:
    for order, chunk in enumerate(parsed.sentence.chunks[:most]):
        yield SpeakerCandidate(chunk, parsed, place, order)
