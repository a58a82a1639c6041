"""``postil --plain``: an article as text with bracketed marks, without the interface."""

import sys
from collections.abc import Collection

from tui.domain.analysis import Analysis
from tui.domain.text.sanitize import one_line
from tui.exchange.plain_text import Markup, bracketed
from tui.library import Library


def plain(library: Library, location: str, marked: Collection[Markup]) -> int:
    """Write the article at ``location`` to standard output, with what is ``marked``; the exit code.

    It is analysed only where names or quotes are marked.

    Raises:
        PostilError: it cannot be opened or analysed.
    """
    article = library.as_stored(library.open(location))
    analysis = Analysis()
    if Markup.NAMES in marked or Markup.QUOTES in marked:
        analysis = library.corrected_analysis(article, library.analyse_here(article))
    notes = library.anchored(article, library.annotations(article)) if Markup.NOTES in marked else ()
    for piece in bracketed(article, analysis, notes, marked):
        sys.stdout.buffer.write(piece.encode(errors="replace"))
    sys.stdout.buffer.flush()
    for remark in (analysis.remark, *library.take_notices()):
        if remark:
            sys.stderr.write(f"postil: {one_line(remark, 1_200)}\n")
    return 0
