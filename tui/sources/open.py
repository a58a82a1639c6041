"""Location -> Article: a path, a ``file:`` or web address, or ``-`` for standard input."""

import re
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from tui import sources
from tui.domain.article import Article
from tui.domain.errors import OpeningError
from tui.domain.text.sanitize import one_line, without_passwords
from tui.sources.encoding import decode, in_utf8
from tui.sources.files import Kind, Refusal, kind_of, read_path, read_stream, standard_input
from tui.sources.formats import check_format
from tui.sources.plain_text import article_from_text

_LONGEST_NAME = 1_000
"""Code points of a path or address that an error shows."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LIKE_AN_ADDRESS = re.compile(r"www\.[\w-]+\.\w|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net)\b", re.IGNORECASE)


_KINDS = {"txt": Kind.TEXT, "md": Kind.MARKDOWN, "html": Kind.HTML}


def open_article(
    location: str, *, stdin: BinaryIO | None = None, encoding: str = "", kind: str = ""
) -> Article:
    """Return the article at ``location``.

    Args:
        location: a path (``~`` stands for the home folder), a ``file:``, ``http:`` or ``https:``
            address, or ``-``.
        stdin: what ``-`` stands for; standard input if None.
        encoding: that the source is in, whatever it says itself; empty if that is not known.
        kind: ``txt``, ``md`` or ``html``, whatever its name says; empty if that is not known.

    Raises:
        OpeningError: it cannot be opened, is too large, holds no text, ...
    """
    try:
        return _open(location, stdin, encoding, _KINDS.get(kind))
    except Refusal as refusal:
        raise OpeningError(one_line(location, _LONGEST_NAME) or "''", refusal.reason) from refusal


def is_web_address(location: str) -> bool:
    """Return whether a location is an ``http:`` or ``https:`` address."""
    return location[:8].lower().startswith(("http://", "https://"))


def absolute_location(location: str) -> str:
    """Return a location that means the same wherever the program is started.

    ``-`` stays, and so do addresses, but for their passwords.
    """
    if location == "-" or is_web_address(location):
        return without_passwords(location)
    try:
        return str(local_path(location).absolute())
    except (Refusal, OSError):
        return location


def _open(location: str, stdin: BinaryIO | None, encoding: str, kind: Kind | None) -> Article:
    if location == "-":
        data = read_stream(stdin or standard_input())
        return article_of(kind, data, location, encoding=encoding)
    if is_web_address(location):
        return sources.article_from_web(location, encoding=encoding, kind=kind)
    path = local_path(location)
    try:
        data = read_path(path)
    except Refusal as refusal:
        if _LIKE_AN_ADDRESS.match(location):
            raise Refusal(f"{refusal.reason}; a web address begins with https://") from refusal
        raise
    return article_of(kind, data, location, name=path.name, encoding=encoding)


def article_of(
    kind: Kind | None,
    data: bytes,
    location: str,
    *,
    name: str = "",
    declared: str = "",
    encoding: str = "",
    address: str = "",
) -> Article:
    """Return the article that the bytes of a source hold.

    Args:
        kind: how the bytes are to be read; None if their name and they themselves say it.
        data: all of the source.
        location: where it comes from, as the reader named it.
        name: of the file, as far as it has one.
        declared: the encoding that the source names, or empty.
        encoding: the one that the reader names, or empty.
        address: where it was fetched from, after all redirects; empty for a file.

    Raises:
        Refusal: it holds no text, or is in a format that is not read.
    """
    if encoding:
        data, declared = in_utf8(data, encoding), "utf-8"
    kind = kind or kind_of(name, data)
    check_format(name, data, kind)
    match kind:
        case Kind.MARKDOWN:
            return sources.article_from_markdown(decode(data, declared), location, address=address)
        case Kind.HTML:
            return sources.article_from_html(data, location, declared=declared, address=address)
        case Kind.TEXT:
            return article_from_text(decode(data, declared), location, address=address)


def local_path(location: str) -> Path:
    """Return the path that a location names, absolute or not, ``~`` expanded.

    Raises:
        Refusal: it is an address of a kind that is not read, or names no path.
    """
    if location[:5].lower() == "file:":
        parts = urlsplit(location)
        if parts.netloc not in ("", "localhost"):
            raise Refusal("this file is on another computer")
        return Path(unquote(parts.path))
    if not location:
        raise Refusal("no file is named")
    scheme = _SCHEME.match(location)
    if scheme and location[scheme.end() :].startswith("//"):
        raise Refusal(f"{one_line(scheme.group(1))}: addresses cannot be opened, only http, https and file")
    try:
        return Path(location).expanduser()
    except (RuntimeError, ValueError):
        return Path(location)
