"""Passages selected, highlighted and copied."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui.domain.annotation import Annotation, Colour
from tui.domain.article import Article, cited
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.system.clipboard import copy_beside
from tui.ui.article.layers import PlacedAnnotation
from tui.ui.article.view import ArticleView
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.choosing import choose_note
from tui.ui.reader.noting import NotingScreen
from tui.ui.theme import COLOUR_STYLES


class MarkingScreen(NotingScreen):
    """An article of which one selects, highlights and copies parts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "h", "highlight", "Highlight", id="note.highlight",
            tooltip="Highlight the name, quote or sentence here, or what is selected",
        ),
        Binding(
            "d,delete", "delete_here", "Delete", id="note.delete",
            tooltip="Delete the note or highlight here",
        ),
        Binding(
            "y,ctrl+c", "copy", "Copy", id="text.copy", show=False,
            tooltip="Copy the name, quote or sentence here, or what is selected",
        ),
        Binding(
            "Y", "cite", "Copy with source", id="text.cite", show=False,
            tooltip="Copy with title, source and date",
        ),
    ]  # fmt: skip

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__(library, article)
        self._reshaped: Annotation | None = None
        """The annotation whose extent is being changed."""
        self._was_selecting = False
        self._was_on_note = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave what stands in the text alone while a list has the focus."""
        if action == "delete_here":
            return self.view.has_focus and self._note_here() is not None
        if action == "highlight":
            return self.view.has_focus
        return super().check_action(action, parameters)

    def _note_here(self) -> PlacedAnnotation | None:
        return self.view.overlays.annotation_at(self.view.place)

    def show_place(self) -> None:
        super().show_place()
        if (on_note := self._note_here() is not None) != self._was_on_note:
            # The line of keys tells how to delete it.
            self._was_on_note = on_note
            self.refresh_bindings()

    # -- selecting -------------------------------------------------------------------------

    @on(ArticleView.SelectionChanged)
    def _selection_changed(self) -> None:
        selecting = self.view.is_selecting
        if not selecting:
            self._reshaped = None
        if selecting != self._was_selecting:
            self._was_selecting = selecting
            self.refresh_bindings()
        self.show_place()

    @on(ArticleView.SelectionKept)
    def _selection_kept(self) -> None:
        if self._reshaped is None:
            self.action_highlight()
            return
        span, annotation = self.view.selected_words, self._reshaped
        if span is not None and self.article is not None:
            self.notes.move(self.article, annotation, span, "extent changed")
            self.view.leave_selection()

    def action_select_object(self, what: str) -> None:
        if miss := self.view.select_object(what):
            self.tell(miss, wrong=True)

    def action_reselect(self) -> None:
        if not self.view.select_last():
            self.tell("nothing was selected yet", wrong=True)

    def action_change_extent(self) -> None:
        note = self._note_here()
        if note is None:
            self.tell("no note or highlight here", wrong=True)
            return
        self.view.select(TextSpan(note.start, note.end))
        self._reshaped = note.annotation
        keys = key_hints(self)
        self.tell(
            "move either end"
            + keys.phrase(" ({}: the other one)", "article.select-other-end")
            + keys.phrase(" · {} keeps the new extent", "article.select-highlight")
            + keys.phrase(" · {} the old one", "back")
        )

    # -- highlighting ----------------------------------------------------------------------

    def action_highlight(self) -> None:
        self._highlight(self._passage())

    def action_highlight_in(self, colour: str) -> None:
        """Highlight in a colour, or give it to the annotation that is here."""
        self.notes.colour = Colour(colour)
        note = self._note_here()
        self._highlight(note.annotation if note and not self.view.is_selecting else self._passage())

    def _highlight(self, passage: TextSpan | Annotation | None) -> None:
        name = COLOUR_STYLES[self.notes.colour].name
        if passage is None or self.article is None:
            self.tell("there is no text here to highlight", wrong=True)
        elif isinstance(passage, Annotation) and passage.colour is self.notes.colour:
            self.tell(f"this is highlighted in {name} already", wrong=True)
        else:
            other = next(colour for colour in Colour if colour is not self.notes.colour)
            hint = key_hints(self).phrase(
                f", {{}} makes it {COLOUR_STYLES[other].name}", f"note.highlight-{other}"
            )
            self.notes.highlight(self.article, passage, f"highlighted in {name}", hint)
            self.view.leave_selection()

    def action_delete_here(self) -> None:
        article, place = self.article, self.view.place
        here = self.view.overlays.annotations.crossing(place, place + 1)
        if article is not None:
            meant = [note.annotation for note in reversed(here)]
            choose_note(self, meant, partial(self.notes.delete, article))

    # -- copying ---------------------------------------------------------------------------

    def action_copy(self) -> None:
        span = self.view.selected or self._span()
        if span is not None and self.article is not None:
            wording = span.of(self.article.text)
            self._copy(wording, f"copied “{one_line(wording, 40)}”")

    def action_cite(self) -> None:
        span = self._span()
        if span is not None and self.article is not None:
            wording = span.of(self.article.text)
            self._copy(cited(self.article, wording), f"copied with its source “{one_line(wording, 40)}”")

    def _copy(self, text: str, told: str) -> None:
        self.app.copy_to_clipboard(text)
        # A terminal that ignores what it was told says nothing; a program of the desktop may help.
        self.run_worker(partial(copy_beside, text), thread=True, group="copying", exit_on_error=False)
        self.view.leave_selection()
        self.tell(told)
