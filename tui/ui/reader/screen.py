"""The reader's screen: it shows one article at a time, and loops over the features that act on it."""

from __future__ import annotations

from asyncio import Event, to_thread
from collections.abc import Callable
from functools import partial
from inspect import signature
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen

from tui.config.preferences import Preferences
from tui.domain.analysis import Label
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.system.latency import settle
from tui.system.lazy import import_in_background
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.article.status import place_in_words
from tui.ui.article.titles import FRAMED
from tui.ui.article.view import ArticleView
from tui.ui.background import Writer
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.table import READER
from tui.ui.reader import lazy
from tui.ui.reader.analysis import AnalysisRunner
from tui.ui.reader.annotating import Annotating
from tui.ui.reader.bookmarks import Bookmarks
from tui.ui.reader.cards import Cards
from tui.ui.reader.context import Feature, ReaderContext
from tui.ui.reader.correcting import Correcting
from tui.ui.reader.drafts import Drafts
from tui.ui.reader.keys import Hints, KeyDispatch
from tui.ui.reader.leaving import Leaving
from tui.ui.reader.navigation import Navigation
from tui.ui.reader.opening import Opening
from tui.ui.reader.page import FirstTime, Frames, Panes, ViewSettings
from tui.ui.reader.placement import NotePlacer, PositionTracker, TargetScroller
from tui.ui.reader.quotes import CorrectingQuotes
from tui.ui.reader.saving import SaveQueue
from tui.ui.reader.search import Search
from tui.ui.reader.selecting import Programs, Selecting
from tui.ui.reader.watching import Watching
from tui.ui.textual_internals import style_once
from tui.ui.widgets.footer import KeyStrip
from tui.ui.widgets.frame import Frame

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.notifications import SeverityLevel

    from tui.domain.anchoring.anchor import AnchoredNote
    from tui.domain.annotation import Target
    from tui.library import Library
    from tui.ui.keyboard.sequences import PendingKeys
    from tui.ui.panes.entities import EntityList
    from tui.ui.panes.side import SidePane

AT_EASE = 1.5
"""Seconds after which the reader, who has opened an article, is taken to be reading it."""


_Handler = Callable[[Message], object]


