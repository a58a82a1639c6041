"""``postil feed``: feeds, and what is new in them."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from tui.cli import report, report_all
from tui.cli.arguments import Parser
from tui.domain.errors import PostilError
from tui.domain.feeds import Feed, FeedItem
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted
from tui.exchange.common import json_of
from tui.library import Library
from tui.library.feeds import Feeds

_ADDRESS = 1_000


class _FeedParser(Parser):
    """The parser of ``postil feed``, whose first word says what to do."""

    def parsed(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments as they are understood."""
        arguments = super().parsed(argv)
        action, *given = arguments.locations or [""]
        if action not in ("", "add", "remove", "list"):
            self.error(f"'{one_line(action, 40)}' is not add, remove or list")
        if action in ("add", "remove") and not given:
            self.error("no feed is named")
        if action == "list" and given:
            self.error("list takes nothing more")
        if action and arguments.read:
            self.error("--read goes with what is new alone")
        return arguments


def feed_parser() -> Parser:
    """Return the parser of ``postil feed``."""
    parser = _FeedParser(
        "feed",
        ("add|remove|list [ADDRESS|FILE]...", "what to do; without it all feeds are asked what is new"),
        description="Follow feeds: RSS, Atom and JSON Feed. `add` takes their addresses, those of pages that "
        "name a feed, files, and lists of feeds (OPML); `remove` an address or a title. Feeds are asked only "
        "when you say so, and only for what changed since. An item is new until you open or add it.",
    )
    parser.add_argument("--read", action="store_true", help="mark as read what is listed")
    parser.add_format("text", "json", "jsonl")
    return parser


def feed(library: Library, arguments: argparse.Namespace) -> int:
    """Do with feeds what ``arguments.locations`` begins with; else ask them all what is new.

    Raises:
        PostilError: no feed is followed, there is none of that name, or something was not saved.
    """
    action, *given = arguments.locations or ["new"]
    feeds = Feeds(library)
    done = _ACTIONS[action](feeds, given, arguments)
    report_all(library.take_notices())
    return done


def _add(feeds: Feeds, given: Sequence[str], _: argparse.Namespace) -> int:
    failed = False
    for each in feeds.add(given):
        if each.problem:
            report(each.problem)
            failed = True
        else:
            done = "added" if each.is_new else "already there"
            _write(f"{done}: {one_line(each.title)} ({one_line(each.location, _ADDRESS)})\n")
    return 1 if failed else 0


def _remove(feeds: Feeds, given: Sequence[str], _: argparse.Namespace) -> int:
    for named in given:
        gone = feeds.remove(named)
        _write(f"removed: {one_line(gone.title)} ({one_line(gone.address, _ADDRESS)})\n")
    return 0


def _list(feeds: Feeds, _given: Sequence[str], arguments: argparse.Namespace) -> int:
    documents = []
    for each in feeds.all():
        document = {**asdict(each), "new": len(each.new), "items": len(each.items)}
        documents.append({name: document[name] for name in ("address", "title", *_LISTED)})
        if arguments.format == "text":
            about = f"{counted(len(each.items), 'item')}, {len(each.new):,} new"
            about += f"; {one_line(each.problem)}" if each.problem else ""
            _write(f"{one_line(each.title)} ({one_line(each.address, _ADDRESS)}): {about}\n")
    _write_documents(documents, arguments.format)
    return 0


_LISTED = ("items", "new", "fetched", "problem")


def _new(feeds: Feeds, _given: Sequence[str], arguments: argparse.Namespace) -> int:
    failed = False
    asked = []
    for each in feeds.refresh():
        asked.append(each.address)
        if each.problem:
            report(f"{one_line(each.address, _ADDRESS)}: {each.problem}")
            failed = True
    if not asked:
        raise PostilError("no feed is followed yet; `postil feed add ADDRESS` follows one")
    found = [(each, item) for each in feeds.all() for item in each.new if each.address in asked]
    if arguments.format == "text":
        _write("\n".join(_in_words(each, each.new) for each in feeds.all() if each.new))
    _write_documents([_document(*pair) for pair in found], arguments.format)
    if not found and not failed:
        report("nothing is new")
    if arguments.read:
        feeds.mark({item.address for _, item in found})
    return 1 if failed else 0


_ACTIONS: dict[str, Callable[[Feeds, Sequence[str], argparse.Namespace], int]] = {
    "add": _add,
    "remove": _remove,
    "list": _list,
    "new": _new,
}


def _in_words(feed: Feed, items: Iterable[FeedItem]) -> str:
    """Return the items under the title of their feed."""
    lines = [one_line(feed.title)]
    for item in items:
        lines.append(f"  {item.date[:10]:<10}  {one_line(item.title) or '(no title)'}")
        lines.append(f"  {'':<10}  {one_line(item.address, _ADDRESS)}")
    return "\n".join(lines) + "\n"


def _document(feed: Feed, item: FeedItem) -> dict[str, object]:
    return {
        "feed": feed.address,
        "feed_title": feed.title,
        "address": item.address,
        "title": item.title,
        "date": item.date or None,
        "author": item.author or None,
        "summary": item.summary or None,
    }


def _write_documents(documents: Sequence[dict[str, object]], form: str) -> None:
    if form == "json":
        _write(json_of(documents, 2) + "\n")
    elif form == "jsonl":
        _write("".join(json_of(each, None) + "\n" for each in documents))


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode(errors="replace"))
    sys.stdout.buffer.flush()
