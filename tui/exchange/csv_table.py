"""CSV (RFC 4180): a row for each annotation."""

import csv
import io
from collections.abc import Iterable, Iterator

from tui.exchange.common import source_of
from tui.exchange.links import passages
from tui.exchange.output import Exported

COLUMNS = (
    "title", "source", "site", "date",
    "quote", "speaker", "note", "tags", "colour", "motivation",
    "start", "end", "created", "modified", "id", "author", "page",
)  # fmt: skip
"""The first row. ``start`` and ``end`` are code points of the text that the annotation was made on."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would work out, and so might run."""
# A cell may hold tabs and line ends, but nothing that a terminal obeys.
_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if code not in (9, 10, 13)}


def table(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield the rows, in UTF-8, divided by CR and LF; tags have ``; `` between them."""
    yield row(COLUMNS)
    for article in articles:
        notes = article.notes
        about = notes.title, source_of(notes), notes.site, notes.date
        for passage in passages(article):
            each, speaker = passage.annotation, passage.speaker
            tags = "; ".join(each.tags)
            span = map(str, each.target.span) if each.target.text_hash else ("", "")
            said = each.target.quote.exact, speaker, each.note, tags, each.colour, each.motivation
            made = each.created, each.modified, each.id
            yield row((*about, *said, *span, *made, article.author, passage.page))


def row(cells: Iterable[str]) -> bytes:
    """Return one row in UTF-8, in which no cell is a formula or an order to a terminal."""
    line = io.StringIO(newline="")
    plain = (cell.translate(_CONTROLS) for cell in cells)
    # An apostrophe before it says to spreadsheets that a cell is text, whatever it looks like.
    defused = (f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in plain)
    csv.writer(line, lineterminator="\r\n").writerow(defused)
    return line.getvalue().encode(errors="replace")
