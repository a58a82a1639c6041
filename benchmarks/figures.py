"""Figures and what is asked of them, as a table."""

import statistics
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Figure(NamedTuple):
    """Something measured, several times.

    Attributes:
        name: what was measured.
        unit: s, ms, MiB, or times (a ratio).
        values: one for each measuring, in their order.
        limit: the most that the judged value may be, or None where nothing is asked.
        by_worst: whether the largest value is judged; else the median.
        note: what one should know about it.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    limit: float | None = None
    by_worst: bool = False
    note: str = ""

    @property
    def judged(self) -> float:
        """The value that the limit is for."""
        return max(self.values) if self.by_worst else statistics.median(self.values)

    @property
    def is_met(self) -> bool | None:
        """Whether the limit is met; None where nothing is asked."""
        return None if self.limit is None else self.judged <= self.limit

    def as_json(self) -> dict[str, Any]:
        """All of it, as JSON can carry it."""
        return self._asdict() | {"judged": self.judged, "is_met": self.is_met}


def ratio(name: str, ours: Sequence[float], theirs: Sequence[float], limit: float) -> Figure:
    """How many times ``theirs`` each of ``ours`` took: those measured one after the other are compared."""
    pairs = zip(ours, theirs, strict=True)
    return Figure(name, "times", tuple(our / their for our, their in pairs), limit)


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table with the least, the median and the most of each figure."""
    rows: list[tuple[str, ...]] = [("", "least", "median", "most", "asked", "", "")]
    rows += map(_row, figures)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, ...]:
    least, most = min(figure.values), max(figure.values)
    asked = ""
    if figure.limit is not None:
        asked = f"{'most' if figure.by_worst else 'median'} at most {figure.limit:g}"
    return (
        f"{figure.name}, {figure.unit}",
        _number(least),
        _number(statistics.median(figure.values)),
        _number(most),
        asked,
        {None: "", True: "yes", False: "NO"}[figure.is_met],
        figure.note,
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
