"""An article with the lists beside it: opened, analysed, and left where it can be taken up again."""

from __future__ import annotations

from asyncio import sleep, to_thread
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from tui.domain.analysis import Analysis, AnalysisPiece, Label
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import PipelineError, PostilError, StoreError
from tui.domain.plain import one_line
from tui.domain.reading import ReadingPosition
from tui.library import Library
from tui.responsive import BREATH, settle
from tui.screens.opening import open_beside
from tui.widgets.article_header import ArticleHeader
from tui.widgets.article_layers import PlacedAnalysis
from tui.widgets.article_view import ArticleView
from tui.widgets.key_strip import KeyStrip
from tui.widgets.place_in_words import place_in_words

if TYPE_CHECKING:
    from tui.widgets.entity_list import EntityList
    from tui.widgets.side_pane import SidePane

SAVE_POSITION_AFTER = 2.0
"""Seconds without a motion after which the reading position is saved."""
AT_ONCE = 400_000
"""Code points up to which a cached analysis is read before the first paint."""


class ArticleScreen(Screen[None]):
    """Shows one article at a time and owns all that is known of it.

    What the keys do is ``ReaderScreen``'s.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-overlay"), (70, "-narrow"), (96, "-medium"), (116, "-wide")]

    article: var[Article | None] = var(None)
    placed: var[PlacedAnalysis | None] = var(None)
    annotations: var[tuple[Annotation, ...]] = var(())
    hidden: var[frozenset[Label]] = var(frozenset[Label]())

    class Opened(Message):
        """An article was opened."""

        def __init__(self, article: Article, location: str) -> None:
            super().__init__()
            self.article = article
            self.location = location

    class NotOpened(Message):
        """An article could not be opened; ``reason`` is the line to show."""

        def __init__(self, reason: str, location: str) -> None:
            super().__init__()
            self.reason = reason
            self.location = location

    class Failed(Message):
        """Something that ran beside the interface failed; ``reason`` is the line to show."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    class AnalysisFailed(Failed):
        """The article that is open could not be analysed."""

    class Analysed(Message):
        """An article, or as much of it as was analysed by then, has this analysis."""

        def __init__(self, article_id: str, placed: PlacedAnalysis) -> None:
            super().__init__()
            self.article_id = article_id
            self.placed = placed

    class PieceAnalysed(Message):
        """One more piece of an article is analysed."""

        def __init__(self, article_id: str, piece: AnalysisPiece) -> None:
            super().__init__()
            self.article_id = article_id
            self.piece = piece

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__()
        self.library = library
        self.view = ArticleView(id="article")
        self.side: SidePane | None = None
        """The lists, once the article has been painted."""
        self.furnished = False
        """Whether everything around the text is in its place."""
        self.strip = KeyStrip(id="strip")
        self._first_article = article
        self.opening = ""
        """What is being opened at the moment, or empty."""
        self._position_timer: Timer | None = None
        self._reached = 0.0
        self._analysed_share: float | None = None

    def compose(self) -> ComposeResult:
        yield ArticleHeader(id="header").data_bind(ArticleScreen.article)
        with Horizontal(id="panes"):
            yield self.view.data_bind(
                ArticleScreen.article, ArticleScreen.placed, ArticleScreen.annotations, ArticleScreen.hidden
            )
            yield Vertical(id="side")
        yield self.strip
        yield Vertical(id="foot")

    def on_mount(self) -> None:
        # At once: a key that is pressed as the first words appear must find its way.
        self.view.focus()
        self.show_article(self._first_article)

    def tell(self, message: str, wrong: bool = False) -> None:
        """Say something in the strip; ``wrong`` for what did not work."""
        self.strip.tell(message, wrong=wrong)

    # -- opening -------------------------------------------------------------------------

    def open_location(self, location: str) -> None:
        """Open another article; what is open stays until that has worked."""
        self.opening = location
        self.show_place()
        open_beside(
            self.library,
            location,
            lambda article: self.post_message(self.Opened(article, location)),
            lambda reason: self.post_message(self.NotOpened(reason, location)),
        )

    def give_up_opening(self) -> None:
        """Wait no longer for what is being opened."""
        self.opening = ""
        self.show_place()

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        if message.location == self.opening:
            self.opening = ""
            self._save_position_beside()
            self.show_article(message.article)

    @on(NotOpened)
    def _not_opened(self, message: NotOpened) -> None:
        if message.location == self.opening:
            self.give_up_opening()
            self.post_message(self.Failed(message.reason))

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.tell("")
        self.notify(message.reason, severity="error", timeout=10, markup=False)
        self.show_place()

    def show_article(self, article: Article) -> None:
        """Show an article where it was left, with what is known of it, and have the rest found."""
        self.workers.cancel_group(self, "analysis")
        if self.article == article:
            # The same once more: whoever asks whether it is still open is to hear yes.
            article = self.article
        self.placed = None
        self.annotations = ()
        self.article = article
        self._fill_side()
        self.app.title = article.title
        self._reached = 0.0
        self._analysed_share = None
        self.tell("")
        self._take_up(article)
        if len(article.text) <= AT_ONCE:
            analysis = self._cached(article)
            if analysis is not None:
                self._set_placed(PlacedAnalysis(analysis))
        self.call_after_refresh(self._after_first_paint, article)

    def _cached(self, article: Article) -> Analysis | None:
        try:
            return self.library.cached_analysis(article)
        except PipelineError:
            # Said once, when the analysis itself is asked for.
            return None

    def _take_up(self, article: Article) -> None:
        position = self.library.position(article)
        if position is not None and position.offset:
            self._reached = position.progress
            self.view.go_to(position.offset)
        self._show_annotations(article, self.library.annotations(article))
        self._tell_notices()

    def _tell_notices(self) -> None:
        for notice in self.library.take_notices():
            self.notify(notice, severity="warning", timeout=15, markup=False)

    def _after_first_paint(self, article: Article) -> None:
        if self.article is article:
            self.show_place()
            # In a task of its own: keys go through the screen's messages, and must not wait.
            self.run_worker(self._go_on(article), group="furnishing", exclusive=True)

    async def _go_on(self, article: Article) -> None:
        """Do what can wait until the text has been painted."""
        if self.side is None:
            await self._furnish()
            self.furnished = True
            settle()
        if self.article is article:
            self._record_opened(article)
            if self.placed is None:
                self._analyse(article)

    async def _furnish(self) -> None:
        """Put the lists and the line of keys into the places kept for them.

        What stands around the text is imported beside the interface, and mounted in steps
        between which keys are answered.
        """
        module = await to_thread(import_module, "tui.widgets.side_pane")
        await sleep(BREATH)
        side: SidePane = module.SidePane()
        await self.query_one("#side").mount(side)
        await side.furnish()
        self.side = side
        self._fill_side()
        await sleep(BREATH)
        footer = await to_thread(import_module, "textual.widgets._footer")
        await self.query_one("#foot").mount(footer.Footer())
        # A footer says nothing before it has heard of a change of the bindings.
        self.refresh_bindings()

    def _fill_side(self) -> None:
        """Show in the lists what is known now."""
        if self.side is None or self.article is None:
            return
        self.side.show_annotations(self.annotations)
        if self.placed is not None:
            self.side.show_analysis(self.article, self.placed.analysis)
        else:
            self.side.show_waiting()

    @work(thread=True, group="saving-position", exit_on_error=False)
    def _record_opened(self, article: Article) -> None:
        try:
            self.library.opened(article)
        except StoreError as error:
            self.post_message(self.Failed(str(error)))

    def _show_annotations(self, article: Article, annotations: tuple[Annotation, ...]) -> None:
        if self.article is not None and article.id == self.article.id:
            self.annotations = annotations
            if self.side is not None:
                self.side.show_annotations(annotations)
            self.show_place()

    # -- analysis ------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="analysis", exit_on_error=False)
    def _analyse(self, article: Article) -> None:
        worker = get_current_worker()
        try:
            cached = self.library.cached_analysis(article) if len(article.text) > AT_ONCE else None
            if cached is not None:
                self.post_message(self.Analysed(article.id, PlacedAnalysis(cached)))
                settle()
                return
            for found in self.library.analyse(
                article, lambda: self.view.reading_offset, lambda: worker.is_cancelled
            ):
                if worker.is_cancelled:
                    return
                if isinstance(found, Analysis):
                    self.post_message(self.Analysed(article.id, PlacedAnalysis(found)))
                    settle()
                else:
                    self.post_message(self.PieceAnalysed(article.id, found))
        except PostilError as error:
            if not worker.is_cancelled:
                self.post_message(self.AnalysisFailed(str(error)))

    @on(AnalysisFailed)
    def _analysis_failed(self) -> None:
        self._analysed_share = None
        if self.side is not None:
            self.side.show_failure()

    @on(PieceAnalysed)
    def _piece_analysed(self, message: PieceAnalysed) -> None:
        # A worker that was superseded may still speak of the article before this one.
        if self.article is None or message.article_id != self.article.id:
            return
        self._analysed_share = message.piece.done
        self.view.add_piece(message.piece)
        self.show_place()

    @on(Analysed)
    def _analysed(self, message: Analysed) -> None:
        if self.article is not None and message.article_id == self.article.id:
            self._set_placed(message.placed)
            self.show_place()

    def _set_placed(self, placed: PlacedAnalysis) -> None:
        if self.article is None:
            return
        if placed.analysis.complete:
            self._analysed_share = None
        self.placed = placed
        if self.side is not None:
            self.side.show_analysis(self.article, placed.analysis)

    # -- the strip -----------------------------------------------------------------------

    @on(ArticleView.CursorMoved)
    def _cursor_moved(self) -> None:
        self.show_place()
        if self.side is not None and not self.side.has_focus_within:
            self.side.follow(self.view.current_entity, self.view.overlays.quotation_at(self.view.cursor))
        if self._position_timer is not None:
            self._position_timer.stop()
        self._position_timer = self.set_timer(SAVE_POSITION_AFTER, self._save_position_beside)

    def show_place(self) -> None:
        """Tell in the strip what stands under the cursor, and how far one has read."""
        self.strip.place = place_in_words(self.view)
        share = f"finding names {self._analysed_share:.0%} · " if self._analysed_share is not None else ""
        opening = f"opening {one_line(self.opening, 40)} … · " if self.opening else ""
        self.strip.progress = f"{opening}{share}{self.view.progress:.0%}"

    def on_entity_list_labels_hidden(self, message: EntityList.LabelsHidden) -> None:
        self.hidden = message.hidden

    # -- the reading position ------------------------------------------------------------

    def _position(self) -> ReadingPosition:
        self._reached = max(self._reached, self.view.progress)
        return ReadingPosition(self.view.place, self._reached)

    def _save_position_beside(self) -> None:
        """Keep where the reader is without making a key wait for the disk."""
        if self.article is not None:
            save = partial(self._keep_position, self.article, self._position())
            self.run_worker(save, thread=True, group="saving-position", exit_on_error=False)

    def save_position(self) -> None:
        """Keep where the reader is, and return once that is done."""
        if self.article is not None:
            self._keep_position(self.article, self._position())

    def _keep_position(self, article: Article, position: ReadingPosition) -> None:
        try:
            self.library.save_position(article, position)
        except StoreError as error:
            # No reason to disturb the reading.
            self.log.warning(str(error))
