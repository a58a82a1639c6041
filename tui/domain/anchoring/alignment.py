"""Where each part of one version of a text stands in another.

Paragraphs come first: one that stands once in either version is the same one, wherever it went. What
is left between those that kept their order is compared token by token, again by what stands once in
either version: runs of tokens, then single ones, in a bounded number of rounds. So it takes a time
near to the length of the texts times its logarithm, and not its square, as a search for the longest
common subsequence would on text made for that; what such text repeats is left unpaired.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from tui.domain.anchoring.tokens import Token
from tui.domain.haystack import Haystack
from tui.domain.line_pairing import Lines
from tui.domain.span import TextSpan
from tui.domain.token_pairing import match, slide


class Piece(NamedTuple):
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

    old: Haystack
    new: Haystack


class Alignment:
    """Pairs what two versions of a text have in common."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        lines = Lines(old, new)
        lines.pair([line for _, line in lines.old], [line for _, line in lines.new])
        lines.pair_rest_by_tokens()
        self.pieces: list[Piece] = []
        """Sorted by their place in the old text, disjoint in either."""
        self._gap_starts: list[int] = []
        self._gaps: list[Gap] = []
        for i, j in lines.pairs.items():
            (at, line), (new_at, new_line) = lines.old[i], lines.new[j]
            if line == new_line:
                self.pieces.append(Piece(at, at + len(line), new_at, new_at + len(line)))
            else:
                self._add_tokens(zip(lines.old_tokens(i), lines.new_tokens(j), strict=True))
        for start, olds, news in lines.gaps():
            gap_old = [token for i in olds for token in lines.old_tokens(i)]
            gap_new = [token for j in news for token in lines.new_tokens(j)]
            matched = match([token.key for token in gap_old], [token.key for token in gap_new])
            slide(matched, (old, gap_old), (new, gap_new))
            self._add_tokens((gap_old[i], gap_new[j]) for i, j in matched)
            self._gap_starts.append(start)
            self._gaps.append(Gap(Haystack(old, gap_old), Haystack(new, gap_new)))
        self.pieces.sort()
        self._starts = [piece.start for piece in self.pieces]

    def _add_tokens(self, pairs: Iterable[tuple[Token, Token]]) -> None:
        self.pieces += (Piece(old.start, old.end, new.start, new.end) for old, new in pairs)

    def whole(self, span: TextSpan) -> TextSpan | None:
        """Where ``span`` went, if it lies within a paragraph that stands once in either version."""
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
        """Where a token of the old text stands in the new one."""
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
        """What of the old text stands in ``span`` of the new one: from the first to the last of it."""
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
        """The share of ``span`` of the new text, in code points of tokens, that stood in the old one."""
        pieces, starts = self._by_new_place
        first = max(0, bisect_right(starts, span.start) - 1)
        inside = pieces[first : bisect_left(starts, span.end)]
        known = sum(max(0, min(p.new_end, span.end) - max(p.new_start, span.start)) for p in inside)
        return known / max(1, span.end - span.start)

    @property
    def survival(self) -> float:
        """The share of the old text, white space apart, that stands in the new one."""
        kept = sum(len("".join(self._old[p.start : p.end].split())) for p in self.pieces)
        return kept / max(1, len("".join(self._old.split())))

    def gap_at(self, span: TextSpan) -> Gap | None:
        """The gap that ``span`` of the old text shares a token with, if any."""
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
    def _by_new_place(self) -> tuple[list[Piece], list[int]]:
        pieces = sorted(self.pieces, key=lambda piece: piece.new_start)
        return pieces, [piece.new_start for piece in pieces]
