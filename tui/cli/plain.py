"""``postil --plain``: an article as text in brackets, without the interface."""

import argparse
import sys

from tui.cli import report_all
from tui.domain.analysis import Analysis
from tui.domain.article import Markup
from tui.exchange.plain_text import bracketed
from tui.library import Library


def plain(library: Library, arguments: argparse.Namespace) -> int:
    """Write the article at ``arguments.locations`` to standard output, marked up; return the exit code.

    It is analysed only where names or quotes are marked.

    Raises:
        PostilError: it cannot be opened or analysed.
    """
    marked = frozenset(Markup) if arguments.marks is None else arguments.marks
    place, encoding = arguments.locations[0], arguments.encoding or ""
    opened = library.open(place, encoding=encoding, kind=arguments.format or "", or_stored=True)
    article = library.as_stored(opened)
    analysis = Analysis()
    if Markup.NAMES in marked or Markup.QUOTES in marked:
        analysis = library.corrected_analysis(article, library.analyse_here(article))
    notes = library.anchored(article, library.annotations(article)) if Markup.NOTES in marked else ()
    for piece in bracketed(article, analysis, notes, marked):
        sys.stdout.buffer.write(piece.encode(errors="replace"))
    sys.stdout.buffer.flush()
    report_all(filter(None, (analysis.remark, *library.take_notices())))
    return 0
