"""Surface forms of names, and ranges of words to propose as a name."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from tui.domain.analysis import Entity
from tui.domain.article import Article
from tui.domain.motions import block_number_at
from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

_POSSESSIVE = re.compile(r"(?<=\w)['’][sS]?\Z")
_ARTICLE = re.compile(r"\Athe\s+(?=\S)", re.IGNORECASE)


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: no article, possessive or odd white space."""
    return without_possessive(_ARTICLE.sub("", " ".join(name.split()))).replace("’", "'")


def without_possessive(name: str) -> str:
    """Return ``name`` without the ``'s`` at its end."""
    return _POSSESSIVE.sub("", name)


def surface_forms(entity: Entity, text: str) -> tuple[str, ...]:
    """Return what the mentions of ``entity`` say in ``text``, each wording once, in its order."""
    return tuple(dict.fromkeys(span.of(text) for span in entity.mentions))


def whole_words(text: str, wording: str) -> Iterator[TextSpan]:
    """Yield where ``wording`` stands in ``text``, not as a part of longer words; in order, disjoint."""
    at = text.find(wording) if wording else -1
    while at >= 0:
        end = at + len(wording)
        if _divides(text, at) and _divides(text, end):
            yield TextSpan(at, end)
            at = text.find(wording, end)
        else:
            at = text.find(wording, at + 1)


def _divides(text: str, offset: int) -> bool:
    """Return whether no word goes on across ``offset``."""
    if not 0 < offset < len(text):
        return True
    return not (_in_word(text[offset - 1]) and _in_word(text[offset]))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_REACH = 2_000
"""Code points around a place in which words are looked for, in a longer block."""
_JOINING = word_set("of de del della der den di da du la le van von bin ibn al el the y e")
"""Words in small letters that stand within names; ``and`` is none: it joins two of them."""
_NOT_FIRST = word_set("a an the in on at by for from of to and but or when while as with after before")
"""Words that a sentence opens with, in capitals, and no name that follows needs."""


class WordRange:
    """Neighbouring words of one block, chosen from the first to the last of them.

    Attributes:
        span: from the start of the first to the end of the last.
    """

    def __init__(self, text: str, words: list[TextSpan], first: int, last: int) -> None:
        """Choose the words numbered ``first`` to ``last``, both included, of ``words`` of ``text``."""
        self._text = text
        self._words = words
        self._first = first
        self._last = last

    @property
    def span(self) -> TextSpan:
        """Return the stretch of text that is chosen; a possessive at its end does not belong to it."""
        start, end = self._words[self._first].start, self._words[self._last].end
        return TextSpan(start, start + len(without_possessive(self._text[start:end])))

    def moved(self, first: int = 0, last: int = 0) -> "WordRange":
        """Return the choice with its ends moved by so many words; at least one word stays chosen."""
        new_first = min(max(0, self._first + first), self._last)
        new_last = max(min(len(self._words) - 1, self._last + last), new_first)
        return WordRange(self._text, self._words, new_first, new_last)


def range_around(article: Article, span: TextSpan) -> WordRange | None:
    """Return the words that ``span`` touches; None where it touches none."""
    words = _words_near(article, span.start)
    touched = [number for number, word in enumerate(words) if word.overlaps(*span)]
    return WordRange(article.text, words, touched[0], touched[-1]) if touched else None


def propose_range(article: Article, offset: int) -> WordRange | None:
    """Return the word at ``offset``, or the run of capitalised words that it is part of.

    Between words it is the one before, at the start of a block the one after; None where the
    block has no words.
    """
    text, words = article.text, _words_near(article, offset)
    if not words:
        return None
    at = max(0, bisect_right(words, offset, key=lambda word: word.start) - 1)
    first, last = _run(text, words, at)
    while first < at and words[first].of(text).lower() in _NOT_FIRST:
        first += 1
    return WordRange(text, words, first, last)


def _words_near(article: Article, offset: int) -> list[TextSpan]:
    """Return the words of the block at ``offset``; of a very long one, those within reach."""
    if not article.blocks:
        return []
    block = article.blocks[block_number_at(article.blocks, offset)]
    start, end = max(block.start, offset - _REACH), min(block.end, offset + _REACH)
    return [TextSpan(*found.span()) for found in _WORD.finditer(article.text, start, end)]


def _run(text: str, words: list[TextSpan], at: int) -> tuple[int, int]:
    """Return the first and the last of the capitalised words around the one numbered ``at``."""
    first = last = at
    if not _is_capital(text, words[at]):
        return first, last
    number = at
    while number > 0 and _adjoin(text, words[number - 1], words[number]):
        number -= 1
        if _is_capital(text, words[number]):
            first = number
        elif words[number].of(text) not in _JOINING:
            break
    number = at
    while number + 1 < len(words) and _adjoin(text, words[number], words[number + 1]):
        number += 1
        if _is_capital(text, words[number]):
            last = number
        elif words[number].of(text) not in _JOINING:
            break
    return first, last


def _is_capital(text: str, word: TextSpan) -> bool:
    return text[word.start].isupper() or text[word.start].istitle()


def _adjoin(text: str, before: TextSpan, after: TextSpan) -> bool:
    """Return whether nothing but white space, or the full stop of an initial, stands between two words.

    A possessive ends a name.
    """
    between = text[before.end : after.start]
    if between.strip() == "." and _INITIALS.match(before.of(text)):
        return True
    return between.isspace() and not _POSSESSIVE.search(before.of(text))
