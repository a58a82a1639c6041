"""Patience diff of two texts by paragraphs and tokens.

Paragraphs come first: one that stands once in either version is the same one, wherever it went. What
is left between those that stayed in order is compared token by token, again by what stands once in
either version: runs of tokens, then single ones, in a bounded number of rounds. So it takes a time
near to the length of the texts times its logarithm, and not its square, as a search for the longest
common subsequence would on text made for that; what such text repeats is left unpaired.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from tui.domain.anchoring.fuzzy import TokenIndex
from tui.domain.anchoring.tokens import Token, tokens_of
from tui.domain.text.spans import TextSpan


def _unique_positions(keys: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """Return the numbers of the keys that come once, by the keys; empty keys do not count."""
    found: dict[Hashable, int] = {}
    for key, number in keys:
        if key:
            found[key] = -1 if key in found else number
    return {key: number for key, number in found.items() if number >= 0}


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest choice of ``pairs``, sorted by their first number, in which the second rises too."""
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


_LONG = 32
"""Code points from which on a paragraph is known again out of its order."""


class _Lines:
    """The lines of both texts that say something, and which of them are the same."""

    def __init__(self, old: str, new: str) -> None:
        self._texts = old, new
        self.old, self.new = _lines(old), _lines(new)
        self.pairs: dict[int, int] = {}
        self._tokens: tuple[dict[int, list[Token]], dict[int, list[Token]]] = {}, {}

    def pair(self, old_keys: Sequence[Hashable], new_keys: Sequence[Hashable]) -> None:
        """Pair the lines that are not paired yet and whose key stands once in either list."""
        taken = set(self.pairs.values())
        old_once = _unique_positions((key, i) for i, key in enumerate(old_keys) if i not in self.pairs)
        new_once = _unique_positions((key, j) for j, key in enumerate(new_keys) if j not in taken)
        found = {i: new_once[key] for key, i in old_once.items() if key in new_once}
        spine = _longest_increasing(sorted({**self.pairs, **found}.items()))
        known = dict(spine)
        for i, j in found.items():
            if known.get(i) == j or len(self.old[i][1]) >= _LONG:
                self.pairs[i] = j

    def pair_rest_by_tokens(self) -> None:
        """Pair lines that differ only in what does not count, such as the style of quotation marks."""
        taken = set(self.pairs.values())
        old_keys = [
            "" if i in self.pairs else " ".join(token.key for token in self.old_tokens(i))
            for i in range(len(self.old))
        ]
        new_keys = [
            "" if j in taken else " ".join(token.key for token in self.new_tokens(j))
            for j in range(len(self.new))
        ]
        self.pair(old_keys, new_keys)

    def gaps(self) -> Iterable[tuple[int, list[int], list[int]]]:
        """Yield, for each place that differs, where the old lines start, the old lines, the new ones."""
        spine = [*_longest_increasing(sorted(self.pairs.items())), (len(self.old), len(self.new))]
        taken = set(self.pairs.values())
        i = j = 0
        for next_i, next_j in spine:
            olds = [k for k in range(i, next_i) if k not in self.pairs]
            news = [k for k in range(j, next_j) if k not in taken]
            if olds:
                yield self.old[olds[0]][0], olds, news
            i, j = next_i + 1, next_j + 1

    def old_tokens(self, i: int) -> list[Token]:
        """Return the tokens of an old line, counted from 0; made once."""
        return self._tokens_at(0, i, self.old[i])

    def new_tokens(self, j: int) -> list[Token]:
        """Return the tokens of a new line, counted from 0; made once."""
        return self._tokens_at(1, j, self.new[j])

    def _tokens_at(self, side: int, number: int, line: tuple[int, str]) -> list[Token]:
        known = self._tokens[side]
        if number not in known:
            known[number] = tokens_of(self._texts[side], line[0], line[0] + len(line[1]))
        return known[number]


