"""Cursor motions."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter

from tui.domain.article import Article, Block
from tui.domain.text.sentences import sentence_spans
from tui.domain.text.spans import TextSpan

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
_WORD_REACH = 400
"""Code points looked back for the word before; more, until there is one."""
_LONGEST = 20_000
"""Code points looked back for white space, where words begin for certain."""


@cache
def _word() -> re.Pattern[str]:
    """Return what a word is: compiled when first used, since that takes milliseconds."""
    return re.compile(rf"[{_UNSPACED}]|{_LETTERS}(?:['\u2019\-\u2010\u2011.&]{_LETTERS})*+|{_SIGN}")


@cache
def _vim_word() -> re.Pattern[str]:
    """Return what a word is in vim: letters, digits and underscores, or other signs side by side."""
    return re.compile(rf"[{_UNSPACED}]|(?:[^\W{_UNSPACED}][{_MARKS}]*+)++|[^\w\s]++")


def _from_space(text: str, offset: int) -> int:
    """Return just past the last white space before ``offset``, from where words are found whole."""
    least = max(0, offset - _LONGEST)
    space = max(text.rfind(" ", least, max(0, offset)), text.rfind("\n", least, max(0, offset)))
    return space + 1 if space >= 0 else least


def _words_from(text: str, offset: int, *, as_in_vim: bool = False) -> Iterator[re.Match[str]]:
    """Yield the word at ``offset`` and those after it, perhaps some before it."""
    return (_vim_word() if as_in_vim else _word()).finditer(text, _from_space(text, offset))


def word_at(text: str, offset: int) -> TextSpan | None:
    """Return the word that covers ``offset``, or None between words."""
    for found in _words_from(text, offset):
        if found.end() > offset:
            return TextSpan(*found.span()) if found.start() <= offset else None
    return None


def word_start(text: str, offset: int, count: int, *, as_in_vim: bool = False) -> int:
    """Return the start of the ``count``-th word after ``offset``, or before it if negative.

    Backwards from within a word, its own start counts as the first. Where there are fewer words it
    is the last one in that direction; ``offset`` itself where there is none. ``as_in_vim``, signs between
    words are words as well, and after the last word its end is reached.
    """
    if count < 0:
        return _start_before(text, offset, -count, as_in_vim=as_in_vim)
    start = offset
    for found in _words_from(text, offset, as_in_vim=as_in_vim):
        if found.start() > offset:
            start = found.start()
            count -= 1
            if not count:
                return start
    return word_end(text, start, 1, as_in_vim=True) if as_in_vim else start


def _start_before(text: str, offset: int, count: int, *, as_in_vim: bool) -> int:
    pattern = _vim_word() if as_in_vim else _word()
    reach = max(_WORD_REACH, 16 * count)
    while True:
        begin = _from_space(text, offset - reach)
        starts = [found.start() for found in pattern.finditer(text, begin, offset)]
        if len(starts) >= count or not begin:
            return starts[-min(count, len(starts))] if starts else offset
        reach *= 4


def word_end(text: str, offset: int, count: int, *, as_in_vim: bool = False) -> int:
    """Return the last code point of the ``count``-th word that ends after ``offset``.

    From the last code point of a word that is the end of the next. Where there are fewer words it is
    the end of the last; ``offset`` itself where there is none. For ``as_in_vim`` see ``word_start``.
    """
    end = offset
    for found in _words_from(text, offset, as_in_vim=as_in_vim):
        if found.end() - 1 > offset:
            end = found.end() - 1
            count -= 1
            if not count:
                break
    return end


_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_CLOSED = {closing: opening for opening, closing in _BRACKETS.items()}


def matching_bracket(text: str, offset: int, end: int) -> int | None:
    """Return where the partner stands of the first bracket from ``offset`` up to ``end``.

    None where there is no bracket, or no partner of it. Brackets of other kinds do not count.
    """
    start = next((at for at in range(offset, end) if text[at] in _BRACKETS or text[at] in _CLOSED), None)
    if start is None:
        return None
    here = text[start]
    partner = _BRACKETS.get(here) or _CLOSED[here]
    depth = 0
    for at in range(start, len(text)) if here in _BRACKETS else range(start, -1, -1):
        depth += (text[at] == here) - (text[at] == partner)
        if not depth:
            return at
    return None


_block_start = attrgetter("start")
_SENTENCE_REACH = 20_000
"""Code points around the cursor in which sentences are looked for, in a longer block."""


def block_number_at(blocks: Sequence[Block], offset: int) -> int:
    """Return the number of the block that holds ``offset``, or the nearest before it, or 0."""
    return max(0, bisect_right(blocks, offset, key=_block_start) - 1)


def paragraph_start(article: Article, offset: int, count: int) -> int:
    """Return the start of the ``count``-th block after ``offset``, or before it if negative.

    Backwards from within a block, its own start counts as the first. Past the last block it
    is the last one's end, before the first one the first one's start.
    """
    blocks = article.blocks
    if not blocks:
        return 0
    if count > 0:
        number = bisect_right(blocks, offset, key=_block_start) + count - 1
        return blocks[number].start if number < len(blocks) else max(blocks[-1].start, blocks[-1].end - 1)
    number = bisect_left(blocks, offset, key=_block_start) + count
    return blocks[max(0, number)].start


def _sentences_near(text: str, block: Block, offset: int) -> list[TextSpan]:
    """Return the sentences of a block; of a very long one, those within reach of ``offset``.

    A text without line ends is one block, and must not be split again, all of it, at every key.
    """
    start, end = block.start, block.end
    if end - start > 2 * _SENTENCE_REACH:
        near = min(max(offset, start), end)
        if near - start > _SENTENCE_REACH:
            start = text.find(" ", near - _SENTENCE_REACH, near) + 1 or near - _SENTENCE_REACH
        end = min(end, near + _SENTENCE_REACH)
    spans = sentence_spans(text, start, end)
    return spans[1:] if start > block.start and len(spans) > 1 else spans


def paragraph_at(article: Article, offset: int) -> TextSpan | None:
    """Return the block at ``offset``; between two, the one before; None in an empty article."""
    if not article.blocks:
        return None
    block = article.blocks[block_number_at(article.blocks, offset)]
    return TextSpan(block.start, block.end)


def sentence_at(article: Article, offset: int) -> TextSpan | None:
    """Return the sentence at ``offset``; between two, the one before; None in an empty article."""
    if not article.blocks:
        return None
    block = article.blocks[block_number_at(article.blocks, offset)]
    spans = _sentences_near(article.text, block, offset)
    number = max(0, bisect_right(spans, offset, key=lambda span: span.start) - 1)
    return spans[number] if spans else None


def sentence_start(article: Article, offset: int, count: int) -> int:
    """Return the start of the ``count``-th sentence after ``offset``, or before it if negative.

    Backwards from within a sentence, its own start counts as the first. At either end of the
    text it stays within it.
    """
    blocks = article.blocks
    if not blocks:
        return 0
    number = block_number_at(blocks, offset)
    forward = count > 0
    left = abs(count)
    while 0 <= number < len(blocks):
        spans = _sentences_near(article.text, blocks[number], offset)
        starts = [start for start, _ in spans if (start > offset if forward else start < offset)]
        if len(starts) >= left:
            return starts[left - 1] if forward else starts[-left]
        left -= len(starts)
        number += 1 if forward else -1
    return max(blocks[-1].start, blocks[-1].end - 1) if forward else blocks[0].start
