"""The tokens of a text, or of a part of it, in which a wording is looked for."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from tui.domain.anchoring.tokens import Token, weight
from tui.domain.span import TextSpan

MOST = 400
"""Places at which one wording is looked at; what stands in more is nowhere in particular."""
BEST = 40
"""Places with the most words of a wording that are compared with it."""
LONGEST = 600
"""Tokens of a wording that are looked for approximately."""
_COMMON = 60
"""A word that stands more often than this says little of where a wording stands."""


class Place(NamedTuple):
    """Where a wording may stand: the first token and the one past the last, and how alike it is (0-1)."""

    first: int
    last: int
    likeness: float


class Haystack:
    """Tokens in which a wording is looked for."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        """Look in ``tokens`` of ``text``, which are in its order."""
        self.text = text
        self.tokens = tokens
        self.keys = [token.key for token in tokens]

    def span(self, place: Place) -> TextSpan:
        """The stretch of the text from the first token of ``place`` to its last."""
        return TextSpan(self.tokens[place.first].start, self.tokens[place.last - 1].end)

    def exact(self, wording: Sequence[str]) -> list[Place] | None:
        """The places where the keys of ``wording`` stand; None where they are more than ``MOST``."""
        joined, starts = self._joined
        needle = f" {' '.join(wording)} "
        places: list[Place] = []
        at = joined.find(needle)
        while at >= 0 and wording:
            if len(places) == MOST:
                return None
            first = bisect_left(starts, at)
            places.append(Place(first, first + len(wording), 1.0))
            at = joined.find(needle, at + 1)
        return places

    def alike(self, wording: Sequence[str]) -> list[Place]:
        """The places that come nearest to ``wording``, the best first, each better than its neighbours."""
        if not wording or len(wording) > LONGEST:
            return []
        votes: Counter[int] = Counter()
        for number, key in enumerate(wording):
            known = self._index.get(key, ())
            if len(known) <= _COMMON:
                for at in known:
                    votes[at - number] += weight(key)
        starts = _tops(votes, max(2, len(wording) // 4))
        places = {self._fitted(start, wording) for start in starts}
        return sorted((place for place in places if place.likeness > 0), key=lambda place: -place.likeness)

    def _fitted(self, start: int, wording: Sequence[str]) -> Place:
        """The stretch near ``start`` that fits ``wording`` best, from a token of it to another."""
        slack = max(2, len(wording) // 4)
        low, high = max(0, start - slack), min(len(self.keys), start + len(wording) + slack)
        blocks = SequenceMatcher(None, wording, self.keys[low:high], autojunk=False).get_matching_blocks()
        blocks = [block for block in blocks if block.size]
        if not blocks:
            return Place(low, low, 0.0)
        first, last = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
        # The words at either end may be others now.
        first = max(low, first - blocks[0].a)
        last = min(high, last + len(wording) - blocks[-1].a - blocks[-1].size)
        common = sum(weight(key) for b in blocks for key in wording[b.a : b.a + b.size])
        both = sum(map(weight, wording)) + sum(map(weight, self.keys[first:last]))
        return Place(first, last, 2 * common / both)

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """All keys with one space around each, and where the space before each of them stands."""
        starts, at = [], 0
        for key in self.keys:
            starts.append(at)
            at += len(key) + 1
        return f" {' '.join(self.keys)} ", starts

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self.keys):
            found[key].append(number)
        return dict(found)


def _tops(votes: Counter[int], slack: int) -> list[int]:
    """The starts with the most votes, those near to it counted in, none near to a better one."""
    grouped: Counter[int] = Counter()
    for start, count in votes.items():
        grouped[start // slack] += count
    tops: list[int] = []
    for group, _ in grouped.most_common(BEST):
        best = max(
            (start for start in range((group) * slack, (group + 1) * slack) if start in votes),
            key=lambda start: votes[start],
        )
        tops.append(best)
    return tops


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two short runs of keys are, by weight, from 0 to 1."""
    if not one or not other:
        return float(not one and not other)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    common = sum(weight(key) for block in blocks for key in one[block.a : block.a + block.size])
    return 2 * common / (sum(map(weight, one)) + sum(map(weight, other)))
