"""The two fitted models: what is speech, and whose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

import orjson

from tui.analysis.quotes.decisions import Decision, Question
from tui.analysis.quotes.probe import Probe
from tui.analysis.quotes.rules import with_name

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

    def __call__(self, question: Question) -> Decision:
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
