"""What the tables hold, and the domain's words for it.

The same checks stand on the way in and on the way out, so nothing is written that could not be
read again. They take ``object``: files can be edited by hand.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from tui.domain.annotation import (
    Annotation,
    Motivation,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from tui.domain.article import Article
from tui.domain.reading import ReadingPosition

Record = dict[str, Any]

_LARGEST = 2**53 - 1  # the largest whole number that every reader of JSON keeps exactly
_SURROGATES = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Invalid(ValueError):
    """A value that cannot be kept; ``str`` of it says which and why."""


def clean(text: str) -> str:
    """``text`` with U+FFFD for each lone surrogate, which no encoding of Unicode can hold."""
    return _SURROGATES.sub("\ufffd", text)


def annotation_record(annotation: Annotation) -> Record:
    """What is kept of an annotation.

    Raises:
        Invalid: ``annotation_of`` would not read it.
    """
    target = annotation.target
    record = {
        "id": annotation.id,
        "motivation": annotation.motivation,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "created": annotation.created,
        "modified": annotation.modified,
        "target": {
            "position": {"start": target.position.start, "end": target.position.end},
            "quote": {
                "exact": target.quote.exact,
                "prefix": target.quote.prefix,
                "suffix": target.quote.suffix,
            },
            "text_hash": target.text_hash,
        },
    }
    cleaned = cast(Record, _cleaned(record))
    annotation_of(cleaned)
    cleaned["tags"] = list(dict.fromkeys(cleaned["tags"]))
    return cleaned


def annotation_of(record: Mapping[str, object]) -> Annotation:
    """The annotation that was kept.

    Raises:
        Invalid: something in it is missing or not of its kind.
    """
    target = _part(record, "target")
    position, quote = _part(target, "position"), _part(target, "quote")
    start, end = _whole(position, "start"), _whole(position, "end")
    if start >= end:
        raise Invalid(f"no passage at {start}-{end}")
    tags = record.get("tags")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise Invalid("'tags' is not a list of texts")
    identity = _text(record, "id")
    if not identity:
        raise Invalid("'id' is empty")
    try:
        motivation = Motivation(_text(record, "motivation"))
    except ValueError:
        raise Invalid(f"{record['motivation']!r} is not a motivation") from None
    return Annotation(
        Target(
            TextPositionSelector(start, end),
            TextQuoteSelector(_text(quote, "exact"), _text(quote, "prefix"), _text(quote, "suffix")),
            _text(target, "text_hash"),
        ),
        motivation,
        _text(record, "note"),
        tuple(tags),
        identity,
        _time(record, "created"),
        _time(record, "modified"),
    )


def position_record(position: ReadingPosition, text_hash: str, saved: str) -> Record:
    """What is kept of a reading position, in the text with this SHA-256.

    Raises:
        Invalid: ``position_of`` would not read it.
    """
    record: Record = {
        "offset": position.offset,
        "progress": position.progress,
        "text_hash": text_hash,
        "saved": saved,
    }
    position_of(record)
    return record


def position_of(record: Mapping[str, object]) -> ReadingPosition:
    """The reading position that was kept.

    Raises:
        Invalid: something in it is missing or not of its kind.
    """
    progress = record.get("progress")
    # bool is an int; NaN fails the comparison.
    if isinstance(progress, bool) or not isinstance(progress, int | float) or not 0 <= progress <= 1:
        raise Invalid("'progress' is not a share from 0 to 1")
    return ReadingPosition(_whole(record, "offset"), float(progress))


def article_record(article: Article) -> Record:
    """What is kept of an article: enough to list it and to open it again; never its text."""
    location = article.location
    if location != "-" and not _ADDRESS.match(location):
        location = str(Path(location).absolute())
    record = {
        "article": article.id,
        "title": article.title,
        "date": article.date,
        "site": article.site,
        "location": location,
        "text_hash": article.text_hash,
    }
    return cast(Record, _cleaned(record))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(str(value))
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value


def _part(record: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = record.get(name)
    if not isinstance(part, dict):
        raise Invalid(f"{name!r} is missing")
    return part


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str):
        raise Invalid(f"{name!r} is not a text")
    return value


def _whole(record: Mapping[str, object], name: str) -> int:
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise Invalid(f"{name!r} is not an offset")
    return value


def _time(record: Mapping[str, object], name: str) -> str:
    value = _text(record, name)
    try:
        utc = datetime.fromisoformat(value).utcoffset() == timedelta(0)
    except ValueError:
        utc = False
    if not utc:
        raise Invalid(f"{name!r} is not an ISO 8601 time in UTC")
    return value
