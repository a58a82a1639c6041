"""Open an article of the library again, also where its file is gone."""

import re
from contextlib import suppress
from dataclasses import replace

from tui.domain.article import Article, Block, BlockKind
from tui.domain.errors import OpeningError, PostilError, StoreError
from tui.domain.library import ReadArticle
from tui.domain.text.folding import normalize, words_of
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.sources.open import absolute_location, is_web_address

_BLOCK = re.compile(r"\S(?:.*?\S)??(?=[^\S\n]*(?:\n\s*\n|\s*\Z))", re.DOTALL)

_STORED = "this is the text as it was stored"


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
            raise OpeningError(known.title, "it came from standard input, and its text was not stored")
        return stored, f"it came from standard input: {_STORED}"
    try:
        return library.open(location), ""
    except OpeningError as error:
        known = known or known_article(library, location)
        stored = stored_article(library, known) if known is not None else None
        if stored is None:
            raise
        return stored, f"{error.reason}: {_STORED}"


def stored_instead(library: Library, location: str, error: OpeningError) -> Article:
    """Return the article at ``location`` as it was stored; a notice of the library says so.

    Args:
        library: where it is looked for.
        location: a path, an address, or the id of an article in the library.
        error: why it cannot be opened.

    Raises:
        OpeningError: its text was not stored: this is ``error``.
    """
    known = known_article(library, location)
    stored = stored_article(library, known) if known is not None else None
    if stored is None:
        raise error
    library.add_notice(f"{error}: {_STORED}")
    return stored


def known_article(library: Library, location: str) -> ReadArticle | None:
    """Return the article of the library that was opened from ``location`` last, or has it as its id."""
    if location == "-" or not (library.data_dir / "notes").is_dir():
        return None
    wanted = {location, absolute_location(location)}
    return next((each for each in library.recent() if wanted & {each.location, each.id}), None)


def articles_meant(library: Library, said: str) -> list[ReadArticle]:
    """Return the articles of the library that have this id, address, file, or these words in the title.

    Raises:
        PostilError: there is none.
    """
    known = library.recent()
    place = absolute_location(said)
    found = [each for each in known if said in (each.id, each.location) or place == each.location]
    if not found and not is_web_address(said):
        try:
            # The file may have been moved since, and then it is known by its content.
            opened = library.stored_id(library.open(said)) if said != "-" else ""
        except OpeningError:
            opened = ""
        if opened:
            return [each for each in known if each.id == opened]
    if not found:
        words = words_of(said)
        found = [each for each in known if words and all(word in normalize(each.title) for word in words)]
    if not found:
        raise PostilError(f"{one_line(said, 1_000)}: the library knows no such article")
    return found


def stored_article(library: Library, known: ReadArticle) -> Article | None:
    """Return the article with the newest of its texts that was stored, or None if none was."""
    for text_hash in dict.fromkeys((known.text_hash, *reversed(library.versions_of(known.id)))):
        with suppress(StoreError):
            if not text_hash:
                continue
            whole = library.stored_whole(text_hash, known.location)
            if whole is not None:
                # What the library knows of it counts: another article may have the same text.
                return replace(
                    whole,
                    title=known.title,
                    date=known.date,
                    site=known.site,
                    address=known.address,
                    stored_as=known.id,
                )
            if text := library.snapshot_text(text_hash):
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
