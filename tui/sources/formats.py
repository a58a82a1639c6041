"""Formats that are text but no article, or none yet: what a source is that cannot be opened, in plain words.

What is told apart here is only what would otherwise be shown with its markup as if that were the article.
"""

import codecs
import re

from tui import sources
from tui.domain.text.sanitize import one_line
from tui.sources.files import Kind

_HEAD = 4096
"""Bytes of the beginning that are looked at."""
_ENDINGS = {
    **dict.fromkeys((".eml", ".emlx"), "a mail message"),
    ".mbox": "a mailbox",
    **dict.fromkeys((".mhtml", ".mht"), "a web page saved as MHTML"),
    **dict.fromkeys((".rst", ".rest"), "reStructuredText"),
    ".org": "an Org file",
    **dict.fromkeys((".adoc", ".asciidoc"), "AsciiDoc"),
    **dict.fromkeys((".srt", ".vtt", ".sbv", ".ass", ".ssa", ".ttml"), "a file of subtitles"),
    ".opml": "a list of feeds (OPML)",
    **dict.fromkeys((".rss", ".atom"), "a feed"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".ipynb"), "JSON"),
    ".rtf": "an RTF document",
}
_ROOTS = {
    "rss": "an RSS feed",
    "rdf": "an RSS feed",
    "feed": "an Atom feed",
    "opml": "a list of feeds (OPML)",
    "svg": "an SVG drawing",
    "fictionbook": "a FictionBook",
    "tt": "a file of subtitles",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
}
# Nothing of it is tried in a second way: a row of comments would have more ways than can be tried.
_ROOT = (
    r"(?s)(?:<\?[^>]*+>\s*+|(?><!--.*?-->)\s*+|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?+>\s*+)*+"
    r"<(?:\w+:)?([A-Za-z]\w*)"
)
_PLAIN = re.compile(r"(?!From )[^\W\d_]+[ ;'’.]")
"""How nearly all texts begin, and nothing that is looked for: with a word that no colon follows."""
_EXPORTS = (
    ("URL,Title,Selection,Folder", "an export of Instapaper"),
    ("title,url,time_added", "an export of Pocket"),
    ("id,title,note,excerpt,url", "an export of Raindrop"),
    ("Highlight,Book Title", "a table of highlights from Readwise"),
    ("Title,URL,ID,Document tags", "an export of Readwise Reader"),
)
_SUBTITLES = r"\d+\s*\n\d\d:\d\d:\d\d[,.]\d{3} --> |WEBVTT\b|\[Script Info\]"
_HEADER_LINE = r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)"
_MHTML = r"(?im)^Content-Type:\s*multipart/related\b|^Snapshot-Content-Location:"
_MAIL = r"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|DKIM-Signature): "


def format_of(name: str, data: bytes, kind: Kind) -> str:
    """Return which format that is no plain text a source is in, for the reader, or an empty string.

    Args:
        name: of the file, whose ending says most; empty where there is none.
        data: all of the source.
        kind: what it is taken for otherwise.
    """
    head = _decoded(data[:_HEAD]).lstrip()
    found = _by_beginning(head, kind)
    if not found and kind is Kind.TEXT:
        dot = name.rfind(".")
        found = _ENDINGS.get(name[dot:].lower(), "") if dot > 0 else ""
        if not found and head[:4].lower() == "http" and _is_list(head):
            found = "a list of web addresses"
    return found


def advice(what: str, location: str) -> str:
    """Return what to say of a source in a format that is not opened, and how its articles are come by, if so.

    Args:
        what: it is, as ``format_of`` has it.
        location: its path or address, or ``-``.
    """
    place = "FILE" if location == "-" else one_line(sources.quote(location), 1_000)
    if what.endswith("feed") or what == _ENDINGS[".opml"]:
        return f"this is {what}, not an article; `postil feed add {place}` shows what is new in it"
    if what.startswith(("an export of", "a file of bookmarks", "a list of")):
        return f"this is {what}, not an article; `postil add {place}` adds what it names"
    return f"this is {what}, which cannot be opened yet"


def _decoded(head: bytes) -> str:
    """Return the beginning of a source as far as it is ASCII; its markup is that in every encoding."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace").replace("\r\n", "\n")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1").replace("\r\n", "\n")


def _by_beginning(head: str, kind: Kind) -> str:
    """Return the format that a source begins like, or an empty string."""
    if head[:1] == "<":
        return _markup(head, kind)
    if kind is not Kind.TEXT or _PLAIN.match(head):
        return ""
    if head.startswith("{\\rtf"):
        return "an RTF document"
    if head[:1] in "{[" and re.search(r'"version"\s*:\s*"https://jsonfeed\.org/', head):
        return "a JSON feed"
    if re.match(_SUBTITLES, head):
        return "a file of subtitles"
    if re.match(r"(?i)#\+(?:title|author|date|startup|options):", head):
        return "an Org file"
    for beginning, export in _EXPORTS:
        if head.startswith(beginning):
            return export
    return _mail(head)


def _markup(head: str, kind: Kind) -> str:
    """Return what a source is that begins with a tag and is no web page, or an empty string."""
    if re.match(r"(?i)<!DOCTYPE\s+NETSCAPE-Bookmark-file", head):
        return "a file of bookmarks"
    if re.search(r"(?i)<title>\s*Pocket Export\s*</title>", head[:1000]):
        return "an export of Pocket"
    root = re.match(_ROOT, head)
    if root is None or root[1].lower() == "html":
        return ""
    known = _ROOTS.get(root[1].lower(), "")
    if known and (kind is not Kind.HTML or known.endswith("feed")):
        return known
    return "XML" if kind is Kind.TEXT and head.startswith("<?xml") else ""


def _mail(head: str) -> str:
    """Return which kind of mail a source begins like, or an empty string; a memo with such lines is none."""
    mailbox = re.match(r"From \S+@\S+ [^\n]*\d{4}[^\n]*\n", head)
    start = mailbox.end() if mailbox else 0
    headers = re.compile(_HEADER_LINE + "{2,200}").match(head, start)
    if headers is None or not re.search(_MAIL, headers[0], re.IGNORECASE | re.MULTILINE):
        return ""
    if mailbox:
        return "a mailbox"
    if re.search(_MHTML, headers[0]):
        return "a web page saved as MHTML"
    return "a mail message"


def _is_list(head: str) -> bool:
    """Return whether every line is a web address; the last that is looked at may be cut."""
    lines = head.split("\n")
    return all(re.fullmatch(r"https?://\S+\s*|\s*", line) for line in lines)
