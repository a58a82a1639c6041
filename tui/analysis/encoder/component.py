"""The spaCy component that finds names."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import SimpleFrozenList

from tui.analysis.encoder.ahead import taken
from tui.analysis.encoder.network import Encoder
from tui.analysis.encoder.tags import TAGS, beginning, best_tags, label_shares, names
from tui.analysis.encoder.tokenizer import Row, WordPieces, Words, openings, shape, windows
from tui.analysis.labels import LABELS, SHARES
from tui.analysis.quotes.probe import REDUCED
from tui.domain.analysis import Label

if TYPE_CHECKING:
    from numpy.typing import NDArray


FACTORY = "postil_names"


class Reduced(NamedTuple):
    """The reduced vectors of a text's words, if the component has a ``reduction``.

    Attributes:
        tokens: the number of each word in the ``Doc``.
        values: [words, columns of the reduction].
    """

    tokens: list[int]
    values: "NDArray[np.float32]"


class NameFinder:
    """A spaCy component that finds names by a network over windows of a text.

    It is empty until it is given an encoder, by ``from_disk``.

    Attributes:
        reduction: [width of a vector, columns], or None; if it is there, the words' vectors times it
            come with the names.
    """

    def __init__(self, name: str, window: int, reluctance: dict[str, float]) -> None:
        """Make a component.

        Args:
            name: what the pipeline calls it.
            window: word pieces that the network sees at a time, at most 510.
            reluctance: by label, how much better than the alternatives a name with that label must
                score to be accepted.
        """
        self.name = name
        self._window = window
        self._bias = np.zeros(len(TAGS), dtype=np.float32)
        for label, amount in reluctance.items():
            first = beginning(Label(label))
            self._bias[first] = -amount
        self.reduction: NDArray[np.float32] | None = None
        self._encoder: Encoder | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of the names that it finds."""
        return tuple(map(str, LABELS))

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of ``doc``, and how likely each label is for them (``labels.SHARES``)."""
        words = Words.of(doc)
        found = []
        shares: dict[int, bytes] = {}
        values: list[NDArray[np.float32]] = []
        for offset, scores in self._scores(words, values):
            for start, end, label in names(best_tags(scores + self._bias)):
                first, last = words.tokens[offset + start], words.tokens[offset + end - 1]
                found.append(Span(doc, first, last + 1, label=str(label)))
                shares[first] = label_shares(scores[start:end])
        doc.set_ents(found, default="outside")
        doc.user_data[SHARES] = shares
        if values:
            doc.user_data[REDUCED] = Reduced(words.tokens, np.concatenate(values))
        return doc

    def scores(self, words: Words) -> "Iterator[tuple[int, NDArray[np.float32]]]":
        """Return the scores of the tags, [words, tags], of each window, with the number of its first word."""
        return self._scores(words, [])

    def _scores(
        self, words: Words, values: "list[NDArray[np.float32]]"
    ) -> "Iterator[tuple[int, NDArray[np.float32]]]":
        """Yield the same, and add the reduced vectors of each window to ``values``."""
        encoder = self._encoder
        if encoder is None:
            raise ValueError(f"the component {self.name} has no network")
        for start, row in self._rows(words, encoder.pieces):
            if self.reduction is None:
                yield start, encoder.network.scores(row)
            else:
                scores, vectors = encoder.network.scores_and_vectors(row)
                # Not a product of matrices: OpenBLAS has other threads wait for work, which takes a core.
                values.append(np.einsum("wv,vc->wc", vectors, self.reduction))
                yield start, scores

    def _rows(self, words: Words, pieces: WordPieces) -> Iterator[tuple[int, Row]]:
        """Yield the windows of a text, each with the number of its first word."""
        ids = pieces.of(words.forms)
        shapes = list(map(shape, words.forms))
        opened = openings(words.forms, words.opens_line)
        for start, end in windows(list(map(len, ids)), opened, self._window):
            yield start, pieces.row(ids[start:end], shapes[start:end], opened[start:end])

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:  # noqa: ARG002 - spaCy's signature
        """Set the names of each of ``stream``."""
        return map(self, stream)

    def to_disk(self, path: Path | str, exclude: Iterable[str] = SimpleFrozenList()) -> None:  # noqa: ARG002
        """Write network and vocabulary to a folder, which is created."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        if self._encoder is not None:
            self._encoder.write(folder)

    def from_disk(self, path: Path | str, exclude: Iterable[str] = SimpleFrozenList()) -> "NameFinder":  # noqa: ARG002
        """Read what ``to_disk`` wrote.

        Raises:
            OSError: it is not there.
        """
        folder = Path(path)
        self._encoder = taken(folder) or Encoder.read(folder)
        return self


@Language.factory(
    FACTORY,
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"window": 400, "reluctance": {}},
    default_score_weights={"ents_f": 1.0},
)
def make_name_finder(nlp: Language, name: str, window: int, reluctance: dict[str, float]) -> NameFinder:  # noqa: ARG001
    """Return a ``NameFinder`` for a pipeline; spaCy calls it by the entry point."""
    return NameFinder(name, window, reluctance)
