"""JSON Lines: all there is of each article, for ``postil import`` and for training.

``python -m tui.analysis.training`` and many other tools read the names in it.
"""

from collections.abc import Iterable, Iterator

from tui.domain.annotation import Annotation
from tui.domain.fields import cleaned
from tui.domain.serialization import annotation_record, correction_record
from tui.exchange.exported import Exported
from tui.exchange.plain_json import Document, encoded


def json_lines(articles: Iterable[Exported]) -> Iterator[bytes]:
    """A line for each article; all offsets are code points.

    ``spans`` are ``[start, end, label]`` and ``missing_spans``, of which nothing is known,
    ``[start, end]``, in ``text``, which is empty where no text was kept. ``annotations`` and
    ``corrections`` are as the store keeps them, each with the SHA-256 of the text that its offsets
    are of; ``other_texts`` are those of these texts that are not ``text``. Lone surrogates, each one
    code point, become U+FFFD.
    """
    for article in articles:
        notes, names = article.notes, article.names
        record: Document = {
            "id": notes.id,
            "title": notes.title,
            "source": names.source,
            "site": notes.site,
            "location": notes.location,
            "address": notes.address,
            "date": notes.date,
            "text_hash": notes.text_hash,
            "text": names.text,
            "spans": [[start, end, str(label)] for start, end, label in names.mentions],
            "missing_spans": [list(span) for span in names.unknown],
            "annotations": [_annotation(annotation) for annotation in notes.annotations],
            "corrections": [correction_record(made.correction, made.text_hash) for made in notes.corrections],
            "other_texts": {key: text for key, text in notes.texts.items() if key != notes.text_hash},
        }
        yield encoded(cleaned(record))


def _annotation(annotation: Annotation) -> Document:
    """All that is kept of it, and at hand what most programs look for."""
    record = annotation_record(annotation)
    quote, position = record["target"]["quote"], record["target"]["position"]
    return {**record, "start": position["start"], "end": position["end"], "exact": quote["exact"]}
