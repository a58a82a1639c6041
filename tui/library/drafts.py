"""The drafts of notes on articles: what was written and is not saved yet."""

from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.library import Library
from tui.store.drafts import Drafts
from tui.store.layout import Notices


class StoredDrafts:
    """The drafts of a library's articles. May be used from several threads; everything blocks."""

    def __init__(self, library: Library) -> None:
        """Store them next to the notes of ``library``."""
        self._library = library
        self._notices = Notices()
        self._drafts = Drafts(library.layout, self._notices)

    def of(self, article: Article) -> tuple[Annotation, ...]:
        """Return the drafts on the article, each as the annotation that it would be."""
        return self._drafts.of(self._library.stored_id(article))

    def save(self, article: Article, draft: Annotation) -> None:
        """Store a draft, in place of the one with its id; return once it is safely stored.

        Raises:
            StoreError: it was not.
        """
        self._drafts.put(self._library.stored_id(article), draft)

    def discard(self, article: Article, annotation_id: str) -> None:
        """Forget the draft of the annotation with this id, if there is one.

        Raises:
            StoreError: it is still there.
        """
        self._drafts.remove(self._library.stored_id(article), annotation_id)

    def take_notices(self) -> tuple[str, ...]:
        """Return one-line messages for the reader; each comes once."""
        return self._notices.take()
