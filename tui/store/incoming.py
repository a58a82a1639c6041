"""Notes that come from elsewhere, as the records that a store keeps."""

from typing import NamedTuple

from tui.domain.fields import Record, cleaned
from tui.domain.library import ArticleNotes
from tui.domain.serialization import annotation_record, correction_record


class Records(NamedTuple):
    """What is to be kept of an article: what is known of it, and all that was made of it."""

    article: Record
    annotations: list[Record]
    corrections: list[Record]


def records_of(notes: ArticleNotes) -> Records:
    """The records for all of ``notes``.

    Raises:
        Invalid: some of it could not be read again.
    """
    article = {
        "article": notes.id,
        "title": notes.title,
        "date": notes.date,
        "site": notes.site,
        "location": notes.location,
        "text_hash": notes.text_hash or next(iter(notes.versions), ""),
    }
    return Records(
        cleaned(article),
        [annotation_record(annotation) for annotation in notes.annotations],
        [correction_record(made.correction, made.text_hash) for made in notes.corrections],
    )
