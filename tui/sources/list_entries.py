"""What a list says of an article, whatever way it has to say it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tui.domain.text.sanitize import one_line

LONGEST = 500
"""Code points of a title, an author or a tag."""
ARCHIVED, STARRED, READING, UNREAD, FEED = "archived", "starred", "reading", "unread", "feed"
"""What ``ListEntry.state`` may be; the last stands for an address that is a feed and no article."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An article that a list names.

    Attributes:
        location: its path or address.
        title: as the list gives it, or empty.
        tags: that it has there; one that is archived and starred has ``starred`` among them.
        added: the day on which it was added there, ISO 8601, or empty.
        state: how far it was read there: ``unread``, ``reading``, ``archived`` or ``starred``; ``feed`` where
            it is no article but a feed.
        text: the article itself as HTML or plain text, where the list holds it, or empty.
        highlights: passages that were marked there, with the note on each, or an empty one.
        author: as the list gives it, or empty.
        date: the day of publication, ``YYYY-MM-DD``, or empty.
    """

    location: str
    title: str = ""
    tags: tuple[str, ...] = ()
    added: str = ""
    state: str = UNREAD
    text: str = ""
    highlights: tuple[tuple[str, str], ...] = ()
    author: str = ""
    date: str = ""


def entry_of(
    location: object,
    title: object = "",
    tags: Iterable[str] = (),
    added: object = "",
    *,
    archived: bool = False,
    starred: bool = False,
    started: bool = False,
    **rest: Any,
) -> ListEntry:
    """Return an entry, from what a list says of it in its own ways.

    Args:
        location, title, tags: as the list has them; no address and no title if they are no text.
        added: a time, as ``day_of`` takes it.
        archived, starred, started: what was done with it there.
        rest: the other attributes of the entry.
    """
    named = [tag for tag in (one_line(each, LONGEST).strip().lstrip("#") for each in tags) if tag]
    state = ARCHIVED if archived else STARRED if starred else READING if started else UNREAD
    if archived and starred:
        named.append(STARRED)
    place, heading = text_of(location).strip(), one_line(text_of(title), LONGEST).strip()
    heading = "" if heading == place else heading
    return ListEntry(place, heading, tuple(dict.fromkeys(named)), day_of(added), state, **rest)


def text_of(value: object) -> str:
    """Return what is a text as it is, and what is none as an empty one."""
    return value if isinstance(value, str) else ""


def day_of(value: object) -> str:
    """Return the day of a time in ISO 8601 or in seconds since 1970; empty if it is neither."""
    written = str(value).strip() if isinstance(value, str | int | float) else ""
    if day := re.match(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)", written):
        return day[0]
    number = re.fullmatch(r"(\d{8,10})(?:\d{3}|\d{6})?(?:\.\d+)?", written)
    if number is None or not int(number[1]):
        return ""
    return datetime.fromtimestamp(int(number[1]), UTC).date().isoformat()


_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")


def tags_of(written: str) -> list[str]:
    """Return the tags in a cell or an attribute: ``a,b``, ``a|b`` or ``['a', 'b']``."""
    written = written.strip()
    if written.startswith("["):
        return [one or other for one, other in _QUOTED.findall(written)]
    return written.split("|" if "|" in written else ",")


_FOLDERS = {
    **dict.fromkeys(("archive", "read archive", "archived"), ARCHIVED),
    **dict.fromkeys(("starred", "liked"), STARRED),
    **dict.fromkeys(("", "unread", "home", "unsorted", "my list"), UNREAD),
}
"""Folders of services that say how far an article was read; others are the user's, and become tags."""


def state_in(folder: str) -> dict[str, bool]:
    """Return what the folder of a service says of the articles in it, for ``entry_of``."""
    state = _FOLDERS.get(folder.strip().lower())
    return {"archived": state == ARCHIVED, "starred": state == STARRED}


def as_tags(folder: str) -> list[str]:
    """Return the folder as a tag, unless it is the service's own."""
    return [] if folder.strip().lower() in _FOLDERS else [folder]
