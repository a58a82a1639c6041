"""The page: the article and the lists next to it, how the text is set, and the card of the first keys."""

from __future__ import annotations

from asyncio import sleep, to_thread
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.system.latency import BREATH
from tui.ui.article.edge import ArticleEdge
from tui.ui.article.layout import DEFAULT_MEASURE, MEASURES, Typesetting
from tui.ui.article.titles import (
    FRAMED,
    PANES,
    Tab,
    article_title,
    card_title,
    percent,
    progress_in_words,
    tabs_title,
)
from tui.ui.article.view import ArticleView
from tui.ui.article.viewport import FixedPlace
from tui.ui.keyboard.active import keys_by_id
from tui.ui.reader.context import NO_STATUS, Feature, ReaderContext, Status
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.cells import cell_width
from tui.ui.widgets.footer import KeyLine
from tui.ui.widgets.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui.domain.analysis import Entity
    from tui.domain.article import Article
    from tui.domain.text.spans import TextSpan
    from tui.ui.article.layers import PlacedAnalysis
    from tui.ui.panes.entities import EntityList
    from tui.ui.panes.notes import NoteList, PassageNotes
    from tui.ui.panes.quotes import QuoteList
    from tui.ui.panes.side import SidePane
    from tui.ui.reader.drafts import Drafts

_CORNERS = 6
"""Cells of a frame's upper side that its title cannot have."""
SPACINGS = ((1, 1), (1, 2), (2, 1))
"""What the key for spacing goes through: rows from line to line, and lines between paragraphs."""
_IN_WORDS = {
    (1, 1): "single spacing",
    (1, 2): "single spacing, wide paragraph gaps",
    (2, 1): "double spacing",
}
FIRST_KEYS = (
    ("article.page-down", "turn the page"),
    ("jump.next-entity", "go to the next name"),
    ("note.highlight", "highlight what is under the cursor"),
    ("article.select", "select words, which Enter highlights"),
    ("note.edit", "write a note on it"),
    ("help", "show the keys available here"),
)
"""The commands whose keys are shown, and what they do."""
_VIM_KEY = "V"
"""Takes vim's keys while the card is shown."""


