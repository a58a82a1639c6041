"""A text as the network takes it: its words, without the white space, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in three lists of one length.

    Attributes:
        forms: as they are written.
        tokens: their numbers in the ``Doc``.
        opens_line: whether they are the first of a line.
    """

    forms: list[str]
    tokens: list[int]
    opens_line: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """The tokens of ``doc`` that are not white space."""
        forms: list[str] = []
        tokens: list[int] = []
        opens_line: list[bool] = []
        after_feed = True
        for token in doc:
            form = token.text
            if form.isspace():
                after_feed = after_feed or "\n" in form
                continue
            forms.append(form)
            tokens.append(token.i)
            opens_line.append(after_feed)
            after_feed = False
        return cls(forms, tokens, opens_line)


def windows(sizes: Sequence[int], openings: Sequence[int], most: int) -> Iterable[tuple[int, int]]:
    """Divide words into windows that the network sees one at a time.

    A window ends where a line does if the next line does not fit; a line that fits in none is cut
    before a sentence, or anywhere.

    Args:
        sizes: word pieces of each word, each at most ``MOST_PIECES``.
        openings: what each word opens, a number in ``features.OPENINGS``.
        most: pieces in a window; at least ``MOST_PIECES``.

    Yields:
        The first word of a window and the one after its last: in order, without gaps.
    """
    start = filled = 0
    line = sentence = 0  # where the latest line or sentence inside the window begins
    for number, size in enumerate(sizes):
        if openings[number] == 2:
            line = number
        elif openings[number] == 1:
            sentence = number
        while filled + size > most:
            cut = line if line > start else sentence if sentence > start else number
            yield start, cut
            start = cut
            filled = sum(sizes[cut:number])
        filled += size
    if start < len(sizes):
        yield start, len(sizes)
