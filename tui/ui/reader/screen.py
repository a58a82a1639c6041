"""The reader: what every key does while one reads."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from tui.config.preferences import Preferences
from tui.domain.article import Article
from tui.domain.library import OpenRequest
from tui.library import Library
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.keyboard.active import idle_message
from tui.ui.keyboard.sequences import Chords, Outcome, article_keys, counted_motions, pane_digits, remapped
from tui.ui.reader.first_keys import FirstKeys
from tui.ui.reader.first_time import FirstTime
from tui.ui.reader.navigator import Navigator
from tui.ui.reader.panes import PANES, PaneScreen
from tui.ui.reader.search import Searcher
from tui.ui.widgets.footer import KeyStrip
from tui.ui.widgets.search_bar import SearchBar


class ReaderScreen(PaneScreen):
    """Reads an article by keyboard and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,ctrl+f", "search", "Search", id="search.open"),
        Binding("n", "repeat(1)", "Repeat the last search or jump", id="search.next", show=False),
        Binding("N", "repeat(-1)", "Repeat it backwards", id="search.previous", show=False),
        Binding("asterisk", "search_here(1)", "Search the name or word here", id="search.here", show=False),
        Binding("number_sign", "search_here(-1)", "Search it backwards", id="search.here-back", show=False),
        Binding("o", "open", "Open", id="article.open"),
        Binding("L", "library", "Library", id="library.open"),
        Binding("escape", "back", "One level back", id="back", show=False),
    ]

    def __init__(self, library: Library, article: Article, preferences: Preferences | None = None) -> None:
        super().__init__(library, article, preferences)
        keys = self.preferences.settings.keys
        self._chords = Chords(table=remapped(keys), motions=counted_motions(keys)) if keys else Chords()
        self._article_keys = article_keys(keys)
        self._pane_digits = pane_digits(PANES, keys)
        self.first_time = FirstTime(self, self.preferences)
        self.navigator = Navigator(self.view, self.tell)
        leave_search = partial(self.open_pane, "article")
        self.searcher = Searcher(self, self.view, self.navigator, leave_search, self.jumped)
        self._pane_before_count: str | None = None
        self._tab_before_count = ""

    def show_article(self, article: Article) -> None:
        self.navigator.forget()
        super().show_article(article)

    @property
    def chords(self) -> Chords:
        """The keys pressed so far; what may follow depends on whether something is selected now."""
        self._chords.selecting = self.view.is_selecting and self.view.has_focus
        return self._chords

    # -- keys in sequence ----------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Take counts and first keys before any binding sees them."""
        self.tell("")
        self.first_time.seen()
        if self.takes_key(event.key):
            event.stop()
            event.prevent_default()
            return
        count = self.chords.count
        outcome = self.chords.press(event.key, event.time)
        if outcome is Outcome.CANCELLED and self._pane_before_count is not None:
            # The digit has opened a pane; escape is to leave that.
            outcome = Outcome.PASSED
        if outcome is Outcome.PASSED:
            self._pass_on(event.key, count)
            self.tell(idle_message(self, event.key))
            return
        event.stop()
        event.prevent_default()
        chords = self.chords
        if outcome is Outcome.PENDING and not chords.first:
            self._take_digit()
        elif outcome is Outcome.PENDING and chords.first != "g":
            self._leave_counted_pane()
        elif outcome is Outcome.COMPLETE:
            self.view.count = count
            chords.clear()
            await self.run_action(chords.action)
        elif outcome is Outcome.REFUSED:
            self.tell(f"{chords.refused} leads nowhere", wrong=True)
        self._pane_before_count = self._pane_before_count if chords.pending else None
        self._show_pending()

    def _pass_on(self, key: str, count: int) -> None:
        """Let a binding have a key, and a motion the count before it."""
        if self._pane_before_count is not None and key in self._article_keys:
            self._leave_counted_pane()
        elif self._pane_before_count is not None:
            # The digit meant the pane, and this key acts in it.
            count = 1
        self.view.count = count
        self.chords.clear()
        self._pane_before_count = None
        self._show_pending()

    def _take_digit(self) -> None:
        """Open the pane that a digit names; a second digit says that it was a count."""
        digits = self.chords.digits
        if self.chords.selecting:
            # Nobody leaves a selection for a list by half a motion.
            return
        if (pane := self._pane_digits.get(digits)) is not None:
            # Once is what everything is done anyhow, so 1 always means its pane.
            self._pane_before_count = pane if digits == "1" else self.pane
            self._tab_before_count = self.side.active if self.side is not None else ""
            self.open_pane(pane)
        else:
            self._leave_counted_pane()

    def _leave_counted_pane(self) -> None:
        """Go back to where one was before a digit opened a pane, since it was a count."""
        if self._pane_before_count is not None:
            if self.side is not None and self._tab_before_count:
                self.side.show_tab(self._tab_before_count)
            self.open_pane(self._pane_before_count)
            self._pane_before_count = None

    def _show_pending(self) -> None:
        self.strip.offer(self.chords.pending, self.chords.offers())

    async def _furnish(self) -> None:
        await super()._furnish()
        await self.first_time.show()

    @on(FirstKeys.Clicked)
    def _first_keys_clicked(self) -> None:
        self.first_time.seen()

    @on(KeyStrip.Pressed)
    def _strip_pressed(self, message: KeyStrip.Pressed) -> None:
        self.app.simulate_key(message.key)

    def action_back(self) -> None:
        if self.searcher.is_open:
            self.searcher.give_up()
        elif self.pane != "article":
            self.open_pane("article")
        elif self.view.is_selecting:
            self.view.leave_selection()
        elif self.has_class("-focus-mode"):
            self.remove_class("-focus-mode")
        elif self.opening:
            self.give_up_opening()
        else:
            self.view.show_hits([])

    # -- jumps and search ----------------------------------------------------------------

    def action_jump(self, what: str, direction: int) -> None:
        origin = self.view.place
        self._tell_miss(self.navigator.jump(what, direction * self.view.take_count()))
        self.jumped(origin)

    def action_repeat(self, direction: int) -> None:
        origin = self.view.place
        self._tell_miss(self.navigator.repeat(direction * self.view.take_count()))
        self.jumped(origin)

    def action_top(self) -> None:
        if self.side is not None and self.side.has_focus_within:
            self.side.go_to_first()
        else:
            self.view.action_first()

    def _tell_miss(self, miss: str) -> None:
        if miss:
            self.tell(miss, wrong=True)

    def action_search(self) -> None:
        self.searcher.open(above=self.strip)

    def action_search_here(self, direction: int) -> None:
        self._tell_miss(self.searcher.search_here(direction))

    @on(SearchBar.Changed)
    def _search_changed(self, message: SearchBar.Changed) -> None:
        self.searcher.changed(message.words)

    @on(SearchBar.Submitted)
    def _search_submitted(self, message: SearchBar.Submitted) -> None:
        self._tell_miss(self.searcher.submit(message.words))

    @on(SearchBar.Left)
    def _search_left(self) -> None:
        self.searcher.give_up()

    # -- elsewhere -----------------------------------------------------------------------

    def action_open(self) -> None:
        def chosen(location: str | None) -> None:
            if location:
                self.open_location(location)

        self.app.push_screen(dialogs.OpenDialog(), chosen)

    def action_library(self) -> None:
        def chosen(destination: OpenRequest | None) -> None:
            if destination:
                self.open_destination(destination)
            else:
                # Tags may have been renamed meanwhile, or the article removed.
                self.look_again()

        self.position.save_beside()
        self.app.push_screen(library_screens.LibraryScreen(self.library), chosen)
