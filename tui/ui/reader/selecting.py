"""What is meant at the cursor: the selection, or what stands there; and copying it."""

from __future__ import annotations

from functools import partial

from tui.domain import motions
from tui.domain.article import cited
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.system.clipboard import copy_to_desktop
from tui.ui.reader.context import Feature, ReaderContext

_OBJECTS = ("sentence", "paragraph", "name", "quote", "word")


class Selecting(Feature):
    """Selects what stands at the cursor, knows what is meant there, and copies it."""

    def __init__(self, context: ReaderContext) -> None:
        super().__init__(context)
        self.commands = {
            "select.again": self.select_again,
            "text.copy": self.copy,
            "text.cite": self.copy_with_source,
            **{f"select.{what}": partial(self.select, what) for what in _OBJECTS},
        }
        self._was_selecting = False

    def span(self) -> TextSpan | None:
        """Return what a command is about now.

        What is selected; else the name under the cursor, the annotated passage, the quotation, the
        sentence.
        """
        article, layers, cursor = self.context.article, self.view.overlays, self.view.place
        if article is None:
            return None
        if self.view.is_selecting:
            return self.view.selected_words
        annotation = layers.annotations.at(cursor)
        mention = layers.mention_at(cursor)
        quotation = layers.quotation_at(cursor)
        if mention is not None:
            return TextSpan(mention.start, mention.end)
        if annotation is not None:
            return TextSpan(annotation.start, annotation.end)
        if quotation is not None:
            return quotation.span
        return motions.sentence_at(article, cursor)

    def on_article_view_selection_changed(self) -> None:
        """Offer the keys that act on a selection, or those that act without one."""
        selecting = self.view.is_selecting
        if selecting != self._was_selecting:
            self._was_selecting = selecting
            self.context.screen.refresh_bindings()
        self.context.show_status()

    def select(self, what: str) -> None:
        """Select the sentence, paragraph, name, quote or word at the cursor."""
        if miss := self.view.select_object(what):
            self.context.report(miss, wrong=True)

    def select_again(self) -> None:
        """Select again what was selected last."""
        if not self.view.select_last():
            self.context.report("nothing was selected yet", wrong=True)

    def copy(self) -> None:
        """Copy what is selected, else what stands at the cursor."""
        span, article = self.view.selected or self.span(), self.context.article
        if span is not None and article is not None:
            wording = span.of(article.text)
            self._copy(wording, f"copied “{one_line(wording, 40)}”")

    def copy_with_source(self) -> None:
        """Copy the same with title, source and date."""
        span, article = self.span(), self.context.article
        if span is not None and article is not None:
            wording = span.of(article.text)
            self._copy(
                cited(article, span.start, span.end), f"copied with its source “{one_line(wording, 40)}”"
            )

    def _copy(self, text: str, message: str) -> None:
        screen = self.context.screen
        screen.app.copy_to_clipboard(text)
        # A terminal that ignores the request says nothing; a program of the desktop may help.
        screen.run_worker(partial(copy_to_desktop, text), thread=True, group="copying", exit_on_error=False)
        self.view.leave_selection()
        self.context.report(message)
