"""Find a wording in tokens, exactly or nearly, and compare what stands around passages."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from tui.domain.anchoring.tokens import Token, keys_of, tokens_of, weight
from tui.domain.annotation import Target
from tui.domain.text.spans import TextSpan

_MOST = 400
"""The most places of one wording that are compared; what stands in more is nowhere in particular."""
_BEST = 40
"""Places with the most words of a wording that are compared with it."""
_LONGEST = 600
"""The most tokens of a wording that is looked for approximately."""
_COMMON = 60
"""A word that stands more often than this says little of where a wording stands."""


class Match(NamedTuple):
    """Where a wording may stand: the first token and the one past the last, and how alike it is (0-1)."""

    first: int
    last: int
    similarity: float


class TokenIndex:
    """Tokens in which a wording is looked for."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        """Look in ``tokens`` of ``text``, which are in its order."""
        self.text = text
        self.tokens = tokens
        self.keys = [token.key for token in tokens]

    def span(self, place: Match) -> TextSpan:
        """Return the stretch of the text from the first token of ``place`` to its last."""
        return TextSpan(self.tokens[place.first].start, self.tokens[place.last - 1].end)

    def exact(self, wording: Sequence[str]) -> list[Match] | None:
        """Return the places where the keys of ``wording`` stand; None where they are too many."""
        joined, starts = self._joined
        needle = f" {' '.join(wording)} "
        places: list[Match] = []
        at = joined.find(needle)
        while at >= 0 and wording:
            if len(places) == _MOST:
                return None
            first = bisect_left(starts, at)
            places.append(Match(first, first + len(wording), 1.0))
            at = joined.find(needle, at + 1)
        return places

    def alike(self, wording: Sequence[str]) -> list[Match]:
        """Return the places most like ``wording``, the best first, each better than its neighbours."""
        if not wording or len(wording) > _LONGEST:
            return []
        votes: Counter[int] = Counter()
        for number, key in enumerate(wording):
            known = self._index.get(key, ())
            if len(known) <= _COMMON:
                for at in known:
                    votes[at - number] += weight(key)
        starts = _tops(votes, max(2, len(wording) // 4))
        places = {self._fitted(start, wording) for start in starts}
        return sorted(
            (place for place in places if place.similarity > 0), key=lambda place: -place.similarity
        )

    def _fitted(self, start: int, wording: Sequence[str]) -> Match:
        """Return the stretch near ``start`` that fits ``wording`` best, from a token of it to another."""
        slack = max(2, len(wording) // 4)
        low, high = max(0, start - slack), min(len(self.keys), start + len(wording) + slack)
        blocks = SequenceMatcher(None, wording, self.keys[low:high], autojunk=False).get_matching_blocks()
        blocks = [block for block in blocks if block.size]
        if not blocks:
            return Match(low, low, 0.0)
        first, last = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
        # The words at either end may be others now.
        first = max(low, first - blocks[0].a)
        last = min(high, last + len(wording) - blocks[-1].a - blocks[-1].size)
        common = sum(weight(key) for b in blocks for key in wording[b.a : b.a + b.size])
        both = sum(map(weight, wording)) + sum(map(weight, self.keys[first:last]))
        return Match(first, last, 2 * common / both)

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """Return all keys with one space around each, and where the space before each of them stands."""
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
    """Return the starts with the most votes, those near to it counted in, none near to a better one."""
    grouped: Counter[int] = Counter()
    for start, count in votes.items():
        grouped[start // slack] += count
    tops: list[int] = []
    for group, _ in grouped.most_common(_BEST):
        starts = (start for start in range(group * slack, (group + 1) * slack) if start in votes)
        tops.append(max(starts, key=lambda start: votes[start]))
    return tops


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two short runs of keys are, by weight, from 0 to 1."""
    if not one or not other:
        return float(not one and not other)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    common = sum(weight(key) for block in blocks for key in one[block.a : block.a + block.size])
    return 2 * common / (sum(map(weight, one)) + sum(map(weight, other)))


_SENTENCE_END = re.compile(r"[.!?…]\W{0,4}\s|\n")
_LONGEST_SENTENCE = 300
"""Code points before and after a passage in which the ends of its sentence are looked for."""
_AROUND = 160
"""Code points before and after a sentence, or a passage, that are its context."""
_SIDE = 8
"""Tokens on either side of a passage that are compared."""


