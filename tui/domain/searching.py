"""Compare words as people mean them: case, accents and styles of marks do not matter."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_SIGNS = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "\u00a0": " "}
_WORD = re.compile(r"[^\W_]+")
_FEW = 64
MARKS = "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f]*"
"""Any number of combining marks, as a regular expression."""
ANY_MARKS = re.compile(MARKS.removesuffix("*") + "+")


@lru_cache(maxsize=512)
def _fold_character(character: str) -> str:
    """One code point, lower case, without its accents, and always one code point."""
    sign = _SIGNS.get(character)
    if sign is not None:
        return sign
    base = unicodedata.normalize("NFD", character)[0].casefold()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """``text`` with case, accents and styles of marks folded, of the same length in code points."""
    if text.isascii():
        return text.lower()
    signs = {c: _fold_character(c) for c in set(text) if not c.isascii()}
    if len(signs) > _FEW:
        return text.translate({ord(c): _fold_character(c) for c in set(text)})
    # A Western text has few other signs: replacing one after the other is ten times as quick.
    for sign, folded in signs.items():
        if sign != folded:
            text = text.replace(sign, folded)
    # Only capitals of ASCII are left: of others lower() could change the number.
    return text.lower()


def without_marks(text: str) -> str:
    """``text`` as it is compared where offsets do not matter: folded, on one line, with no marks.

    One space is left of any white space.
    """
    folded = ANY_MARKS.sub("", fold(unicodedata.normalize("NFC", text)))
    return " ".join(folded.split())


def words_of(words: str) -> tuple[str, ...]:
    """The words that somebody looks for, each as ``without_marks`` leaves it."""
    return tuple(without_marks(words).split())


def whole_words_of(wording: str) -> tuple[str, ...]:
    """The words in a wording, as they are compared: without marks, and without signs between them."""
    return tuple(_WORD.findall(without_marks(wording)))


def has_words(wording: str, words: Collection[str]) -> bool:
    """Whether all ``words``, which ``whole_words_of`` gave, stand in a wording as words."""
    apart = whole_words_of(wording)
    return all(word in apart for word in words)
