"""CSV (RFC 4180): a row for each annotation."""

import csv
import io
from collections.abc import Iterable, Iterator

from tui.exchange.note_json import source_of
from tui.exchange.output import Exported

COLUMNS = (
    "title",
    "source",
    "site",
    "date",
    "quote",
    "speaker",
    "note",
    "tags",
    "colour",
    "motivation",
    "start",
    "end",
    "created",
    "modified",
    "id",
)
"""The first row. ``start`` and ``end`` are code points of the text that the annotation was made on."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would work out, and so might run."""
# A cell may hold tabs and line ends, but nothing that a terminal obeys.
_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if code not in (9, 10, 13)}


def table(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield the rows, in UTF-8, divided by CR and LF; tags have ``; `` between them."""
    yield _row(COLUMNS)
    for article in articles:
        for cells in _cells(article):
            yield _row(cells)


def _cells(article: Exported) -> Iterator[tuple[str, ...]]:
    notes = article.notes
    for annotation in notes.annotations:
        target = annotation.target
        span = target.span if target.text_hash else ("", "")
        yield (
            notes.title,
            source_of(notes),
            notes.site,
            notes.date,
            target.quote.exact,
            article.speakers.get(annotation.id, ""),
            annotation.note,
            "; ".join(annotation.tags),
            annotation.colour,
            annotation.motivation,
            *map(str, span),
            annotation.created,
            annotation.modified,
            annotation.id,
        )


def _row(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(map(_defused, cells))
    return line.getvalue().encode(errors="replace")


def _defused(cell: str) -> str:
    """Return ``cell`` as text, whatever it looks like: an apostrophe before it says so to spreadsheets."""
    plain = cell.translate(_CONTROLS)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
