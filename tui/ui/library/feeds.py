"""What is new in the feeds that the user follows."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from tui.domain.errors import PostilError
from tui.domain.feeds import Feed, FeedItem
from tui.domain.library import OpenRequest
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted, short_day
from tui.library import Library
from tui.library.adding import Adding
from tui.library.feeds import Feeds
from tui.ui import dialogs
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.library.base import ListScreen, Shown
from tui.ui.library.preview import blank, paragraph
from tui.ui.widgets.columns import Column, Columns, TableHead
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import Line, RowRenderer, Run


class FeedRow(NamedTuple):
    """An item, and what the feed is called that names it."""

    item: FeedItem
    feed: str


COLUMNS = Columns(
    Column("", 1, gap=0),
    Column("Title", 0),
    Column("Feed", 18, gap=2, least=60),
    Column("Date", 9, gap=2, is_right=True, least=40),
)


class FeedRenderer(RowRenderer[FeedRow]):
    """One line for each item: whether it is new, its title, its feed, its day."""

    def key(self, row: FeedRow) -> Hashable:
        """Return its address."""
        return row.item.address

    def lines(self, row: FeedRow, width: int) -> Sequence[Line]:
        """Return the one line."""
        item = row.item
        title = Run(one_line(item.title or item.address), "strong" if item.is_new else "muted")
        day = one_line(short_day(item.date[:10]))
        mark = Run("●" if item.is_new else " ", "tag")
        return (COLUMNS.line(width, (mark,), (title,), (Run(row.feed, "muted"),), (Run(day, "muted"),)),)


class FeedOrder(Enum):
    """The orders that items are listed in."""

    DATE = "newest first"
    FEED = "by feed"


class FeedList(ListPane[FeedRow]):
    """The items of all feeds, what is new before the rest, with a filter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("feeds")

    feeds: var[Sequence[Feed]] = var((), init=False)
    """Whose items are listed."""

    order: var[FeedOrder] = var(FeedOrder.DATE, init=False)
    """The order of the list."""

    @dataclass(eq=False)
    class ItemMessage(Message):
        """Something is to be done with an item."""

        item: FeedItem

    class Chosen(ItemMessage):
        """It is to be opened."""

    class AddRequested(ItemMessage):
        """It is to be added to the library, to be read later."""

    class MarkRequested(ItemMessage):
        """It is to be marked as read, or as new again."""

    def __init__(self) -> None:
        super().__init__(FeedRenderer())

    def compose(self) -> ComposeResult:
        """Show the titles of the columns, and the rows."""
        yield TableHead(COLUMNS)
        yield self.rows

    def watch_feeds(self) -> None:
        """List them."""
        self.items_changed()
        self.refresh_bindings()

    def items(self) -> Sequence[FeedRow]:
        """Return the items of all feeds, each address once."""
        rows: dict[str, FeedRow] = {}
        for feed in self.feeds:
            name = one_line(feed.title)
            for item in feed.items:
                rows.setdefault(item.address, FeedRow(item, name))
        return list(rows.values())

    def searched(self, item: FeedRow) -> str:
        """Return its title, its feed and its author."""
        return f"{item.item.title} {item.feed} {item.item.author}"

    def arranged(self, found: Sequence[FeedRow]) -> Sequence[FeedRow]:
        """Return them in order; what a feed does not date stays in its order."""
        if self.order is FeedOrder.FEED:
            return sorted(found, key=lambda row: (row.feed.casefold(), not row.item.is_new))
        newest = sorted(found, key=lambda row: row.item.date, reverse=True)
        return sorted(newest, key=lambda row: not row.item.is_new)

    def subject(self, row: FeedRow) -> object:
        """Return the item."""
        return row.item

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is for items only where there are some."""
        if action in ("request", "sort"):
            return any(feed.items for feed in self.feeds)
        return super().check_action(action, parameters)


TITLE = "Feeds"


class FeedScreen(ListScreen):
    """Returns the item that was chosen, or None. Feeds are asked only when the user says so."""

    BINDING_GROUP_TITLE = "Feeds"
    BINDINGS: ClassVar[list[BindingType]] = bindings("feed-screen")

    def __init__(self, library: Library) -> None:
        self._list = FeedList()
        super().__init__(self._list, TITLE)
        self._library = library
        self._feeds = Feeds(library)
        self._is_asking = False

    def on_mount(self) -> None:
        """Show what was there the last time."""
        self.reload()

    def reload(self) -> None:
        """Look in the background what is stored."""
        self._look()

    @work(thread=True, exclusive=True, group="listing", exit_on_error=False)
    def _look(self) -> None:
        self.app.call_from_thread(self._show, self._feeds.all())
        self.app.call_from_thread(self.warn, self._library.take_notices())

    def _show(self, feeds: tuple[Feed, ...]) -> None:
        keys = key_hints(self)
        if feeds:
            self._list.empty = "Nothing here yet." + keys.phrase(" {} asks what is new.", "feeds.refresh")
        else:
            self._list.empty = "No feeds yet." + keys.phrase(" {} follows one.", "feeds.follow")
        self._list.feeds = feeds
        new = sum(len(feed.new) for feed in feeds)
        about = f"{counted(len(feeds), 'feed')} · {new:,} new" if feeds else ""
        self.head(f"{TITLE} · {about}" if about else TITLE)
        self.refresh_bindings()

    def previewed(self, subject: FeedRow) -> Shown:
        """Return what the feed says of an item."""
        item = subject.item
        about = " · ".join(filter(None, (subject.feed, one_line(item.author), short_day(item.date[:10]))))
        blocks = [paragraph(item.title or item.address, "heading", 4), paragraph(about, "muted", 2)]
        if item.summary:
            blocks += [blank(), paragraph(item.summary, limit=12)]
        blocks += [blank(), paragraph(item.address, "muted", 3)]
        return blocks, "opens the page"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to ask only where there is a feed."""
        if action == "refresh":
            return bool(self._list.feeds)
        return super().check_action(action, parameters)

    # -- what is new -----------------------------------------------------------------------

    def action_refresh(self) -> None:
        """Ask every feed what is new."""
        if not self._is_asking:
            self._is_asking = True
            self.tell(f"asking {counted(len(self._list.feeds), 'feed')} …")
            self._ask()

    @work(thread=True, group="asking", exit_on_error=False)
    def _ask(self) -> None:
        worker, call = get_current_worker(), self.app.call_from_thread
        before = {item.id for feed in self._list.feeds for item in feed.items}
        problems = []
        try:
            for feed in self._feeds.refresh():
                if worker.is_cancelled:
                    return
                if feed.problem:
                    problems.append(f"{one_line(feed.title, 60)}: {feed.problem}")
            feeds = self._feeds.all()
        except PostilError as error:
            self._is_asking = False
            call(partial(self.tell, str(error), wrong=True))
            return
        self._is_asking = False
        number = sum(item.id not in before for feed in feeds for item in feed.items)
        call(self._show, feeds)
        call(self.tell, f"{counted(number, 'new item')}" if number else "nothing is new")
        call(self.warn, problems)

    def action_follow(self) -> None:
        """Ask for a feed to follow."""

        def chosen(location: str | None) -> None:
            if location is not None:
                self.tell(f"asking {one_line(location, 60)} …")
                self._follow(location)

        self.app.push_screen(dialogs.OpenDialog(title="Follow a feed", enter="Follow"), chosen)

    @work(thread=True, group="asking", exit_on_error=False)
    def _follow(self, location: str) -> None:
        call = self.app.call_from_thread
        added = list(self._feeds.add([location]))
        call(self._show, self._feeds.all())
        fresh = [each for each in added if not each.problem]
        name = f"“{one_line(fresh[0].title, 60)}”" if len(fresh) == 1 else counted(len(fresh), "feed")
        if fresh:
            call(self.tell, f"follows {name}")
        call(self.warn, [each.problem for each in added if each.problem])

    # -- one item --------------------------------------------------------------------------

    @on(FeedList.Chosen)
    def _chosen(self, message: FeedList.Chosen) -> None:
        message.stop()
        # By the program, which stays: this screen is left.
        mark = partial(self._feeds.mark, {message.item.address})
        self.app.run_worker(mark, thread=True, group="marking", exit_on_error=False)
        self.dismiss(OpenRequest(message.item.address))

    @on(FeedList.MarkRequested)
    def _mark_requested(self, message: FeedList.MarkRequested) -> None:
        message.stop()
        self._mark(message.item, is_new=not message.item.is_new)

    @work(thread=True, group="marking", exit_on_error=False)
    def _mark(self, item: FeedItem, *, is_new: bool) -> None:
        try:
            self._feeds.mark({item.address}, is_new=is_new)
        except PostilError as error:
            self.app.call_from_thread(partial(self.tell, str(error), wrong=True))
            return
        self.app.call_from_thread(self._show, self._feeds.all())

    @on(FeedList.AddRequested)
    def _add_requested(self, message: FeedList.AddRequested) -> None:
        message.stop()
        self.tell(f"adding “{one_line(message.item.title or message.item.address, 60)}” …")
        self._add(message.item)

    @work(thread=True, group="adding", exit_on_error=False)
    def _add(self, item: FeedItem) -> None:
        call = self.app.call_from_thread
        try:
            (each,) = Adding(self._library).run([item.address])
            if each.problem:
                raise PostilError(each.problem)
            self._feeds.mark({item.address})
        except PostilError as error:
            call(partial(self.tell, str(error), wrong=True))
            return
        call(self._show, self._feeds.all())
        done = "added" if each.is_new else "already there:"
        call(self.tell, f"{done} “{one_line(each.title, 80)}”")
