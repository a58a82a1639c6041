"""The library screen."""

import os
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.library import OpenRequest, ReadArticle, article_request
from tui.domain.text.folding import fold
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted
from tui.library import Library
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.background import open_in_background
from tui.ui.dialogs.base import ConfirmDialog
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import KeyHints, key_hints
from tui.ui.library.base import ListScreen, SharedChanges
from tui.ui.widgets.cells import cut, cut_start
from tui.ui.widgets.list_pane import ListPane, headed, heading_line
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run


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
    """Return where an article is from: the site, else the file, its path from ``home`` if it is in there."""
    if article.site:
        return article.site
    location = article.location
    if location == "-":
        return "standard input"
    return f"~{location[len(home) :]}" if location.startswith(home + os.sep) else location


def details_of(article: ReadArticle) -> str:
    """Return date, how far it was read, the number of notes."""
    parts = [article.date, f"{article.position.progress:.0%} read" if article.position else "not read yet"]
    if article.note_count:
        parts.append(counted(article.note_count, "note"))
    return " · ".join(part for part in parts if part)


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


class ArticleRenderer(RowRenderer[LibraryRow]):
    """Two lines for what was read, one for a sample."""

    def __init__(self) -> None:
        self._home = str(Path.home())

    def key(self, row: LibraryRow) -> Hashable:
        """Return the article's id, of a sample its location."""
        return row.location if isinstance(row, Sample) else row.id if isinstance(row, ReadArticle) else row

    def heights(self, rows: Sequence[LibraryRow], width: int) -> list[int]:  # noqa: ARG002
        """Return as many as there are lines."""
        return [
            2 if isinstance(row, ReadArticle) or (isinstance(row, Heading) and row.group) else 1
            for row in rows
        ]

    def lines(self, row: LibraryRow, width: int) -> list[Line]:
        """Return title, and details below."""
        if isinstance(row, Heading):
            heading = heading_line(row, width, can_fold=False)
            return [(), heading] if row.group else [heading]
        title = Run(cut(one_line(row.title), width - 2))
        if isinstance(row, Sample):
            return [(Run(" "), title)]
        details = f" · {one_line(details_of(row))}"
        place, room = one_line(place_of(row, self._home), 1_000), width - 4 - len(details)
        # Of a path the end says most, of a name the beginning.
        place = cut(place, room) if row.site else cut_start(place, room)
        return [(Run(" "), title), (Run("   "), Run(f"{place}{details}", "muted"))]

    def searched(self, row: ReadArticle | Sample) -> str:
        """Return what the filter looks in."""
        if isinstance(row, Sample):
            return row.title
        return f"{row.title} {place_of(row, self._home)} {details_of(row)} {row.location}"


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
        """The user chose an article."""

        article: ReadArticle | Sample

    def __init__(self) -> None:
        self._renderer = ArticleRenderer()
        super().__init__(self._renderer, empty="Nothing here yet.")

    watch_articles = watch_samples = ListPane.items_changed

    def items(self) -> Sequence[ReadArticle | Sample]:
        """Return what was read, and the samples."""
        return (*self.articles, *self.samples)

    def searched(self, item: ReadArticle | Sample) -> str:
        """Return title and details."""
        return self._renderer.searched(item)

    def arranged(self, found: Sequence[ReadArticle | Sample]) -> list[LibraryRow]:
        """Return what was read in order, then the samples, under a heading each."""
        articles = in_order([each for each in found if isinstance(each, ReadArticle)], self.order)
        samples = [each for each in found if isinstance(each, Sample)]
        rows: list[LibraryRow] = [*headed(articles, "", f"What you have read, {self.order.value}")]
        return [*rows, *headed(samples, "samples" if rows else "", "Samples")]


TITLE = "The library"


def welcome(keys: KeyHints) -> str:
    """Return the welcome of a library in which nothing was read yet."""
    begin = keys.phrase("Press {} to open a file or a web address, or pick", "library.other") or "Pick"
    move = keys.phrase(" with {}, {} and {}", "list.down", "list.up", "list.choose")
    reading = keys.phrases(
        ("{} goes to the next name", "jump.next-entity"),
        ("{} to the next quotation", "jump.next-quote"),
        ("{} writes a note", "note.edit"),
        ("{} shows every key", "help"),
    )
    lines = [f"Nothing read yet. {begin} a sample below{move}."]
    return "\n".join([*lines, f"While you read: {reading}."] if reading else lines)


