"""Fits linear models of features that either hold or do not; needs SciPy, of the training extra."""

from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

_ROUNDS = 150
"""Steps of L-BFGS at most: the figures no longer change after half of them."""
_SMALLEST = 0.02
"""Weights closer to zero than that are left out of what ships."""


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


def fit_binary(rows: Rows, answers: Sequence[bool], penalty: Penalty) -> dict[str, float]:
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

    return _fitted(names, loss)


def fit_rest(
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

    return _fitted(names, loss)


def _fitted(names: Sequence[str], loss: Any) -> dict[str, float]:
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    weights = zip(names, found.x, strict=True)
    return {name: round(float(weight), 2) for name, weight in sorted(weights) if abs(weight) >= _SMALLEST}
