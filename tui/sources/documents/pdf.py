"""PDF -> Article: paragraphs and headings from lines, without what only belongs to the page."""

import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import pypdfium2

from tui.domain.article import Article, BlockKind
from tui.domain.text.sanitize import one_line, sanitize
from tui.sources.builder import ArticleBuilder
from tui.sources.documents.pdf_lines import PageLines, Words, drop_furniture, lines_of
from tui.sources.documents.pdf_rows import LEADERS, Cell, Line
from tui.sources.files import Refusal, title_from_location
from tui.sources.parts import letters
from tui.sources.tables import plain_cell, write_table

_LOCK = threading.Lock()
"""PDFium must not be used by two threads at once."""
_MOST_PAGES = 5_000
_PASSWORD = 4
"""PDFium's number for a password that is missing."""
_LARGER = 1.12
"""Times the size of the running text from which on a line is a heading."""
_MUCH = 0.1
"""Share of the text from which on what is set in a size is running text."""
_SMALLER = 0.92
"""Times that size up to which the last lines of a page are notes."""
_MANY_SIZES = 12
_SHORT_TITLE = 10
_LONGEST_HEADING = 200
_LONGEST_LABEL = 80
"""Code points that a heading in the size of the text, but in bold, has at most."""
_LOOSE = 1.35
"""Times the usual distance of lines from which on a paragraph ends."""
_SHORT_LINE = 0.4
"""Share of a column that a line leaves free which is the last of its paragraph, however it ends."""
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]\d]*\Z")
_PARTED = re.compile(r"[^\W\d_][-\u2010\u00ad]\s*\Z")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§¶])[.)\s]*\S")
_SYMBOLS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "›", "\uf0fc": "✓", "\uf02d": "–"})
"""Signs of Word's fonts of symbols, which PDFs hold as they are."""
_BULLET = re.compile(r"[•●◦▪■‣\uf0b7\uf0a7\uf0d8\uf0fc]\s")
_ITEM = re.compile(r"(?:[•●◦▪■›–\uf0b7\uf0a7\uf0d8\uf0fc]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NO_TITLE = re.compile(
    r"untitled.*|microsoft (?:word|powerpoint|excel)\b.*"
    r"|.*\.(?:pdf|docx?|dvi|tex|indd|qxd|rtf|odt|pptx?|ps|eps|xlsx?)"
    r"|[\W\d]*|(?:title|document|paper|article|book|slide)\W*\d*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents|inhalt\w*|abstract|sommaire", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:user|admin|administrator|owner|anonymous|unknown|unspecified|author|default|[\W\d]*)\Z",
    re.IGNORECASE,
)
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def article_from_pdf(data: bytes, name: str, media_type: str) -> Article | None:  # noqa: ARG001
    """Return the article that a PDF holds, or None if the data is no PDF.

    Raises:
        Refusal: it is one, and cannot be read or has no text.
    """
    if b"%PDF-" not in data[:1024]:
        return None
    with _LOCK:
        return _read(data, title_from_location(name or "-"))


def _read(data: bytes, name: str) -> Article:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error):
            raise Refusal("this PDF needs a password") from error
        raise Refusal("this PDF is damaged") from error
    try:
        pages, failed = [], 0
        for number in range(min(len(document), _MOST_PAGES)):
            try:
                pages.append(lines_of(document, number))
            except pypdfium2.PdfiumError:
                failed += 1
        about = document.get_metadata_dict(skip_empty=True)
        outline = _outline(document)
    finally:
        document.close()
    if not any(page.lines for page in pages):
        raise Refusal(
            "this PDF is damaged: none of its pages can be read"
            if failed or not pages
            else "this PDF has no text, only pictures of pages"
        )
    return _Composer(pages, outline).article(about, name)


