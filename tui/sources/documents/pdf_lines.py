"""PDF -> lines: what stands on each page, in reading order, with its place and size."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from tui.sources.documents.pdf_rows import Cell, Line, cells_of, find_cells

_SOFT_HYPHEN = "\ufffe"
"""What PDFium puts for a hyphen at the end of a line that parts a word."""
_SPACE = re.compile(r"\s+")
_END = re.compile(f"\r\n|\n|\r|{_SOFT_HYPHEN}")
_GAP = 1.6
"""Width of a gap between cells or columns, in sizes of the font."""
_NARROW_GAP = 0.55
"""Width of one that is wider than between words; it parts cells only where others begin below or above it."""
_EVEN = 0.25
"""Sizes of the font by which gaps that are as wide as each other differ: letters do not fill their places."""
_RAISED = 0.85
"""Share of the size of a line below which a number in it is that of a note."""
_ABOVE, _FAR_ABOVE = 0.2, 0.3
"""Sizes of the font by which it stands above the foot of its line: if it is set smaller, and if it is not."""
_REFERENCE = re.compile(r"[^\W\d_]{2}[.,;:!?”’»)\"']{0,3}(\d{1,3})(?![\w%])")
"""A number after a word; after a single letter it is an index."""
_COUNTED = re.compile(r"(\d{1,4})(?:\s+(?=\S)|$)")
_MANY_LINES = 8
"""Lines of a page from which on numbers at their beginnings may be those of the lines."""
_SAMPLES = 6
"""Characters of a line by whose fonts it is judged."""
_FIXED = re.compile(rb"mono|nimbusmon|cour|typewriter|cm\w*tt\d|consol|menlo|code", re.IGNORECASE)
"""Names of fonts whose letters are all of the same width, where the file does not say so."""
_MARKER = re.compile(r"[•●◦○▪■‣·–\uf0b7\uf0a7\uf0d8]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]")
_MARKED = re.compile(rf"(?:{_MARKER.pattern})\s+(?=\S)")
_IN_COLUMN = 20
"""Characters that a line of a column has at least, on the average."""
_QUARTER = math.pi / 2
_TURNED = 0.1
"""Radians from which on a line does not run as most of the page does, as a stamp in the margin."""


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
    # A page that is shown turned has its words where they would be without that.
    page.set_rotation(0)
    text_page = page.get_textpage()
    try:
        reader = _LineReader(text_page, page.get_size())
        width, height = reader.size
        lines = _with_markers(_without_line_numbers(reader.lines()))
        lines = _in_order(_without_columns_joined(lines), width)
        find_cells(lines)
        return PageLines(document.get_page_label(number) or str(number + 1), width, height, lines)
    finally:
        text_page.close()
        page.close()


class _LineReader:
    """Cuts the text of a page into lines.

    Attributes:
        size: width and height of the page as it is read, in points.
    """

    def __init__(self, page: pypdfium2.PdfTextPage, size: tuple[float, float]) -> None:
        self._page = page.raw
        self._count = page.count_chars()
        text = page.get_text_range() if self._count else ""
        if len(text) != self._count:  # characters beyond 16 bits are counted as two
            text = "".join(
                chr(code) if (code := pdfium.FPDFText_GetUnicode(self._page, at)) < 0x110000 else " "
                for at in range(self._count)
            )
        self._text = text
        self._quarter = self._most_turned()
        self._sheet = size
        self.size = size if self._quarter % 2 == 0 else size[::-1]
        self._box = [ctypes.c_double() for _ in range(4)]
        self._matrix = pdfium.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(80), ctypes.c_int()
        self._references = [ctypes.byref(value) for value in self._box]

    def lines(self) -> list[Line]:
        """Return the lines that run as most of them do, in the order of the file."""
        found, start = [], 0
        for end in _END.finditer(self._text):
            if line := self._line(start, end.start(), parts_word=end[0] == _SOFT_HYPHEN):
                found.append(line)
            start = end.end()
        if line := self._line(start, self._count, parts_word=False):
            found.append(line)
        if self._quarter:
            # PDFium orders lines as on a page that is not turned.
            found.sort(key=lambda line: -line.top)
        return found

    def _most_turned(self) -> int:
        """Return by how many quarters of a circle, clockwise, most of the text is turned."""
        step = max(1, self._count // 100)
        places = [at for at in range(0, self._count, step) if not self._text[at].isspace()]
        turns = Counter(round(pdfium.FPDFText_GetCharAngle(self._page, at) / _QUARTER) % 4 for at in places)
        return turns.most_common(1)[0][0] if turns else 0

    def _line(self, start: int, end: int, *, parts_word: bool) -> Line | None:
        """Return the line of some characters, or None if there is nothing in it that runs as most do."""
        text = self._text[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        if start >= end:
            return None
        angle = pdfium.FPDFText_GetCharAngle(self._page, start) - self._quarter * _QUARTER
        if abs((angle + math.pi) % math.tau - math.pi) > _TURNED:
            return None
        text = self._text[start:end]
        raised = list(_REFERENCE.finditer(text))
        first, last, middle = self._place(start), self._place(end - 1), self._place((start + end) // 2)
        places = [place for place in (first, last, middle) if place is not None]
        if not places:
            return None
        left, right = min(place[0] for place in places), max(place[1] for place in places)
        samples = sorted({start + (end - 1 - start) * part // _SAMPLES for part in range(_SAMPLES + 1)})
        sizes = [self._font_size(at) for at in samples]
        heights = [place[3] - place[2] for place in places]
        size = median(sizes) if median(sizes) > 1.5 else max(heights)
        weights = [pdfium.FPDFText_GetFontWeight(self._page, at) for at in (start, (start + end) // 2)]
        lettered = [at for at in samples if not self._text[at].isspace()]
        line = Line(
            text,
            left,
            right,
            median(place[2] for place in places),
            median(place[3] for place in places),
            round(size, 1),
            is_bold=min(weights) >= 600,
            is_fixed=all(map(self._is_fixed, lettered)),
            parts_word=parts_word,
        )
        marker = _MARKED.match(text)
        words = self._place(start + marker.end()) if marker else None
        line.hang = words[0] if words else 0.0
        for reference in reversed(raised):
            first_sign, after = reference.span(1)
            at = start + first_sign
            is_small = self._font_size(at) < _RAISED * line.size
            if self._is_above(at, line, _ABOVE if is_small else _FAR_ABOVE):
                line.text = f"{line.text[:first_sign]}[{reference[1]}]{line.text[after:]}"
        line.pieces = self._pieces(start, end, line)
        line.cells = cells_of(line.pieces, lambda one, other: other.left - one.right > _GAP * line.size)
        return line

    def _font_size(self, at: int) -> float:
        """Return the size in which a character is shown: some files set all letters in one and enlarge it."""
        pdfium.FPDFText_GetMatrix(self._page, at, self._matrix)
        size: float = pdfium.FPDFText_GetFontSize(self._page, at)
        return size * math.hypot(self._matrix.c, self._matrix.d)

    def _is_above(self, at: int, line: Line, least: float) -> bool:
        """Return whether a character stands above the foot of its line by some sizes of the font."""
        place = self._place(at)
        return place is not None and place[2] > line.bottom + least * line.size

    def _is_fixed(self, at: int) -> bool:
        """Return whether the letters of the font of a character are all of the same width."""
        name, flags = self._name, self._flags
        pdfium.FPDFText_GetFontInfo(self._page, at, name, len(name), ctypes.byref(flags))
        return bool(flags.value & 1 or _FIXED.search(name.value))

    def _place(self, at: int) -> tuple[float, float, float, float] | None:
        """Return left, right, bottom and top of a character, or None if it has no place."""
        if not pdfium.FPDFText_GetCharBox(self._page, at, *self._references):
            return None
        left, right, bottom, top = (value.value for value in self._box)
        width, height = self._sheet
        match self._quarter:
            case 1:
                left, right, bottom, top = height - top, height - bottom, left, right
            case 2:
                left, right, bottom, top = width - right, width - left, height - top, height - bottom
            case 3:
                left, right, bottom, top = bottom, top, width - right, width - left
        return (left, right, bottom, top) if right > left else None

    def _pieces(self, start: int, end: int, line: Line) -> list[Cell]:
        """Return the parts of a line between gaps wider than those of words; empty if it has none."""
        pieces: list[Cell] = []
        begin, left, narrow = start, line.left, _NARROW_GAP * line.size
        gaps: list[float] = []
        for space in _SPACE.finditer(self._text, start, end):
            before, after = self._place(space.start() - 1), self._place(space.end())
            if before is None or after is None:
                continue
            gap = after[0] - before[1]
            if after[0] > line.hang:  # the marker of an item stands apart from its words
                gaps.append(gap)
            if gap > narrow:
                pieces.append(Cell(left, before[1], self._text[begin : space.start()]))
                begin, left = space.end(), after[0]
        if gaps and max(gaps) - min(gaps) < _EVEN * line.size:
            line.even = len(gaps)
        return [*pieces, Cell(left, line.right, self._text[begin:end])] if pieces else []


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


def _without_line_numbers(lines: list[Line]) -> list[Line]:
    """Return lines without the numbers that count them in the margin, as in drafts and papers of courts."""
    numbers = [(line, int(found[1])) for line in lines if (found := _COUNTED.match(line.text))]
    following = sum(second == first + 1 for (_, first), (_, second) in pairwise(numbers))
    # The entries of a table of contents are numbered as well, and end with a page.
    entries = sum(line.text[-1:].isdecimal() and " " in line.text for line, _ in numbers)
    is_few = len(numbers) < _MANY_LINES or 3 * len(numbers) < len(lines) or 2 * entries > len(numbers)
    if is_few or following < 0.8 * (len(numbers) - 1):
        return lines
    for line, _ in numbers:
        words = line.text.partition(" ")[2].lstrip()
        if len(line.pieces) > 1 and line.pieces[0].text.isdecimal():
            line.left = line.pieces[1].left
        line.pieces = line.pieces[1:] if len(line.pieces) > 2 else []
        line.cells = line.cells[1:] if len(line.cells) > 2 and line.cells[0].text.isdecimal() else []
        line.text = words
    return [line for line in lines if line.text]


def _with_markers(lines: list[Line]) -> list[Line]:
    """Return lines in which a marker of a list that stands apart is at the beginning of its item.

    Some programs write all markers of a page after its text.
    """
    markers = [line for line in lines if _MARKER.fullmatch(line.text)]
    joined = []
    for marker in markers:
        items = [
            line
            for line in lines
            if line is not marker
            and abs(line.bottom - marker.bottom) < 0.5 * line.size
            and 0 < line.left - marker.right < 4 * line.size
        ]
        if items:
            item = min(items, key=lambda line: line.left)
            item.text, item.hang, item.left = f"{marker.text} {item.text}", item.left, marker.left
            joined.append(id(marker))
    return [line for line in lines if id(line) not in joined]


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


_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|s\.)?\W*(\d{1,4}|[ivxlc]{1,7})\W*(?:(?:of|/|von)\W*\d{1,4})?\W*\Z", re.I
)


_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\.?,?\s\d{1,2}[:.]\d\d\b.*|(?:https?|file)://\S+(?:\s+\d+/\d+)?",
    re.DOTALL,
)
"""What a browser prints above and below a page: day, time and title; address and number."""


def drop_furniture(pages: list[PageLines]) -> None:
    """Take running heads, running feet and numbers off the pages."""
    # The rows are counted once: what comes after one that is taken off is not the next but the text.
    rows = [sorted(page.lines, key=lambda line: -line.top) for page in pages]
    for at in (0, 1, -1, -2):
        _drop_row(pages, rows, at)


def _drop_row(pages: list[PageLines], rows: list[list[Line]], at: int) -> None:
    """Take the line that stands in one row, from the top or the bottom, off the pages on which it recurs."""
    found: list[tuple[PageLines, Line]] = []
    apart: list[bool] = []
    for page, by_height in zip(pages, rows, strict=True):
        if -len(by_height) <= at < len(by_height):
            line = by_height[at]
            margin = page.height * 0.14
            is_in_margin = line.bottom > page.height - margin if at >= 0 else line.top < margin
            if line in page.lines and is_in_margin:
                found.append((page, line))
                apart.append(_stands_apart(by_height, at))
    keys = [re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.strip().lower()) for _, line in found]
    numbered = [_has_label(line.text, page.label) for page, line in found]
    are_numbered = sum(numbered) > 1 and 2 * sum(numbered) >= len(found)
    for number, (page, line) in enumerate(found):
        near = [*keys[max(0, number - 4) : number], *keys[number + 1 : number + 5]]
        alike = sum(_is_alike(keys[number], key) for key in near)
        recurs = alike >= 2 and len(line.text) < 160 and (apart[number] or at in (0, -1))
        # Of what is on two pages alone one is left, where it parts nothing: the first head, the last foot.
        others = found[max(0, number - 4) : number] if at >= 0 else found[number + 1 : number + 5]
        recurs |= apart[number] and any(_is_same(line, other) for _, other in others)
        is_number = _NUMBER.fullmatch(line.text) and (len(pages) > 1 or line.text.strip() == page.label)
        is_printed = _PRINTED.fullmatch(line.text.strip())
        if len(page.lines) > 1 and (recurs or is_number or is_printed or (are_numbered and numbered[number])):
            page.lines.remove(line)


def _is_same(line: Line, other: Line) -> bool:
    """Return whether two lines on two pages say the same at the same place."""
    places = (line.left - other.left, line.bottom - other.bottom, line.size - other.size)
    return line.text == other.text and max(map(abs, places)) < 1


def _stands_apart(by_height: list[Line], at: int) -> bool:
    """Return whether a row is farther from the text than lines of the text are, or of another size."""
    line, step = by_height[at], 1 if at >= 0 else -1
    heights = [line.bottom]
    inside = by_height[at + 1 :] if step > 0 else by_height[at - 1 :: -1]
    for other in inside:
        if abs(other.bottom - heights[-1]) > line.size / 2:
            if len(heights) == 1 and abs(other.size - line.size) > 0.5:
                return True
            heights.append(other.bottom)
        if len(heights) == 3:
            return abs(heights[1] - line.bottom) > 1.25 * abs(heights[2] - heights[1])
    return True


def _has_label(text: str, label: str) -> bool:
    """Return whether a line begins or ends with the number of its page, and says something else."""
    words = text.lower().split()
    return 1 < len(words) < 20 and label.lower() in (words[0], words[-1])


def _is_alike(first: str, second: str) -> bool:
    if first == second:
        return True
    shorter, longer = sorted((len(first), len(second)))
    return shorter * 10 > longer * 7 and SequenceMatcher(None, first, second, autojunk=False).ratio() > 0.8


_HYPHENS = "-\u2010\u00ad"
_CONJUNCTIONS = frozenset({"and", "und", "oder", "bis", "sowie", "och", "eller", "oraz", "lub"})
"""What follows a hyphen that stands for the rest of a word; shorter ones may be the end of the word."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Words:
    """Knows the words of a document, and so a hyphen that parts a word from one that is its own."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._known: set[str] = set()
        ends: Counter[str] = Counter()
        for line in lines:
            text = line.text.rstrip()
            self._known.update(word.lower() for word in _WORD.findall(text)[1:-1])
            ends[text[-1:]] += 1
        # Where another sign parts words, the usual one is their own.
        self._has_own_sign = ends["\u2010"] + ends["\u00ad"] >= 2

    def joined(self, before: str, after: str, *, parts_word: bool) -> tuple[str, str]:
        """Return what comes before a line, perhaps without its hyphen, and what to put between the two."""
        if not before:
            return before, ""
        sign = before[-1] if before[-1] in _HYPHENS else ""
        if sign and before[-2:-1].isdigit() and after[:1].isdigit():
            return before, ""
        if not (parts_word or (sign and after[:1].islower() and before[-2:-1].isalpha())):
            return before, " "
        before = before.removesuffix(sign) if sign else before
        if before[-1:].islower() and after[:1].isupper():
            return before, "-"
        if after.partition(" ")[0] in _CONJUNCTIONS:
            return f"{before}-", " "
        is_usual = sign in ("", "-")
        if is_usual and after[:1].isalpha() and (self._has_own_sign or self._is_own(before, after)):
            return before, "-"
        return before, ""

    def _is_own(self, before: str, after: str) -> bool:
        first, last = re.search(r"[^\W\d_]+\Z", before), re.match(r"[^\W\d_]+", after)
        if first is None or last is None:
            return False
        whole, parted = (f"{first[0]}{sign}{last[0]}".lower() for sign in ("", "-"))
        return parted in self._known and whole not in self._known
