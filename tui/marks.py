"""The marks that readers set in articles: kept, and found again when the text has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.anchoring.anchorer import Anchorer
from tui.domain.mark import mark_at

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.store.store import Store


class Marks:
    """The marks in all articles, each of which is told with the id that things are kept under.

    May be used from several threads.
    """

    def __init__(self, store: Store) -> None:
        """Keep them in ``store``."""
        self._store = store

    def places(self, article: Article) -> dict[str, int | None]:
        """Where the marks of an article are in its text, in code points, by their letters; None where lost.

        For a long text that has changed since that takes a while, so it is for a thread.
        """
        places: dict[str, int | None] = {}
        anchorer: Anchorer | None = None
        for mark in self._store.marks(article.id):
            if mark.target.text_hash == article.text_hash:
                places[mark.letter] = mark.target.span.start
                continue
            anchorer = anchorer or Anchorer(article.text, article.text_hash, self._store.snapshot)
            span = anchorer.anchor(mark.target).span
            places[mark.letter] = span.start if span is not None else None
        return places

    def keep(self, article: Article, letter: str, offset: int) -> None:
        """Set a mark; on return it is safely kept.

        Raises:
            StoreError: it could not be saved.
            ValueError: there is no text at ``offset``.
        """
        self._store.set_mark(article, mark_at(article, letter, offset))
