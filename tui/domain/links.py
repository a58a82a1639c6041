"""Where a link in an article leads, and what of that can be read."""

import re
from enum import Enum, auto
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from tui.domain.article import Article, BlockKind

_DROPPED = re.compile(r"[^\w\- ]")
"""What a heading has that its anchor has not."""


class Reach(Enum):
    """Whether what a link leads to can be read."""

    HERE = auto()
    """It is in this article."""
    ELSEWHERE = auto()
    """It is another article."""
    NOWHERE = auto()
    """It is nothing that is read: an address to write to, a program, a file on another computer, ..."""


class Destination(NamedTuple):
    """What a link leads to.

    Attributes:
        reach: whether it can be read.
        location: the path or address to open; empty unless it is elsewhere.
        anchor: the name of a place in it, without the ``#``, or empty.
    """

    reach: Reach
    location: str = ""
    anchor: str = ""


_NOWHERE = Destination(Reach.NOWHERE)


def destination_of(href: str, article: Article) -> Destination:
    """What ``href``, the target of a link in ``article``, leads to.

    A page from the web never leads to a file of this computer.
    """
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return _NOWHERE
    anchor, scheme = unquote(parts.fragment), parts.scheme.lower()
    if scheme in ("http", "https") and host:
        address = urldefrag(href).url
        if article.address and address == urldefrag(article.address).url:
            return Destination(Reach.HERE, "", anchor)
        return Destination(Reach.ELSEWHERE, address, anchor)
    if not scheme and not parts.netloc and not parts.path and not parts.query:
        return Destination(Reach.HERE, "", anchor)
    is_path = (not scheme and not parts.netloc) or (scheme == "file" and host in (None, "localhost"))
    if article.address or not is_path or not parts.path or "\0" in unquote(parts.path):
        return _NOWHERE
    path = _path_beside(article.location, unquote(parts.path))
    if path == article.location:
        return Destination(Reach.HERE, "", anchor)
    return Destination(Reach.ELSEWHERE, path, anchor)


def _path_beside(location: str, path: str) -> str:
    """``path`` as seen from the folder of the article at ``location``."""
    # Of what came through a pipe nobody knows the folder: the program's own is meant, and no home folder.
    joined = normpath(join("" if location == "-" else dirname(location), path))
    return f"./{joined}" if joined.startswith(("~", "-")) else joined


def anchor_offset(article: Article, anchor: str) -> int | None:
    """Where a place of that name is in the text: the heading that it is made of; None if there is none.

    Names are made as is usual: small letters, hyphens for spaces, no other marks, and a number for
    each heading of the same wording after the first. An empty name, and ``top``, are the beginning.
    """
    wanted = _anchor_of(anchor)
    if wanted in ("", "top"):
        return 0
    seen: dict[str, int] = {}
    for block in article.blocks:
        if block.kind not in (BlockKind.HEADLINE, BlockKind.HEADING):
            continue
        name = _anchor_of(article.text[block.start : block.end])
        times = seen.get(name, 0)
        seen[name] = times + 1
        if wanted == (f"{name}-{times}" if times else name):
            return block.start
    return None


def _anchor_of(heading: str) -> str:
    return _DROPPED.sub("", heading.strip().lower()).replace(" ", "-").replace("_", "-")
