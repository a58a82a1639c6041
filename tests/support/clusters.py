"""How well mentions are grouped into entities: B-cubed and CEAF over the articles that are marked by hand.

B-cubed is from Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector
space model" (1998); CEAF with the similarity phi4, entity by entity, from Luo, "On coreference
resolution performance metrics" (2005). A mention is its span; one that only one side has counts
against that side, so that both can also be asked of mentions that were found and not given.

    python -m tests.support.clusters             of the mentions that are marked: grouping apart from finding
    python -m tests.support.clusters --found     of the mentions that the shipped pipeline finds

prints a table with a line for each article.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.support.gold import DATA, Gold, entity_score, load_gold
from tui.analysis.analyser import analyse_text
from tui.analysis.entities.clustering import cluster_mentions
from tui.analysis.pipeline import Pipeline
from tui.domain.analysis import Analysis, Entity
from tui.domain.text.spans import TextSpan

Clusters = Mapping[TextSpan, Hashable]
"""Which entity each mention names."""


@dataclass(frozen=True)
class Agreement:
    """How far a grouping agrees with the wanted one; sums, so that articles can be added up.

    Attributes:
        precise: what is right of ``found``.
        found: what could at most be right of what was found.
        recalled: what is right of ``wanted``.
        wanted: what could at most be right of what is wanted.
    """

    precise: float = 0
    found: int = 0
    recalled: float = 0
    wanted: int = 0

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(
            self.precise + other.precise,
            self.found + other.found,
            self.recalled + other.recalled,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """From 0 to 1."""
        return self.precise / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """From 0 to 1."""
        return self.recalled / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"{self.precision:6.1%} {self.recall:6.1%} {self.f1:6.1%}"


def b_cubed(wanted: Clusters, found: Clusters) -> Agreement:
    """For each mention the share of its entity that belongs there; summed over mentions."""
    together = Counter((wanted[span], found[span]) for span in wanted.keys() & found.keys())
    of_wanted, of_found = Counter(wanted.values()), Counter(found.values())
    return Agreement(
        sum(n * n / of_found[theirs] for (_, theirs), n in together.items()),
        len(found),
        sum(n * n / of_wanted[ours] for (ours, _), n in together.items()),
        len(wanted),
    )


def ceaf_e(wanted: Clusters, found: Clusters) -> Agreement:
    """How alike entities are, each paired with at most one of the other side so that the sum is greatest."""
    together = Counter((wanted[span], found[span]) for span in wanted.keys() & found.keys())
    of_wanted, of_found = Counter(wanted.values()), Counter(found.values())
    likeness = [
        [2 * together[ours, theirs] / (of_wanted[ours] + of_found[theirs]) for theirs in of_found]
        for ours in of_wanted
    ]
    best = greatest_assignment(likeness)
    return Agreement(best, len(of_found), best, len(of_wanted))


def greatest_assignment(gains: Sequence[Sequence[float]]) -> float:
    """The greatest sum of ``gains`` with at most one from each row and each column.

    The Hungarian method with potentials (Kuhn 1955, Jonker and Volgenant 1987); cubic time.
    """
    if not gains or not gains[0]:
        return 0.0
    if len(gains) > len(gains[0]):
        gains = list(zip(*gains, strict=True))
    rows, columns = len(gains), len(gains[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)  # rows and columns count from 1; 0 is none
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        slack, before, seen = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while row_of[column]:
            seen[column], here = True, row_of[column]
            for other in range(1, columns + 1):
                if not seen[other]:
                    cost = -gains[here - 1][other - 1] - row_price[here] - column_price[other]
                    if cost < slack[other]:
                        slack[other], before[other] = cost, column
            step, following = min((slack[other], other) for other in range(1, columns + 1) if not seen[other])
            for other in range(columns + 1):
                if seen[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                else:
                    slack[other] -= step
            column = following
        while column:
            row_of[column] = row_of[before[column]]
            column = before[column]
    return sum(gains[row_of[column] - 1][column - 1] for column in range(1, columns + 1) if row_of[column])


def wanted_clusters(gold: Gold) -> Clusters:
    """The entities that are marked."""
    return {TextSpan(m.start, m.end): (m.label, name) for m, name in gold.names.items()}


def found_clusters(entities: Iterable[Entity]) -> Clusters:
    """The entities that were found."""
    return {span: number for number, entity in enumerate(entities) for span in entity.mentions}


def gold_names() -> list[str]:
    """The names of the articles that are marked by hand."""
    return sorted(path.name.removesuffix(".gold.xml") for path in DATA.glob("*.gold.xml"))


def differences(gold: Gold, entities: Iterable[Entity]) -> list[str]:
    """A line for each entity that was put together otherwise than marked."""
    wanted = wanted_clusters(gold)
    lines = []
    together: dict[Hashable, set[str]] = defaultdict(set)
    for entity in entities:
        mixed = Counter(wanted.get(span) for span in entity.mentions)
        for key in mixed:
            together[key].add(f"{entity.label} {entity.name}")
        if len(mixed) > 1:
            lines.append(f"joined as {entity.label} {entity.name}: {dict(mixed)}")
    lines += [f"apart {key}: {sorted(names)}" for key, names in together.items() if key and len(names) > 1]
    return lines


def main(arguments: Sequence[str]) -> None:
    """Print the table; with ``--why`` also what was grouped otherwise than marked."""
    pipeline = Pipeline.load(None) if "--found" in arguments else None
    write = sys.stdout.write
    write(f"{'':24} mentions   B-cubed P, R, F1      CEAF-e P, R, F1       names as marked P, R\n")
    all_b, all_ceaf = Agreement(), Agreement()
    right = listed = marked = 0
    for name in gold_names():
        gold = load_gold(name)
        entities = (
            analyse_text(pipeline, gold.text).entities
            if pipeline
            else cluster_mentions(gold.text, gold.mentions)
        )
        wanted, found = wanted_clusters(gold), found_clusters(entities)
        b, ceaf = b_cubed(wanted, found), ceaf_e(wanted, found)
        names = entity_score(gold, Analysis(entities))
        all_b, all_ceaf = all_b + b, all_ceaf + ceaf
        right, listed, marked = right + names.right, listed + names.found, marked + names.wanted
        share = f"{names.precision:6.1%} {names.recall:6.1%}"
        write(f"{name[:24]:24} {len(wanted):8}   {b}  {ceaf}  {share}\n")
        if "--why" in arguments:
            write("".join(f"    {line}\n" for line in differences(gold, entities)))
    share = f"{right / max(1, listed):6.1%} {right / max(1, marked):6.1%}"
    write(f"{'all':24} {all_b.wanted:8}   {all_b}  {all_ceaf}  {share}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
