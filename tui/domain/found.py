"""What a search of the whole library finds."""

from typing import NamedTuple

from tui.domain.annotation import Annotation
from tui.domain.reading import ReadArticle


class FoundNote(NamedTuple):
    """An annotation, and what is known of the article that it is on."""

    article: ReadArticle
    annotation: Annotation
