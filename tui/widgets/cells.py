"""Text in terminal cells: cut to a width, spread over one, wrapped to a few short lines."""

from rich.cells import cell_len, split_graphemes

from tui.ui.widgets.cells import is_narrow, wrap

ELLIPSIS = "…"

_MOST_POINTS = 8
"""Code points looked at for each cell that there is: enough for all text but such as piles more
marks than that on every letter."""


def fitting(text: str, width: int) -> int:
    """The number of code points of the longest start of ``text`` that fits in ``width`` cells.

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
    """``text``, ended by an ellipsis where it does not fit in ``width`` cells."""
    if width <= 0:
        return ""
    if len(text) <= width and is_narrow(text):
        return text
    head = text[: _MOST_POINTS * (width + 1)]
    if len(head) == len(text) and cell_len(head) <= width:
        return text
    return head[: fitting(head, width - 1)].rstrip() + ELLIPSIS


def cut_start(text: str, width: int) -> str:
    """The end of ``text`` that fits in ``width`` cells, begun by an ellipsis where it is not all."""
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
    """The spaces, at least one, that put ``right`` at the end of ``width`` cells after ``left``."""
    return " " * max(1, width - cell_len(left) - cell_len(right))


def short_lines(text: str, width: int, limit: int) -> list[str]:
    """``text``, without line ends, in at most ``limit`` lines of ``width`` cells; one at least.

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
        lines[-1] = last[: fitting(last, width - 1)].rstrip() + ELLIPSIS
    return lines


def short_height(text: str, width: int, limit: int) -> int:
    """``len(short_lines(text, width, limit))``, without wrapping where the length alone tells it."""
    length = len(text)
    if length <= width and is_narrow(text):
        return 1
    enough = limit * (width + 1)
    if length > enough and is_narrow(text[:enough]):
        return limit
    return len(short_lines(text, width, limit))
