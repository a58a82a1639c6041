"""Notes and tags on an article, made where the cursor stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.domain import motions
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.change import KeptChange
from tui.domain.span import TextSpan
from tui.library import Library
from tui.screens.article_screen import ArticleScreen
from tui.screens.change_keeper import ChangeKeeper, Shown
from tui.screens.leaving import Leaver
from tui.screens.note_keeper import NoteKeeper

if TYPE_CHECKING:
    from tui.widgets.note_list import NoteList


class NotingScreen(ArticleScreen):
    """An article on which one can make notes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "note", "Note", id="note.edit", tooltip="Note on the name, quote or sentence here"),
        Binding("T", "tags", "Tags", id="note.tags", tooltip="Tags on the name, quote or sentence here"),
        Binding("u", "undo", "Undo", id="note.undo", tooltip="Undo the last note or correction", show=False),
        Binding("ctrl+r", "redo", "Redo", id="note.redo", tooltip="Redo what was undone", show=False),
    ]

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__(library, article)
        self.changes = ChangeKeeper(self, library, self.writer, self.tell, self.show_swapped)
        self.notes = NoteKeeper(self, self.changes, self.tell, self._show_annotations)
        self._leaver = Leaver(self, library, self.changes, self.writer)

    def _passage(self) -> tuple[TextSpan, Annotation | None] | None:
        """What a note is about now, and the annotation that it has already.

        The name under the cursor, else the annotated passage, the quotation, the sentence.
        """
        article, layers, cursor = self.article, self.view.overlays, self.view.place
        if article is None:
            return None
        annotation = layers.annotations.at(cursor)
        mention = layers.mention_at(cursor)
        quotation = layers.quotation_at(cursor)
        if mention is not None:
            span = TextSpan(mention.start, mention.end)
        elif annotation is not None:
            span = TextSpan(annotation.start, annotation.end)
        elif quotation is not None:
            span = quotation.span
        else:
            sentence = motions.sentence_at(article, cursor)
            if sentence is None:
                return None
            span = sentence
        there = next((note for note in layers.annotations if (note.start, note.end) == span), None)
        return span, there.annotation if there else None

    def action_note(self) -> None:
        passage = self._passage()
        if passage is None or self.article is None:
            self.tell("there is no text here to note", wrong=True)
        else:
            self.notes.edit_note(self.article, *passage)

    def action_tags(self) -> None:
        passage = self._passage()
        if passage is None or self.article is None:
            self.tell("there is no text here to tag", wrong=True)
        else:
            self.notes.edit_tags(self.article, *passage, self._known_tags())

    def _known_tags(self) -> tuple[str, ...]:
        return tuple(sorted({tag for annotation in self.annotations for tag in annotation.tags}))

    def on_note_list_edit_requested(self, message: NoteList.EditRequested) -> None:
        if self.article is not None:
            self.notes.edit_note(self.article, message.annotation.target.span, message.annotation)

    def on_note_list_tags_requested(self, message: NoteList.TagsRequested) -> None:
        if self.article is not None:
            annotation = message.annotation
            self.notes.edit_tags(self.article, annotation.target.span, annotation, self._known_tags())

    def on_note_list_delete_requested(self, message: NoteList.DeleteRequested) -> None:
        if self.article is not None:
            self.notes.delete(self.article, message.annotation)

    def action_undo(self) -> None:
        if self.article is not None:
            self.changes.undo(self.article)

    def action_redo(self) -> None:
        if self.article is not None:
            self.changes.redo(self.article)

    def show_swapped(
        self,
        article: Article,
        change: KeptChange,  # noqa: ARG002 - of other changes than notes one needs to know more
        undo: bool,  # noqa: ARG002
    ) -> Shown:
        """What shows a change that was taken back, or else made again; blocks."""
        return partial(self._show_annotations, article, self.library.annotations(article))

    async def may_leave(self) -> bool:
        """Make ready to leave; false while something is unsaved, once the person is asked about it."""
        return await self._leaver.may_leave(self.position.saving())
