"""JSON that is readable, and harmless where it is shown."""

import json
import re
from typing import Any

Document = dict[str, Any]
"""One JSON object."""

# What JSON may hold as it is, but a terminal obeys, a reader of lines takes for an end, or no
# encoding holds: C1 controls, line separators, bidirectional controls, lone surrogates.
_UNPLAIN = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def json_of(value: object, indent: int | None = None) -> str:
    """``value`` as JSON; what is said is the same, but only plain characters stand as they are."""
    return _UNPLAIN.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def encoded(value: object, indent: int | None = None) -> bytes:
    """``json_of`` in UTF-8, with a line feed at its end."""
    return json_of(value, indent).encode() + b"\n"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
