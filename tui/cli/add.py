"""``postil add``: articles to be read later."""

import argparse
import sys

from tui.cli import report, report_all
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.library.adding import Adding


def add(library: Library, arguments: argparse.Namespace) -> int:
    """Add what is at ``arguments.locations``, a line for each; return 1 if any could not be added.

    Raises:
        PostilError: standard input cannot be read.
    """
    failed = False
    for each in Adding(library, is_read=arguments.read).run(arguments.locations):
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
