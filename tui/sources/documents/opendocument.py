"""ODT -> Article: the text of an OpenDocument as a page of HTML, then as an article."""

import re
from collections.abc import Callable

from lxml import etree
from lxml.etree import _Element

from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.sources.documents.archive import Archive, day_of, parse_xml
from tui.sources.documents.whole import article_of_page
from tui.sources.files import Refusal

_KIND = b"application/vnd.oasis.opendocument.text"
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_LINK = "{http://www.w3.org/1999/xlink}href"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_CONTINUED = _NAMES % ("text", "continue-list")
_SAME = {
    "list-item": "li",
    "list-header": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "ruby-text": "rt",
    "section": "div",
    "line-break": "br",
}
_LEFT_OUT = frozenset(
    re.findall(
        r"[\w-]+",
        """
    annotation bibliography-source forms note-citation sequence-decls table-of-content-source
    tracked-changes user-field-decls variable-decls
    """,
    )
)
_MOST_SPACES = 200


def article_from_odt(data: bytes, name: str, media_type: str) -> Article | None:  # noqa: ARG001
    """Return the article that an OpenDocument text holds, or None if the data is none.

    Raises:
        Refusal: it is one, and cannot be read.
    """
    archive = None
    if data.startswith(b"PK") and (_KIND in data[:200] or name.lower().endswith(".odt")):
        archive = Archive(data, "document")
        if b"encryption-data" in (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.names else b""
        ):
            raise Refusal("this document needs a password")
        content = archive.xml("content.xml")
        about = archive.xml("meta.xml") if "meta.xml" in archive.names else content
    elif b"<office:document " in data[:2_000] and _KIND in data[:8_000]:
        flat = parse_xml(data)
        if flat is None:
            raise Refusal("this document is damaged")
        content = about = flat
    else:
        return None
    body = content.find(".//body/text")
    if body is None:
        raise Refusal("this document is damaged: there is no text in it")
    styles = archive.xml("styles.xml") if archive is not None and "styles.xml" in archive.names else None
    try:
        made = _Converter([content] if styles is None else [styles, content]).page(body)
    except RecursionError as error:
        raise Refusal("this document is damaged: too much in it is within something else") from error
    date = about.findtext(".//meta/creation-date") or about.findtext(".//meta/date") or ""
    return article_of_page(
        made,
        title=one_line(about.findtext(".//meta/title") or "", 300),
        author=one_line(
            about.findtext(".//meta/initial-creator") or about.findtext(".//meta/creator") or "", 300
        ),
        date=day_of(date),
    )


