"""The pane next to the article: names, quotes and notes, each under a tab that counts them."""

from asyncio import sleep
from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TabbedContent, TabPane, Tabs

from tui.domain.analysis import Analysis, Entity, Quotation
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.corrections.correction import EntityName
from tui.system.latency import BREATH
from tui.ui.panes.entities import NO_OFFERS, EntityList, NameList
from tui.ui.panes.notes import NoteList
from tui.ui.panes.quotes import QuoteList
from tui.ui.widgets.list_pane import ListPane

TABS = ("entities", "quotes", "notes")
"""The tabs from left to right: the ids of their panes."""
_TITLES = {"entities": "Names", "quotes": "Quotes", "notes": "Notes"}


class SidePane(Vertical):
    """Three lists under tabs. It is given what is in them; the lists post what is done in them."""

    def __init__(self) -> None:
        super().__init__()
        self._followed: Entity | Quotation | None = None

    def compose(self) -> ComposeResult:
        with TabbedContent(initial="entities"):
            for tab, title in _TITLES.items():
                yield TabPane(title, id=tab)

    async def furnish(self) -> None:
        """Put the lists under their tabs, one after another, so that keys are answered between."""
        for tab, made in (("entities", NameList), ("quotes", QuoteList), ("notes", NoteList)):
            for pane in self.query(f"#{tab}").results(TabPane):
                await pane.mount(made())
            await sleep(BREATH)

    def on_mount(self) -> None:
        # The tab key goes from pane to pane; the row of tabs is for the mouse. If the program is
        # left at this very moment there are none.
        for tabs in self.query(Tabs):
            tabs.can_focus = False

    @property
    def active(self) -> str:
        """The tab that is open, one of ``TABS``."""
        return self.query_one(TabbedContent).active

    def open_tab(self, tab: str) -> None:
        """Open one of ``TABS`` and put the focus in its list."""
        self.show_tab(tab)
        self.query_one(f"#{tab}", TabPane).query_one(ListPane).focus()

    def show_tab(self, tab: str) -> None:
        """Open one of ``TABS`` and leave the focus where it is."""
        self.query_one(TabbedContent).active = tab

    def go_to_first(self) -> None:
        """Highlight the first row of the list that is open."""
        self.query_one(f"#{self.active}", TabPane).query_one(ListPane).action_first()

    def follow(self, entity: Entity | None, quotation: Quotation | None) -> None:
        """Highlight in the lists what the cursor in the text is on."""
        if entity is not None and entity is not self._followed:
            self.query_one(EntityList).highlight(entity)
        elif quotation is not None and quotation is not self._followed:
            self.query_one(QuoteList).highlight(quotation)
        self._followed = entity or quotation

    def show_analysis(self, article: Article, analysis: Analysis) -> None:
        """List the names and quotations of an article."""
        self.query_one(EntityList).entities = analysis.entities
        quotes = self.query_one(QuoteList)
        quotes.text = article.text
        quotes.quotations = analysis.quotations
        if analysis.complete:
            self.query_one(EntityList).empty = analysis.remark or "No names in this article"
            quotes.empty = analysis.remark or "No quotes in this article"
        self._count("entities", len(analysis.entities))
        self._count("quotes", len(analysis.quotations))

    def show_offers(self, offers: Mapping[EntityName, str]) -> None:
        """Mark in the list of names what other articles suggest of them, each in a word or two."""
        self.query_one(NameList).offers = offers

    def highlight(self, entity: Entity) -> None:
        """Highlight an entity in the list of names."""
        self.query_one(EntityList).highlight(entity)
        self._followed = entity

    def highlight_quotation(self, quotation: Quotation) -> None:
        """Highlight a quotation in the list of quotes."""
        self.query_one(QuoteList).highlight(quotation)
        self._followed = quotation

    def show_waiting(self) -> None:
        """List nothing, and show that names and quotes are still being looked for."""
        self.query_one(EntityList).entities = ()
        self.show_offers(NO_OFFERS)
        self.query_one(QuoteList).quotations = ()
        self._count("entities", 0)
        self._count("quotes", 0)
        self.query_one(EntityList).empty = "Looking for names …"
        self.query_one(QuoteList).empty = "Looking for quotes …"

    def show_failure(self) -> None:
        """Show that names and quotes could not be looked for."""
        self.query_one(EntityList).empty = "The text could not be analysed"
        self.query_one(QuoteList).empty = "The text could not be analysed"

    def show_notes(
        self, article: Article, notes: tuple[AnchoredNote, ...], drafts: Sequence[Annotation]
    ) -> None:
        """List the notes of an article; ``drafts`` are what was begun on some of them and not saved."""
        listed = self.query_one(NoteList)
        listed.text = article.text
        listed.drafts = {draft.id: draft for draft in drafts}
        listed.notes = notes
        self._count("notes", len(notes))

    def _count(self, tab: str, number: int) -> None:
        label = f"{_TITLES[tab]} {number:,}" if number else _TITLES[tab]
        self.query_one(TabbedContent).get_tab(tab).label = label
