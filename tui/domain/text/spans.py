"""Stretches of a text: one, a set of disjoint ones, many that may overlap."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice
from operator import attrgetter
from typing import Generic, NamedTuple, Protocol, TypeVar


class TextSpan(NamedTuple):
    """A half-open stretch of an article's text, in code points (spaCy's ``start_char``)."""

    start: int
    """Offset of the first code point."""
    end: int
    """Offset just past the last code point; never before ``start``."""

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether the span shares at least one code point with ``[start, end)``."""
        return self.start < end and start < self.end

    def contains(self, offset: int) -> bool:
        """Return whether the code point at ``offset`` lies in the span."""
        return self.start <= offset < self.end

    def distance(self, other: "TextSpan") -> int:
        """Return the code points between the two spans; 0 where they touch or overlap."""
        return max(0, self.start - other.end, other.start - self.end)

    def of(self, text: str) -> str:
        """Return the wording that the span covers in ``text``."""
        return text[self.start : self.end]


class SpanSet:
    """Disjoint stretches of a text, for asking whether another one is free."""

    def __init__(self, spans: Iterable[TextSpan]) -> None:
        self._spans = sorted(spans)

    def overlapping(self, span: TextSpan) -> list[TextSpan]:
        """Return those that share a code point with ``span``, in order."""
        at = bisect_left(self._spans, span)
        at -= at > 0 and self._spans[at - 1].end > span.start
        found = []
        while at < len(self._spans) and self._spans[at].start < span.end:
            found.append(self._spans[at])
            at += 1
        return found

    def add(self, span: TextSpan) -> None:
        """Add ``span``, which overlaps none."""
        insort(self._spans, span)

    def remove(self, span: TextSpan) -> None:
        """Remove ``span``, which is one of the set."""
        del self._spans[bisect_left(self._spans, span)]


class Stretch(Protocol):
    """Anything that covers ``[start, end)`` of a text, in code points."""

    @property
    def start(self) -> int:
        """Return the first code point that it covers."""

    @property
    def end(self) -> int:
        """Return the first code point after it."""


T = TypeVar("T", bound=Stretch)


class Intervals(Generic[T]):
    """Stretches sorted by start, which may overlap; every question is a bisection.

    Making one is O(n log n), and so is adding; asking is O(log n + what is found) while long
    stretches are few. The greatest end among the first i stretches only grows with i, which is
    what lets a bisection skip all that ends too early.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        # Two sorts by one number each take a fraction of one by pairs, and nothing else runs
        # while Python sorts.
        self._items = sorted(items, key=attrgetter("end"))
        self._items.sort(key=attrgetter("start"))
        self._index()

    def _index(self) -> None:
        self._starts = [item.start for item in self._items]
        self._reach = list(accumulate((item.end for item in self._items), max))

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __getitem__(self, number: int) -> T:
        return self._items[number]

    def add(self, items: Iterable[T]) -> None:
        """Add more stretches, wherever in the text they stand.

        A run of them that falls between two of those that are here already is put there
        without sorting the rest: that is how an analysis grows, piece by piece.
        """
        new = sorted(items, key=attrgetter("start", "end"))
        if not new:
            return
        first = bisect_left(self._starts, new[0].start)
        if first == bisect_right(self._starts, new[-1].start):
            self._items[first:first] = new
            self._starts[first:first] = [item.start for item in new]
            before = self._reach[first - 1] if first else 0
            ends = (item.end for item in self._items[first:])
            self._reach[first:] = islice(accumulate(ends, max, initial=before), 1, None)
        else:
            self._items = sorted([*self._items, *new], key=attrgetter("start", "end"))
            self._index()

    def crossing(self, start: int, end: int) -> list[T]:
        """Return the stretches that share a code point with ``[start, end)``, in order."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [item for item in self._items[first:last] if item.end > start]

    def at(self, offset: int) -> T | None:
        """Return the stretch that covers ``offset``; of several, the one that starts last."""
        found = self.crossing(offset, offset + 1)
        return found[-1] if found else None

    def before(self, offset: int) -> int:
        """Return how many stretches start before ``offset``."""
        return bisect_left(self._starts, offset)

    def step(self, offset: int, count: int, wanted: Callable[[T], bool] | None = None) -> T | None:
        """Return the ``count``-th stretch that starts after ``offset``, or before it if negative.

        Only those that are ``wanted`` count. Where there are fewer, the last of them in that
        direction; None where there is none.
        """
        if count > 0:
            numbers = range(bisect_right(self._starts, offset), len(self._items))
        else:
            numbers = range(bisect_left(self._starts, offset) - 1, -1, -1)
        if wanted is None:
            number = numbers[min(abs(count), len(numbers)) - 1] if numbers else None
            return None if number is None else self._items[number]
        found: T | None = None
        left = abs(count)
        for number in numbers:
            if wanted(self._items[number]):
                found = self._items[number]
                left -= 1
                if not left:
                    break
        return found
