"""The feeds that the user follows, in one file: which they are, and what they named."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tui.domain.errors import StoreError
from tui.domain.feeds import Feed, FeedItem
from tui.domain.text.sanitize import encodable
from tui.store.layout import Layout
from tui.system import files
from tui.system.lock import WriteLock

_FORMAT = 1
_FORM, _FEEDS = "postil_feeds", "feeds"
Change = Callable[[dict[str, Feed]], None]
"""Changes the feeds, by their addresses, in their order."""


class FeedFile(NamedTuple):
    """What the file of feeds holds.

    Attributes:
        feeds: by their addresses.
        data: the bytes of the file.
        damage: what is wrong with it, or empty.
        newer: whether a newer program wrote it, which this one cannot read.
    """

    feeds: dict[str, Feed]
    data: bytes = b""
    damage: str = ""
    newer: bool = False


class FeedStore:
    """The feeds of a store. Safe to use from any thread, and by several programs at once."""

    def __init__(self, layout: Layout, notify: Callable[[str], object]) -> None:
        """Use the store at ``layout``; ``notify`` takes lines that the user should see."""
        self._layout = layout
        self._notify = notify
        self._lock = WriteLock(layout.lock)

    def all(self) -> tuple[Feed, ...]:
        """Return the feeds in the order in which they were added; never raises."""
        path = self._layout.feeds
        try:
            found = read_feeds(files.read(path))
        except OSError as error:
            self._notify(f"The feeds cannot be read: {files.explain(error)}")
            return ()
        if found.damage:
            damage = files.shown(found.damage)
            self._notify(f"{files.shown(path)} is damaged ({damage}); feeds may be missing")
        if found.newer:
            self._notify(f"{files.shown(path)}: a newer Postil wrote it")
        return tuple(found.feeds.values())

    def change(self, change: Change) -> tuple[Feed, ...]:
        """Make a change of the feeds as they are now; return them once they are safely on disk.

        Raises:
            StoreError: it was not saved.
        """
        path = self._layout.feeds
        try:
            self._layout.presence.check()
            self._layout.presence.make_folder(self._layout.folder)
            with self._lock:
                found = read_feeds(files.read(path))
                if found.newer:
                    raise StoreError(f"Feeds not saved: {files.shown(path)}: a newer Postil wrote it")
                if found.damage:
                    files.keep(self._layout.quarantine, "feeds", found.data)
                feeds = dict(found.feeds)
                change(feeds)
                if feeds != found.feeds or found.damage:
                    files.replace(path, _encoded(feeds))
        except OSError as error:
            raise StoreError(f"Feeds not saved: {files.explain(error)}") from error
        return tuple(feeds.values())


def read_feeds(data: bytes | None) -> FeedFile:
    """Return what is in a file of feeds with these bytes; None stands for a file that is not there."""
    if data is None:
        return FeedFile({})
    try:
        document: Any = orjson.loads(data)
        form = document[_FORM]
        if isinstance(form, int) and form > _FORMAT:
            return FeedFile({}, data, newer=True)
        records = list(document[_FEEDS])
    except (ValueError, TypeError, LookupError):
        return FeedFile({}, data, "it holds no feeds")
    feeds, damage = {}, ""
    for record in records:
        try:
            feed = _feed_of(record)
            feeds[feed.address] = feed
        except (ValueError, TypeError, LookupError):
            damage = "a feed in it cannot be read"
    return FeedFile(feeds, data, damage)


def feeds_without_damage(path: Path) -> bytes | None:
    """Return the file of feeds at ``path`` with those alone that can be read; None where none can.

    Raises:
        OSError: it cannot be read.
    """
    feeds = read_feeds(files.read(path)).feeds
    return _encoded(feeds) if feeds else None


def _feed_of(record: Any) -> Feed:
    """Return the feed in a record; items that cannot be read are no loss, for the feed has them.

    Raises:
        ValueError, TypeError, LookupError: it holds none.
    """
    items = []
    for each in record["items"]:
        with suppress(ValueError, TypeError, LookupError):
            items.append(FeedItem(**_strings(each, FeedItem), is_new=each["is_new"] is True))
    return Feed(**_strings(record, Feed), items=tuple(items))


def _strings(record: Any, of: type[Feed | FeedItem]) -> dict[str, Any]:
    """Return the fields of a record that are texts, which the address is in any case.

    Raises:
        ValueError, TypeError, LookupError: it has no address, or a field is no text.
    """
    found = {}
    for name in _TEXTS[of]:
        value = record["address"] if name == "address" else record.get(name, "")
        if not isinstance(value, str):
            raise TypeError(name)
        found[name] = value
    if not found["address"]:
        raise ValueError("address")
    return found


_TEXTS = {of: [each.name for each in fields(of) if each.type in ("str", str)] for of in (Feed, FeedItem)}
"""The names of the fields that are texts."""


def _encoded(feeds: dict[str, Feed]) -> bytes:
    form = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    try:
        return orjson.dumps({_FORM: _FORMAT, _FEEDS: list(feeds.values())}, option=form)
    except TypeError:  # half a character, which hardly any feed has, and is looked for only then
        return orjson.dumps(
            {_FORM: _FORMAT, _FEEDS: [_encodable(asdict(feed)) for feed in feeds.values()]}, option=form
        )


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {name: _encodable(each) for name, each in value.items()}
    return [_encodable(each) for each in value] if isinstance(value, list | tuple) else value
