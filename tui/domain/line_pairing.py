"""Which lines of two versions of a text are the same."""

from collections.abc import Hashable, Iterable, Sequence

from tui.domain.anchoring.tokens import Token, tokens_of
from tui.domain.once import once, rising

_LONG = 32
"""Code points from which on a paragraph is known again out of its order."""


class Lines:
    """The lines of both texts that say something, and which of them are the same."""

    def __init__(self, old: str, new: str) -> None:
        self._texts = old, new
        self.old, self.new = _lines(old), _lines(new)
        self.pairs: dict[int, int] = {}
        self._tokens: tuple[dict[int, list[Token]], dict[int, list[Token]]] = {}, {}

    def pair(self, old_keys: Sequence[Hashable], new_keys: Sequence[Hashable]) -> None:
        """Pair the lines that are not paired yet and whose key stands once in either list."""
        taken = set(self.pairs.values())
        old_once = once((key, i) for i, key in enumerate(old_keys) if i not in self.pairs)
        new_once = once((key, j) for j, key in enumerate(new_keys) if j not in taken)
        found = {i: new_once[key] for key, i in old_once.items() if key in new_once}
        spine = rising(sorted({**self.pairs, **found}.items()))
        known = dict(spine)
        for i, j in found.items():
            if known.get(i) == j or len(self.old[i][1]) >= _LONG:
                self.pairs[i] = j

    def pair_rest_by_tokens(self) -> None:
        """The same for lines that differ in what does not count, such as the style of quotation marks."""
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
        """For each place where something differs: where the old lines start, the old lines, the new ones."""
        spine = [*rising(sorted(self.pairs.items())), (len(self.old), len(self.new))]
        taken = set(self.pairs.values())
        i = j = 0
        for next_i, next_j in spine:
            olds = [k for k in range(i, next_i) if k not in self.pairs]
            news = [k for k in range(j, next_j) if k not in taken]
            if olds:
                yield self.old[olds[0]][0], olds, news
            i, j = next_i + 1, next_j + 1

    def old_tokens(self, i: int) -> list[Token]:
        """The tokens of an old line, counted from 0; made once."""
        return self._tokens_at(0, i, self.old[i])

    def new_tokens(self, j: int) -> list[Token]:
        """The tokens of a new line, counted from 0; made once."""
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
