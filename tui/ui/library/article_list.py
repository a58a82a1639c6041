"""The table of what was read: its columns, its groups, its orders."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from textual import work
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var

from tui.domain.library import Filing, ReadArticle, ReadingState
from tui.domain.text.folding import fold
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import SHORT_DAY, short_day
from tui.ui.widgets.columns import Column, Columns, TableHead, progress_bar
from tui.ui.widgets.list_pane import ListPane, headed
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run


class View(Enum):
    """What of the library is listed; the value says it to the user."""

    ALL = "all"
    """All but what is archived, in groups by how far it was read."""
    READING = "reading"
    UNREAD = "unread"
    FINISHED = "finished"
    STARRED = "starred"
    """What has a star, also what is archived."""
    ARCHIVED = "archived"

    @property
    def is_always_offered(self) -> bool:
        """Whether it is offered also while there is nothing in it."""
        return self not in (View.STARRED, View.ARCHIVED)


def views_of(article: ReadArticle) -> Sequence[View]:
    """Return what an article is listed in."""
    filing = article.filing
    if filing.is_plain:
        return _READ_VIEWS[article.state]
    main = (View.ARCHIVED,) if filing.is_archived else _READ_VIEWS[article.state]
    return (*main, View.STARRED) if filing.is_starred else main


_READ_VIEWS = {state: (View.ALL, View(state.value)) for state in ReadingState}


class Order(Enum):
    """The orders that articles are listed in; the value says it to the reader."""

    READ = "last read first"
    TITLE = "by title"
    DATE = "newest first"
    NOTES = "most notes first"
    ADDED = "last added first"


class Sample(NamedTuple):
    """A sample article: its title and where it is."""

    title: str
    location: str


LibraryRow = ReadArticle | Sample | Heading


class StateStyle(NamedTuple):
    """How one state of reading is shown: its sign, the name of its group, the styles of bar and title."""

    sign: str
    group: str
    bar: str
    title: str


STATES = {
    ReadingState.READING: StateStyle("◐", "Continue reading", "accent", ""),
    ReadingState.UNREAD: StateStyle("○", "Unread", "rule", "strong"),
    ReadingState.FINISHED: StateStyle("●", "Finished", "muted", ""),
}
"""In the order of the groups."""
ARCHIVED = StateStyle("◌", "Archived", "muted", "muted")
STAR = "★"
SIGNS = {
    **{View(state.value): style.sign for state, style in STATES.items()},
    View.STARRED: STAR,
    View.ARCHIVED: ARCHIVED.sign,
}
"""What stands for a part of the library where there is no room for its name."""
FOLLOWED = "Unread · with those you follow"
"""The group of unread articles in which somebody is named who is followed."""


def style_of(article: ReadArticle) -> StateStyle:
    """Return how an article is shown."""
    return ARCHIVED if article.filing.is_archived else STATES[article.state]


@lru_cache(maxsize=1024)
def _host(address: str) -> str:
    return (urlsplit(address).hostname or "") if "://" in address else ""


def source_of(article: ReadArticle) -> str:
    """Return where an article is from: the site, else the host of its address, else that it is a file."""
    if article.site:
        return one_line(article.site)
    if article.location == "-":
        return "standard input"
    return one_line(_host(article.address or article.location)) or "local file"


def in_order(articles: Sequence[ReadArticle], order: Order) -> Sequence[ReadArticle]:
    """Return articles that are given last read first, in an order; what is equal in it keeps its place."""
    match order:
        case Order.READ:
            return articles
        case Order.TITLE:
            return sorted(articles, key=lambda article: fold(article.title))
        case Order.DATE:
            return sorted(articles, key=lambda article: article.date, reverse=True)
        case Order.NOTES:
            return sorted(articles, key=lambda article: -article.note_count)
        case Order.ADDED:
            return sorted(articles, key=lambda each: each.filing.added or each.opened, reverse=True)


_BAR = 8
"""Cells of the bar that shows how much was read."""
COLUMNS = Columns(
    Column("", 1, gap=0),
    Column("Title", 0),
    Column("Source", 14, gap=2, least=90),
    Column("Date", SHORT_DAY, gap=1, is_right=True, least=44),
    Column("Read", _BAR, gap=2, least=34),
    Column("Notes", 5, is_right=True, least=50),
    Column("Names", 5, is_right=True, least=56),
)
ROOMY = 100
"""Cells of a screen from which on there is a free line between groups."""
UNKNOWN = "…"
"""Stands for the number of names of an article that was not analysed yet."""


class ArticleRenderer(RowRenderer[LibraryRow]):
    """One line for each article; the columns of ``COLUMNS`` as far as there is room."""

    def __init__(self, names: Callable[[str], str] = lambda _: UNKNOWN) -> None:
        """Ask ``names`` for what to say of the number of names of the article with an id."""
        self._names = names
        self.has_air = False
        """Whether a line is left free before each group."""

    def key(self, row: LibraryRow) -> Hashable:
        """Return the article's id, of a sample its location, of a heading what it names."""
        if isinstance(row, Heading):
            return row.group
        return row.location if isinstance(row, Sample) else row.id

    def heights(self, rows: Sequence[LibraryRow], width: int) -> list[int] | None:  # noqa: ARG002
        """Return as many as there are lines."""
        if not self.has_air:
            return None
        return [2 if number and isinstance(row, Heading) else 1 for number, row in enumerate(rows)]

    def lines(self, row: LibraryRow, width: int) -> list[Line]:
        """Return the columns; of a heading what it names."""
        if isinstance(row, Heading):
            heading = (Run(row.title, "heading"), Run(f" {row.entries:,}", "muted"))
            return [heading] if not row.group or not self.has_air else [(), heading]
        if isinstance(row, Sample):
            style, title = STATES[ReadingState.UNREAD], Run(row.title)
            cells: list[Line] = [(Run("sample", "muted"),), (), (), (), ()]
            star: Line = ()
        else:
            style, cells = style_of(row), self._cells(row)
            title = Run(one_line(row.title), style.title)
            star = (Run(f"{STAR} ", "accent"),) if row.filing.is_starred else ()
        sign = "muted" if style.bar == "muted" else "accent"
        return [COLUMNS.line(width, (Run(style.sign, sign),), (*star, title), *cells)]

    def _cells(self, row: ReadArticle) -> list[Line]:
        style, share = style_of(row), row.position.progress if row.position else 0.0
        notes = f"{row.note_count:,}" if row.note_count else ""
        return [
            (Run(source_of(row), "muted"),),
            (Run(one_line(short_day(row.date)), "muted"),),
            progress_bar(share, _BAR, style.bar),
            (Run(notes),),
            (Run(self._names(row.id), "muted"),),
        ]

    def searched(self, row: ReadArticle | Sample) -> str:
        """Return what the filter looks in."""
        if isinstance(row, Sample):
            return row.title
        tags = "".join(f" #{tag}" for tag in row.filing.tags)
        return f"{row.title} {source_of(row)} {row.date} {short_day(row.date)} {row.location}{tags}"


