"""The quotations of an article one by one, each with what is known when it is decided on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tui.analysis.quotes.candidates import Candidate, History, Turn, candidates
from tui.analysis.quotes.chunker import Chunk
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.features import SpeakerFeatures, speech_features
from tui.analysis.quotes.lexicon import DASHES
from tui.analysis.quotes.marks import Quoted
from tui.analysis.quotes.probe import Impression, no_impression
from tui.analysis.quotes.rules import Proposal, proposals, signature, speaker_elsewhere
from tui.analysis.quotes.syntax import shared_agent
from tui.domain.text.spans import TextSpan

_SIGN = 3
"""Code points of a dash and the space after it."""


class Decision(NamedTuple):
    """What a pair of marks is taken for.

    Attributes:
        speech: how likely it is that somebody said it, from 0 to 1.
        speaker: who did, or None where nobody is told.
        certainty: how likely it is that it was the speaker, from 0 to 1.
    """

    speech: float
    speaker: Chunk | None
    certainty: float

    @property
    def is_speech(self) -> bool:
        """Whether it is taken for speech."""
        return self.speech >= 0.5


@dataclass(frozen=True)
class QuoteCandidate:
    """A pair of marks that is to be decided on.

    Attributes:
        article: where it stands.
        said: all the pairs of marks of its paragraph.
        position: which of them it is.
        history: who spoke before.
        impression: what the network adds to the logarithm of the odds of speech.
    """

    article: MaskedArticle
    said: Sequence[Proposal]
    position: int
    history: History
    impression: float = 0.0

    @property
    def item(self) -> Proposal:
        """The pair of marks."""
        return self.said[self.position]

    @cached_property
    def rule(self) -> Chunk | None:
        """Whom the rules take for the speaker."""
        if self.item.own is not None and self.item.own.speaker is not None:
            return self.item.own.speaker
        last = self.history.last
        block = self.item.quoted.paragraph
        if last is not None and last.block == block:
            return last.speaker
        after_speech = last is not None and last.block == block - 1
        found = speaker_elsewhere(self.article, self.said, self.position, after_speech=after_speech)
        return found or (last.speaker if last is not None else None)

    @cached_property
    def certain(self) -> Chunk | None:
        """Who signed it with a dash and a name, or is the agent that it shares with another verb."""
        item, article = self.item, self.article
        own, block = item.own, item.quoted.paragraph
        if own is not None:
            if own.speaker is not None and article.masked[own.cue.start] in DASHES:
                return own.speaker
            cue = item.reading.token_at(own.cue.start)
            return None if cue is None else shared_agent(item.reading.read, cue)
        if item.quoted.end == article.blocks[block].end:
            signer = signature(article, block)
            if signer is not None and signer.span.start - article.blocks[block + 1].start <= _SIGN:
                return signer
        return article.signatures.of(block) if item.setting.alone else None

    @property
    def turn(self) -> Chunk | None:
        """Whose turn it is in a transcript or an interview."""
        return self.article.turns.speaker(self.item.quoted.paragraph)

    def is_here(self, chunk: Chunk) -> bool:
        """Whether a wording stands in the same paragraph, and not before it as whose turn it is."""
        block = self.article.blocks[self.item.quoted.paragraph]
        return block.start <= chunk.span.start < block.end

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Everybody who may have said it, and nobody."""
        return candidates(self.article, self.said, self.position, self.history)

    def speaker_features(self) -> Iterator[list[str]]:
        """The features of each of the candidates, in their order."""
        features = SpeakerFeatures(self.article, self.item, self.history, self.rule)
        return map(features.of, self.candidates)

    def speech_features(self) -> list[str]:
        """The features of the pair of marks."""
        return speech_features(self.article, self.said, self.position, self.history)

    def cue(self, speaker: Chunk | None) -> TextSpan | None:
        """The verb or phrase that says that ``speaker`` said it, or None where it is another quotation's."""
        own, at = self.item.own, self.item.at
        if speaker is None:
            return None
        if own is not None and own.speaker is not None and own.speaker.span == speaker.span:
            return own.cue
        reading = self.item.reading
        cues = [cue for cue, subject in reading.subjects.items() if subject.span == speaker.span]
        if not cues or at is None:
            return None
        token = reading.read.tokens[min(cues, key=lambda cue: abs(cue - at))]
        return TextSpan(token.start, token.end)


def decided(
    article: MaskedArticle,
    found: Sequence[Quoted],
    decide: Callable[[QuoteCandidate], Decision],
    impression: Impression = no_impression,
) -> Iterator[tuple[QuoteCandidate, Decision]]:
    """Ask ``decide`` for each of the quotations ``found``, in order; what it says is known to the next."""
    history = History()
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end].paragraph == found[start].paragraph:
            end += 1
        said = list(proposals(article, found[start:end]))
        for position, item in enumerate(said):
            question = QuoteCandidate(article, said, position, history, impression(item.quoted.start))
            decision = decide(question)
            yield question, decision
            if decision.is_speech and decision.speaker is not None:
                block, number = item.quoted.paragraph, item.number
                history.add(Turn(decision.speaker, block, number, item.quoted.end))
        start = end
