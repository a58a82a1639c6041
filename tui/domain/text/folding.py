"""Case and accent folding, and the search for words and quotes that rests on it."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice
from threading import Lock

from tui.domain.text.spans import TextSpan

_SIGNS = {
    **dict.fromkeys("’‘‚‛‹›′´\u1ffdʼ", "'"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‐‒–—―−", "-"),
    "\u2044": "/",
}
_LETTERS = {
    **{"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"},
    **{"æ": "ae", "œ": "oe", "þ": "th"},
}
"""Letters that have no accent to take away, and what is typed for them."""
_AS_WRITTEN = frozenset("™℠ำຳ")
"""Signs that are no other spelling of the letters that they are composed of."""
_STRESSED = {"Ѐ": "Е", "ѐ": "е", "Ё": "Е", "ё": "е", "Ѝ": "И", "ѝ": "и"}
_WORD = re.compile(r"[^\W_]+")
_FEW = 64
MARKS = "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f]*"
"""Any number of combining marks, as a regular expression."""
_ANY_MARKS = re.compile(MARKS.removesuffix("*") + "+")


def _without_accents(letter: str) -> str:
    """Return a letter without the accents that are composed with it, if it is the same letter without.

    It is in the Latin, Greek and Hebrew scripts. A Cyrillic й, a Japanese が or a syllable of Hangul would
    become another one, so they stay.
    """
    base = unicodedata.normalize("NFD", letter)[0]
    if base == letter:
        return letter
    is_accented = base.isalpha() and (base < "\u0400" or "\u05d0" <= base <= "\u05ea" or base == "\u0627")
    return base if is_accented else _STRESSED.get(letter, letter)


@lru_cache(maxsize=4096)
def _folding(character: str) -> str:
    """Return what is compared in place of one code point, often one code point, but ``ss`` for ``ß``.

    What is written in another form, such as full width or a ligature, becomes the usual letters. A combining
    mark alone stays.
    """
    plain = character if character in _AS_WRITTEN else unicodedata.normalize("NFKC", character)
    if (" " in plain and plain != " ") or "\u1100" <= plain[0] <= "\u11ff":
        plain = character  # an accent without a letter, or a letter that others would make a syllable with
    folded = "".join(_without_accents(each).casefold().lower() for each in plain)
    folded = "".join(_SIGNS.get(each) or _LETTERS.get(each, each) for each in folded)
    return unicodedata.normalize("NFC", _ANY_MARKS.sub("", folded)) or character


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Return ``_folding`` where that is one code point, else the code point itself, in lower case."""
    folded = _folding(character)
    folded = folded if len(folded) == 1 else character.lower()
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """Return ``text`` with case, accents and styles of marks folded, of the same length in code points.

    What only several code points can stand for, such as ``ß`` or a ligature, stays: see ``expand``.
    """
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


def expand(text: str) -> str:
    """Return ``text`` folded, and with ``ss`` for ``ß`` and the like; it may be longer than before."""
    return text.lower() if text.isascii() else "".join(map(_folding, text))


