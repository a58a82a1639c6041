"""Filtering a list as somebody types: neither case nor accents matter."""

from tui.domain.searching import fold


class Needle:
    """What somebody typed into a filter: every word of it must occur."""

    def __init__(self, typed: str) -> None:
        self._words = fold(typed).split()

    def __bool__(self) -> bool:
        return bool(self._words)

    def __call__(self, folded: str) -> bool:
        """Whether ``folded``, as ``tui.domain.searching.fold`` gives it, holds every word."""
        return all(word in folded for word in self._words)
