"""EPUB 2 and 3 -> Article: a book as one article, its chapters under headings."""

from functools import partial
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from lxml.etree import _Element

from tui.domain.article import Article, BlockKind
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line
from tui.sources.builder import ArticleBuilder
from tui.sources.documents.archive import Archive, day_of, parse_page
from tui.sources.documents.whole import prefixed, write_whole
from tui.sources.files import Refusal

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways of encrypting fonts, which leave the text as it is."""
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_TYPE = "{http://www.idpf.org/2007/ops}type"
_MOST_CHAPTERS = 5_000


class _Item(NamedTuple):
    """A file that a book lists."""

    path: str
    kind: str
    properties: str


def article_from_epub(data: bytes, name: str, media_type: str) -> Article | None:  # noqa: ARG001
    """Return the article that an EPUB holds, or None if the data is no EPUB.

    Raises:
        Refusal: it is one, and cannot be read.
    """
    if not data.startswith(b"PK") or (b"epub" not in data[:200] and not name.lower().endswith(".epub")):
        return None
    return _Book(Archive(data, "book")).article()


class _Book:
    """An EPUB that is being read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._refuse_encrypted()
        package = self._package_path()
        self._folder = dirname(package)
        self._package = archive.xml(package)
        self._items = self._manifest()
        self._spine = self._reading_order()
        self._numbers = {item.path: number for number, item in enumerate(self._spine)}

    def article(self) -> Article:
        """Return the book as one article.

        Raises:
            Refusal: there is no text in it.
        """
        title = self._metadata("title")
        names = self._contents()
        builder = ArticleBuilder()
        if title:
            with builder.block(BlockKind.HEADLINE):
                builder.write(title)
        anchors: list[tuple[str, int]] = []
        for number, item in enumerate(self._spine):
            page = parse_page(self._archive.read(item.path)) if item.path in self._archive.names else None
            if page is None:
                continue
            _bracket_references(page)
            prefixed(page, f"c{number}-", partial(self._target, item.path))
            anchors += write_whole(
                builder, page, title=title, heading=names.get(item.path, ""), name=f"c{number}"
            )
        text, blocks, inlines = builder.finish()
        if len(blocks) < 1 + bool(title):
            raise Refusal("this book holds no text")
        return Article(
            location="",
            text=text,
            blocks=blocks,
            inlines=inlines,
            title=title or one_line(text[blocks[0].start : blocks[0].end], 200),
            date=day_of(self._metadata("date")),
            author=", ".join(self._all_metadata("creator")),
            site=self._metadata("publisher"),
            language=language_code(self._metadata("language")),
            anchors=tuple(anchors),
        )

    def _refuse_encrypted(self) -> None:
        if "META-INF/encryption.xml" not in self._archive.names:
            return
        for method in self._archive.xml("META-INF/encryption.xml").iter("EncryptionMethod"):
            if method.get("Algorithm") not in _FONTS and method.getparent().tag == "EncryptedData":
                raise Refusal(
                    "this book is encrypted (DRM): only the program that it was bought for opens it"
                )

    def _package_path(self) -> str:
        container = self._archive.xml("META-INF/container.xml")
        for root in container.iter("rootfile"):
            path: str = root.get("full-path") or ""
            if path:
                return normpath(path)
        raise Refusal("this book is damaged: it does not say where its contents are")

    def _manifest(self) -> dict[str, _Item]:
        found = {}
        for item in self._package.iter("item"):
            path = self._path(self._folder, item.get("href") or "")
            found[item.get("id") or path] = _Item(
                path, item.get("media-type") or "", item.get("properties") or ""
            )
        return found

    def _reading_order(self) -> list[_Item]:
        """Return the pages in their order; those that are not in it, such as notes, come last."""
        linear: list[_Item] = []
        others: list[_Item] = []
        taken: set[str] = set()
        for reference in self._package.iter("itemref"):
            item = self._items.get(reference.get("idref") or "")
            if item is None or item.path in taken or (item.kind and item.kind not in _PAGES):
                continue
            taken.add(item.path)
            if "nav" in item.properties.split():
                continue
            (others if reference.get("linear") == "no" else linear).append(item)
        if not taken:
            linear = [item for item in self._items.values() if item.kind in _PAGES]
        return (linear + others)[:_MOST_CHAPTERS]

    def _contents(self) -> dict[str, str]:
        """Return what the table of contents calls the pages, by their paths."""
        names: dict[str, str] = {}
        for item in self._items.values():
            if item.path not in self._archive.names:
                continue
            if "nav" in item.properties.split():
                page = parse_page(self._archive.read(item.path))
                links = page.iterfind(".//nav//a") if page is not None else ()
                pairs = [(link.get("href") or "", "".join(link.itertext())) for link in links]
            elif item.kind == "application/x-dtbncx+xml":
                pairs = [
                    (content.get("src") or "", point.findtext("navLabel/text") or "")
                    for point in self._archive.xml(item.path).iter("navPoint")
                    if (content := point.find("content")) is not None
                ]
            else:
                continue
            for href, label in pairs:
                names.setdefault(self._path(dirname(item.path), href), one_line(label, 300))
        return names

    def _target(self, path: str, href: str) -> str:
        """Return where a link on a page leads: to a place in the article, or on the web."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc:
            return href
        number = self._numbers.get(self._path(dirname(path), href) if parts.path else path)
        if number is None:
            return ""
        return f"#c{number}-{parts.fragment}" if parts.fragment else f"#c{number}"

    @staticmethod
    def _path(folder: str, href: str) -> str:
        return normpath(join(folder, unquote(urldefrag(href).url)))

    def _all_metadata(self, name: str) -> list[str]:
        found = (element for element in self._package.iter(name))
        return [text for element in found if (text := one_line("".join(element.itertext()), 500))]

    def _metadata(self, name: str) -> str:
        return next(iter(self._all_metadata(name)), "")


def _bracket_references(page: _Element) -> None:
    """Set the numbers of notes in brackets, where the book leaves that to a style sheet."""
    for link in page.iter("a"):
        said = f"{link.get(_TYPE) or ''} {link.get('role') or ''}"
        text = "".join(link.itertext()).strip()
        above = link.getparent()
        is_raised = link.find("sup") is not None or (above is not None and above.tag == "sup")
        if "noteref" in said and text.isalnum() and not is_raised:
            for child in list(link):
                link.remove(child)
            link.text = f"[{text}]"
