"""Links into Postil: the article and the passage that one leads to."""

from dataclasses import replace

from tui.domain.annotation import Target, TextQuoteSelector, describe
from tui.domain.errors import OpeningError
from tui.domain.library import OpenRequest, ReadArticle, SearchHit, article_request, note_request
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.exchange.common import target_of
from tui.exchange.links import parsed_link
from tui.library import Library
from tui.library.reopen import known_article, stored_article


def linked_request(library: Library, location: str) -> OpenRequest:
    """Return what to open for a link that begins with ``postil:``: an article, at a passage if that is there.

    Only articles of the library are opened, whatever a link says. A notice of the library says where a note
    is not there any more.

    Raises:
        OpeningError: it is no such link, or the library has no such article.
    """
    link, shown = parsed_link(location), one_line(location)
    if link is None:
        raise OpeningError(shown, "not a link to a passage, such as postil://open?article=...")
    known = known_article(library, link.article) if link.article else None
    note = _note(library, link.note, known.id if known else "") if link.note else None
    if note is not None:
        return note_request(note.article, note.annotation)
    if known is None:
        raise OpeningError(shown, "it leads to no article of this library")
    if link.note:
        library.add_notice("the note that the link leads to is not there any more")
    return replace(article_request(known), target=_passage(library, known, link.text) if link.text else None)


def _note(library: Library, annotation_id: str, article_id: str) -> SearchHit | None:
    """Return the annotation with this id, first among those of one article, then of all."""
    for where in dict.fromkeys((article_id, "")):
        for found in library.search(article_id=where):
            if found.annotation.id == annotation_id:
                return found
    return None


def _passage(library: Library, known: ReadArticle, text: str) -> Target:
    """Return the first place in an article as it was stored that says ``text``; else its wording alone."""
    article = stored_article(library, known)
    start = article.text.find(text) if article else -1
    if article is None or start < 0:
        return target_of(TextQuoteSelector(text))
    return describe(article.text, TextSpan(start, start + len(text)), article.text_hash)
