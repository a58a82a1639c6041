"""A title for what has none."""

import re
from urllib.parse import unquote, urlsplit

from tui.domain.text.sanitize import one_line


def title_from_location(location: str) -> str:
    """The best name that a path, an address or ``-`` gives to what stands there; never empty."""
    if location == "-":
        return "Standard input"
    if re.match(r"(?i)(?:https?|file)://", location):
        try:
            parts = urlsplit(location)
        except ValueError:
            return "Untitled"
        location = unquote(parts.path.rstrip("/")) or parts.netloc
    name = location.rstrip("/").rpartition("/")[2]
    stem = name[: name.rfind(".")] if name.rfind(".") > 0 and len(name) - name.rfind(".") <= 10 else name
    words = one_line(re.sub(r"[-_+\s]+", " ", stem), 120).strip()
    return words[:1].upper() + words[1:] or "Untitled"
