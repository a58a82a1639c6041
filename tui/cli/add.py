"""``postil add``: articles to be read later."""

import argparse
import sys

from tui.cli import report, report_all
from tui.cli.arguments import TAG, Parser
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.library.adding import Adding


def add_parser() -> Parser:
    """Return the parser of ``postil add``."""
    parser = Parser(
        "add",
        ("FILE|URL|LIST|-", "articles; bookmarks.html, OPML, a list of paths and addresses, an export"),
        fewest=1,
        texts=("--tag",),
        description="Add articles to the library, to be read later. Each is stored with its whole text, so "
        "that it opens without a network. Several are fetched at the same time, but only one at a time "
        "from each server. Prints for each whether it was added, was already there, or why not. Exports of "
        "Pocket, Instapaper, Raindrop, Readwise, Omnivore and wallabag give their articles with tags, days, "
        "stars, and with texts and highlights if they hold them; the feeds of an OPML file are followed.",
    )
    parser.add_argument("--tag", **TAG, help="a tag for each of them; may be repeated")
    parser.add_argument("--read", action="store_true", help="mark them as read")
    return parser


def add(library: Library, arguments: argparse.Namespace) -> int:
    """Add what is at ``arguments.locations``, a line for each; return 1 if any could not be added.

    Raises:
        PostilError: standard input cannot be read.
    """
    failed = False
    for each in Adding(library, is_read=arguments.read, tags=arguments.tag).run(arguments.locations):
        if each.problem:
            report(each.problem)
            failed = True
            continue
        done = "added" if each.is_new else "already there"
        line = f"{done}: {one_line(each.title, 200)} ({one_line(each.location, 1_000)})\n"
        sys.stdout.buffer.write(line.encode(errors="replace"))
        sys.stdout.buffer.flush()
        report_all(library.take_notices())
    return 1 if failed else 0
