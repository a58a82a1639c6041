"""What the network is told of a word besides its letters, which it sees without their case."""

import re
from collections.abc import Sequence

SHAPES = ("none", "digits", "capitals", "capital", "title", "mixed", "lower")
"""The shapes of a word: no letter or digit, digits, several capitals, one capital alone, a capital
first, capitals elsewhere, small letters. The order is the network's."""

OPENINGS = ("inside", "sentence", "line")
"""Whether a word opens neither a sentence nor a line, a sentence, or a line."""

_NUMBER = {name: number for number, name in enumerate(SHAPES)}
_ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*")
_OPENING_MARKS = frozenset("\"'“‘([``«„")


def shape(word: str) -> int:
    """The number in ``SHAPES`` of the shape of ``word``."""
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return _NUMBER["digits" if any(c.isdigit() for c in word) else "none"]
    capitals = sum(character.isupper() or character.istitle() for character in letters)
    if not capitals:
        return _NUMBER["lower"]
    if capitals == len(letters):
        return _NUMBER["capital" if len(letters) == 1 else "capitals"]
    if capitals == 1 and letters[0].isupper():
        return _NUMBER["title"]
    return _NUMBER["mixed"]


def openings(words: Sequence[str], opens_line: Sequence[bool]) -> list[int]:
    """The number in ``OPENINGS`` of each of ``words``.

    A word opens a sentence where the one before ends one, or where only opening marks stand between.
    """
    found = []
    after_end = False
    for word, is_first in zip(words, opens_line, strict=True):
        if is_first:
            found.append(2)
            after_end = word in _OPENING_MARKS
            continue
        found.append(1 if after_end else 0)
        if _ENDS.fullmatch(word):
            after_end = True
        elif not (after_end and (word in _OPENING_MARKS or not word.strip("\"'”’)]"))):
            after_end = False
    return found
