"""Export for brat, the annotation tool: a text and its standoff annotations."""

import re
import unicodedata
from collections.abc import Iterator

from tui.domain.annotation import Annotation
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.exchange.output import Exported

_NOT_IN_LABELS = re.compile(r"[^A-Za-z0-9_-]+")


_LINES = re.compile(r"[^\n]+")


def brat_files(article: Exported) -> dict[str, bytes]:
    """Return, by their suffixes, ``.txt``, the article's text as it is, and ``.ann``, its annotations.

    Offsets are code points. A passage of several lines is written as fragments, since brat's spans
    cross no line end; white space at the ends of a fragment is left out. Notes are lines of the
    kind AnnotatorNotes, on one line each; tags but the first, ids and times are notes too. What
    has no place in this text is left out.
    """
    text = article.notes.text
    lines: list[str] = []
    notes: list[str] = []
    number = 0
    for annotation, span in article.placed():
        fragments = list(_fragments(text, span))
        if not fragments:
            continue
        number += 1
        places = ";".join(f"{start} {end}" for start, end in fragments)
        wording = " ".join(fragment.of(text) for fragment in fragments)
        lines.append(f"T{number}\t{_label_of(annotation)} {places}\t{wording}")
        lines.append(f"A{number}\tColour T{number} {annotation.colour}")
        for note in _notes(annotation):
            notes.append(f"#{len(notes) + 1}\t{note[0]} T{number}\t{note[1]}")
    standoff = "".join(f"{line}\n" for line in (*lines, *notes))
    return {".txt": text.encode(errors="replace"), ".ann": standoff.encode(errors="replace")}


def _label_of(annotation: Annotation) -> str:
    """Return the first tag in ASCII letters, digits, ``-`` and ``_``, else the motivation."""
    tag = unicodedata.normalize("NFKD", "".join(annotation.tags[:1])).encode("ascii", "ignore").decode()
    return _NOT_IN_LABELS.sub("_", tag).strip("_-") or str(annotation.motivation)


def _fragments(text: str, span: TextSpan) -> Iterator[TextSpan]:
    """Yield the parts of a span that cross no line end, without white space at their ends."""
    for match in _LINES.finditer(text, *span):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield TextSpan(start, end)


def _notes(annotation: Annotation) -> Iterator[tuple[str, str]]:
    note = one_line(annotation.note, max(1, len(annotation.note)))
    if note:
        yield "AnnotatorNotes", note
    if annotation.tags:
        yield "Tags", ", ".join(map(one_line, annotation.tags))
    yield "Made", f"{one_line(annotation.id)} {annotation.created} {annotation.modified}"
