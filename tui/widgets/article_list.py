"""The list of the articles that were read, and of the samples."""

import os
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from textual.message import Message
from textual.reactive import var

from tui.domain.reading import ReadArticle
from tui.domain.searching import fold
from tui.domain.text.sanitize import one_line
from tui.ui.widgets.list_pane import Heading, ListPane, heading_line, keep
from tui.widgets.cells import cut, cut_start
from tui.widgets.needle import Needle, fold_all
from tui.widgets.row_look import Line, RowLook, Run


class Order(Enum):
    """The orders that articles are listed in; the value says it to the reader."""

    READ = "last read first"
    TITLE = "by title"
    DATE = "by date, newest first"
    NOTES = "most notes first"


class Sample(NamedTuple):
    """A sample article: its title and where it is."""

    title: str
    location: str


LibraryRow = ReadArticle | Sample | Heading


def place_of(article: ReadArticle, home: str) -> str:
    """Where an article is from: the site, else the file, from the folder ``home`` if it is in there."""
    if article.site:
        return article.site
    location = article.location
    if location == "-":
        return "standard input"
    return f"~{location[len(home) :]}" if location.startswith(home + os.sep) else location


def details_of(article: ReadArticle) -> str:
    """Date, how far it was read, the number of notes."""
    parts = [article.date, f"{article.position.progress:.0%} read" if article.position else "not read yet"]
    if article.note_count:
        parts.append("1 note" if article.note_count == 1 else f"{article.note_count:,} notes")
    return " · ".join(part for part in parts if part)


def in_order(articles: Sequence[ReadArticle], order: Order) -> Sequence[ReadArticle]:
    """Articles that are given last read first, in an order; what is equal in it keeps its place."""
    match order:
        case Order.READ:
            return articles
        case Order.TITLE:
            return sorted(articles, key=lambda article: fold(article.title))
        case Order.DATE:
            return sorted(articles, key=lambda article: article.date, reverse=True)
        case Order.NOTES:
            return sorted(articles, key=lambda article: -article.note_count)


class ArticleLook(RowLook[LibraryRow]):
    """Two lines for what was read, one for a sample."""

    def __init__(self) -> None:
        self._home = str(Path.home())

    def key(self, row: LibraryRow) -> Hashable:
        """The article."""
        return row.location if isinstance(row, Sample) else row.id if isinstance(row, ReadArticle) else row

    def is_heading(self, row: LibraryRow) -> bool:
        """Whether it names what follows."""
        return isinstance(row, Heading)

    def heights(self, rows: Sequence[LibraryRow], width: int) -> list[int]:  # noqa: ARG002
        """As many as there are lines."""
        return [
            2 if isinstance(row, ReadArticle) or (isinstance(row, Heading) and row.group) else 1
            for row in rows
        ]

    def lines(self, row: LibraryRow, width: int) -> list[Line]:
        """Title, and details below."""
        if isinstance(row, Heading):
            heading = heading_line(row, width, can_fold=False)
            return [(), heading] if row.group else [heading]
        title = Run(cut(one_line(row.title), width - 2))
        if isinstance(row, Sample):
            return [(Run(" "), title)]
        details = f" · {one_line(details_of(row))}"
        place, room = one_line(place_of(row, self._home), 1_000), width - 4 - len(details)
        # Of a path the end tells most, of a name the beginning.
        place = cut(place, room) if row.site else cut_start(place, room)
        return [(Run(" "), title), (Run("   "), Run(f"{place}{details}", "muted"))]

    def searched(self, article: ReadArticle) -> str:
        """What the filter looks in."""
        return f"{article.title} {place_of(article, self._home)} {details_of(article)} {article.location}"


class ArticleList(ListPane[ReadArticle | Sample]):
    """What was read, in one order or another, then the samples, with a filter."""

    articles: var[tuple[ReadArticle, ...]] = var((), init=False)
    """What was read, last read first."""

    samples: var[tuple[Sample, ...]] = var((), init=False)
    """What comes with the program."""

    order: var[Order] = var(Order.READ, init=False)
    """The order of what was read."""

    @dataclass(eq=False)
    class Chosen(Message):
        """Somebody chose an article."""

        article: ReadArticle | Sample

    def __init__(self) -> None:
        self._article_look = ArticleLook()
        super().__init__(self._article_look, empty="Nothing here yet.")
        self._folded: list[str] | None = None

    def watch_articles(self) -> None:
        """List them."""
        self._folded = None
        self.rows_changed()

    def watch_samples(self) -> None:
        """List them."""
        self.rows_changed()

    def watch_order(self) -> None:
        """List them in that order."""
        self.rows_changed()

    def make_rows(self, needle: Needle) -> list[LibraryRow]:
        """What the needle finds in titles and details."""
        articles: Sequence[ReadArticle] = self.articles
        if needle:
            if self._folded is None:
                self._folded = fold_all(map(self._article_look.searched, articles))
            articles = keep(articles, self._folded, needle)
        articles = in_order(articles, self.order)
        samples = [sample for sample in self.samples if not needle or needle(fold(sample.title))]
        rows: list[LibraryRow] = []
        if articles:
            rows += [Heading("", f"What you have read, {self.order.value}", len(articles)), *articles]
        if samples:
            rows += [Heading("samples" if rows else "", "Samples", len(samples)), *samples]
        return rows

    def post_chosen(self, row: ReadArticle | Sample) -> None:
        """Say so."""
        self.post_message(self.Chosen(row))
