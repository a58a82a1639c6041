"""The formats that can be exported."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tui.exchange.docbin import doc_bin
from tui.exchange.jsonl import json_lines
from tui.exchange.training import TrainingText


@dataclass(frozen=True, slots=True)
class Format:
    """A form of training data.

    Attributes:
        suffix: what its files end in, with the dot.
        binary: whether it is nothing for a terminal.
        encoded: its bytes, in pieces.
    """

    suffix: str
    binary: bool
    encoded: Callable[[Iterable[TrainingText]], Iterator[bytes]]


FORMATS = {
    "jsonl": Format(".jsonl", binary=False, encoded=json_lines),
    "spacy": Format(".spacy", binary=True, encoded=doc_bin),
}
"""The formats by the names that the command line has for them."""
