"""A passage carried from one version of a text to another, as far as its words went there together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.domain.anchoring.alignment import Alignment
from tui.domain.anchoring.tokens import Token, tokens_of, weight
from tui.domain.span import TextSpan

_APART = 200
"""Code points by which the words of a passage may have moved apart, beyond its own length."""
_LONELY = 0.25
_DISTANT = 40


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a passage went.

    Attributes:
        span: from the first to the last of what is left of it, in the new text.
        kept: the share of its words that is there, from 0 to 1, by their weight.
        own: the share of what stands there that is from it.
    """

    span: TextSpan
    kept: float
    own: float


class _Moved(NamedTuple):
    """A token of the passage and where it stands now."""

    number: int
    token: Token
    new: TextSpan


def carry(alignment: Alignment, old: str, new: str, span: TextSpan) -> Carried | None:
    """Where ``span`` of ``old`` went in ``new``; None where nothing is left of it.

    The ends are to the code point where the words at the ends are still there, also within a word.
    """
    whole = alignment.whole(span)
    if whole is not None:
        return Carried(whole, 1.0, 1.0)
    tokens = _tokens_around(old, span)
    inside = [token for token in tokens if token.start < span.end and token.end > span.start]
    moved = [
        _Moved(number, token, place)
        for number, token in enumerate(inside)
        if (place := alignment.token(token)) is not None
    ]
    together = _trimmed(_heaviest(moved, len(old[span.start : span.end]) + _APART))
    if not together:
        return None
    first, last = together[0], together[-1]
    start, end = first.new.start, last.new.end
    start = (
        _start_within(old, new, span, first)
        if first.number == 0
        else _widened_start(alignment, new, tokens, inside, first)
    )
    if last.number == len(inside) - 1:
        end = _end_within(old, new, span, last)
    else:
        end = _widened_end(alignment, new, tokens, inside, last)
    if not start < end:
        return None
    all_of_it = sum(weight(token.key) for token in inside)
    left = sum(weight(each.token.key) for each in together)
    there = sum(weight(token.key) for token in tokens_of(new, first.new.start, last.new.end))
    return Carried(TextSpan(start, end), left / all_of_it, min(1.0, left / max(1, there)))


def _tokens_around(old: str, span: TextSpan) -> list[Token]:
    """The tokens that ``span`` crosses, and one more on either side if it is near."""
    start, end = max(0, span.start - 2 * _DISTANT), min(len(old), span.end + 2 * _DISTANT)
    while start > 0 and not old[start - 1].isspace():
        start -= 1
    while end < len(old) and not old[end].isspace():
        end += 1
    return tokens_of(old, start, end)


def _heaviest(moved: Sequence[_Moved], apart: int) -> Sequence[_Moved]:
    """The run of tokens that are still in their order and not too far apart that weighs most."""
    runs: list[list[_Moved]] = []
    for each in moved:
        before = runs[-1][-1].new.end if runs else -1
        if runs and before <= each.new.start <= before + apart:
            runs[-1].append(each)
        else:
            runs.append([each])
    return max(runs, key=lambda run: sum(weight(each.token.key) for each in run), default=())


def _trimmed(run: Sequence[_Moved]) -> Sequence[_Moved]:
    """``run`` without a few words at an end that went away from the rest: they are others."""
    total = sum(weight(each.token.key) for each in run)
    low, high = 0, len(run)
    passed = 0
    for index in range(1, len(run)):
        passed += weight(run[index - 1].token.key)
        grown = (run[index].new.start - run[index - 1].new.end) - (
            run[index].token.start - run[index - 1].token.end
        )
        if grown > _DISTANT and passed < _LONELY * total:
            low = index
        elif grown > _DISTANT and total - passed < _LONELY * total:
            high = index
            break
    return run[low:high]


def _start_within(old: str, new: str, span: TextSpan, first: _Moved) -> int:
    token, place = first.token, first.new
    if span.start <= token.start:
        lead = old[span.start : token.start]
        before = max(0, place.start - len(lead))
        return before if lead and new[before : place.start] == lead else place.start
    cut = span.start - token.start
    same = old[token.start : token.end] == new[place.start : place.end]
    return place.start + cut if same else place.start


def _end_within(old: str, new: str, span: TextSpan, last: _Moved) -> int:
    token, place = last.token, last.new
    if span.end >= token.end:
        tail = old[token.end : span.end]
        return place.end + len(tail) if new[place.end : place.end + len(tail)] == tail else place.end
    same = old[token.start : token.end] == new[place.start : place.end]
    return place.end - (token.end - span.end) if same else place.end


def _widened_start(
    alignment: Alignment, new: str, tokens: list[Token], inside: list[Token], first: _Moved
) -> int:
    """The start, where the first words are others now: after what still stands before them."""
    at = tokens.index(inside[0]) - 1
    before = alignment.token(tokens[at]) if at >= 0 else None
    if before is None or not before.end <= first.new.start <= before.end + _APART:
        return first.new.start
    between = tokens_of(new, before.end, first.new.start)
    fits = 0 < len(between) <= 2 * first.number + 1
    return between[0].start if fits else first.new.start


def _widened_end(
    alignment: Alignment, new: str, tokens: list[Token], inside: list[Token], last: _Moved
) -> int:
    at = tokens.index(inside[-1]) + 1
    after = alignment.token(tokens[at]) if at < len(tokens) else None
    if after is None or not last.new.end <= after.start <= last.new.end + _APART:
        return last.new.end
    between = tokens_of(new, last.new.end, after.start)
    fits = 0 < len(between) <= 2 * (len(inside) - 1 - last.number) + 1
    return between[-1].end if fits else last.new.end
