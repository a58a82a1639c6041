"""The trained network, run by ONNX Runtime."""

from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from tui.analysis.encoder.pieces import Row

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Network:
    """Scores the tags of words.

    Attributes:
        content: the ONNX file.
    """

    def __init__(self, content: bytes, threads: int = 1) -> None:
        """Load the network; ``threads`` work on one window.

        Raises:
            Exception: the content is no network; ONNX Runtime has many kinds of error.
        """
        self.content = content
        options = onnxruntime.SessionOptions()
        # The same order of additions each time, whatever the number of threads.
        options.use_deterministic_compute = True
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Windows differ in length, so nothing is gained by remembering how memory was used.
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

    def scores(self, row: Row) -> "NDArray[np.float32]":
        """The scores of the tags, [words, tags], of a window's words."""
        return self._run(row, "scores")[0]

    def scores_and_vectors(self, row: Row) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
        """The same, and what the network makes of the words, [words, 384]; takes no longer."""
        scores, vectors = self._run(row, "scores", "vectors")
        return scores, vectors

    def _run(self, row: Row, *wanted: str) -> "list[NDArray[np.float32]]":
        feed = {name: np.array(numbers, dtype=np.int64) for name, numbers in row._asdict().items()}
        return [np.asarray(found, dtype=np.float32) for found in self._session.run(wanted, feed)]
