"""Feeds: addresses at which a site says what is new on it, and what they said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

MOST_ITEMS = 500
"""Items of a feed that are stored; what a feed names at once is stored in any case."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One thing that a feed names.

    Attributes:
        id: by which it is known again, as the feed has it, else its address.
        address: of its page.
        title: perhaps empty.
        date: when it was published or changed, ISO 8601 UTC, or empty.
        author: perhaps empty.
        summary: the beginning of what the feed says of it, or empty.
        is_new: whether it was neither opened nor added nor marked as read.
    """

    id: str
    address: str
    title: str = ""
    date: str = ""
    author: str = ""
    summary: str = ""
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that the user follows.

    Attributes:
        address: where it is; a path where it is a file.
        title: what it is called, or its address.
        items: what it named, the newest first as far as it says so.
        fetched: when it was last asked, ISO 8601 UTC, or empty.
        etag, modified: what its server said of its state then, or empty.
        problem: why it could not be had the last time, in one line, or empty.
    """

    address: str
    title: str
    items: tuple[FeedItem, ...] = ()
    fetched: str = ""
    etag: str = ""
    modified: str = ""
    problem: str = ""

    @property
    def new(self) -> tuple[FeedItem, ...]:
        """Return the items that are new."""
        return tuple(item for item in self.items if item.is_new)


def merged(known: Sequence[FeedItem], fetched: Sequence[FeedItem]) -> tuple[FeedItem, ...]:
    """Return what a feed names now, and what it named before and is new yet.

    What was known stays new or not as it was, whatever became of its title.
    """
    before = {item.id: item for item in known}
    items = {item.id: replace(item, is_new=item.is_new and _was_new(before.get(item.id))) for item in fetched}
    rest = [item for item in known if item.id not in items and item.is_new]
    return (*items.values(), *rest[: max(0, MOST_ITEMS - len(items))])


def _was_new(item: FeedItem | None) -> bool:
    return item is None or item.is_new
