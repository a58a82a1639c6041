"""Fits the models that decide what is speech and whose, to articles whose quotations are marked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tui.analysis.entities.organisations import split_pairs
from tui.analysis.pipeline import Pipeline
from tui.analysis.quotes.decisions import Decision, QuoteCandidate
from tui.analysis.quotes.extraction import QuotationModels, decisions
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
        """Return name and version of the pipeline."""
        return self._pipeline.model

    def probe_scores(
        self, text: str, starts: Sequence[int], reduced: NDArray[np.float32]
    ) -> Iterator[tuple[int, float]]:
        """Collect the means of each pair of marks; all have the same score."""
        for start, means in pooled(text, starts, reduced):
            self._means.append(means.astype(np.float16))
            yield start, 0.0

    def read(self, text: str) -> tuple[list[Mention], dict[int, NDArray[np.float32]]]:
        """Return the names in a text, and by opening mark the means, [parts, width], of pairs of marks."""
        self._means = []
        read = self._pipeline.find(text)
        return read.mentions, dict(zip(read.probe_scores, self._means, strict=True))


_SPEECH = Penalty(least=8, decay=6.0)
_SPEAKER = Penalty(least=10, decay=6.0)
_VECTORS = 1000.0
"""L2 penalty of the weights for vectors. 300 and 3,000 are level with it over four parts of the articles."""
_PARTS = 5
"""One article in that many is set aside and measured on, before the models are fitted to all."""


@dataclass
class _Samples:
    """The samples that both models are fitted to."""

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
        for _ in decisions(article.text, mentions, lambda pair: self._add(article, pair, means)):
            pass

    def _add(self, article: MarkedArticle, pair: QuoteCandidate, means: Means) -> Decision:
        """Add one; the decision is the right one, so that the next knows who did speak before."""
        quote = article.quote_at(pair.proposal.quoted.start, pair.proposal.quoted.end)
        if quote is None:
            return Decision(float(pair.proposal.speech), pair.rule, 1)
        features = pair.speech_features()
        self.speech.add(features)
        known = means.get(pair.proposal.quoted.start)
        if known is not None:
            self.features.append(features)
            self.means.append(known)
            self.is_known_speech.append(quote.is_speech)
        self.is_speech.append(quote.is_speech)
        if not quote.is_speech:
            return Decision(0, None, 1)
        fit = [
            rightness(article, candidate.chunk and candidate.chunk.span, quote)
            for candidate in pair.candidates
        ]
        best = max(fit)
        if not best:
            return Decision(1, pair.rule, 1)
        for candidate_features in pair.speaker_features():
            self.choices.add(candidate_features)
        self.sizes.append(len(fit))
        self.right += [value == best for value in fit]
        said_by = [c.chunk for c, value in zip(pair.candidates, fit, strict=True) if value == best]
        return Decision(1, pair.rule if pair.rule in said_by else said_by[0], 1)

    def fitted(self) -> _Fitted:
        """Return the models that follow from what was read."""
        speech = fit_binary(self.speech, self.is_speech, _SPEECH)
        models = QuotationModels(speech, fit_choice(self.choices, self.sizes, self.right, _SPEAKER))
        if not self.means:
            return _Fitted(models, None)
        known = [sum(speech.get(feature, 0.0) for feature in features) for features in self.features]
        columns = np.array(self.means, dtype=np.float64).reshape(len(self.means), -1)
        weights, bias = fit_rest(known, columns, self.is_known_speech, _VECTORS)
        width = len(weights) // len(PARTS)
        parts = {part: weights[at * width : (at + 1) * width] for at, part in enumerate(PARTS)}
        return _Fitted(models, {**parts, BIAS: [bias]})


@dataclass(frozen=True)
class _Fitted:
    """The models that were fitted.

    Attributes:
        models: decide on speech and speakers by features.
        network: the weights of a ``Probe``, which scores speech by vectors; None without vectors.
    """

    models: QuotationModels
    network: dict[str, list[float]] | None

    def probe_scores(self, means: Means) -> dict[int, float]:
        """Return what the network adds, by opening mark."""
        if self.network is None:
            return {}
        probe = Probe(self.network)
        return {start: probe.probe_score(known) for start, known in means.items()}


def _set_aside(article: MarkedArticle) -> bool:
    """Return whether the article is one of those that are measured on."""
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
        names: returns the names in an article.
        output: the file to write; see ``QuotationModels`` and ``Probe``.
        means: what the network makes of the article's quotation marks; see ``VectorReader``.
        also: what else the file should say of how it came to be, such as the pipeline.

    Returns:
        figures on the articles set aside, of models that had not seen them; also in the file.
    """
    most, every = _Samples(), _Samples()
    for article in articles:
        mentions = split_pairs(encodable(article.text), names(article))
        every.read(article, mentions, means(article))
        if not _set_aside(article):
            most.read(article, mentions, means(article))
    trial, fitted = most.fitted(), every.fitted()
    figures = measure(
        trial.models, filter(_set_aside, articles), names, lambda article: trial.probe_scores(means(article))
    )
    about = {
        "what": "Weights of features: see features.py. Made by: python -m tui.analysis.training quotes",
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
    """Return JSON with a line for each weight, but lists of numbers on one line."""
    text = json.dumps(record, indent=0, ensure_ascii=False)
    return re.sub(r"\[[-\d.,\se]*\]", lambda found: " ".join(found[0].split()), text) + "\n"
