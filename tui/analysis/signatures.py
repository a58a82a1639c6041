"""Lines that say no more than who speaks: under a quotation, or over it, as in round-ups of opinions."""

import re
from collections.abc import Sequence
from functools import cached_property

from tui.analysis.chunks import MASK, Chunk, Kind
from tui.analysis.vocabulary import DASHES
from tui.domain.analysis import Label, Mention
from tui.domain.span import TextSpan

_LONGEST = 100
"""Code points that such a line may have."""
_LEADING = re.compile(rf"[{re.escape(DASHES)}\s]{{0,4}}")
_LEAST = 2
"""Such lines without a dash that a text must have before they count."""


class Signatures:
    """The lines of a text that only name a person: "Ann Lee, 43, teacher"."""

    def __init__(self, masked: str, blocks: Sequence[TextSpan], mentions: Sequence[Mention]) -> None:
        """Get ready; ``blocks`` are the paragraphs, ``mentions`` all names, sorted."""
        self._masked = masked
        self._blocks = blocks
        self._people = {mention.start: mention for mention in mentions if mention.label is Label.PERSON}

    def of(self, block: int) -> Chunk | None:
        """Who is named by the line that belongs to a paragraph that is quoted from end to end."""
        if self._over:
            above = block - 1
            while above > max(0, block - _LEAST) and self._is_quoted(above):
                above -= 1
            return self._lines.get(above)
        return self._lines.get(block + 1)

    @cached_property
    def _lines(self) -> dict[int, Chunk]:
        found = {number: line for number in range(len(self._blocks)) if (line := self._line(number))}
        return found if len(found) >= _LEAST else {}

    def _line(self, number: int) -> Chunk | None:
        start, end = self._blocks[number]
        leading = _LEADING.match(self._masked, start, end)
        begin = leading.end() if leading else start
        mention = self._people.get(begin)
        rest = self._masked[mention.end : end] if mention else ""
        if mention is None or end - start > _LONGEST or MASK in rest or rest[-1:] in tuple(".!?:"):
            return None
        if rest.strip() and rest.lstrip()[:1] not in (",", "(", *DASHES):
            return None
        head = self._masked[mention.start : mention.end].split()[-1].lower()
        return Chunk(0, 0, TextSpan(mention.start, mention.end), Kind.NAME, Label.PERSON, head)

    @cached_property
    def _over(self) -> bool:
        """Whether the names stand over what is said, as the first of them does."""
        first = min(self._lines, default=0)
        return not self._is_quoted(first - 1) if first else True

    def _is_quoted(self, number: int) -> bool:
        start, end = self._blocks[number]
        return self._masked[start] == MASK and self._masked.find(" ", start, end) < 0
