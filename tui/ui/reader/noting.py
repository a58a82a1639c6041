"""Notes and tags on an article, made where the cursor stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.domain import motions
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.history import LoggedChange
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui import dialogs
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.annotating import NoteKeeper
from tui.ui.reader.choosing import choose_passage, wording_of
from tui.ui.reader.leaving import Leaver
from tui.ui.reader.opening_screen import OpeningScreen
from tui.ui.reader.saving import ChangeKeeper, Shown

if TYPE_CHECKING:
    from tui.ui.panes.notes import NoteList


class NotingScreen(OpeningScreen):
    """An article on which one can make notes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "note", "Note", id="note.edit", tooltip="Note on the name, quote or sentence here"),
        Binding("T", "tags", "Tags", id="note.tags", tooltip="Tags on the name, quote or sentence here"),
        Binding(
            "u,ctrl+z", "undo", "Undo", id="note.undo", tooltip="Undo the last note or correction", show=False
        ),
        Binding(
            "ctrl+r,ctrl+y,ctrl+shift+z",
            "redo",
            "Redo",
            id="note.redo",
            show=False,
            tooltip="Redo what was undone",
        ),
        Binding(
            "ctrl+s",
            "save",
            "Save",
            id="note.save",
            show=False,
            tooltip="All is saved as it is made; try again what could not be",
        ),
    ]

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__(library, article)
        self.changes = ChangeKeeper(self, library, self.writer, self.tell, self.show_swapped)
        self.notes = NoteKeeper(
            self,
            library,
            self.changes,
            self.drafts,
            self.tell,
            self._show_annotations,
            self.show_drafts,
            lambda: self.annotations,
        )
        self._leaver = Leaver(self, library, self.changes, self.drafts, self.writer)

    def _span(self) -> TextSpan | None:
        """What a note is about now.

        What is selected; else the name under the cursor, the annotated passage, the quotation, the
        sentence.
        """
        article, layers, cursor = self.article, self.view.overlays, self.view.place
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

    def _passage(self) -> TextSpan | Annotation | None:
        """What a new highlight is about: the annotation that is there already, else the span."""
        span = self._span()
        placed = self.view.overlays.annotations
        there = next((note for note in placed if (note.start, note.end) == span), None)
        return there.annotation if there else span

    def _passages(self, text: str) -> list[tuple[TextSpan | Annotation, str]]:
        """What a note may be about now: the annotations at the cursor, the innermost first, else the span.

        A name that has no note of its own is offered beside those on what it stands in. What is
        selected is meant alone.
        """
        span, passage = self._span(), self._passage()
        if span is None or passage is None:
            return []
        if self.view.is_selecting:
            return [(passage, span.of(text))]
        here = self.view.overlays.annotations.crossing(self.view.place, self.view.place + 1)
        found: list[tuple[TextSpan | Annotation, str]] = [
            (note.annotation, wording_of(note.annotation)) for note in reversed(here)
        ]
        if all((note.start, note.end) != span for note in here):
            begun = self.drafts.on(self.article, span) if self.article is not None else None
            found.insert(0, (begun or span, span.of(text)))
        return found

    def action_note(self) -> None:
        article = self.article
        passages = self._passages(article.text) if article is not None else []
        if article is None or not passages:
            self.tell("there is no text here to note", wrong=True)
        else:
            choose_passage(self, passages, partial(self.notes.edit_note, article))
            self.view.leave_selection()

    def action_tags(self) -> None:
        article = self.article
        passages = self._passages(article.text) if article is not None else []
        if article is None or not passages:
            self.tell("there is no text here to tag", wrong=True)
        else:
            choose_passage(self, passages, partial(self.notes.edit_tags, article))
            self.view.leave_selection()

    def on_note_list_edit_requested(self, message: NoteList.EditRequested) -> None:
        if self.article is not None:
            self.notes.edit_note(self.article, message.note.annotation)

    def on_note_list_tags_requested(self, message: NoteList.TagsRequested) -> None:
        if self.article is not None:
            self.notes.edit_tags(self.article, message.note.annotation)

    def on_note_list_delete_requested(self, message: NoteList.DeleteRequested) -> None:
        if self.article is not None:
            self.notes.delete(self.article, message.note.annotation)

    def on_note_list_export_requested(self) -> None:
        def exported(path: str | None) -> None:
            if path is not None:
                self.tell(f"exported to {one_line(path)}")

        if self.article is not None:
            self.app.push_screen(dialogs.ExportDialog.of(self.library, self.article), exported)

    def on_note_list_reordered(self, message: NoteList.Reordered) -> None:
        self.tell(f"notes {message.order.value}")

    def on_note_list_confirm_requested(self, message: NoteList.ConfirmRequested) -> None:
        anchored, span = message.note.anchored, message.note.anchored.best
        if self.article is None:
            return
        if span is None:
            hint = key_hints(self).phrase(": {} moves the note to the cursor", "notes.move")
            self.tell(f"there is no guess to accept{hint}", wrong=True)
        elif anchored.sure and not anchored.is_orphan:
            self.tell("this place is not in doubt")
        else:
            self.notes.move(self.article, message.note.annotation, span, "place confirmed")

    def on_note_list_move_requested(self, message: NoteList.MoveRequested) -> None:
        span = self._span()
        if span is None or self.article is None:
            self.tell("there is no text at the cursor to move the note to", wrong=True)
        else:
            told = f"moved to “{one_line(span.of(self.article.text), 40)}”"
            self.notes.move(self.article, message.note.annotation, span, told)
            self.view.leave_selection()

    def action_save(self) -> None:
        """Say that there is nothing to do, or try again what could not be saved."""
        if self.changes.unsaved is None and not self.drafts.unsaved:
            self.tell("saved: all that you do is on the disk at once")
        else:
            self.tell("saving …")
            self.changes.retry()
            self.drafts.retry()

    def action_undo(self) -> None:
        if self.article is not None:
            self.changes.undo(self.article)

    def action_redo(self) -> None:
        if self.article is not None:
            self.changes.redo(self.article)

    def show_swapped(
        self,
        article: Article,
        change: LoggedChange,  # noqa: ARG002 - of other changes than notes one needs to know more
        undo: bool,  # noqa: ARG002
    ) -> Shown:
        """What shows a change that was taken back, or else made again; blocks."""
        return partial(self._show_annotations, article, self.library.annotations(article))

    async def may_leave(self) -> bool:
        """Make ready to leave; false while something is unsaved, once the person is asked about it."""
        self.notes.hold()
        return await self._leaver.may_leave(self.position.saving())

    async def keep_all(self) -> bool:
        """Have everything saved, what is being written included; whether it is. Nobody is asked."""
        self.notes.hold()
        return await self._leaver.all_saved(self.position.saving())
