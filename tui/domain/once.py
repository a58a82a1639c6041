"""What stands once in either of two sequences, and in the same order in both."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence


def once(keys: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """The numbers of the keys that come once, by the keys; empty keys do not count."""
    found: dict[Hashable, int] = {}
    for key, number in keys:
        if key:
            found[key] = -1 if key in found else number
    return {key: number for key, number in found.items() if number >= 0}


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of ``pairs``, sorted by their first number, in which the second rises too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(j)
            last.append(number)
        else:
            ends[at] = j
            last[at] = number
    chosen = []
    number = last[-1] if last else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]
