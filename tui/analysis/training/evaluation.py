"""Measures how well a pipeline finds names: exact spans and labels against annotated documents."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.analysis.training.corpora import CorpusDocument
from tui.domain.analysis import Label, Mention


class Figures(NamedTuple):
    """Of ``gold`` names in the annotation and ``predicted`` ones, ``right`` are the same."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Return the share of what was predicted that is right, from 0 to 1."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the names that was found, from 0 to 1."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass
class Score:
    """Counts over documents, by label."""

    right: Counter[Label] = field(default_factory=Counter)
    predicted: Counter[Label] = field(default_factory=Counter)
    gold: Counter[Label] = field(default_factory=Counter)

    def add(self, document: CorpusDocument, mentions: Sequence[Mention]) -> None:
        """Count one document.

        Labels that its source does not annotate, and predictions that touch text of which
        nothing is known, count neither for nor against.
        """
        want = {mention for mention in document.mentions if mention.label not in document.missing}
        got = {
            mention
            for mention in mentions
            if mention.label not in document.missing
            and not any(unknown.overlaps(mention.start, mention.end) for unknown in document.unknown)
        }
        self.gold.update(mention.label for mention in want)
        self.predicted.update(mention.label for mention in got)
        self.right.update(mention.label for mention in want & got)

    def figures(self, label: Label) -> Figures:
        """Return the counts of one label."""
        return Figures(self.right[label], self.predicted[label], self.gold[label])

    @property
    def total(self) -> Figures:
        """Return the counts of all labels together."""
        return Figures(self.right.total(), self.predicted.total(), self.gold.total())


def evaluate(find: Callable[[str], Sequence[Mention]], documents: Iterable[CorpusDocument]) -> Score:
    """Return the score of ``find``, which gives the names in a text, on ``documents``."""
    score = Score()
    for document in documents:
        score.add(document, find(document.text))
    return score


def table(scores: dict[str, Score]) -> str:
    """Return figures in per cent as a Markdown table: by label for one corpus, by corpus for several."""
    if len(scores) == 1:
        (score,) = scores.values()
        rows = [(str(label), score.figures(label)) for label in Label if score.gold[label]]
        rows.append(("all", score.total))
    else:
        rows = [(name, score.total) for name, score in scores.items()]
    lines = ["| | precision | recall | F1 | names |", "|---|---|---|---|---|"]
    for name, row in rows:
        percent = " | ".join(f"{100 * share:.1f}" for share in (row.precision, row.recall, row.f1))
        lines.append(f"| {name} | {percent} | {row.gold} |")
    return "\n".join(lines)
