"""Read what Hypothesis exports: the rows that its API gives."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tui.domain.annotation import TextQuoteSelector
from tui.domain.library import ArticleRecord
from tui.domain.serialization import InvalidRecord
from tui.domain.text.sanitize import one_line
from tui.exchange.common import foreign_note, quote_of, string

_IRI = "https://hypothes.is/a/"


def is_hypothesis(rows: Sequence[object]) -> bool:
    """Return whether a list is one of rows: unlike Web Annotations they name a ``uri``."""
    first = rows[0] if rows else {}
    return not rows or (isinstance(first, dict) and "uri" in first)


def notes_of_rows(row: object, rows: Sequence[Any]) -> Iterator[ArticleRecord]:
    """Yield the note in a row of ``rows``, under the address that it names.

    A reply is about the passage that the note is about which it replies to, if that is among the
    rows. A note on a whole page is about no passage, and so has an empty one.

    Raises:
        InvalidRecord: something in it is missing or not of its kind.
    """
    if not isinstance(row, dict):
        raise InvalidRecord("this is not an annotation")
    known = string(row.get("id"), "id")
    address = string(row.get("uri"), "uri")
    if not known or not address:
        raise InvalidRecord("it has no 'id' or no 'uri'")
    tags = row.get("tags") or []
    if not isinstance(tags, list):
        raise InvalidRecord("'tags' is not a list")
    above = row.get("references")
    root = above[0] if isinstance(above, list) and above else None
    roots = (each for each in rows if root and isinstance(each, dict) and each.get("id") == root)
    annotation = foreign_note(
        _IRI + known,
        _passage(row) or _passage(next(roots, {})) or TextQuoteSelector(""),
        string(row.get("text") or "", "text"),
        [tag for tag in (one_line(string(tag, "tags")) for tag in tags) if tag],
        row.get("created"),
        row.get("updated"),
    )
    yield ArticleRecord(address, _title(row), location=address, annotations=(annotation,))


def _passage(row: Mapping[str, Any]) -> TextQuoteSelector | None:
    targets = row.get("target") or []
    for target in targets if isinstance(targets, list) else [targets]:
        selectors = target.get("selector") or [] if isinstance(target, dict) else []
        for selector in selectors if isinstance(selectors, list) else [selectors]:
            if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector":
                return quote_of(selector)
    return None


def _title(row: Mapping[str, Any]) -> str:
    document = row.get("document")
    title = document.get("title") if isinstance(document, dict) else None
    if isinstance(title, list):
        title = title[0] if title else None
    return one_line(title) if isinstance(title, str) else ""
