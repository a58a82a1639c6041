"""The reader: what every key does while one reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from tui.domain.article import Article
from tui.domain.destination import Destination
from tui.domain.span import TextSpan
from tui.library import Library
from tui.preferences import Preferences
from tui.screens import dialogs
from tui.screens.answers import ToCorrect
from tui.screens.chords import Chords, Outcome, remapped
from tui.screens.comfort import ComfortScreen
from tui.screens.counted import article_keys, counted_motions, pane_digits
from tui.screens.first_time import FirstTime
from tui.screens.live_keys import told_idle
from tui.screens.navigator import Navigator
from tui.screens.searcher import Searcher
from tui.widgets.first_keys import FirstKeys
from tui.widgets.key_strip import KeyStrip
from tui.widgets.search_bar import SearchBar
from tui.widgets.told_keys import told_keys

if TYPE_CHECKING:
    from tui.widgets.entity_list import EntityList
    from tui.widgets.note_list import NoteList
    from tui.widgets.quote_list import QuoteList

PANES = {"article": "Article", "entities": "Names", "quotes": "Quotes", "notes": "Notes"}
"""What tab goes through, and the keys 1 to 4 open."""


class ReaderScreen(ComfortScreen):
    """Reads an article by keyboard and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"open_pane('{pane}')", title, id=f"pane.{pane}", show=False)
            for number, (pane, title) in enumerate(PANES.items(), 1)
        ),
        Binding("tab", "next_pane(1)", "Next pane", id="pane.next", show=False),
        Binding("shift+tab", "next_pane(-1)", "Pane before", id="pane.previous", show=False),
        Binding("slash", "search", "Search", id="search.open"),
        Binding("n", "repeat(1)", "Repeat the last search or jump", id="search.next", show=False),
        Binding("N", "repeat(-1)", "Repeat it backwards", id="search.previous", show=False),
        Binding("asterisk", "search_here", "Search the name or word here", id="search.here", show=False),
        Binding("o", "open", "Open", id="article.open"),
        Binding("L", "library", "Library", id="library.open"),
        Binding("z", "focus_mode", "Focus mode", id="view.focus-mode", show=False),
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
        self._read_at = 0
        """Where one was in the text before one went into a list, which the text follows."""
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
        outcome = self.chords.press(event.key)
        if outcome is Outcome.CANCELLED and self._pane_before_count is not None:
            # The digit has opened a pane; escape is to leave that.
            outcome = Outcome.PASSED
        if outcome is Outcome.PASSED:
            self._pass_on(event.key, count)
            self.tell(told_idle(self, event.key))
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

    # -- panes ---------------------------------------------------------------------------

    @property
    def pane(self) -> str:
        """The pane that has the focus, one of ``PANES``."""
        return self.side.active if self.side is not None and self.side.has_focus_within else "article"

    def open_pane(self, pane: str) -> None:
        """Put the focus into a pane, and make it visible."""
        if self.pane == "article":
            self._read_at = self.view.place
        elif pane == "article":
            self.jumped(self._read_at)
        self.remove_class("-focus-mode")
        self._lay_over(pane != "article")
        if pane == "article" or self.side is None:
            self.view.focus()
        else:
            self.side.open_tab(pane)

    def _lay_over(self, shown: bool) -> None:
        """On a narrow screen, lay the lists over the text or take them away."""
        # Not a class of the screen: that would style everything on it anew at every key for a pane.
        self.query_one("#side").set_class(shown, "-open")

    def action_open_pane(self, pane: str) -> None:
        self.open_pane(pane)

    def action_next_pane(self, direction: int) -> None:
        panes = list(PANES)
        self.open_pane(panes[(panes.index(self.pane) + direction) % len(panes)])

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

    def action_focus_mode(self) -> None:
        self._lay_over(False)
        self.toggle_class("-focus-mode")
        self.view.focus()

    def on_entity_list_highlighted(self, message: EntityList.Highlighted) -> None:
        entity = message.entity
        if self.view.current_entity is not entity:
            self.view.go_to(entity.mentions[0].start, extend=False)

    def on_quote_list_highlighted(self, message: QuoteList.Highlighted) -> None:
        self.view.go_to(message.quotation.span.start, extend=False)

    def on_note_list_highlighted(self, message: NoteList.Highlighted) -> None:
        # A lost note leaves the cursor where it is: m moves the note there.
        if message.note.anchored.span is not None:
            self.view.go_to(message.note.anchored.span.start, extend=False)

    def on_entity_list_chosen(self, message: EntityList.Chosen) -> None:
        self._enter_text(message.entity.mentions)

    def on_quote_list_chosen(self, message: QuoteList.Chosen) -> None:
        self._enter_text([message.quotation.span])

    def on_quote_list_speaker_chosen(self, message: QuoteList.SpeakerChosen) -> None:
        def left(answer: TextSpan | ToCorrect | None) -> None:
            if isinstance(answer, TextSpan):
                self._enter_text([answer])

        if self.article is not None:
            card = dialogs.speaker_card(message.speaker, message.quotations, self.article.text)
            self.app.push_screen(card, left)

    def on_note_list_chosen(self, message: NoteList.Chosen) -> None:
        anchored = message.note.anchored
        if anchored.best is None:
            self.tell("this version of the text has nothing like that passage", wrong=True)
            return
        self.view.go_to(anchored.best.start)
        self.open_pane("article")
        if anchored.is_orphan:
            hint = told_keys(self).phrase(": {} in the list of notes accepts it", "notes.confirm")
            self.tell(f"the best guess{hint}")

    def _enter_text(self, spans: Sequence[TextSpan]) -> None:
        """Go on reading at one of these places: where the cursor is already, else at the first."""
        if not any(span.contains(self.view.cursor) for span in spans):
            self.view.go_to(spans[0].start)
        self.open_pane("article")

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

    def action_search_here(self) -> None:
        self._tell_miss(self.searcher.search_here())

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

        self.app.push_screen(dialogs.open_dialog(), chosen)

    def action_library(self) -> None:
        def chosen(destination: Destination | None) -> None:
            if destination:
                self.open_destination(destination)
            else:
                # Tags may have been renamed meanwhile, or the article removed.
                self.look_again()

        self.position.save_beside()
        self.app.push_screen(dialogs.library_screen(self.library), chosen)
