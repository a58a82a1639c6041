"""Which tokens of two stretches of text are the same, in the order of both."""

from collections.abc import Sequence

from tui.domain.anchoring.tokens import Token
from tui.domain.once import once, rising

_RUNS = (6, 3, 2, 1)
"""Tokens in the runs that are paired, the safest first."""
_DEEPEST = 8
_FARTHEST = 100
_ENDS = frozenset((".", "!", "?", "..."))
_CLOSES = frozenset(('"', ")", "]"))


def match(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which of the ``old`` keys are which of the ``new`` ones, both in rising order."""
    found: list[tuple[int, int]] = []
    todo = [(0, len(old), 0, len(new), 0)]
    while todo:
        i, i_end, j, j_end, depth = todo.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            found.append((i_end, j_end))
        if i == i_end or j == j_end or depth > _DEEPEST:
            continue
        for a, b in [*_runs_once(old, i, i_end, new, j, j_end), (i_end, j_end)]:
            todo.append((i, a, j, b, depth + 1))
            if a < i_end:
                found.append((a, b))
            i, j = a + 1, b + 1
    return sorted(found)


def _runs_once(
    old: Sequence[str], i: int, i_end: int, new: Sequence[str], j: int, j_end: int
) -> list[tuple[int, int]]:
    """The starts of the longest runs that stand once in either stretch, in the order of both."""
    for length in _RUNS:
        old_once = once((tuple(old[k : k + length]), k) for k in range(i, i_end - length + 1))
        new_once = once((tuple(new[k : k + length]), k) for k in range(j, j_end - length + 1))
        pairs = sorted((k, new_once[run]) for run, k in old_once.items() if run in new_once)
        if pairs:
            return rising(pairs)
    return []


def slide(
    pairs: list[tuple[int, int]], old: tuple[str, Sequence[Token]], new: tuple[str, Sequence[Token]]
) -> None:
    """Let what was put in or taken out between ``pairs`` start where a sentence does, if it can.

    Where words are put in before the same word, there are several ways to tell what is new, and
    all have the same length: it is rather "The bird flew." than "bird flew. The".

    Args:
        pairs: as ``match`` gives them; changed in place.
        old, new: each the text, and the tokens of it that were matched.
    """
    for index in range(len(pairs) - 1):
        (i, j), (next_i, next_j) = pairs[index], pairs[index + 1]
        if next_i == i + 1 and next_j > j + 1:
            _slide(pairs, index, 1, old, new)
        elif next_j == j + 1 and next_i > i + 1:
            _slide(pairs, index, 0, new, old)


def _slide(
    pairs: list[tuple[int, int]],
    index: int,
    side: int,
    whole: tuple[str, Sequence[Token]],
    longer: tuple[str, Sequence[Token]],
) -> None:
    """Choose where in ``longer``, of which ``side`` tells, the stretch starts that ``whole`` has not."""
    extra = pairs[index + 1][side] - pairs[index][side] - 1
    here, there = whole[1], longer[1]
    at = pairs[index][1 - side]
    low = 0
    while (
        low < _FARTHEST
        and index - low >= 0
        and _follow(pairs, index - low, index)
        and here[at - low].key == there[pairs[index - low][side] + extra].key
    ):
        low += 1
    high = 0
    while (
        high < _FARTHEST
        and index + 1 + high < len(pairs)
        and _follow(pairs, index + 1, index + 1 + high)
        and here[at + 1 + high].key == there[pairs[index + 1 + high][side] - extra].key
    ):
        high += 1
    best = max(range(-low, high + 1), key=lambda by: (_divides(whole, at + by), -abs(by)))
    moved = range(index + 1, index + 1 + best) if best > 0 else range(index + 1 + best, index + 1)
    for number in moved:
        pair = list(pairs[number])
        pair[side] += -extra if best > 0 else extra
        pairs[number] = (pair[0], pair[1])


def _follow(pairs: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """Whether the pairs from ``first`` to ``last`` are of tokens that follow each other in both texts."""
    return pairs[last][0] - pairs[first][0] == last - first == pairs[last][1] - pairs[first][1]


def _divides(whole: tuple[str, Sequence[Token]], number: int) -> int:
    """How well a new sentence could start after the token with this number."""
    text, tokens = whole
    if not 0 <= number < len(tokens) - 1:
        return 4
    between = text[tokens[number].end : tokens[number + 1].start]
    if "\n" in between:
        return 4
    ends = tokens[number].key in _ENDS or (
        tokens[number].key in _CLOSES and number > 0 and tokens[number - 1].key in _ENDS
    )
    return 2 * ends + bool(between)