class ReaderScreen(Screen[None]):
    """Reads an article by keyboard and mouse.

    It composes the widgets and owns what is known of the article that is open. All that can be done there is
    done by its features.

    Attributes:
        view: the text.
        strip: the line below it.
        features: all that the reader can do, in the order in which they follow what happens.
    """

    BINDING_GROUP_TITLE = "Reading"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-overlay"),
        (FRAMED, "-narrow"),
        (76, "-medium"),
        (100, "-wide"),
        (116, "-widest"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = bindings(READER)
    on_screen_resume = style_once

    article: var[Article | None] = var(None)
    placed: var[PlacedAnalysis | None] = var(None)
    annotations: var[tuple[Annotation, ...]] = var(())
    placed_notes: var[tuple[AnchoredNote, ...]] = var(())
    """The annotations whose place in this text is known, in its order; the lost ones last."""
    listed_notes: var[tuple[AnchoredNote, ...]] = var(())
    """``placed_notes``, and among them the drafts of notes that were never saved."""
    hidden: var[frozenset[Label]] = var(frozenset[Label]())

    class Failed(Message):
        """Something that ran in the background failed; ``reason`` is the line to show."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(
        self,
        library: Library,
        article: Article,
        preferences: Preferences | None = None,
        target: Target | None = None,
    ) -> None:
        """Show ``article`` as the preferences say, at a ``target`` if there is one."""
        super().__init__()
        self.library = library
        self.view = ArticleView(id="article")
        self.strip = KeyStrip(id="strip")
        self._first_article = article
        self._is_recognized = False
        """Whether it is known what is stored of the article."""
        self._is_furnishing = False
        self._is_stopped = False
        """Whether the program ends, and nothing more is to be shown."""
        self._furnished = Event()
        self._writer = Writer()
        self._make_features(
            ReaderContext(self, self, library, preferences or Preferences(), self._writer), target
        )
        self._commands: dict[str, tuple[Feature | None, Callable[[], object]]] = {
            "back": (None, self._go_back)
        }
        for feature in self.features:
            self._commands |= {command: (feature, run) for command, run in feature.commands.items()}
        self._handlers: dict[str, tuple[_Handler, ...]] = {}

    def _make_features(self, context: ReaderContext, target: Target | None) -> None:
        """Make the features; each names those that it builds on."""
        self._drafts = drafts = Drafts(context)
        self.save_queue = queue = SaveQueue(context, drafts)
        self._notes = notes = NotePlacer(context, drafts)
        self._position = position = PositionTracker(context)
        self._target = scroller = TargetScroller(context, target)
        self._analysis = analysis = AnalysisRunner(context)
        selecting = Selecting(context)
        annotating = Annotating(context, queue, drafts, notes, selecting)
        correcting = Correcting(context, queue, analysis)
        quotes = CorrectingQuotes(context, queue, analysis)
        self.opening = opening = Opening(context, position, scroller, notes)
        self._search = search = Search(context)
        self.panes = panes = Panes(context, drafts)
        cards = Cards(context, panes, correcting, quotes, opening, queue)
        self.navigation = navigation = Navigation(context, search, annotating, cards, opening, analysis)
        frames = Frames(context, panes)
        self._first_time = first_time = FirstTime(context)
        self._keys = keys = KeyDispatch(context, panes, first_time)
        self._bookmarks = bookmarks = Bookmarks(context, keys, navigation)
        self._leaving = leaving = Leaving(context, queue, drafts, annotating, position)
        self._watching = watching = Watching(context, queue, drafts, notes, analysis, bookmarks)
        hints, settings = Hints(context, keys, navigation), ViewSettings(context)
        # The status strip shows theirs in this order, too.
        self.features: tuple[Feature, ...] = (
            panes, frames, correcting, opening, analysis, search, quotes, annotating, selecting,
            queue, drafts, notes, position, scroller, navigation, keys, bookmarks, hints, settings,
            first_time, leaving, watching, Programs(context, selecting), cards,
        )  # fmt: skip

    def compose(self) -> ComposeResult:
        """Compose the article with room for the lists next to it, and the lines below."""
        # Textual does so at the first resize, after the text was painted once in another width.
        wide = [name for width, name in self.HORIZONTAL_BREAKPOINTS if self.app.size.width >= width]
        self.add_class(wide[-1])
        with Horizontal(id="panes"):
            with Frame(id="page"):
                yield self.view.data_bind(
                    ReaderScreen.article, ReaderScreen.placed, ReaderScreen.placed_notes, ReaderScreen.hidden
                )
            yield Frame(id="side")
        yield self.strip
        yield Vertical(id="foot")

    def on_mount(self) -> None:
        """Show the first article."""
        # At once: a key that is pressed as the first words appear must find its way.
        self.view.focus()
        self.show_article(self._first_article)

    # -- an article comes ------------------------------------------------------------------

    def show_article(self, article: Article) -> None:
        """Show an article where it was left, with what is known of it, and have the rest found."""
        way_back = ""
        if self.article is not None:
            self._position.save()
            way_back = self.navigation.leave(article)
            if self.article == article:
                # The same once more: what asks whether it is still open is to hear yes.
                article = self.article
        self.placed = None
        self.annotations = ()
        self.placed_notes = self.listed_notes = ()
        self.article = article
        self.app.title = article.title
        self.report("")
        for feature in self.features:
            feature.article_opened(article)
        self.panes.fill()
        # What is stored of it under another name is looked for once there is something to read.
        self._is_recognized = self.library.has_stored_id(article)
        if self._is_recognized:
            self._show_stored(article)
        self.navigation.land()
        if way_back:
            self.report(way_back)
        self.call_after_refresh(self._after_first_paint, article)

    def _show_stored(self, article: Article) -> None:
        """Show what is stored of an article."""
        self._position.restore(article)
        self._notes.show(article, self.library.annotations(article))
        self._target.arrive(article)
        for notice in self.library.take_notices():
            self.strip.notice(notice, wrong=True)
        if (placed := self._analysis.known(article)) is not None:
            self.show_analysis(placed)
        self.navigation.land()

    def _after_first_paint(self, article: Article) -> None:
        if self.article is article and not self._is_stopped:
            self.show_status()
            # In a task of its own: keys go through the screen's messages, and must not wait.
            self._go_on(article)

    @work(group="going-on", exclusive=True)
    async def _go_on(self, article: Article) -> None:
        """Do what can wait until the text has been painted."""
        if not self._is_recognized:
            await to_thread(self.library.stored_id, article)
            if self.article is not article:
                return
            self._is_recognized = True
            self._show_stored(article)
        if not self._is_furnishing:
            self._is_furnishing = True
            self._furnish()
        await self._furnished.wait()
        if self.article is article:
            await self._drafts.read(article, self.annotations)
        if self.article is not article:
            return
        if self._drafts.all():
            self._notes.refresh()
            self._drafts.report_begun()
        self._writer.run(self, partial(self._record_opened, article))
        self._analysis.start(article)
        self._bookmarks.read(article)
        self._watching.follow(article, await to_thread(self.library.following, article))

    @work(group="furnishing")
    async def _furnish(self) -> None:
        """Put what is around the text into its place."""
        try:
            await self.panes.furnish()
            await self._first_time.show()
        except NoMatches:
            if self.app.is_running and self in self.app.screen_stack:
                raise
            return  # the user left before that was done
        self._furnished.set()
        settle()
        often = (*dialogs.OFTEN, *lazy.OFTEN, *library_screens.OFTEN)
        self.set_timer(AT_EASE, partial(import_in_background, often))

    def _record_opened(self, article: Article) -> None:
        try:
            self.library.opened(article)
        except StoreError as error:
            self.post_failure(str(error))

    @property
    def furnished(self) -> bool:
        """Return whether everything around the text is in its place."""
        return self._furnished.is_set()

    @property
    def side(self) -> SidePane | None:
        """Return the lists; None until they are there, and once the program ends."""
        return None if self._is_stopped else self.panes.side

    def show_analysis(self, placed: PlacedAnalysis) -> None:
        """Show another analysis of the article that is open."""
        if self.article is not None:
            self.placed = placed
            for feature in self.features:
                feature.analysis_changed(placed)

    # -- messages and commands ---------------------------------------------------------------

    @on(Message)
    def _give_to_features(self, message: Message) -> None:
        """Give a message to each feature that has a method of the name that Textual looks for here."""
        if self._is_stopped:
            return
        name = message.handler_name
        handlers = self._handlers.get(name)
        if handlers is None:
            found = (getattr(feature, name, None) for feature in self.features)
            handlers = self._handlers[name] = tuple(
                _taking_message(each) for each in found if each is not None
            )
        for handler in handlers:
            handler(message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask the feature whether a command of it can be run now."""
        if action != "command":
            return super().check_action(action, parameters)
        command = str(parameters[0])
        feature, _ = self._commands[command]
        return feature is None or feature.allows(command)

    def action_command(self, command: str) -> None:
        """Run a command of a feature, by its id."""
        _, run = self._commands[command]
        run()

    async def on_key(self, event: events.Key) -> None:
        """Take counts and first keys before any binding sees them."""
        await self._keys.press(event)

    @property
    def pending_keys(self) -> PendingKeys:
        """Return the keys pressed so far, for all that shows which keys act now."""
        return self._keys.pending_keys

    def _go_back(self) -> None:
        """Leave one level of what is open: the search, a list, the selection, and so on."""
        if self._search.is_open:
            self._search.give_up()
        elif self.panes.active != "article":
            self.panes.leave_list()
        elif self.view.is_selecting:
            self.view.leave_selection()
        elif self.has_class("-focus-mode"):
            self.remove_class("-focus-mode")
        elif self.opening.location:
            self.opening.give_up()
        else:
            self.view.show_hits([])

    # -- what is shown -------------------------------------------------------------------

    def report(self, message: str, wrong: bool = False) -> None:
        """Show a message in the strip until the next key; ``wrong`` for what did not work."""
        self.strip.tell(message, wrong=wrong)

    def report_failure(self, reason: str) -> None:
        """Show what could not be done, for longer than a message."""
        if not self.strip.wrong:  # what else could not be done stays until the next key
            self.report("")
        self.strip.notice(reason, wrong=True)
        self.show_status()

    def notify(
        self,
        message: str,
        *,
        title: str = "",  # noqa: ARG002 - there is one line
        severity: SeverityLevel = "information",
        timeout: float | None = None,  # noqa: ARG002
        markup: bool = True,  # noqa: ARG002 - text from elsewhere is no markup
    ) -> None:
        """Show what Textual or the application has to say where all else is shown."""
        self.strip.notice(message, wrong=severity != "information")

    def post_failure(self, reason: str) -> None:
        """Do the same from any thread."""
        self.post_message(self.Failed(reason))

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.report_failure(message.reason)

    @on(ArticleView.LaidOut)
    @on(ArticleView.CursorMoved)
    def show_status(self) -> None:
        """Show in the strip what stands under the cursor, and how far the reader has come."""
        for feature in self.features:
            feature.place_changed()
        found = [feature.status() for feature in self.features]
        places = [place_in_words(self.view), *(Content.styled(status.place, "$muted") for status in found)]
        progress = [status.progress for status in found]
        self.strip.place = Content(" · ").join(filter(None, places))
        self.strip.hint = next((status.hint for status in found if all(status.hint)), ("", ""))
        self.strip.progress = " · ".join(filter(None, progress))

    def open_pane(self, pane: str) -> None:
        """Give a pane the focus, and make it visible."""
        self.panes.open(pane)

    def jumped(self, origin: int) -> None:
        """Remember the way back to ``origin``, in code points, after a jump from there."""
        self.navigation.jumped(origin)

    def on_entity_list_labels_hidden(self, message: EntityList.LabelsHidden) -> None:
        """Show the names of some kinds no longer, or again."""
        self.hidden = message.hidden

    # -- leaving ---------------------------------------------------------------------------

    async def may_leave(self) -> bool:
        """Make ready to leave; false while something is unsaved, and the reader is asked about it."""
        return await self._leaving.may_leave()

    def stop(self) -> None:
        """Show nothing more, as the program ends and the widgets go one after another."""
        self._is_stopped = True
        self._watching.end()
        for group in ("furnishing", "going-on", "arriving", "placing"):
            self.workers.cancel_group(self, group)

    async def save_all(self) -> bool:
        """Save everything, what is being written included; whether it is saved. The reader is not asked."""
        return await self._leaving.save_all()

    async def rescue(self) -> str:
        """Save elsewhere what ``save_all`` could not; return where it is, in words."""
        return await self._leaving.rescue()


def _taking_message(handler: Callable[..., object]) -> _Handler:
    """Return ``handler``, which may take no message, as one that takes it."""
    return handler if signature(handler).parameters else lambda _: handler()
