"""The library screen: the table of what was read, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from tui.domain.library import Filing, OpenRequest, ReadArticle, ReadingState, article_request
from tui.domain.people import WHO, Named, name_key
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted
from tui.library import Library, lazy
from tui.library.everybody import PeopleOverview
from tui.system.latency import BREATH
from tui.system.resources import samples
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.dialogs.base import ConfirmDialog
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import KeyHints, key_hints
from tui.ui.library.about_article import Elsewhere, article_preview
from tui.ui.library.article_list import SIGNS, ArticleList, Sample, View
from tui.ui.library.base import REMOVED, ListScreen, SharedChanges, Shown
from tui.ui.library.preview import paragraph
from tui.ui.textual_internals import describe_action

if TYPE_CHECKING:
    from tui.library.adding import Additions

TITLE = "Library"
EDGES = 6
"""Cells of the edge of a frame that its title cannot have."""
TICK = 0.2
"""Seconds between two looks at what is being added."""
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
        self._changes = SharedChanges(self, library)
        self._analysed = 0
        """How many articles the background had analysed when it was looked who is followed in which."""
        self._missing = 0
        """How many unread articles were not analysed then."""
        self._again: Timer | None = None
        self._adding: Timer | None = None
        """Looks how far it is with what is being added."""
        self._added = 0
        self._is_adding_shown = False
        self._is_added = False
        """Whether it is to be said what came of it, once it is listed."""
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
        if self._additions is not None and self._additions.is_going:
            self._follow_additions()
            self._is_adding_shown = True

    # -- the list --------------------------------------------------------------------------

    def reload(self) -> None:
        """Look in the background what there is: of many articles that takes a while."""
        self._look()

    @work(thread=True, exclusive=True, group="listing", exit_on_error=False)
    def _look(self) -> None:
        worker, count = get_current_worker(), self._changes.count
        articles = self._library.catalogue.articles()
        if worker.is_cancelled:
            return  # another one looks by now, and may have seen more
        self.app.call_from_thread(self._show_if_latest, count, articles)
        self._library.bulk_edits.look()
        self.app.call_from_thread(self._look_for_followed)

    @work(thread=True, exclusive=True, group="followed", exit_on_error=False)
    def _look_for_followed(self) -> None:
        """Find the articles that name somebody who is followed; have those analysed that may."""
        catalogue, backlog, call = self._library.catalogue, self._library.backlog, self.app.call_from_thread
        self._analysed = len(backlog.done)
        if not catalogue.choices().followed:
            call(self._show_followed, {}, 0)
            return
        found = catalogue.followed_in()
        missing = [each for each in catalogue.missing() if each.state is ReadingState.UNREAD]
        backlog.add(missing)
        call(self._show_followed, found, len(missing))

    def _show_followed(self, followed: Mapping[str, tuple[str, ...]], missing: int) -> None:
        if followed != self._articles.followed:
            self._articles.followed = followed
            self.preview_again()
        self._missing = missing
        self._say_what_is_analysed()

    @on(events.ScreenResume)
    def _resumed(self) -> None:
        """Say what is analysed now, which another screen may have asked for."""
        self._say_what_is_analysed()

    def _say_what_is_analysed(self) -> None:
        """Say how many articles are being added or analysed, else how many were not yet; look again soon."""
        number = self._library.backlog.left or int(self._library.is_analysing)
        unknown = f"{counted(self._missing, 'unread article')} not analysed yet" if self._missing else ""
        analysed = f"{counted(number, 'article')} being analysed" if number else unknown
        additions = self._additions
        is_adding = additions is not None and additions.is_going and additions.total > 1
        adding = f"adding: {additions.done:,} of {additions.total:,} …" if additions and is_adding else ""
        self.strip.progress = adding or analysed
        if self._again is not None:
            self._again.stop()
        self._again = self.set_timer(SOON, self._look_once_more) if number else None

    def _look_once_more(self) -> None:
        """Find them again once another article was analysed."""
        backlog = self._library.backlog
        if len(backlog.done) != self._analysed or not (backlog.left or self._library.is_analysing):
            self._look_for_followed()
        else:
            self._say_what_is_analysed()

    def _show_if_latest(self, count: int, articles: tuple[ReadArticle, ...]) -> None:
        """Show the articles, unless some are being filed otherwise since: they are looked up once more."""
        if count == self._changes.count:
            self._show(articles, self._library.take_notices())
        else:
            self._changes.reload_later()

    def _show(self, articles: tuple[ReadArticle, ...], notices: Iterable[str]) -> None:
        self._articles.articles = articles
        if swapped := self._changes.take_swapped():
            for article in articles:
                if article.id in swapped and self._articles.highlight(article):
                    break
        read = {article.location for article in articles}
        self._articles.samples = tuple(each for each in self._samples if each.location not in read)
        self._welcome.display = not articles
        if articles and self.has_preview and self._people is None:
            self.set_timer(SOON, self._count_people)
        self._show_number()
        self.warn(notices)
        if self._is_added and not self._library.additions.is_going:
            self._is_added = False
            self._say_what_came(self._library.additions)

    def _show_number(self) -> None:
        self.head(TITLE)
        self.refresh_bindings()

    def head(self, title: str) -> None:
        """Show the states of reading that can be listed, as tabs; another title in their place."""
        if title != TITLE:
            super().head(title)
            return
        number = len(self._articles.articles)
        room = (self.query_one("#list").outer_size.width or self.size.width) - EDGES
        seldom = {view: sign for view, sign in SIGNS.items() if not view.is_always_offered}
        captions = [self._tabs(number, signs) for signs in ({}, seldom, SIGNS)]
        self.caption(next((each for each in captions if each.cell_length <= room), captions[-1]))

    def _tabs(self, number: int, signs: Mapping[View, str]) -> Content:
        """Return the title with all tabs; of those that are not listed ``signs`` stand for their names."""
        parts = [f"[bold $bright]{TITLE}[/] {f'{number:,}' if number else ''}".rstrip()]
        for view, count in self._articles.counts().items() if number else ():
            is_listed = view is self._articles.view
            name = view.value if is_listed else signs.get(view, view.value)
            words = name if view is View.ALL else f"{name} {count:,}"
            style = "bold $accent" if is_listed else "$muted"
            parts.append(f"[{style} @click=screen.view('{view.value}')]{words}[/]")
        return Content.from_markup("[$border] ─ [/]".join(parts))

    def on_resize(self) -> None:
        """Name the tabs as far as there is room."""
        if self.is_mounted:
            self.call_after_refresh(self._show_number)

    def action_view(self, name: str) -> None:
        """List one part of the library."""
        self._articles.view = View(name)
        describe_action(self, "archive", "Restore" if name == View.ARCHIVED.value else "Archive")
        self._show_number()

    def action_turn_view(self, step: int) -> None:
        """List the next part of the library, or the one before."""
        views = [*self._articles.counts()]
        self.action_view(views[(views.index(self._articles.view) + step) % len(views)].value)

    # -- the preview -----------------------------------------------------------------------

    def previewed(self, subject: Any) -> Shown:
        """Return what there is to know of an article; of a sample there is its title."""
        if isinstance(subject, Sample):
            about = "A sample that comes with Postil."
            return [paragraph(subject.title, "heading"), paragraph(about, "muted")], "starts reading"
        found = self._library.catalogue.preview(subject)
        elsewhere = self._elsewhere(subject, found.appearances.named_most) if found.appearances else ()
        return article_preview(found, elsewhere, self._articles.followed.get(subject.id, ()))

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
        if action in ("sort", "find", "who", "tags", "remove", "turn_view", "star", "archive", "tag"):
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
        """Ask what to add, and stay here; while something is being added, show how far it is."""
        additions = self._additions
        if additions is not None and (additions.is_going or additions.problems):
            self._show_additions(additions)
        else:
            self._ask_what_to_add()

    @property
    def _additions(self) -> Additions | None:
        """What was added since the program began; None as long as nothing was: it is imported late."""
        return vars(self._library).get("additions")

    def _ask_what_to_add(self) -> None:
        def chosen(places: str | None) -> None:
            if places is not None:
                several = places.split("\n")
                words = one_line(places, 60) if len(several) == 1 else f"{len(several):,} files or addresses"
                self.tell(f"adding {words} …")
                self._library.additions.begin(several)
                self._follow_additions()

        self.app.push_screen(dialogs.AddDialog(), chosen)
        self.run_worker(lambda: lazy.Additions, thread=True, exit_on_error=False)

    def _show_additions(self, additions: Additions) -> None:
        def closed(wish: dialogs.Wish | None) -> None:
            if wish is dialogs.Wish.MORE:
                self._ask_what_to_add()

        self._is_adding_shown = True
        self.app.push_screen(dialogs.AddingDialog(additions), closed)

    def _follow_additions(self) -> None:
        """Show what is being added as it comes."""
        self._is_adding_shown = False
        self._added = 0
        if self._adding is None:
            self._adding = self.set_interval(TICK, self._look_at_additions, name="additions")
        self._adding.resume()

    def _look_at_additions(self) -> None:
        additions = self._library.additions
        is_going, new = additions.is_going, additions.new
        if new != self._added:
            self._added = new
            self.reload()
        if additions.total > 1:
            self._say_what_is_analysed()
            has_news = (is_going or additions.problems) and not self._is_adding_shown
            if has_news and self.is_current:
                self._show_additions(additions)
        if is_going or self._adding is None:
            return
        self._adding.pause()
        self._is_added = True
        self.reload()

    def _say_what_came(self, additions: Additions) -> None:
        if additions.total > 1:
            why = key_hints(self).phrase(" · {} shows why", "library.add") if additions.problems else ""
            self.tell(dialogs.came_of(additions) + why)
        elif additions.problems:
            self.tell(additions.problems[0], wrong=True)
            additions.forget_problems()
        elif additions.done:
            done = "added" if additions.new else "already there:"
            self.tell(f"{done} “{one_line(additions.last, 80)}”")

    # -- all of them -----------------------------------------------------------------------

    def action_find(self) -> None:
        """Search everything."""
        self.app.push_screen(library_screens.SearchScreen(self._library), self.go_on)

    def action_who(self) -> None:
        """Show who appears."""

        def left(destination: OpenRequest | None) -> None:
            self.go_on(destination)
            if destination is None:
                self._look_for_followed()

        self.app.push_screen(library_screens.PeopleScreen(self._library), left)

    def action_tags(self) -> None:
        """Show all tags."""
        self.app.push_screen(library_screens.TagScreen(self._library), self.go_on)

    def action_feeds(self) -> None:
        """Show what is new in the feeds."""
        self.app.push_screen(library_screens.FeedScreen(self._library), self.go_on)

    # -- how they are filed ----------------------------------------------------------------

    def action_star(self) -> None:
        """Give the highlighted article a star, or take it off."""
        if (article := self._to_file()) is not None:
            stars = not article.filing.is_starred
            done = f"starred {_named(article)}" if stars else f"{REMOVED} the star of {_named(article)}"
            self._file(article, lambda filing: replace(filing, is_starred=stars), done)

    def action_archive(self) -> None:
        """Archive the highlighted article, or bring it back."""
        if (article := self._to_file()) is not None:
            goes = not article.filing.is_archived
            done = f"archived {_named(article)}" if goes else f"{_named(article)} is out of the archive"
            self._file(article, lambda filing: replace(filing, is_archived=goes), done)

    def action_tag(self) -> None:
        """Ask for the tags of the highlighted article itself."""
        article = self._to_file()
        if article is None:
            return

        def answered(tags: tuple[str, ...] | None) -> None:
            if tags is not None and tags != article.filing.tags:
                words = " ".join(f"#{one_line(tag, 40)}" for tag in tags)
                gone = f"{REMOVED} the tags of {_named(article)}"
                done = f"tagged {_named(article)} {words}" if tags else gone
                self._file(article, lambda filing: replace(filing, tags=tags), done)

        known = self._library.catalogue.all_tags
        self.app.push_screen(dialogs.TagEditor(article.title, article.filing.tags, known), answered)

    def _to_file(self) -> ReadArticle | None:
        """Return the highlighted article, or say why there is none."""
        if self._highlighted is None and self._articles.highlighted is not None:
            self.tell("a sample is part of the library once it was opened")
        return self._highlighted

    def _file(self, article: ReadArticle, change: Callable[[Filing], Filing], done: str) -> None:
        """Show at once how an article is filed, and save that."""
        self._articles.refile(article, change(article.filing))
        self._show_number()
        catalogue = self._library.catalogue
        self._changes.make(lambda _: catalogue.file([article.id], change, done), is_shown=True)

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
        """Undo the last removal, star, move to the archive or change of tags, and go there."""
        self._changes.undo()

    def action_redo(self) -> None:
        """Make again what was taken back, and go there."""
        self._changes.redo()


def _named(article: ReadArticle) -> str:
    return f"“{one_line(article.title, 80)}”"
