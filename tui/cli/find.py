"""``postil find``: search in the texts of everything that was read or added."""

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby

from tui.cli import report_all
from tui.cli.arguments import Parser
from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line
from tui.exchange.common import json_of
from tui.library import Library
from tui.library.finding import TextHit, find_in_texts


def find_parser() -> Parser:
    """Return the parser of ``postil find``."""
    parser = Parser(
        "find",
        ("WORDS", "what to look for"),
        fewest=1,
        description="Search the texts of everything that was read or added, and print each place where all "
        "WORDS occur, with its surroundings. Case and accents are ignored; the last word may be incomplete. "
        "Where none is found the exit code is 1.",
    )
    parser.add_format("text", "json", "jsonl")
    return parser


def find(library: Library, arguments: argparse.Namespace) -> int:
    """Write the places of the words to standard output; return the exit code.

    Raises:
        PostilError: no text has all the words.
    """
    words = " ".join(arguments.locations)
    hits = list(find_in_texts(library, words))
    if arguments.format == "text":
        written = _text(hits)
    elif arguments.format == "json":
        written = json_of([_document(hit) for hit in hits], 2) + "\n"
    else:
        written = "".join(json_of(_document(hit), None) + "\n" for hit in hits)
    sys.stdout.buffer.write(written.encode(errors="replace"))
    sys.stdout.buffer.flush()
    report_all(library.take_notices())
    if not hits:
        raise PostilError(f"no stored text has the words “{one_line(words, 500)}”")
    return 0


def _document(hit: TextHit) -> dict[str, object]:
    known = hit.article
    return {
        "article": known.id,
        "title": known.title,
        "date": known.date or None,
        "location": known.location,
        "text_hash": hit.target.text_hash,
        "start": hit.target.span.start,
        "end": hit.target.span.end,
        "prefix": hit.before,
        "exact": hit.exact,
        "suffix": hit.after,
    }


def _text(hits: Sequence[TextHit]) -> str:
    """Return the places under the titles of their articles."""
    parts = []
    for _, group in groupby(hits, key=lambda hit: hit.article.id):
        listed = list(group)
        known = listed[0].article
        about = ", ".join(filter(None, (one_line(known.site), one_line(known.date))))
        title = one_line(known.title) + (f" ({about})" if about else "")
        lines = [title, one_line(known.location, 1_000), ""]
        lines += [f"  {hit.before}{hit.exact}{hit.after}" for hit in listed]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