def _lines(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        if line and not line.isspace():
            found.append((at, line))
        at += len(line) + 1
    return found


_LONG_WORD = 4
"""Code points of a word that two texts hardly have in the same order by chance."""
_RUNS = (6, 3, 2, 1)
"""Tokens in the runs that are paired, the safest first."""
_DEEPEST = 8
_FARTHEST = 100
_ENDS = frozenset((".", "!", "?", "..."))
_CLOSES = frozenset(('"', ")", "]"))


def _match(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return which of the ``old`` keys are which of the ``new`` ones, both in rising order."""
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
    """Return the starts of the longest runs that stand once in either stretch, in the order of both."""
    for length in _RUNS:
        old_once = _unique_positions((tuple(old[k : k + length]), k) for k in range(i, i_end - length + 1))
        new_once = _unique_positions((tuple(new[k : k + length]), k) for k in range(j, j_end - length + 1))
        pairs = sorted((k, new_once[run]) for run, k in old_once.items() if run in new_once)
        if pairs:
            return _longest_increasing(pairs)
    return []


def _slide_gaps(
    pairs: list[tuple[int, int]], old: tuple[str, Sequence[Token]], new: tuple[str, Sequence[Token]]
) -> None:
    """Let what was put in or taken out between ``pairs`` start where a sentence does, if it can.

    Where words are put in before the same word, there are several ways to say what is new, and
    all have the same length: it is rather "The bird flew." than "bird flew. The".

    Args:
        pairs: as ``_match`` gives them; changed in place.
        old, new: each the text, and the tokens of it that were matched.
    """
    for index in range(len(pairs) - 1):
        (i, j), (next_i, next_j) = pairs[index], pairs[index + 1]
        if next_i == i + 1 and next_j > j + 1:
            _slide_gap(pairs, index, 1, old, new)
        elif next_j == j + 1 and next_i > i + 1:
            _slide_gap(pairs, index, 0, new, old)


def _slide_gap(
    pairs: list[tuple[int, int]],
    index: int,
    side: int,
    whole: tuple[str, Sequence[Token]],
    longer: tuple[str, Sequence[Token]],
) -> None:
    """Choose where in ``longer``, number ``side`` of a pair, the stretch starts that ``whole`` has not."""
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
    """Return whether the pairs from ``first`` to ``last`` are of neighbouring tokens in both texts."""
    return pairs[last][0] - pairs[first][0] == last - first == pairs[last][1] - pairs[first][1]


def _divides(whole: tuple[str, Sequence[Token]], number: int) -> int:
    """Return how well a new sentence could start after the token with this number."""
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


class _Piece(NamedTuple):
    """A stretch of the old text that stands in the new one: a whole paragraph, or one token.

    Attributes:
        start, end: in the old text.
        new_start, new_end: in the new text.
    """

    start: int
    end: int
    new_start: int
    new_end: int


class Gap(NamedTuple):
    """What differs between two paragraphs that stand once in either version.

    Attributes:
        old, new: the stretches of both texts, without what is known to have moved from or to
            elsewhere.
    """

    old: TokenIndex
    new: TokenIndex


class Alignment:
    """What two versions of a text have in common, in pairs."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        lines = _Lines(old, new)
        lines.pair([line for _, line in lines.old], [line for _, line in lines.new])
        lines.pair_rest_by_tokens()
        self.pieces: list[_Piece] = []
        """Sorted by their place in the old text, disjoint in either."""
        self._gap_starts: list[int] = []
        self._gaps: list[Gap] = []
        for i, j in lines.pairs.items():
            (at, line), (new_at, new_line) = lines.old[i], lines.new[j]
            if line == new_line:
                self.pieces.append(_Piece(at, at + len(line), new_at, new_at + len(line)))
            else:
                self._add_tokens(zip(lines.old_tokens(i), lines.new_tokens(j), strict=True))
        for start, olds, news in lines.gaps():
            gap_old = [token for i in olds for token in lines.old_tokens(i)]
            gap_new = [token for j in news for token in lines.new_tokens(j)]
            matched = _match([token.key for token in gap_old], [token.key for token in gap_new])
            _slide_gaps(matched, (old, gap_old), (new, gap_new))
            self._add_tokens((gap_old[i], gap_new[j]) for i, j in matched)
            self._gap_starts.append(start)
            self._gaps.append(Gap(TokenIndex(old, gap_old), TokenIndex(new, gap_new)))
        self.pieces.sort()
        self._starts = [piece.start for piece in self.pieces]

    def _add_tokens(self, pairs: Iterable[tuple[Token, Token]]) -> None:
        self.pieces += (_Piece(old.start, old.end, new.start, new.end) for old, new in pairs)

    def whole(self, span: TextSpan) -> TextSpan | None:
        """Return where ``span`` went, if it lies within a paragraph that stands once in either version."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0:
            return None
        piece = self.pieces[index]
        same = piece.end - piece.start == piece.new_end - piece.new_start
        if span.end > piece.end or not same or self.gap_at(span) is not None:
            return None
        found = TextSpan(span.start - piece.start + piece.new_start, span.end - piece.start + piece.new_start)
        return found if found.of(self._new) == span.of(self._old) else None

    def token(self, token: Token) -> TextSpan | None:
        """Return where a token of the old text stands in the new one."""
        index = bisect_right(self._starts, token.start) - 1
        if index < 0:
            return None
        piece = self.pieces[index]
        if piece[:2] == token[:2]:
            return TextSpan(piece.new_start, piece.new_end)
        if token.end > piece.end or piece.end - piece.start != piece.new_end - piece.new_start:
            return None
        shift = piece.new_start - piece.start
        return TextSpan(token.start + shift, token.end + shift)

    def source(self, span: TextSpan) -> TextSpan | None:
        """Return what of the old text stands in ``span`` of the new one: from the first to the last of it."""
        pieces, starts = self._by_new_place
        first = bisect_right(starts, span.start) - 1
        first = first if first >= 0 and pieces[first].new_end > span.start else first + 1
        inside = pieces[first : bisect_left(starts, span.end)]
        if not inside:
            return None
        within = [
            (piece.start + max(0, span.start - piece.new_start), piece.end - max(0, piece.new_end - span.end))
            if piece.end - piece.start == piece.new_end - piece.new_start
            else (piece.start, piece.end)
            for piece in inside
        ]
        return TextSpan(min(start for start, _ in within), max(end for _, end in within))

    def share_of_old(self, span: TextSpan) -> float:
        """Return the share of ``span`` of the new text, by code points, that stood in the old one."""
        pieces, starts = self._by_new_place
        first = max(0, bisect_right(starts, span.start) - 1)
        inside = pieces[first : bisect_left(starts, span.end)]
        known = sum(max(0, min(p.new_end, span.end) - max(p.new_start, span.start)) for p in inside)
        return known / max(1, span.end - span.start)

    @property
    def survival(self) -> float:
        """Return the share of the old text, white space apart, that stands in the new one."""
        left = sum(len("".join(self._old[p.start : p.end].split())) for p in self.pieces)
        return left / max(1, len("".join(self._old.split())))

    @property
    def long_words(self) -> int:
        """Return the code points of the old text that stand in the new one in words of four and more."""
        return sum(piece.end - piece.start for piece in self.pieces if piece.end - piece.start >= _LONG_WORD)

    @property
    def longest_run(self) -> int:
        """Return the most code points of the old text, white space apart, that the new one has in a row."""
        longest = run = end = new_end = 0
        for piece in self.pieces:
            goes_on = piece.new_start >= new_end and not (
                self._old[end : piece.start].strip() or self._new[new_end : piece.new_start].strip()
            )
            run = (run if goes_on else 0) + len("".join(self._old[piece.start : piece.end].split()))
            longest = max(longest, run)
            end, new_end = piece.end, piece.new_end
        return longest

    def gap_at(self, span: TextSpan) -> Gap | None:
        """Return the gap that ``span`` of the old text shares a token with, if any."""
        index = bisect_right(self._gap_starts, span.end) - 1
        while index >= 0:
            tokens = self._gaps[index].old.tokens
            if tokens and tokens[-1].end <= span.start:
                return None
            at = bisect_left(tokens, (span.end,)) - 1
            if at >= 0 and tokens[at].end > span.start:
                return self._gaps[index]
            index -= 1
        return None

    @cached_property
    def _by_new_place(self) -> tuple[list[_Piece], list[int]]:
        pieces = sorted(self.pieces, key=lambda piece: piece.new_start)
        return pieces, [piece.new_start for piece in pieces]
