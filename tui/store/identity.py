"""Under which id an article is stored that was moved, changed, or opened from elsewhere."""

from typing import TYPE_CHECKING

from tui.domain.anchoring.alignment import Alignment
from tui.domain.article import BY_CONTENT, Article
from tui.domain.library import ReadArticle
from tui.domain.reading_position import overlap

if TYPE_CHECKING:
    from tui.store.store import Store

_SURVIVAL = 0.4
"""The share of a stored text from which on what is at the same place is a version of it."""
_SURVIVAL_ELSEWHERE = 0.6
"""The same of what is elsewhere and has no more than the same title."""
_REMAINDER = 0.1
_LEAST = 30
_RUN = 28
"""Two texts that are not related have not this share in common in longer words, or not so many code points
of these, and no stretch of so many, white space apart."""
_SURVIVAL_AROUND = 0.5
"""The share that must be left of what is stored around the place where reading stopped."""
_VERSIONS = 3
"""How many versions of a stored text a changed one is compared with, the latest first."""


def stored_id(store: "Store", article: Article) -> str:
    """Return the id under which something is stored of ``article``, which is its own where nothing is.

    An article that is not stored under its own id may be one with the very same text that is: a file,
    or an address of which that file is a copy. Two addresses are never the same article. Or else it is
    the one of those last opened from the same place of which the most is left: of a text that was
    annotated, be it no more than a title or a sentence, for what was made on it is offered as lost; or,
    where none was, of the words around the place where reading stopped. Or else it is one from there of
    which notes were imported and no text was ever stored. Or else it is a file of
    another edition of one that was annotated, such as the PDF of a book: with its title and most of its text.
    """
    left: dict[str, float] = {}
    waiting = ""
    for known in store.like(article.text_hash, "" if article.location == "-" else article.location):
        if known.id == article.id or (article.address and not known.id.startswith(BY_CONTENT)):
            continue
        if known.text_hash == article.text_hash:
            return known.id
        left[known.id] = _left(store, known, article.text)
        if not waiting and not left[known.id] and _is_waiting(store, known):
            waiting = known.id
    best = max(left, key=left.__getitem__, default="")
    if best and left[best]:
        return best
    if waiting:
        return waiting
    if article.address or article.location == "-":
        return article.id
    for known in store.titled(article.title):
        is_file = known.id.startswith(BY_CONTENT) and known.location != "-"
        if is_file and known.id not in left and _is_edition(store, known, article.text):
            return known.id
    return article.id


def _marked_texts(store: "Store", known: ReadArticle) -> list[str]:
    """Return the versions of the text of ``known`` that are stored, the latest first.

    There are none of what was no more than read, which says nothing: each day another may be in its place.
    """
    stored = store.contents(known.id)
    if not (stored.annotations or stored.corrections or stored.bookmarks):
        return []
    versions = dict.fromkeys([known.text_hash, *(stored.notes.versions if stored.notes else ())])
    return [old for text_hash in list(versions)[:_VERSIONS] if (old := store.snapshot(text_hash)) is not None]


def _is_waiting(store: "Store", known: ReadArticle) -> bool:
    """Return whether there are notes on ``known`` that were made elsewhere, on a text that was never here."""
    if known.id.startswith(BY_CONTENT):
        return False  # it was made here, whatever became of its text
    stored = store.contents(known.id)
    versions = (known.text_hash, *(stored.notes.versions if stored.notes else ()))
    return bool(stored.annotations) and all(store.snapshot(version) is None for version in versions)


def _is_edition(store: "Store", known: ReadArticle, text: str) -> bool:
    """Return whether most of a text of ``known`` on which something was made is left in ``text``."""
    return any(Alignment(old, text).survival >= _SURVIVAL_ELSEWHERE for old in _marked_texts(store, known))


def _left(store: "Store", known: ReadArticle, text: str) -> float:
    """Return the share of a stored text of ``known`` that is left in ``text``; 0 where that says nothing."""
    if olds := _marked_texts(store, known):
        return max(_left_of(old, text) for old in olds)
    position = store.position(known.id)
    return float(position is not None and overlap(position, text) >= _SURVIVAL_AROUND)


def _left_of(old: str, text: str) -> float:
    """Return the share of ``old`` that is left in ``text``; 0 where another text would have as much of it."""
    alignment = Alignment(old, text)
    title, new_title = (each.partition("\n")[0].split() for each in (old, text))
    related = (
        alignment.long_words >= max(_LEAST, _REMAINDER * len(old))
        or alignment.longest_run >= _RUN
        or (title == new_title and len(title) > 1)
    )
    survival = alignment.survival
    return survival if related or survival >= _SURVIVAL else 0.0
