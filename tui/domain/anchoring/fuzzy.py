"""What stands before and after a passage, compared with what stood there when it was described."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.anchoring.tokens import tokens_of
from tui.domain.annotation import Target
from tui.domain.haystack import likeness

TOUCHING = 8
"""Code points beside a short passage that must be the same."""
_FAR = 8
"""Tokens on either side that are compared."""
_FEWEST = 3
"""Tokens of the next sentence that must be told for it to say anything."""
_HALF = 0.5
_END = re.compile(r"[.!?…]\W{0,4}\s+|\n\s*")


@dataclass(frozen=True, slots=True)
class _Side:
    """What is told of one side of a passage: the keys of its tokens, from the passage outwards.

    Attributes:
        inside: those of the passage's own sentence.
        beyond: those of what comes after its end, or None where its end is not told.
    """

    inside: Sequence[str]
    beyond: Sequence[str] | None


def context_likeness(one: Target, other: Target) -> tuple[float, float]:
    """How alike what stands before and after two passages is, each from 0 to 1.

    No more of ``other`` counts than is told of ``one``: other programs tell less than ours.
    """
    before, after = _keys_before(one)[:_FAR], _keys_after(one)[:_FAR]
    return (
        likeness(before[::-1], _keys_before(other)[: min(_FAR, len(before) or _FAR)][::-1]),
        likeness(after, _keys_after(other)[: min(_FAR, len(after) or _FAR)]),
    )


def is_surrounded_alike(one: Target, other: Target) -> bool:
    """Whether all that is told of what stands around ``one`` stands around ``other``.

    But for a word at either end, which may be told in part.
    """
    before, after = _keys_before(one)[:-1], _keys_after(one)[:-1]
    return _keys_before(other)[: len(before)] == before and _keys_after(other)[: len(after)] == after


def touches(one: Target, other: Target) -> bool:
    """Whether the same stands directly before both, or directly after: some code points of it."""
    pairs = ((_keys_before(one), _keys_before(other)), (_keys_after(one), _keys_after(other)))
    for left, right in pairs:
        same = 0
        for key, other_key in zip(left, right, strict=False):
            if key != other_key:
                break
            same += len(key) + 1
        if same >= TOUCHING:
            return True
    return False


def is_same_sentence(one: Target, other: Target) -> bool:
    """Whether ``other`` stands in the sentence of ``one``, as far as can be told without the old text.

    All that is told is the same; or the whole sentence is told and is the same; or all that is told of
    it is, and so is what comes next to it where it ends, if an end is told; or it was changed, and what
    comes next to it on both sides is the same.
    """
    if is_surrounded_alike(one, other):
        return True
    pairs = (
        (_side_before(one), _side_before(other)),
        (_side_after(one), _side_after(other)),
    )
    inside = all(_is_same_inside(*pair) for pair in pairs)
    ended = sum(mine.beyond is not None for mine, _ in pairs)
    beside = [_beyond(*pair) for pair in pairs]
    if inside:
        return ended in (0, 2) or True in beside
    return beside == [True, True]


def _is_same_inside(mine: _Side, theirs: _Side) -> bool:
    if mine.beyond is not None:
        return mine.inside == theirs.inside and theirs.beyond is not None
    return list(theirs.inside[: len(mine.inside)]) == list(mine.inside)


def _beyond(mine: _Side, theirs: _Side) -> bool | None:
    """Whether the same comes after the end of the sentence on one side; None where that is not told."""
    if mine.beyond is None or len(mine.beyond) < _FEWEST:
        return None
    told = len(mine.beyond)
    return likeness(mine.beyond, (theirs.beyond or ())[:told]) >= _HALF


def _side_before(target: Target) -> _Side:
    prefix = target.quote.prefix
    ends = [match.end() for match in _END.finditer(prefix)]
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
    if _END.search(exact[-3:] + suffix[:3]) and not _END.search(suffix[:3]):
        return _Side([], [key for _, key in keys])
    match = _END.search(suffix)
    if match is None:
        return _Side([key for _, key in keys], None)
    return _Side(
        [key for at, key in keys if at < match.end()], [key for at, key in keys if at >= match.end()]
    )


def _keys_before(target: Target) -> list[str]:
    return [token.key for token in tokens_of(target.quote.prefix)][::-1]


def _keys_after(target: Target) -> list[str]:
    return [token.key for token in tokens_of(target.quote.suffix)]
