"""Names for the files of articles: safe on every system, and none twice."""

import hashlib
import re
import unicodedata

from tui.domain.text.sanitize import one_line

_UNSAFE = re.compile(r"[^\w.]+|\.(?!\w)|(?<!\w)\.")
_MOST_BYTES = 120
# What Windows takes for devices, whatever their suffix.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z", re.IGNORECASE)


class FileNames:
    """Gives names to articles. Names that differ in case or accents' encoding alone count as the same."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def name(self, title: str, article_id: str) -> str:
        """A name without a suffix, made of the title; of a second article with it, of its id as well."""
        base = _base(title)
        if _key(base) in self._given:
            digest = hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()
            base = next(
                name
                for name in (f"{base}-{digest[:length]}" for length in range(8, 65))
                if _key(name) not in self._given
            )
        self._given.add(_key(base))
        return base


def _base(title: str) -> str:
    words = _UNSAFE.sub("-", unicodedata.normalize("NFC", one_line(title, _MOST_BYTES))).strip("-.")
    cut = words.encode(errors="ignore")[:_MOST_BYTES].decode(errors="ignore").strip("-.")
    if not cut:
        return "untitled"
    return f"{cut}-" if _DEVICES.match(cut) else cut


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
