"""The ONNX network that scores the tags of words, its vocabulary, and how both are read; without spaCy."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import onnxruntime

from tui.analysis.encoder.tokenizer import Row, WordPieces
from tui.system.latency import spare_cores

if TYPE_CHECKING:
    from numpy.typing import NDArray

NETWORK, PIECES = "network.onnx", "pieces.json"
_MOST_THREADS = 4


class Network:
    """The encoder, which scores the tags of words."""

    def __init__(self, source: Path | bytes, threads: int = 1) -> None:
        """Load the network, an ONNX file or its content; ``threads`` work on one window.

        Raises:
            Exception: it is no network; ONNX Runtime has many kinds of error.
        """
        self._source = source
        options = onnxruntime.SessionOptions()
        # The same order of additions each time, whatever the number of threads.
        options.use_deterministic_compute = True
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Windows differ in length, so nothing is gained by remembering how memory was used.
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])

    @property
    def content(self) -> bytes:
        """Return the ONNX file, read again where the network was loaded from one.

        Raises:
            OSError: the file cannot be read any more.
        """
        return self._source if isinstance(self._source, bytes) else self._source.read_bytes()

    def scores(self, row: Row) -> "NDArray[np.float32]":
        """Return the scores of the tags, [words, tags], of a window's words."""
        return self._run(row, "scores")[0]

    def scores_and_vectors(self, row: Row) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
        """Return the same, and the vectors of the words, [words, 384]; it takes no longer."""
        scores, vectors = self._run(row, "scores", "vectors")
        return scores, vectors

    def _run(self, row: Row, *wanted: str) -> "list[NDArray[np.float32]]":
        feed = {name: np.array(numbers, dtype=np.int64) for name, numbers in row._asdict().items()}
        return [np.asarray(found, dtype=np.float32) for found in self._session.run(wanted, feed)]


class Encoder(NamedTuple):
    """A network and its vocabulary."""

    network: Network
    pieces: WordPieces

    @classmethod
    def read(cls, folder: Path) -> "Encoder":
        """Read what ``write`` wrote.

        Raises:
            OSError: it is not there.
            Exception: it is no network, or no vocabulary.
        """
        pieces = WordPieces((folder / PIECES).read_text("utf-8"))
        network = folder / NETWORK
        network.stat()  # what is not there is an error of the system, not one of ONNX Runtime's
        threads = max(1, min(_MOST_THREADS, spare_cores()))
        return cls(Network(network, threads), pieces)

    def write(self, folder: Path) -> None:
        """Write both to a folder that is there.

        Raises:
            OSError: that cannot be done.
        """
        (folder / NETWORK).write_bytes(self.network.content)
        (folder / PIECES).write_text(self.pieces.description, "utf-8")
