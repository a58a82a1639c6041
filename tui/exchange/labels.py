"""What an annotation is called where every stretch of text has one short label."""

import re
import unicodedata

from tui.domain.annotation import Annotation

_NOT_IN_LABELS = re.compile(r"[^A-Za-z0-9_-]+")


def label_of(annotation: Annotation) -> str:
    """Its first tag, else why it was made."""
    return annotation.tags[0] if annotation.tags else str(annotation.motivation)


def ascii_label_of(annotation: Annotation) -> str:
    """The same in letters, digits, ``-`` and ``_`` of ASCII alone; the motivation where none is left."""
    plain = unicodedata.normalize("NFKD", label_of(annotation)).encode("ascii", "ignore").decode()
    return _NOT_IN_LABELS.sub("_", plain).strip("_-") or str(annotation.motivation)
