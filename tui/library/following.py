"""What other programs save of an article that is open here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.domain.annotation import Annotation
    from tui.domain.corrections.correction import Correction
    from tui.domain.navigation import Bookmark
    from tui.store.store import Store
    from tui.store.transaction import Stamp


class Stored(NamedTuple):
    """What readers made on an article, as it is stored now; ``Store`` says in what order each is."""

    annotations: tuple[Annotation, ...]
    corrections: tuple[Correction, ...]
    bookmarks: tuple[Bookmark, ...]


class Following:
    """Looks whether an article was changed by another program. For one thread."""

    def __init__(self, store: Store, article_id: str) -> None:
        """Follow the article that is stored under this id; the first look finds a change."""
        self._store = store
        self._article_id = article_id
        self._known: Stamp | None = None
        self._is_known = False

    @property
    def problem(self) -> str:
        """Return in words why the data folder is not the one that it was, or empty."""
        return self._store.problem

    def look(self) -> Stored | None:
        """Return what is stored, where another program changed it since the last look; None where none did.

        That takes one look at the file from outside, unless there is a change.
        """
        now = self._store.stamp(self._article_id)
        if self._is_known and self._store.is_own(self._known, now):
            self._known = now
            return None
        contents = self._store.stored(self._article_id)
        if not contents.readable:
            return None
        self._known, self._is_known = now, True
        return Stored(contents.annotations, contents.corrections, contents.bookmarks)

    def forget(self) -> None:
        """Find a change at the next look."""
        self._is_known = False
