"""Text in terminal cells: width, wrap, cut, and what stays in its cells on every terminal."""

import re

from rich.cells import cell_len, split_graphemes

Rows = list[tuple[int, int]]
"""Rows of a text: start and end of each, in code points of the text. Rows are in order and
disjoint; only white space lies between two rows of one stretch."""

# Characters that terminals draw in one cell and that never join with their neighbours: Latin,
# Greek, Cyrillic, and the punctuation and signs of Western text. A stretch of these is wrapped
# by counting code points, which is what makes a text of millions of them open at once.
_NOT_NARROW = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f\u2500-\u25fc]"
)
# Where a long run without spaces may break: after a hyphen or a dash within it.
_HYPHENS = "-\u2010\u2013\u2014/"
# A row must not begin with these, nor end with those (the small kinsoku rules of CJK setting).
_NOT_FIRST = frozenset("、。，．：；！？）］｝〉》」』】〕…‥ー々ゝゞっゃゅょッャュョ%)]}!?,.:;”’")
_NOT_LAST = frozenset("（［｛〈《「『【〔([{“‘")


def is_narrow(text: str, start: int = 0, end: int | None = None) -> bool:
    """Return whether every code point of ``text[start:end]`` takes exactly one cell, by itself."""
    return _NOT_NARROW.search(text, start, len(text) if end is None else end) is None


def wrap(text: str, start: int, end: int, width: int, narrow: bool | None = None) -> Rows:
    """Break ``text[start:end]`` into rows of at most ``width`` cells.

    Rows break at spaces, after hyphens and dashes where that fills a row much better, between
    wide characters, and within a word only where it is longer than a row; never within a
    grapheme. A grapheme wider than ``width`` still gets a row, so that none is lost.

    Args:
        text: the whole text.
        start: first code point of the stretch.
        end: just past its last code point; the stretch holds no line feeds.
        width: cells a row may take, at least 1.
        narrow: what ``is_narrow`` says of the stretch, if known.
    """
    if narrow is None:
        narrow = is_narrow(text, start, end)
    return _wrap_narrow(text, start, end, width) if narrow else _wrap_wide(text, start, end, width)


def _wrap_narrow(text: str, start: int, end: int, width: int) -> Rows:
    rows: Rows = []
    add, rfind = rows.append, text.rfind
    loose = width - width // 4
    position = start
    while end - position > width:
        limit = position + width
        cut = rfind(" ", position, limit + 1)
        if cut - position < loose:
            hyphen = max(rfind(mark, position + 1, limit) for mark in _HYPHENS) + 1
            if hyphen > cut + 1 and hyphen > position + 2:
                add((position, hyphen))
                position = hyphen
                while position < end and text[position] == " ":
                    position += 1
                continue
        if cut <= position:
            add((position, limit))
            position = limit
        else:
            add((position, cut))
            position = cut + 1
        while position < end and text[position] == " ":
            position += 1
    if position < end or not rows:
        add((position, end))
    return rows


def _wrap_wide(text: str, start: int, end: int, width: int) -> Rows:
    rows: Rows = []
    graphemes, _ = split_graphemes(text[start:end])
    row_start, used = 0, 0
    # The last place where the row may end, and the grapheme that would begin the next row.
    break_end = break_next = -1
    index = 0
    while index < len(graphemes):
        first, last, cells = graphemes[index]
        space = _is_space(text, start, graphemes[index])
        if used + cells > width and index > row_start and not space:
            if break_next > row_start:
                rows.append((start + graphemes[row_start][0], start + break_end))
                row_start = break_next
            else:
                rows.append((start + graphemes[row_start][0], start + first))
                row_start = index
            while row_start < len(graphemes) and _is_space(text, start, graphemes[row_start]):
                row_start += 1
            used = sum(grapheme[2] for grapheme in graphemes[row_start:index])
            break_end = break_next = -1
            index = max(index, row_start)
            continue
        if space:
            # Of several, the row ends before the first: they may not all fit.
            goes_on = break_next == index > row_start + 1 and _is_space(text, start, graphemes[index - 1])
            break_end, break_next = break_end if goes_on else first, index + 1
        elif _may_break_after(text, start, graphemes, index):
            break_end, break_next = last, index + 1
        used += cells
        index += 1
    if row_start < len(graphemes):
        while used > width and text[end - 1] == " ":
            # Spaces at the very end need no row, nor any room.
            end -= 1
            used -= 1
        rows.append((start + graphemes[row_start][0], end))
    return rows or [(start, end)]


def _is_space(text: str, start: int, grapheme: tuple[int, int, int]) -> bool:
    """Whether a grapheme is a mere space; one that carries a mark must not vanish at a row's end."""
    first, last, _ = grapheme
    return last - first == 1 and text[start + first] == " "


def _may_break_after(text: str, start: int, graphemes: list[tuple[int, int, int]], index: int) -> bool:
    """Whether a row may end between a grapheme and the next one, no space being there."""
    if index + 1 >= len(graphemes):
        return False
    here, there = graphemes[index], graphemes[index + 1]
    if here[2] != 2 and there[2] != 2:
        return False
    return text[start + there[0]] not in _NOT_FIRST and text[start + here[0]] not in _NOT_LAST


def cell_width(text: str) -> int:
    """Return the cells that ``text`` takes on the screen."""
    return cell_len(text)


def grapheme_at(text: str, start: int, end: int, offset: int) -> tuple[int, int]:
    """Find start and end of the grapheme of the row ``text[start:end]`` that holds ``offset``.

    At the end of a row, an empty stretch there.
    """
    if offset >= end:
        return end, end
    if is_narrow(text, start, end):
        return offset, offset + 1
    for first, last, _ in split_graphemes(text[start:end])[0]:
        if start + first <= offset < start + last:
            return start + first, start + last
    return offset, offset + 1


