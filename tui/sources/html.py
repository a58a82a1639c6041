"""HTML -> Article: the article of a page, and what the page says of it."""

import re
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element, iterwalk, strip_tags
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.utils import load_html

from tui.domain.article import Article, BlockKind
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line, sanitize
from tui.sources.builder import ArticleBuilder
from tui.sources.encoding import decode
from tui.sources.extraction import Extraction, article_parts, extract
from tui.sources.files import Refusal, title_from_location
from tui.sources.page import parts_of
from tui.sources.parts import Part, letters, write_formulas

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
# Character references to what XML cannot hold, on which lxml gives up.
_NO_CHARACTER = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])(?![0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9]));?",
    re.IGNORECASE,
)
_LAST_TAG = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""What ends a page for lxml, but not for browsers: text may follow, such as a second page."""
_FRAMES = re.compile(r"</?(?:frameset|noframes)\b[^<>]*>", re.IGNORECASE)
_LINK_OR_META = re.compile(r"<(?:link|meta)\s[^<>]{1,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_PAGE_TAG = re.compile(r"<(?:html|body)\s([^<>]{1,4000})>", re.IGNORECASE)
_WITH_LONG_TAG = re.compile(r"<[A-Za-z](?:[^<]{20000}|[^>]{20000})")
_TAG = re.compile(r"<([A-Za-z][\w:-]{0,40})\s(?>[^<>\"']+|\"[^\"]*\"|'[^']*')*+>")
_LONGEST_TAG = 20_000
"""Code points of a tag whose attributes no page needs, and that takes the parser minutes if they are many."""
_MOST_ATTRIBUTES = 40
_DEEP = 200
"""Elements in one another from which on libxml2 may have left out what stands deeper."""
_DEEPEST = 2_000
_WORDS_ONLY = ("span", "font", "b", "i", "em", "strong", "u", "small", "big")
_BOXES = ("div", "center", "section")
_BOX = re.compile(rf"</?(?:({'|'.join(_BOXES)})|{'|'.join(_WORDS_ONLY)})(?:\s[^<>]*)?>", re.IGNORECASE)
_MOST_ELEMENTS = 20_000
"""Elements from which on those that only set words in some way are taken off what trafilatura reads."""
_REFRESH = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
_NOSCRIPT = re.compile(r"<noscript\b.{0,20000}?</noscript", re.IGNORECASE | re.DOTALL)
_AT_ONCE = 2
"""Seconds up to which a page that leads on is not one to read."""
_SHORT = 600
"""Letters up to which what was found may be a notice in place of an article."""
_NOTICES = (
    (
        re.compile(
            r"\b(?:checking your browser|verify (?:that )?you are (?:a )?human|are you a robot|captcha)\b",
            re.I,
        ),
        "this page asks for proof that a person reads it",
    ),
    (
        re.compile(
            r"java\s?script\b.{0,80}\b(?:enabl|disabl|requir|need|turn|activ|aktiv|support|run)", re.I | re.S
        ),
        "this page shows its text only in a browser with JavaScript",
    ),
    (
        re.compile(
            r"\b(?:enabl|requir|need|turn|activ|aktiv|support|without|ohne|sans)\w*\b.{0,80}\bjava\s?script",
            re.I | re.S,
        ),
        "this page shows its text only in a browser with JavaScript",
    ),
    (
        re.compile(
            r"\bframes\b.{0,80}\b(?:support|browser)|\b(?:support|browser).{0,80}\bframes\b", re.I | re.S
        ),
        "this page only puts others into frames",
    ),
    (
        re.compile(
            r"\b(?:accept|allow|enable|use|agree)\w*\b.{0,60}\bcookies\b|\bcookies\b.{0,60}\b(?:disabled|required)",
            re.I,
        ),
        "this page asks for leave to set cookies, and shows no article",
    ),
)
_SCRIPT = re.compile(r"<script\b[^<>]{0,400}\ssrc\s*=", re.IGNORECASE)
_MAY_NEED_SCRIPTS = "; the page may show it only in a browser with JavaScript"
_ABOUT_BROWSERS = re.compile(r"java\s?script|cookie|browser", re.IGNORECASE)
_REST = 60
"""Letters that a notice may have around what it asks for."""
_NOBODY = re.compile(
    r"(?:user ?name|authority control|admin|administrator|author|by|anonymous|unknown|view profile|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|"
    r"septembre|octobre|novembre|décembre|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\Z",
    re.IGNORECASE,
)
"""What pages give for an author that is none."""
_BEGINNING = 8
"""Parts of an article among which its title stands, if it does."""


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
    charset = _CHARSET.search(data[:8192]) or _XML_ENCODING.match(data[:300])
    source = decode(data, declared or (charset.group(1).decode("ascii", "replace") if charset else ""))
    source = _NO_CHARACTER.sub("", _XML_DECLARATION.sub("", sanitize(source.expandtabs(4))))
    source = _FRAMES.sub("", _LAST_TAG.sub("", source))  # what is for browsers without frames is the page
    if _WITH_LONG_TAG.search(source):
        source = _TAG.sub(lambda tag: tag[0] if len(tag[0]) < _LONGEST_TAG else f"<{tag[1]}>", source)
    if not re.search(r"<(?:html|body)\b", source[:100_000], re.IGNORECASE):
        source = f"<html><body>{source}</body></html>"
    tree = _tree(source)
    if tree is None:
        raise Refusal("no article text found")
    base = _base(tree, address)
    write_formulas(tree)
    parts = parts_of(tree, base)
    _lighten(tree)
    found = extract(tree, parts, address or None)
    if found is None or len(found.key) < _SHORT:
        _refuse_notice(source, address, found)
    if found is None:
        raise Refusal("no article text found" + (_MAY_NEED_SCRIPTS if _SCRIPT.search(source) else ""))
    shown = article_parts(parts, found, base)
    _refuse_links(shown)
    article = _article(found.known, parts, shown, location, base)
    canonical = _canonical(address, source) if address else ""
    site = article.site or (urlsplit(canonical).hostname or "")
    return replace(article, address=canonical, site=site, language=_language(source))


def _tree(source: str) -> HtmlElement | None:
    """Return the tree of a page, or None if it is no HTML.

    libxml2 leaves out, without a word, what stands deeper than 256 elements, and if it is asked for more
    what stands deeper than 2,048. Pages of old tools that end no tag are as deep as they are long.
    """
    tree = load_html(source)
    if tree is None or not tree.xpath(f"boolean({'/*' * _DEEP})"):
        return tree
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    tree = document_fromstring(source, parser=parser)
    if tree.xpath(f"boolean({'/*' * _DEEPEST})"):
        source = _BOX.sub(lambda tag: "<br><br>" if tag[1] else "", source)
        tree = document_fromstring(source, parser=parser)
    return _flattened(tree)


def _flattened(tree: HtmlElement) -> HtmlElement:
    """Return a tree without the boxes and styles that are deeper in others than a page needs."""
    deep: list[HtmlElement] = []
    depth = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > _DEEP // 2 and element.tag in (*_BOXES, *_WORDS_ONLY):
            deep.append(element)
    for element in reversed(deep):
        if element.tag in _BOXES:  # what it holds stays apart from what is around it
            element.addprevious(element.makeelement("br"))
            element.addprevious(element.makeelement("br"))
        element.drop_tag()
    return tree


def _lighten(tree: _Element) -> None:
    """Take from a page of uncommon size what costs much time and says nothing of where its article is."""
    for element in tree.xpath(f"//*[count(@*) > {_MOST_ATTRIBUTES}]"):
        for name in element.keys()[_MOST_ATTRIBUTES:]:
            del element.attrib[name]
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        strip_tags(tree, "span", "font", "b", "i", "em", "strong", "u", "small")


def leads_to(data: bytes, address: str) -> str:
    """Return the address that a page leads on to at once, without a click, or empty.

    Args:
        data: the page.
        address: where it was fetched from.
    """
    return _led_to(data[:100_000].decode("latin-1"), address)


def _led_to(source: str, address: str) -> str:
    for tag in _LINK_OR_META.findall(_NOSCRIPT.sub("", source[:100_000])):
        named = _attributes(tag)
        if named.get("http-equiv", "").lower() == "refresh":
            refresh = _REFRESH.match(named.get("content", ""))
            if refresh and int(refresh.group(1)) <= _AT_ONCE:
                return _joined(address, one_line(refresh.group(2), 4_000))
    return ""


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def _refuse_notice(source: str, address: str, found: Extraction | None) -> None:
    """Refuse a page that holds a notice in place of an article, and say what it wants.

    Raises:
        Refusal: it is one.
    """
    if target := _led_to(source, address):
        raise Refusal(f"this page only redirects to {one_line(target, 200)}")
    text = " ".join(" ".join(found.body.itertext()).split()) if found is not None else ""
    if found is None:
        text = " ".join(re.sub(r"<[^<>]*>", " ", "".join(_NOSCRIPT.findall(source[:500_000]))).split())
    for notice, reason in _NOTICES:
        sentences = re.split(r"(?<=[.!?…])\s", text)
        rest = " ".join(
            said for said in sentences if not notice.search(said) and not _ABOUT_BROWSERS.search(said)
        )
        if notice.search(text) and len(letters(rest)) < _REST:
            raise Refusal(reason)


def _refuse_links(shown: list[Part]) -> None:
    """Refuse a page that only leads to others, or has nothing to show.

    Raises:
        Refusal: it is one.
    """
    text = [part for part in shown if part.key]
    if not any(part.kind is not BlockKind.HEADING or part.level > 1 for part in text):
        raise Refusal("no article text found")
    linked = [part for part in text if part.linked * 10 >= len(part.key) * 8]
    if len(linked) >= 5 and 10 * sum(part.linked for part in text) >= 8 * sum(len(part.key) for part in text):
        raise Refusal("this page holds only links to others, no article")


def _base(tree: _Element, address: str) -> str:
    """Return what the links of a page are relative to: what it says itself, or where it was fetched from."""
    if not address:
        named = (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical")
        address = one_line(next(named, None) or "", 4_000)
    for element in tree.iter("base"):
        return _joined(address, (element.get("href") or "").strip())
    return address


def _article(known: Any, parts: list[Part], shown: list[Part], location: str, base: str) -> Article:
    title = one_line(known.title or "")
    beginning = shown[:_BEGINNING]
    headline = _headline(title, shown)
    if headline is not None:
        title = one_line(headline.text) or title
    else:
        title = _title(title, parts)
        wording = letters(title)
        headline = next((part for part in beginning if part.key == wording and not part.rows), None)
    text = ArticleBuilder()
    if headline is not None:
        headline.write(text, base, BlockKind.HEADLINE)
    elif title:
        with text.block(BlockKind.HEADLINE):
            text.write(title)
    rest = [part for part in shown if part is not headline]
    standfirst = next((part for part in rest if part.kind is BlockKind.PARAGRAPH and not part.extra), None)
    for part in rest:
        if part in beginning and part.key == letters(title) and not part.rows:
            continue
        is_standfirst = part is standfirst and _is_standfirst(part, known.description or "")
        part.write(text, base, BlockKind.STANDFIRST if is_standfirst else None)
    words, blocks, inlines = text.finish()
    if not any(block.kind is not BlockKind.HEADLINE for block in blocks):
        raise Refusal("no article text found")
    date = known.date or ""
    return Article(
        location=location,
        text=words,
        blocks=blocks,
        inlines=inlines,
        title=title or title_from_location(location),
        date=date if _DATE.match(date) else "",
        author=_authors(known.author or ""),
        site=one_line(known.sitename or ""),
    )


def _headline(title: str, shown: list[Part]) -> Part | None:
    """Return the first heading of the first level, if it stands at the beginning.

    Where there are several, they may be the parts of what the page is called otherwise.
    """
    heads = [part for part in shown if part.kind is BlockKind.HEADING and part.level == 1]
    first = next((part for part in shown[:_BEGINNING] if part in heads), None)
    if first is None or len(heads) == 1 or not title:
        return first
    shorter, longer = sorted((first.key, letters(title)), key=len)
    return first if shorter in longer else None


def _title(title: str, parts: list[Part]) -> str:
    """Return the only heading of the first level on a page, if it is like the title; else the title."""
    heads = [part for part in parts if part.kind is BlockKind.HEADING and part.level == 1 and part.key]
    if len(heads) != 1 or heads[0].surrounds:
        return title
    wording, named = set(heads[0].text.casefold().split()), set(title.casefold().split())
    return one_line(heads[0].text) if not title or 2 * len(wording & named) >= max(3, len(wording)) else title


def _is_standfirst(part: Part, description: str) -> bool:
    """Return whether the first paragraph is the page's own summary."""
    names = (part.element.get("class") or "").lower()
    named = any(name in names for name in ("standfirst", "subhead", "subtitle", "summary", "dek"))
    summary = one_line(description, 2_000).rstrip(".… ").casefold()
    return named or one_line(part.text, 2_000).rstrip(".… ").casefold() == summary


