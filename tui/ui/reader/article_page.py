"""The page that an article is shown on: its text, and what stands around that."""

from __future__ import annotations

from asyncio import sleep, to_thread
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen

from tui.domain.analysis import Label
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.article import Article
from tui.domain.text.sanitize import one_line
from tui.system.latency import BREATH
from tui.ui.article.header import ArticleHeader
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.article.status import hits_in_words, place_in_words
from tui.ui.article.view import ArticleView
from tui.ui.textual_internals import style_once
from tui.ui.widgets.footer import KeyLine, KeyStrip

if TYPE_CHECKING:
    from tui.ui.panes.entities import EntityList
    from tui.ui.panes.notes import PassageNotes
    from tui.ui.panes.side import SidePane

BESIDE = 70
"""Cells of a screen on which the lists have room beside the text; on others they are laid over it."""


class ArticlePage(Screen[None]):
    """What an article is shown in: its text, the lists beside it, and the lines that tell where one is.

    What is shown there, and when, is ``ArticleScreen``'s.
    """

    BINDING_GROUP_TITLE = "Reading"
    on_screen_resume = style_once
    HORIZONTAL_BREAKPOINTS = [(0, "-overlay"), (BESIDE, "-narrow"), (96, "-medium"), (116, "-wide")]

    article: var[Article | None] = var(None)
    placed: var[PlacedAnalysis | None] = var(None)
    placed_notes: var[tuple[AnchoredNote, ...]] = var(())
    """The annotations whose fate in this text is known, in its order; the lost ones last."""
    hidden: var[frozenset[Label]] = var(frozenset[Label]())

    class Failed(Message):
        """Something that ran beside the interface failed; ``reason`` is the line to show."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self) -> None:
        super().__init__()
        self.view = ArticleView(id="article")
        self.passage_notes: PassageNotes | None = None
        """What is noted at the cursor, once the article has been painted."""
        self.side: SidePane | None = None
        """The lists, once the article has been painted."""
        self.strip = KeyStrip(id="strip")
        self.opening = ""
        """What is being opened at the moment, or empty."""
        self.analysed_share: float | None = None
        """How much of the article has been analysed, 0 to 1, or None while that does not go on."""

    def compose(self) -> ComposeResult:
        yield ArticleHeader(id="header").data_bind(ArticlePage.article)
        with Horizontal(id="panes"):
            yield self.view.data_bind(
                ArticlePage.article, ArticlePage.placed, ArticlePage.placed_notes, ArticlePage.hidden
            )
            yield Vertical(id="side")
        yield self.strip
        yield Vertical(id="foot")

    async def furnish_side(self) -> None:
        """Put the lists into the place kept for them.

        What stands around the text is imported beside the interface, and mounted in steps
        between which keys are answered.
        """
        module = await to_thread(import_module, "tui.ui.panes.side")
        await sleep(BREATH)
        side: SidePane = module.SidePane()
        await self.query_one("#side").mount(side)
        await side.furnish()
        self.side = side

    async def furnish_foot(self) -> None:
        """Put the line of keys into its place, and have notes shown where the cursor is."""
        notes = await to_thread(import_module, "tui.ui.panes.notes")
        self.passage_notes = notes.PassageNotes(self.view)
        await self.query_one("#foot").mount(KeyLine(id="keys"))
        # It says nothing before it has heard of a change of the bindings.
        self.refresh_bindings()

    def tell(self, message: str, wrong: bool = False) -> None:
        """Say something in the strip; ``wrong`` for what did not work."""
        self.strip.tell(message, wrong=wrong)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.tell_failure(message.reason)

    def tell_failure(self, reason: str) -> None:
        """Say what could not be done, for longer than the strip does."""
        self.tell("")
        self.notify(reason, severity="error", timeout=10, markup=False)
        self.show_place()

    @on(ArticleView.LaidOut)
    def _text_laid_out(self) -> None:
        self.show_place()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    @on(events.Resize)
    def _laid_out_anew(self) -> None:
        # Once it is: what is over the text follows from where the text is.
        if self.passage_notes is not None:
            self.call_after_refresh(self.passage_notes.follow)

    def show_place(self) -> None:
        """Tell in the strip what stands under the cursor, and how far one has read."""
        self.strip.place = place_in_words(self.view)
        share = f"finding names {self.analysed_share:.0%} · " if self.analysed_share is not None else ""
        opening = f"opening {one_line(self.opening, 40)} … · " if self.opening else ""
        hits = f"/ {found} · " if (found := hits_in_words(self.view)) else ""
        if self.passage_notes is not None:
            self.passage_notes.follow()
        self.strip.progress = f"{opening}{share}{hits}{self.view.progress:.0%}"

    def on_entity_list_labels_hidden(self, message: EntityList.LabelsHidden) -> None:
        self.hidden = message.hidden
