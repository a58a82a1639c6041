"""The sentence that a passage stands in and what is around it, to tell one passage from another like it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.anchoring.tokens import tokens_of
from tui.domain.haystack import likeness
from tui.domain.span import TextSpan

_END = re.compile(r"[.!?…]\W{0,4}\s|\n")
_FAR = 300
_AROUND = 160
_CLOSE = 8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What tells a passage from another with the same wording, by the keys of its tokens.

    Attributes:
        sentence: the sentence that it stands in.
        before, after: what stands before and after that sentence.
        close_before, close_after: what stands directly before and after the passage itself: that tells
            one word of a sentence from the same word once more.
    """

    sentence: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]
    close_before: Sequence[str]
    close_after: Sequence[str]

    @classmethod
    def of(cls, text: str, span: TextSpan) -> "Surroundings":
        """Those of ``span`` in ``text``."""
        low = max(0, span.start - _FAR)
        ends = [match.end() for match in _END.finditer(text, low, span.start)]
        start = ends[-1] if ends else low
        last = _END.search(text, max(span.start, span.end - 1), span.end + _FAR)
        end = max(span.end, last.start() + 1 if last else min(len(text), span.end + _FAR))
        return cls(
            _keys(text, start, end),
            _keys(text, max(0, start - _AROUND), start),
            _keys(text, end, min(len(text), end + _AROUND)),
            _keys(text, max(0, span.start - _AROUND), span.start)[-_CLOSE:],
            _keys(text, span.end, min(len(text), span.end + _AROUND))[:_CLOSE],
        )

    def likeness(self, other: "Surroundings") -> tuple[float, float, float]:
        """How alike the sentences are, then what is around them, then what is close; each from 0 to 1."""
        around = likeness(self.before, other.before) + likeness(self.after, other.after)
        close = likeness(self.close_before, other.close_before)
        close += likeness(self.close_after, other.close_after)
        return likeness(self.sentence, other.sentence), around / 2, close / 2


def _keys(text: str, start: int, end: int) -> list[str]:
    return [token.key for token in tokens_of(text, start, end)]
