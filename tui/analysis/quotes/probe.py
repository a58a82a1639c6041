"""A linear probe of the encoder's vectors that scores pairs of quotation marks as speech or not.

The network was trained to find names, and for that it represents how words are used; so a linear
model of its vectors knows titles and slogans from speech where grammar and signs do not. A vector
is reduced to one number for each part of that model as soon as it is there: nothing but a number for
each pair of marks grows with the text.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tui.analysis.quotes.chunker import MASK
from tui.analysis.quotes.marks import paragraphs, quoted

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARTS = ("inside", "before", "after", "opening", "closing")
"""Words whose vectors are averaged: those between the marks, those next to them, and the marks themselves."""
BIAS = "bias"
REDUCED = "postil_reduced"
"""Where a ``Doc``'s ``user_data`` has the reduced vectors of its words, if there are any."""
_AROUND = 6
"""Words before and after, on the same line, whose vectors are averaged."""

ProbeScore = Callable[[int], float]
"""Returns, for the code point of an opening mark, what it adds to the logarithm of the odds of speech."""


def no_score(_start: int) -> float:
    """Return 0: the score where there is no network, or none whose vectors are known."""
    return 0.0


class Reduction(Protocol):
    """How the vectors of words are reduced, and turned into scores.

    Attributes:
        weights: [width of a vector, columns]: a vector is multiplied by it as soon as it is there.
    """

    weights: "NDArray[np.float32]"

    def probe_scores(
        self, text: str, starts: Sequence[int], reduced: "NDArray[np.float32]"
    ) -> Iterator[tuple[int, float]]:
        """Return the opening mark of each pair of marks in ``text``, and its score.

        Args:
            text: a stretch of an article that begins and ends where paragraphs do.
            starts: the code points at which its words start.
            reduced: [words, columns]: their vectors times ``weights``.
        """


class Probe:
    """The linear model of vectors; a ``Reduction``.

    Attributes:
        weights: [width of a vector, parts].
    """

    def __init__(self, weights: Mapping[str, Sequence[float]]) -> None:
        """Take the weights of each part, and under ``BIAS`` a single number.

        Raises:
            KeyError, ValueError: a part is missing, or is not as wide as the others.
        """
        self.weights: NDArray[np.float32] = np.array([weights[part] for part in PARTS], dtype=np.float32).T
        (self._bias,) = weights[BIAS]

    def probe_scores(
        self, text: str, starts: Sequence[int], reduced: "NDArray[np.float32]"
    ) -> Iterator[tuple[int, float]]:
        """Yield as ``Reduction.probe_scores`` does; there is a column for each part."""
        for start, means in pooled(text, starts, reduced):
            yield start, float(np.trace(means)) + self._bias

    def probe_score(self, means: "NDArray[np.float32]") -> float:
        """Return the score of a pair of marks whose vectors have the ``means``, [parts, width]."""
        return float((means * self.weights.T).sum()) + self._bias


def pooled(
    text: str, starts: Sequence[int], values: "NDArray[np.float32]"
) -> Iterator[tuple[int, "NDArray[np.float32]"]]:
    """Yield for each pair of marks in ``text`` its opening mark and the [parts, columns] means of ``values``.

    Args:
        text, starts: as in ``Reduction.probe_scores``.
        values: a row for each word.
    """
    plain = text.replace(MASK, " ")
    for item in quoted(plain, paragraphs(plain)):
        first, after = bisect_left(starts, item.start), bisect_left(starts, item.end)
        line = bisect_left(starts, text.rfind("\n", 0, item.start) + 1)
        feed = text.find("\n", item.end)
        line_end = bisect_left(starts, feed if feed >= 0 else len(text))
        parts = (
            values[first + 1 : max(first + 2, after - 1)],
            values[max(line, first - _AROUND) : first],
            values[after : min(line_end, after + _AROUND)],
            values[first : first + 1],
            values[max(0, after - 1) : after],
        )
        width = values.shape[1]
        yield item.start, np.stack([part.mean(0) if len(part) else np.zeros(width) for part in parts])
