"""HTML -> parts: a page cut into paragraphs, headings, list items, code, tables, pictures."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element

from tui.domain.article import BlockKind, InlineStyle
from tui.domain.text.sanitize import one_line
from tui.sources.builder import BULLETS, link_target, superscript
from tui.sources.parts import (
    BLOCKS,
    FILM,
    LEFT_OUT,
    OF_THE_ARTICLE,
    PICTURE,
    Part,
    Piece,
    letters,
    spaced,
    verbatim,
)

_STYLES = {
    "b": InlineStyle.STRONG,
    "strong": InlineStyle.STRONG,
    "em": InlineStyle.EMPHASIS,
    "i": InlineStyle.EMPHASIS,
    "code": InlineStyle.CODE,
    "kbd": InlineStyle.CODE,
    "samp": InlineStyle.CODE,
    "tt": InlineStyle.CODE,
    "del": InlineStyle.STRIKE,
    "s": InlineStyle.STRIKE,
    "strike": InlineStyle.STRIKE,
}
_FILMS = frozenset({"iframe", "video", "audio", "embed", "object"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader|off-?screen)", re.IGNORECASE)
"""Classes of what is there to be read aloud alone."""
_IN_LINES = frozenset({"span", "a", "b", "i", "em", "strong", "font", "small"})
_MORE = 80
"""Code points from which on hidden text in a line may be the rest of it, shown at a click."""
_FOR_AUTHORS = re.compile(r"(?:^|\s)mw-editsection(?:\s|$)")
"""Classes of what serves those who write a page."""
_HERE = frozenset("¶#§🔗")
"""Signs whose links lead to the heading that they stand in."""
_SHOWN = re.compile(r"[\w*⁂•]")
"""What there is in a part that is not empty, though trafilatura would find no words in it."""
_CAPTION = re.compile(r"(?:^|[\s_-])caption", re.IGNORECASE)
_CREDIT = re.compile(r"credit|source|copyright|author|byline", re.IGNORECASE)
_SIGN = re.compile(r"(?:^|[\s_-])(?:emoji|smiley|emoticon|latex|tex|math|equation)", re.IGNORECASE)
_DEEPEST = 200
_GUTTER = re.compile(r"[\d\s.:]*\Z")
_CODE_TABLE = re.compile(r"code|highlight|syntax|blob", re.IGNORECASE)
_FORM = 600
"""Letters below which a form is one to fill in; others hold a whole page."""
_LONG_CELL = 300
"""Letters from which on a cell without a headed table around it holds running text."""


class _Context(NamedTuple):
    """What the text of an element is."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quotes: int = 0
    lists: int = 0
    surrounds: bool = False
    extra: bool = False
    sign: str = ""


def parts_of(tree: _Element, base: str) -> list[Part]:
    """Return the parts of a page, in its order.

    Args:
        tree: the page.
        base: the address that links are relative to, or empty.
    """
    reader = _PageReader(base)
    body = tree.find(".//body")
    reader.read(tree if body is None else body)
    return reader.parts