def _authors(names: str) -> str:
    """Return the authors that a page names, without what is nobody's name."""
    people = [one_line(name) for name in names.split(";")]
    return one_line(", ".join(name for name in people if not _NOBODY.match(name) and letters(name)))


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
        if named and (resolved := _address_on_site(fetched, one_line(named, 4_000))):
            return resolved
    return fetched


def _address_on_site(fetched: str, named: str) -> str:
    """Return ``named`` in full, or empty if it cannot be the address of the page that was fetched."""
    named = _joined(fetched, named)
    if not on_same_site(fetched, named):
        return ""
    # Many a site names its front page on every page.
    at_least_as_deep = urlsplit(named).path.strip("/") or not urlsplit(fetched).path.strip("/")
    return named if at_least_as_deep else ""


def on_same_site(fetched: str, other: str) -> bool:
    """Return whether two web addresses are of one site."""
    try:
        own, named = urlsplit(fetched), urlsplit(other)
        same = _site(own.hostname) == _site(named.hostname) and own.port == named.port
    except ValueError:
        return False
    return same and named.scheme in ("http", "https")


def _site(host: str | None) -> str:
    """Return a host's name without the part that only names an edition."""
    return re.sub(r"\A(?:www|m|amp|mobile)\.", "", (host or "").lower())
