"""Lists of articles: files that name what is to be read, and are none themselves."""

import re
from dataclasses import dataclass

from tui.domain.errors import OpeningError
from tui.sources.encoding import is_binary
from tui.sources.files import Refusal, read_path, read_stream, standard_input
from tui.sources.open import is_web_address, local_path

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PATH = re.compile(r"(?:~?/|\.{1,2}/|file:)\S.*|\S+\.[A-Za-z][A-Za-z0-9]{0,7}")
"""A path that says by its look that it is one: a folder before it, or an ending."""
_NAMES = re.compile(r"(?:.*\.(?:txt|text|list|lst|urls?)|[^.]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An article that a list names.

    Attributes:
        location: its path or address.
        title: as the list gives it, or empty.
        tags: that it has there.
        added: the day on which it was added there, ISO 8601, or empty.
        state: how far it was read there: ``unread``, ``archived``, ``starred``, ...
        text: the article itself as HTML or plain text, where the list holds it, or empty.
        highlights: passages that were marked there, with the note on each, or an empty one.
    """

    location: str
    title: str = ""
    tags: tuple[str, ...] = ()
    added: str = ""
    state: str = "unread"
    text: str = ""
    highlights: tuple[tuple[str, str], ...] = ()


def entries_of(data: bytes, name: str) -> list[ListEntry] | None:
    """Return what a list names, or None where the data are no list but, perhaps, an article.

    A list is a text with a path or address on each line; lines that are empty, or begin with ``#``, are
    passed over.

    Args:
        data: all of the file.
        name: of the file, or empty.
    """
    if not _NAMES.fullmatch(name) or is_binary(data):
        return None
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    named = [line for line in lines if line and not line.startswith("#")]
    if not named or not all(_ADDRESS.fullmatch(line) or _PATH.fullmatch(line) for line in named):
        return None
    return [ListEntry(line) for line in dict.fromkeys(named)]


def piped() -> bytes:
    """Return all that comes from standard input.

    Raises:
        OpeningError: it cannot be read, or is too large.
    """
    try:
        return read_stream(standard_input())
    except Refusal as refusal:
        raise OpeningError("-", refusal.reason) from refusal


def entries_at(location: str) -> list[ListEntry]:
    """Return what the list at a path names; nothing where it is no list, cannot be read, or is an address."""
    if is_web_address(location):
        return []
    try:
        path = local_path(location)
        return entries_of(read_path(path), path.name) or []
    except Refusal:
        return []
