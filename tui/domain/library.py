"""What the library lists: read articles, search hits, all notes of one article."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from tui.domain.annotation import Annotation, Target
from tui.domain.article import BY_CONTENT
from tui.domain.corrections.correction import Correction


@dataclass(frozen=True, slots=True)
class ReadingPosition:
    """Where the reader stopped reading.

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


class ReadingState(Enum):
    """How far an article was read; the value says it to the reader."""

    READING = "reading"
    UNREAD = "unread"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Filing:
    """How the user filed an article as a whole, whatever was read of it or noted in it.

    Attributes:
        is_starred: whether it has a star.
        is_archived: whether it is put away, out of what is to be read.
        tags: of the article itself, not of passages in it; none twice, whatever its case.
        added: the day or the time when it was put into the library, ISO 8601 UTC, or empty if not known.
    """

    is_starred: bool = False
    is_archived: bool = False
    tags: tuple[str, ...] = ()
    added: str = ""

    @property
    def is_plain(self) -> bool:
        """Return whether it has neither star nor tags, and is not archived."""
        return not (self.is_starred or self.is_archived or self.tags)

    def joined(self, other: "Filing") -> "Filing":
        """Return this with what ``other`` has besides: a star, a place in the archive, tags, the day."""
        tags: dict[str, str] = {}
        for tag in (*self.tags, *other.tags):
            tags.setdefault(tag.casefold(), tag)
        return Filing(
            self.is_starred or other.is_starred,
            self.is_archived or other.is_archived,
            tuple(tags.values()),
            self.added or other.added,
        )


NOT_FILED: Final = Filing()
"""That of an article which was read and nothing else."""

_TO_THE_END: Final = 0.99
"""The share of an article from which on it was read to its end: the last line may be a link or a date."""


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
        filing: how the user filed it.
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
    filing: Filing = NOT_FILED

    @property
    def state(self) -> ReadingState:
        """Return how far it was read."""
        if self.position is None:
            return ReadingState.UNREAD
        return ReadingState.FINISHED if self.position.progress >= _TO_THE_END else ReadingState.READING

    @property
    def address(self) -> str:
        """Return the web address that identifies the article, or empty."""
        return "" if self.id.startswith(BY_CONTENT) else self.id


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An article that is to be opened, and where in it.

    Attributes:
        location: where to open it from.
        article: what is known of it, or None where nothing is.
        target: the passage to go to; None goes to where it was left.
    """

    location: str
    article: ReadArticle | None = None
    target: Target | None = None


def article_request(article: ReadArticle) -> OpenRequest:
    """Return an article, where it was left."""
    return OpenRequest(article.location, article)


def note_request(article: ReadArticle, annotation: Annotation) -> OpenRequest:
    """Return an article, at the passage of one of its annotations."""
    return OpenRequest(article.location, article, annotation.moved or annotation.target)


def place_request(article: ReadArticle, place: Target) -> OpenRequest:
    """Return an article, at a place in its text."""
    return OpenRequest(article.location, article, place)


class SearchHit:
    """An annotation, and what is known of the article that it is on.

    Attributes:
        article: the article.
    """

    __slots__ = ("_number", "_read", "article")

    def __init__(self, article: ReadArticle, read: Callable[[int], Annotation], number: int) -> None:
        """Return ``read(number)`` gives the annotation, when it is asked for.

        Of tens of thousands that are found, few are ever looked at.
        """
        self.article = article
        self._read = read
        self._number = number

    @property
    def annotation(self) -> Annotation:
        """Return what was found; it is read when it is asked for."""
        return self._read(self._number)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SearchHit):
            return NotImplemented
        return (self.article, self.annotation) == (other.article, other.annotation)

    def __hash__(self) -> int:
        return hash((self.article, self.annotation))


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article in which something was found.

    Attributes:
        article: the article.
        in_title: whether its title holds what was looked for.
        notes: its annotations that do, in the order of the text.
    """

    article: ReadArticle
    in_title: bool
    notes: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What came of one thing that was to be added to the library.

    Attributes:
        location: its path or address, as it was given.
        title: of the article or feed, or empty where there is none.
        is_new: whether it was not there before.
        problem: why it could not be added, in a line that names it, or empty.
    """

    location: str
    title: str = ""
    is_new: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NotesHealth:
    """The state of all files that hold notes, as they were found; nothing has been mended.

    Attributes:
        articles: how many have a file that can be read.
        annotations, corrections: how many are in these.
        starred, archived, tagged: how many of the articles are so filed.
        drafts: notes that were begun and are not saved yet.
        texts: whole texts of articles that are stored.
        set_aside: damaged files that were put aside when they were found earlier.
        problems: a line for each file that cannot be read or written, with what to do about it.
    """

    articles: int = 0
    annotations: int = 0
    corrections: int = 0
    starred: int = 0
    archived: int = 0
    tagged: int = 0
    drafts: int = 0
    texts: int = 0
    set_aside: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    """A correction, and the SHA-256 of the text that it was made in."""

    correction: Correction
    text_hash: str


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """All that is stored of an article, as it is known without opening it.

    Attributes:
        id, title, date, site, location: as ``Article`` has them.
        annotations: in the order of the text. Those that were made elsewhere, and found no place
            in a text of ours yet, have a target without a text's SHA-256.
        corrections: in the order in which they were made.
        texts: the versions of the text that are at hand, by their SHA-256; the first is the one
            that is shown.
        filing: how the user filed the article.
        author: as ``Article`` has it.
    """

    id: str
    title: str
    date: str = ""
    site: str = ""
    location: str = ""
    annotations: tuple[Annotation, ...] = ()
    corrections: tuple[MadeCorrection, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    filing: Filing = NOT_FILED
    author: str = ""

    @property
    def address(self) -> str:
        """Return the web address that identifies the article, or empty."""
        return "" if self.id.startswith(BY_CONTENT) else self.id

    @property
    def text(self) -> str:
        """Return the version of the text that is shown, or empty where none is at hand."""
        return next(iter(self.texts.values()), "")

    @property
    def text_hash(self) -> str:
        """Return the SHA-256 of ``text``, or empty where none is at hand."""
        return next(iter(self.texts), "")

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the SHA-256 of each text that corrections, then notes were made in, the last first."""
        corrected = [made.text_hash for made in reversed(self.corrections)]
        latest = sorted(self.annotations, key=lambda each: (each.modified, each.id), reverse=True)
        targets = [target for each in latest for target in (each.moved, each.target) if target]
        known = (*corrected, *(target.text_hash for target in targets))
        return tuple(dict.fromkeys(filter(None, known)))
