"""One annotation as the command line prints it: by itself, with the article that it is on."""

from pathlib import Path
from urllib.parse import quote

from tui.domain.annotation import Annotation, Target
from tui.domain.article import BY_CONTENT, Article
from tui.domain.library import ArticleRecord, ReadArticle
from tui.exchange.common import Document

_OF_IRIS = ":/?#[]@!$&'()*+,;=%~"


def source_of(article: Article | ArticleRecord | ReadArticle) -> str:
    """Return the IRI of an article: its address, else that of its file, else that of its content."""
    if not article.id.startswith(BY_CONTENT):
        return quote(article.id, safe=_OF_IRIS)
    path = Path(article.location or "-")
    return path.as_uri() if path.is_absolute() else f"urn:{article.id}"


def selectors_of(target: Target) -> list[Document]:
    """Return where a passage stood: its wording, and its offsets if they are of a text of ours."""
    found: list[Document] = [
        {
            "type": "TextQuoteSelector",
            "exact": target.quote.exact,
            "prefix": target.quote.prefix,
            "suffix": target.quote.suffix,
        }
    ]
    if target.text_hash:
        start, end = target.span
        found.append({"type": "TextPositionSelector", "start": start, "end": end})
    return found


def note_document(article: Article | ReadArticle, annotation: Annotation) -> Document:
    """Return an annotation and its article; offsets are code points of the text that it was made on."""
    target = annotation.target
    placed = bool(target.text_hash)
    return {
        "id": annotation.id,
        "type": "Annotation",
        "motivation": str(annotation.motivation),
        "target": {"source": source_of(article), "title": article.title, "selector": selectors_of(target)},
        "note": annotation.note,
        "tags": list(annotation.tags),
        "colour": str(annotation.colour),
        "created": annotation.created,
        "modified": annotation.modified,
        "start": target.position.start if placed else None,
        "end": target.position.end if placed else None,
        "exact": target.quote.exact,
        "article": {
            "id": article.id,
            "title": article.title,
            "date": article.date or None,
            "site": article.site or None,
            "location": article.location,
        },
    }
