"""The lines of a PDF, and the cells in those that are rows of a table."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_FAR = 6
"""Sizes of the font from which on lines are not in the same table."""
_SECTION = re.compile(r"\(?(?:\d{1,2}|\d{1,2}(?:\.\d{1,3})+|[a-z]|[A-Z]|[IVX]{1,5})[.)]?")
"""What stands before a gap and is the number of a heading or an item, and no cell."""
LEADERS = re.compile(r"(?:\s?\.){4,}")
"""The dots in a table of contents."""


class Cell(NamedTuple):
    """A part of a line between wide gaps; ``left`` and ``right`` are in points."""

    left: float
    right: float
    text: str


@dataclass(slots=True)
class Line:
    """A line of text on a page.

    Attributes:
        text: its words, without the hyphen at its end that parts a word.
        left, right, bottom, top: its place, in points from the lower left corner of the page.
        size: of the font, in points.
        is_bold: whether it is set in bold.
        is_fixed: whether all letters of its font are of the same width, as those of a typewriter.
        parts_word: whether its last word goes on in the next line.
        hang: where the words after the marker of a list begin; 0 where there is none.
        cells: its parts, where wide gaps divide it; else empty.
        pieces: its parts between gaps that are wider than those of words.
        even: how many gaps it has, if all are as wide as each other, as where words are spread; else 0.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    is_bold: bool = False
    is_fixed: bool = False
    parts_word: bool = False
    hang: float = 0.0
    cells: list[Cell] = field(default_factory=list)
    pieces: list[Cell] = field(default_factory=list)
    even: int = 0


def find_cells(lines: list[Line]) -> None:
    """Leave cells to those lines of a page that are rows of a table, and find them at narrow gaps as well."""
    _join_spread(lines)
    _find_narrow_cells(lines)
    _drop_false_cells(lines)


def cells_of(pieces: list[Cell], is_apart: Callable[[Cell, Cell], bool]) -> list[Cell]:
    """Return pieces, joined where the second of two is not apart from the first; empty if that leaves one."""
    cells = pieces[:1]
    for before, piece in pairwise(pieces):
        if is_apart(before, piece):
            cells.append(piece)
        else:
            cells[-1] = Cell(cells[-1].left, piece.right, f"{cells[-1].text} {piece.text}")
    return cells if len(cells) > 1 else []


def _near(lines: list[Line], number: int, most: int = 2) -> list[Line]:
    """Return the lines around one in a list that are not far from it on the page, without it."""
    line = lines[number]
    around = [*lines[max(0, number - most) : number], *lines[number + 1 : number + 1 + most]]
    return [other for other in around if abs(other.bottom - line.bottom) < _FAR * line.size]


def _join_spread(lines: list[Line]) -> None:
    """Leave no cells to lines whose words are spread to the edge at which others around them end."""
    for number, line in enumerate(lines):
        beside = [other for other in _near(lines, number) if abs(other.right - line.right) < 1.5]
        is_spread = line.even > 2 or (line.even == 2 and any(other.even > 1 for other in beside))
        if line.pieces and beside and is_spread and sum(map(str.isalpha, line.text)) > 3 * line.even:
            line.pieces, line.cells = [], []


def _find_narrow_cells(lines: list[Line]) -> None:
    """Part lines at narrow gaps after which a cell of a line around them begins at the same place."""
    found: list[list[Cell]] = []
    for number, line in enumerate(lines):
        own = [cell.left for cell in line.cells[1:]]
        begins = [cell.left for other in _near(lines, number, 3) for cell in other.cells[1:]]

        def is_apart(_: Cell, piece: Cell, own: list[float] = own, begins: list[float] = begins) -> bool:
            return piece.left in own or any(abs(piece.left - begin) < 1.5 for begin in begins)

        found.append(cells_of(line.pieces, is_apart) if begins else line.cells)
    for line, cells in zip(lines, found, strict=True):
        line.cells = cells


def _drop_false_cells(lines: list[Line]) -> None:
    """Leave cells to those lines alone that stand below others with a cell at the same place.

    None are the number of a heading and its words, an entry of a table of contents, and the words of a narrow
    column that are spread to its edges.
    """
    for number, line in enumerate(lines):
        near = _near(lines, number)
        begins = [cell.left for other in near for cell in other.cells[1:]]
        is_numbered = len(line.cells) == 2 and _SECTION.fullmatch(line.cells[0].text.strip())
        spread = sum(_has_edges_of(other, line) and not other.cells for other in near)
        if line.cells and (
            LEADERS.search(line.text)
            or (is_numbered and line.cells[1].text[:1].isupper())
            or spread >= 2
            or not (
                any(abs(cell.left - begin) < line.size for cell in line.cells[1:] for begin in begins)
                or any(_is_head_of(line.cells, other.cells) for other in near)
            )
        ):
            line.cells = []


def _is_head_of(cells: list[Cell], others: list[Cell]) -> bool:
    """Return whether some cells stand above or below as many others, as heads in the middle of columns."""
    pairs = list(zip(cells, others, strict=False))
    return len(cells) == len(others) > 2 and all(
        one.left < other.right and other.left < one.right for one, other in pairs
    )


def _has_edges_of(other: Line, line: Line) -> bool:
    return abs(other.left - line.left) < 1.5 and abs(other.right - line.right) < 1.5
