"""What the network makes of the quotation marks of articles, whole, to fit weights to."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tui.analysis.pipeline import Pipeline
from tui.analysis.quotes.probe import pooled
from tui.domain.analysis import Mention

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
        self, text: str, starts: Sequence[int], reduced: "NDArray[np.float32]"
    ) -> Iterator[tuple[int, float]]:
        """Collect the means of each pair of marks; all make the same impression."""
        for start, means in pooled(text, starts, reduced):
            self._means.append(means.astype(np.float16))
            yield start, 0.0

    def read(self, text: str) -> "tuple[list[Mention], dict[int, NDArray[np.float32]]]":
        """The names in a text, and by its opening mark the means, [parts, width], of each pair of marks."""
        self._means = []
        read = self._pipeline.read(text)
        return read.mentions, dict(zip(read.impressions, self._means, strict=True))
