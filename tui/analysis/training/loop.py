"""The training loop: examples cut into windows, varied and put into batches, and learnt from."""

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path

import spacy
import torch
from torch import Tensor, nn
from torch.nn import functional

from tui.analysis.encoder.network import NETWORK, PIECES
from tui.analysis.encoder.tags import TAGS
from tui.analysis.encoder.tokenizer import WordPieces
from tui.analysis.training.augmentation import (
    Inventory,
    Tables,
    with_curly_marks,
    with_other_case,
    with_other_names,
)
from tui.analysis.training.corpora import UNKNOWN, Example, cut, example, held_out, read_corpus
from tui.analysis.training.evaluation import evaluate
from tui.analysis.training.network import Tagger, export
from tui.analysis.training.packaging import make_pipeline
from tui.analysis.training.settings import Settings
from tui.domain.analysis import Label, Mention

_POOL = 600
"""Rows among which those of like length are put together."""
_LONGEST = 512
_REPLACED = 0.6
"""The share of names that are replaced in a window in which names are."""


@dataclass
class _TaggedRow:
    """A window in word pieces. Only the first piece of a word has a tag."""

    pieces: list[int]
    shapes: list[int]
    openings: list[int]
    tags: list[int]


class _RowMaker:
    """Turns examples into rows; each word is looked up in the vocabulary once."""

    def __init__(self, pieces: WordPieces) -> None:
        self._pieces = pieces
        self._known: dict[str, list[int]] = {}

    def sizes(self, sample: Example) -> list[int]:
        """Return the word pieces of each word."""
        new = [form for form in dict.fromkeys(sample.forms) if form not in self._known]
        self._known.update(zip(new, self._pieces.of(new), strict=True))
        return [len(self._known[form]) for form in sample.forms]

    def row(self, sample: Example) -> _TaggedRow:
        """Return the row of a window."""
        self.sizes(sample)
        plain = self._pieces.row([self._known[form] for form in sample.forms], sample.shapes, sample.openings)
        tags = [UNKNOWN] * len(plain.pieces)
        for first, tag in zip(plain.firsts, sample.tags, strict=True):
            tags[first] = tag
        return _TaggedRow(plain.pieces, plain.shapes, plain.openings, tags)


def _rows_of_epoch(
    examples: Sequence[Example],
    inventory: Inventory,
    maker: _RowMaker,
    settings: Settings,
    chance: random.Random,
) -> Iterator[_TaggedRow]:
    """Yield all documents once, and some tables, in windows and with variations that chance decides."""
    tables = Tables(inventory, chance)
    for sample in [*examples, *(tables.example() for _ in range(int(settings.tables * len(examples))))]:
        most = chance.randint(*settings.windows) - 2
        for window in cut(sample, maker.sizes(sample), most):
            row = maker.row(_varied(window, inventory, settings, chance))
            if len(row.pieces) <= _LONGEST:
                yield row


def _varied(window: Example, inventory: Inventory, settings: Settings, chance: random.Random) -> Example:
    if chance.random() < settings.names:
        window = with_other_names(window, inventory, chance, _REPLACED)
    if chance.random() < settings.curly:
        window = with_curly_marks(window)
    return with_other_case(window, chance, settings.case) if settings.case else window


def _batches(rows: Iterable[_TaggedRow], size: int, chance: random.Random) -> Iterator[list[_TaggedRow]]:
    """Yield the rows in random order, in batches of at most ``size`` pieces, rows of like length together."""
    shuffled = list(rows)
    chance.shuffle(shuffled)
    found: list[list[_TaggedRow]] = []
    for start in range(0, len(shuffled), _POOL):
        batch: list[_TaggedRow] = []
        for row in sorted(shuffled[start : start + _POOL], key=lambda row: len(row.pieces)):
            if batch and (len(batch) + 1) * len(row.pieces) > size:
                found.append(batch)
                batch = []
            batch.append(row)
        found.append(batch)
    chance.shuffle(found)
    yield from found


def _tensors(batch: Sequence[_TaggedRow]) -> tuple[Tensor, Tensor, Tensor, Tensor | None, Tensor]:
    """Return pieces, shapes, openings, mask and tags of a batch; the mask is None where all rows are full."""
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


_MOMENTS = (0.9, 0.98)
_REPORT_EVERY = 50


