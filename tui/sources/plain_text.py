"""Tell the paragraphs of a plain text apart, however its lines are broken."""

import itertools
import re
from collections.abc import Iterator

from tui.domain.article import Block

_BLANK_LINES = re.compile(r"\n[^\S\n]+(?=\n)")
_FIRST_WORD = re.compile(r"\s*(\S{1,40})")
_LIST_MARK = re.compile(r"\s*(?:[-*•‣–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_SENTENCE_END = (".", "!", "?", "…", ":", '."', ".”", "?”", "!”", ".’", ".)")

_NARROWEST, _WIDEST = 50, 100
"""Widths, in code points, to which people and programs break the lines of prose."""
_SAMPLE = 2_000
"""Line breaks looked at to learn to which width a text is broken."""
_VERSE_LINES = 40
"""A run of short lines is kept together as one block up to this many lines."""


def lay_out(text: str) -> tuple[str, list[Block]]:
    """The paragraphs of a harmless plain text, and the text that they are offsets of.

    Blank lines separate paragraphs. Within such a part, lines that were broken to a width are
    joined again by spaces; short lines that were not (verse, addresses) stay one block that
    holds line feeds; in any other part every line is a paragraph. Nothing but white space is
    added or dropped. Linear in the length of the text.
    """
    text = _BLANK_LINES.sub("\n", text.strip())
    runs = text.split("\n\n")
    width = _wrap_width(runs)
    blocks: list[Block] = []
    pieces: list[str] = []
    offset = 0
    for run in runs:
        piece = run
        if "\n" not in run:
            _add(blocks, offset, run)
        else:
            start = offset
            separator, parts = _parts(run, width)
            for part in parts:
                _add(blocks, start, part)
                start += len(part) + len(separator)
            piece = separator.join(parts)
        pieces.append(piece)
        offset += len(piece) + 2
    return "\n\n".join(pieces), blocks


def _add(blocks: list[Block], start: int, part: str) -> None:
    """Append the block for ``part``, which stands at ``start``, without the space around it."""
    core = part.strip()
    if core:
        if len(core) != len(part):
            start += len(part) - len(part.lstrip())
        blocks.append(Block(start, start + len(core)))


def _wrap_width(runs: list[str]) -> int:
    """The width to which the prose of a text was broken into lines, or 0 if it was not."""
    lengths: list[int] = []
    low = total = 0
    for run in runs:
        if "\n" not in run:
            continue
        lines = run.split("\n")
        if len(lines) > _SAMPLE:
            del lines[_SAMPLE:]
        if max(map(len, lines)) > _WIDEST:
            continue
        lengths += map(len, lines[:-1])
        for line in lines[1:]:
            total += 1
            low += line.lstrip()[:1].islower()
        if total > _SAMPLE:
            break
    if not total or low < 0.3 * total:
        return 0
    lengths.sort()
    width = lengths[min(len(lengths) - 1, len(lengths) * 98 // 100)]
    return width if width >= _NARROWEST else 0


def _parts(run: str, width: int) -> tuple[str, list[str]]:
    """The paragraphs of several lines without a blank one between, and what stands between them."""
    lines = run.split("\n")
    if width:
        longest = max(map(len, lines))
        if longest <= width:
            # Most paragraphs of a text that was broken by a program: every line is nearly full.
            shortest = min(map(len, lines[:-1]))
            if width >= 60 and shortest > width - 12 and lines[1][:1].islower():
                return "\n", [" ".join([line.strip() for line in lines])]
        if longest <= width + 8 and _is_wrapped(lines, width):
            return "\n", list(_joined(lines, width))
    if len(lines) <= _VERSE_LINES and max(map(len, lines)) <= _WIDEST - 20 and not _are_items(lines):
        return "\n", [run.strip("\n")]
    return "\n", lines


def _are_items(lines: list[str]) -> bool:
    """Whether the lines are a list, each with its own mark."""
    return sum(_LIST_MARK.match(line) is not None for line in lines) > len(lines) // 2


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    word = _FIRST_WORD.match(following)
    return len(line) + 1 + (len(word.group(1)) if word else 0) > width


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Whether the lines were one paragraph before they were broken to ``width``."""
    breaks = len(lines) - 1
    full = low = 0
    for line, following in itertools.pairwise(lines):
        full += _is_full(line, following, width)
        low += following.lstrip()[:1].islower()
    if breaks == 1:
        return full == 1 and (low == 1 or not lines[0].rstrip().endswith(_SENTENCE_END))
    return full >= 0.7 * breaks and low >= 0.2 * breaks


def _joined(lines: list[str], width: int) -> Iterator[str]:
    """The paragraphs within lines that were broken to ``width``, each on one line.

    A new one begins at a list mark, at an indented line, and after a line that ends a
    sentence although there was room for more.
    """
    parts = [lines[0].rstrip()]
    for line, following in itertools.pairwise(lines):
        indent = len(following) - len(following.lstrip())
        indented = indent >= 2 and indent > len(line) - len(line.lstrip())
        ended = line.rstrip().endswith(_SENTENCE_END) and not _is_full(line, following, width - 4)
        if _LIST_MARK.match(following) or indented or ended:
            yield " ".join(parts)
            parts = [following.rstrip()]
        else:
            parts.append(following.strip())
    yield " ".join(parts)
