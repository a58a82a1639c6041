"""Where words begin and end, for motions of the cursor; quick in a text of any length."""

import re
from collections.abc import Iterator

from tui.domain.span import TextSpan

# Scripts that put no spaces between words: there each sign is one.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# What belongs to the letter before it: accents, vowel signs, joiners.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u20d0-\u20ff"
    "\u00ad\u200c\u200d\ufe0f"
)
_LETTERS = rf"[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_MARKS}])*+"
# Neither a letter nor white space nor punctuation: a pictogram, a sign of currency.
_SIGN = r"[^\w\s!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u205e\u3001-\u303f\uff01-\uff0f]"
_WORD = re.compile(rf"[{_UNSPACED}]|{_LETTERS}(?:['\u2019\-\u2010\u2011.&]{_LETTERS})*+|{_SIGN}")
_REACH = 400
"""Code points looked back for the word before; more, until there is one."""
_LONGEST = 20_000
"""Code points looked back for white space, where words begin for certain."""


def _from_space(text: str, offset: int) -> int:
    """Just past the last white space before ``offset``, from where words are found whole."""
    least = max(0, offset - _LONGEST)
    space = max(text.rfind(" ", least, max(0, offset)), text.rfind("\n", least, max(0, offset)))
    return space + 1 if space >= 0 else least


def _words_from(text: str, offset: int) -> Iterator[re.Match[str]]:
    """The word at ``offset`` and those after it, perhaps some before it."""
    return _WORD.finditer(text, _from_space(text, offset))


def word_at(text: str, offset: int) -> TextSpan | None:
    """The word that covers ``offset``, or None between words."""
    for found in _words_from(text, offset):
        if found.end() > offset:
            return TextSpan(*found.span()) if found.start() <= offset else None
    return None


def word_start(text: str, offset: int, count: int) -> int:
    """The start of the ``count``-th word after ``offset``, or before it if negative.

    Backwards from within a word, its own start counts as the first. Where there are fewer words it
    is the last one in that direction; ``offset`` itself where there is none.
    """
    if count < 0:
        return _start_before(text, offset, -count)
    start = offset
    for found in _words_from(text, offset):
        if found.start() > offset:
            start = found.start()
            count -= 1
            if not count:
                break
    return start


def _start_before(text: str, offset: int, count: int) -> int:
    reach = max(_REACH, 16 * count)
    while True:
        begin = _from_space(text, offset - reach)
        starts = [found.start() for found in _WORD.finditer(text, begin, offset)]
        if len(starts) >= count or not begin:
            return starts[-min(count, len(starts))] if starts else offset
        reach *= 4


def word_end(text: str, offset: int, count: int) -> int:
    """The last code point of the ``count``-th word that ends after ``offset``.

    From the last code point of a word that is the end of the next. Where there are fewer words it is
    the end of the last; ``offset`` itself where there is none.
    """
    end = offset
    for found in _words_from(text, offset):
        if found.end() - 1 > offset:
            end = found.end() - 1
            count -= 1
            if not count:
                break
    return end
