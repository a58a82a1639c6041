"""People and organisations over all articles: who appears."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from time import monotonic
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.worker import get_current_worker

from tui.domain.people import NameKey, Person
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted
from tui.library import Library
from tui.library.everybody import PeopleOverview
from tui.ui import dialogs
from tui.ui.article.titles import percent
from tui.ui.keyboard.commands import bindings
from tui.ui.library.base import REMOVED, ListScreen, SharedChanges, Shown
from tui.ui.library.person import PersonScreen, person_preview
from tui.ui.panes.entities import FOLLOWED
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.columns import Column, Columns, TableHead
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import Line, RowRenderer, Run


class PeopleOrder(Enum):
    """The orders that people are listed in; the value says it to the reader."""

    ARTICLES = "most articles first"
    QUOTES = "most quoted first"
    NAME = "by name"


PEOPLE_COLUMNS = Columns(
    Column("", 1, gap=0),
    Column("Name", 0),
    Column("Said", 6, is_right=True, least=36),
    Column("Named", 7, is_right=True, least=44),
    Column("Articles", 8, gap=2, is_right=True, least=28),
)


class PeopleRenderer(RowRenderer[Person]):
    """One line for each: the letter of the kind, the name, how much there is."""

    def key(self, row: Person) -> Hashable:
        """Return who it is: the counts grow while articles are looked through."""
        return row.key

    def lines(self, row: Person, width: int) -> Sequence[Line]:
        """Return the one line."""
        style = LABEL_STYLES[row.label]
        said = f"{row.quotations:,}" if row.quotations else ""
        star: Line = (Run(f"{FOLLOWED} ", "accent"),) if row.is_followed else ()
        doubt: Line = (Run(" ?", "muted"),) if row.may_be else ()
        counts = ((Run(said),), (Run(f"{row.mentions:,}", "muted"),), (Run(f"{row.articles:,}", "muted"),))
        name = Run(one_line(row.name))
        return (PEOPLE_COLUMNS.line(width, (Run(style.mark, style.suffix),), (*star, name, *doubt), *counts),)


class PeopleList(ListPane[Person]):
    """Everybody, in one order or another, with a filter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("people")

    everybody: var[Sequence[Person]] = var((), init=False)
    """Who is listed, those in most articles first."""

    order: var[PeopleOrder] = var(PeopleOrder.ARTICLES, init=False)
    """The order of the list."""

    @dataclass(eq=False)
    class PersonMessage(Message):
        """Something is to be done with a person."""

        person: Person

    class Chosen(PersonMessage):
        """All that is known of the person is to be shown."""

    class FollowRequested(PersonMessage):
        """The user wants to follow a person, or no longer."""

    class JoinRequested(PersonMessage):
        """The user says that a person and another are the same."""

    class PartRequested(PersonMessage):
        """The user says that those who were joined are not the same."""

    @dataclass(eq=False)
    class Reordered(Message):
        """The list has another order."""

        order: PeopleOrder

    def __init__(self) -> None:
        super().__init__(PeopleRenderer())

    def compose(self) -> ComposeResult:
        """Show the titles of the columns, and the rows."""
        yield TableHead(PEOPLE_COLUMNS)
        yield self.rows

    def watch_everybody(self) -> None:
        """List them."""
        self.items_changed()

    def items(self) -> Sequence[Person]:
        """Return everybody."""
        return self.everybody

    def searched(self, item: Person) -> str:
        """Return the name."""
        return item.name

    def arranged(self, found: Sequence[Person]) -> Sequence[Person]:
        """Return them in order."""
        match self.order:
            case PeopleOrder.ARTICLES:
                return found
            case PeopleOrder.QUOTES:
                return sorted(found, key=lambda one: (not one.is_followed, -one.quotations))
            case PeopleOrder.NAME:
                return sorted(found, key=lambda one: one.key[1])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done to a person only where that makes sense."""
        if action == "request":
            one = self.highlighted
            return one is not None and (parameters != ("PartRequested",) or one.joined > 0)
        return super().check_action(action, parameters)


TITLE = "People and organisations"
EVERY = 0.5
"""Seconds after which the first of those counted so far are listed."""
MEANWHILE = 200
"""So many of them."""


class PeopleScreen(ListScreen):
    """Lists who appears; returns the place that was chosen on the screen of one of them, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("undo-screen")

    def __init__(self, library: Library, at: NameKey | None = None) -> None:
        """List who appears in the articles of ``library``, from the person with the key ``at`` on."""
        self._list = PeopleList()
        self._at = at
        super().__init__(self._list, TITLE)
        self._list.empty = "Looking through the articles …"
        self._library = library
        self._who = PeopleOverview(library)
        self._changes = SharedChanges(self, library)
        self._wanted: NameKey | None = None
        """Who is to be highlighted once there is the list as it is after a change."""
        self._done = False
        self._known = len(library.backlog.done)
        """How many of the articles that were analysed in the background are counted."""
        self._watch: Timer | None = None

    def on_mount(self) -> None:
        """Begin to look through the articles."""
        self._gather()

    def previewed(self, subject: Person) -> Shown:
        """Return what is known of a person."""
        worker = get_current_worker()
        known = self._who.record_of(subject.key, lambda: worker.is_cancelled)
        return person_preview(subject, known, self._who.joined(subject), self._who.may_be(subject))

    @work(thread=True, group="gathering", exit_on_error=False)
    def _gather(self) -> None:
        worker, call = get_current_worker(), self.app.call_from_thread
        due = monotonic() + EVERY
        for share in self._who.gather():
            if worker.is_cancelled:
                return
            if share < 1.0 and monotonic() > due:
                call(self._show, self._who.listed(MEANWHILE), share)
                due = monotonic() + EVERY
        call(self._show, self._who.listed(), 1.0)
        call(self.warn, self._library.take_notices())

    def _show(self, everybody: Sequence[Person], share: float) -> None:
        self._done = share == 1.0
        self._list.everybody = everybody
        if self._done:
            self._list.empty = "Nobody yet. Who is named in an article is known once it has been read."
        self._show_title(share)
        at = self._who.choices.root(self._at) if self._at is not None else None
        one = next((each for each in everybody if each.key == at), None)
        if one is not None and self._list.highlight(one):
            self._at = None
        if self._done and self._watch is None:
            self._library.backlog.add(self._who.missing)
            self._watch = self.set_interval(EVERY, self._count_analysed, name="backlog")
            self._say_what_is_missing()

    def _show_title(self, share: float = 1.0) -> None:
        who = self._who
        if share < 1.0:
            self.head(f"{TITLE} · looking through the articles {percent(share)}")
            return
        some = f"{who.counted:,} of " if who.counted < who.articles else ""
        self.head(f"{TITLE} · {len(self._list.everybody):,} in {some}{counted(who.articles, 'article')}")

    def _count_analysed(self) -> None:
        """List who appears in what was analysed since, and say what is still to be."""
        done = self._library.backlog.done
        if len(done) > self._known:
            new, self._known = done[self._known :], len(done)
            self._count(new)
        self._say_what_is_missing()

    @work(thread=True, exclusive=True, group="counting", exit_on_error=False)
    def _count(self, article_ids: Sequence[str]) -> None:
        self._who.count(article_ids)
        self.app.call_from_thread(self._list_again, self._who.listed())

    def _list_again(self, everybody: Sequence[Person]) -> None:
        self._list.everybody = everybody
        if self._wanted is not None:
            one = next((one for one in everybody if one.key == self._wanted), None)
            self._wanted = None
            if one is not None:
                self._list.highlight(one)
        self._list.refresh_bindings()
        self.preview_again()
        self._show_title()
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        backlog, missing = self._library.backlog, len(self._who.missing)
        self.strip.progress = ""
        if backlog.problem:
            self.tell(backlog.problem, wrong=True)
        elif backlog.left:
            self.strip.progress = (
                f"{counted(missing, 'article')} not analysed yet · being analysed: {backlog.left:,} left"
            )
        elif missing:
            self.strip.progress = f"{counted(missing, 'article')} not analysed yet: the text is not available"
        if not backlog.left and self._watch is not None:
            self._watch.pause()

    @on(PeopleList.Chosen)
    def _chosen(self, message: PeopleList.Chosen) -> None:
        message.stop()
        if self._done:
            self.app.push_screen(PersonScreen(self._who, message.person), self.go_on)

    # -- who is followed, and who is the same --------------------------------------------------

    def reload(self) -> None:
        """List everybody as it is after a change."""
        self._list_changed()

    @work(thread=True, exclusive=True, group="counting", exit_on_error=False)
    def _list_changed(self) -> None:
        self._who.look_at_choices()
        self.app.call_from_thread(self._list_again, self._who.listed())

    @on(PeopleList.FollowRequested)
    def _follow(self, message: PeopleList.FollowRequested) -> None:
        message.stop()
        one, edits, name = message.person, self._library.catalogue.edits, one_line(message.person.name, 80)
        self._wanted = one.key
        if one.is_followed:
            done = f"{REMOVED} {name} from those you follow"
            self._changes.make_people(lambda: edits.unfollow(one.key, done), done)
        else:
            done = f"following {name}"
            self._changes.make_people(lambda: edits.follow(one.key, one.name, done), done)

    @on(PeopleList.JoinRequested)
    def _join(self, message: PeopleList.JoinRequested) -> None:
        message.stop()
        one, edits = message.person, self._library.catalogue.edits

        def chosen(other: Person | None) -> None:
            if other is None:
                return
            self._wanted = other.key
            done = f"{one_line(one.name, 60)} is the same as {one_line(other.name, 60)}"
            self._changes.make_people(
                lambda: edits.join(one.key, one.name, other.key, other.name, done), done
            )

        if self._done:
            self.app.push_screen(dialogs.JoinDialog(one, self._list.everybody), chosen)

    @on(PeopleList.PartRequested)
    def _part(self, message: PeopleList.PartRequested) -> None:
        message.stop()
        one, edits = message.person, self._library.catalogue.edits
        self._wanted = one.key
        done = f"parted what was joined with {one_line(one.name, 80)}"
        self._changes.make_people(lambda: edits.part(one.key, done), done)

    def action_undo(self) -> None:
        """Undo the last change of who is followed or joined."""
        self._changes.swap_people(undo=True)

    def action_redo(self) -> None:
        """Make it again."""
        self._changes.swap_people(undo=False)
