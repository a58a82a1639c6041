"""Case and accent folding, search."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from itertools import islice
from threading import Lock

from tui.domain.text.spans import TextSpan

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


def normalize(text: str) -> str:
    """``text`` as it is compared where offsets do not matter: folded, on one line, with no marks.

    One space is left of any white space.
    """
    folded = ANY_MARKS.sub("", fold(unicodedata.normalize("NFC", text)))
    return " ".join(folded.split())


def words_of(words: str) -> tuple[str, ...]:
    """The words that somebody looks for, each as ``normalize`` leaves it."""
    return tuple(normalize(words).split())


def whole_words_of(wording: str) -> tuple[str, ...]:
    """The words in a wording, as they are compared: without marks, and without signs between them."""
    return tuple(_WORD.findall(normalize(wording)))


def has_words(wording: str, words: Collection[str]) -> bool:
    """Whether all ``words``, which ``whole_words_of`` gave, stand in a wording as words."""
    apart = whole_words_of(wording)
    return all(word in apart for word in words)


MOST_HITS = 10_000
"""Hits that are kept; a search for one letter in a long text stays quick."""
EXACT = r"\C"
"""What makes case, accents and styles of marks count, at the beginning or the end of the words."""
_PIECE = 200_000
"""Code points that are folded at a time: other threads have their turn between."""


class TextSearch:
    """A text in which one looks for words as people mean them, or exactly. May be used from several threads.

    Attributes:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._preparing = Lock()
        self._folded: str | None = None
        self._has_marks = False

    def prepare(self) -> str:
        """The folded text; the first time that takes a while for a long one: 0.1 s for 4 MB."""
        with self._preparing:
            if self._folded is None:
                pieces = (self.text[at : at + _PIECE] for at in range(0, len(self.text), _PIECE))
                folded = "".join(map(fold, pieces))
                self._has_marks = ANY_MARKS.search(folded) is not None
                self._folded = folded
            return self._folded

    def find(self, words: str) -> list[TextSpan]:
        """The places where ``words`` stand, in order and disjoint, at most ``MOST_HITS``.

        White space stands for any white space, line ends included. Case, accents and styles of marks
        do not matter, unless ``EXACT`` stands before or after the words.
        """
        wanted, is_exact = without_sign(words)
        text = self.text if is_exact else self.prepare()
        pattern = exactly(wanted) if is_exact else pattern_of(wanted, pass_marks=self._has_marks)
        if pattern is None:
            return []
        return [TextSpan(*match.span()) for match in islice(pattern.finditer(text), MOST_HITS)]


def without_sign(words: str) -> tuple[str, bool]:
    """The words without ``EXACT``, and whether it stood before or after them."""
    words = words.strip()
    bare = words.removeprefix(EXACT).removesuffix(EXACT).strip()
    return bare, bare != words


def pattern_of(words: str, *, pass_marks: bool = True) -> re.Pattern[str] | None:
    """What to look for in a folded text for ``words``; None where there are none.

    Combining marks in the text are passed over, unless it is known to have none.
    """
    marks = MARKS if pass_marks else ""
    parts = fold(unicodedata.normalize("NFC", words)).split()
    return _one_after_another(["".join(re.escape(c) + marks for c in part) for part in parts])


def exactly(words: str) -> re.Pattern[str] | None:
    """What to look for in a text for ``words`` as they are typed; None where there are none."""
    return _one_after_another([re.escape(part) for part in words.split()])


def _one_after_another(parts: list[str]) -> re.Pattern[str] | None:
    return re.compile(r"\s+".join(parts)) if parts else None
