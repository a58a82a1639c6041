"""What a search of the whole library finds."""

from collections.abc import Callable
from dataclasses import dataclass

from tui.domain.annotation import Annotation
from tui.domain.reading import ReadArticle


class FoundNote:
    """An annotation, and what is known of the article that it is on.

    Attributes:
        article: the article.
    """

    __slots__ = ("_number", "_read", "article")

    def __init__(self, article: ReadArticle, read: Callable[[int], Annotation], number: int) -> None:
        """``read(number)`` gives the annotation, when it is asked for.

        Of tens of thousands that are found, few are ever looked at.
        """
        self.article = article
        self._read = read
        self._number = number

    @property
    def annotation(self) -> Annotation:
        """What was found; it is read when it is asked for."""
        return self._read(self._number)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FoundNote):
            return NotImplemented
        return (self.article, self.annotation) == (other.article, other.annotation)

    def __hash__(self) -> int:
        return hash((self.article, self.annotation))


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article in which something was found.

    Attributes:
        article: the article.
        in_title: whether its title holds what was looked for.
        notes: its annotations that do, in the order of the text.
    """

    article: ReadArticle
    in_title: bool
    notes: tuple[FoundNote, ...]
