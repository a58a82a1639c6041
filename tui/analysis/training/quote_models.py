"""Fits the models that know speech and its speaker, to articles whose quotations are marked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tui.analysis.entities.organisations import divided
from tui.analysis.pipeline import Pipeline
from tui.analysis.quotes.decisions import Decision, QuoteCandidate
from tui.analysis.quotes.extraction import QuotationModels, questions
from tui.analysis.quotes.probe import BIAS, PARTS, Probe, pooled
from tui.analysis.training.linear import Penalty, Rows, fit_binary, fit_choice, fit_rest
from tui.analysis.training.quotes import MarkedArticle, Names, measure, rightness
from tui.domain.analysis import Mention
from tui.domain.text.sanitize import encodable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Means = Mapping[int, NDArray[np.float32]]
    """By the opening mark of each pair the means, [parts, width], of the vectors of its words."""


_WIDTH = 384


class VectorReader:
    """Reads names and vectors with the pipeline that ships; a ``Reduction`` that reduces nothing."""

    def __init__(self) -> None:
        """Load the pipeline.

        Raises:
            PipelineError: it cannot be loaded.
        """
        self.weights: NDArray[np.float32] = np.eye(_WIDTH, dtype=np.float32)
        self._means: list[NDArray[np.float32]] = []
        self._pipeline = Pipeline.load(None, self)

    @property
    def model(self) -> str:
        """Name and version of the pipeline."""
        return self._pipeline.model

    def impressions(
        self, text: str, starts: Sequence[int], reduced: NDArray[np.float32]
    ) -> Iterator[tuple[int, float]]:
        """Collect the means of each pair of marks; all make the same impression."""
        for start, means in pooled(text, starts, reduced):
            self._means.append(means.astype(np.float16))
            yield start, 0.0

    def read(self, text: str) -> tuple[list[Mention], dict[int, NDArray[np.float32]]]:
        """The names in a text, and by its opening mark the means, [parts, width], of each pair of marks."""
        self._means = []
        read = self._pipeline.read(text)
        return read.mentions, dict(zip(read.impressions, self._means, strict=True))


_SPEECH = Penalty(least=8, decay=6.0)
_SPEAKER = Penalty(least=10, decay=6.0)
_VECTORS = 1000.0
"""L2 penalty of the weights for vectors. 300 and 3,000 are level with it over four parts of the articles."""
_PARTS = 5
"""One article in that many is set aside and measured on, before all of them are learnt from."""


@dataclass
class _Samples:
    """What both models learn from."""

    speech: Rows = field(default_factory=Rows)
    is_speech: list[bool] = field(default_factory=list)
    features: list[list[str]] = field(default_factory=list)
    means: list[NDArray[np.float32]] = field(default_factory=list)
    is_known_speech: list[bool] = field(default_factory=list)
    choices: Rows = field(default_factory=Rows)
    sizes: list[int] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def read(self, article: MarkedArticle, mentions: Sequence[Mention], means: Means) -> None:
        """Add every pair of marks of an article."""
        for _ in questions(article.text, mentions, lambda question: self._add(article, question, means)):
            pass

    def _add(self, article: MarkedArticle, question: QuoteCandidate, means: Means) -> Decision:
        """Add one; the answer is the right one, so that the next finds those who did speak before."""
        quote = article.quote_at(question.item.quoted.start, question.item.quoted.end)
        if quote is None:
            return Decision(float(question.item.speech), question.rule, 1)
        features = question.speech_features()
        self.speech.add(features)
        known = means.get(question.item.quoted.start)
        if known is not None:
            self.features.append(features)
            self.means.append(known)
            self.is_known_speech.append(quote.is_speech)
        self.is_speech.append(quote.is_speech)
        if not quote.is_speech:
            return Decision(0, None, 1)
        fit = [
            rightness(article, candidate.chunk and candidate.chunk.span, quote)
            for candidate in question.candidates
        ]
        best = max(fit)
        if not best:
            return Decision(1, question.rule, 1)
        for candidate_features in question.speaker_features():
            self.choices.add(candidate_features)
        self.sizes.append(len(fit))
        self.right += [value == best for value in fit]
        said_by = [c.chunk for c, value in zip(question.candidates, fit, strict=True) if value == best]
        return Decision(1, question.rule if question.rule in said_by else said_by[0], 1)

    def fitted(self) -> Fitted:
        """The models that follow from what was read."""
        speech = fit_binary(self.speech, self.is_speech, _SPEECH)
        models = QuotationModels(speech, fit_choice(self.choices, self.sizes, self.right, _SPEAKER))
        if not self.means:
            return Fitted(models, None)
        known = [sum(speech.get(feature, 0.0) for feature in features) for features in self.features]
        columns = np.array(self.means, dtype=np.float64).reshape(len(self.means), -1)
        weights, bias = fit_rest(known, columns, self.is_known_speech, _VECTORS)
        width = len(weights) // len(PARTS)
        parts = {part: weights[at * width : (at + 1) * width] for at, part in enumerate(PARTS)}
        return Fitted(models, {**parts, BIAS: [bias]})


@dataclass(frozen=True)
class Fitted:
    """What was learnt.

    Attributes:
        models: tell speech and speakers by features.
        network: the weights of a ``Probe``, which tells speech by vectors too; None without vectors.
    """

    models: QuotationModels
    network: dict[str, list[float]] | None

    def impressions(self, means: Means) -> dict[int, float]:
        """What the network adds, by opening mark."""
        if self.network is None:
            return {}
        probe = Probe(self.network)
        return {start: probe.impression(known) for start, known in means.items()}


def set_aside(article: MarkedArticle) -> bool:
    """Whether the article is one of those that are measured on."""
    return int(hashlib.sha256(article.id.encode()).hexdigest(), 16) % _PARTS == 0


def fit_quotes(
    articles: Sequence[MarkedArticle],
    names: Names,
    output: Path,
    *,
    means: Callable[[MarkedArticle], Means] = lambda _: {},
    also: str = "",
) -> dict[str, float]:
    """Fit the models to ``articles`` and write their weights to ``output``.

    Args:
        articles: to learn from.
        names: tells the names in an article.
        output: the file to write; see ``QuotationModels`` and ``Probe``.
        means: what the network makes of the article's quotation marks; see ``VectorReader``.
        also: what else the file should say of how it came to be, such as the pipeline.

    Returns:
        figures on the articles set aside, of models that had not seen them; also in the file.
    """
    most, every = _Samples(), _Samples()
    for article in articles:
        mentions = divided(encodable(article.text), names(article))
        every.read(article, mentions, means(article))
        if not set_aside(article):
            most.read(article, mentions, means(article))
    trial, fitted = most.fitted(), every.fitted()
    figures = measure(
        trial.models, filter(set_aside, articles), names, lambda article: trial.impressions(means(article))
    )
    about = {
        "what": "Weights of features: see quotation_features.py and speaker_features.py. "
        "Made by: python -m tui.analysis.training quotes",
        "articles": len(articles),
        "speech": _SPEECH._asdict(),
        "network": {"decay": _VECTORS},
        "speaker": _SPEAKER._asdict(),
        "names": also,
        "measured": f"on one article in {_PARTS}, with weights fitted to the others",
        "figures": figures,
    }
    models = fitted.models
    record = {"about": about, "speech": models.speech, "speaker": models.speaker, "network": fitted.network}
    output.write_text(_written(record), encoding="utf-8")
    return figures


def _written(record: dict[str, Any]) -> str:
    """JSON with a line for each weight, but lists of numbers on one line."""
    text = json.dumps(record, indent=0, ensure_ascii=False)
    return re.sub(r"\[[-\d.,\se]*\]", lambda found: " ".join(found[0].split()), text) + "\n"
