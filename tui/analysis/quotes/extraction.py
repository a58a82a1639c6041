"""The quotations of a text: what is speech, and whose, decided for each pair of marks.

Rules pair the marks, parse the sentences around them and propose speakers; two linear models, fitted
to articles with known speakers, decide what is speech and who the speaker is (``QuotationModels``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

import orjson

from tui.analysis.quotes.chunker import MASK
from tui.analysis.quotes.conversation import Said
from tui.analysis.quotes.decisions import Decision, QuoteCandidate, decide_each
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.features import is_work
from tui.analysis.quotes.lexicon import CUES, Strength
from tui.analysis.quotes.marks import paragraphs, quoted
from tui.analysis.quotes.probe import Probe, ProbeScore, no_score
from tui.analysis.quotes.reference import speakers_of
from tui.analysis.quotes.rules import NEARBY, Proposal, with_name
from tui.domain.analysis import Entity, Mention, Quotation, QuotationKind
from tui.domain.text.spans import TextSpan

WEIGHTS = Path(__file__).parent / "quotation_weights.json"
"""The weights that ship: made by ``python -m tui.analysis.training quotes``."""

_BY_NOUN = 3.0
"""What a noun such as "the warning from" adds to the logarithm of the odds of speech."""
_WORK = 1.5
"""What the title of a work takes from it."""
_UNSURE = 0.6
"""The certainty below which the speaker of the turn is preferred."""


@dataclass(frozen=True, slots=True)
class QuotationModels:
    """Weights of features; a feature that has none counts for nothing.

    Attributes:
        speech: logarithm of the odds that something is speech.
        speaker: logarithm of how much likelier a candidate is the speaker.
    """

    speech: Mapping[str, float]
    speaker: Mapping[str, float]

    def __call__(self, pair: QuoteCandidate) -> Decision:
        """Decide whether it is speech, and whose."""
        if not any(map(str.isalnum, pair.proposal.setting.inside)) or pair.article.is_nickname(
            pair.proposal.quoted
        ):
            return Decision(0.0, None, 0.0)
        odds = _total(self.speech, pair.speech_features()) + pair.probe_score
        odds += _BY_NOUN * (pair.by_noun is not None) - _WORK * is_work(pair.proposals, pair.position)
        speech = 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
        decision = Decision(speech, None, 0.0)
        if not decision.is_speech:
            return decision
        if pair.certain is not None:
            return Decision(speech, pair.certain, 1.0)
        totals = [_total(self.speaker, features) for features in pair.speaker_features()]
        best = max(range(len(totals)), key=totals.__getitem__)
        certainty = 1 / sum(exp(max(-30.0, total - totals[best])) for total in totals)
        chosen = pair.candidates[best]
        chunk = chosen.chunk
        turn = pair.turn
        if turn is not None and pair.proposal.quoted.start < turn.span.start < pair.proposal.quoted.end:
            return Decision(speech, turn, 1.0)  # all of the transcript is quoted, labels and all
        if turn is not None and (chunk is None or certainty < _UNSURE or not pair.is_here(chunk)):
            return Decision(speech, turn, max(certainty, _UNSURE))
        if chunk is not None and chosen.parsed is not None:
            chunk = with_name(chosen.parsed.sentence, chunk)
        return Decision(speech, chunk, certainty)


def _total(weights: Mapping[str, float], features: Iterable[str]) -> float:
    get = weights.get
    return sum([get(feature, 0.0) for feature in features])


@cache
def _shipped_models() -> QuotationModels:
    """Return the models that ship."""
    content = _shipped()
    return QuotationModels(content["speech"], content["speaker"])


@cache
def shipped_probe() -> Probe | None:
    """Return the probe of the network that ships, or None where none was fitted."""
    weights = _shipped().get("network")
    return Probe(weights) if weights else None


@cache
def _shipped() -> dict[str, Any]:
    content: dict[str, Any] = orjson.loads(WEIGHTS.read_bytes())
    return content


_STOPS = frozenset(".,!?;:\u2014\u2013\u2026-")
_PAUSED = frozenset([*",.!?;(\u2014\u2013\n", ""])


def find_quotations(
    text: str, mentions: Sequence[Mention], entities: Sequence[Entity], probe_score: ProbeScore = no_score
) -> tuple[Quotation, ...]:
    """Return the quotations of ``text``, in its order; scare quotes, titles and nicknames are left out.

    ``mentions`` and ``entities`` are those of the text; if they are empty, speakers
    are found by capitals, pronouns and nouns alone. ``probe_score`` returns what the network makes of
    each pair of marks. Takes time linear in the length of the text.
    """
    return tuple(_quotations(text, mentions, entities, probe_score))


def decisions(
    text: str,
    mentions: Sequence[Mention],
    decide: Callable[[QuoteCandidate], Decision],
    probe_score: ProbeScore = no_score,
) -> Iterator[tuple[QuoteCandidate, Decision]]:
    """Yield every pair of quotation marks of ``text`` in its order, with what ``decide`` decides."""
    plain = text.replace(MASK, " ")
    blocks = paragraphs(plain)
    found = quoted(plain, blocks)
    if found:
        article = MaskedArticle(plain, found, mentions, blocks)
        yield from decide_each(article, found, decide, probe_score)


def _quotations(
    text: str, mentions: Sequence[Mention], entities: Sequence[Entity], probe_score: ProbeScore
) -> Iterator[Quotation]:
    found = list(said_in(text, mentions, probe_score))
    speakers = speakers_of(found[0][1], entities, [said for said, *_ in found]) if found else ()
    for (said, _, kind, cue, speech), speaker in zip(found, speakers, strict=True):
        yield Quotation(said.span, kind, cue, speaker, round(speech, 3))


def said_in(
    text: str, mentions: Sequence[Mention], probe_score: ProbeScore = no_score
) -> Iterator[tuple[Said, MaskedArticle, QuotationKind, TextSpan | None, float]]:
    """Yield what is said in ``text``, where, of what kind, its cue, and how likely it is speech."""
    for pair, decision in decisions(text, mentions, _shipped_models(), probe_score):
        if decision.is_speech:
            marked = pair.proposal.quoted
            chunk = decision.speaker
            said = Said(TextSpan(marked.start, marked.end), marked.paragraph, chunk, decision.certainty)
            yield said, pair.article, _kind(pair.article, pair.proposal), pair.cue(chunk), decision.speech


def _kind(article: MaskedArticle, proposal: Proposal) -> QuotationKind:
    """Return whether all that was said stands between the marks, by punctuation and capitals."""
    start, end = proposal.quoted.start, proposal.quoted.end
    inside = proposal.setting.inside.strip()
    after = article.masked[end : end + 3].lstrip(" ")
    goes_on = inside[-1:] not in _STOPS and after[:1] not in _PAUSED
    if not proposal.quoted.closed:
        return QuotationKind.DIRECT
    if proposal.setting.opens:
        return QuotationKind.MIXED if goes_on else QuotationKind.DIRECT
    before = article.masked[max(0, start - NEARBY) : start].rstrip()
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
