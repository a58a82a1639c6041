"""Under which id an article is stored that was moved, changed, or opened from elsewhere."""

from typing import TYPE_CHECKING

from tui.domain.anchoring.alignment import Alignment
from tui.domain.article import BY_CONTENT, Article
from tui.domain.library import ReadArticle
from tui.domain.reading_position import overlap

if TYPE_CHECKING:
    from tui.store.store import Store

_SURVIVAL = 0.4
"""The share of a stored text that must be left at the same place, or else it is another article there."""
_SURVIVAL_AROUND = 0.5
"""The same of what is stored around the place where reading stopped."""
_VERSIONS = 3
"""How many versions of a stored text a changed one is compared with, the latest first."""


def stored_id(store: "Store", article: Article) -> str:
    """Return the id under which something is stored of ``article``, which is its own where nothing is.

    An article that is not stored under its own id may be one with the very same text that is: a file,
    or an address of which that file is a copy. Two addresses are never the same article. Or else it is
    one that was last opened from the same place, if enough is left of a text that was annotated, or,
    where none was, of the words around the place where reading stopped.
    """
    for known in store.like(article.text_hash, "" if article.location == "-" else article.location):
        if known.id == article.id or (article.address and not known.id.startswith(BY_CONTENT)):
            continue
        if known.text_hash == article.text_hash or _survives(store, known, article.text):
            return known.id
    return article.id


def _survives(store: "Store", known: ReadArticle, text: str) -> bool:
    """Return whether enough of a stored text of ``known`` is left in ``text``."""
    notes = store.notes(known.id)
    versions = dict.fromkeys([known.text_hash, *(notes.versions if notes else ())])
    olds = [old for text_hash in list(versions)[:_VERSIONS] if (old := store.snapshot(text_hash)) is not None]
    if olds:
        return any(Alignment(old, text).survival >= _SURVIVAL for old in olds)
    position = store.position(known.id)
    return position is not None and overlap(position, text) >= _SURVIVAL_AROUND
