"""The reading position, re-anchored in a text that was changed since."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tui.domain.library import ReadingPosition

_AROUND = 400
"""Code points that are stored of what stands before a reading position, and after it."""
_LENGTHS = ((80, 40, 24), (12,))
"""Code points of the pieces by which the place is found again; the last only where no other is there."""
_STEP = 10
"""Code points from the start of one piece to that of the next."""

_FEWEST = 8
_MOST_SEARCHED = 40_000_000
"""Pieces that are looked for in any case, and code points that are looked through for more of them."""


def with_context(position: ReadingPosition, text: str, text_hash: str) -> ReadingPosition:
    """Return ``position`` in ``text``, whose SHA-256 is ``text_hash``, with the text around it."""
    offset = min(max(position.offset, 0), len(text))
    before, after = text[max(0, offset - _AROUND) : offset], text[offset : offset + _AROUND]
    return replace(position, text_hash=text_hash, before=before, after=after)


def reanchored_position(position: ReadingPosition, text: str, text_hash: str) -> ReadingPosition:
    """Return ``position`` as it is in ``text``, whose SHA-256 is ``text_hash``.

    In another version than the one it was stored in, reading goes on at the nearest piece of what stood
    around it that stands once in the text. Where none does, it is where it was, as far
    as the text goes. The longer the text, the fewer pieces are looked for: it takes a tenth of a second
    at most.
    """
    if position.text_hash in ("", text_hash):
        return position
    around, here = position.before + position.after, len(position.before)
    for start, end in islice(_pieces(around, here), max(_FEWEST, _MOST_SEARCHED // max(1, len(text)))):
        piece = around[start:end]
        at = text.find(piece)
        if at >= 0 and text.find(piece, at + 1) < 0:
            # Within the piece it is the same code point; next to it the nearest that is left.
            return replace(position, offset=at + min(max(here - start, 0), len(piece)))
    return replace(position, offset=min(position.offset, len(text)))


def overlap(position: ReadingPosition, text: str) -> float:
    """Return the share of the words stored around ``position`` that stands in ``text``, from 0 to 1."""
    around, length = position.before + position.after, _LENGTHS[0][1]
    pieces = [around[start : start + length] for start in range(0, len(around) - length + 1, length)]
    return sum(piece in text for piece in pieces) / max(1, len(pieces))


def _pieces(around: str, here: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of ``around``: those from ``here`` on, those across it, then the nearest to it.

    Of several at one distance the longest comes first; the shortest come last of all.
    """

    def rank(piece: tuple[int, int]) -> tuple[bool, int, int]:
        start, end = piece
        return start != here, max(start - here, here - end, 0), start - end

    for lengths in _LENGTHS:
        found = {
            (start, min(len(around), start + length))
            for length in lengths
            for start in {here, *range(0, len(around), _STEP)}
        }
        least = min(lengths)
        for start, end in sorted(found, key=rank):
            if end - start >= least:
                yield start, end