class Panes(Feature):
    """The lists of names, quotes and notes: the text follows them until something is chosen there.

    Attributes:
        side: the lists, once the article has been painted.
    """

    def __init__(self, context: ReaderContext, drafts: Drafts) -> None:
        super().__init__(context)
        self.commands = {
            **{f"pane.{pane}": partial(self.open, pane) for pane in PANES},
            "pane.next": partial(self.open_next, 1),
            "pane.previous": partial(self.open_next, -1),
            "view.focus-mode": self.toggle_focus_mode,
            "jump.top": self.go_to_top,
        }
        self.side: SidePane | None = None
        self._drafts = drafts
        self._passage_notes: PassageNotes | None = None
        """What is noted at the cursor, once the article has been painted."""
        self._read_at = FixedPlace(0, 0)
        """Where the cursor was in the text before a list got the focus, which the text follows."""
        context.screen.set_class(context.preferences.settings.focus_mode, "-focus-mode")

    # -- mounted after the text ------------------------------------------------------------

    async def furnish(self) -> None:
        """Mount what is around the text, and show there what is known.

        It is imported in the background, and mounted in steps between which keys are answered.
        """
        screen = self.context.screen
        module = await to_thread(import_module, "tui.ui.panes.side")
        await sleep(BREATH)
        side: SidePane = module.SidePane()
        await screen.query_one("#side").mount(side)
        await side.furnish()
        self.side = side
        self.fill()
        await sleep(BREATH)
        notes = await to_thread(import_module, "tui.ui.panes.notes")
        self._passage_notes = notes.PassageNotes(self.view)
        await screen.query_one("#foot").mount(KeyLine(id="keys"))
        # It says nothing before it has heard of a change of the bindings.
        screen.refresh_bindings()

    def fill(self) -> None:
        """Show in the lists what is known now."""
        article, side = self.context.article, self.context.side
        if side is None or article is None:
            return
        side.show_notes(article, self.context.listed_notes, self._drafts.all())
        if (placed := self.context.placed) is not None:
            side.show_analysis(article, placed.analysis)
        else:
            side.show_waiting()

    def analysis_changed(self, placed: PlacedAnalysis) -> None:
        """List what was found."""
        article, side = self.context.article, self.context.side
        if article is not None and side is not None:
            side.show_analysis(article, placed.analysis)

    def place_changed(self) -> None:
        """Show the notes on what stands at the cursor."""
        if self._passage_notes is not None:
            self._passage_notes.follow()

    def on_article_view_cursor_moved(self) -> None:
        """Highlight in the lists what stands at the cursor."""
        if (side := self.context.side) is not None and not side.has_focus_within:
            side.follow(self.view.current_entity, self.view.overlays.quotation_at(self.view.cursor))

    def on_descendant_focus(self) -> None:
        """Lay the notes at the cursor out again."""
        self._follow_later()

    def on_descendant_blur(self) -> None:
        """Do the same."""
        self._follow_later()

    def on_resize(self, event: events.Resize) -> None:
        """Do the same, and lay the lists over the text where there is no room for both."""
        self._follow_later()
        self._lay_over(self.active != "article", event.size.width)

    def _follow_later(self) -> None:
        # Once all is laid out: what is over the text follows from where the text is.
        if self._passage_notes is not None:
            self.context.screen.call_after_refresh(self._passage_notes.follow)

    # -- the focus -------------------------------------------------------------------------

    @property
    def active(self) -> str:
        """Return the pane that has the focus, one of ``PANES``."""
        side = self.context.side
        return side.active if side is not None and side.has_focus_within else "article"

    def open(self, pane: str) -> None:
        """Give a pane the focus, and make it visible."""
        if self.active == "article":
            self._read_at = self.view.standing
        elif pane == "article":
            self.context.jumped(self._read_at.offset)
        self.context.screen.remove_class("-focus-mode")
        self._lay_over(pane != "article")
        side = self.context.side
        if pane == "article" or side is None:
            self.view.focus()
        elif pane == self.active == "entities":
            # Its key once more leads from a card to the names.
            side.close_card()
        else:
            side.open_tab(pane)

    def open_card(self, entity: Entity, at: int | None = None) -> None:
        """Show the card of a name in the place of the names, at its mention at an offset if one is given."""
        article, placed, side = self.context.article, self.context.placed, self.context.side
        if article is None or placed is None or side is None:
            return
        if self.active == "article":
            self._read_at = self.view.standing
        self.context.screen.remove_class("-focus-mode")
        self._lay_over(True)
        side.open_card(entity, article, placed.analysis, at)

    def leave_list(self) -> None:
        """Leave a card for the names; leave a list, and read on where one was before it."""
        side = self.context.side
        if self.active != "article" and side is not None and side.shows_card:
            side.close_card()
            self.context.show_status()
        elif self.active != "article":
            self.view.return_to(self._read_at)
            self.open("article")

    def open_next(self, direction: int) -> None:
        """Open the pane after the one that has the focus, or the one before."""
        panes = list(PANES)
        self.open(panes[(panes.index(self.active) + direction) % len(panes)])

    def _lay_over(self, shown: bool, columns: int | None = None) -> None:
        """On a screen that is narrow, or will be of ``columns`` cells, lay the lists over the text or not."""
        # Not a class of the screen, nor where there is room: all that is inside would be styled again
        # at every key for a pane.
        screen = self.context.screen
        narrow = (screen.size.width if columns is None else columns) < FRAMED
        screen.query("#side").set_class(shown and narrow, "-open")

    def toggle_focus_mode(self) -> None:
        """Show the text alone, or the lists again."""
        self._lay_over(False)
        self.context.screen.toggle_class("-focus-mode")
        self.view.focus()

    def go_to_top(self) -> None:
        """Go to the top of the list that has the focus, else of the text."""
        side = self.context.side
        if side is not None and side.has_focus_within:
            side.go_to_first()
        else:
            self.view.action_first()

    # -- what is done in the lists -----------------------------------------------------------

    def on_entity_list_highlighted(self, message: EntityList.Highlighted) -> None:
        """Show in the text what is highlighted in a list."""
        if self.view.current_entity is not message.entity:
            self.view.go_to(message.entity.mentions[0].start, extend=False)

    def on_quote_list_highlighted(self, message: QuoteList.Highlighted) -> None:
        """Show in the text what is highlighted in a list."""
        self.view.go_to(message.quotation.span.start, extend=False)

    def on_note_list_highlighted(self, message: NoteList.Highlighted) -> None:
        """Show in the text what is highlighted in a list."""
        # A lost note leaves the cursor where it is: a key moves the note there.
        if message.note.anchored.span is not None:
            self.view.go_to(message.note.anchored.span.start, extend=False)

    def on_quote_list_chosen(self, message: QuoteList.Chosen) -> None:
        """Read on at what was chosen in a list."""
        self.read_on_at([message.quotation.span])

    def on_note_list_chosen(self, message: NoteList.Chosen) -> None:
        """Read on at a note, or at the best guess where it is."""
        anchored = message.note.anchored
        if message.note.annotation.is_on_all:
            self.view.go_to(0)
            self.open("article")
            return
        if anchored.best is None:
            self.context.report("passage not found in this version of the text", wrong=True)
            return
        self.view.go_to(anchored.best.start)
        self.open("article")
        if anchored.is_orphan:
            hint = self.context.key_hints.phrase(" · {} in the list of notes accepts it", "notes.confirm")
            self.context.report(f"the best guess{hint}")

    def read_on_at(self, spans: Sequence[TextSpan]) -> None:
        """Go on reading at one of these places: where the cursor is already, else at the first."""
        if not any(span.contains(self.view.cursor) for span in spans):
            self.view.go_to(spans[0].start)
        self.open("article")


