"""Whose turn it is in a transcript or an interview: paragraphs that open with a name and a colon."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from tui.analysis.chunks import Chunk, Kind
from tui.domain.span import TextSpan
from tui.domain.words import word_set

_LABEL = re.compile(
    r"(?:[-\u2013\u2014\u2015*>\u2022]\s*)?[\"\u201c\u2018']{0,2}"
    r"(?P<name>[^\W\d_][\w.'\u2019-]*(?: (?:[^\W\d_a-z][\w.'\u2019-]*|de|van|von|al|bin|del|la)){0,5})"
    r"(?: ?\([^()\n]{1,60}\)| ?\[[^\[\]\n]{1,60}\]|,[^,:.\"\u201c\n]{1,60})?:(?=\s)"
)
_NO_SPEAKERS = word_set("""
    note notes update updated correction ps pps nb source sources photo photos image video watch read
    related listen more also see tip tips warning example examples result results summary conclusion
    background caption credit editor's abstract topline
""")
_MARKS = "\"\u201c\u2018'"
_LEAST = 3
"""Turns that make a text a transcript, in which paragraphs without a label go on with the turn before."""
_QUESTION_AND_ANSWER = frozenset(["Q", "A"])


class Turns:
    """The turns of a text."""

    def __init__(self, text: str, blocks: Sequence[TextSpan]) -> None:
        """Get ready to tell whose turn the paragraphs ``blocks`` of ``text`` are."""
        self._text = text
        self._blocks = blocks

    def speaker(self, block: int) -> Chunk | None:
        """The wording at the start of a turn that tells who speaks in the paragraph with that number."""
        return self._speakers.get(block)

    def is_label(self, span: TextSpan) -> bool:
        """Whether a wording opens a turn."""
        return span.start in self._labels

    def words(self, block: int) -> TextSpan:
        """The paragraph with that number without the label that opens its turn, unless that is quoted too."""
        start, end = self._blocks[block]
        chunk = self._speakers.get(block)
        if chunk is None or chunk.span.start not in self._labels or not start <= chunk.span.start < end:
            return self._blocks[block]
        after = self._text.index(":", chunk.span.end) + 1
        while after < end and self._text[after].isspace():
            after += 1
        quoted = any(sign in _MARKS for sign in self._text[start : chunk.span.start])
        return TextSpan(after, end) if after < end and not quoted else self._blocks[block]

    @cached_property
    def _labels(self) -> frozenset[int]:
        return frozenset(chunk.span.start for chunk in self._speakers.values())

    @cached_property
    def _speakers(self) -> dict[int, Chunk]:
        labels = [(number, self._label(block)) for number, block in enumerate(self._blocks)]
        spans = {number: span for number, span in labels if span is not None}
        names = Counter(span.of(self._text) for span in spans.values())
        spans = {number: span for number, span in spans.items() if self._is_speaker(span, names)}
        if len(spans) < 2 or len({span.of(self._text) for span in spans.values()}) < 2:
            return {}
        transcript = len(spans) >= max(_LEAST, len(self._blocks) // 3)
        found: dict[int, Chunk] = {}
        current: Chunk | None = None
        for number in range(min(spans), max(spans) + 1):
            if number in spans:
                span = spans[number]
                current = Chunk(0, 0, span, Kind.NAME, None, span.of(self._text).split()[-1].lower())
            elif not transcript:
                current = None
            if current is not None:
                found[number] = current
        return found

    def _label(self, block: TextSpan) -> TextSpan | None:
        found = _LABEL.match(self._text, block.start, min(block.end, block.start + 160))
        if found is None or found["name"].split()[0].lower() in _NO_SPEAKERS:
            return None
        return TextSpan(*found.span("name"))

    def _is_speaker(self, span: TextSpan, names: Counter[str]) -> bool:
        """Whether a label is a speaker's: in capitals, or one that comes again."""
        name = span.of(self._text)
        if name.rstrip(".") in _QUESTION_AND_ANSWER:
            return True
        return names[name] > 1 or (name.isupper() and len(name) > 2)
