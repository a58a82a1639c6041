"""What several formats need: JSON in plain characters, annotations as JSON, and those of other programs."""

import json
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tui.domain.annotation import (
    CONTEXT,
    Annotation,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
    motivation_of,
    now,
)
from tui.domain.article import BY_CONTENT, Article
from tui.domain.library import ArticleRecord, ReadArticle
from tui.domain.serialization import InvalidRecord
from tui.domain.text.sanitize import encodable

Document = dict[str, Any]
"""One JSON object."""

# What JSON may hold as it is, but a terminal obeys, a reader of lines takes for an end, or no
# encoding holds: C1 controls, line separators, bidirectional controls, lone surrogates.
_UNPLAIN = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def json_of(value: object, indent: int | None = None) -> str:
    """Return ``value`` as JSON; what is said is the same, but only plain characters stand as they are."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNPLAIN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def encoded(value: object, indent: int | None = None) -> bytes:
    """Return ``json_of`` in UTF-8, with a line feed at its end."""
    return json_of(value, indent).encode() + b"\n"


_LONGEST = 200_000
"""Code points of a passage, a note or a tag that is imported."""


def uuid_of(iri: str) -> str:
    """Return the UUID of a foreign annotation: the same for the same IRI each time."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, encodable(iri)))


def foreign_note(
    iri: str, quote: TextQuoteSelector, note: str, tags: list[str], created: object, modified: object
) -> Annotation:
    """Return an annotation of another program, whose passage has no place in a text of ours yet.

    Raises:
        InvalidRecord: a time is none.
    """
    made = _time_of(created) or _time_of(modified) or now()
    unique = tuple(dict.fromkeys(tags))
    latest = _time_of(modified) or made
    return Annotation(target_of(quote), motivation_of(note, unique), note, unique, uuid_of(iri), made, latest)


def target_of(quote: TextQuoteSelector) -> Target:
    """Return a target that is known by its wording alone."""
    return Target(TextPositionSelector(0, max(1, len(quote.exact))), quote, "")


def quote_of(selector: Mapping[str, Any], *, whole: bool = False) -> TextQuoteSelector:
    """Return the wording in a TextQuoteSelector; its context is cut to what we store, unless ``whole``.

    Raises:
        InvalidRecord: it holds none.
    """
    exact, prefix, suffix = (string(selector.get(name, ""), name) for name in ("exact", "prefix", "suffix"))
    if whole:
        return TextQuoteSelector(exact, prefix, suffix)
    return TextQuoteSelector(exact, prefix[-CONTEXT:], suffix[:CONTEXT])


def string(value: object, name: str) -> str:
    """Return ``value``, called ``name`` in errors, if it is a text as long as a person may write.

    Raises:
        InvalidRecord: it is none.
    """
    if not isinstance(value, str):
        raise InvalidRecord(f"{name!r} is not a text")
    if len(value) > _LONGEST:
        raise InvalidRecord(f"{name!r} is longer than {_LONGEST} characters")
    return encodable(value)


def _time_of(value: object) -> str:
    """Return a time in the form in which we store times, or empty where none is given.

    Raises:
        InvalidRecord: it is no time.
    """
    if value is None or value == "":
        return ""
    try:
        given = datetime.fromisoformat(string(value, "time"))
        in_utc = given.replace(tzinfo=given.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidRecord("a time is not as ISO 8601 has it") from None
    return in_utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


_OF_IRIS = ":/?#[]@!$&'()*+,;=%~"


def source_of(article: Article | ArticleRecord | ReadArticle) -> str:
    """Return the IRI of an article: its address, else that of its file, else that of its content."""
    return _iri(article.id, article.location)


@lru_cache(maxsize=65_536)  # each person in an article asks for it
def _iri(article_id: str, location: str) -> str:
    if not article_id.startswith(BY_CONTENT):
        return quote(article_id, safe=_OF_IRIS)
    path = Path(location or "-")
    return path.as_uri() if path.is_absolute() else f"urn:{article_id}"


def selectors_of(target: Target) -> list[Document]:
    """Return where a passage stood: its wording, and its offsets if they are of a text of ours."""
    found: list[Document] = [
        {
            "type": "TextQuoteSelector",
            "exact": target.quote.exact,
            "prefix": target.quote.prefix,
            "suffix": target.quote.suffix,
        }
    ]
    if target.text_hash:
        start, end = target.span
        found.append({"type": "TextPositionSelector", "start": start, "end": end})
    return found


def note_document(article: Article | ReadArticle, annotation: Annotation) -> Document:
    """Return an annotation and its article; offsets are code points of the text that it was made on."""
    target = annotation.target
    placed = bool(target.text_hash)
    return {
        "id": annotation.id,
        "type": "Annotation",
        "motivation": str(annotation.motivation),
        "target": {"source": source_of(article), "title": article.title, "selector": selectors_of(target)},
        "note": annotation.note,
        "tags": list(annotation.tags),
        "colour": str(annotation.colour),
        "created": annotation.created,
        "modified": annotation.modified,
        "start": target.position.start if placed else None,
        "end": target.position.end if placed else None,
        "exact": target.quote.exact,
        "article": {
            "id": article.id,
            "title": article.title,
            "date": article.date or None,
            "site": article.site or None,
            "location": article.location,
        },
    }
