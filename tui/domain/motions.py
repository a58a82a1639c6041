"""Where a motion of the cursor leads, in code points of the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from tui.domain.article import Article, Block
from tui.domain.span import TextSpan
from tui.domain.text.sentences import sentence_spans

_block_start = attrgetter("start")
_REACH = 20_000
"""Code points around the cursor in which sentences are looked for, in a longer block."""


def block_number_at(blocks: Sequence[Block], offset: int) -> int:
    """The number of the block that holds ``offset``, or the nearest before it, or 0."""
    return max(0, bisect_right(blocks, offset, key=_block_start) - 1)


def paragraph_start(article: Article, offset: int, count: int) -> int:
    """The start of the ``count``-th block after ``offset``, or before it if negative.

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
    """The sentences of a block; of a very long one, those within reach of ``offset``.

    A text without line ends is one block, and must not be split anew, all of it, on every key.
    """
    start, end = block.start, block.end
    if end - start > 2 * _REACH:
        near = min(max(offset, start), end)
        if near - start > _REACH:
            start = text.find(" ", near - _REACH, near) + 1 or near - _REACH
        end = min(end, near + _REACH)
    spans = sentence_spans(text, start, end)
    return spans[1:] if start > block.start and len(spans) > 1 else spans


def paragraph_at(article: Article, offset: int) -> TextSpan | None:
    """The block at ``offset``; between two, the one before; None in an empty article."""
    if not article.blocks:
        return None
    block = article.blocks[block_number_at(article.blocks, offset)]
    return TextSpan(block.start, block.end)


def sentence_at(article: Article, offset: int) -> TextSpan | None:
    """The sentence at ``offset``; between two, the one before; None in an empty article."""
    if not article.blocks:
        return None
    block = article.blocks[block_number_at(article.blocks, offset)]
    spans = _sentences_near(article.text, block, offset)
    number = max(0, bisect_right(spans, offset, key=lambda span: span.start) - 1)
    return spans[number] if spans else None


def sentence_start(article: Article, offset: int, count: int) -> int:
    """The start of the ``count``-th sentence after ``offset``, or before it if negative.

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