def sentence_around(text: str, span: TextSpan) -> TextSpan:
    """Return the sentence, or the sentences, that ``span`` of ``text`` stands in; cut where it is long."""
    low = max(0, span.start - _LONGEST_SENTENCE)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, low, span.start)]
    last = _SENTENCE_END.search(text, max(span.start, span.end - 1), span.end + _LONGEST_SENTENCE)
    end = last.start() + 1 if last else min(len(text), span.end + _LONGEST_SENTENCE)
    return TextSpan(ends[-1] if ends else low, max(span.end, end))


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a passage, to distinguish it from others of the same wording: keys of tokens.

    Attributes:
        sentence: the sentence that it stands in.
        before, after: what stands before and after that sentence.
        close_before, close_after: what stands directly before and after the passage itself: it
            distinguishes one word of a sentence from the same word once more.
    """

    sentence: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]
    close_before: Sequence[str]
    close_after: Sequence[str]

    @classmethod
    def of(cls, text: str, span: TextSpan) -> "Context":
        """Return the context of ``span`` in ``text``."""
        start, end = sentence_around(text, span)
        return cls(
            keys_of(text, start, end),
            keys_of(text, max(0, start - _AROUND), start),
            keys_of(text, end, min(len(text), end + _AROUND)),
            keys_of(text, max(0, span.start - _AROUND), span.start)[-_SIDE:],
            keys_of(text, span.end, min(len(text), span.end + _AROUND))[:_SIDE],
        )

    def similarity(self, other: "Context") -> tuple[float, float, float]:
        """Return the similarity of the sentences, of what is around them, of what is close; each 0 to 1."""
        around = similarity(self.before, other.before) + similarity(self.after, other.after)
        close = similarity(self.close_before, other.close_before)
        close += similarity(self.close_after, other.close_after)
        return similarity(self.sentence, other.sentence), around / 2, close / 2


_TOUCHING = 8
"""Code points next to a short passage that must be the same."""
_FEWEST = 3
"""Tokens of the next sentence that must be known for it to say anything."""
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Side:
    """What is known of one side of a passage: the keys of its tokens, from the passage outwards.

    Attributes:
        inside: those of the passage's own sentence.
        beyond: those of what comes after its end, or None where its end is not known.
    """

    inside: Sequence[str]
    beyond: Sequence[str] | None


def context_similarity(one: Target, other: Target) -> tuple[float, float]:
    """Return the similarity of what stands before and after two passages, each from 0 to 1.

    No more of ``other`` counts than is known of ``one``: other programs store less than ours.
    """
    before, after = _keys_before(one)[:_SIDE], _keys_after(one)[:_SIDE]
    return (
        similarity(before[::-1], _keys_before(other)[: min(_SIDE, len(before) or _SIDE)][::-1]),
        similarity(after, _keys_after(other)[: min(_SIDE, len(after) or _SIDE)]),
    )


def has_same_context(one: Target, other: Target) -> bool:
    """Return whether all that is known of what stands around ``one`` stands around ``other``.

    A word at either end does not count, since it may be there in part.
    """
    before, after = _keys_before(one)[:-1], _keys_after(one)[:-1]
    return _keys_before(other)[: len(before)] == before and _keys_after(other)[: len(after)] == after


def touches(one: Target, other: Target) -> bool:
    """Return whether the same stands directly before both, or directly after: some code points of it."""
    pairs = ((_keys_before(one), _keys_before(other)), (_keys_after(one), _keys_after(other)))
    for left, right in pairs:
        same = 0
        for key, other_key in zip(left, right, strict=False):
            if key != other_key:
                break
            same += len(key) + 1
        if same >= _TOUCHING:
            return True
    return False


def is_same_sentence(one: Target, other: Target) -> bool:
    """Return whether ``other`` stands in the sentence of ``one``, as far as is known without the old text.

    All that is known is the same; or the whole sentence is known and is the same; or all that is known
    of it is, and so is what comes next to it where it ends, if an end is known; or it was changed, and
    what comes next to it on both sides is the same.
    """
    if has_same_context(one, other):
        return True
    pairs = ((_side_before(one), _side_before(other)), (_side_after(one), _side_after(other)))
    inside = all(
        list(theirs.inside[: len(mine.inside)]) == list(mine.inside)
        if mine.beyond is None
        else mine.inside == theirs.inside and theirs.beyond is not None
        for mine, theirs in pairs
    )
    ended = sum(mine.beyond is not None for mine, _ in pairs)
    following = [_beyond(*pair) for pair in pairs]
    if inside:
        return ended in (0, 2) or True in following
    return following == [True, True]


def _beyond(mine: _Side, theirs: _Side) -> bool | None:
    """Return whether the same follows the end of the sentence on one side; None where it is not known."""
    if mine.beyond is None or len(mine.beyond) < _FEWEST:
        return None
    return similarity(mine.beyond, (theirs.beyond or ())[: len(mine.beyond)]) >= _HALF


def _side_before(target: Target) -> _Side:
    prefix = target.quote.prefix
    ends = [match.end() for match in _SENTENCE_END.finditer(prefix)]
    keys = [(token.start, token.key) for token in tokens_of(prefix)][::-1]
    is_start = target.position.start == len(prefix)
    keys = keys if is_start else keys[:-1]
    if not ends:
        return _Side([key for _, key in keys], [] if is_start else None)
    end = ends[-1]
    return _Side([key for at, key in keys if at >= end], [key for at, key in keys if at < end])


def _side_after(target: Target) -> _Side:
    suffix = target.quote.suffix
    keys = [(token.start, token.key) for token in tokens_of(suffix)][:-1]
    exact = target.quote.exact
    if _SENTENCE_END.search(exact[-3:] + suffix[:3]) and not _SENTENCE_END.search(suffix[:3]):
        return _Side([], [key for _, key in keys])
    match = _SENTENCE_END.search(suffix)
    if match is None:
        return _Side([key for _, key in keys], None)
    return _Side(
        [key for at, key in keys if at < match.end()], [key for at, key in keys if at >= match.end()]
    )


def _keys_before(target: Target) -> list[str]:
    return keys_of(target.quote.prefix)[::-1]


def _keys_after(target: Target) -> list[str]:
    return keys_of(target.quote.suffix)