class _Learner:
    """A network in training, and the running average of its weights, which is what ships."""

    def __init__(self, base: Path, settings: Settings) -> None:
        self.settings = settings
        self.network, self.averaged = Tagger(settings.dropout), Tagger(0)
        self.network.start_from(base)
        self.averaged.load_state_dict(self.network.state_dict())
        self.averaged.eval()
        self.optimizer = torch.optim.AdamW(self._groups(), betas=_MOMENTS, fused=True)
        self.steps, self.loss = 0, 0.0

    def _groups(self) -> list[dict[str, object]]:
        """Return the weights by how fast they learn."""
        groups: list[dict[str, object]] = []

        def add(modules: Iterable[nn.Module], rate: float) -> None:
            weights = [weight for module in modules for weight in module.parameters()]
            for decay, some in (
                (self.settings.weight_decay, [weight for weight in weights if weight.dim() > 1]),
                (0.0, [weight for weight in weights if weight.dim() == 1]),
            ):
                groups.append({"params": some, "lr": rate, "height": rate, "weight_decay": decay})

        network, rate = self.network, self.settings.rate
        add([network.shapes, network.openings, network.head], rate * self.settings.new_parts)
        for layer in reversed(network.layers):
            add([layer], rate)
            rate *= self.settings.layer_decay
        add([network.words, network.positions, network.norm], rate)
        return groups

    def learn(self, batch: tuple[torch.Tensor, ...], share: float) -> None:
        """Learn from one batch, ``share`` of the training being over."""
        warm_up = self.settings.warm_up
        factor = min(share / warm_up, (1 - share) / (1 - warm_up))
        for group in self.optimizer.param_groups:
            group["lr"] = group["height"] * factor
        *inputs, tags = batch
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.network(*inputs)
        loss = functional.cross_entropy(
            scores.float().reshape(-1, len(TAGS)), tags.reshape(-1), ignore_index=UNKNOWN
        )
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.steps += 1
        decay = min(self.settings.average, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mean, now in zip(self.averaged.parameters(), self.network.parameters(), strict=True):
                mean.lerp_(now, 1 - decay)
        self.loss = 0.98 * self.loss + 0.02 * float(loss.detach())


class _Material:
    """The documents to learn from and those that are held out."""

    def __init__(self, corpora: dict[str, Path], vocabulary: str, settings: Settings) -> None:
        nlp = spacy.blank("en")
        documents = [
            (name, document)
            for name, path in corpora.items()
            for document in read_corpus(path)
            if document.is_open or not settings.only_open
        ]
        self.pieces = WordPieces(vocabulary)
        self.held_out = [document for _, document in documents if held_out(document)]
        self._examples = [example(nlp, document) for _, document in documents if not held_out(document)]
        self._inventory, self._maker = Inventory(self._examples), _RowMaker(self.pieces)
        self._settings = settings
        self._chance = random.Random(settings.seed)
        used = {name for name, _ in documents}
        self.record = {
            "corpora": [name for name in corpora if name in used],
            **asdict(settings),
            "documents learnt": len(self._examples),
            "words learnt": sum(len(sample.forms) for sample in self._examples),
            "documents held out": len(self.held_out),
        }

    def epoch(self) -> Iterator[tuple[list[_TaggedRow], float]]:
        """Yield all documents once, in batches, with the share that each batch completes."""
        settings, chance = self._settings, self._chance
        rows = list(_rows_of_epoch(self._examples, self._inventory, self._maker, settings, chance))
        total, read = sum(len(row.pieces) for row in rows), 0
        for batch in _batches(rows, settings.batch, chance):
            read += sum(len(row.pieces) for row in batch)
            yield batch, read / total


def learn(corpora: dict[str, Path], base: Path, output: Path, settings: Settings) -> None:
    """Train on all of ``corpora`` and write the network, its vocabulary and a record of what was done.

    After each reading of the documents the network is measured on those that are held out; the
    figures go to standard error and into ``training.json`` in the output.

    Args:
        corpora: files by name, see ``corpus_files``.
        base: the folder of the base weights and their vocabulary.
        output: a folder for what is written; it is made.
        settings: what else decides the outcome.

    Raises:
        CorpusError, WeightsError: the corpora or the base weights cannot be read.
        OSError: the output cannot be written.
    """
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    vocabulary = (base / "tokenizer.json").read_text("utf-8")
    learner, material = _Learner(base, settings), _Material(corpora, vocabulary, settings)
    (output / PIECES).write_text(vocabulary, "utf-8")
    figures: list[dict[str, float]] = []
    started = time.monotonic()
    for epoch in range(ceil(settings.epochs)):
        learner.network.train()
        for batch, share in material.epoch():
            done = (epoch + share) / settings.epochs
            if done >= 1:
                break
            learner.learn(_tensors(batch), done)
            if learner.steps % _REPORT_EVERY == 0:
                minutes = (time.monotonic() - started) / 60
                sys.stderr.write(f"\r{done:6.1%}  loss {learner.loss:.4f}  {minutes:.1f} min ")
        export(learner.averaged, output / NETWORK)
        score = evaluate(_finder(output), material.held_out).total
        figures.append({name: round(100 * getattr(score, name), 2) for name in ("precision", "recall", "f1")})
        sys.stderr.write(f"\nheld out, after {epoch + 1}: {figures[-1]}\n")
        record = material.record | {
            "minutes": round((time.monotonic() - started) / 60, 1),
            "held out figures": figures,
        }
        (output / "training.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    torch.save(learner.averaged.state_dict(), output / "network.pt")


def _finder(folder: Path) -> Callable[[str], list[Mention]]:
    """Return a function that finds names by the network in ``folder``, with no rules after it."""
    nlp = make_pipeline(folder)

    def find(text: str) -> list[Mention]:
        return [Mention(ent.start_char, ent.end_char, Label(ent.label_)) for ent in nlp(text).ents]

    return find
