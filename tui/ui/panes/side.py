"""The pane next to the article: names, quotes and notes, one of which is shown; or the card of a name."""

from asyncio import sleep
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from textual.containers import Vertical
from textual.message import Message

from tui.domain.analysis import Analysis, Entity, Label, Quotation
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.corrections.correction import EntityName
from tui.domain.text.spans import TextSpan
from tui.system.latency import BREATH
from tui.ui.panes.card import CardList
from tui.ui.panes.entities import NO_OFFERS, EntityList, NameList
from tui.ui.panes.notes import NoteList
from tui.ui.panes.quotes import QuoteList
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import RowList

_LISTS: dict[str, Callable[[], ListPane[Any]]] = {
    "entities": NameList,
    "quotes": QuoteList,
    "notes": NoteList,
}
"""The lists, by the ids of their panes."""
_NOUNS = {"entities": "names", "quotes": "quotes", "notes": "notes"}
ROOMY = 40
"""Cells of the pane from which on its foot has room for the order as well."""


class SidePane(Vertical):
    """Three lists, one of which is shown. It is given what is in them; the lists post what is done in them.

    The card of a name takes the place of the names while it is open.

    Attributes:
        active: the list that is shown, by the id of its pane.
        counts: how much is in each list.
        card: the card, which is of no name while it is closed.
    """

    class Changed(Message):
        """Another list is shown, or its rows, its order or its highlight are others."""

    def __init__(self) -> None:
        super().__init__()
        self.active = "entities"
        self.counts: dict[str, int] = {}
        self.card = CardList()
        self.card.display = False
        self._lists: dict[str, ListPane[Any]] = {}
        self._followed: Entity | Quotation | None = None

    async def furnish(self) -> None:
        """Mount the lists, one after another, so that keys are answered between."""
        for pane, make in _LISTS.items():
            listed = self._lists[pane] = make()
            listed.display = pane == self.active
            if not self.is_attached:
                # The program has ended meanwhile.
                return
            await self.mount(*([listed, self.card] if pane == self.active else [listed]))
            await sleep(BREATH)
        self.post_message(self.Changed())

    @property
    def current(self) -> ListPane[Any]:
        """The list that is shown."""
        return self.card if self.shows_card else self._lists[self.active]

    @property
    def shows_card(self) -> bool:
        """Whether the card of a name is shown in the place of the names."""
        return self.active == "entities" and self.card.entity is not None

    def open_card(self, entity: Entity, article: Article, analysis: Analysis, at: int | None = None) -> None:
        """Show the card of a name, from its top or at the mention at an offset, and put the focus in it."""
        before = self.current
        self.highlight(entity)
        self.active = "entities"
        self.card.open(entity, article, analysis, at)
        self._swap(before)
        self.card.focus()

    def close_card(self) -> None:
        """List the names again, at the one whose card it was; the focus stays with what is shown."""
        if self.card.entity is None:
            return
        before, had_focus = self.current, self.card.has_focus_within
        self.card.close()
        self._swap(before)
        if had_focus:
            self.current.focus()

    def _swap(self, before: ListPane[Any]) -> None:
        """Show what is to be shown in the place of what was."""
        if self.current is not before:
            self.current.display = True
            before.display = False
        self.post_message(self.Changed())

    def open_tab(self, tab: str) -> None:
        """Show a list, by the id of its pane, and put the focus in it."""
        self.show_tab(tab)
        self.current.focus()

    def show_tab(self, tab: str) -> None:
        """Show a list, by the id of its pane, and leave the focus where it is."""
        if tab != self.active:
            before, self.active = self.current, tab
            self._swap(before)

    def passage(self, place: int) -> TextSpan | None:
        """Return what the row is about that is highlighted in the list with the focus.

        Of several places, such as those of a name, that is the one at the offset ``place``, else the first.
        """
        row = self.current.highlighted if self.has_focus_within else None
        spans = self.current.passages(row) if row is not None else ()
        return next((span for span in spans if span.contains(place)), next(iter(spans), None))

    def go_to_first(self) -> None:
        """Highlight the first row of the list that is shown."""
        self.current.action_first()

    def on_row_list_placed(self, message: RowList.Placed) -> None:
        """Report that rows or highlight are others, where that list is shown."""
        message.stop()
        if self._lists and message.row_list is self.current.rows:
            self.post_message(self.Changed())

    @property
    def place_in_words(self) -> str:
        """Which row is highlighted, of how many: ``2 of 48``; empty where there are none."""
        if self._lists and self.shows_card:
            return self.card.place_in_words
        number, total = self.current.rows.place if self._lists else (0, 0)
        return f"{number:,} of {total:,}" if number else f"{total:,}" if total else ""

    def foot(self, width: int, placed: bool = True) -> str:
        """Return what a frame of ``width`` cells says at its foot: the order, which row is highlighted."""
        if not self._lists:
            return ""
        order, place = self.current.order_in_words, self.place_in_words
        if self.shows_card:
            return place if placed else ""
        if not placed:
            return order
        if width >= ROOMY:
            return " · ".join(filter(None, (order if place else "", place)))
        return f"{place} {_NOUNS[self.active]}" if place else ""

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
        speakers = (each.speaker.name for each in analysis.quotations if each.speaker)
        self.query_one(NameList).said = Counter(name for name in speakers if name)
        quotes = self.query_one(QuoteList)
        quotes.labels = {entity.name: entity.label for entity in analysis.entities}
        quotes.text = article.text
        quotes.quotations = analysis.quotations
        if analysis.complete:
            self.query_one(EntityList).empty = analysis.remark or "No names in this article"
            quotes.empty = analysis.remark or "No quotes in this article"
        if self.card.entity is not None:
            self._show_in_card(self.card.entity, article, analysis)
        self._count("entities", len(analysis.entities))
        self._count("quotes", len(analysis.quotations))

    def _show_in_card(self, entity: Entity, article: Article, analysis: Analysis) -> None:
        """Show on the card what is known of its name now; close it where there is no such name any more."""
        called = (
            each for each in analysis.entities if (each.label, each.name) == (entity.label, entity.name)
        )
        first = entity.mentions[0]
        merged = (each for each in analysis.entities if first in each.mentions)
        now = next(called, None) or next(merged, None)
        if now is None:
            self.close_card()
        else:
            self.card.show(now, article, analysis)

    def show_followed(self, followed: AbstractSet[tuple[Label, str]]) -> None:
        """Mark in the list of names those who are followed, by kind and name."""
        self.query_one(NameList).followed = followed

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
        self.close_card()
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
        listed.number_pages(article.page_at)
        listed.drafts = {draft.id: draft for draft in drafts}
        listed.notes = notes
        self.card.show_notes(notes)
        self.query_one(QuoteList).show_notes(notes)
        self._count("notes", len(notes))

    def _count(self, tab: str, number: int) -> None:
        self.counts[tab] = number
        self.post_message(self.Changed())
