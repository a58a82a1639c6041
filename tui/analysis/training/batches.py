"""Examples in the form in which the network takes them: rows of numbers, several at a time."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from tui.analysis.encoder.pieces import WordPieces
from tui.analysis.training.augmentation import Tables
from tui.analysis.training.examples import UNKNOWN, Example, cut
from tui.analysis.training.settings import Settings
from tui.analysis.training.variants import Inventory, with_curly_marks, with_other_case, with_other_names

_POOL = 600
"""Rows among which those of like length are put together."""
_LONGEST = 512
_REPLACED = 0.6
"""The share of names that are replaced in a window in which names are."""


@dataclass
class TaggedRow:
    """A window in word pieces. Only the first piece of a word has a tag."""

    pieces: list[int]
    shapes: list[int]
    openings: list[int]
    tags: list[int]


class RowMaker:
    """Turns examples into rows; each word is looked up in the vocabulary once."""

    def __init__(self, pieces: WordPieces) -> None:
        self._pieces = pieces
        self._known: dict[str, list[int]] = {}

    def sizes(self, one: Example) -> list[int]:
        """The word pieces of each word."""
        new = [form for form in dict.fromkeys(one.forms) if form not in self._known]
        self._known.update(zip(new, self._pieces.of(new), strict=True))
        return [len(self._known[form]) for form in one.forms]

    def row(self, one: Example) -> TaggedRow:
        """The row of a window."""
        self.sizes(one)
        plain = self._pieces.row([self._known[form] for form in one.forms], one.shapes, one.openings)
        tags = [UNKNOWN] * len(plain.pieces)
        for first, tag in zip(plain.firsts, one.tags, strict=True):
            tags[first] = tag
        return TaggedRow(plain.pieces, plain.shapes, plain.openings, tags)


def rows_of_epoch(
    examples: Sequence[Example],
    inventory: Inventory,
    maker: RowMaker,
    settings: Settings,
    chance: random.Random,
) -> Iterator[TaggedRow]:
    """All documents once, and some tables, in windows and with variations that chance decides."""
    tables = Tables(inventory, chance)
    for one in [*examples, *(tables.example() for _ in range(int(settings.tables * len(examples))))]:
        most = chance.randint(*settings.windows) - 2
        for window in cut(one, maker.sizes(one), most):
            row = maker.row(_varied(window, inventory, settings, chance))
            if len(row.pieces) <= _LONGEST:
                yield row


def _varied(window: Example, inventory: Inventory, settings: Settings, chance: random.Random) -> Example:
    if chance.random() < settings.names:
        window = with_other_names(window, inventory, chance, _REPLACED)
    if chance.random() < settings.curly:
        window = with_curly_marks(window)
    return with_other_case(window, chance, settings.case) if settings.case else window


def batches(rows: Iterable[TaggedRow], size: int, chance: random.Random) -> Iterator[list[TaggedRow]]:
    """The rows in batches of at most ``size`` pieces, in chance's order, rows of like length together."""
    shuffled = list(rows)
    chance.shuffle(shuffled)
    found: list[list[TaggedRow]] = []
    for start in range(0, len(shuffled), _POOL):
        batch: list[TaggedRow] = []
        for row in sorted(shuffled[start : start + _POOL], key=lambda row: len(row.pieces)):
            if batch and (len(batch) + 1) * len(row.pieces) > size:
                found.append(batch)
                batch = []
            batch.append(row)
        found.append(batch)
    chance.shuffle(found)
    yield from found


def tensors(batch: Sequence[TaggedRow]) -> tuple[Tensor, Tensor, Tensor, Tensor | None, Tensor]:
    """Pieces, shapes, openings, mask and tags of a batch; the mask is None where all rows are full."""
    length = max(len(row.pieces) for row in batch)

    def padded(lists: Iterable[list[int]], filling: int) -> Tensor:
        return torch.tensor([[*numbers, *[filling] * (length - len(numbers))] for numbers in lists])

    pieces = padded((row.pieces for row in batch), 0)
    is_full = all(len(row.pieces) == length for row in batch)
    return (
        pieces,
        padded((row.shapes for row in batch), 0),
        padded((row.openings for row in batch), 0),
        None if is_full else (pieces != 0)[:, None, None, :],
        padded((row.tags for row in batch), UNKNOWN),
    )
