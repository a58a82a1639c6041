"""Find_quotations: models applied to each pair of marks.

Rules pair the marks, read the sentences around them and propose speakers; two linear models, fitted
to articles with known speakers, decide what is speech and whose (``quotation_models``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

import orjson

from tui.analysis.quotes.chunker import MASK
from tui.analysis.quotes.coreference import Referents
from tui.analysis.quotes.decisions import Decision, QuoteCandidate, decided
from tui.analysis.quotes.document import MaskedArticle
from tui.analysis.quotes.lexicon import CUES, Strength
from tui.analysis.quotes.marks import paragraphs, quoted
from tui.analysis.quotes.probe import Impression, Probe, no_impression
from tui.analysis.quotes.rules import NEARBY, Proposal, with_name
from tui.domain.analysis import Entity, Mention, Quotation, QuotationKind, Speaker
from tui.domain.text.spans import TextSpan

WEIGHTS = Path(__file__).parent / "quotation_weights.json"
"""The weights that ship: made by ``python -m tui.analysis.training quotes``."""

_UNSURE = 0.6
"""The certainty below which rather whoever has the turn speaks."""


@dataclass(frozen=True, slots=True)
class QuotationModels:
    """Weights of features; a feature that has none counts for nothing.

    Attributes:
        speech: logarithm of the odds that something is speech.
        speaker: logarithm of how much likelier a candidate is the speaker.
    """

    speech: Mapping[str, float]
    speaker: Mapping[str, float]

    def __call__(self, question: QuoteCandidate) -> Decision:
        """Whether it is speech, and whose."""
        if not any(map(str.isalnum, question.item.setting.inside)):
            return Decision(0.0, None, 0.0)
        odds = _total(self.speech, question.speech_features()) + question.impression
        speech = 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
        decision = Decision(speech, None, 0.0)
        if not decision.is_speech:
            return decision
        if question.certain is not None:
            return Decision(speech, question.certain, 1.0)
        totals = [_total(self.speaker, features) for features in question.speaker_features()]
        best = max(range(len(totals)), key=totals.__getitem__)
        certainty = 1 / sum(exp(max(-30.0, total - totals[best])) for total in totals)
        chosen = question.candidates[best]
        chunk = chosen.chunk
        turn = question.turn
        if turn is not None and question.item.quoted.start < turn.span.start < question.item.quoted.end:
            return Decision(speech, turn, 1.0)  # all of the transcript is quoted, labels and all
        if turn is not None and (chunk is None or certainty < _UNSURE or not question.is_here(chunk)):
            return Decision(speech, turn, max(certainty, _UNSURE))
        if chunk is not None and chosen.reading is not None:
            chunk = with_name(chosen.reading.read, chunk)
        return Decision(speech, chunk, certainty)


def _total(weights: Mapping[str, float], features: Iterable[str]) -> float:
    get = weights.get
    return sum([get(feature, 0.0) for feature in features])


@cache
def shipped_models() -> QuotationModels:
    """The models that ship."""
    content = _shipped()
    return QuotationModels(content["speech"], content["speaker"])


@cache
def shipped_probe() -> Probe | None:
    """What the vectors of the network that ships tell of quotation marks, if anything was fitted to them."""
    weights = _shipped().get("network")
    return Probe(weights) if weights else None


@cache
def _shipped() -> dict[str, Any]:
    content: dict[str, Any] = orjson.loads(WEIGHTS.read_bytes())
    return content


_STOPS = frozenset(".,!?;:\u2014\u2013\u2026-")
_PAUSED = frozenset([*",.!?;(\u2014\u2013\n", ""])


def find_quotations(
    text: str,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    impression: Impression = no_impression,
) -> tuple[Quotation, ...]:
    """What people said in ``text``, in its order; scare quotes, titles and nicknames are left out.

    ``mentions`` and ``entities`` are those of the text; they may be empty, and the speakers then
    are told by capitals, pronouns and nouns alone. ``impression`` tells what the network makes of
    each pair of marks. Takes time linear in the length of the text.
    """
    return tuple(_quotations(text, mentions, entities, impression))


def questions(
    text: str,
    mentions: Sequence[Mention],
    decide: Callable[[QuoteCandidate], Decision],
    impression: Impression = no_impression,
) -> Iterator[tuple[QuoteCandidate, Decision]]:
    """Every pair of quotation marks of ``text`` in its order, with what ``decide`` takes it for."""
    plain = text.replace(MASK, " ")
    blocks = paragraphs(plain)
    found = quoted(plain, blocks)
    if found:
        article = MaskedArticle(plain, found, mentions, blocks)
        yield from decided(article, found, decide, impression)


def _quotations(
    text: str, mentions: Sequence[Mention], entities: Sequence[Entity], impression: Impression
) -> Iterator[Quotation]:
    referents: Referents | None = None
    for question, decision in questions(text, mentions, shipped_models(), impression):
        if not decision.is_speech:
            continue
        article, item = question.article, question.item
        if referents is None:
            referents = Referents(article, entities)
        chunk = decision.speaker
        speaker = chunk and Speaker(chunk.span, referents.name(chunk), round(decision.certainty, 3))
        span = TextSpan(item.quoted.start, item.quoted.end)
        yield Quotation(span, _kind(article, item), question.cue(chunk), speaker, round(decision.speech, 3))


def _kind(article: MaskedArticle, item: Proposal) -> QuotationKind:
    """Whether all that was said stands between the marks, as punctuation and capitals tell."""
    start, end = item.quoted.start, item.quoted.end
    inside = item.setting.inside.strip()
    after = article.masked[end : end + 3].lstrip(" ")
    goes_on = inside[-1:] not in _STOPS and after[:1] not in _PAUSED
    if not item.quoted.closed:
        return QuotationKind.DIRECT
    if item.setting.opens:
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