class NameCounts:
    """How many names each article has: looked up for those that are painted, in a thread."""

    def __init__(self, look_up: Callable[[str], int | None], wanted: Callable[[], object]) -> None:
        """Know nothing yet; ``wanted`` is called when there is something to ``read``."""
        self._look_up = look_up
        self._wanted = wanted
        self._known: dict[str, str] = {}
        self._asked: dict[str, None] = {}

    def of(self, article_id: str) -> str:
        """Return the number as it is shown, empty as long as it is not looked up."""
        known = self._known.get(article_id)
        if known is None:
            if not self._asked:
                self._wanted()
            self._asked[article_id] = None
        return known or ""

    def read(self) -> None:
        """Look up what was asked for; blocks."""
        asked, self._asked = self._asked, {}
        for article_id in asked:
            number = self._look_up(article_id)
            self._known[article_id] = UNKNOWN if number is None else f"{number:,}"


class ArticleList(ListPane[ReadArticle | Sample]):
    """What was read, in groups by how far, then the samples, with a filter."""

    articles: var[tuple[ReadArticle, ...]] = var((), init=False)
    """What was read, last read first."""

    samples: var[tuple[Sample, ...]] = var((), init=False)
    """What comes with the program."""

    order: var[Order] = var(Order.READ, init=False)
    """The order of each group."""

    view: var[View] = var(View.ALL, init=False)
    """What of it is listed."""

    followed: var[Mapping[str, Sequence[str]]] = var(MappingProxyType({}), init=False)
    """The names of those who are followed in each article that names any, by its id."""

    @dataclass(eq=False)
    class Chosen(Message):
        """The user chose an article."""

        article: ReadArticle | Sample

    def __init__(self, names: Callable[[str], int | None] = lambda _: None) -> None:
        """List nothing yet; ``names`` looks up how many names an article has, None where nobody knows."""
        self.names = NameCounts(names, partial(self.call_later, self._look_up))
        self._renderer = ArticleRenderer(self.names.of)
        self._counts: Mapping[View, int] | None = None
        super().__init__(self._renderer, empty="Nothing here yet.")

    def compose(self) -> ComposeResult:
        """Show the titles of the columns, and the rows."""
        yield TableHead(COLUMNS)
        yield self.rows

    @work(thread=True, group="names", exit_on_error=False)
    def _look_up(self) -> None:
        self.names.read()
        self.app.call_from_thread(self.rows.refresh)

    def on_resize(self) -> None:
        """Leave a line free before each group where there is room."""
        has_air = self.app.size.width >= ROOMY
        if has_air is not self._renderer.has_air:
            self._renderer.has_air = has_air
            self.rows_changed()

    def watch_articles(self) -> None:
        """List them, and count them again when that is asked for."""
        self._counts = None
        self.items_changed()

    watch_samples = watch_followed = ListPane.items_changed

    def watch_view(self) -> None:
        """List that."""
        self.rows_changed()

    def items(self) -> Sequence[ReadArticle | Sample]:
        """Return what was read, and the samples."""
        return (*self.articles, *self.samples)

    def searched(self, item: ReadArticle | Sample) -> str:
        """Return what the row is found by."""
        followed = () if isinstance(item, Sample) else self.followed.get(item.id, ())
        return " ".join((self._renderer.searched(item), *followed))

    def arranged(self, found: Sequence[ReadArticle | Sample]) -> list[LibraryRow]:
        """Return what was read in order, then the samples, under a heading each.

        What is archived is listed among all only where the filter asks for it, and last.
        """
        by_view: dict[View, list[ReadArticle]] = {view: [] for view in View}
        samples = []
        for each in found:
            if isinstance(each, Sample):
                samples.append(each)
            else:
                for view in views_of(each):
                    by_view[view].append(each)
        if self.view is not View.ALL:
            return [*in_order(by_view[self.view], self.order)]
        groups: dict[str, Sequence[ReadArticle]] = {}
        for state, style in STATES.items():
            articles = by_view[View(state.value)]
            if state is ReadingState.UNREAD and self.followed:
                groups[FOLLOWED] = [each for each in articles if each.id in self.followed]
                articles = [each for each in articles if each.id not in self.followed]
            groups[style.group] = articles
        if self.filter.strip():
            groups[ARCHIVED.group] = by_view[View.ARCHIVED]
        rows: list[LibraryRow] = []
        for group, listed in groups.items():
            rows += headed(in_order(listed, self.order), group if rows else "", group)
        return [*rows, *headed(samples, "samples" if rows else "", "Samples")]

    def counts(self) -> Mapping[View, int]:
        """Return how many articles are listed in each part of the library that is offered."""
        if self._counts is None:
            counts = Counter(view for article in self.articles for view in views_of(article))
            self._counts = {view: counts[view] for view in View}
        offered = self._counts
        return {
            view: count
            for view, count in offered.items()
            if count or view.is_always_offered or view is self.view
        }

    def refile(self, article: ReadArticle, filing: Filing) -> None:
        """Show an article as it is being filed, before that is saved."""
        filed = replace(article, filing=filing)
        self.articles = tuple(filed if each.id == article.id else each for each in self.articles)
