"""Quotation marks paired: where they open and close, paragraph by paragraph, in all styles."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tui.domain.text.sentences import word_set
from tui.domain.text.spans import TextSpan

_MARK = re.compile(
    "\"|''|``|\u2018\u2018|\u2019\u2019|[\u201c\u201d\u201e\u201f\uff02\u00ab\u00bb\u300c-\u300f'\u2018\u2019\u201a\u2039\u203a]"
)
_SINGLE = frozenset("'\u2018\u2019\u201a\u2039\u203a")
_CLOSERS = {
    '"': '"\u201d',
    "\uff02": "\uff02",
    "''": ("''", "\u2019\u2019", '"'),
    "``": ("''", "``", '"'),
    "\u2018\u2018": ("\u2019\u2019", "''"),
    "\u2019\u2019": ("\u2019\u2019", "''"),
    "\u201c": '\u201d"\u201c',
    "\u201d": "\u201d",
    "\u201e": '\u201c\u201d\u201f"',
    "\u201f": '\u201d"',
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab\u00bb",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
}
"""Double marks that can open, and what closes each."""
_ALWAYS_OPEN = frozenset(["\u201c", "\u201e", "``", "\u00ab", "\u300c", "\u300e", "\u2018\u2018"])
_BEFORE_OPENER = frozenset(" \t\n\u00a0([{-\u2013\u2014/:,\u201c\u2018\"'")
_ELIDED = word_set("em til tis twas cause bout round n cuz nuff neath tween")
_SHORT_WORD = re.compile(r"[^\W\d_]{1,6}\b")
_AHEAD = 80
"""Single marks after one that are searched for its partner."""


class Quoted(NamedTuple):
    """A stretch between quotation marks that is not itself inside others.

    Attributes:
        start, end: code points, both marks included; up to the paragraph's end where it is not closed.
        mark_width: code points of the opening mark.
        closed: whether the closing mark is there.
        paragraph: index of its paragraph.
        single: whether the marks are single ones.
    """

    start: int
    end: int
    mark_width: int
    closed: bool
    paragraph: int
    single: bool


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str
    opens: bool
    closes: bool


_Pair = tuple[_Mark, _Mark]


def paragraphs(text: str) -> list[TextSpan]:
    """Return the paragraphs of ``text`` without white space around them.

    They are its lines, unless the lines are those of a text that was wrapped to a width: then
    blank lines part the paragraphs.
    """
    gap = re.compile(r"\n\s*\n") if _is_wrapped(text) else re.compile(r"\n")
    found: list[TextSpan] = []
    start = 0
    for end, after in [*((m.start(), m.end()) for m in gap.finditer(text)), (len(text), 0)]:
        stripped = text[start:end].strip()
        if stripped:
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            found.append(TextSpan(begin, begin + len(stripped)))
        start = after
    return found


def _is_wrapped(text: str) -> bool:
    """Return whether single line ends only break lines: nearly all that do so are about as long."""
    lines = text.split("\n", 2000)[:2000]
    inner = [len(line) for line, following in pairwise(lines) if line.strip() and following.strip()]
    return len(inner) > 1 and sum(45 <= length <= 100 for length in inner) >= 0.9 * len(inner)


def quoted(text: str, blocks: list[TextSpan]) -> list[Quoted]:
    """Return what stands in quotation marks in each of the paragraphs ``blocks``, in order, disjoint."""
    found: list[Quoted] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1].start if number + 1 < len(blocks) else len(text)
        continues = _opens_block(text, following)
        marks = list(_marks(text, block))
        if marks:
            found.extend(_pairs(text, block, number, marks, continues))
    return found


def _opens_block(text: str, start: int) -> bool:
    mark = _MARK.match(text, start)
    return mark is not None and mark.group() not in "'\u2019"


def _marks(text: str, block: TextSpan) -> Iterator[_Mark]:
    """Yield the quotation marks of a paragraph, apostrophes left out, and which way each may face."""
    for found in _MARK.finditer(text, *block):
        start, end = found.span()
        before = text[start - 1] if start > block.start else " "
        after = text[end] if end < block.end else " "
        sign = found.group()
        if sign in _SINGLE:
            if before.isalnum() and after.isalnum():
                continue
            opens = (
                sign != "\u2019"
                and before in _BEFORE_OPENER
                and (after.isalnum() or after in '"\u201c[$\u2026.')
            )
            closes = sign not in "\u2018\u201a" and not before.isspace() and not after.isalnum()
            if opens and _is_elision(text, end):
                continue
        elif sign in _ALWAYS_OPEN:
            opens = True
            closes = not after.isalnum() and not before.isspace()
        else:
            opens = (
                not after.isspace() and before != "=" and (before in _BEFORE_OPENER or not before.isalnum())
            )
            closes = not before.isspace() or sign in "\u201d\u00bb"
            if sign == '"' and before.isdigit() and after.isspace():
                opens = False  # inches
        yield _Mark(start, end, sign, opens, closes)


def _is_elision(text: str, at: int) -> bool:
    """Return whether an apostrophe before ``at`` stands for letters left out: 'em, '90s."""
    if text[at : at + 2].isdigit():
        return True
    word = _SHORT_WORD.match(text, at)
    return word is not None and word.group().lower() in _ELIDED


def _pairs(text: str, block: TextSpan, number: int, marks: list[_Mark], continues: bool) -> list[Quoted]:
    """Return the outermost pairs of a paragraph's marks, and an open one at its end where that is likely."""
    double = [mark for mark in marks if mark.sign not in _SINGLE]
    matched, unclosed = _matched(double)
    outer = _outermost(matched)
    single = _outermost(_single_pairs(text, _outside(marks, outer)))
    every = _outermost(sorted(outer + single))
    pairs = [Quoted(a.start, b.end, a.end - a.start, True, number, a.sign in _SINGLE) for a, b in every]
    left = _left_open(text, block, double, unclosed, continues)
    if left is None and single and marks[-1].sign in _SINGLE and marks[-1].start >= every[-1][1].end:
        left = _left_open(text, block, marks, [marks[-1]], continues=False) if marks[-1].opens else None
    if left is not None:
        pairs = [pair for pair in pairs if pair.end <= left.start]
        pairs.append(
            Quoted(left.start, block.end, left.end - left.start, False, number, left.sign in _SINGLE)
        )
    return pairs


