"""HTML -> Article: what trafilatura finds on a page, and how it is laid out."""

import logging
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from tui.domain.article import Article, BlockKind, InlineStyle
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line, sanitize
from tui.sources.builder import BULLETS, ArticleBuilder, link_target, write_table
from tui.sources.encoding import decode
from tui.sources.files import Refusal, title_from_location

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
# Character references to what XML cannot hold, on which lxml gives up.
_NO_CHARACTER = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])(?![0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9]));?",
    re.IGNORECASE,
)
_LINK_OR_META = re.compile(r"<(?:link|meta)\s[^<>]{1,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_BASE = re.compile(r"<base\s([^<>]{1,4000})>", re.IGNORECASE)
_HREF = re.compile(
    r"(<a\s(?:[^<>]*?\s)?href\s*=\s*)(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_PAGE_TAG = re.compile(r"<(?:html|body)\s([^<>]{1,4000})>", re.IGNORECASE)
_LIMITS = (1, 60, 250)
"""Code points that an article must have at least, as trafilatura takes them; the last is its own.

Below its limit trafilatura gives all text of a page in one piece. Short articles need a low
limit, and some pages without any structure of their own a higher one.
"""


def article_from_html(data: bytes, location: str, *, declared: str = "", address: str = "") -> Article:
    """Return the article that a web page holds: its text, title, author, date and site.

    Args:
        data: the page.
        location: where it comes from, as the reader named it.
        declared: the encoding that the server names, if it does; else the page's own word counts.
        address: where it was fetched from, after all redirects; empty for a file.

    Raises:
        Refusal: it holds no article text, or is no text at all.
    """
    found = _CHARSET.search(data[:8192]) or _XML_ENCODING.match(data[:300])
    source = decode(data, declared or (found.group(1).decode("ascii", "replace") if found else ""))
    source = _NO_CHARACTER.sub("", _XML_DECLARATION.sub("", sanitize(source.expandtabs(4))))
    if not re.search(r"<(?:html|body)\b", source[:100_000], re.IGNORECASE):
        source = f"<html><body>{source}</body></html>"
    if address:
        source = _with_full_links(source, address)
    page = _extracted(source, address or None)
    if page is None:
        raise Refusal("no article text found")
    article = _article(page, location, address, _canonical(address, source) if address else "")
    return replace(article, language=_language(source))


def _with_full_links(source: str, address: str) -> str:
    """Return a page whose links are full addresses; trafilatura takes all for relative to the site's root."""
    base = address
    if tag := _BASE.search(source[:500_000]):
        base = _joined(address, _attributes(tag.group(1)).get("href", ""))

    def full(link: re.Match[str]) -> str:
        target = unescape(link.group(2) or link.group(3) or link.group(4) or "").strip()
        return f'{link.group(1)}"{escape(_joined(base, target))}"'

    return _HREF.sub(full, source)


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def _extracted(source: str, address: str | None) -> Any:
    """Return what trafilatura finds on a page (a ``Document``), or None."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    config = use_config()
    config.set("DEFAULT", "MAX_FILE_SIZE", str(1 << 30))
    fallback = None
    for limit in _LIMITS:
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(limit))
        try:
            page: Any = bare_extraction(
                source,
                url=address,
                fast=True,
                include_comments=False,
                include_formatting=True,
                include_links=True,
                include_tables=True,
                with_metadata=True,
                date_extraction_params={"original_date": True, "extensive_search": False},
                config=config,
            )
        except Exception:  # what a broken page makes it raise, of any kind
            continue
        if page is None or page.body is None or not _as_written(page.body).strip():
            continue
        if len(page.body) > 1:
            return page
        fallback = fallback or page
    return fallback


def _article(page: Any, location: str, fetched: str, address: str) -> Article:
    base = fetched or one_line(page.url or "", 4_000)
    title = one_line(page.title or "")
    first = next(iter(page.body), None)
    headline = _headline(first, title)
    blocks = _write_body(
        page.body,
        base=base,
        title="" if headline is not None else title,
        headline=headline,
        standfirst=one_line(page.description or "", 2_000),
    )
    text, parts, inlines = blocks.finish()
    if not any(part.kind is not BlockKind.HEADLINE for part in parts):
        raise Refusal("no article text found")
    if headline is not None:
        title = one_line(_as_written(headline)) or title
    date = page.date or ""
    return Article(
        location=location,
        text=text,
        blocks=parts,
        inlines=inlines,
        title=title or title_from_location(location),
        date=date if _DATE.match(date) else "",
        author=one_line((page.author or "").replace("; ", ", ")),
        site=one_line(page.sitename or "") or (urlsplit(address).hostname or ""),
        address=address,
    )


def _headline(first: _Element | None, title: str) -> _Element | None:
    """Return the first element of a page's body, if it is the headline."""
    if first is None or first.tag not in ("head", "p"):
        return None
    wording = one_line(_as_written(first))
    if first.tag == "head" and first.get("rend") == "h1":
        return first
    return first if title and wording.casefold() == title.casefold() else None


def _language(source: str) -> str:
    """Return the code of the language that a page says it is in, or empty."""
    for tag in _PAGE_TAG.findall(source[:500_000]):
        named = _attributes(tag)
        if code := language_code(named.get("lang") or named.get("xml:lang", "")):
            return code
    for tag in _LINK_OR_META.findall(source[:500_000]):
        named = _attributes(tag)
        if named.get("http-equiv", "").lower() == "content-language":
            return language_code(named.get("content", ""))
    return ""


def _attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag by their names in small letters."""
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}


def _canonical(fetched: str, source: str) -> str:
    """Return the address that identifies a page: what it names itself, if that is on the same site."""
    for tag in _LINK_OR_META.findall(source[:500_000]):
        attributes = _attributes(tag)
        named = ""
        if attributes.get("rel", "").lower() == "canonical":
            named = attributes.get("href", "")
        elif attributes.get("property", "").lower() == "og:url":
            named = attributes.get("content", "")
        if named and (resolved := _on_same_site(fetched, one_line(named, 4_000))):
            return resolved
    return fetched


def _on_same_site(fetched: str, named: str) -> str:
    """Return ``named`` in full, or empty if it cannot be the address of the page that was fetched."""
    try:
        named = urljoin(fetched, named)
        own, other = urlsplit(fetched), urlsplit(named)
        same_site = _site(own.hostname) == _site(other.hostname) and own.port == other.port
    except ValueError:
        return ""
    # Many a site names its front page on every page.
    at_least_as_deep = other.path.strip("/") or not own.path.strip("/")
    return named if same_site and at_least_as_deep and other.scheme in ("http", "https") else ""


def _site(host: str | None) -> str:
    """Return a host's name without the part that only names an edition."""
    return re.sub(r"\A(?:www|m|amp|mobile)\.", "", (host or "").lower())


_STYLES = {"#b": InlineStyle.STRONG, "#i": InlineStyle.EMPHASIS, "#t": InlineStyle.CODE}
_DEEPEST = 40
"""Elements within elements; what is nested deeper is written without its structure."""


def _write_body(
    body: _Element, *, base: str, title: str, headline: _Element | None, standfirst: str
) -> ArticleBuilder:
    """Return the article's text, block by block.

    Args:
        body: trafilatura's tree: ``p``, ``head``, ``list``, ``item``, ``quote``, ``code``,
            ``table``, ``hi``, ``ref``, ``del``, ``lb``.
        base: the address that links are relative to, or empty.
        title: a headline to put before the body, or empty.
        headline: the element of the body that is the headline, or None.
        standfirst: the summary that the page gives of itself, or empty.
    """
    builder = ArticleBuilder()
    if title:
        with builder.block(BlockKind.HEADLINE):
            builder.write(title)
    writer = _BodyWriter(builder, base, headline, standfirst)
    writer.write(body, 0)
    return builder


def _as_written(element: _Element) -> str:
    """Return all text in an element."""
    return "".join(element.itertext())


class _BodyWriter:
    """Writes one tree."""

    def __init__(
        self, builder: ArticleBuilder, base: str, headline: _Element | None, standfirst: str
    ) -> None:
        self._builder = builder
        self._base = base
        self._headline = headline
        self._standfirst = standfirst.rstrip(".… ").casefold()
        self._paragraphs = 0
        self._lists = 0
        self._quotes = 0

    def write(self, element: _Element, depth: int) -> None:
        """Write what is in an element: its text, its children, and the text after each."""
        if depth > _DEEPEST:
            self._builder.write(_as_written(element))
            return
        self._builder.write(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._write_child(child, depth + 1)
            self._builder.write(child.tail or "")

    def _write_child(self, child: _Element, depth: int) -> None:
        builder = self._builder
        match child.tag:
            case "lb":
                builder.line_break()
            case "table":
                self._write_table(child)
            case "list":
                self._write_list(child, depth)
            case "code" if "\n" in _as_written(child).strip() or child.getparent().tag == "body":
                with builder.block(BlockKind.CODE):
                    builder.write_verbatim(_as_written(child))
            case "quote" if child.getparent().tag in ("p", "hi", "ref", "head", "cell"):
                builder.write("“")
                self.write(child, depth)
                builder.write("”")
            case "quote":
                self._quotes += 1
                with builder.block(BlockKind.BLOCK_QUOTE, self._quotes - 1):
                    self.write(child, depth)
                self._quotes -= 1
            case "p" | "head" | "div":
                with self._part(child):
                    self.write(child, depth)
            case "graphic":
                builder.write(child.get("alt") or "")
            case _:
                with self._style(child):
                    self.write(child, depth)

    def _part(self, child: _Element) -> AbstractContextManager[None]:
        """Return the block that a paragraph or heading is."""
        builder = self._builder
        if child is self._headline:
            return builder.block(BlockKind.HEADLINE)
        if child.tag == "head":
            level = child.get("rend", "h2")[-1:]
            return builder.block(BlockKind.HEADING, int(level) if level in "123456" and level else 2)
        if self._quotes:
            return builder.block(BlockKind.BLOCK_QUOTE, self._quotes - 1)
        if self._lists:
            return builder.part()
        self._paragraphs += 1
        if self._paragraphs == 1 and self._is_standfirst(child):
            return builder.block(BlockKind.STANDFIRST)
        return builder.block(BlockKind.PARAGRAPH)

    def _is_standfirst(self, child: _Element) -> bool:
        """Return whether the first paragraph is the page's own summary."""
        wording = one_line(_as_written(child), 2_000).rstrip(".… ").casefold()
        names = (child.get("class") or "").lower()
        named = any(name in names for name in ("standfirst", "subhead", "subtitle", "summary", "dek"))
        return bool(wording) and (named or wording == self._standfirst)

    def _style(self, child: _Element) -> AbstractContextManager[None]:
        """Return the style that an inline element has."""
        builder = self._builder
        match child.tag:
            case "hi":
                style = _STYLES.get(child.get("rend", ""))
                return builder.style(style) if style else nullcontext()
            case "code":
                return builder.style(InlineStyle.CODE)
            case "del":
                return builder.style(InlineStyle.STRIKE)
            case "ref":
                href = link_target(self._base, child.get("target") or "")
                return builder.style(InlineStyle.LINK, href) if href else nullcontext()
        return nullcontext()

    def _write_list(self, element: _Element, depth: int) -> None:
        level = self._lists
        self._lists += 1
        ordered = element.get("rend") == "ol"
        for number, item in enumerate(element.iterchildren("item"), 1):
            marker = f"{number}." if ordered else BULLETS[min(level, len(BULLETS) - 1)]
            with self._builder.block(BlockKind.LIST_ITEM, level, marker):
                self.write(item, depth)
        self._lists -= 1

    def _write_table(self, table: _Element) -> None:
        rows = [[_as_written(cell) for cell in row.iterchildren("cell")] for row in table.iter("row")]
        write_table(self._builder, rows, has_head=_has_head(table.iter("row")))


def _has_head(rows: Iterator[_Element]) -> bool:
    """Return whether the first row of a table names its columns."""
    first = next(rows, None)
    return first is not None and all(cell.get("role") == "head" for cell in first.iterchildren("cell"))
