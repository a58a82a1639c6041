"""What is kept of the articles that somebody has read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingPosition:
    """Where somebody stopped reading.

    Attributes:
        offset: the code point of the text that the cursor stood on.
        progress: the share of the article that was read, from 0 to 1.
        text_hash: SHA-256 of the text that this is a place in, or empty where that is not known.
        before, after: what stood around the place there, by which it is found in another version of
            the text; see ``tui.domain.reading_position``.
    """

    offset: int
    progress: float
    text_hash: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article in the library.

    Attributes:
        id: ``Article.id``.
        title, date, site: as ``Article`` has them.
        location: where it was last opened from; absolute if a path.
        position: where reading stopped, or None.
        note_count: how many annotations it has.
        opened: when it was last opened, ISO 8601 UTC.
        text_hash: SHA-256 of the text that was last saved something of, or empty.
    """

    id: str
    title: str
    date: str
    site: str
    location: str
    position: ReadingPosition | None
    note_count: int
    opened: str
    text_hash: str = ""
