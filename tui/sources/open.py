"""Location -> Article: a path, a ``file:`` or web address, or ``-`` for standard input."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias
from urllib.parse import unquote, urlsplit

from tui import sources
from tui.domain.article import Article
from tui.domain.errors import OpeningError
from tui.domain.text.sanitize import one_line, without_passwords
from tui.sources.encoding import decode, in_utf8, is_binary
from tui.sources.files import (
    Kind,
    Refusal,
    is_named_text,
    kind_of,
    read_path,
    read_stream,
    standard_input,
    title_from_location,
)
from tui.sources.formats import advice, format_of
from tui.sources.plain_text import article_from_text

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_LONGEST_NAME = 1_000
"""Code points of a path or address that an error shows."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IN_MAILBOX = re.compile(r"#\d{1,9}\Z")
_LIKE_AN_ADDRESS = re.compile(r"www\.[\w-]+\.\w|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net)\b", re.IGNORECASE)


GROUP = "postil.sources"
"""The group of entry points by which formats are added, Postil's own and those of other packages.

The name of an entry point is the ending of such files. It names a function from bytes, the name of the file
and the media type, both perhaps empty, to an ``Article``, or to None where the bytes are in another format.
"""
Location: TypeAlias = str | os.PathLike[str]
"""A path, or as a text whatever ``open_article`` takes."""
SourceReader: TypeAlias = Callable[[bytes, str, str], Article | None]

_KINDS = {"txt": Kind.TEXT, "md": Kind.MARKDOWN, "html": Kind.HTML}


def open_article(
    location: Location, *, stdin: BinaryIO | None = None, encoding: str = "", kind: str = ""
) -> Article:
    """Return the article at ``location``.

    Args:
        location: a path (``~`` stands for the home folder), a ``file:``, ``http:`` or ``https:``
            address, or ``-``. The third letter of a mailbox has its path with ``#3`` after it.
        stdin: what ``-`` stands for; standard input if None.
        encoding: that the source is in, whatever it says itself; empty if that is not known.
        kind: ``txt``, ``md`` or ``html``, whatever its name says; empty if that is not known.

    Raises:
        OpeningError: it cannot be opened, is too large, holds no text, ...
    """
    location = os.fspath(location)
    try:
        return _open(location, stdin, encoding, _KINDS.get(kind))
    except Refusal as refusal:
        raise OpeningError(one_line(location, _LONGEST_NAME) or "''", refusal.reason) from refusal


def is_web_address(location: str) -> bool:
    """Return whether a location is an ``http:`` or ``https:`` address."""
    return location[:8].lower().startswith(("http://", "https://"))


def absolute_location(location: Location) -> str:
    """Return a location that means the same wherever the program is started.

    ``-`` stays, and so do addresses, but for their passwords.
    """
    location = os.fspath(location)
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
        if _IN_MAILBOX.search(location) and (letter := sources.article_from_letter(location)) is not None:
            return letter
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
    media_type: str = "",
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
        media_type: that a server names, or empty.
        declared: the encoding that the source names, or empty.
        encoding: the one that the reader names, or empty.
        address: where it was fetched from, after all redirects; empty for a file.

    Raises:
        Refusal: it holds no text, or is in a format that is not read.
    """
    if encoding:
        data, declared = in_utf8(data, encoding), "utf-8"
    taken = kind or kind_of(name, data)
    known = format_of(name, data, taken)
    if kind is None and (known or not is_named_text(name) or is_binary(data)):
        article = article_from_plugin(data, name, media_type)
        if article is not None:
            title = article.title
            if title in ("", Article.title):
                title = title_from_location(location)
            return replace(article, location=location, title=title, address=address or article.address)
    if known:
        raise Refusal(advice(known, location))
    match taken:
        case Kind.MARKDOWN:
            return sources.article_from_markdown(decode(data, declared), location, address=address)
        case Kind.HTML:
            return sources.article_from_html(data, location, declared=declared, address=address)
        case Kind.TEXT:
            return article_from_text(decode(data, declared), location, address=address)


def article_from_plugin(data: bytes, name: str, media_type: str) -> Article | None:
    """Return the article that the first format which knows the data makes of it, or None if none does.

    Those whose name is the ending of the file's are asked first, and Postil's own before others.

    Args:
        data: all of the source.
        name: of the file, or the path of an address, or empty.
        media_type: that a server names, or empty.

    Raises:
        Refusal: a format knows the data and cannot read it, or a package fails over it.
    """
    ending = name.rpartition(".")[2].lower()

    def order(point: "EntryPoint") -> tuple[bool, bool, str]:
        return point.name.lower() != ending, not point.value.startswith("tui."), point.name

    asked: set[str] = set()
    for point in sorted(sources.entry_points(group=GROUP), key=order):
        if point.value in asked:  # one function may read several endings
            continue
        asked.add(point.value)
        try:
            reader: SourceReader = point.load()
            article = reader(data, name, media_type)
        except Refusal:
            raise
        except Exception as error:  # of another package, of any kind
            if point.value.startswith("tui."):
                raise
            why = one_line(f"{type(error).__name__}: {error}", 200)
            if point.name.lower() == ending:
                raise Refusal(f"the plug-in {one_line(point.name)} failed: {why}") from error
            continue
        if article is not None:
            return article
    return None


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
