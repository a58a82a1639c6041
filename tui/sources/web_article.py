"""Web address -> Article."""

from urllib.parse import urlsplit

from tui.domain.article import Article
from tui.sources.encoding import decode
from tui.sources.html import article_from_html
from tui.sources.kinds import Kind, kind_of
from tui.sources.text_article import article_from_text
from tui.sources.web import Limits, fetch


def article_from_web(location: str, limits: Limits | None = None) -> Article:
    """The article at an ``http:`` or ``https:`` address.

    Raises:
        Refusal: it cannot be had, or holds no article.
    """
    page = fetch(location, limits)
    path = urlsplit(page.address).path
    if page.kind in ("text/html", "application/xhtml+xml"):
        kind = Kind.HTML
    elif page.kind in ("text/markdown", "text/x-markdown"):
        kind = Kind.MARKDOWN
    else:
        kind = kind_of(path, page.data)
    if kind is Kind.HTML:
        return article_from_html(page.data, location, declared=page.charset, address=page.address)
    text = decode(page.data, page.charset)
    if kind is Kind.MARKDOWN:
        from tui.sources.markdown import article_from_markdown  # noqa: PLC0415 - for Markdown only

        return article_from_markdown(text, location, address=page.address)
    return article_from_text(text, location, address=page.address)
