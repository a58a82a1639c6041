"""Where somebody wants to go on reading: an article of the library, and a passage in it."""

from dataclasses import dataclass

from tui.domain.annotation import Annotation, Target
from tui.domain.reading import ReadArticle


@dataclass(frozen=True, slots=True)
class Destination:
    """An article that is to be opened, and where in it.

    Attributes:
        location: where to open it from.
        article: what is known of it, or None where nothing is.
        target: the passage to go to; None goes to where it was left.
    """

    location: str
    article: ReadArticle | None = None
    target: Target | None = None


def article_destination(article: ReadArticle) -> Destination:
    """An article, where it was left."""
    return Destination(article.location, article)


def note_destination(article: ReadArticle, annotation: Annotation) -> Destination:
    """An article, at the passage of one of its annotations."""
    return Destination(article.location, article, annotation.moved or annotation.target)