def offset_at_cell(text: str, start: int, end: int, cell: int) -> int:
    """Find the code point that begins the grapheme drawn at ``cell`` of the row ``text[start:end]``.

    Past the row's last grapheme, that grapheme's own; ``start`` for an empty row.
    """
    if end <= start:
        return start
    if is_narrow(text, start, end):
        return start + max(0, min(cell, end - start - 1))
    used, found = 0, start
    for first, _, cells in split_graphemes(text[start:end])[0]:
        found = start + first
        used += cells
        if used > cell:
            break
    return found


ELLIPSIS = "…"

_MOST_POINTS = 8
"""Code points looked at for each cell that there is: enough for all text but such as piles more
marks than that on every letter."""


def _fitting(text: str, width: int) -> int:
    """Count the code points of the longest start of ``text`` that fits in ``width`` cells.

    Never ends within a grapheme.
    """
    if is_narrow(text):
        return min(len(text), max(0, width))
    cells = 0
    for start, _end, size in split_graphemes(text)[0]:
        cells += size
        if cells > width:
            return int(start)
    return len(text)


def cut(text: str, width: int) -> str:
    """Cut ``text`` to ``width`` cells, with an ellipsis at the end where it does not fit."""
    if width <= 0:
        return ""
    if len(text) <= width and is_narrow(text):
        return text
    head = text[: _MOST_POINTS * (width + 1)]
    if len(head) == len(text) and cell_len(head) <= width:
        return text
    return head[: _fitting(head, width - 1)].rstrip() + ELLIPSIS


def cut_start(text: str, width: int) -> str:
    """Cut ``text`` to its end that fits in ``width`` cells, begun by an ellipsis where it is not all."""
    if width <= 0:
        return ""
    if len(text) <= width and is_narrow(text):
        return text
    tail = text[-_MOST_POINTS * (width + 1) :]
    if is_narrow(tail):
        return ELLIPSIS + tail[len(tail) - width + 1 :].lstrip()
    if len(tail) == len(text) and cell_len(tail) <= width:
        return text
    left = width - 1
    start = len(tail)
    for first, _end, size in reversed(split_graphemes(tail)[0]):
        left -= size
        if left < 0:
            break
        start = first
    return ELLIPSIS + tail[start:].lstrip()


def gap_between(left: str, right: str, width: int) -> str:
    """Return the spaces, at least one, that put ``right`` at the end of ``width`` cells after ``left``."""
    return " " * max(1, width - cell_len(left) - cell_len(right))


def short_lines(text: str, width: int, limit: int) -> list[str]:
    """Write ``text``, which has no line ends, in one to ``limit`` lines of ``width`` cells.

    What does not fit is cut with an ellipsis.
    """
    width = max(1, width)
    head = text[: _MOST_POINTS * limit * (width + 1)]
    if is_narrow(head):
        # A line takes up no more than its width and the space it breaks at.
        head = head[: limit * (width + 1) + 1]
    rows = wrap(head, 0, len(head), width)
    lines = [head[start:end] for start, end in rows[:limit]]
    if rows[len(lines) - 1][1] < len(text):
        last = lines[-1]
        lines[-1] = last[: _fitting(last, width - 1)].rstrip() + ELLIPSIS
    return lines


def short_height(text: str, width: int, limit: int) -> int:
    """Return ``len(short_lines(text, width, limit))``, without wrapping where the length alone is enough."""
    length = len(text)
    if length <= width and is_narrow(text):
        return 1
    enough = limit * (width + 1)
    if length > enough and is_narrow(text[:enough]):
        return limit
    return len(short_lines(text, width, limit))


# -- what terminals disagree on ----------------------------------------------------------------

_CODES = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[^\[\]])"
_ALTERING = "\ufe00-\ufe0f\u20d0-\u20ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e01ef"
"""Selectors, keycaps, skin tones, tags: they make another character wider, or something else."""
_EMOJI = "\U0001f000-\U0001faff"
_SYMBOLS = f"\u2190-\u2bff{_EMOJI}"
_UNSURE = re.compile(f"[{_ALTERING}{_EMOJI}]")
_PLACED = (
    f"{_CODES}"
    f"|(?P<drawn>(?:[\U0001f1e6-\U0001f1ff]{{2}}|[{_EMOJI}]|[^\x00-\x1f](?=[{_ALTERING}])|[{_SYMBOLS}](?=\u200d))"
    f"(?:[{_ALTERING}]|\u200d[{_SYMBOLS}])*)\u200d*"
)


def steady(output: str) -> str:
    """Return what goes to the terminal, with every emoji in the cells that Rich counts for it.

    Of a flag, a keycap or an emoji that is joined of several, some terminals, and tmux in any of them, count
    fewer cells or more. Each is drawn from a cursor position that is saved before and restored after, on
    cells that are blank, so that nothing after it is moved and nothing of what was there before is left.

    Args:
        output: text and escape sequences, none of which is cut at the end or changed.
    """
    if output.isascii() or _UNSURE.search(output) is None:
        return output
    return re.sub(_PLACED, _place, output)


def _place(match: re.Match[str]) -> str:
    drawn = match["drawn"]
    if drawn is None or not (cells := cell_len(drawn)):
        return match[0]
    return f"\x1b7{' ' * cells}\x1b8\x1b7{drawn}\x1b8\x1b[{cells}C"