def _outline(document: pypdfium2.PdfDocument) -> dict[str, int]:
    """Return the levels, from 1, of the headings that the outline names, by their letters."""
    levels: dict[str, int] = {}
    try:
        for number, entry in enumerate(document.get_toc(max_depth=6)):
            if number > 10_000:
                break
            if key := letters(entry.get_title() or ""):
                levels.setdefault(key, min(6, entry.level + 1))
    except pypdfium2.PdfiumError:
        pass
    return levels


@dataclass(slots=True)
class _Paragraph:
    """A block that grows line by line.

    Attributes:
        kind, level: as of a block.
        first, last: the line that it began with, and the one that was added last.
        text: so far.
        pages: where in the text a page begins, with its label.
        rows: the cells of its lines, for a table.
        code: its lines, for one that is set in letters of the same width.
    """

    kind: BlockKind
    level: int
    first: Line
    text: str = ""
    pages: list[tuple[int, str]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    code: list[Line] = field(default_factory=list)
    last: Line = field(init=False)

    def __post_init__(self) -> None:
        self.last = self.first

    def add(self, line: Line, label: str, words: Words) -> None:
        """Add a line; ``label`` is that of a page which begins with it, or empty."""
        added = _cleaned(line.text)
        self.text, glue = words.joined(self.text, added, parts_word=self.last.parts_word)
        if label:
            self.pages.append((len(self.text) + len(glue), label))
        self.text += glue + added
        self.last = line

    def wrap(self, line: Line, words: Words) -> None:
        """Add a line to the cell of the last row in whose column it stands."""
        row = self.rows[-1]
        at = self.column(line)
        left, right, text = row[at]
        text, glue = words.joined(text, _cleaned(line.text), parts_word=self.last.parts_word)
        row[at] = Cell(left, right, f"{text}{glue}{_cleaned(line.text)}")

    def column(self, line: Line) -> int:
        """Return the column after the first in which a line stands that has no cells; 0 for none."""
        row = self.rows[-1] if self.rows else []
        return next(
            (at for at, cell in enumerate(row) if at and abs(cell.left - line.left) < line.size / 2), 0
        )


class _Composer:
    """Makes paragraphs and headings of the lines of all pages."""

    def __init__(self, pages: list[PageLines], outline: dict[str, int]) -> None:
        self._pages = pages
        self._outline = outline
        drop_furniture(pages)
        self._words = Words(line for page in pages for line in page.lines)
        sizes: Counter[float] = Counter()
        for page in pages:
            for line in page.lines:
                sizes[line.size] += len(line.text)
        self._body = sizes.most_common(1)[0][0] if sizes else 10.0
        much = _MUCH * sizes.total()
        larger = sorted(
            (size for size, length in sizes.items() if size >= _LARGER * self._body and length < much),
            reverse=True,
        )
        self._levels = {size: min(6, rank + 1) for rank, size in enumerate(_ranked(larger))}
        bold = sum(len(line.text) for page in pages for line in page.lines if line.is_bold)
        self._bold_is_rare = bold < 2 * much
        fixed = sum(len(line.text) for page in pages for line in page.lines if line.is_fixed)
        self._fixed_is_code = fixed < sizes.total() / 2
        # What was recognised in a picture has a size of its own in each line.
        is_even = sizes[self._body] > 0.3 * sizes.total()
        self._same_size = 0.6 if is_even or len(sizes) < _MANY_SIZES else 0.3 * self._body
        self._leading = self._usual_leading()
        self._blocks: list[_Paragraph] = []
        self._notes: list[_Paragraph] = []

    def article(self, about: dict[str, str], name: str) -> Article:
        """Return the article.

        Args:
            about: what the file says of itself.
            name: what it is called if neither that nor its text tells a title.
        """
        for page in self._pages:
            self._add_page(page)
        self._blocks += self._notes
        title, headline = self._title(about)
        builder = ArticleBuilder()
        pages: list[tuple[int, str]] = []
        if headline is None and title:
            with builder.block(BlockKind.HEADLINE):
                builder.write(title)
        for block in self._blocks:
            kind = BlockKind.HEADLINE if block is headline else block.kind
            pages += [(builder.position + at, label) for at, label in block.pages]
            _write(builder, block, kind)
        text, blocks, inlines = builder.finish()
        if pages:
            pages[0] = (0, pages[0][1])  # a title that stands on no page is before the first
        created = _CREATED.match(about.get("CreationDate", ""))
        author = one_line(about.get("Author", ""), 300)
        return Article(
            location="",
            text=text,
            blocks=blocks,
            inlines=inlines,
            title=title or name,
            date="-".join(created.groups()) if created and "01" <= created[2] <= "12" else "",
            author="" if _NOBODY.match(author) else author,
            pages=tuple((at, label) for at, label in pages if at < len(text)),
        )

    def _usual_leading(self) -> float:
        distances = [
            above.bottom - below.bottom
            for page in self._pages
            for above, below in pairwise(page.lines)
            if above.size == below.size == self._body and 0 < above.bottom - below.bottom < 4 * self._body
        ]
        return median(distances) if distances else 1.2 * self._body

    def _add_page(self, page: PageLines) -> None:
        lines, notes = self._apart(page)
        label = page.label
        edges = _edges(lines)
        for number, line in enumerate(lines):
            above = lines[number - 1] if number else None
            left, right = edges[number]
            open_block = self._blocks[-1] if self._blocks else None
            if open_block is None or self._begins(line, above, open_block, left, right):
                if self._notes and open_block is not None:
                    self._blocks += self._notes
                    self._notes = []
                open_block = self._new(line)
                self._blocks.append(open_block)
            if open_block.kind is BlockKind.CODE and not line.cells and open_block.rows:
                open_block.wrap(line, self._words)
            elif line.cells and open_block.kind is BlockKind.CODE:
                open_block.rows.append(line.cells)
            elif open_block.kind is BlockKind.CODE:
                open_block.code.append(line)
            open_block.add(line, label, self._words)
            label = ""
        for line in notes:
            if not self._notes or _NOTE.match(line.text):
                self._notes.append(_Paragraph(BlockKind.PARAGRAPH, 0, line))
            self._notes[-1].add(line, "", self._words)

    def _apart(self, page: PageLines) -> tuple[list[Line], list[Line]]:
        """Return the lines of a page, and those at the foot of each of its columns that are notes."""
        text: list[Line] = []
        notes: list[Line] = []
        for column in _columns(page.lines):
            first = len(column)
            while (
                first
                and column[first - 1].size <= _SMALLER * self._body
                and column[first - 1].top < page.height / 2
            ):
                first -= 1
            while first < len(column) and not _NOTE.match(column[first].text):
                first += 1
            text += column[:first]
            notes += column[first:]
        return text, notes

    def _new(self, line: Line) -> _Paragraph:
        if level := self._heading_level(line):
            return _Paragraph(BlockKind.HEADING, level, line)
        if line.cells or self._is_code(line):
            return _Paragraph(BlockKind.CODE, 0, line)
        kind = BlockKind.LIST_ITEM if _ITEM.match(line.text) else BlockKind.PARAGRAPH
        return _Paragraph(kind, 0, line)

    def _is_code(self, line: Line) -> bool:
        return line.is_fixed and self._fixed_is_code and not line.cells

    def _heading_level(self, line: Line) -> int:
        """Return the level of the heading that a line is, or 0."""
        text = line.text.strip()
        if len(text) > _LONGEST_HEADING or not any(map(str.isalpha, text)) or line.cells:
            return 0
        if LEADERS.search(text) or self._is_code(line):
            return 0
        if level := self._outline.get(letters(text)) or self._outline.get(
            letters(text.lstrip("0123456789. "))
        ):
            return level
        level = next((level for size, level in self._levels.items() if abs(size - line.size) < 0.3), 0)
        is_label = line.is_bold and self._bold_is_rare and len(text) <= _LONGEST_LABEL
        if not level and is_label and line.size >= self._body - 0.3 and not _ENDS_SENTENCE.search(text):
            return min(6, len(self._levels) + 1)
        return level

    def _begins(self, line: Line, above: Line | None, block: _Paragraph, left: float, right: float) -> bool:
        """Return whether a line begins a block.

        Args:
            line: it.
            above: the line before it on its page, if there is one.
            block: the one that it may go on with.
            left, right: the edges of the column that it stands in.
        """
        heading = self._heading_level(line)
        if heading or block.kind is BlockKind.HEADING:
            is_same = heading and block.level == heading and abs(line.size - block.last.size) < 0.3
            return not (is_same and above is block.last and _is_close(above, line, 1.6 * line.size))
        if line.cells or block.kind is BlockKind.CODE or self._is_code(line):
            return self._begins_rows(line, above, block)
        if LEADERS.search(line.text) or LEADERS.search(block.last.text):
            return True
        if block.last.parts_word or (_PARTED.search(block.last.text) and line.text[:1].islower()):
            return False
        if _BULLET.match(line.text) or (_ITEM.match(line.text) and _ENDS_SENTENCE.search(block.text)):
            return True
        if abs(line.size - block.last.size) > self._same_size or (
            line.is_bold != block.last.is_bold and len(line.text) < 60
        ):
            return True
        if block.kind is BlockKind.LIST_ITEM and above is block.last and above.bottom > line.bottom:
            # An item that began in another column has its edge there.
            if line.left < min(block.first.left, above.left) - 0.5 * line.size:
                return True
            # The lines of an item stand below its words, not below its marker.
            is_in = abs(line.left - block.first.hang) < 0.5 * line.size
            if is_in and _is_close(above, line, _LOOSE * max(self._leading, 1.1 * line.size)):
                return False
        if above is not block.last or not 0 < above.bottom - line.bottom < 4 * self._leading:
            # Another page or column: a sentence that has not ended goes on.
            return bool(_ENDS_SENTENCE.search(block.text)) and (
                line.left > left + 0.8 * line.size or _is_capital(line)
            )
        if above.bottom - line.bottom > _LOOSE * max(self._leading, 1.1 * line.size):
            return True
        if line.left > left + 0.8 * line.size and above.left < line.left - 0.5 * line.size:
            return bool(_ENDS_SENTENCE.search(block.text)) or _is_capital(line)
        room = len(line.text.split(maxsplit=1)[0]) * 0.5 * line.size
        short = right - 0.5 * line.size - above.right - room
        return short > 0 and (short > _SHORT_LINE * (right - left) or bool(_ENDS_SENTENCE.search(block.text)))

    def _begins_rows(self, line: Line, above: Line | None, block: _Paragraph) -> bool:
        """Return whether a line begins a block where it or the block is a table or code; see ``_begins``."""
        follows = above is not None and above is block.last
        if block.kind is not BlockKind.CODE:
            # A line in such letters is code unless it is in the middle of a sentence.
            is_within = follows and _is_close(above, line, _LOOSE * self._leading)
            return bool(line.cells) or not is_within or bool(_ENDS_SENTENCE.search(block.text))
        if self._is_code(line):
            return not block.code or (follows and not _is_close(above, line, 3 * line.size))
        if line.cells:
            begins = [cell.left for row in block.rows[-1:] for cell in row[1:]]
            is_aligned = any(abs(cell.left - left) < line.size for cell in line.cells[1:] for left in begins)
            return (
                not block.rows
                or not follows
                or not _is_close(above, line, (4 if is_aligned else 2.2) * line.size)
            )
        return not (follows and block.column(line) and _is_close(above, line, 1.6 * line.size))

    def _title(self, about: dict[str, str]) -> tuple[str, _Paragraph | None]:
        """Return the title, and the block that says it, if one does."""
        said = one_line(about.get("Title", ""), 300)
        said = "" if _NO_TITLE.fullmatch(said) else said
        first = self._blocks[:6]
        if said:
            named = next((block for block in first if _is_title(block, letters(said))), None)
            return (one_line(named.text, 300), named) if named else (said, None)
        heads = [
            block
            for block in first
            if block.kind is BlockKind.HEADING
            and block.last.size > self._body
            and not _CONTENTS.fullmatch(block.text)
        ]
        if not heads:
            return "", None
        best = max(heads, key=lambda block: block.last.size)
        return one_line(best.text, 300), best


def _is_title(block: _Paragraph, said: str) -> bool:
    """Return whether a block is a title of these letters, or the one is where the other begins.

    A file may leave out the second part, and a page that was printed adds the name of its site.
    """
    written = letters(block.text)
    if written == said:
        return True
    shorter, longer = sorted((written, said), key=len)
    is_head = block.kind is BlockKind.HEADING and len(written) < _LONGEST_HEADING
    return is_head and len(shorter) >= _SHORT_TITLE and longer.startswith(shorter)


def _ranked(sizes: list[float]) -> list[float]:
    """Return sizes without those that are nearly the same as a larger one."""
    ranked: list[float] = []
    for size in sizes:
        if not ranked or ranked[-1] - size > 0.5:
            ranked.append(size)
    return ranked


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Return lines by the columns that they stand in: a line far above the last begins the next column."""
    columns: list[list[Line]] = [[]]
    for line in lines:
        if columns[-1] and line.bottom > columns[-1][-1].top + 2 * line.size:
            columns.append([])
        columns[-1].append(line)
    return columns


def _is_close(above: Line | None, line: Line, most: float) -> bool:
    return above is not None and 0 < above.bottom - line.bottom < most


def _is_capital(line: Line) -> bool:
    return not line.text[:1].islower()


def _edges(lines: list[Line]) -> list[tuple[float, float]]:
    """Return the edges of the column in which each line stands: the farthest of the lines around it."""
    edges = []
    for number, line in enumerate(lines):
        near = [
            other
            for other in lines[max(0, number - 12) : number + 13]
            if abs(other.size - line.size) < 0.6 and other.left < line.right and line.left < other.right
        ]
        lefts = sorted(other.left for other in near)
        edges.append((lefts[len(lefts) // 4], max(other.right for other in near)))
    return edges


def _cleaned(text: str) -> str:
    for sign, plain in _LIGATURES.items():
        text = text.replace(sign, plain)
    return " ".join(LEADERS.sub(" … ", sanitize(text.translate(_SYMBOLS))).split())


def _write(builder: ArticleBuilder, block: _Paragraph, kind: BlockKind) -> None:
    if kind is BlockKind.CODE:
        if block.code:
            _write_code(builder, block.code)
        else:
            _write_rows(builder, block)
        return
    marker = ""
    text = block.text
    if kind is BlockKind.LIST_ITEM and (item := _ITEM.match(text)):
        marker, text = item[0].strip(), text[item.end() :]
    with builder.block(kind, block.level if kind is BlockKind.HEADING else 0, marker):
        builder.write(text)


def _write_rows(builder: ArticleBuilder, block: _Paragraph) -> None:
    """Add lines with wide gaps: a table, if all have as many cells, else as they are."""
    rows = [[_cleaned(cell.text) for cell in row] for row in block.rows]
    if len({len(row) for row in rows}) == 1 and len(rows) > 1:
        write_table(builder, [[plain_cell(each) for each in row] for row in rows], has_head=False)
    else:
        with builder.block(BlockKind.CODE):
            builder.write_verbatim("\n".join("   ".join(row) for row in rows))


def _write_code(builder: ArticleBuilder, lines: list[Line]) -> None:
    """Add lines as they stand, with the blanks before them."""
    edge = min(line.left for line in lines)
    longest = max(lines, key=lambda line: len(line.text))
    # The last letter does not fill its place.
    wide = max(1.0, (longest.right - longest.left) / max(1.0, len(longest.text) - 0.3))
    written = [" " * round((line.left - edge) / wide) + sanitize(line.text) for line in lines]
    with builder.block(BlockKind.CODE):
        builder.write_verbatim("\n".join(written))
