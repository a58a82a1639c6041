"""The header: what the article is, where it is from, how long it takes to read."""

from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import MONTHS
from tui.ui.widgets.cells import cell_width, cut

_MOST_CELLS = 30
"""Cells that a source or an author may take."""


def publication_day(day: str) -> str:
    """Write ``2025-03-02`` as ``2 March 2025``; return anything that is not such a day as it is."""
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return day
    # Not strftime: its names of months depend on the locale, and the interface is English.
    return f"{parsed.day} {MONTHS[parsed.month - 1]} {parsed.year}"


def reading_time(minutes: int) -> str:
    """Write minutes as people say them: ``48 min``, from two hours on ``48 h``."""
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"


def _part(text: str) -> str:
    """What a source or an author is called, as far as there is room."""
    return cut(one_line(text), _MOST_CELLS)


class ArticleHeader(Widget):
    """Title, source, date and reading time of an article, on one row."""

    COMPONENT_CLASSES = {"article-header--title", "article-header--details"}

    article: reactive[Article | None] = reactive(None)

    def render(self) -> Content:
        article = self.article
        if article is None:
            return Content("")
        details = self._details(article)
        room = self.content_size.width - cell_width(details) - 3
        if room < 20:
            # The title matters most: on a narrow screen the details give way from the left.
            details = reading_time(article.reading_minutes)
            room = self.content_size.width - cell_width(details) - 3
        title = Content(one_line(article.title, 1_000)).truncate(max(8, room), ellipsis=True)
        gap = max(2, self.content_size.width - title.cell_length - cell_width(details))
        return Content.assemble(
            title.stylize(self.get_visual_style("article-header--title")),
            " " * gap,
            Content(details).stylize(self.get_visual_style("article-header--details")),
        )

    @staticmethod
    def _details(article: Article) -> str:
        parts = [
            _part(article.source),
            _part(article.author),
            publication_day(one_line(article.date)),
            reading_time(article.reading_minutes),
        ]
        return " · ".join(part for part in parts if part)