def _left_open(
    text: str, block: TextSpan, double: list[_Mark], unclosed: list[_Mark], continues: bool
) -> _Mark | None:
    """Return the mark without a partner that is likely to open speech to the end of the paragraph."""
    if not unclosed:
        return None
    if unclosed[0].start == block.start and continues:
        return unclosed[0]
    last = unclosed[-1]
    before = text[max(block.start, last.start - 2) : last.start].rstrip()
    likely = continues or last.start == block.start or before.endswith((",", ":"))
    likely = likely or (before.endswith((".", "!", "?")) and text[last.end : last.end + 1].isupper())
    return last if last is double[-1] and likely else None


def _matched(marks: list[_Mark]) -> tuple[list[_Pair], list[_Mark]]:
    """Return the pairs that double ``marks`` make, like brackets, and opening ones that are not closed."""
    even = sum(mark.sign == '"' for mark in marks) % 2 == 0
    pairs: list[_Pair] = []
    stack: list[_Mark] = []
    for mark in marks:
        top = stack[-1] if stack else None
        fits = top is not None and mark.sign in _CLOSERS[top.sign]
        if fits and top is not None and mark.sign == top.sign:
            # The same sign opens and closes: it takes turns, unless one is missing.
            turns = even if mark.sign == '"' else mark.closes
            if turns or not mark.opens:
                pairs.append((stack.pop(), mark))
            elif mark.sign in _ALWAYS_OPEN:
                stack.append(mark)
            else:
                stack[-1] = mark
        elif fits and mark.closes:
            pairs.append((stack.pop(), mark))
        elif mark.opens and mark.sign in _CLOSERS:
            stack.append(mark)
    return pairs, stack


def _outermost(pairs: list[_Pair]) -> list[_Pair]:
    """Return those of ``pairs`` that stand in no other, in order."""
    found: list[_Pair] = []
    for pair in sorted(pairs):
        if not found or pair[0].start >= found[-1][1].end:
            found.append(pair)
    return found


def _outside(marks: list[_Mark], pairs: list[_Pair]) -> list[_Mark]:
    """Return the single marks that stand in none of the disjoint ``pairs``."""
    found: list[_Mark] = []
    at = 0
    for mark in marks:
        while at < len(pairs) and pairs[at][1].end <= mark.start:
            at += 1
        inside = at < len(pairs) and pairs[at][0].start <= mark.start
        if mark.sign in _SINGLE and not inside:
            found.append(mark)
    return found


def _single_pairs(text: str, marks: list[_Mark]) -> list[_Pair]:
    """Return the pairs of single ``marks``, which are no apostrophes of plurals."""
    pairs: list[_Pair] = []
    at = 0
    while at < len(marks):
        partner = _single_partner(text, marks, at) if marks[at].opens else None
        if partner is not None:
            pairs.append((marks[at], marks[partner]))
            at = partner
        at += 1
    return pairs


def _single_partner(text: str, marks: list[_Mark], at: int) -> int | None:
    """Return the index of the mark that closes that at ``at``: a plural's apostrophe if no other does."""
    doubtful = None
    for index in range(at + 1, min(len(marks), at + _AHEAD)):
        mark = marks[index]
        if mark.opens and not mark.closes:
            break
        if not mark.closes:
            continue
        after = text[mark.end : mark.end + 2]
        if text[mark.start - 1] == "s" and after[:1].isspace() and after[1:].islower():
            doubtful = doubtful if doubtful is not None else index
            continue
        return index
    return doubtful