class _Converter:
    """Makes a page of HTML of the body of an OpenDocument."""

    def __init__(self, sheets: list[_Element]) -> None:
        self._bold: set[str] = set()
        self._italic: set[str] = set()
        self._above: dict[str, str] = {}
        self._numbered: set[tuple[str, int]] = set()
        self._lists: list[str] = []
        self._counted = 0
        self._notes: list[_Element] = []
        for style in (style for sheet in sheets for style in sheet.iter("style")):
            named = _text_of(style, "style", "name")
            self._above[named] = _text_of(style, "style", "parent-style-name")
            for properties in style.iter("text-properties"):
                if properties.get(f"{_FORMAT}font-weight") == "bold":
                    self._bold.add(named)
                if properties.get(f"{_FORMAT}font-style") in ("italic", "oblique"):
                    self._italic.add(named)
        for listed in (listed for sheet in sheets for listed in sheet.iter("list-style")):
            for level in listed.iter("list-level-style-number"):
                if _text_of(level, "style", "num-format"):
                    depth = _number(_text_of(level, "text", "level"))
                    self._numbered.add((_text_of(listed, "style", "name"), depth))
        self._special: dict[str, Callable[[_Element, _Element], None]] = {
            "h": self._heading,
            "p": self._paragraph,
            "list": self._list,
            "span": self._span,
            "a": self._link,
            "note": self._note,
            "s": self._spaces,
            "tab": self._spaces,
            "bookmark": self._anchor,
            "bookmark-start": self._anchor,
            "frame": self._frame,
        }

    def page(self, body: _Element) -> _Element:
        """Return the page, with the notes at its end."""
        page = etree.Element("html")
        into = etree.SubElement(page, "body")
        self._children(body, into)
        for note in self._notes:
            into.append(note)
        return page

    def _children(self, element: _Element, into: _Element) -> None:
        _add_text(into, element.text)
        for child in element.iterchildren(etree.Element):
            if child.tag not in _LEFT_OUT:
                if special := self._special.get(child.tag):
                    special(child, into)
                elif child.tag in _SAME:
                    self._children(child, etree.SubElement(into, _SAME[child.tag]))
                else:
                    self._children(child, into)
            _add_text(into, child.tail)

    def _heading(self, element: _Element, into: _Element) -> None:
        level = min(6, _number(_text_of(element, "text", "outline-level")))
        self._children(element, etree.SubElement(into, f"h{level}"))

    def _paragraph(self, element: _Element, into: _Element) -> None:
        styles = self._styles_of(_text_of(element, "text", "style-name"))
        tag = "h1" if "Title" in styles else "blockquote" if "Quotations" in styles else "p"
        self._children(element, etree.SubElement(into, tag))

    def _styles_of(self, name: str) -> list[str]:
        """Return a style and those that it is made from."""
        styles: list[str] = []
        while name and name not in styles:
            styles.append(name)
            name = self._above.get(name, "")
        return styles

    def _list(self, element: _Element, into: _Element) -> None:
        self._lists.append(
            _text_of(element, "text", "style-name") or (self._lists[-1] if self._lists else "")
        )
        if (self._lists[-1], len(self._lists)) in self._numbered:
            made = etree.SubElement(into, "ol")
            # A list goes on after a paragraph that interrupts it.
            goes_on = _text_of(element, "text", "continue-numbering") == "true" or element.get(_CONTINUED)
            before = self._counted if goes_on and len(self._lists) == 1 else 0
            made.set("start", str(before + 1))
            self._children(element, made)
            if len(self._lists) == 1:
                self._counted = before + sum(child.tag == "li" for child in made)
        else:
            self._children(element, etree.SubElement(into, "ul"))
        self._lists.pop()

    def _span(self, element: _Element, into: _Element) -> None:
        style = _text_of(element, "text", "style-name")
        tag = "b" if style in self._bold else "i" if style in self._italic else "span"
        self._children(element, etree.SubElement(into, tag))

    def _link(self, element: _Element, into: _Element) -> None:
        self._children(element, etree.SubElement(into, "a", href=element.get(_LINK) or ""))

    def _note(self, element: _Element, into: _Element) -> None:
        number = str(len(self._notes) + 1)
        reference = etree.SubElement(into, "a", href=f"#note-{number}")
        reference.text = f"[{element.findtext('note-citation') or number}]"
        note = etree.Element("div", id=f"note-{number}")
        self._notes.append(note)
        body = element.find("note-body")
        if body is not None:
            self._children(body, note)
        first = note[0] if len(note) and note[0].tag == "p" else etree.Element("p")
        if first.getparent() is None:
            note.insert(0, first)
        first.text = f"{reference.text} {first.text or ''}"

    def _spaces(self, element: _Element, into: _Element) -> None:
        _add_text(into, " " * min(_MOST_SPACES, _number(_text_of(element, "text", "c"))))

    def _anchor(self, element: _Element, into: _Element) -> None:
        etree.SubElement(into, "a", id=_text_of(element, "text", "name"))

    def _frame(self, element: _Element, into: _Element) -> None:
        if element.find("image") is not None:
            etree.SubElement(into, "img", src="")
        for box in element.iterchildren("text-box"):
            self._children(box, etree.SubElement(into, "div"))


def _text_of(element: _Element, kind: str, name: str) -> str:
    """Return an attribute of OpenDocument, or empty."""
    return element.get(_NAMES % (kind, name)) or ""


def _number(written: str) -> int:
    return int(written) if re.fullmatch(r"[0-9]{1,6}", written) else 1


def _add_text(element: _Element, text: str | None) -> None:
    """Add text at the end of what is in an element."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
