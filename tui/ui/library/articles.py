"""The library screen: the table of what was read, and what is done with it."""

from collections.abc import Iterable
from functools import partial
from time import sleep
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.library import OpenRequest, ReadArticle, ReadingState, article_request
from tui.domain.people import WHO, Named, name_key
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted
from tui.library import Library
from tui.library.everybody import PeopleOverview
from tui.system.latency import BREATH
from tui.system.resources import samples
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.background import open_in_background
from tui.ui.dialogs.base import ConfirmDialog
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import KeyHints, key_hints
from tui.ui.library.about_article import Elsewhere, article_preview
from tui.ui.library.article_list import ArticleList, Sample
from tui.ui.library.base import REMOVED, ListScreen, SharedChanges, Shown
from tui.ui.library.preview import paragraph

TITLE = "Library"
SOON = 1.0
"""Seconds after which it is begun to find out who is named in which articles: of many that takes a while."""


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
        self._articles = ArticleList(library.catalogue.names)
        super().__init__(self._articles, TITLE)
        self._library = library
        self._people: PeopleOverview | None = None
        self._restores = False
        """Whether the next article that is new in the list is one that undo brought back."""
        self._changes = SharedChanges(self, library)
        self._samples = [Sample(path.stem.replace("-", " ").capitalize(), str(path)) for path in samples()]
        self._articles.samples = tuple(self._samples)
        self._articles.articles = library.catalogue.known_articles()
        self._welcome = Static("", markup=False, id="library-welcome")
        self._welcome.display = False

    def compose(self) -> ComposeResult:
        """Yield a welcome if it is the first time, the table with its preview, the keys."""
        yield from self.with_preview(self._welcome, self.pane)

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
        before = {article.id for article in self._articles.articles}
        self._articles.articles = articles
        if self._restores:
            self._restores = False
            for article in articles:
                if article.id not in before:
                    self._articles.highlight(article)
        read = {article.location for article in articles}
        self._articles.samples = tuple(each for each in self._samples if each.location not in read)
        self._welcome.display = not articles
        if articles and self.has_preview and self._people is None:
            self.set_timer(SOON, self._count_people)
        self._show_number()
        self.warn(notices)

    def _show_number(self) -> None:
        self.head(TITLE)
        self.refresh_bindings()

    def head(self, title: str) -> None:
        """Show the states of reading that can be listed, as tabs; another title in their place."""
        if title != TITLE:
            super().head(title)
            return
        number = len(self._articles.articles)
        parts = [f"[bold $bright]{TITLE}[/] {f'{number:,}' if number else ''}".rstrip()]
        for state, count in self._articles.counts().items() if number else ():
            name = state.value if state else "all"
            style = "bold $accent" if state is self._articles.state else "$muted"
            parts.append(f"[{style} @click=screen.view('{name}')]{name}{f' {count:,}' if state else ''}[/]")
        self.caption(Content.from_markup("[$border] ─ [/]".join(parts)))

    def action_view(self, name: str) -> None:
        """List the articles in one state of reading, or all."""
        self._articles.state = next((state for state in ReadingState if state.value == name), None)
        self.head(TITLE)

    def action_turn_view(self, step: int) -> None:
        """List the articles of the next state of reading, or of the one before."""
        states = [*self._articles.counts()]
        state = states[(states.index(self._articles.state) + step) % len(states)]
        self.action_view(state.value if state else "all")

    # -- the preview -----------------------------------------------------------------------

    def previewed(self, subject: Any) -> Shown:
        """Return what there is to know of an article; of a sample there is its title."""
        if isinstance(subject, Sample):
            about = "A sample that comes with Postil."
            return [paragraph(subject.title, "heading"), paragraph(about, "muted")], "begins to read"
        found = self._library.catalogue.preview(subject)
        elsewhere = self._elsewhere(subject, found.appearances.named_most) if found.appearances else ()
        return article_preview(found, elsewhere)

    def _elsewhere(self, subject: ReadArticle, named: Iterable[Named]) -> Elsewhere:
        """Return the other articles in which those of ``named`` appear who are people or organisations."""
        people = self._people
        if people is None:
            return ()
        found = [
            (one, people.elsewhere(name_key(one.label, one.name), subject.id))
            for one in named
            if one.label in WHO
        ]
        return [(one, articles) for one, articles in found if articles]

    @work(thread=True, exclusive=True, group="people", exit_on_error=False)
    def _count_people(self) -> None:
        """Find out who is named in which articles, with a breath after each step: keys come first."""
        worker, people = get_current_worker(), PeopleOverview(self._library)
        for _ in people.gather():
            if worker.is_cancelled:
                return
            sleep(BREATH)
        self._people = people
        self.app.call_from_thread(self.preview_again)

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
        if action in ("sort", "find", "who", "tags", "remove", "turn_view"):
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
                self.tell(f"adding {one_line(location, 60)} …")
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
        call(self.tell, f"added “{one_line(article.title, 80)}”")

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

    def action_feeds(self) -> None:
        """Show what is new in the feeds."""
        self.app.push_screen(library_screens.FeedScreen(self._library), self.go_on)

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
                message = f"{REMOVED} “{title}”" + (f" and its {notes}" if article.note_count else "")
                bulk_edits = self._library.bulk_edits
                self._changes.make(lambda _: bulk_edits.remove(article.id, message))

        question = f"Remove “{title}” from the library?"
        is_one = article.note_count == 1
        details = f"Its {notes} {'is' if is_one else 'are'} removed too. " if article.note_count else ""
        details += "The file or page itself is not touched."
        details += key_hints(self).phrase(" {} restores everything.", "library.undo")
        self.app.push_screen(ConfirmDialog("Remove an article", question, details, "Remove"), answered)

    def action_undo(self) -> None:
        """Bring back what was removed last, and go there; or undo what was done to tags."""
        self._restores = True
        self._changes.undo()

    def action_redo(self) -> None:
        """Make again what was taken back."""
        self._changes.redo()
