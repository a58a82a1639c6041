"""A stretch of text."""

from typing import NamedTuple


class TextSpan(NamedTuple):
    """A half-open stretch of an article's text, in code points (spaCy's ``start_char``)."""

    start: int
    """Offset of the first code point."""
    end: int
    """Offset just past the last code point; never before ``start``."""

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the span shares at least one code point with ``[start, end)``."""
        return self.start < end and start < self.end

    def contains(self, offset: int) -> bool:
        """Whether the code point at ``offset`` lies in the span."""
        return self.start <= offset < self.end

    def distance(self, other: "TextSpan") -> int:
        """The code points between the two spans; 0 where they touch or overlap."""
        return max(0, self.start - other.end, other.start - self.end)

    def of(self, text: str) -> str:
        """The wording that the span covers in ``text``."""
        return text[self.start : self.end]
