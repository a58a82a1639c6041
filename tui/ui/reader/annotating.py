"""Highlights, notes and tags: made at the cursor or in the list, changed, moved and deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui.domain.annotation import Annotation, Colour, describe, now
from tui.domain.edit import Clash, NoteEdit
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.ui import dialogs
from tui.ui.reader import lazy
from tui.ui.reader.context import Feature, ReaderContext, Shown
from tui.ui.theme import COLOUR_STYLES

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.library import Library
    from tui.ui.article.layers import PlacedAnnotation
    from tui.ui.dialogs.note_editor import NoteEditor
    from tui.ui.panes.notes import NoteList
    from tui.ui.reader.drafts import Drafts
    from tui.ui.reader.placement import NotePlacer
    from tui.ui.reader.saving import SaveQueue
    from tui.ui.reader.selecting import Selecting

SHEET = 11
"""Rows of the text that the editor of a note lies over."""
_Passage = TextSpan | Annotation
"""What is annotated: a stretch of the text, or the annotation that is there already."""


@dataclass(slots=True)
class NoteChange:
    """One change of an annotation, for the save queue.

    Attributes:
        feature: shows the change once it is saved.
        article: what it is on.
        edit: the state that it began from, and what that is to become.
        done: what the change did, for the reader.
        hint: names the key that undoes it, where that is to be shown.
        clash: how it met what another program did meanwhile, once it is saved.
    """

    feature: Annotating
    article: Article
    edit: NoteEdit
    done: str = "saved"
    hint: str = ""
    clash: Clash = Clash.NONE

    noun: ClassVar[str] = "note"

    @property
    def message(self) -> str:
        """Return the message to show once the change is stored."""
        if self.clash is Clash.NONE:
            return self.done + self.hint
        deletes = self.edit.after is None
        return (_CLASHES_OF_DELETING if deletes else _CLASHES)[self.clash]

    @property
    def is_wrong(self) -> bool:
        """Return whether the message says what the reader does not expect."""
        return self.clash is not Clash.NONE

    def save(self, library: Library) -> Shown:
        """Save the change; see ``Change.save``."""
        result = library.edit_note(self.article, self.edit, self.done)
        self.clash = result.clash
        return partial(self.feature.show_saved, self, result.annotations)

    def save_elsewhere(self, library: Library) -> None:
        """Save the annotation as it is to become, where nothing is known of what it was."""
        if self.edit.after is not None:
            library.annotate(self.article, self.edit.after, self.done)


_CLASHES = {
    Clash.JOINED: "saved with what another program changed in it",
    Clash.APART: "another program changed it: yours is a second note",
    Clash.RENEWED: "another program deleted it: yours is a new note",
    Clash.LEFT: "not changed: another program changed it meanwhile",
    Clash.GONE: "not changed: another program deleted it meanwhile",
}
_CLASHES_OF_DELETING = {
    Clash.LEFT: "not deleted: another program changed it meanwhile",
    Clash.GONE: "another program deleted it already",
}
"""Short, so that the line is whole on a small screen."""


class Annotating(Feature):
    """Makes annotations of the open article, and changes them.

    Attributes:
        colour: in which new highlights and notes are made.
    """

    def __init__(
        self,
        context: ReaderContext,
        save_queue: SaveQueue,
        drafts: Drafts,
        notes: NotePlacer,
        selecting: Selecting,
    ) -> None:
        super().__init__(context)
        self.commands = {
            "note.edit": self.edit_here,
            "note.tags": self.tag_here,
            "note.highlight": self.highlight_here,
            "note.delete": self.delete_here,
            "note.extent": self.change_extent,
            **{f"note.highlight-{colour}": partial(self.highlight_in, colour) for colour in Colour},
        }
        self.colour = Colour(context.preferences.settings.colour)
        self._save_queue = save_queue
        self._drafts = drafts
        self._notes = notes
        self._selecting = selecting
        self._editor: NoteEditor | None = None
        self._to_discard = ""
        """The id of the draft that the next key to delete it discards."""
        self._reshaped: Annotation | None = None
        """The annotation whose extent is being changed."""
        self._was_on_note = False
        self._was_listed = False
        self._just_made: tuple[Annotation, int] | None = None
        """The highlight that was made last and where the cursor was, until that moves on."""

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Forget what was highlighted in the article before."""
        self._just_made = None

    # -- what stands at the cursor ---------------------------------------------------------

    def allows(self, command: str) -> bool:
        """Delete only in the text; highlight there, and in lists what a row shows of it."""
        if command == "note.delete":
            return self.view.has_focus and self._note_here() is not None
        return command != "note.highlight" or self.view.has_focus or self._selecting.listed() is not None

    def place_changed(self) -> None:
        """Offer the key that deletes a note only on one."""
        if self._just_made is not None and self._just_made[1] != self.view.cursor:
            self._just_made = None
        if (on_note := self._note_here() is not None) != self._was_on_note:
            self._was_on_note = on_note
            self.context.screen.refresh_bindings()

    def on_side_pane_changed(self) -> None:
        """Offer to highlight only on a row that shows something of the text."""
        if (listed := self._selecting.listed() is not None) != self._was_listed:
            self._was_listed = listed
            self.context.screen.refresh_bindings()

    def _note_here(self) -> PlacedAnnotation | None:
        return self.view.overlays.annotation_at(self.view.place)

    def _passage(self) -> _Passage | None:
        """Return what a new highlight is about: the annotation that is there already, else the span."""
        span = self._selecting.span()
        placed = self.view.overlays.annotations
        there = next((note for note in placed if (note.start, note.end) == span), None)
        return there.annotation if there else span

    def _passages(self, text: str) -> list[tuple[_Passage, str]]:
        """Return what a note may be about now: annotations at the cursor, innermost first, else the span.

        A name that has no note of its own is offered next to those on what it stands in. What is
        selected is meant alone, and so is a highlight that was made just now.
        """
        span, passage = self._selecting.span(), self._passage()
        if span is None or passage is None:
            return []
        if self.view.is_selecting:
            return [(passage, span.of(text))]
        listed = self._selecting.listed()
        if listed is None and self._just_made and self._begun_from(self._just_made[0]) is not None:
            return [(self._just_made[0], _wording_of(self._just_made[0]))]
        place = listed.start if listed is not None else self.view.place
        here = self.view.overlays.annotations.crossing(place, place + 1)
        found: list[tuple[_Passage, str]] = [
            (note.annotation, _wording_of(note.annotation)) for note in reversed(here)
        ]
        article = self.context.article
        if all((note.start, note.end) != span for note in here):
            begun = self._drafts.on(article, span) if article is not None else None
            found.insert(0, (begun or span, span.of(text)))
        return found

    def _choose(self, passages: Sequence[tuple[_Passage, str]], then: Callable[[_Passage], object]) -> None:
        """Call ``then`` with one of ``passages``: the only one, else that which the reader chooses."""

        def chosen(passage: _Passage | None) -> None:
            if passage is not None:
                then(passage)

        if len(passages) == 1:
            then(passages[0][0])
        elif passages:
            self.context.ask(dialogs.NoteChooser(passages), chosen)

    # -- highlights ------------------------------------------------------------------------

    def highlight_here(self) -> None:
        """Highlight what is selected, else what a list shows, or what stands at the cursor."""
        self._selecting.show_listed()
        self._highlight_passage(self._passage())

    def highlight_in(self, colour: Colour) -> None:
        """Highlight in a colour, or give it to the annotation that is here."""
        self.colour = colour
        self._selecting.show_listed()
        is_given = self.view.is_selecting or self._selecting.listed() is not None
        note = None if is_given else self._note_here()
        self._highlight_passage(note.annotation if note else self._passage())
        self.context.preferences.choose(colour=colour.value)

    def _highlight_passage(self, passage: _Passage | None) -> None:
        article, name = self.context.article, COLOUR_STYLES[self.colour].name
        if passage is None or article is None:
            self.context.report("there is no text here to highlight", wrong=True)
        elif isinstance(passage, Annotation) and passage.colour is self.colour:
            self.context.report(f"this is highlighted in {name} already", wrong=True)
        else:
            other = next(colour for colour in Colour if colour is not self.colour)
            hint = self._undo_hint() + self.context.key_hints.phrase(
                f", {{}} makes it {COLOUR_STYLES[other].name}", f"note.highlight-{other}"
            )
            base = self._base(article, passage)
            before = self._begun_from(base)
            made = replace(before or base, colour=self.colour, modified=now())
            edit = NoteEdit(before, made)
            self._make(NoteChange(self, article, edit, done=f"highlighted in {name}", hint=hint))
            self.view.leave_selection()
            self._just_made = made, self.view.cursor

    def change_extent(self) -> None:
        """Select the passage of the annotation that is here, to move either end of it."""
        note = self._note_here()
        if note is None:
            self.context.report("no note or highlight here", wrong=True)
            return
        self.view.select(TextSpan(note.start, note.end))
        self._reshaped = note.annotation
        keys = self.context.key_hints
        self.context.report(
            "move either end"
            + keys.phrase(" ({}: the other one)", "article.select-other-end")
            + keys.phrase(" · {} keeps the new extent", "article.select-highlight")
            + keys.phrase(" · {} the old one", "back")
        )

    def on_article_view_selection_changed(self) -> None:
        """Leave the extent of an annotation as it is once the selection is left."""
        if not self.view.is_selecting:
            self._reshaped = None

    def on_article_view_selection_kept(self) -> None:
        """Highlight the selection, or make it the new extent of an annotation."""
        if self._reshaped is None:
            self.highlight_here()
            return
        span, article, annotation = self.view.selected_words, self.context.article, self._reshaped
        if span is not None and article is not None:
            self._move(article, annotation, span, "extent changed")
            self.view.leave_selection()

    # -- notes -----------------------------------------------------------------------------

    def edit_here(self) -> None:
        """Ask for a note on what stands at the cursor, or on what a list shows."""
        self._selecting.show_listed()
        article = self.context.article
        passages = self._passages(article.text) if article is not None else []
        if article is None or not passages:
            self.context.report("there is no text here to note", wrong=True)
        else:
            self._choose(passages, partial(self.edit, article))
            self.view.leave_selection()

    def edit(self, article: Article, passage: _Passage) -> None:
        """Ask for a note on a span of the text, or for another one where there is an annotation."""
        base = self._base(article, passage)
        draft = self._drafts.of(base.id)
        before = self._drafts.began_from(base.id, self._begun_from(base))

        def typed(text: dialogs.NoteText) -> None:
            if (text.note, text.tags) == (base.note.strip(), base.tags):
                self._drafts.discard(article, base.id)
            else:
                self._drafts.save(article, _with_text(base, text))
            self._notes.refresh()

        def left(written: dialogs.Written | None) -> None:
            self._editor = None
            self._left_editor(article, base, before, written)

        begun = dialogs.NoteText(draft.note, draft.tags) if draft is not None else None
        saved = dialogs.NoteText(base.note, base.tags)
        self._editor = dialogs.NoteEditor(
            _wording_of(base), saved, begun, keep=typed, known=self._known_tags, colour=base.colour
        )
        self.view.clear_foot(SHEET)
        self.context.ask(self._editor, left)

    def _left_editor(
        self, article: Article, base: Annotation, before: Annotation | None, written: dialogs.Written | None
    ) -> None:
        """Save what was written, or hold it as a draft, or discard it, as the reader left the editor."""
        if written is not None and written.fate is dialogs.Fate.SAVE:
            # Until it is on the disk, the key for a note brings it back.
            changed = _with_text(before or base, written.text)
            self._drafts.hold(article, changed)
            self._make(NoteChange(self, article, NoteEdit(before, changed)))
            return
        if written is not None and written.fate is dialogs.Fate.DRAFT:
            self._drafts.save(article, _with_text(base, written.text))
            hint = self.context.key_hints.phrase(" · {} here continues it", "note.edit")
            self.context.report(f"saved as a draft{hint}")
        elif self._drafts.of(base.id) is not None:
            self._drafts.discard(article, base.id)
            self.context.report("draft discarded")
        self._notes.refresh()

    def hold(self) -> None:
        """Save what is written in an editor that is open, as a draft."""
        if self._editor is not None:
            self._editor.keep_now()

    def on_note_list_edit_requested(self, message: NoteList.EditRequested) -> None:
        """Ask for another note in place of one that is listed."""
        if (article := self.context.article) is not None:
            self.edit(article, message.note.annotation)

    # -- tags ------------------------------------------------------------------------------

    def tag_here(self) -> None:
        """Ask for the tags of what stands at the cursor, or of what a list shows."""
        self._selecting.show_listed()
        article = self.context.article
        passages = self._passages(article.text) if article is not None else []
        if article is None or not passages:
            self.context.report("there is no text here to tag", wrong=True)
        else:
            self._choose(passages, partial(self._tag, article))
            self.view.leave_selection()

    def _tag(self, article: Article, passage: _Passage) -> None:
        base = self._base(article, passage)
        before = self._begun_from(base)

        def chosen(tags: tuple[str, ...] | None) -> None:
            if tags is not None and tags != base.tags:
                begun = before or base
                changed = _with_text(begun, dialogs.NoteText(begun.note, tags))
                self._drafts.set_tags(article, changed)
                self._make(NoteChange(self, article, NoteEdit(before, changed)))

        self.context.ask(dialogs.TagEditor(_wording_of(base), base.tags, self._known_tags), chosen)

    def on_note_list_tags_requested(self, message: NoteList.TagsRequested) -> None:
        """Ask for the tags of a note that is listed."""
        if (article := self.context.article) is not None:
            self._tag(article, message.note.annotation)

    def _known_tags(self) -> Mapping[str, int]:
        """Return all tags in use, and the number of notes that each is on; blocks."""
        return {tag.name: tag.notes for tag in lazy.LibraryTags(self.context.library).tags()}

    # -- deleted and moved -----------------------------------------------------------------

    def delete_here(self) -> None:
        """Delete the annotation at the cursor."""
        article, place = self.context.article, self.view.place
        here = self.view.overlays.annotations.crossing(place, place + 1)
        if article is not None:
            meant = [(note.annotation, _wording_of(note.annotation)) for note in reversed(here)]
            self._choose(meant, partial(self._delete, article))

    def _delete(self, article: Article, annotation: _Passage) -> None:
        """Delete an annotation; undo brings it back. A draft goes only when that was asked for twice."""
        if not isinstance(annotation, Annotation):
            return
        if all(known.id != annotation.id for known in self.context.annotations):
            self._discard(article, annotation)
            return
        hint = self._undo_hint(" · {} undoes it")
        edit = NoteEdit(self._begun_from(annotation) or annotation, None)
        self._make(NoteChange(self, article, edit, done="deleted", hint=hint))

    def _discard(self, article: Article, draft: Annotation) -> None:
        if self._to_discard == draft.id:
            self._drafts.discard(article, draft.id)
            self.context.report("draft discarded")
            self._notes.refresh()
        else:
            self._to_discard = draft.id
            hint = self.context.key_hints.phrase(" · {} again discards it", "notes.delete")
            self.context.report(f"a draft cannot be restored{hint}", wrong=True)

    def on_note_list_delete_requested(self, message: NoteList.DeleteRequested) -> None:
        """Delete an annotation that is listed."""
        if (article := self.context.article) is not None:
            self._delete(article, message.note.annotation)

    def on_note_list_confirm_requested(self, message: NoteList.ConfirmRequested) -> None:
        """Confirm that a note stands where it is shown, or was found by guess."""
        article, anchored, span = self.context.article, message.note.anchored, message.note.anchored.best
        if article is None:
            return
        if span is None:
            hint = self.context.key_hints.phrase(" · {} moves the note to the cursor", "notes.move")
            self.context.report(f"there is no guess to accept{hint}", wrong=True)
        elif anchored.sure and not anchored.is_orphan:
            self.context.report("the place of this note is certain")
        else:
            self._move(article, message.note.annotation, span, "place confirmed")

    def on_note_list_move_requested(self, message: NoteList.MoveRequested) -> None:
        """Move a note to what stands at the cursor of the text."""
        span, article = self._selecting.span_at_cursor(), self.context.article
        if span is None or article is None:
            self.context.report("there is no text at the cursor to move the note to", wrong=True)
        else:
            done = f"moved to “{one_line(span.of(article.text), 40)}”"
            self._move(article, message.note.annotation, span, done)
            self.view.leave_selection()

    def _move(self, article: Article, annotation: Annotation, span: TextSpan, done: str) -> None:
        """Save that an annotation stands at a span of this text; where it was made is stored too."""
        moved = describe(article.text, span, article.text_hash)
        before = self._begun_from(annotation)
        edit = NoteEdit(before, replace(before or annotation, moved=moved, modified=now()))
        self._make(NoteChange(self, article, edit, done=done, hint=self._undo_hint()))

    # -- the list --------------------------------------------------------------------------

    def on_note_list_export_requested(self) -> None:
        """Ask for a file, and write the notes on the article to it."""
        if (article := self.context.article) is not None:
            self.context.ask(dialogs.ExportDialog.of(self.context.library, article), self._exported)

    def _exported(self, path: str | None) -> None:
        if path is not None:
            self.context.report(f"exported to {one_line(path)}")

    def on_note_list_reordered(self, message: NoteList.Reordered) -> None:
        """Report the order of the list."""
        self.context.report(f"notes {message.order.value}")

    # -- saving ----------------------------------------------------------------------------

    def _base(self, article: Article, passage: _Passage) -> Annotation:
        """Return the annotation that is there, without what is only drafted; else a new one."""
        if isinstance(passage, TextSpan):
            begun = self._on_its_way(article, passage) or self._drafts.on(article, passage)
            if begun is None:
                target = describe(article.text, passage, article.text_hash)
                return Annotation(target, colour=self.colour)
            passage = begun
        known = passage.id
        there = next((each for each in self.context.annotations if each.id == known), None)
        return there or passage.with_words("", ())

    def _on_its_way(self, article: Article, span: TextSpan) -> Annotation | None:
        """Return the annotation on just this stretch of this text that is not on the disk yet, or None."""
        for change in reversed(self._save_queue.queue):
            made = change.edit.after if isinstance(change, NoteChange) else None
            if made is not None and made.target.span == span and made.target.text_hash == article.text_hash:
                return made
        return None

    def _begun_from(self, base: Annotation) -> Annotation | None:
        """Return the state that an edit of ``base`` begins from, None where it is not saved at all.

        That is what is on its way to the disk, else what is shown.
        """
        for change in reversed(self._save_queue.queue):
            if isinstance(change, NoteChange) and change.edit.id == base.id:
                return change.edit.after
        return next((each for each in self.context.annotations if each.id == base.id), None)

    def _undo_hint(self, words: str = " · {} undoes it") -> str:
        return self.context.key_hints.phrase(words, "note.undo")

    def _make(self, change: NoteChange) -> None:
        if change.edit.after is not None:
            self._drafts.follow(change.edit.before, change.edit.after)
        self._save_queue.make(change)

    def show_saved(self, change: NoteChange, annotations: tuple[Annotation, ...]) -> None:
        """Show the annotations of an article after a change is saved."""
        if change.edit.after is not None:
            self._drafts.saved(change.article, change.edit.after)
        self._notes.show(change.article, annotations)


def _wording_of(note: Annotation) -> str:
    """Return the passage as it stood where the note was made, or where the reader has moved it since."""
    return (note.moved or note.target).quote.exact


def _with_text(base: Annotation, text: dialogs.NoteText) -> Annotation:
    """Return ``base`` with another note and other tags."""
    return replace(base.with_words(text.note, text.tags), modified=now())
