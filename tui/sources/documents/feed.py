"""RSS, Atom, JSON Feed -> what a feed names; where the feed of a page is."""

import calendar
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser
import orjson

from tui.domain.feeds import FeedItem
from tui.domain.text.sanitize import one_line, without_passwords
from tui.sources.documents.archive import parse_page
from tui.sources.files import Refusal, read_path
from tui.sources.open import is_web_address, local_path
from tui.sources.web import NEVER_SEEN, Limits, Page, Seen, fetch, leads_inside
from tui.system.files import MEGABYTE

LIMITS = Limits(size=5 * MEGABYTE)
"""What a feed may cost; the largest have half of it."""
_MOST = 1_000
"""Items of a feed that are looked at."""
_WORDS, _SUMMARY = 300, 600
"""Code points of a title or name; of a summary."""
_LONGEST = 4_000
"""Code points of an address."""
_TAG = re.compile(r"<(?:/?[A-Za-z!][^<>]*)?>")
_TYPES = re.compile(r"application/(?:(?:rss|atom|rdf|feed)\+(?:xml|json)|json)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """A feed as it is now.

    Attributes:
        address: where it is.
        title: what it is called, or its address.
        items: what it names, in its order.
        seen: by which its server knows whether it has changed since.
    """

    address: str
    title: str
    items: tuple[FeedItem, ...]
    seen: Seen = NEVER_SEEN


def read_feed(location: str, seen: Seen, limits: Limits = LIMITS) -> FetchedFeed | None:
    """Return the feed at an address or path, or the one that the page there names; None if it did not change.

    Args:
        location: where it is.
        seen: what its server said the last time.
        limits: what it may cost.

    Raises:
        Refusal: it cannot be had, or there is no feed.
    """
    if not is_web_address(location):
        # What a file names has no place that is relative to it.
        return feed_of(read_path(local_path(location)), location, "")
    page = fetch(location, limits, seen=seen)
    if page.is_unchanged:
        return None
    try:
        return _feed_on(page, location)
    except Refusal:
        target = feed_address(page.data, page.address)
        if not target or target == page.address or leads_inside(page.address, target):
            raise
    return _feed_on(fetch(target, limits, seen=NEVER_SEEN), target)


def _feed_on(page: Page, location: str) -> FetchedFeed:
    return feed_of(page.data, location, page.address, page.seen)


def feed_of(data: bytes, location: str, base: str, seen: Seen = NEVER_SEEN) -> FetchedFeed:
    """Return the feed that some bytes are.

    Items that lead to no web page are left out, and those of a feed outside that lead into this network.

    Args:
        data: all of it.
        location: where it is, as it is to be asked again.
        base: the address that links are relative to, or empty.
        seen: to go with it.

    Raises:
        Refusal: it is no feed.
    """
    title, entries = _of_json(data) or _of_xml(data)
    found: dict[str, FeedItem] = {}
    for item in entries:
        address = without_passwords(one_line(_joined(base, item.address), _LONGEST))
        if is_web_address(address) and not leads_inside(base, address):
            known = one_line(item.id, _LONGEST) or address
            found.setdefault(known, _cleaned(item, known, address))
        if len(found) == _MOST:
            break
    return FetchedFeed(location, _plain(title) or one_line(location, _WORDS), tuple(found.values()), seen)


def _cleaned(item: FeedItem, known: str, address: str) -> FeedItem:
    summary = _plain(item.summary, _SUMMARY)
    return FeedItem(known, address, _plain(item.title), item.date, _plain(item.author), summary)


def feed_address(data: bytes, base: str) -> str:
    """Return the address of the feed that a page names, or empty."""
    tree = parse_page(data[:MEGABYTE])
    if tree is None:
        return ""
    for link in tree.iter("link"):
        relation = (link.get("rel") or "").lower().split()
        if "alternate" in relation and _TYPES.fullmatch((link.get("type") or "").strip()):
            address = _joined(base, link.get("href") or "")
            if is_web_address(address):
                return address
    return ""


def _of_json(data: bytes) -> tuple[str, Iterator[FeedItem]] | None:
    """Return title and items of a JSON Feed; None where it is none."""
    try:
        document = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
    if not isinstance(document, dict) or "jsonfeed.org" not in _string(document, "version"):
        return None
    items = document.get("items")
    records = (each for each in (items if isinstance(items, list) else ()) if isinstance(each, dict))
    return _string(document, "title"), map(_of_record, records)


def _of_record(record: Mapping[str, Any]) -> FeedItem:
    authors = record.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else record.get("author")
    texts = (_string(record, name) for name in ("summary", "content_text", "content_html"))
    number = record.get("id")
    return FeedItem(
        str(number) if isinstance(number, str | int) else "",
        _string(record, "url") or _string(record, "external_url"),
        _string(record, "title"),
        _utc(_string(record, "date_published") or _string(record, "date_modified")),
        _string(first, "name") if isinstance(first, dict) else "",
        next(filter(None, texts), ""),
    )


def _of_xml(data: bytes) -> tuple[str, Iterator[FeedItem]]:
    """Return title and items of RSS or Atom, also of broken ones.

    Raises:
        Refusal: it is neither.
    """
    try:
        # A stream: a text would be taken for an address or a path, and opened.
        feed = feedparser.parse(BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # it is made for what is broken, but not for all of it
        raise Refusal("this is a feed that is damaged") from error
    if not feed.get("version") and not feed.get("entries"):
        raise Refusal("this is not a feed (RSS, Atom or JSON Feed)")
    return _string(feed.get("feed") or {}, "title"), map(_of_entry, feed.get("entries") or ())


def _of_entry(entry: dict[str, Any]) -> FeedItem:
    # Where an entry is changed only, its own ``get`` would take the one for the other, with a warning.
    moment = entry.get("published_parsed") or dict.get(entry, "updated_parsed")
    date = ""
    if moment:
        with suppress(ValueError, OverflowError, OSError, TypeError):
            date = _iso(datetime.fromtimestamp(calendar.timegm(moment), UTC))
    return FeedItem(
        _string(entry, "id"),
        _string(entry, "link"),
        _string(entry, "title"),
        date,
        _string(entry, "author"),
        _string(entry, "summary"),
    )


def _string(record: Any, name: str) -> str:
    value = record.get(name) if hasattr(record, "get") else None
    return value if isinstance(value, str) else ""


def _utc(written: str) -> str:
    """Return a time of ISO 8601 in UTC, or empty."""
    try:
        given = datetime.fromisoformat(written)
        return _iso(given.replace(tzinfo=given.tzinfo or UTC).astimezone(UTC))
    except (ValueError, OverflowError):
        return ""


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _plain(marked: str, limit: int = _WORDS) -> str:
    """Return on one line what is said with markup, of which a title may have some and a summary has more."""
    return one_line(unescape(_TAG.sub(" ", marked[: 20 * limit])), limit)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
