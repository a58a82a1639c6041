"""DOCX -> Article, by way of the HTML that mammoth makes of it."""

from io import BytesIO
from typing import Any

import mammoth

from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.sources.documents.archive import Archive, day_of
from tui.sources.documents.whole import article_of_page, page_of
from tui.sources.files import Refusal

_CONTENT = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Source Code'] => pre:separator('\\n')
"""
_EMPTY = ("", "Word Document", "Untitled", "Title", "Document1")


def article_from_docx(data: bytes, name: str, media_type: str) -> Article | None:  # noqa: ARG001
    """Return the article that a Word document (DOCX) holds, or None if the data is none.

    Raises:
        Refusal: it is one, and cannot be read.
    """
    if not data.startswith(b"PK") or _CONTENT.encode() not in data:
        return None
    archive = Archive(data, "document")
    if _CONTENT not in archive.names:
        return None
    for part in archive.names:
        if part.startswith("word/") and part.endswith(".xml") and b"<!DOCTYPE" in archive.read(part)[:2_000]:
            raise Refusal("this document is damaged: a part of it is not XML of Word's")
    try:
        page = mammoth.convert_to_html(
            BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_without_data)
        ).value
    except Exception as error:  # of what a damaged document makes it raise, of any kind
        raise Refusal("this document is damaged") from error
    title, author, date = _properties(archive)
    if not page.strip():
        raise Refusal("there is no text in it")
    return article_of_page(page_of(page), title=title, author=author, date=date)


def _without_data(_image: Any) -> dict[str, str]:
    return {"src": ""}


def _properties(archive: Archive) -> tuple[str, str, str]:
    """Return title, author and day that a document names."""
    if _PROPERTIES not in archive.names:
        return "", "", ""
    known = archive.xml(_PROPERTIES)
    title, author = (one_line(known.findtext(name) or "", 300) for name in ("title", "creator"))
    return "" if title in _EMPTY else title, author, day_of(known.findtext("created") or "")