class _PageReader:
    """Walks a page once and cuts it into parts."""

    def __init__(self, base: str) -> None:
        self.parts: list[Part] = []
        self._base = base
        self._context = _Context()
        self._element: _Element | None = None
        self._marker = ""
        self._pieces: list[Piece] = []
        self._texts: list[str] = []
        self._linked: list[str] = []
        self._styles: list[Piece] = []
        self._links = 0
        self._depth = 0
        self._descriptions: set[str] = set()
        self._special: dict[str, Callable[[_Element], None]] = {
            "br": self._read_break,
            "hr": self._read_rule,
            "pre": self._read_code,
            "listing": self._read_code,
            "table": self._read_table,
            "img": self._read_picture,
            "ul": self._read_list,
            "ol": self._read_list,
            "q": self._read_short_quote,
            "sup": self._read_raised,
            "rt": self._read_reading,
            **dict.fromkeys(_FILMS, self._read_film),
        }

    def read(self, element: _Element) -> None:
        """Read an element with all that is in it."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        named = element.get("class")
        if tag in LEFT_OUT and not (tag == "aside" and named and OF_THE_ARTICLE.search(named)):
            return
        if (tag == "footer" and not self._context.quotes) or (named and _is_unseen(named)):
            return
        if tag in _IN_LINES and is_hidden(element) and len("".join(element.itertext())) < _MORE:
            return
        if _is_for_authors(element, named or ""):
            self._add_text("".join(element.itertext()), shown="")
            return
        self._depth += 1
        if self._depth > _DEEPEST:
            self._add_text("".join(text for text in element.itertext() if isinstance(text, str)))
        elif special := self._special.get(tag):
            special(element)
        elif tag in BLOCKS or (named and self._is_inline_caption(element, named)):
            self._read_block(element, self._context_of(element))
        else:
            self._read_inline(element)
        self._depth -= 1

    def finish_part(self) -> None:
        """End the part that is being read, if anything is in it."""
        pieces, texts, linked = self._pieces, self._texts, self._linked
        self._pieces, self._texts, self._linked = list(self._styles), [], []
        if self._element is None or not any(piece.text.strip() for piece in pieces):
            return
        pieces += [Piece(ends=True)] * len(self._styles)
        context = self._context
        if context.sign:
            pieces.insert(0, Piece(f"{context.sign} "))
            self._context = context._replace(sign="")
        key = letters("".join(texts))
        part = Part(context.kind, self._element, context.level, self._marker, key, pieces=pieces)
        part.linked = len(letters("".join(linked)))
        part.surrounds, part.extra = (
            context.surrounds,
            context.extra or (not key and _SHOWN.search(part.text) is not None),
        )
        self._marker = ""
        self.parts.append(part)

    def _read_children(self, element: _Element) -> None:
        self._add_text(element.text or "")
        for child in element:
            self.read(child)
            self._add_text(child.tail or "")

    def _read_block(self, element: _Element, context: _Context) -> None:
        self.finish_part()
        outer, self._context = self._context, context
        above, self._element = self._element, element
        self._read_children(element)
        self.finish_part()
        self._context, self._element = outer, above

    def _context_of(self, element: _Element) -> _Context:
        """Return what the text of a block element is."""
        context, tag = self._context, str(element.tag)
        if not context.surrounds and _is_surrounding(element):
            context = context._replace(surrounds=True)
        match tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return context._replace(kind=BlockKind.HEADING, level=int(tag[1]))
            case "blockquote":
                return context._replace(
                    kind=BlockKind.BLOCK_QUOTE, level=context.quotes, quotes=context.quotes + 1
                )
            case "dd":
                return context._replace(kind=BlockKind.LIST_ITEM, level=context.lists)
            case "figcaption" | "div" | "p" | "span" if tag == "figcaption" or _CAPTION.search(
                element.get("class") or ""
            ):
                return self._caption_context(element, context)
        return context

    def _caption_context(self, element: _Element, context: _Context) -> _Context:
        """Return what the text of a caption is; a box that holds picture and caption is none."""
        if next(element.iterdescendants("img", "figcaption", "video", "iframe"), None) is not None:
            return context
        around = element.getparent()
        with_picture = around is not None and next(around.iter("img", "picture", "svg"), None) is not None
        return context._replace(extra=True, sign=PICTURE if with_picture else "")

    def _is_inline_caption(self, element: _Element, named: str) -> bool:
        """Return whether an element that stands in a line is the caption of a picture there."""
        if element.tag != "span" or self._context.extra or self._styles or not _is_caption(named):
            return False
        return next(element.iterancestors("p", "div", "figure", "a"), element).find(".//img") is not None

    def _read_inline(self, element: _Element) -> None:
        if self._context.extra and self._pieces_have_text() and _CREDIT.search(element.get("class") or ""):
            self._add_text(" ")  # the style sheet sets a credit apart
        style = _STYLES.get(str(element.tag))
        if element.tag == "a" and (href := element.get("href")):
            self._links += 1
            self._read_styled(element, Piece(style=InlineStyle.LINK, href=href))
            self._links -= 1
        elif style is not None:
            self._read_styled(element, Piece(style=style))
        else:
            self._read_children(element)

    def _read_styled(self, element: _Element, style: Piece) -> None:
        self._styles.append(style)
        self._pieces.append(style)
        self._read_children(element)
        self._styles.pop()
        self._pieces.append(Piece(ends=True))

    def _add_text(self, text: str, *, shown: str | None = None) -> None:
        if text:
            self._pieces.append(Piece(text if shown is None else shown))
            self._texts.append(text)
            if self._links:
                self._linked.append(text)

    def _read_break(self, _element: _Element) -> None:
        self._pieces.append(Piece(breaks=True))

    def _read_raised(self, element: _Element) -> None:
        text = "".join(element.itertext()).strip()
        raised = superscript(text)
        if raised != text and not len(element):
            self._add_text(text, shown=raised)
        elif raised != text and len(element) == 1 and element[0].tag == "a":
            element[0].text = raised
            self.read(element[0])
        else:
            self._read_children(element)

    def _read_reading(self, element: _Element) -> None:
        """Read how characters are said, which trafilatura leaves out; the style sheet sets it above them."""
        text = "".join(element.itertext()).strip()
        self._pieces.append(Piece(f"({text})" if text else ""))

    def _read_short_quote(self, element: _Element) -> None:
        first = "".join(element.itertext()).strip()[:1]
        marks = ("", "") if first in "\"'“‘«„" else ("“", "”")
        self._pieces.append(Piece(marks[0]))
        self._read_children(element)
        self._pieces.append(Piece(marks[1]))

    def _read_rule(self, element: _Element) -> None:
        self._add_part(Part(BlockKind.RULE, element))

    def _read_code(self, element: _Element) -> None:
        code = verbatim(element).replace("\r\n", "\n")
        if code.strip():
            self._add_part(Part(BlockKind.CODE, element, key=letters(code), code=code.strip("\n").rstrip()))

    def _add_part(self, part: Part) -> None:
        self.finish_part()
        part.surrounds = self._context.surrounds
        self.parts.append(part)

    def _read_list(self, element: _Element) -> None:
        context = self._context_of(element)
        items = context._replace(kind=BlockKind.LIST_ITEM, level=context.lists, lists=context.lists + 1)
        markers = _numbers(element) if element.tag == "ol" else None
        self.finish_part()
        pending = self._marker
        for child in element:
            if child.tag in ("ul", "ol"):
                outer, self._context = self._context, items
                self.read(child)
                self._context = outer
            elif child.tag == "li":
                self.finish_part()
                self._marker = next(markers) if markers else BULLETS[min(items.level, len(BULLETS) - 1)]
                hidden = _is_surrounding(child)
                self._read_block(child, items._replace(surrounds=items.surrounds or hidden))
            else:
                self.read(child)
            self._add_text(child.tail or "")
        self._marker = pending

    def _read_picture(self, element: _Element) -> None:
        if (sign := _as_sign(element)) and self._element is not None:
            self._pieces.append(Piece(sign))
            return
        if (
            not _is_picture(element)
            or self._context.sign
            or self._pieces_have_text()
            or self._in_captioned(element)
        ):
            return
        part = Part(BlockKind.PARAGRAPH, self._element if self._element is not None else element, extra=True)
        part.pieces = [Piece(f"{PICTURE} {self._described(element)}".strip())]
        self._add_part(part)

    def _described(self, picture: _Element) -> str:
        """Return what a picture shows, as the page says it of a figure without a caption, the first time."""
        alt = one_line(picture.get("alt") or "", 500)
        in_figure = next(picture.iterancestors("figure"), None) is not None
        if not in_figure or alt.count(" ") < 2 or alt in self._descriptions:
            return ""
        self._descriptions.add(alt)
        return alt

    def _pieces_have_text(self) -> bool:
        return any(piece.text.strip() for piece in self._pieces)

    def _in_captioned(self, element: _Element) -> bool:
        """Return whether a picture is in a box with a caption, which has its sign."""
        boxes = [each for each, _ in zip(element.iterancestors("figure", "div"), range(3), strict=False)]
        figure = next((each for each in boxes if each.tag == "figure"), None)
        if figure is not None and figure.find(".//figcaption") is not None:
            return True
        paragraph = next(element.iterancestors("p"), None)
        if paragraph is not None and any(
            _is_caption(each.get("class") or "") and each.find(".//img") is None
            for each in paragraph.iter("span")
        ):
            return True
        return any(
            _is_caption(each.get("class") or "") and each is not element
            for box in boxes[:1]
            for each in box.iter("p", "div")
            if next(each.iter("img"), None) is None
        )

    def _read_film(self, element: _Element) -> None:
        source = element.find(".//source") if element.tag in ("video", "audio") else None
        address = (
            element.get("src") or element.get("data") or (source.get("src") if source is not None else "")
        )
        href = link_target(self._base, address or "")
        if not href or not _is_picture(element):
            return
        name = one_line(element.get("title") or "", 200) or (urlsplit(href).hostname or "").removeprefix(
            "www."
        )
        part = Part(BlockKind.PARAGRAPH, element, extra=True)
        part.pieces = [
            Piece(style=InlineStyle.LINK, href=href),
            Piece(f"{FILM} {name}".strip()),
            Piece(ends=True),
        ]
        self._add_part(part)

    def _read_table(self, table: _Element) -> None:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if code := _lines_of_code(table, cells):
            self._add_part(Part(BlockKind.CODE, table, key=letters(code), code=code))
            return
        if _lays_out(table, cells):
            self.finish_part()
            for caption in table.iterchildren("caption"):
                self._read_block(caption, self._context)
            for cell in (cell for row in cells for cell in row):
                if not (_has_code(table) and _GUTTER.match("".join(cell.itertext()))):
                    self._read_block(cell, self._context_of(cell))
            return
        for caption in table.iterchildren("caption"):
            self._read_block(caption, self._context._replace(extra=True))
        part = Part(BlockKind.CODE, table, rows=_grid(cells))
        part.key = letters(" ".join(text for row in part.rows for text in row))
        part.linked = sum(len(letters("".join(link.itertext()))) for link in table.iter("a"))
        part.has_head = bool(cells) and all(cell.tag == "th" for cell in cells[0])
        if part.key:
            self._add_part(part)


@lru_cache(2_000)
def _is_unseen(named: str) -> bool:
    """Return whether classes say that an element is there to be read aloud alone; they recur on a page."""
    return _UNSEEN.search(named) is not None


@lru_cache(2_000)
def _is_caption(named: str) -> bool:
    """Return whether classes say that an element is a caption."""
    return _CAPTION.search(named) is not None


def _is_for_authors(element: _Element, named: str) -> bool:
    """Return whether an element serves to edit a heading, or to copy its address."""
    if element.tag == "a" and (element.get("href") or "").startswith("#"):
        return (element.text or "").strip() in _HERE and not len(element)
    return element.tag == "span" and bool(named) and _FOR_AUTHORS.search(named) is not None


def _is_surrounding(element: _Element) -> bool:
    """Return whether an element by its name holds no article, or is hidden."""
    if element.tag == "form" and len(letters("".join(element.itertext()))) < _FORM:
        return True
    return element.get("aria-hidden") == "true" or is_hidden(element)


def is_hidden(element: _Element) -> bool:
    """Return whether an element is not shown at first."""
    if element.get("hidden") is not None:
        return True
    return (style := element.get("style")) is not None and _HIDDEN.search(style) is not None


def _numbers(element: _Element) -> Iterator[str]:
    """Yield the markers of the items of a numbered list."""
    items = [child for child in element if child.tag == "li"]
    step = -1 if element.get("reversed") is not None else 1
    number = _number(element.get("start"), 1 if step > 0 else len(items))
    letter = {"a": "a", "A": "A"}.get(element.get("type") or "")
    for item in items:
        number = _number(item.get("value"), number)
        yield f"{chr(ord(letter) + number - 1) if letter and 0 < number < 27 else number}."
        number += step


def _number(text: str | None, default: int) -> int:
    """Return the number that an attribute gives, or the default."""
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else default


def _as_sign(element: _Element) -> str:
    """Return what an image says that is a sign among words, such as an emoji or a formula; else nothing."""
    alt = one_line(element.get("alt") or "", 500)
    is_sign = _SIGN.search(element.get("class") or "") or (
        0 < len(alt) < 9 and alt > "\u203b" and not letters(alt)
    )
    return alt if is_sign else ""


def _is_picture(element: _Element) -> bool:
    """Return whether an image is one to look at, not one that counts visits or fills space."""
    sizes = [element.get(name) or "" for name in ("width", "height")]
    return not any(size.isdecimal() and int(size[:6]) < 40 for size in sizes)


def _lines_of_code(table: _Element, cells: list[list[_Element]]) -> str:
    """Return the code in a table that has a row for each line and a column for their numbers, or nothing."""
    named = (
        f"{table.get('class') or ''} {' '.join(cell.get('class') or '' for row in cells[:1] for cell in row)}"
    )
    if not _CODE_TABLE.search(named) or not all(len(row) == 2 for row in cells) or _has_code(table):
        return ""
    texts = [[verbatim(cell).strip("\r\n") for cell in row] for row in cells]
    return "\n".join(code for _, code in texts) if all(_GUTTER.match(number) for number, _ in texts) else ""


def _has_code(table: _Element) -> bool:
    return next(table.iter("pre"), None) is not None


def _lays_out(table: _Element, cells: list[list[_Element]]) -> bool:
    """Return whether a table arranges parts of a page, and holds no rows and columns of facts."""
    if (
        table.get("role") in ("presentation", "none")
        or table.find(".//table") is not None
        or any(table.find(f".//td//h{level}") is not None for level in range(1, 7))
        or _has_code(table)
    ):
        return True
    if max(map(len, cells), default=0) < 2:
        return True
    flat = [cell for row in cells for cell in row]
    if sum(
        len(cell.findall(".//p")) > 1 or cell.find(".//blockquote") is not None for cell in flat
    ) * 2 > len(cells):
        return True
    headed = any(cell.tag == "th" for cell in flat)
    longest = max(len(letters("".join(cell.itertext()))) for cell in flat)
    return longest > _LONG_CELL * (8 if headed else 1) and (len(cells) < 3 or not headed)


def _grid(rows: list[list[_Element]]) -> list[list[str]]:
    """Return the texts of the cells, each in its column; of those that it spans, in the first of each."""
    grid: list[list[str]] = []
    spans: dict[int, int] = {}
    for row in rows:
        texts: list[str] = []
        covered = set(spans)
        spans = {column: more - 1 for column, more in spans.items() if more > 1}
        for cell in row:
            while len(texts) in covered:
                texts.append("")
            first = len(texts)
            texts.append(spaced(cell))
            texts += [""] * (min(_number(cell.get("colspan"), 1), 100) - 1)
            if (more := min(_number(cell.get("rowspan"), 1), 1_000) - 1) > 0:
                spans |= dict.fromkeys(range(first, len(texts)), more)
        grid.append(texts)
    return grid
