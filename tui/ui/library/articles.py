"""The library: what was read, and the samples; from here to all that is known of all articles."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui.domain.article import Article
from tui.domain.destination import Destination, article_destination
from tui.domain.errors import StoreError
from tui.domain.reading import ReadArticle
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.screens.confirm_dialog import ConfirmDialog
from tui.screens.list_screen import ListScreen
from tui.ui import dialogs
from tui.ui.keyboard.hints import ToldKeys, told_keys
from tui.ui.library.base import SharedChanges
from tui.ui.opening import open_beside
from tui.widgets.article_list import ArticleList, Order, Sample
from tui.widgets.who_list import times

TITLE = "The library"


def welcome(keys: ToldKeys) -> str:
    """What somebody is told who has read nothing yet."""
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


class LibraryScreen(ListScreen[Destination | None]):
    """Returns what is to be opened, and where in it, or None."""

    BINDING_GROUP_TITLE = "Library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "find", "Find", id="library.find", tooltip="Search titles, notes, tags, passages"),
        Binding("w", "who", "Who", id="library.who", tooltip="Who appears in all articles read"),
        Binding("T", "tags", "Tags", id="library.tags", tooltip="All tags: rename, merge, delete"),
        Binding("a", "add", "Add", id="library.add", tooltip="Add a file or a web address to read later"),
        Binding("o", "open", "Open", id="library.other", tooltip="Open a file or a web address"),
        Binding("s", "sort", "Sort", id="library.sort", tooltip="By last reading, title, date, notes"),
        Binding(
            "d,delete", "remove", "Remove", id="library.remove", tooltip="Remove an article with its notes"
        ),
        Binding(
            "u,ctrl+z",
            "undo",
            "Undo",
            id="library.undo",
            tooltip="Take the last removal or change of tags back",
        ),
        Binding("ctrl+r,ctrl+y,ctrl+shift+z", "redo", "Redo", id="library.redo", show=False),
    ]

    def __init__(self, library: Library, samples: Iterable[tuple[str, str]] = ()) -> None:
        """Show what ``library`` holds, and ``samples``, pairs of title and path."""
        self._articles = ArticleList()
        super().__init__(self._articles, TITLE)
        self._library = library
        self._changes = SharedChanges(self, library, self.list_anew)
        self._articles.samples = tuple(Sample(*sample) for sample in samples)
        self._articles.articles = library.shelf.at_a_glance()
        self._welcome = Static("", markup=False, id="library-welcome")
        self._welcome.display = False

    def compose(self) -> ComposeResult:
        """Title, a welcome if it is the first time, the list, the keys."""
        head, *rest = super().compose()
        yield from (head, self._welcome, *rest)

    def on_mount(self) -> None:
        """Show what there is, and look whether that is all."""
        keys = told_keys(self)
        self._welcome.update(welcome(keys))
        self._articles.empty = "Nothing here yet." + keys.phrase(
            " Press {} to open something.", "library.other"
        )
        self._tell_number()
        self.list_anew()

    # -- the list --------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="listing", exit_on_error=False)
    def list_anew(self) -> None:
        """See what there is, beside the interface: of many articles that takes a while."""
        self.app.call_from_thread(self._show, self._library.shelf.articles(), self._library.take_notices())

    def _show(self, articles: tuple[ReadArticle, ...], notices: Iterable[str]) -> None:
        self._articles.articles = articles
        self._welcome.display = not articles
        self._tell_number()
        for notice in notices:
            self.notify(notice, severity="warning", timeout=15, markup=False)

    def _tell_number(self) -> None:
        number = len(self._articles.articles)
        count = "1 article" if number == 1 else f"{number:,} articles"
        self.head(f"{TITLE} · {count}" if number else TITLE)
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
            Destination(article.location) if isinstance(article, Sample) else article_destination(article)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is for articles only where there are some."""
        if action in ("sort", "find", "who", "tags", "remove"):
            return bool(self._articles.articles)
        return super().check_action(action, parameters)

    def action_sort(self) -> None:
        """List the articles in the next order."""
        orders = list(Order)
        self._articles.order = orders[(orders.index(self._articles.order) + 1) % len(orders)]

    # -- more articles ---------------------------------------------------------------------

    def action_open(self) -> None:
        """Ask what to open."""

        def chosen(location: str | None) -> None:
            if location is not None:
                self.dismiss(Destination(location))

        self.app.push_screen(dialogs.open_dialog(), chosen)

    def action_add(self) -> None:
        """Ask what to add, and stay here."""

        def chosen(location: str | None) -> None:
            if location is not None:
                self.head(f"{TITLE} · adding {one_line(location, 60)} …")
                call = self.app.call_later
                open_beside(
                    self._library,
                    Destination(location),
                    lambda article, _: call(self._add, article),
                    lambda reason: call(self._not_added, reason),
                )

        self.app.push_screen(dialogs.open_dialog("Add to read later"), chosen)

    @work(thread=True, group="adding", exit_on_error=False)
    def _add(self, article: Article) -> None:
        call = self.app.call_from_thread
        try:
            self._library.opened(article)
        except StoreError as error:
            call(self._not_added, str(error))
            return
        call(self._show, self._library.shelf.articles(), self._library.take_notices())
        call(self.tell, f"added: {one_line(article.title, 80)}")

    def _not_added(self, reason: str) -> None:
        self._tell_number()
        self.tell(reason, wrong=True)

    # -- all of them -----------------------------------------------------------------------

    def _go_on(self, destination: Destination | None) -> None:
        """Leave with what was chosen on a screen that lies on this one."""
        if destination is not None:
            self.dismiss(destination)

    def action_find(self) -> None:
        """Search everything."""
        self.app.push_screen(dialogs.find_screen(self._library), self._go_on)

    def action_who(self) -> None:
        """Show who appears."""
        self.app.push_screen(dialogs.who_screen(self._library), self._go_on)

    def action_tags(self) -> None:
        """Show all tags."""
        self.app.push_screen(dialogs.tag_screen(self._library), self._go_on)

    # -- fewer articles --------------------------------------------------------------------

    def action_remove(self) -> None:
        """Ask whether the highlighted article is to go, with all that was made of it."""
        article = self._highlighted
        if article is None:
            return
        title = one_line(article.title, 100)
        notes = times(article.note_count, "note")

        def answered(agreed: bool | None) -> None:
            if agreed:
                told = f"removed: {title}" + (f", with {notes}" if article.note_count else "")
                everywhere = self._library.everywhere
                self._changes.make(lambda _: everywhere.remove(article.id, told))

        details = (
            f"With it {notes} {'goes' if article.note_count == 1 else 'go'}. " if article.note_count else ""
        )
        question = f"Remove “{title}” from the library?"
        details += "The file or page itself stays where it is."
        details += told_keys(self).phrase(" {} brings everything back.", "library.undo")
        self.app.push_screen(ConfirmDialog("Remove an article", question, details), answered)

    def action_undo(self) -> None:
        """Bring back what was removed last, or take back what was done to tags."""
        self._changes.undo()

    def action_redo(self) -> None:
        """Make again what was taken back."""
        self._changes.redo()
