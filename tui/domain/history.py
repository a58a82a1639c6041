"""Changes of the undo log, as they are shown, undone and made again."""

from dataclasses import dataclass, field

from tui.domain.corrections.correction import EntityName


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What to say of a change.

    Attributes:
        message: the message once it is made, or made again; empty for the usual one.
        before, after: of a correction, the entity to look at once it is undone, and once it is
            made.
    """

    message: str = ""
    before: EntityName | None = None
    after: EntityName | None = None


@dataclass(frozen=True, slots=True)
class SharedChange:
    """A change of several articles at once, such as a tag that was renamed everywhere.

    The removal of an article is one as well, of a single article: both are undone from outside it.

    Attributes:
        id: a UUID.
        made: when, ISO 8601 UTC with microseconds.
        message: the message that says what was done.
        articles: how many it was to change.
    """

    id: str
    made: str
    message: str
    articles: int = 1


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change that can be undone, or that was and can be made again.

    Attributes:
        id: a UUID.
        noun: ``note``, ``correction``, ``article`` or ``person``.
        words: what to say of it.
        shared: the change of several articles that this is the part of, or None.
        removes: whether it removed the article.
    """

    id: str
    noun: str
    words: ChangeWords
    shared: SharedChange | None = None
    removes: bool = False


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What became of a change that was to be undone or made again.

    Attributes:
        change: the change.
        fits: False where what it had changed was changed otherwise since, so that all was left as
            it is and the change is forgotten.
    """

    change: LoggedChange
    fits: bool


@dataclass(frozen=True, slots=True)
class SharedUndoResult:
    """What became of a shared change that was to be undone or made again.

    Attributes:
        change: the change.
        swapped: in how many articles that was done.
        unfit: the titles of those where what it had changed was changed otherwise since, so that
            they were left as they are.
        article_ids: of the articles that it is about.
    """

    change: SharedChange
    swapped: int
    unfit: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = field(default=(), compare=False)
