"""What the tests of the process that analyses have it do."""

import hashlib
from collections.abc import Iterator

from tui.analysis.worker.client import Analyser
from tui.domain.analysis import Analysis, AnalysisPiece


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def start(analyser: Analyser, text: str, focus: int = 0) -> Iterator[AnalysisPiece | Analysis]:
    return analyser.run(text, digest(text), lambda: focus, lambda: False)
