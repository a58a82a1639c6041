"""Open an article of the library again, also where its file is gone."""

import re
from contextlib import suppress
from dataclasses import replace

from tui.domain.article import Article, Block, BlockKind
from tui.domain.errors import OpeningError, StoreError
from tui.domain.library import ReadArticle
from tui.library import Library
from tui.sources.open import is_web_address

_BLOCK = re.compile(r"\S(?:.*?\S)??(?=[^\S\n]*(?:\n\s*\n|\s*\Z))", re.DOTALL)


def reopen(library: Library, location: str, known: ReadArticle | None) -> tuple[Article, str]:
    """Open the article at ``location``, else as it was stored; return it and a message, mostly empty.

    ``known`` is what the library knows of it, if anything.

    Raises:
        OpeningError: it cannot be opened, and its text was not stored.
    """
    if location == "-" and known is not None:
        # It was all read; now that is the keyboard.
        stored = stored_article(library, known)
        if stored is None:
            raise OpeningError(known.title, "it came from standard input, and its text was not kept")
        return stored, "it came from standard input: this is the text kept with your notes"
    try:
        return library.open(location), ""
    except OpeningError as error:
        stored = stored_article(library, known) if known is not None else None
        if stored is None:
            raise
        return stored, f"{error.reason}: this is the text kept with your notes"


def stored_article(library: Library, known: ReadArticle) -> Article | None:
    """Return the article with the newest of its texts that was stored, or None if none was."""
    for text_hash in dict.fromkeys((known.text_hash, *reversed(library.versions_of(known.id)))):
        with suppress(StoreError):
            text = library.snapshot_text(text_hash) if text_hash else ""
            if text:
                return _article(known, text)
    return None


def article_at_hand(library: Library, known: ReadArticle) -> Article | None:
    """Return the text of an article that was last seen, else as its file is now, else one that was stored.

    None where none is at hand. No page is fetched for it.
    """
    stored = stored_article(library, known)
    is_latest = stored is not None and stored.text_hash == known.text_hash
    if is_latest or known.location == "-" or is_web_address(known.location):
        return stored
    with suppress(OpeningError):
        return replace(library.open(known.location), stored_as=known.id)
    return stored


def _article(known: ReadArticle, text: str) -> Article:
    """Return the article that has this very text; of what was set apart in it, paragraphs are left."""
    blocks = [Block(*match.span()) for match in _BLOCK.finditer(text)]
    if blocks and text[blocks[0].start : blocks[0].end] == known.title:
        blocks[0] = blocks[0]._replace(kind=BlockKind.HEADLINE)
    return Article(
        known.location,
        text,
        tuple(blocks),
        title=known.title,
        date=known.date,
        site=known.site,
        address=known.address,
        stored_as=known.id,
    )
