"""Fits the linear models that decide what is speech and whose, to articles whose quotations are marked.

Their features either hold or do not. Needs SciPy, of the training extra.
"""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tui.analysis.entities.organisations import split_pairs
from tui.analysis.pipeline import Pipeline
from tui.analysis.quotes.decisions import Decision, QuoteCandidate
from tui.analysis.quotes.extraction import QuotationModels, decisions
from tui.analysis.quotes.probe import BIAS, PARTS, Probe, pooled
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


class Penalty(NamedTuple):
    """The regularisation of a model, which prevents it from learning its examples by heart.

    Attributes:
        least: how often a feature must hold to get a weight.
        decay: L2 penalty.
    """

    least: int
    decay: float


class Rows:
    """Many lists of features, stored as numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._columns = array("i")
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, features: Sequence[str]) -> None:
        """Add one list."""
        numbers = self._numbers
        self._columns.extend([numbers.setdefault(feature, len(numbers)) for feature in features])
        self._ends.append(len(self._columns))

    def matrix(self, least: int) -> tuple[list[str], Any]:
        """Return the features that hold ``least`` times or more, and a sparse matrix with a column each."""
        columns = np.frombuffer(self._columns, dtype=np.int32)
        every = csr_matrix(
            (np.ones(len(columns)), columns, np.frombuffer(self._ends, dtype=np.int64)),
            shape=(len(self), len(self._numbers)),
        )
        counts = np.bincount(columns, minlength=len(self._numbers))
        common = np.flatnonzero(counts >= least)
        names = list(self._numbers)
        return [names[number] for number in common], every[:, common].tocsr()


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
        speech = _fit_binary(self.speech, self.is_speech, _SPEECH)
        models = QuotationModels(speech, fit_choice(self.choices, self.sizes, self.right, _SPEAKER))
        if not self.means:
            return _Fitted(models, None)
        known = [sum(speech.get(feature, 0.0) for feature in features) for features in self.features]
        columns = np.array(self.means, dtype=np.float64).reshape(len(self.means), -1)
        weights, bias = _fit_rest(known, columns, self.is_known_speech, _VECTORS)
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


_ROUNDS = 150
"""Steps of L-BFGS at most: the figures no longer change after half of them."""
_SMALLEST = 0.02
"""Weights closer to zero than that are left out of what ships."""


def _fit_binary(rows: Rows, answers: Sequence[bool], penalty: Penalty) -> dict[str, float]:
    """Fit a logistic regression: return the weights whose sum is the logarithm of the odds of yes.

    Args:
        rows: the features, one list for each answer.
        answers: what is to be predicted.
        penalty: what makes the weights small.
    """
    names, matrix = rows.matrix(penalty.least)
    wanted = np.array(answers, dtype=float)
    turned = matrix.T.tocsr()

    def loss(weights: Any) -> tuple[float, Any]:
        totals = matrix @ weights
        error = 1 / (1 + np.exp(-totals)) - wanted
        value = (np.logaddexp(0, totals) - wanted * totals).sum() + penalty.decay / 2 * (weights @ weights)
        return float(value), turned @ error + penalty.decay * weights

    return _minimum(names, loss)


def _fit_rest(
    known: Sequence[float], columns: Any, answers: Sequence[bool], decay: float
) -> tuple[list[float], float]:
    """Fit a logistic regression of what other weights, which stay as they are, leave open.

    Args:
        known: the logarithm of the odds of each answer by those weights.
        columns: [answers, columns], numbers of any size.
        answers: what is to be predicted.
        decay: L2 penalty, of columns brought to one spread.

    Returns:
        the weights of the columns, and what is added to their sum.
    """
    middle, spread = columns.mean(0), columns.std(0) + 1e-3
    level = (columns - middle) / spread
    wanted = np.array(answers, dtype=float)
    offsets = np.array(known)

    def loss(weights: Any) -> tuple[float, Any]:
        totals = offsets + level @ weights[:-1] + weights[-1]
        error = 1 / (1 + np.exp(-totals)) - wanted
        value = (np.logaddexp(0, totals) - wanted * totals).sum() + decay / 2 * (weights @ weights)
        return float(value), np.append(error @ level, error.sum()) + decay * weights

    found = minimize(
        loss, np.zeros(columns.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}
    ).x
    weights = found[:-1] / spread
    return [round(float(weight), 5) for weight in weights], round(float(found[-1] - weights @ middle), 3)


def fit_choice(rows: Rows, sizes: Sequence[int], right: Sequence[bool], penalty: Penalty) -> dict[str, float]:
    """Fit a conditional logit: return the weights whose sums, as powers of e, are how likely each choice is.

    Args:
        rows: the features of all choices, those of one quotation after those of another.
        sizes: how many choices each quotation has.
        right: whether a choice is a right one; at least one of each quotation is.
        penalty: what makes the weights small.
    """
    names, matrix = rows.matrix(penalty.least)
    turned = matrix.T.tocsr()
    owner = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    wanted = np.array(right, dtype=float)

    def loss(weights: Any) -> tuple[float, Any]:
        totals = matrix @ weights
        powers = np.exp(totals - np.maximum.reduceat(totals, starts)[owner])
        every = np.add.reduceat(powers, starts)
        good = np.maximum(np.add.reduceat(powers * wanted, starts), 1e-300)
        error = powers / every[owner] - powers * wanted / good[owner]
        value = (np.log(every) - np.log(good)).sum() + penalty.decay / 2 * (weights @ weights)
        return float(value), turned @ error + penalty.decay * weights

    return _minimum(names, loss)


def _minimum(names: Sequence[str], loss: Any) -> dict[str, float]:
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    weights = zip(names, found.x, strict=True)
    return {name: round(float(weight), 2) for name, weight in sorted(weights) if abs(weight) >= _SMALLEST}