def normalize(text: str) -> str:
    """Return ``text`` as it is compared where offsets do not matter: folded, without combining marks.

    Any white space becomes one space.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    expanded = _ANY_MARKS.sub("", expand(unicodedata.normalize("NFC", text)))
    return " ".join(unicodedata.normalize("NFC", expanded).split())


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


_IS_COMPOSING = re.compile(
    "[\u0300-\u036f\u0653-\u0655\u3099\u309a\uff9e\uff9f\u1161-\u1175\u11a8-\u11c2"
    "\u093c\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0c56\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dca\u0dcf\u0ddf\u102e]"
)
"""A mark, or a part of a syllable, with which the letter before may become another letter."""
_COMPOSED = (
    r"[\u0400-\u04ff][\u0300-\u036f]+|[\u0621-\u064a][\u0653-\u0655]|[<=>\u2190-\u22ff]\u0338"
    r"|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f\u0300-\u036f]+"
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    r"|[\u0928\u0930\u0933]\u093c|\u09c7[\u09be\u09d7]|\u0b47[\u0b3e\u0b56\u0b57]"
    r"|\u0b92\u0bd7|\u0bc6[\u0bbe\u0bd7]|\u0bc7\u0bbe|\u0c46\u0c56|[\u0cbf\u0cc6\u0cca][\u0cc2\u0cd5\u0cd6]+"
    r"|\u0d46[\u0d3e\u0d57]|\u0d47\u0d3e|[\u0dd9\u0ddc][\u0dca\u0dcf\u0ddf]+|\u1025\u102e"
)
"""Letters that are taken apart into several code points, where what is left of them is another letter."""


class _FoldedText:
    """A text as it is searched, and where each part of it stands in the text itself.

    Attributes:
        folded: the text, folded and expanded; combining marks that only accent a letter stay.
    """

    def __init__(self, text: str) -> None:
        # Of each stretch that became longer or shorter: where it begins and ends in folded and text.
        self._starts, self._ends = array("L"), array("L")
        self._text_starts, self._text_ends = array("L"), array("L")
        self._length = 0
        parts: list[str] = []
        for start, end in _pieces(text):
            for part in self._folded_parts(text, start, end):
                self._length += len(part)
                parts.append(part)
        self.folded = "".join(parts)

    def _folded_parts(self, text: str, start: int, end: int) -> Iterator[str]:
        """Yield a piece of the text folded, in parts; the length is that of all before."""
        piece = text[start:end]
        pattern = None if piece.isascii() else _changing_length(piece)
        folded, at = fold(piece), 0
        for match in pattern.finditer(piece) if pattern else ():
            first, last = match.span()
            yield folded[at:first]
            instead, at = _folded_letter(match.group()), last
            if len(instead) != last - first:
                self._starts.append(self._length)
                self._ends.append(self._length + len(instead))
                self._text_starts.append(start + first)
                self._text_ends.append(start + last)
            yield instead
        yield folded[at:]

    def span_of(self, start: int, end: int) -> TextSpan:
        """Return where a stretch of ``folded``, of one code point or more, stands in the text.

        Of what several code points stand for, such as a ligature, the whole belongs to it.
        """
        if not self._starts:
            return TextSpan(start, end)
        return TextSpan(self._place(start)[0], self._place(end - 1)[1])

    def _place(self, at: int) -> tuple[int, int]:
        """Return where what stands at one code point of ``folded`` begins and ends in the text."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at, at + 1
        if at < self._ends[number]:
            return self._text_starts[number], self._text_ends[number]
        place = self._text_ends[number] + at - self._ends[number]
        return place, place + 1


def _changing_length(piece: str) -> re.Pattern[str] | None:
    """Return the pattern of what becomes longer or shorter in a piece; None where nothing does."""
    odd = "".join(c for c in set(piece) if not c.isascii() and len(_folding(c)) != 1)
    patterns = [_COMPOSED] if _IS_COMPOSING.search(piece) else []
    if odd:
        patterns.append(f"[{re.escape(odd)}]")
    return re.compile("|".join(patterns)) if patterns else None


@lru_cache(maxsize=1 << 14)
def _folded_letter(letter: str) -> str:
    """Return what is compared in place of a letter that may be taken apart into several code points."""
    return normalize(letter) or expand(letter)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the starts and ends of the pieces of a text to fold; none parts a letter from its marks."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        while end < len(text) and _IS_COMPOSING.match(text, end):
            end += 1
        yield start, min(end, len(text))
        start = end


class TextSearch:
    """A text to search for words as people mean them, or exactly. May be used from several threads.

    Attributes:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._preparing = Lock()
        self._folded: _FoldedText | None = None
        self._has_marks = False

    def prepare(self) -> None:
        """Fold the text; the first time that takes a while for a long one: 0.1 s for 4 MB."""
        self._prepared()

    def _prepared(self) -> _FoldedText:
        with self._preparing:
            if self._folded is None:
                folded = _FoldedText(self.text)
                self._has_marks = _ANY_MARKS.search(folded.folded) is not None
                self._folded = folded
            return self._folded

    def find(self, words: str) -> list[TextSpan]:
        """Return the places where ``words`` stand, in order and disjoint, at most ``MOST_HITS``.

        White space stands for any white space, line ends included. Case, accents and styles of marks
        do not matter, unless ``EXACT`` stands before or after the words.
        """
        words = words.strip()
        wanted = words.removeprefix(EXACT).removesuffix(EXACT).strip()
        if wanted != words:
            pattern = _pattern(wanted)
            found = pattern.finditer(self.text) if pattern else iter(())
            return [TextSpan(*match.span()) for match in islice(found, MOST_HITS)]
        text = self._prepared()
        # Combining marks in the text are passed over.
        pattern = _pattern(normalize(wanted), MARKS if self._has_marks else "")
        hits: list[TextSpan] = []
        for match in pattern.finditer(text.folded) if pattern else ():
            hit = text.span_of(*match.span())
            if not hits or hit.start >= hits[-1].end:  # a ligature may hold several
                hits.append(hit)
                if len(hits) == MOST_HITS:
                    break
        return hits


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
