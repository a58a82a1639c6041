"""What a list says of an article, whatever way it has to say it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from tui.domain.text.sanitize import one_line

LONGEST = 500
"""Code points of a title, an author or a tag."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An article that a list names.

    Attributes:
        location: its path or address.
        title: as the list gives it, or empty.
        tags: that it has there.
        added: the time or the day when it was added there, ISO 8601 UTC, or empty.
        text: the article itself as HTML or plain text, where the list holds it, or empty.
        highlights: passages that were marked there, with the note on each, or an empty one; an empty passage
            has a note on all of it.
        author: as the list gives it, or empty.
        date: the day of publication, ``YYYY-MM-DD``, or empty.
        progress: the share of it that was read there, from 0 to 1.
        is_starred, is_archived: whether it is there.
        is_feed: whether it is no article but a feed.
    """

    location: str
    title: str = ""
    tags: tuple[str, ...] = ()
    added: str = ""
    text: str = ""
    highlights: tuple[tuple[str, str], ...] = ()
    author: str = ""
    date: str = ""
    progress: float = 0.0
    is_starred: bool = False
    is_archived: bool = False
    is_feed: bool = False

    def joined(self, other: "ListEntry") -> "ListEntry":
        """Return what this and another entry of the same address say; where they differ, this counts."""
        return replace(
            self,
            title=self.title or other.title,
            tags=tuple(dict.fromkeys((*self.tags, *other.tags))),
            added=self.added or other.added,
            text=self.text or other.text,
            highlights=tuple(dict.fromkeys((*self.highlights, *other.highlights))),
            author=self.author or other.author,
            date=self.date or other.date,
            progress=max(self.progress, other.progress),
            is_starred=self.is_starred or other.is_starred,
        )


def entry_of(
    location: object, title: object = "", tags: Iterable[str] = (), added: object = "", **rest: Any
) -> ListEntry:
    """Return an entry, from what a list says of it in its own ways.

    Args:
        location, title, tags: as the list has them; no address and no title if they are no text.
        added: a time, as ``moment_of`` takes it.
        rest: the other attributes of the entry.
    """
    named = [tag for tag in (one_line(each, LONGEST).strip().lstrip("#") for each in tags) if tag]
    place, heading = text_of(location).strip(), one_line(text_of(title), LONGEST).strip()
    heading = "" if heading == place else heading
    return ListEntry(place, heading, tuple(dict.fromkeys(named)), moment_of(added), **rest)


def text_of(value: object) -> str:
    """Return what is a text as it is, and what is none as an empty one."""
    return value if isinstance(value, str) else ""


def day_of(value: object) -> str:
    """Return the day of a time, as ``moment_of`` takes it, where it was written; empty if it is none."""
    day = _DAY.match(str(value).strip())
    return day[0] if day else moment_of(value)[:10]


_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")


def moment_of(value: object) -> str:
    """Return a time in ISO 8601 or in seconds since 1970 as times are stored, in UTC; empty if it is neither.

    Of a day without a time the day is returned.
    """
    written = str(value).strip() if isinstance(value, str | int | float) else ""
    if number := re.fullmatch(r"(\d{8,10})(?:\d{3}|\d{6})?(?:\.\d+)?", written):
        return _stored(datetime.fromtimestamp(int(number[1]), UTC)) if int(number[1]) else ""
    day = _DAY.match(written)
    if day is None or day[0] == written:
        return day[0] if day else ""
    try:
        given = datetime.fromisoformat(written)
        return _stored(given.replace(tzinfo=given.tzinfo or UTC).astimezone(UTC))
    except (ValueError, OverflowError):
        return day[0]


def _stored(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def share_of(value: object, whole: float = 1.0) -> float:
    """Return a number, or what is written as one, as a share of ``whole``, at most 1; 0 if it is none."""
    try:
        share = float(value) / whole if isinstance(value, str | int | float) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    return min(share, 1.0) if share > 0 else 0.0


_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")


def tags_of(written: str) -> list[str]:
    """Return the tags in a cell or an attribute: ``a,b``, ``a|b`` or ``['a', 'b']``."""
    written = written.strip()
    if written.startswith("["):
        return [one or other for one, other in _QUOTED.findall(written)]
    return written.split("|" if "|" in written else ",")


_ARCHIVED = frozenset({"archive", "read archive", "archived"})
_STARRED = frozenset({"starred", "liked"})
_ALL = frozenset({"", "unread", "home", "unsorted", "my list"})
"""Folders of services that say how far an article was read; others are the user's, and become tags."""


def state_in(folder: str) -> dict[str, bool]:
    """Return what the folder of a service says of the articles in it, for ``entry_of``."""
    name = folder.strip().lower()
    return {"is_archived": name in _ARCHIVED, "is_starred": name in _STARRED}


def as_tags(folder: str) -> list[str]:
    """Return the folder as a tag, unless it is the service's own."""
    return [] if folder.strip().lower() in _ARCHIVED | _STARRED | _ALL else [folder]


_QUOTATION = re.compile(r"((?:^>.*\n?)+)((?:^(?!>).*\n?)*)", re.MULTILINE)


def quotations_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the quotations of a page in Markdown, each with what follows it."""
    for quote, note in _QUOTATION.findall(text):
        words = "\n".join(line[1:].strip() for line in quote.splitlines()).strip()
        if words:
            yield words, note.strip()
