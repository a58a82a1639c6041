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
_SAME = {
    "list": "ul",
    "list-item": "li",
    "list-header": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
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
    made = _Converter(content).page(body)
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

    def __init__(self, content: _Element) -> None:
        self._bold: set[str] = set()
        self._italic: set[str] = set()
        self._titles = {"Title"}
        self._notes: list[_Element] = []
        for style in content.iter("style"):
            named = style.get(_NAMES % ("style", "name")) or ""
            if style.get(_NAMES % ("style", "parent-style-name")) == "Title":
                self._titles.add(named)
            for properties in style.iter("text-properties"):
                if properties.get(f"{_FORMAT}font-weight") == "bold":
                    self._bold.add(named)
                if properties.get(f"{_FORMAT}font-style") in ("italic", "oblique"):
                    self._italic.add(named)
        self._special: dict[str, Callable[[_Element, _Element], None]] = {
            "h": self._heading,
            "p": self._paragraph,
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
        level = element.get(_NAMES % ("text", "outline-level")) or "1"
        self._children(element, etree.SubElement(into, f"h{min(6, int(level)) if level.isdecimal() else 1}"))

    def _paragraph(self, element: _Element, into: _Element) -> None:
        style = element.get(_NAMES % ("text", "style-name")) or ""
        tag = "h1" if style in self._titles else "blockquote" if style == "Quotations" else "p"
        self._children(element, etree.SubElement(into, tag))

    def _span(self, element: _Element, into: _Element) -> None:
        style = element.get(_NAMES % ("text", "style-name")) or ""
        tag = "b" if style in self._bold else "i" if style in self._italic else "span"
        self._children(element, etree.SubElement(into, tag))

    def _link(self, element: _Element, into: _Element) -> None:
        self._children(element, etree.SubElement(into, "a", href=element.get(_LINK) or ""))

    def _note(self, element: _Element, into: _Element) -> None:
        number = str(len(self._notes) + 1)
        reference = etree.SubElement(into, "a", href=f"#note-{number}")
        reference.text = f"[{element.findtext('note-citation') or number}]"
        note = etree.Element("div", id=f"note-{number}")
        etree.SubElement(note, "p").text = reference.text
        self._notes.append(note)
        body = element.find("note-body")
        if body is not None:
            self._children(body, note)

    def _spaces(self, element: _Element, into: _Element) -> None:
        number = element.get(_NAMES % ("text", "c")) or "1"
        _add_text(into, " " * min(_MOST_SPACES, int(number) if number.isdecimal() else 1))

    def _anchor(self, element: _Element, into: _Element) -> None:
        etree.SubElement(into, "a", id=element.get(_NAMES % ("text", "name")) or "")

    def _frame(self, element: _Element, into: _Element) -> None:
        if element.find("image") is not None:
            etree.SubElement(into, "img", src="")
        for box in element.iterchildren("text-box"):
            self._children(box, etree.SubElement(into, "div"))


def _add_text(element: _Element, text: str | None) -> None:
    """Add text at the end of what is in an element."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
