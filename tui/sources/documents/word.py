"""DOCX -> Article, by way of the HTML that mammoth makes of it."""

import re
import zipfile
from io import BytesIO
from typing import Any

import mammoth
from lxml import etree

from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.sources.documents.archive import Archive, day_of
from tui.sources.documents.whole import article_of_page, page_of
from tui.sources.documents.word_parts import Styles, made_ready
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
    styles = Styles(_tree(archive.read(_STYLE_SHEET)) if _STYLE_SHEET in archive.names else None)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in sorted(archive.names):
            if _PARTS.fullmatch(name):
                data = archive.read(name)
                if _READY.fullmatch(name):
                    root = _tree(data)
                    made_ready(root, styles)
                    data = etree.tostring(root)
                elif b"<!DOCTYPE" in data[:2_000]:
                    raise Refusal("this document is damaged: a part of it is not XML of Word's")
                target.writestr(name, data)
    made.seek(0)
    return made


def _tree(data: bytes) -> etree._Element:
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
    return "" if title in _EMPTY else title, author, day_of(known.findtext("created") or "")
