"""Lines of a plain text -> its paragraphs: what was broken to a width is joined, all else stays as it is."""

import itertools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tui.domain.article import Block, BlockKind

_BLANK_LINES = re.compile(r"\n[^\S\n]+(?=\n)")
# Strings, for re to compile when one is used: of a text in long lines, none is.
_LIST_MARK = r"\s*(?:[-*+•‣–—·◦▪●■]|o(?=  )|\(?\d{1,3}[.)]|\(?[a-z]\))\s"
_TURN = r"\s*(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}:\s|[\[(<]?\d{1,2}:\d{2}|<[\w.-]+>\s)"
"""How a turn of a transcript or a line of a chat begins: with a name and a colon, a time, a nickname."""
_SENTENCE_END = (".", "!", "?", "…", ":", '."', ".”", "?”", "!”", ".’", '?"', '!"', ".'", ".)", "»", "。")
_SENTENCE_WITHIN = r"[.!?…][\"'”’»)\]]{0,2}\s+[\"'“‘«(\[]?[^\W\d_a-zß-ÿ]"
_OPENING = "\"'“‘«„([_*—–-¿¡"
_QUOTES = '"“‘«„—'
_COLUMNS = r"\S(?: {3,}|(?<![.!?:;,\"”’)]) {2})\S"
_DRAWN = r"[|\\/_=+~^#<>*`(){}\[\]-]"
_CODE_ENDS = frozenset(";{}=&|\\")
_CODE = (
    r"\A(?:[#@$%>]\w|//|/\*|\*/|</?\w|(?:def|class|if|for|while|else|try|elif|function) ?.*:\Z)|\w\(.*\)\Z"
)
_WITHIN_WORD = r"[^\W\d_]-\Z|\S(?:--|—)\Z"
_GOES_ON = r"(?!(?:and|or|nor|to|und|oder|bis|et|ou|y|o|e|i|a|en|of|och|og|ja)\b)[^\W\d_A-ZÀ-Þ]"
_IDEOGRAPHS = (("\u2e80", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\uff01", "\uff60"))
"""The first and the last of each range of Chinese and Japanese characters."""

_NARROWEST, _WIDEST = 24, 160
"""Widths, in code points, to which people and programs break the lines of prose."""
_RAGGED = 42
"""The narrowest width at which lines of uneven length are taken for prose."""
_WIDE = 100
"""Code points; prose that is broken to more needs clearer signs."""
_UNDERLINES = ("=", "-", "~", "*", "#", "_")
"""Signs of which people make the line below a heading."""
_LINE = 80
"""Code points; lines that are longer, and were not broken to a width, are paragraphs of their own."""
_SAMPLE = 1_000
"""Lines looked at to learn how a text as a whole is set."""
_LONGEST_WORD = 40
_MANY = 8
"""Lines from which on they are likely to be several paragraphs."""
_LONG_RUN = 40
"""Lines without a blank one between that are seldom one paragraph."""
_BLOCK_LINES = 1_000
"""Lines that stay together as one block."""


class _Shape(NamedTuple):
    """How lines without a blank one between are set; shares are of the breaks between two lines.

    In many lines, a break before one that is indented is not counted: a paragraph begins there.

    Attributes:
        breaks: how many there are.
        width: the longest line, in code points; a few outliers aside where there are many.
        full: after how many the next word would not have fitted on the line.
        low: how many are followed by a small letter, or one of a script that has no others.
        open: how many stand within a sentence, as far as its signs show.
        long: how many lines fill more than half of the width.
        ended: whether the last line ends with a sign, as a sentence or a part of one does.
    """

    breaks: int
    width: int
    full: float
    low: float
    open: float
    long: float
    ended: bool


class _Setting(NamedTuple):
    """How the prose of a text as a whole is set.

    Attributes:
        width: to which it is broken, in code points, or 0 if it is not.
        separated: whether blank lines are between its paragraphs.
    """

    width: int
    separated: bool


def lay_out(text: str) -> tuple[str, list[Block]]:
    """Return the paragraphs of a sanitized plain text, and the text that they are offsets of.

    Blank lines separate paragraphs, or, where every line has one after it, two of them do. Within
    such a part, lines that were broken to a width, whatever it is, and evenly or not, are joined
    again by spaces. Tables, drawings and code keep all their spaces; verse, lists, addresses and
    other short lines stay one block that holds line feeds; in any other part every line is a
    paragraph. Nothing but white space is added or dropped. Linear in the length of the text.
    """
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    runs = _single_spaced(_BLANK_LINES.sub("\n", text[start:].rstrip()).split("\n\n"))
    setting = _setting(runs)
    blocks: list[Block] = []
    pieces: list[str] = []
    offset = 0
    for run in runs:
        piece = run
        if "\n" not in run:
            _add(blocks, offset, run)
        elif (line := _underline(run)) is not None:
            at = run.rindex("\n") + 1
            _add(blocks, offset, run[:at], BlockKind.HEADING, 1 if line == "=" else 2)
            _add(blocks, offset + at, run[at:], BlockKind.RULE)
        else:
            kind, parts = _parts([line.rstrip() for line in run.split("\n")], setting)
            start = offset
            for part in parts:
                _add(blocks, start, part, kind)
                start += len(part) + 1
            piece = "\n".join(parts)
        pieces.append(piece)
        offset += len(piece) + 2
    return "\n\n".join(pieces), blocks


def _underline(run: str) -> str | None:
    """Return of which sign the line below a heading is, if two lines are these; else None."""
    heading, _, line = run.strip("\n").partition("\n")
    heading, line = heading.strip(), line.strip()
    sign = line[:1]
    if sign not in _UNDERLINES or line != sign * len(line) or not any(map(str.isalpha, heading)):
        return None
    is_alike = 2 * len(heading) >= len(line) and 2 * len(line) >= len(heading)
    return sign if len(line) >= 3 and is_alike else None


def _add(
    blocks: list[Block], start: int, part: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0
) -> None:
    """Append the block for ``part``, which stands at ``start``, without the space around it."""
    core = part.strip()
    if kind is BlockKind.CODE and core:
        blocks.append(Block(start, start + len(part), kind))
    elif core:
        if len(core) != len(part):
            start += part.index(core)
        blocks.append(Block(start, start + len(core), kind, level))


def _single_spaced(runs: list[str]) -> list[str]:
    """Return the parts of a text between blank lines; where each line has one after it, between two of them.

    Paragraphs of one line each end a sentence and begin another; lines of a text that was typed
    with double spacing do not.
    """
    sample = runs[:_SAMPLE]
    if len(sample) < 5 or sum("\n" in run.strip("\n") for run in sample) > len(sample) // 20:
        return runs
    low = pairs = 0
    for before, after in itertools.pairwise(sample):
        if before and after and after[0] != "\n" and len(before) <= _WIDEST:
            pairs += 1
            low += _is_low(after) and not before.endswith(_SENTENCE_END)
    if pairs < 4 or low < 0.4 * pairs:
        return runs
    text = "\n\n".join(runs)
    return re.sub(r"\n(\n+)", lambda found: "\n" if len(found[0]) == 2 else "\n\n", text).split("\n\n")


def _is_low(line: str) -> bool:
    """Return whether a line begins as the middle of a sentence does."""
    if line[:1].islower():
        return True
    first = line.lstrip().lstrip(_OPENING)[:1]
    return first.isalpha() and not first.isupper()


def _is_full(line: str, following: str, width: int) -> bool:
    """Return whether the first word of the following line would not have fitted on this one."""
    if len(line) >= width:
        return True
    if following[:1] == " ":
        following = following.lstrip()
    space = following.find(" ")
    return len(line) + 1 + min(space if space > 0 else len(following), _LONGEST_WORD) > width


def _shape(lines: list[str]) -> _Shape:
    """Return how at least two lines are set; a sample of many."""
    if len(lines) > _SAMPLE:
        lines = lines[:_SAMPLE]
    lengths = sorted(map(len, lines))
    width = lengths[-1] if len(lengths) < 20 else lengths[len(lengths) * 97 // 100]
    many = len(lines) >= _MANY
    full = low = open_ = long = breaks = 0
    for line, following in itertools.pairwise(lines):
        if many and following[:2] == "  " and line[:2] != "  ":
            continue
        breaks += 1
        full += _is_full(line, following, width)
        low += _is_low(following)
        last = line[-1:]
        open_ += last.isalnum() or last in "-’'"
        long += len(line) * 5 >= width * 3
    counted = max(1, breaks)
    ended = not lines[-1][-1:].isalnum()
    return _Shape(breaks, width, full / counted, low / counted, open_ / counted, long / counted, ended)


def _is_prose(shape: _Shape) -> bool:
    """Return whether lines were one text before they were broken, by what they show themselves.

    Either each was filled with as many words as fit, as programs do it, or they are about as
    long as each other and the sentences run on from one to the next, as people do it.
    """
    breaks, width, full, low, open_, long, ended = shape
    if not _NARROWEST <= width <= _WIDEST:
        return False
    if breaks == 1:
        return full == 1 and low == 1 and open_ == 1 and width >= 30
    if breaks == 2 and _RAGGED <= width <= _WIDE and low == open_ == long == 1:
        return True
    if breaks < 5 and width >= 60 and full == open_ == 1:
        return True
    if low >= 0.3 and full >= (0.66 if breaks >= 6 else 1.0):
        return width <= _WIDE or low >= 0.5
    ragged = low >= 0.5 and open_ >= 0.55 and long >= 0.8 and (ended or breaks > _LONG_RUN)
    return ragged and breaks >= 3 and _RAGGED <= width <= _WIDE + 20


def _setting(runs: list[str]) -> _Setting:
    """Return how the prose of a text is set, as far as a sample shows."""
    widths: list[int] = []
    total = separated = 0
    for run in runs:
        if "\n" not in run:
            continue
        lines = [line.rstrip() for line in run.strip("\n").split("\n")]
        if len(lines) < 2:
            continue
        shape = _shape(lines)
        total += shape.breaks
        if _is_prose(shape) and not _is_set(lines):
            widths += [shape.width] * min(shape.breaks, 20)
            separated += shape.breaks < _LONG_RUN
        if total > _SAMPLE:
            break
    widths.sort()
    if len(widths) < 2 or 5 * len(widths) < min(total, 200):
        return _Setting(0, False)
    return _Setting(widths[len(widths) * 9 // 10], separated > 1)


def _is_set(lines: list[str]) -> bool:
    """Return whether lines are a table, a drawing or code, whose every space counts."""
    if len(lines) > 200:
        lines = lines[:200]
    columns = drawn = code = 0
    indents = set()
    for line in lines:
        core = line.lstrip()
        indents.add(len(line) - len(core))
        columns += "  " in core and re.search(_COLUMNS, core) is not None
        if not (core[:1].isalnum() and core[-1:].isalnum()):
            drawn += 3 * len(re.findall(_DRAWN, core)) > len(core.replace(" ", "")) and not re.match(
                _LIST_MARK, core
            )
            code += core[-1:] in _CODE_ENDS or re.search(_CODE, core) is not None
    half = len(lines) / 2
    if drawn > half or code > half or (drawn + columns > half and drawn):
        return True
    if columns > half:
        return not _is_justified(lines)
    return len(indents) > 2 and code > len(lines) // 5


def _is_staggered(lines: list[str]) -> bool:
    """Return whether lines stand at places of their own, as in a play for the screen, or a poem."""
    indents = [len(line) - len(line.lstrip()) for line in lines[:200]]
    spread = max(indents) - min(indents)
    if min(indents) >= 8 and len(lines) < 4:
        return spread >= 4
    changes = sum(before != after for before, after in itertools.pairwise(indents[1:]))
    return spread >= 8 and len(set(indents)) > 2 and 2 * changes > len(indents)


def _is_justified(lines: list[str]) -> bool:
    """Return whether the lines were filled up with spaces between the words, to one width."""
    width = max(map(len, lines))
    even = sum(len(line) >= width - 1 for line in lines[:-1])
    low = sum(map(_is_low, lines[1:]))
    return even >= 0.8 * (len(lines) - 1) and low >= 0.4 * (len(lines) - 1)


def _parts(lines: list[str], setting: _Setting) -> tuple[BlockKind, list[str]]:
    """Return the blocks of several lines without a blank one between, and what they are.

    Args:
        lines: without white space at their ends.
        setting: of the text as a whole.
    """
    while lines and not lines[0]:
        del lines[0]
    if len(lines) < 2:
        return BlockKind.PARAGRAPH, lines
    width = setting.width
    if width >= 60 and _is_plainly_prose(lines, width):
        return BlockKind.PARAGRAPH, [_together(lines)]
    shape = _shape(lines)
    if _is_set(lines) or _is_staggered(lines):
        return BlockKind.CODE, list(_pages(lines))
    if _is_east_asian(lines):
        return BlockKind.PARAGRAPH, list(_paragraphs(lines, shape, setting))
    if _is_prose(shape) or (width and _belongs(lines, shape, width)):
        return BlockKind.PARAGRAPH, list(_paragraphs(lines, shape, setting))
    marked = _are_marked(lines)
    if marked or max(map(len, lines)) > _LINE:
        return BlockKind.PARAGRAPH, list(_items(lines) if marked else lines)
    kind = BlockKind.CODE if lines[0][:1].isspace() or len(lines) > _BLOCK_LINES else BlockKind.PARAGRAPH
    return kind, list(_pages(lines))


def _is_plainly_prose(lines: list[str], width: int) -> bool:
    """Return whether lines are one paragraph beyond doubt: every line is nearly full, no space counts.

    So are most of a text that a program has broken, and nothing else need be asked of them.
    """
    if not width - 14 < min(map(len, lines[:-1])) or max(map(len, lines)) > width:
        return False
    if lines[0][:1].isspace() or not all(line[:1].isalpha() or line[0] in _OPENING for line in lines):
        return False
    return all(line[:1].islower() for line in lines[1:3]) and "  " not in lines[0] + lines[1]


def _belongs(lines: list[str], shape: _Shape, width: int) -> bool:
    """Return whether lines are prose as well, in a text whose prose is broken to ``width``."""
    if shape.width > width + 8 or shape.long < 0.7 or all(line[:1].isdigit() for line in lines):
        return False
    breaks = list(itertools.pairwise(lines))
    long = sum(5 * len(line) >= 3 * width for line, _ in breaks)
    if long < 0.7 * len(breaks):
        return False
    full = sum(_is_full(line, following, width - 2) for line, following in breaks)
    if full == len(breaks):
        return True
    on = sum(
        _is_low(following) or not line.endswith((*_SENTENCE_END, ",", ";")) for line, following in breaks
    )
    if len(breaks) < 3 and shape.open == 1:
        return True
    return shape.low >= 0.3 and on >= 0.5 * len(breaks) and (shape.ended or full >= 0.6 * len(breaks))


def _are_marked(lines: list[str]) -> bool:
    """Return whether the lines are a list or a transcript, each part with its own mark."""
    marks = sum(map(_begins_part, lines))
    return marks > len(lines) // 2 or (marks >= 2 and _begins_part(lines[0]))


def _is_ideograph(character: str) -> bool:
    return not character.isascii() and any(first <= character <= last for first, last in _IDEOGRAPHS)


def _begins_part(line: str) -> bool:
    return re.match(_LIST_MARK, line) is not None or begins_turn(line)


def begins_turn(line: str) -> bool:
    """Return whether a line begins a turn of a transcript, with a name and a colon, or a time."""
    return re.match(_TURN, line) is not None


def _is_east_asian(lines: list[str]) -> bool:
    """Return whether the lines are Chinese or Japanese prose, which is filled to the last character."""
    width = max(map(len, lines))
    if not 18 <= width <= _WIDE or any(width - len(line) > 2 for line in lines[:-1]):
        return False
    return all(_is_ideograph(line[-1:]) and _is_ideograph(line.lstrip()[:1]) for line in lines)


def _pages(lines: list[str]) -> Iterator[str]:
    """Yield lines as one part, with their line feeds; very many in several parts."""
    for start in range(0, len(lines), _BLOCK_LINES):
        yield "\n".join(lines[start : start + _BLOCK_LINES])


def _together(lines: list[str]) -> str:
    """Return lines on one, with spaces where they were broken, except within a word or between two signs.

    That is after a hyphen or a dash with no space before it, and between ideographs.
    """
    pieces = [lines[0]]
    for line, following in itertools.pairwise(lines):
        following = following.lstrip()
        last = line[-1:]
        if last in "-—":
            whole = bool(re.search(_WITHIN_WORD, line) and re.match(_GOES_ON, following))
        else:
            whole = _is_ideograph(last) and _is_ideograph(following[:1])
        if not whole:
            pieces.append(" ")
        pieces.append(following)
    return "".join(pieces)


def _items(lines: list[str]) -> Iterator[str]:
    """Yield the items of a list, or turns of a transcript, with what belongs to each on its line."""
    item = lines[0]
    indent = len(item) - len(item.lstrip())
    for line in lines[1:]:
        deeper = len(line) - len(line.lstrip()) > indent
        if not _begins_part(line) and (deeper or _is_low(line)):
            item = _together([item, line])
        else:
            yield item
            item = line
            indent = len(item) - len(item.lstrip())
    yield item


def _paragraphs(lines: list[str], shape: _Shape, setting: _Setting) -> Iterator[str]:
    """Yield the paragraphs within lines of prose that were broken to a width, each on one line.

    A new one begins at a mark of a list or turn, at a line that is indented, unless it hangs below such a
    mark or a word that is explained, and after a line that ended although there was room for more.
    """
    width = max(setting.width, shape.width) if setting.width <= shape.width + 12 else shape.width
    turns = sum(map(begins_turn, lines)) > 1
    indents = [len(line) - len(line.lstrip()) for line in lines]
    least = _paragraph_indent(lines, indents)
    is_last = _is_short if least else _last_lines(lines, shape, setting)
    first = 0
    for number, (line, following) in enumerate(itertools.pairwise(lines), 1):
        goes_on = _is_low(following) and not line.endswith(_SENTENCE_END)
        hangs = number == first + 1 and (goes_on or re.match(_LIST_MARK, line) is not None)
        if (
            re.match(_LIST_MARK, following)
            or (turns and begins_turn(following))
            or (not hangs and indents[number] >= 2 and indents[number] > indents[number - 1])
            or (not hangs and least and indents[number] >= least)
            or (not _is_low(following) and is_last(line, following, width))
        ):
            yield _together(lines[first:number])
            first = number
    yield _together(lines[first:])


def _paragraph_indent(lines: list[str], indents: list[int]) -> int:
    """Return from which indent on a line begins a paragraph, or 0 if paragraphs are not known by it."""
    base = min(indents)
    deeper = [line for line, indent in zip(lines, indents, strict=True) if indent >= base + 2]
    if not len(lines) // 40 < len(deeper) < 0.8 * len(lines) or len(deeper) < 2:
        return 0
    return base + 2 if sum(map(_is_low, deeper)) < 0.3 * len(deeper) else 0


def _last_lines(lines: list[str], shape: _Shape, setting: _Setting) -> Callable[[str, str, int], bool]:
    """Return what decides whether a line, with no small letter after it, is the last of its paragraph."""
    if len(lines) < (_LONG_RUN if setting.separated else _MANY):
        return _has_room if shape.full >= 0.6 else _is_short
    if shape.full < 1 and _ends_at_line_ends(lines):
        return _is_end
    if len(lines) < _LONG_RUN:
        return _has_room if shape.full >= 0.6 else _is_shorter
    return _has_room_or_speaks if shape.full >= 0.6 else _is_shorter


def _is_short(line: str, _: str, width: int) -> bool:
    return 2 * len(line) < width and not line.endswith((",", ";"))


def _is_shorter(line: str, following: str, width: int) -> bool:
    if not line.endswith(_SENTENCE_END):
        return _is_short(line, following, width)
    return 4 * len(line) < 3 * width or following.lstrip()[:1] in _QUOTES


def _has_room(line: str, following: str, width: int) -> bool:
    if not line.endswith(_SENTENCE_END):
        return _is_short(line, following, width)
    return not _is_full(line, following, width - 4)


def _has_room_or_speaks(line: str, following: str, width: int) -> bool:
    speaks = following.lstrip()[:1] in _QUOTES and line.endswith(_SENTENCE_END)
    return speaks or _has_room(line, following, width)


def _is_end(line: str, following: str, width: int) -> bool:
    return line.endswith(_SENTENCE_END) or _is_short(line, following, width)


def _ends_at_line_ends(lines: list[str]) -> bool:
    """Return whether so many sentences end with a line that it is not by chance."""
    within = ends = 0
    for line, following in itertools.pairwise(lines[:_SAMPLE]):
        within += len(re.findall(_SENTENCE_WITHIN, line))
        ends += line.endswith(_SENTENCE_END) and not _is_low(following)
    return ends > 4 and ends > 3 * within
