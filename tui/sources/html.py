"""Web page -> Article: the article on it, without what surrounds it."""

import logging
import re
from dataclasses import replace
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tui.domain.article import Article, BlockKind
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import harmless, one_line
from tui.sources.encoding import decode
from tui.sources.html_body import as_written, write_body
from tui.sources.naming import title_from_location
from tui.sources.refusal import Refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

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
"""Code points that an article must have at least, as trafilatura is told; the last is what it takes itself.

Below its limit trafilatura gives all text of a page in one piece. Short articles need a low
limit, and some pages without any structure of their own a higher one.
"""


def article_from_html(data: bytes, location: str, *, declared: str = "", address: str = "") -> Article:
    """The article that a web page holds: its text, title, author, date and site.

    Args:
        data: the page.
        location: where it comes from, as the person named it.
        declared: the encoding that the server names, if it does; else the page's own word counts.
        address: where it was fetched from, after all redirects; empty for a file.

    Raises:
        Refusal: it holds no article text, or is no text at all.
    """
    found = _CHARSET.search(data[:8192]) or _XML_ENCODING.match(data[:300])
    source = decode(data, declared or (found.group(1).decode("ascii", "replace") if found else ""))
    source = _NO_CHARACTER.sub("", _XML_DECLARATION.sub("", harmless(source.expandtabs(4))))
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
    """A page whose links name full addresses; trafilatura takes all for relative to the site's root."""
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
    """What trafilatura finds on a page (a ``Document``), or None."""
    # 0.2 s, for web pages only.
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import use_config  # noqa: PLC0415

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
        if page is None or page.body is None or not as_written(page.body).strip():
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
    blocks = write_body(
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
        title = one_line(as_written(headline)) or title
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


def _headline(first: "_Element | None", title: str) -> "_Element | None":
    """The first element of a page's body, if it is the headline."""
    if first is None or first.tag not in ("head", "p"):
        return None
    wording = one_line(as_written(first))
    if first.tag == "head" and first.get("rend") == "h1":
        return first
    return first if title and wording.casefold() == title.casefold() else None


def _language(source: str) -> str:
    """The code of the language that a page says it is in, or empty."""
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
    """The attributes of a tag by their names in small letters."""
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}


def _canonical(fetched: str, source: str) -> str:
    """The address that identifies a page: what it names itself, if that is on the same site."""
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
    """``named`` in full, or empty if it cannot be the address of the page that was fetched."""
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
    """A host's name without the part that tells its editions apart."""
    return re.sub(r"\A(?:www|m|amp|mobile)\.", "", (host or "").lower())
