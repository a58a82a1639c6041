"""The values in a record, checked as they are read out of it.

The checks take ``object``: files can be edited by hand.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

Record = dict[str, Any]

_LARGEST = 2**53 - 1  # the largest whole number that every reader of JSON keeps exactly
_SURROGATES = re.compile("[\ud800-\udfff]")


class Invalid(ValueError):
    """A value that cannot be kept; ``str`` of it says which and why."""


def clean(text: str) -> str:
    """``text`` with U+FFFD for each lone surrogate, which no encoding of Unicode can hold."""
    return _SURROGATES.sub("\ufffd", text)


def cleaned(record: Record) -> Record:
    """``record`` with all its texts clean."""
    return cast(Record, _cleaned(record))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(str(value))
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value


def part(record: Mapping[str, object], name: str) -> Mapping[str, object]:
    """The record within the record."""
    value = record.get(name)
    if not isinstance(value, dict):
        raise Invalid(f"{name!r} is missing")
    return value


def text(record: Mapping[str, object], name: str) -> str:
    """Any text."""
    value = record.get(name)
    if not isinstance(value, str):
        raise Invalid(f"{name!r} is not a text")
    return value


def whole(record: Mapping[str, object], name: str) -> int:
    """A whole number from 0 on."""
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise Invalid(f"{name!r} is not an offset")
    return value


def time(record: Mapping[str, object], name: str) -> str:
    """A time, ISO 8601, UTC."""
    value = text(record, name)
    try:
        utc = datetime.fromisoformat(value).utcoffset() == timedelta(0)
    except ValueError:
        utc = False
    if not utc:
        raise Invalid(f"{name!r} is not an ISO 8601 time in UTC")
    return value


def texts(record: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Any number of texts."""
    value = record.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Invalid(f"{name!r} is not a list of texts")
    return tuple(value)


def identity(record: Mapping[str, object]) -> str:
    """What tells the record from others."""
    value = text(record, "id")
    if not value:
        raise Invalid("'id' is empty")
    return value
