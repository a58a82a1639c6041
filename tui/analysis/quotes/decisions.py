"""The pairs of quotation marks of an article one by one, each with all that is known to decide on it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tui.analysis.quotes.candidates import History, SpeakerCandidate, Utterance, candidates
from tui.analysis.quotes.chunker import Chunk
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.features import SpeakerFeatures, speech_features
from tui.analysis.quotes.lexicon import DASHES
from tui.analysis.quotes.marks import Quoted
from tui.analysis.quotes.probe import ProbeScore, no_score
from tui.analysis.quotes.rules import Proposal, byline, propose, speaker_elsewhere
from tui.analysis.quotes.syntax import noun_cue, quoted_as, shared_agent
from tui.domain.text.spans import TextSpan

_SIGN = 3
"""Code points of a dash and the space after it."""


class Decision(NamedTuple):
    """The decision on one pair of marks.

    Attributes:
        speech: how likely it is speech, from 0 to 1.
        speaker: the wording that names who said it, or None where there is none.
        certainty: how likely the speaker is the right one, from 0 to 1.
    """

    speech: float
    speaker: Chunk | None
    certainty: float

    @property
    def is_speech(self) -> bool:
        """Return whether it is decided to be speech."""
        return self.speech >= 0.5


@dataclass(frozen=True)
class QuoteCandidate:
    """A pair of marks that is to be decided on.

    Attributes:
        article: where it stands.
        proposals: all the pairs of marks of its paragraph, with what the rules make of them.
        position: its index among them.
        history: who spoke before.
        probe_score: what the network adds to the logarithm of the odds of speech.
    """

    article: MaskedArticle
    proposals: Sequence[Proposal]
    position: int
    history: History
    probe_score: float = 0.0

    @property
    def proposal(self) -> Proposal:
        """Return the pair of marks."""
        return self.proposals[self.position]

    @cached_property
    def rule(self) -> Chunk | None:
        """Return the speaker by the rules."""
        if self.proposal.own is not None and self.proposal.own.speaker is not None:
            return self.proposal.own.speaker
        last = self.history.last
        block = self.proposal.quoted.paragraph
        if last is not None and last.block == block:
            return last.speaker
        after_speech = last is not None and last.block == block - 1
        found = speaker_elsewhere(self.article, self.proposals, self.position, after_speech=after_speech)
        return found or (last.speaker if last is not None else None)

    @cached_property
    def certain(self) -> Chunk | None:
        """Return the speaker by a dash and a name after it, by a byline, or as the agent of two verbs."""
        proposal, article = self.proposal, self.article
        own, block = proposal.own, proposal.quoted.paragraph
        if own is not None:
            if own.speaker is not None and article.masked[own.cue.start] in DASHES:
                return own.speaker
            cue = proposal.parsed.token_at(own.cue.start)
            sentence = proposal.parsed.sentence
            found = None if cue is None else shared_agent(sentence, cue) or quoted_as(sentence, cue)
            return found or self.by_noun
        if self.by_noun is not None:
            return self.by_noun
        if proposal.quoted.end == article.blocks[block].end:
            signer = byline(article, block)
            if signer is not None and signer.span.start - article.blocks[block + 1].start <= _SIGN:
                return signer
        return article.bylines.of(block) if proposal.setting.alone else None

    @cached_property
    def by_noun(self) -> Chunk | None:
        """Return whose words a noun says these are, such as "the warning from"."""
        at = self.proposal.at
        return None if at is None else noun_cue(self.proposal.parsed.sentence, at)

    @property
    def turn(self) -> Chunk | None:
        """Return whose turn it is in a transcript or an interview."""
        return self.article.turns.speaker(self.proposal.quoted.paragraph)

    def is_here(self, chunk: Chunk) -> bool:
        """Return whether a wording stands in the same paragraph, and not before it as the label of a turn."""
        block = self.article.blocks[self.proposal.quoted.paragraph]
        return block.start <= chunk.span.start < block.end

    @cached_property
    def candidates(self) -> list[SpeakerCandidate]:
        """Return the candidate speakers, and that there is none."""
        return candidates(self.article, self.proposals, self.position, self.history)

    def speaker_features(self) -> Iterator[list[str]]:
        """Return the features of each of the candidates, in their order."""
        features = SpeakerFeatures(self.article, self.proposal, self.history, self.rule)
        return map(features.of, self.candidates)

    def speech_features(self) -> list[str]:
        """Return the features of the pair of marks."""
        return speech_features(self.article, self.proposals, self.position, self.history)

    def cue(self, speaker: Chunk | None) -> TextSpan | None:
        """Return the cue that attributes it to ``speaker``, or None where that is another quotation's."""
        own, at = self.proposal.own, self.proposal.at
        if speaker is None:
            return None
        if own is not None and own.speaker is not None and own.speaker.span == speaker.span:
            return own.cue
        parsed = self.proposal.parsed
        cues = [cue for cue, subject in parsed.subjects.items() if subject.span == speaker.span]
        if not cues or at is None:
            return None
        token = parsed.sentence.tokens[min(cues, key=lambda cue: abs(cue - at))]
        return TextSpan(token.start, token.end)


def decide_each(
    article: MaskedArticle,
    found: Sequence[Quoted],
    decide: Callable[[QuoteCandidate], Decision],
    probe_score: ProbeScore = no_score,
) -> Iterator[tuple[QuoteCandidate, Decision]]:
    """Yield each of the pairs of marks ``found``, in order, decided on; the next one knows the decision."""
    history = History()
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end].paragraph == found[start].paragraph:
            end += 1
        proposals = list(propose(article, found[start:end]))
        for position, proposal in enumerate(proposals):
            pair = QuoteCandidate(article, proposals, position, history, probe_score(proposal.quoted.start))
            decision = decide(pair)
            yield pair, decision
            if decision.is_speech and decision.speaker is not None:
                block, number = proposal.quoted.paragraph, proposal.number
                history.add(Utterance(decision.speaker, block, number, proposal.quoted.end))
        start = end