class Frames(Feature):
    """Keeps what the frames say true: they do the work of a header, of a row of tabs and of scrollbars."""

    def __init__(self, context: ReaderContext, panes: Panes) -> None:
        super().__init__(context)
        self._panes = panes
        self._edge = ArticleEdge(self.view)
        self._said: dict[tuple[str, str], str] = {}
        """What each title and foot says, so that none is painted again for nothing."""

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Map another article."""
        self._frame("page").map_of(self.view, self._edge.marks)
        self._refresh()

    def analysis_changed(self, placed: PlacedAnalysis) -> None:  # noqa: ARG002
        """Show on the map where the name under the cursor is."""
        self._frame("page").refresh_edge()

    def place_changed(self) -> None:
        """Show how far the reader is, and where the cursor is."""
        self._refresh()
        self._frame("page").refresh_edge()

    def on_side_pane_changed(self) -> None:
        """Show what the lists hold, and which row is highlighted."""
        if (side := self.context.side) is not None:
            self._frame("side").map_of(side.current.rows)
        self._refresh()
        if not self._is_framed:
            self.context.show_status()

    def on_descendant_focus(self) -> None:
        """Show which pane has the keys, and what leads on from there: the focus comes after the cursor."""
        self._refresh()
        if self._is_framed:
            self.context.strip.hint = self.status().hint
        else:
            self.context.show_status()

    def on_resize(self) -> None:
        """Fit the titles to their frames once these have a size."""
        self.context.screen.call_after_refresh(self._refresh)

    def status(self) -> Status:
        """Return how far the reader is where no foot of a frame says it, else what leads on from here."""
        side, first = self.context.side, self.context.key_hints.first
        in_list = self._panes.active != "article" and side is not None
        if not self._is_framed and self.context.article is not None:
            return Status(progress=side.place_in_words if in_list and side else percent(self.view.progress))
        if in_list:
            leads = "names" if side and side.shows_card else "back to where you read"
            return Status(hint=(first("back"), leads))
        entity = self.view.current_entity
        if entity is None or len(entity.mentions) == 1 or self.view.is_selecting:
            return NO_STATUS
        return Status(hint=(first("jump.next-same-entity"), "next mention"))

    # -- what they say ---------------------------------------------------------------------

    @property
    def _is_framed(self) -> bool:
        return self.context.screen.size.width >= FRAMED

    def _frame(self, name: str) -> Frame:
        return self.context.screen.query_one(f"#{name}", Frame)

    def _refresh(self) -> None:
        article = self.context.article
        if article is None or not self.context.screen.query("#page"):
            return
        page, side = self._frame("page"), self._frame("side")
        tabs = tuple(self._tab(pane) for pane in PANES)
        active = self._panes.active
        width = page.outer_size.width - _CORNERS
        if self._is_framed:
            title = article_title(
                article, tabs[0].key, width, named=not self._shows_headline, active=active == "article"
            )
            self._say(page, "border_title", title)
            self._say(page, "border_subtitle", Content(progress_in_words(article, self.view.progress)))
            listed = self.context.side.active if self.context.side is not None else "entities"
            room = side.outer_size.width - _CORNERS
            card = self._card_title(tabs[1], room)
            self._say(side, "border_title", card or tabs_title(tabs[1:], listed, room))
        else:
            title = tabs_title(tabs, active, width)
            self._say(page, "border_title", Content.assemble(" ", title, " "))
            self._say(page, "border_subtitle", Content())
            self._say(
                side, "border_title", self._card_title(None, side.outer_size.width - _CORNERS) or Content()
            )
        lists = self.context.side
        if lists is not None:
            foot = lists.foot(side.outer_size.width, self._is_framed)
            self._say(side, "border_subtitle", Content(foot))

    def _card_title(self, tab: Tab | None, width: int) -> Content | None:
        """Return whose card it is, behind the tab that leads back to the names; None where none is open."""
        side = self.context.side
        if side is None or not side.shows_card or (entity := side.card.entity) is None:
            return None
        return card_title(tab, LABEL_STYLES[entity.label], entity.name, width)

    def _say(self, frame: Frame, where: str, what: Content) -> None:
        # Two contents are equal by their words alone.
        key, said = (str(frame.id), where), what.markup
        if self._said.get(key) != said:
            self._said[key] = said
            setattr(frame, where, what)

    @property
    def _shows_headline(self) -> bool:
        """Whether the article begins with its title, and that is on the screen."""
        return self.view.viewport.top == 0 and not self.view.viewport.is_ahead

    def _tab(self, pane: str) -> Tab:
        side = self.context.side
        count = side.counts.get(pane, 0) if side is not None else 0
        return Tab(pane, self.context.key_hints.first(f"pane.{pane}"), PANES[pane], count)


class ViewSettings(Feature):
    """Sets the text as the reader likes it."""

    def __init__(self, context: ReaderContext) -> None:
        super().__init__(context)
        self.commands = {
            "view.wider": partial(self.change_measure, 1),
            "view.narrower": partial(self.change_measure, -1),
            "view.default-width": partial(self.change_measure, 0),
            "view.spacing": self.change_spacing,
            "view.justify": self.toggle_justify,
            "view.row-top": partial(self.put_row, "top"),
            "view.row-middle": partial(self.put_row, "middle"),
            "view.row-bottom": partial(self.put_row, "bottom"),
        }
        self.view.set_reactive(ArticleView.measure, context.preferences.settings.measure)
        self.view.set_reactive(ArticleView.setting, self._typesetting())

    def _typesetting(self) -> Typesetting:
        settings = self.context.preferences.settings
        return Typesetting(settings.line_spacing, settings.paragraph_spacing, settings.justify)

    def change_measure(self, direction: int) -> None:
        """Make the text wider or narrower by a step; 0 for the default width."""
        # From the width there is: a pane that is too narrow for more makes no hidden steps.
        measure = self.view.columns + direction * MEASURES.step if direction else DEFAULT_MEASURE
        self.view.measure = max(MEASURES.start, min(measure, MEASURES[-1]))
        self.context.preferences.choose(measure=self.view.measure)
        self.context.report(f"text {self.view.columns} cells wide")

    def put_row(self, where: str) -> None:
        """Scroll the row of the cursor to the top, the middle or the bottom of the screen."""
        self.view.motions.put_row(self.view.cursor, where)

    def change_spacing(self) -> None:
        """Go on to the next of ``SPACINGS``."""
        settings = self.context.preferences.settings
        present = (settings.line_spacing, settings.paragraph_spacing)
        number = SPACINGS.index(present) + 1 if present in SPACINGS else 0
        chosen = SPACINGS[number % len(SPACINGS)]
        self.context.preferences.choose(line_spacing=chosen[0], paragraph_spacing=chosen[1])
        self.view.setting = self._typesetting()
        self.context.report(_IN_WORDS[chosen])

    def toggle_justify(self) -> None:
        """Justified or left-aligned."""
        preferences = self.context.preferences
        preferences.choose(justify=not preferences.settings.justify)
        self.view.setting = self._typesetting()
        spread = self.view.setting.justify
        self.context.report("justified" if spread else "left-aligned")


class FirstKeys(Widget):
    """A few keys and what they do, over the text. It takes none itself: any key does what it does anyhow."""

    COMPONENT_CLASSES = {"first-keys--key", "first-keys--hint"}

    class Clicked(Message):
        """The card was seen, and clicked on."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show ``keys``: pairs of keys, as people know them, and what they do."""
        super().__init__()
        self._keys = keys
        self.border_title = "Getting started"

    def render(self) -> Content:
        """Render a line for each key."""
        key, hint = (self.get_visual_style(f"first-keys--{name}") for name in ("key", "hint"))
        width = max((cell_width(keys) for keys, _ in self._keys), default=0)
        lines = [
            Content.assemble((f"{keys}{' ' * (width - cell_width(keys))}", key), f"  {meaning}")
            for keys, meaning in self._keys
        ]
        return Content("\n").join([*lines, Content("Shown once. Press any key to continue.").stylize(hint)])

    def on_click(self, event: events.Click) -> None:
        """Report that the card was seen."""
        event.stop()
        self.post_message(self.Clicked())


class FirstTime(Feature):
    """Shows the card once, and remembers that it was seen."""

    async def show(self) -> None:
        """Show the card if it was never seen."""
        if self.context.preferences.first_time:
            live = keys_by_id(self.context.screen)
            known = [(live[command], meaning) for command, meaning in FIRST_KEYS if command in live]
            rows = [(each.keys[0], meaning) for each, meaning in known if each.keys]
            if self.context.preferences.settings.preset == "usual":
                rows.append((_VIM_KEY, "use vim’s keys from now on"))
            await self.context.screen.mount(FirstKeys(rows))

    def on_first_keys_clicked(self) -> None:
        """Take the card away."""
        self.takes("")

    def takes(self, key: str) -> bool:
        """Take the card away, if it is there, for good; return whether a key chose vim's keys on it."""
        preferences = self.context.preferences
        cards = self.context.screen.query(FirstKeys)
        if not (preferences.first_time and cards):
            return False
        cards.remove()
        preferences.first_keys_shown()
        if key != _VIM_KEY or preferences.settings.preset != "usual":
            return False
        preferences.choose(preset="vim")
        return True
