"""What a source is written in."""

import re
from enum import Enum

_LOOKS_LIKE_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)


class Kind(Enum):
    """The kinds of source that are read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


_SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ".asc"), Kind.TEXT),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), Kind.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht"), Kind.HTML),
}


def kind_of(name: str, data: bytes) -> Kind:
    """What the ending of a name says, else what the data begins like: HTML or plain text."""
    dot = name.rfind(".")
    kind = _SUFFIXES.get(name[dot:].lower()) if dot >= 0 else None
    return kind or (Kind.HTML if _LOOKS_LIKE_HTML.match(data[:4096]) else Kind.TEXT)
