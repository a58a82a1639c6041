"""A passage with where it comes from, as one pastes it into one's own text."""

from tui.domain.article import Article
from tui.domain.text.sanitize import harmless, one_line


def cited(article: Article, wording: str) -> str:
    """``wording`` in quotation marks, and below it title, source, date and place of ``article``."""
    passage = harmless(wording).strip()
    if not passage.startswith(("“", '"', "«", "„")):
        passage = f"“{passage}”"
    place = article.address or ("" if article.location == "-" else article.location)
    parts = (article.title, article.source, article.date, place)
    return f"{passage}\n— {', '.join(one_line(part) for part in parts if part)}\n"
