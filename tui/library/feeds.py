"""Feeds: follow them, ask them what is new, remember what was read."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from tui import sources
from tui.domain.annotation import now
from tui.domain.errors import OpeningError, PostilError
from tui.domain.feeds import Feed, merged
from tui.domain.library import Added
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.library.lanes import PAUSE, server_of, side_by_side
from tui.sources.files import Refusal
from tui.sources.lists import entries_at
from tui.sources.open import absolute_location
from tui.store.feeds import FeedStore

if TYPE_CHECKING:
    from tui.sources.documents.feed import FetchedFeed

_SAVING = 1.0
"""Seconds from one saving of what feeds answered to the next."""


class Feeds:
    """The feeds that the user follows. They are asked only by ``add`` and ``refresh``."""

    def __init__(self, library: Library, *, pause: float = PAUSE) -> None:
        """Use the feeds of ``library``; wait ``pause`` seconds between two on one server."""
        self._library = library
        self._store = FeedStore(library.layout, library.add_notice)
        self._pause = pause

    def all(self) -> tuple[Feed, ...]:
        """Return the feeds in the order in which they were added; what is in the library is not new."""
        read = {place for known in self._library.recent() for place in (known.id, known.location)}
        return tuple(
            replace(
                feed,
                items=tuple(
                    replace(item, is_new=False) if item.is_new and item.address in read else item
                    for item in feed.items
                ),
            )
            for feed in self._store.all()
        )

    def add(self, given: Sequence[str]) -> Iterator[Added]:
        """Follow feeds; yield what came of each.

        Args:
            given: addresses of feeds or of pages that name theirs, files of feeds, or lists: OPML, or a text
                with an address on each line. Those feeds that a list names are not asked yet.
        """
        return side_by_side([work for location in given for work in self._works(location)], self._pause)

    def _works(self, location: str) -> Iterator[tuple[str, Callable[[], Added]]]:
        try:
            entries = entries_at(location)
        except OpeningError as error:
            problem = Added(location, problem=str(error))
            yield "", lambda: problem
            return
        for entry in entries:
            yield "", partial(self.follow, entry.location, entry.title)
        if not entries:
            yield server_of(location), partial(self._add, absolute_location(location))

    def follow(self, address: str, title: str = "") -> Added:
        """Follow the feed at an address without asking it."""
        return self._follow(Feed(address, title or address), is_fetched=False)

    def _add(self, location: str) -> Added:
        try:
            fetched = sources.read_feed(location, sources.NEVER_SEEN)
        except Refusal as refusal:
            return Added(location, problem=f"{one_line(location, 1_000)}: {refusal.reason}")
        if fetched is None:
            return Added(location, problem=f"{one_line(location, 1_000)}: the server sent nothing")
        items = merged((), fetched.items)
        etag, modified = fetched.seen
        feed = Feed(fetched.address, fetched.title, items, now(), etag, modified)
        return self._follow(feed, is_fetched=True)

    def _follow(self, feed: Feed, *, is_fetched: bool) -> Added:
        is_new = False

        def follow(feeds: dict[str, Feed]) -> None:
            nonlocal is_new
            known = feeds.get(feed.address)
            is_new = known is None
            if known is None:
                feeds[feed.address] = feed
            elif is_fetched:
                feeds[feed.address] = replace(feed, items=merged(known.items, feed.items))

        try:
            self._store.change(follow)
        except PostilError as error:
            return Added(feed.address, problem=str(error))
        return Added(feed.address, feed.title, is_new)

    def remove(self, named: str) -> Feed:
        """Follow a feed no longer; return it.

        Args:
            named: its address, or its title if only one is called so.

        Raises:
            PostilError: there is no such feed, or more than one; or that was not saved.
        """
        wanted = {named, absolute_location(named)}
        feeds = self._store.all()
        found = [feed for feed in feeds if feed.address in wanted]
        found = found or [feed for feed in feeds if feed.title.casefold() == named.casefold()]
        shown = one_line(named, 1_000)
        if not found:
            raise PostilError(f"{shown}: there is no such feed; `postil feed list` shows all")
        if len(found) > 1:
            raise PostilError(f"{shown}: {len(found)} feeds are called so; name one by its address")

        def remove(feeds: dict[str, Feed]) -> None:
            feeds.pop(found[0].address, None)

        self._store.change(remove)
        return found[0]

    def refresh(self) -> Iterator[Feed]:
        """Ask every feed what is new; yield each as it is then, with a problem where it could not be had.

        Raises:
            StoreError: what they said was not saved.
        """
        works = [(server_of(feed.address), partial(_asked, feed)) for feed in self._store.all()]
        answers: list[_Answer] = []
        saved = monotonic()
        for answer in side_by_side(works, self._pause):
            answers.append(answer)
            # All feeds are in one file: it is not written once for each of hundreds.
            if monotonic() - saved >= _SAVING:
                yield from self._save(answers)
                answers, saved = [], monotonic()
        yield from self._save(answers)

    def _save(self, answers: Sequence["_Answer"]) -> list[Feed]:
        """Store what feeds answered; return those that are followed still."""
        changed: list[Feed] = []

        def update(feeds: dict[str, Feed]) -> None:
            for answer in answers:
                known = feeds.get(answer.address)
                if known is not None:  # else it was removed meanwhile
                    feeds[answer.address] = _updated(known, answer)
                    changed.append(feeds[answer.address])

        if answers:
            self._store.change(update)
        return changed

    def mark(self, addresses: Collection[str], *, is_new: bool = False) -> tuple[Feed, ...]:
        """Remember of items, by their addresses, whether they are new; return all feeds.

        Raises:
            StoreError: that was not saved.
        """

        def mark(feeds: dict[str, Feed]) -> None:
            for address, feed in feeds.items():
                items = tuple(
                    replace(item, is_new=is_new) if item.address in addresses else item for item in feed.items
                )
                feeds[address] = replace(feed, items=items)

        return self._store.change(mark)


class _Answer(NamedTuple):
    """What came of asking the feed at an address: what it is now, or None if that did not change."""

    address: str
    fetched: "FetchedFeed | None" = None
    problem: str = ""


def _asked(feed: Feed) -> _Answer:
    try:
        return _Answer(feed.address, sources.read_feed(feed.address, sources.Seen(feed.etag, feed.modified)))
    except Refusal as refusal:
        return _Answer(feed.address, problem=refusal.reason)


def _updated(known: Feed, answer: _Answer) -> Feed:
    """Return a feed after what it answered; what was known stays where it could not be asked."""
    if answer.problem:
        return replace(known, problem=answer.problem)
    updated = replace(known, problem="", fetched=now())
    fetched = answer.fetched
    if fetched is None:
        return updated
    etag, modified = fetched.seen
    # A list of feeds may have given it a name.
    title = fetched.title if known.title == known.address else known.title
    items = merged(known.items, fetched.items)
    return replace(updated, title=title, items=items, etag=etag, modified=modified)
