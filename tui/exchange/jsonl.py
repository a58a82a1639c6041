"""Articles with names and notes as JSON Lines, both ways.

``python -m tui.analysis.training`` and many other tools read the names in it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tui.domain.annotation import Annotation
from tui.domain.article import BY_CONTENT
from tui.domain.library import ArticleRecord, MadeCorrection
from tui.domain.serialization import (
    InvalidRecord,
    annotation_of,
    annotation_record,
    cleaned,
    correction_of,
    correction_record,
    filing_of,
    text,
)
from tui.domain.text.sanitize import encodable
from tui.exchange.common import Document, encoded
from tui.exchange.output import Exported

_SHA256 = re.compile("[0-9a-f]{64}")


def is_line_of_article(document: Mapping[str, object]) -> bool:
    """Return whether a line describes an article, and not one annotation."""
    return "text" in document and "id" in document and ("annotations" in document or "spans" in document)


def notes_of_line(line: Mapping[str, Any]) -> ArticleRecord:
    """Return the notes in a line.

    Raises:
        InvalidRecord: something in it is missing, is not of its kind, or does not fit the rest.
    """
    known = article_id_of(text(line, "id"))
    texts = _texts(line)
    annotations = tuple(map(annotation_of, _records(line, "annotations")))
    made = _records(line, "corrections")
    corrections = tuple(MadeCorrection(correction_of(each), text(each, "text_hash")) for each in made)
    targets = [target for each in annotations for target in (each.target, each.moved) if target]
    placed = [target for target in targets if target.text_hash]
    for target in placed:
        check_length(target.position.end - target.position.start, target.quote.exact)
    for text_hash in (*(each.text_hash for each in corrections), *(target.text_hash for target in placed)):
        if not _SHA256.fullmatch(text_hash):
            raise InvalidRecord("'text_hash' is not the SHA-256 of a text")
    title, date, site, location, author = (
        text(line, name) if line.get(name) is not None else ""
        for name in ("title", "date", "site", "location", "author")
    )
    filing = filing_of(line)
    return ArticleRecord(known, title, date, site, location, annotations, corrections, texts, filing, author)


def check_length(length: int, exact: str) -> None:
    """Make sure that offsets and wording of a passage can be of one text.

    Raises:
        InvalidRecord: they cannot.
    """
    if length != len(exact):
        raise InvalidRecord("the offsets of a passage do not fit its wording")


def article_id_of(given: str) -> str:
    """Return the id of an article that a file names.

    Raises:
        InvalidRecord: it is none.
    """
    digest = given.removeprefix(BY_CONTENT)
    if not given or (digest != given and not _SHA256.fullmatch(digest)):
        raise InvalidRecord("'id' is not that of an article")
    return encodable(given)


def _texts(line: Mapping[str, Any]) -> dict[str, str]:
    """Return the versions of the text, by their SHA-256; the one that is shown first."""
    shown = text(line, "text")
    others = line.get("other_texts") or {}
    if not isinstance(others, dict) or not all(isinstance(value, str) for value in others.values()):
        raise InvalidRecord("'other_texts' are not texts")
    version = text(line, "text_hash") if line.get("text_hash") else _sha256(shown)
    texts = {**({version: shown} if shown else {}), **others}
    for text_hash, version in texts.items():
        if _sha256(version) != text_hash:
            raise InvalidRecord("a text is not the one that its SHA-256 is of")
    return texts


def _sha256(version: str) -> str:
    return hashlib.sha256(version.encode("utf-8", "surrogatepass")).hexdigest()


def _records(line: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    records = line.get(name) or []
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise InvalidRecord(f"{name!r} is not a list of records")
    return records


def json_lines(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield a line for each article; all offsets are code points.

    ``spans`` are ``[start, end, label]`` and ``missing_spans``, of which nothing is known,
    ``[start, end]``, in ``text``, which is empty where no text is stored. ``annotations`` and
    ``corrections`` are as the store has them, each with the SHA-256 of the text that its offsets
    are of; ``other_texts`` are those of these texts that are not ``text``. ``tags`` are those of the
    article itself. Lone surrogates, each one code point, become U+FFFD.
    """
    for article in articles:
        notes, names = article.notes, article.names
        record: Document = {
            "id": notes.id,
            "title": notes.title,
            "source": names.source,
            "author": notes.author,
            "site": notes.site,
            "location": notes.location,
            "address": notes.address,
            "date": notes.date,
            "added": notes.filing.added or None,
            "starred": notes.filing.is_starred,
            "archived": notes.filing.is_archived,
            "tags": list(notes.filing.tags),
            "text_hash": notes.text_hash,
            "text": names.text,
            "spans": [[start, end, str(label)] for start, end, label in names.mentions],
            "missing_spans": [list(span) for span in names.unknown],
            "annotations": list(map(_annotation, notes.annotations)),
            "corrections": [correction_record(made.correction, made.text_hash) for made in notes.corrections],
            "other_texts": {key: text for key, text in notes.texts.items() if key != notes.text_hash},
        }
        yield encoded(cleaned(record))


def _annotation(annotation: Annotation) -> Document:
    """Return the stored record, with what most programs look for at the top of it."""
    record = annotation_record(annotation)
    quote, position = record["target"]["quote"], record["target"]["position"]
    return {**record, "start": position["start"], "end": position["end"], "exact": quote["exact"]}