class LibraryScreen(ListScreen):
    """Lists what was read, and the samples; returns what is to be opened, and where in it, or None."""

    BINDING_GROUP_TITLE = "Library"
    BINDINGS: ClassVar[list[BindingType]] = bindings("library")

    def __init__(self, library: Library) -> None:
        """Show what ``library`` holds, and the samples that come with the program."""
        self._articles = ArticleList()
        super().__init__(self._articles, TITLE)
        self._library = library
        self._changes = SharedChanges(self, library)
        self._articles.samples = tuple(
            Sample(path.stem.replace("-", " ").capitalize(), str(path)) for path in library.samples()
        )
        self._articles.articles = library.catalogue.known_articles()
        self._welcome = Static("", markup=False, id="library-welcome")
        self._welcome.display = False

    def compose(self) -> ComposeResult:
        """Yield title, a welcome if it is the first time, the list, the keys."""
        head, *rest = super().compose()
        yield from (head, self._welcome, *rest)

    def on_mount(self) -> None:
        """Show what there is, and look whether that is all."""
        keys = key_hints(self)
        self._welcome.update(welcome(keys))
        self._articles.empty = "Nothing here yet." + keys.phrase(
            " Press {} to open something.", "library.other"
        )
        self._show_number()
        self.reload()

    # -- the list --------------------------------------------------------------------------

    def reload(self) -> None:
        """Look in the background what there is: of many articles that takes a while."""
        self._look()

    @work(thread=True, exclusive=True, group="listing", exit_on_error=False)
    def _look(self) -> None:
        self.app.call_from_thread(
            self._show, self._library.catalogue.articles(), self._library.take_notices()
        )
        self._library.bulk_edits.look()

    def _show(self, articles: tuple[ReadArticle, ...], notices: Iterable[str]) -> None:
        self._articles.articles = articles
        self._welcome.display = not articles
        self._show_number()
        self.warn(notices)

    def _show_number(self) -> None:
        number = len(self._articles.articles)
        self.head(f"{TITLE} · {counted(number, 'article')}" if number else TITLE)
        self.refresh_bindings()

    @property
    def _highlighted(self) -> ReadArticle | None:
        row = self._articles.highlighted
        return row if isinstance(row, ReadArticle) else None

    @on(ArticleList.Chosen)
    def _chosen(self, message: ArticleList.Chosen) -> None:
        message.stop()
        article = message.article
        self.dismiss(
            OpenRequest(article.location) if isinstance(article, Sample) else article_request(article)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is for articles only where there are some."""
        if action in ("sort", "find", "who", "tags", "remove"):
            return bool(self._articles.articles)
        return super().check_action(action, parameters)

    def action_sort(self) -> None:
        """List the articles in the next order."""
        self._articles.action_sort()

    # -- more articles ---------------------------------------------------------------------

    def action_open(self) -> None:
        """Ask what to open."""

        def chosen(location: str | None) -> None:
            if location is not None:
                self.dismiss(OpenRequest(location))

        self.app.push_screen(dialogs.OpenDialog(), chosen)

    def action_add(self) -> None:
        """Ask what to add, and stay here."""

        def chosen(location: str | None) -> None:
            if location is not None:
                self.head(f"{TITLE} · adding {one_line(location, 60)} …")
                call = self.app.call_later
                open_in_background(
                    self._library,
                    OpenRequest(location),
                    partial(call, self._add),
                    partial(call, self._not_added),
                )

        self.app.push_screen(dialogs.OpenDialog(title="Add to read later", enter="Add"), chosen)

    @work(thread=True, group="adding", exit_on_error=False)
    def _add(self, article: Article, _remark: str) -> None:
        call = self.app.call_from_thread
        try:
            self._library.opened(article)
        except StoreError as error:
            call(self._not_added, str(error))
            return
        call(self._show, self._library.catalogue.articles(), self._library.take_notices())
        call(self.tell, f"added: {one_line(article.title, 80)}")

    def _not_added(self, reason: str) -> None:
        self._show_number()
        self.tell(reason, wrong=True)

    # -- all of them -----------------------------------------------------------------------

    def action_find(self) -> None:
        """Search everything."""
        self.app.push_screen(library_screens.SearchScreen(self._library), self.go_on)

    def action_who(self) -> None:
        """Show who appears."""
        self.app.push_screen(library_screens.PeopleScreen(self._library), self.go_on)

    def action_tags(self) -> None:
        """Show all tags."""
        self.app.push_screen(library_screens.TagScreen(self._library), self.go_on)

    # -- fewer articles --------------------------------------------------------------------

    def action_remove(self) -> None:
        """Ask whether to remove the highlighted article, with all its notes."""
        article = self._highlighted
        if article is None:
            return
        title = one_line(article.title, 100)
        notes = counted(article.note_count, "note")

        def answered(agreed: bool | None) -> None:
            if agreed:
                message = f"removed: {title}" + (f", with {notes}" if article.note_count else "")
                bulk_edits = self._library.bulk_edits
                self._changes.make(lambda _: bulk_edits.remove(article.id, message))

        details = (
            f"With it {notes} {'goes' if article.note_count == 1 else 'go'}. " if article.note_count else ""
        )
        question = f"Remove “{title}” from the library?"
        details += "The file or page itself stays where it is."
        details += key_hints(self).phrase(" {} brings everything back.", "library.undo")
        self.app.push_screen(ConfirmDialog("Remove an article", question, details, "Remove"), answered)

    def action_undo(self) -> None:
        """Bring back what was removed last, or take back what was done to tags."""
        self._changes.undo()

    def action_redo(self) -> None:
        """Make again what was taken back."""
        self._changes.redo()
