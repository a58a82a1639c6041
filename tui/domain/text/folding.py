"""Case and accent folding, and the search for words and quotes that rests on it."""

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
_ANY_MARKS = re.compile(MARKS.removesuffix("*") + "+")


@lru_cache(maxsize=512)
def _fold_character(character: str) -> str:
    """Return one code point in lower case, without its accents, and always one code point."""
    sign = _SIGNS.get(character)
    if sign is not None:
        return sign
    base = unicodedata.normalize("NFD", character)[0].casefold()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """Return ``text`` with case, accents and styles of marks folded, of the same length in code points."""
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
    """Return ``text`` as it is compared where offsets do not matter: folded, without combining marks.

    Any white space becomes one space.
    """
    folded = _ANY_MARKS.sub("", fold(unicodedata.normalize("NFC", text)))
    return " ".join(folded.split())


def words_of(words: str) -> tuple[str, ...]:
    """Return the words of a search, each as ``normalize`` leaves it."""
    return tuple(normalize(words).split())


def whole_words_of(wording: str) -> tuple[str, ...]:
    """Return the words in a wording, as they are compared: normalized, without signs between them."""
    return tuple(_WORD.findall(normalize(wording)))


def has_words(wording: str, words: Collection[str]) -> bool:
    """Return whether all ``words``, which ``whole_words_of`` returned, stand in a wording as words."""
    apart = whole_words_of(wording)
    return all(word in apart for word in words)


MOST_HITS = 10_000
"""The most hits that are returned; a search for one letter in a long text stays quick."""
EXACT = r"\C"
"""What makes case, accents and styles of marks count, at the beginning or the end of the words."""
_PIECE = 200_000
"""Code points that are folded at a time: other threads run in between."""


class TextSearch:
    """A text to search for words as people mean them, or exactly. May be used from several threads.

    Attributes:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._preparing = Lock()
        self._folded: str | None = None
        self._has_marks = False

    def prepare(self) -> str:
        """Return the folded text; the first time that takes a while for a long one: 0.1 s for 4 MB."""
        with self._preparing:
            if self._folded is None:
                pieces = (self.text[at : at + _PIECE] for at in range(0, len(self.text), _PIECE))
                folded = "".join(map(fold, pieces))
                self._has_marks = _ANY_MARKS.search(folded) is not None
                self._folded = folded
            return self._folded

    def find(self, words: str) -> list[TextSpan]:
        """Return the places where ``words`` stand, in order and disjoint, at most ``MOST_HITS``.

        White space stands for any white space, line ends included. Case, accents and styles of marks
        do not matter, unless ``EXACT`` stands before or after the words.
        """
        words = words.strip()
        wanted = words.removeprefix(EXACT).removesuffix(EXACT).strip()
        is_exact = wanted != words
        text = self.text if is_exact else self.prepare()
        if not is_exact:
            wanted = fold(unicodedata.normalize("NFC", wanted))
        # Combining marks in the text are passed over.
        pattern = _pattern(wanted, MARKS if self._has_marks and not is_exact else "")
        if pattern is None:
            return []
        return [TextSpan(*match.span()) for match in islice(pattern.finditer(text), MOST_HITS)]


def _pattern(words: str, marks: str = "") -> re.Pattern[str] | None:
    """Return the pattern that finds ``words``, with ``marks`` after each sign; None where there are none."""
    parts = ["".join(re.escape(c) + marks for c in part) for part in words.split()]
    return re.compile(r"\s+".join(parts)) if parts else None


def find_quote(text: str, quote: str) -> list[TextSpan]:
    """Return the places where ``quote`` stands in ``text``, in order; they do not overlap.

    Where it stands nowhere to the letter, any white space stands for any other, so that a quote
    that was copied over the end of a line is found; white space at its ends does not count then.
    """
    if not quote:
        return []
    found = [TextSpan(*match.span()) for match in re.finditer(re.escape(quote), text)]
    pattern = _pattern(quote)
    if found or pattern is None:
        return found
    return [TextSpan(*match.span()) for match in pattern.finditer(text)]
