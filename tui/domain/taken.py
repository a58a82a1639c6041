"""Disjoint stretches of a text, some of which come and go."""

from bisect import bisect_left, insort
from collections.abc import Iterable

from tui.domain.span import TextSpan


class Taken:
    """Disjoint stretches of a text, for asking whether another one is free."""

    def __init__(self, spans: Iterable[TextSpan]) -> None:
        self._spans = sorted(spans)

    def overlapping(self, span: TextSpan) -> list[TextSpan]:
        """Those that share a code point with ``span``, in order."""
        at = bisect_left(self._spans, span)
        at -= at > 0 and self._spans[at - 1].end > span.start
        found = []
        while at < len(self._spans) and self._spans[at].start < span.end:
            found.append(self._spans[at])
            at += 1
        return found

    def add(self, span: TextSpan) -> None:
        """Take ``span``, which is free."""
        insort(self._spans, span)

    def remove(self, span: TextSpan) -> None:
        """Free ``span``, which was taken as it is."""
        del self._spans[bisect_left(self._spans, span)]
