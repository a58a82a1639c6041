"""DOCX -> Article, by way of the HTML that mammoth makes of it."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import mammoth
from lxml import etree
from lxml.etree import _Element

from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.sources.documents.archive import Archive, day_of
from tui.sources.documents.whole import article_of_page, page_of
from tui.sources.files import Refusal

_CONTENT = re.compile(rb"word/document\d*\.xml")
_PARTS = re.compile(r"(.*\.rels|\[Content_Types\]\.xml|word/[^/]*\.xml)")
"""The members that hold words, or say where these are."""
_READY = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")
_STYLE_SHEET = "word/styles.xml"
_PROPERTIES = "docProps/core.xml"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Source Code'] => pre:separator('\\n')
""" + "".join(f"p.outline{level} => h{level}:fresh\n" for level in range(1, 7))
_UNWRAPPED = ("fldSimple", "bdo", "dir", "oMathPara")
_HEADINGS = (
    "heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|başlık|"
    "заголовок|επικεφαλίδα|标题|標題|見出し|제목"
)
_HEADING = re.compile(rf"(?:{_HEADINGS})\s*([1-9])", re.IGNORECASE)
_MOST_STYLES = 20
"""Styles that are based one on the other."""
_NOBODY = ("python-docx", "Apache POI", "Microsoft Office User", "Windows User", "Un-named", "User", "Author")
_UNSET = "2013-12-23"
"""The day of the empty document that python-docx begins with."""
_EMPTY = ("", "Word Document", "Untitled", "Title", "Document1")


def article_from_docx(data: bytes, name: str, media_type: str) -> Article | None:  # noqa: ARG001
    """Return the article that a Word document (DOCX) holds, or None if the data is none.

    Raises:
        Refusal: it is one, and cannot be read.
    """
    if not data.startswith(b"PK") or _CONTENT.search(data) is None:
        return None
    archive = Archive(data, "document")
    if not any(_CONTENT.fullmatch(name.encode(errors="replace")) for name in archive.names):
        return None
    ready = _made_ready(archive)
    try:
        page = mammoth.convert_to_html(
            ready, style_map=_STYLES, convert_image=mammoth.images.img_element(_without_data)
        ).value
    except Exception as error:  # of what a damaged document makes it raise, of any kind
        raise Refusal("this document is damaged") from error
    title, author, date = _properties(archive)
    if not page.strip():
        raise Refusal("there is no text in it")
    return article_of_page(page_of(page), title=title, author=author, date=date)


def _made_ready(archive: Archive) -> BytesIO:
    """Return the document as mammoth is to read it: its parts that hold words, with all words in them.

    Raises:
        Refusal: a part is damaged.
    """
    styles = _Styles(_tree(archive.read(_STYLE_SHEET)) if _STYLE_SHEET in archive.names else None)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in sorted(archive.names):
            if _PARTS.fullmatch(name):
                data = archive.read(name)
                if _READY.fullmatch(name):
                    root = _tree(data)
                    _make_ready(root, styles)
                    data = etree.tostring(root)
                elif b"<!DOCTYPE" in data[:2_000]:
                    raise Refusal("this document is damaged: a part of it is not XML of Word's")
                target.writestr(name, data)
    made.seek(0)
    return made


def _tree(data: bytes) -> _Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("this document is damaged: a part of it is not XML") from error
    if root.getroottree().docinfo.doctype:
        raise Refusal("this document is damaged: a part of it is not XML of Word's")
    return root


def _without_data(_image: Any) -> dict[str, str]:
    return {"src": ""}


def _properties(archive: Archive) -> tuple[str, str, str]:
    """Return title, author and day that a document names."""
    if _PROPERTIES not in archive.names:
        return "", "", ""
    known = archive.xml(_PROPERTIES)
    title, author = (one_line(known.findtext(name) or "", 300) for name in ("title", "creator"))
    day = day_of(known.findtext("created") or "")
    return "" if title in _EMPTY else title, "" if author in _NOBODY else author, "" if day == _UNSET else day


class _Styles:
    """What the styles of a document say of headings."""

    def __init__(self, root: _Element | None) -> None:
        self._styles = {} if root is None else {_value(each, "styleId"): each for each in _all(root, "style")}

    def level(self, name: str) -> int:
        """Return the level of a heading that a style is for, or 0."""
        for _ in range(_MOST_STYLES):
            style = self._styles.get(name)
            if style is None:
                return 0
            if heading := _HEADING.fullmatch(_said(style, "name")):
                return min(6, int(heading[1]))
            if level := _outline_level(style):
                return level
            name = _said(style, "basedOn")
        return 0


