"""EPUB 2 and 3 -> Article: a book as one article, its chapters under headings."""

import re
from functools import partial
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from lxml.etree import SubElement, _Element

from tui.domain.article import Article, BlockKind
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line
from tui.sources.builder import ArticleBuilder
from tui.sources.documents.archive import Archive, DamagedMember, day_of, parse_page
from tui.sources.documents.whole import prefixed, write_whole
from tui.sources.files import Refusal

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways of encrypting fonts, which leave the text as it is."""
_PAGES = frozenset(
    {
        "application/xhtml+xml",
        "text/html",
        "application/x-dtbook+xml",
        "text/x-oeb1-document",
        "image/svg+xml",
    }
)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = b"META-INF/container.xml"
_YEAR = re.compile(r"\s*(\d{4}(?:-(?:0[1-9]|1[0-2]))?)\s*\Z")
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MISSING = "[Here a part of this book is missing: its file is damaged]"
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
    if not data.startswith(b"PK"):
        return None
    # Some have lost the member that says what they are, and their name with it.
    if b"epub" not in data[:200] and not name.lower().endswith(".epub") and _CONTAINER not in data:
        return None
    return _Book(Archive(data, "book")).article()


class _Book:
    """An EPUB that is being read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known = {_folded(name): name for name in sorted(archive.names, reverse=True)}
        package = self._package_path()
        self._folder = dirname(package)
        self._package = archive.xml(package)
        self._items = self._manifest()
        self._spine = self._reading_order()
        self._numbers = {item.path: number for number, item in enumerate(self._spine)}
        self._refuse_encrypted()

    def article(self) -> Article:
        """Return the book as one article.

        Raises:
            Refusal: there is no text in it, or none that can be read.
        """
        title = self._title()
        names = self._contents()
        builder = ArticleBuilder()
        if title:
            with builder.block(BlockKind.HEADLINE):
                builder.write(title)
        anchors: list[tuple[str, int]] = []
        damaged: list[DamagedMember] = []
        for number, item in enumerate(self._spine):
            try:
                page = parse_page(self._archive.read(item.path))
            except DamagedMember as error:
                damaged.append(error)
                with builder.block(BlockKind.PARAGRAPH):
                    builder.write(_MISSING)
                continue
            if page is None:
                continue
            _drop_hidden(page)
            _show_drawn(page)
            _bracket_references(page)
            _set_notes_last(page)
            prefixed(page, f"c{number}-", partial(self._target, item.path))
            anchors += write_whole(
                builder, page, title=title, heading=names.get(item.path, ""), name=f"c{number}"
            )
        text, blocks, inlines = builder.finish()
        if len(blocks) - len(damaged) < 1 + bool(title):
            raise damaged[0] if damaged else Refusal("this book holds no text")
        return Article(
            location="",
            text=text,
            blocks=blocks,
            inlines=inlines,
            title=title or one_line(text[blocks[0].start : blocks[0].end], 200),
            date=self._date(),
            author=", ".join(self._authors()),
            site=self._metadata("publisher"),
            language=language_code(self._metadata("language")),
            anchors=tuple(anchors),
        )

    def _refuse_encrypted(self) -> None:
        """Refuse a book whose pages are encrypted; that its fonts or pictures are is nothing to its text."""
        name = self._found("META-INF/encryption.xml")
        if name not in self._archive.names:
            return
        for data in self._archive.xml(name).iter("EncryptedData"):
            method, reference = data.find("EncryptionMethod"), data.find(".//CipherReference")
            path = self._path("", reference.get("URI") or "") if reference is not None else ""
            is_of_fonts = method is not None and method.get("Algorithm") in _FONTS
            if not is_of_fonts and (not path or path in self._numbers):
                raise Refusal(
                    "this book is encrypted (DRM): only the program that it was bought for opens it"
                )

    def _package_path(self) -> str:
        packages = sorted(name for name in self._archive.names if name.lower().endswith(".opf"))
        try:
            container = self._archive.xml(self._found(_CONTAINER.decode()))
        except Refusal:
            if packages:
                return packages[0]
            raise
        for root in container.iter("rootfile"):
            path: str = root.get("full-path") or ""
            if path:
                return self._found(normpath(path))
        if packages:
            return packages[0]
        raise Refusal("this book is damaged: it does not say where its contents are")

    def _found(self, path: str) -> str:
        """Return the member at a path, of which the letters may be of another case; else the path itself."""
        return path if path in self._archive.names else self._known.get(_folded(path), path)

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
                links = _table_of_contents(page) if page is not None else []
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

    def _path(self, folder: str, href: str) -> str:
        return self._found(normpath(join(folder, unquote(urldefrag(href).url).lstrip("/"))))

    def _title(self) -> str:
        """Return the title, which is the first unless another is said to be the main one."""
        titles = list(self._package.iter("title"))
        main = [title for title in titles if self._refined(title, "title-type") == "main"]
        named = (one_line("".join(title.itertext()), 500) for title in [*main, *titles])
        return next(filter(None, named), "")

    def _authors(self) -> list[str]:
        """Return who wrote it, without those whom the book calls translators, artists and the like."""
        people = list(self._package.iter("creator"))
        roles = [person.get(f"{_OPF}role") or self._refined(person, "role") for person in people]
        authors = [each for each, role in zip(people, roles, strict=True) if role in ("", "aut")]
        names = (one_line("".join(each.itertext()), 500) for each in authors or people)
        return list(dict.fromkeys(filter(None, names)))

    def _date(self) -> str:
        """Return the day or year of publication, if one is said to be it, else the first of no change."""
        days = {
            (date.get(f"{_OPF}event") or "").lower(): _day_or_year("".join(date.itertext()))
            for date in reversed(list(self._package.iter("date")))
        }
        return next(filter(None, (days.get(event) for event in ("publication", "", "creation"))), "")

    def _refined(self, element: _Element, name: str) -> str:
        """Return what an EPUB 3 says of a part of its metadata, or empty."""
        reference = f"#{element.get('id')}"
        found = (
            "".join(meta.itertext()).strip()
            for meta in self._package.iter("meta")
            if meta.get("refines") == reference and meta.get("property") == name
        )
        return next(found, "")

    def _metadata(self, name: str) -> str:
        found = (one_line("".join(element.itertext()), 500) for element in self._package.iter(name))
        return next(filter(None, found), "")


