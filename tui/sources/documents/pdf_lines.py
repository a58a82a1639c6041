"""PDF -> lines: what stands on each page, in reading order, with its place and size."""

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_SOFT_HYPHEN = "\ufffe"
"""What PDFium puts for a hyphen at the end of a line that parts a word."""
_END = re.compile(f"\r\n|\n|\r|{_SOFT_HYPHEN}")
_GAP = 1.6
"""Width of a gap between cells or columns, in sizes of the font."""
_IN_COLUMN = 20
"""Characters that a line of a column has at least, on the average."""
_TURNED = 0.1
"""Radians from which on a line does not run from left to right, as a stamp in the margin."""


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
        parts_word: whether its last word goes on in the next line.
        cells: its parts, where wide gaps divide it; else empty.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    is_bold: bool = False
    parts_word: bool = False
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class PageLines:
    """The lines of a page, in reading order.

    Attributes:
        label: the number of the page, as it is printed.
        width, height: of the page, in points.
        lines: in reading order.
    """

    label: str
    width: float
    height: float
    lines: list[Line]


def lines_of(document: pypdfium2.PdfDocument, number: int) -> PageLines:
    """Return the lines of a page.

    Args:
        document: an open PDF.
        number: of the page, from 0.

    Raises:
        pypdfium2.PdfiumError: the page cannot be read.
    """
    page = document[number]
    text_page = page.get_textpage()
    try:
        width, height = page.get_size()
        reader = _LineReader(text_page)
        lines = _without_false_cells(_in_order(_without_columns_joined(reader.lines()), width))
        return PageLines(document.get_page_label(number) or str(number + 1), width, height, lines)
    finally:
        text_page.close()
        page.close()


class _LineReader:
    """Cuts the text of a page into lines."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        self._page = page.raw
        self._count = page.count_chars()
        text = page.get_text_range() if self._count else ""
        if len(text) != self._count:  # characters beyond 16 bits are counted as two
            text = "".join(
                chr(code) if (code := pdfium.FPDFText_GetUnicode(self._page, at)) < 0x110000 else " "
                for at in range(self._count)
            )
        self._text = text
        self._box = [ctypes.c_double() for _ in range(4)]
        self._references = [ctypes.byref(value) for value in self._box]

    def lines(self) -> list[Line]:
        """Return the lines that are set level, in the order of the file."""
        found, start = [], 0
        for end in _END.finditer(self._text):
            if line := self._line(start, end.start(), parts_word=end[0] == _SOFT_HYPHEN):
                found.append(line)
            start = end.end()
        if line := self._line(start, self._count, parts_word=False):
            found.append(line)
        return found

    def _line(self, start: int, end: int, *, parts_word: bool) -> Line | None:
        """Return the line of some characters, or None if there is nothing in it that is set level."""
        text = self._text[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        if start >= end or abs(_turn(pdfium.FPDFText_GetCharAngle(self._page, start))) > _TURNED:
            return None
        text = self._text[start:end]
        first, last, middle = self._place(start), self._place(end - 1), self._place((start + end) // 2)
        places = [place for place in (first, last, middle) if place is not None]
        if not places:
            return None
        left, right = min(place[0] for place in places), max(place[1] for place in places)
        sizes = [pdfium.FPDFText_GetFontSize(self._page, at) for at in {start, (start + end) // 2, end - 1}]
        heights = [place[3] - place[2] for place in places]
        size = median(sizes) if median(sizes) > 1.5 else max(heights)
        weights = [pdfium.FPDFText_GetFontWeight(self._page, at) for at in (start, (start + end) // 2)]
        line = Line(
            text,
            left,
            right,
            median(place[2] for place in places),
            median(place[3] for place in places),
            round(size, 1),
            is_bold=min(weights) >= 600,
            parts_word=parts_word,
        )
        line.cells = self._cells(start, end, line)
        return line

    def _place(self, at: int) -> tuple[float, float, float, float] | None:
        """Return left, right, bottom and top of a character, or None if it has no place."""
        if not pdfium.FPDFText_GetCharBox(self._page, at, *self._references):
            return None
        left, right, bottom, top = (value.value for value in self._box)
        return (left, right, bottom, top) if right > left else None

    def _cells(self, start: int, end: int, line: Line) -> list[Cell]:
        """Return the parts of a line between wide gaps; empty if it has none."""
        cells: list[Cell] = []
        begin, left = start, line.left
        for space in re.finditer(r"\s+", self._text[start:end]):
            before, after = self._place(start + space.start() - 1), self._place(start + space.end())
            if before is not None and after is not None and after[0] - before[1] > _GAP * line.size:
                cells.append(Cell(left, before[1], self._text[begin : start + space.start()]))
                begin, left = start + space.end(), after[0]
        return [*cells, Cell(left, line.right, self._text[begin:end])] if cells else []


def _turn(angle: float) -> float:
    return (angle + 3.1416) % 6.2832 - 3.1416


def _without_columns_joined(lines: list[Line]) -> list[Line]:
    """Return lines in which those that reach over two columns of prose are two.

    Some files set both columns line by line, and PDFium takes what stands level for one line.
    """
    pairs = [line for line in lines if len(line.cells) == 2]
    begins = Counter(round(line.cells[1].left / 6) for line in pairs)
    if not begins:
        return lines
    place, number = begins.most_common(1)[0]
    matching = [line for line in pairs if abs(line.cells[1].left / 6 - place) <= 1]
    lengths = [len(cell.text) for line in matching for cell in line.cells]
    if number < 5 or 2 * len(matching) < len(lines) or sum(lengths) < _IN_COLUMN * len(lengths):
        return lines
    split: list[Line] = []
    for line in lines:
        if line not in matching:
            split.append(line)
            continue
        first, second = line.cells
        split.append(replace(line, text=first.text, right=first.right, cells=[], parts_word=False))
        split.append(replace(line, text=second.text, left=second.left, cells=[]))
    return split


def _without_false_cells(lines: list[Line]) -> list[Line]:
    """Return lines of which those alone have cells that stand below others with a cell at the same place."""
    for number, line in enumerate(lines):
        near = [*lines[max(0, number - 2) : number], *lines[number + 1 : number + 3]]
        begins = [cell.left for other in near for cell in other.cells[1:]]
        if line.cells and not any(
            abs(cell.left - begin) < line.size for cell in line.cells[1:] for begin in begins
        ):
            line.cells = []
    return lines


def _in_order(lines: list[Line], width: float) -> list[Line]:
    """Return lines in reading order: that of the file, unless it goes to and fro between two columns."""
    middle = width / 2
    sides = [
        "l" if line.right < middle * 1.04 else "r" if line.left > middle * 0.96 else "" for line in lines
    ]
    crossings = sum(a == "r" and b == "l" for a, b in pairwise(sides))
    if crossings < 3 or min(sides.count("l"), sides.count("r")) < 5:
        return lines
    bands: list[dict[str, list[Line]]] = [{"l": [], "r": [], "": []}]
    for line, side in sorted(zip(lines, sides, strict=True), key=lambda pair: -pair[0].top):
        if not side and (bands[-1]["l"] or bands[-1]["r"]):
            bands.append({"l": [], "r": [], "": []})
        bands[-1][side].append(line)
    return [line for band in bands for side in ("", "l", "r") for line in band[side]]