def _outline_level(element: _Element) -> int:
    """Return the level of a heading that a style or a paragraph names itself, or 0."""
    properties = _child(element, "pPr")
    written = "" if properties is None else _said(properties, "outlineLvl")
    return min(6, int(written) + 1) if re.fullmatch(r"[0-8]", written) else 0


def _make_ready(root: _Element, styles: _Styles) -> None:
    """Make runs of the words in formulas, fields and boxes, and give headings the style ``outline1`` to 6."""
    for name, change in _CHANGES.items():
        for element in list(_all(root, name)):
            change(element)
    for name in _UNWRAPPED:
        etree.strip_tags(root, f"{{*}}{name}")
    for paragraph in _all(root, "p"):
        properties = _child(paragraph, "pPr")
        if properties is None or not (properties.tag.startswith(_word(root))):
            continue
        style = _child(properties, "pStyle")
        level = _outline_level(paragraph) or (styles.level(_value(style, "val")) if style is not None else 0)
        if level:
            if style is None:
                style = etree.Element(f"{_word(root)}pStyle")
                properties.insert(0, style)
            style.set(f"{_word(root)}val", f"outline{level}")


def _word(root: _Element) -> str:
    return f"{{{etree.QName(root).namespace or ''}}}"


def _all(root: _Element, name: str) -> list[_Element]:
    return list(root.iter(f"{{*}}{name}"))


def _child(element: _Element, name: str) -> _Element | None:
    return element.find(f"{{*}}{name}")


def _value(element: _Element, name: str) -> str:
    """Return an attribute, whatever its namespace."""
    found = (value for key, value in element.attrib.items() if etree.QName(key).localname == name)
    return str(next(found, ""))


def _said(element: _Element, name: str) -> str:
    """Return what a child says as its value, or empty."""
    child = _child(element, name)
    return "" if child is None else _value(child, "val")


def _put(element: _Element, others: list[_Element]) -> None:
    """Put others in the place of an element."""
    above = element.getparent()
    if above is not None:
        at = above.index(element)
        above[at : at + 1] = others


def _run(element: _Element, text: str) -> _Element:
    word = _word(element.getroottree().getroot())
    run = etree.Element(f"{word}r")
    written = etree.SubElement(run, f"{word}t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _set_formula(formula: _Element) -> None:
    _put(formula, [_run(formula, _linear(formula))])


def _linear(part: _Element) -> str:
    """Return a formula, or a part of one, on a line."""
    name = etree.QName(part).localname
    if name == "t":
        return part.text or ""
    pieces = [_linear(child) for child in part.iterchildren(etree.Element)]
    said = [piece for piece in pieces if piece]
    if name == "f" and len(said) == 2:
        return "/".join(_grouped(piece) for piece in said)
    if name in ("sSup", "sSub") and len(said) == 2:
        return f"{said[0]}{'^' if name == 'sSup' else '_'}{_grouped(said[1])}"
    if name == "rad" and said:
        return f"√{_grouped(said[-1])}"
    if name == "d":
        return f"({', '.join(said)})"
    return "".join(said)


def _grouped(piece: str) -> str:
    return piece if re.fullmatch(r"\w*|\(.*\)", piece) else f"({piece})"


def _set_ruby(ruby: _Element) -> None:
    base, reading = _child(ruby, "rubyBase"), _child(ruby, "rt")
    texts = [
        "" if each is None else "".join(t.text or "" for t in _all(each, "t")) for each in (base, reading)
    ]
    text = etree.Element(f"{_word(ruby.getroottree().getroot())}t")
    text.text = f"{texts[0]}({texts[1]})" if texts[1] else texts[0]
    _put(ruby, [text])


def _set_box(choices: _Element) -> None:
    choice = _child(choices, "Choice")
    boxes = [] if choice is None else _all(choice, "txbxContent")
    if boxes:
        _put(choices, [box for box in boxes if not any(above in boxes for above in box.iterancestors())])


def _drop_hidden(sign: _Element) -> None:
    properties = sign.getparent()
    run = None if properties is None else properties.getparent()
    if run is not None and etree.QName(run).localname == "r" and _value(sign, "val") not in ("0", "false"):
        _put(run, [])


_CHANGES: dict[str, Callable[[_Element], None]] = {
    "oMath": _set_formula,
    "ruby": _set_ruby,
    "AlternateContent": _set_box,
    "vanish": _drop_hidden,
}
