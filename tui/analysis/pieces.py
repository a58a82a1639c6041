"""A long text in pieces that are analysed one by one.

Where the pieces end depends on the text alone, so that the same names are found in whatever
order the pieces are taken.
"""

import re
from itertools import pairwise

from tui.domain.span import TextSpan

LEAST = 1500
"""Code points after which a piece ends at the next paragraph."""
MOST = 4000
"""Code points that no piece exceeds, whatever the text: paragraphs longer than that are cut."""

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
_SPACE = re.compile(r"\s+")
_LONG_RUN = re.compile(r"\S{300,}")
_PUNCTUATION = re.compile(r"[^\w\s]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def pieces(text: str) -> list[TextSpan]:
    """The pieces of ``text``: in order, without gaps, none empty, none longer than ``MOST``."""
    found = []
    start, length = 0, len(text)
    while start < length:
        end = length if length - start <= LEAST else _cut(text, start)
        found.append(TextSpan(start, end))
        start = end
    return found


def _cut(text: str, start: int) -> int:
    """The best place to end the piece that starts at ``start``: a paragraph, a line, a sentence, a word."""
    low, high = start + LEAST, start + MOST
    if blank := _BLANK_LINE.search(text, low, high):
        return blank.end()
    if (feed := text.find("\n", low, high)) >= 0:
        return feed + 1
    if len(text) <= high:
        return len(text)
    for pattern in (_SENTENCE_END, _SPACE):
        if ends := [match.end() for match in pattern.finditer(text, low, high)]:
            return ends[-1]
    return high


def encodable(text: str) -> str:
    """``text`` with lone surrogates (JSON can carry them) replaced; as long as before."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def readable(piece: str) -> str:
    """``piece`` as a pipeline should see it; as long as before, so that offsets hold.

    Lone surrogates and control characters are replaced, and the line ends of a paragraph that
    was broken into lines of even length become spaces, since names run on over them. Where
    hundreds of characters follow each other without a space, some punctuation becomes spaces:
    spaCy's tokenizer takes time that is quadratic in the length of such a run.
    """
    piece = _LONG_RUN.sub(_broken_up, _CONTROL.sub(" ", encodable(piece)))
    if "\n" not in piece:
        return piece
    lines = piece.split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        joined.append(" " if _runs_on(before, line) else "\n")
        joined.append(line)
    return "".join(joined)


def _broken_up(run: re.Match[str]) -> str:
    """The run with a space for a punctuation mark every hundred characters or so."""
    characters, last = list(run[0]), 0
    for mark in _PUNCTUATION.finditer(run[0]):
        if mark.start() - last >= 100:
            last = mark.start()
            characters[last] = " "
    return "".join(characters)


def _runs_on(before: str, line: str) -> bool:
    """Whether ``line`` continues the sentence of the line before it: both are as short as set lines are."""
    if not 40 <= len(before) <= 100 or not 0 < len(line) <= 100 or line[0].isspace():
        return False
    return line[0].islower() or before[-1].isalnum() or before[-1] in ",-–—"
