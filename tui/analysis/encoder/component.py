"""The network as a component of a spaCy pipeline: finds names and sets ``doc.ents``."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import SimpleFrozenList

from tui.analysis.encoder.features import openings, shape
from tui.analysis.encoder.network import Network
from tui.analysis.encoder.pieces import Row, WordPieces
from tui.analysis.encoder.tags import TAGS, beginning, best_tags, label_shares, names
from tui.analysis.encoder.tokenizer import Words, windows
from tui.analysis.quotes.probe import REDUCED
from tui.analysis.sightings import LABELS, SHARES
from tui.domain.analysis import Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

FACTORY = "postil_names"
NETWORK, PIECES = "network.onnx", "pieces.json"
MOST_THREADS = 4


class Reduced(NamedTuple):
    """What is kept of the vectors of a text's words, if the component has a ``reduction``.

    Attributes:
        tokens: the number of each word in the ``Doc``.
        values: [words, columns of the reduction].
    """

    tokens: list[int]
    values: "NDArray[np.float32]"


class NameFinder:
    """Names by a network that reads windows of a text.

    It is empty until it is given a network, by ``from_disk`` or ``use``.

    Attributes:
        reduction: [width of a vector, columns], or None; if it is there, the words' vectors times it
            come with the names.
    """

    def __init__(self, name: str, window: int, reluctance: dict[str, float]) -> None:
        """Make a component.

        Args:
            name: what the pipeline calls it.
            window: word pieces that the network sees at a time, at most 510.
            reluctance: by label, how much better than the alternatives a name of that kind must
                score before it is believed.
        """
        self.name = name
        self._window = window
        self._bias = np.zeros(len(TAGS), dtype=np.float32)
        for label, amount in reluctance.items():
            first = beginning(Label(label))
            self._bias[first] = -amount
        self.reduction: NDArray[np.float32] | None = None
        self._network: Network | None = None
        self._pieces: WordPieces | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of name that it finds."""
        return tuple(map(str, LABELS))

    def use(self, network: bytes, pieces: str) -> None:
        """Take a network, an ONNX file, and its vocabulary, JSON of the tokenizers library."""
        # One core is left to whoever waits for what is found.
        threads = max(1, min(MOST_THREADS, (os.cpu_count() or 1) - 1))
        self._network, self._pieces = Network(network, threads), WordPieces(pieces)

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of ``doc``, and how likely each kind is for them (``sightings.SHARES``)."""
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
        """The scores of the tags, [words, tags], window by window, each with the number of its first word."""
        return self._scores(words, [])

    def _scores(
        self, words: Words, values: "list[NDArray[np.float32]]"
    ) -> "Iterator[tuple[int, NDArray[np.float32]]]":
        """The same; adds the reduced vectors of each window to ``values``."""
        for start, row in self._rows(words):
            if self.reduction is None:
                yield start, self._ready.scores(row)
            else:
                scores, vectors = self._ready.scores_and_vectors(row)
                values.append(vectors @ self.reduction)
                yield start, scores

    @property
    def _ready(self) -> Network:
        if self._network is None:
            raise ValueError(f"the component {self.name} has no network")
        return self._network

    def _rows(self, words: Words) -> Iterator[tuple[int, Row]]:
        """The windows of a text, each with the number of its first word."""
        if self._pieces is None:
            raise ValueError(f"the component {self.name} has no network")
        ids = self._pieces.of(words.forms)
        shapes = list(map(shape, words.forms))
        opened = openings(words.forms, words.opens_line)
        for start, end in windows(list(map(len, ids)), opened, self._window):
            yield start, self._pieces.row(ids[start:end], shapes[start:end], opened[start:end])

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:  # noqa: ARG002 - spaCy's signature
        """Set the names of each of ``stream``."""
        return map(self, stream)

    def to_disk(self, path: Path | str, exclude: Iterable[str] = SimpleFrozenList()) -> None:  # noqa: ARG002
        """Write network and vocabulary to a folder, which is made."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        if self._network is not None and self._pieces is not None:
            (folder / NETWORK).write_bytes(self._network.content)
            (folder / PIECES).write_text(self._pieces.description, "utf-8")

    def from_disk(self, path: Path | str, exclude: Iterable[str] = SimpleFrozenList()) -> "NameFinder":  # noqa: ARG002
        """Read what ``to_disk`` wrote.

        Raises:
            OSError: it is not there.
        """
        folder = Path(path)
        self.use((folder / NETWORK).read_bytes(), (folder / PIECES).read_text("utf-8"))
        return self


@Language.factory(
    FACTORY,
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"window": 400, "reluctance": {}},
    default_score_weights={"ents_f": 1.0},
)
def make_name_finder(nlp: Language, name: str, window: int, reluctance: dict[str, float]) -> NameFinder:  # noqa: ARG001
    """A ``NameFinder`` for a pipeline."""
    return NameFinder(name, window, reluctance)