def _folded(path: str) -> str:
    """Return a path as it is compared where it is not there as it is written."""
    return unquote(path.replace("\\", "/")).casefold()


def _day_or_year(written: str) -> str:
    """Return the day with which a time begins, or as much of it as is said: of most books it is the year."""
    part = _YEAR.match(written)
    return day_of(written) or (part[1] if part else "")


def _drop_hidden(page: _Element) -> None:
    """Take off what is never shown; but notes are hidden to be shown where one asks for them."""
    hidden = [
        each
        for each in page.iter("*")
        if each.get("hidden") is not None or _UNSEEN.search(each.get("style") or "")
    ]
    for element in hidden:
        if not any("note" in _type_of(each) for each in element.iter("*")):
            _take_out(element)


def _set_notes_last(page: _Element) -> None:
    """Move notes that a page holds, to be shown where one asks for them, out of its sentences to its end."""
    body = page.find(".//body")
    if body is None:
        return
    for note in [each for each in body.iter("aside") if "note" in _type_of(each)]:
        _take_out(note)
        body.append(note)


def _take_out(element: _Element) -> None:
    """Take an element off its page, and leave what follows it, which is part of it, as lxml has it."""
    before, above = element.getprevious(), element.getparent()
    if above is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        above.text = (above.text or "") + (element.tail or "")
    element.tail = None
    above.remove(element)


def _type_of(element: _Element) -> str:
    """Return what an element is, in the words of EPUB and of ARIA."""
    return " ".join(element.get(name) or "" for name in (_TYPE, "epub:type", "role"))


def _table_of_contents(page: _Element) -> list[_Element]:
    """Return the links of the table of contents; other lists, such as that of pages, name no chapters."""
    lists = list(page.iter("nav"))
    contents = [each for each in lists if "toc" in _type_of(each).replace("doc-", "").split()]
    return [link for each in contents or lists[:1] for link in each.iter("a")]


def _show_drawn(page: _Element) -> None:
    """Make paragraphs of the words in drawings, of which some pages are made."""
    for drawing in list(page.iter("svg")):
        lines = [one_line("".join(text.itertext()), 10_000) for text in drawing.iter("text")]
        if any(lines):
            for child in list(drawing):
                drawing.remove(child)
            drawing.tag, drawing.text = "div", None
            for line in lines:
                SubElement(drawing, "p").text = line


def _bracket_references(page: _Element) -> None:
    """Set the numbers of notes in brackets, where the book leaves that to a style sheet."""
    for link in page.iter("a"):
        said = _type_of(link)
        text = "".join(link.itertext()).strip()
        above = link.getparent()
        is_raised = link.find("sup") is not None or (above is not None and above.tag == "sup")
        if "noteref" in said and text.isalnum() and not is_raised:
            for child in list(link):
                link.remove(child)
            link.text = f"[{text}]"
