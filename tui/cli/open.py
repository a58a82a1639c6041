"""``postil open``: the passage that a link in a note leads to."""

import argparse

from tui.cli.arguments import CONFIG, Parser
from tui.cli.read import show
from tui.library import Library
from tui.library.linked import linked_request
from tui.library.reopen import reopen


def open_parser() -> Parser:
    """Return the parser of ``postil open``."""
    parser = Parser(
        "open",
        ("LINK", "a link that begins with postil://, as exported pages have it"),
        most=1,
        fewest=1,
        description="Read an article at the passage that a link leads to. Only what is in the library is "
        "opened, whatever a link says. README.md describes how a desktop opens such links by itself.",
    )
    parser.add_argument("--config", **CONFIG)
    return parser


def open_link(library: Library, arguments: argparse.Namespace) -> int:
    """Show the passage that the link at ``arguments.locations`` leads to; return the exit code.

    Raises:
        PostilError: it is no such link, the library has no such article, or it cannot be shown.
    """
    request = linked_request(library, arguments.locations[0])
    article, remark = reopen(library, request.location, request.article)
    if remark:
        library.add_notice(remark)
    return show(library, arguments, article, request.target)
