"""Notes, corrections, bookmarks re-anchored in the present text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from tui.library import lazy

if TYPE_CHECKING:
    from tui.domain.anchoring.anchor import AnchoredNote
    from tui.domain.anchoring.anchorer import Anchorer
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article
    from tui.domain.corrections.correction import Correction
    from tui.store.store import Store


class StoredBookmarks:
    """The bookmarks in all articles, each given as ``Library.as_stored`` does.

    May be used from several threads.
    """

    def __init__(self, store: Store) -> None:
        """Read and save them in ``store``."""
        self._store = store

    def places(self, article: Article) -> dict[str, int | None]:
        """Return where each bookmark is in the text, in code points, by its letter; None where it is lost.

        For a long text that has changed since that takes a while, so it is for a thread.
        """
        places: dict[str, int | None] = {}
        anchorer: Anchorer | None = None
        for bookmark in self._store.bookmarks(article.id):
            if bookmark.target.text_hash == article.text_hash:
                places[bookmark.letter] = bookmark.target.span.start
                continue
            anchorer = anchorer or lazy.Anchorer(article.text, article.text_hash, self._store.snapshot)
            span = anchorer.anchor(bookmark.target).span
            places[bookmark.letter] = span.start if span is not None else None
        return places

    def set(self, article: Article, letter: str, offset: int) -> None:
        """Set a bookmark; on return it is safely stored.

        Raises:
            StoreError: it could not be saved.
            ValueError: there is no text at ``offset``.
        """
        self._store.set_bookmark(article, lazy.bookmark_at(article, letter, offset))


class PassageFinder:
    """Finds passages of one article after the other. May be used from several threads.

    The versions that something was made in are compared with the text that is open, once each; for
    long texts that takes a while.
    """

    def __init__(self, snapshot: Callable[[str], str | None]) -> None:
        """Find passages; ``snapshot`` returns the text with a SHA-256, or None if it was not stored."""
        self._snapshot = snapshot
        # A lock of its own: finding may take long, and the store is wanted meanwhile.
        self._lock = Lock()
        self._anchorer: Anchorer | None = None
        self._corrections: dict[Correction, Correction] = {}

    def notes(self, article: Article, annotations: Iterable[Annotation]) -> tuple[AnchoredNote, ...]:
        """Return what became of the passages of annotations, in the order of the text; the lost ones last."""
        with self._lock:
            return self._anchorer_of(article).place_all(annotations)

    def corrections(self, article: Article, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
        """Return the corrections with the places that their passages have now; see ``reanchored_correction``.

        Where all were made in the very text that is open, this takes no time.
        """
        if all(each.is_of(article.text_hash) for each in corrections):
            return tuple(corrections)
        with self._lock:
            anchorer, known = self._anchorer_of(article), self._corrections
            for each in corrections:
                if each not in known:
                    known[each] = lazy.reanchored_correction(each, anchorer)
            return tuple(known[each] for each in corrections)

    def _anchorer_of(self, article: Article) -> Anchorer:
        if self._anchorer is None or self._anchorer.text_hash != article.text_hash:
            self._anchorer = lazy.Anchorer(article.text, article.text_hash, self._snapshot)
            self._corrections = {}
        return self._anchorer
