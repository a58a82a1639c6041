"""Filtering a list as somebody types: neither case nor accents matter."""

from collections.abc import Iterable

from tui.domain.searching import fold

_BETWEEN = "\x00"
"""Stands in no text, and folding leaves it as it is."""


def fold_all(texts: Iterable[str]) -> list[str]:
    """Each text as ``tui.domain.searching.fold`` gives it; far faster than one by one."""
    texts = list(texts)
    return fold(_BETWEEN.join(texts)).split(_BETWEEN) if texts else []


class Needle:
    """What somebody typed into a filter: every word of it must occur."""

    def __init__(self, typed: str) -> None:
        self._words = fold(typed).split()

    def __bool__(self) -> bool:
        return bool(self._words)

    def __call__(self, folded: str) -> bool:
        """Whether ``folded``, as ``tui.domain.searching.fold`` gives it, holds every word."""
        return all(word in folded for word in self._words)
