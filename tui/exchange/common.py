"""What several formats need: JSON in plain characters, and annotations that other programs made."""

import json
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tui.domain.annotation import (
    CONTEXT,
    Annotation,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
    motivation_of,
    now,
)
from tui.domain.serialization import InvalidRecord, clean

Document = dict[str, Any]
"""One JSON object."""

# What JSON may hold as it is, but a terminal obeys, a reader of lines takes for an end, or no
# encoding holds: C1 controls, line separators, bidirectional controls, lone surrogates.
_UNPLAIN = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def json_of(value: object, indent: int | None = None) -> str:
    """Return ``value`` as JSON; what is said is the same, but only plain characters stand as they are."""
    return _UNPLAIN.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def encoded(value: object, indent: int | None = None) -> bytes:
    """Return ``json_of`` in UTF-8, with a line feed at its end."""
    return json_of(value, indent).encode() + b"\n"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


_LONGEST = 200_000
"""Code points of a passage, a note or a tag that is imported."""


def uuid_of(iri: str) -> str:
    """Return the UUID of a foreign annotation: the same for the same IRI each time."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, clean(iri)))


def foreign_note(
    iri: str, quote: TextQuoteSelector, note: str, tags: list[str], created: object, modified: object
) -> Annotation:
    """Return an annotation of another program, whose passage has no place in a text of ours yet.

    Raises:
        InvalidRecord: a time is none.
    """
    made = _time_of(created) or _time_of(modified) or now()
    unique = tuple(dict.fromkeys(tags))
    return Annotation(
        target_of(quote),
        motivation_of(note, unique),
        note,
        unique,
        uuid_of(iri),
        made,
        _time_of(modified) or made,
    )


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
    return clean(value)


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
