"""An article with the lists beside it: opened, analysed, and left where it can be taken up again."""

from __future__ import annotations

from asyncio import sleep, to_thread
from functools import partial

from textual import on, work
from textual.reactive import var
from textual.worker import get_current_worker

from tui.domain.analysis import Analysis
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.library import Library
from tui.system.latency import BREATH, settle
from tui.system.lazy import import_in_background
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.article.view import ArticleView
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.analysis import AnalysisRunner
from tui.ui.reader.article_page import ArticlePage
from tui.ui.reader.drafts import DraftKeeper
from tui.ui.reader.placement import Arriver, NotePlacer, PositionKeeper
from tui.ui.reader.saving import Writer

AT_EASE = 1.5
"""Seconds after which somebody who has opened an article is taken to be reading it."""


class ArticleScreen(ArticlePage):
    """Shows one article at a time and owns all that is known of it.

    What the keys do is ``ReaderScreen``'s.
    """

    annotations: var[tuple[Annotation, ...]] = var(())
    listed_notes: var[tuple[AnchoredNote, ...]] = var(())
    """``placed_notes``, and among them the drafts of notes that were never saved."""

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__()
        self.library = library
        self.furnished = False
        """Whether everything around the text is in its place."""
        self.finder = AnalysisRunner(self, library)
        self.writer = Writer()
        self.drafts = DraftKeeper(self, library, self.writer, self.tell)
        self.note_placer = NotePlacer(self, library, self._show_placed_notes)
        self.position = PositionKeeper(self, library, self.writer, self.view)
        self.arriver = Arriver(self, library, self.view, lambda line, wrong: self.tell(line, wrong=wrong))
        self._first_article = article
        self._taken_up = False
        """Whether what is kept of the article is shown."""
        self._remark = ""
        """What was last said of the analysis as a whole."""

    def on_mount(self) -> None:
        # At once: a key that is pressed as the first words appear must find its way.
        self.view.focus()
        self.show_article(self._first_article)

    # -- an article comes ------------------------------------------------------------------

    def show_article(self, article: Article) -> None:
        """Show an article where it was left, with what is known of it, and have the rest found."""
        self.workers.cancel_group(self, "analysis")
        if self.article == article:
            # The same once more: whoever asks whether it is still open is to hear yes.
            article = self.article
        self.placed = None
        self.annotations = ()
        self.placed_notes = self.listed_notes = ()
        self.drafts.begin(article)
        self.article = article
        self._fill_side()
        self.app.title = article.title
        self.analysed_share = None
        self._remark = ""
        self.tell("")
        # What is kept of it under another name is looked for once there is something to read.
        self._taken_up = self.library.has_stored_id(article)
        if self._taken_up:
            self._take_up(article)
        self.call_after_refresh(self._after_first_paint, article)

    def _take_up(self, article: Article) -> None:
        self.position.take_up(article)
        self._show_annotations(article, self.library.annotations(article))
        self.arriver.arrive(article)
        self._tell_notices()
        placed = self.finder.known(article)
        if placed is not None:
            self.set_placed(placed)

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
        if not self._taken_up:
            await to_thread(self.library.stored_id, article)
            if self.article is article:
                self._taken_up = True
                self._take_up(article)
        if self.side is None:
            await self._furnish()
            self.furnished = True
            settle()
            often = (*dialogs.OFTEN, *library_screens.OFTEN)
            self.set_timer(AT_EASE, partial(import_in_background, often))
        if self.article is article:
            await self.drafts.take_up(article, self.annotations)
        if self.article is article:
            if left := len(self.drafts.all()):
                self.show_drafts()
                begun = "a note was begun" if left == 1 else f"{left} notes were begun"
                hints = (("{} lists it", "pane.notes"), ("{} there goes on with it", "notes.edit"))
                told = key_hints(self).phrases(*hints)
                self.tell(f"{begun} here and not saved" + (told and f": {told}"))
            self.writer.run(self, partial(self._record_opened, article))
            if self.placed is None:
                self._analyse(article)
            else:
                self.run_worker(self.finder.suggest, thread=True, group="analysis", exit_on_error=False)
                self._save_appearances()

    async def _furnish(self) -> None:
        """Put what stands around the text into its place, and show there what is known."""
        await self.furnish_side()
        self._fill_side()
        await sleep(BREATH)
        await self.furnish_foot()

    def _fill_side(self) -> None:
        """Show in the lists what is known now."""
        if self.side is None or self.article is None:
            return
        self.side.show_notes(self.article, self.listed_notes, self.drafts.all())
        if self.placed is not None:
            self.side.show_analysis(self.article, self.placed.analysis)
        else:
            self.side.show_waiting()

    def _record_opened(self, article: Article) -> None:
        try:
            self.library.opened(article)
        except StoreError as error:
            self.post_message(self.Failed(str(error)))

    def look_again(self) -> None:
        """Show the annotations as they are now."""
        if self.article is not None and self._taken_up:
            self._show_annotations(self.article, self.library.annotations(self.article))

    def _show_annotations(self, article: Article, annotations: tuple[Annotation, ...]) -> None:
        if self.article is not None and article.id == self.article.id:
            self.annotations = annotations
            self.show_drafts()

    def show_drafts(self) -> None:
        """Show the notes as they are, and which of them are drafts."""
        if self.article is not None:
            self.note_placer.place(self.article, self.drafts.listed(self.annotations))

    def _show_placed_notes(self, article: Article, notes: tuple[AnchoredNote, ...]) -> None:
        if self.article is not None and article.id == self.article.id:
            saved = {annotation.id for annotation in self.annotations}
            self.placed_notes = tuple(note for note in notes if note.annotation.id in saved)
            self.listed_notes = notes
            if self.side is not None:
                self.side.show_notes(self.article, notes, self.drafts.all())
            self.show_place()

    # -- analysis ------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="analysis", exit_on_error=False)
    def _analyse(self, article: Article) -> None:
        worker = get_current_worker()
        self.finder.find(article, lambda: self.view.reading_offset, lambda: worker.is_cancelled)

    @on(AnalysisRunner.Failed)
    def _analysis_failed(self, message: AnalysisRunner.Failed) -> None:
        self.analysed_share = None
        if self.side is not None:
            self.side.show_failure()
        self.tell_failure(message.reason)

    @on(AnalysisRunner.PieceAnalysed)
    def _piece_analysed(self, message: AnalysisRunner.PieceAnalysed) -> None:
        # A worker that was superseded may still speak of the article before this one.
        if self.article is None or message.article_id != self.article.id:
            return
        self.analysed_share = message.piece.done
        self.view.add_piece(message.piece)
        self.show_place()

    @on(AnalysisRunner.Analysed)
    def _analysed(self, message: AnalysisRunner.Analysed) -> None:
        if self.article is not None and message.article_id == self.article.id:
            self.set_placed(message.placed)
            self._save_appearances()
            self.show_place()

    def _save_appearances(self) -> None:
        """Let the library know who appears in the article."""
        if self.article is not None and self.placed is not None and self.placed.analysis.complete:
            self.writer.run(self, partial(self._note_down, self.article, self.placed.analysis))

    def _note_down(self, article: Article, analysis: Analysis) -> None:
        self.library.catalogue.save_appearances(article, self.library.stored_id(article), analysis)

    def set_placed(self, placed: PlacedAnalysis) -> None:
        """Show another analysis of the article that is open."""
        if self.article is None:
            return
        if placed.analysis.complete:
            self.analysed_share = None
        self.placed = placed
        if placed.analysis.remark != self._remark:
            self._remark = placed.analysis.remark
            self.tell(self._remark)
        if self.side is not None:
            self.side.show_analysis(self.article, placed.analysis)

    @on(ArticleView.CursorMoved)
    def _cursor_moved(self) -> None:
        self.show_place()
        if self.side is not None and not self.side.has_focus_within:
            self.side.follow(self.view.current_entity, self.view.overlays.quotation_at(self.view.cursor))
        self.position.moved()
