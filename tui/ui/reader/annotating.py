"""Notes and tags on the open article: asks for them and has them saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from tui.domain.annotation import Annotation, Colour, Motivation, describe, now
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui import dialogs
from tui.ui.dialogs.base import Fate, NoteText, Written
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.choosing import wording_of
from tui.ui.reader.saving import ChangeKeeper

if TYPE_CHECKING:
    from tui.ui.dialogs.note_editor import NoteEditor
    from tui.ui.reader.drafts import DraftKeeper


@dataclass(frozen=True, slots=True)
class NoteChange:
    """One change of an annotation.

    Attributes:
        article: what it is on.
        annotation: what it became, or what is deleted.
        kept: is called with the change and the article's annotations, once they are saved.
        is_deleting: whether the annotation is deleted.
        done: what the change did, for the person.
        hint: what tells the key that takes it back, if that is to be told.
    """

    article: Article
    annotation: Annotation
    kept: Callable[[NoteChange, tuple[Annotation, ...]], None]
    is_deleting: bool = False
    done: str = "saved"
    hint: str = ""

    noun: ClassVar[str] = "note"

    @property
    def told(self) -> str:
        """What to tell the person once the change is safely kept."""
        return self.done + self.hint

    def save(self, library: Library) -> Callable[[], None]:
        """Save the change; see ``Change.save``."""
        if self.is_deleting:
            annotations = library.remove_annotation(self.article, self.annotation.id, self.done)
        else:
            annotations = library.annotate(self.article, self.annotation, self.done)
        return partial(self.kept, self, annotations)


def _noted(base: Annotation, text: NoteText) -> Annotation:
    """``base`` with another note and other tags."""
    motivation = base.motivation
    if text.note:
        motivation = Motivation.COMMENTING
    elif base.note:
        motivation = Motivation.TAGGING if text.tags else Motivation.HIGHLIGHTING
    return replace(base, note=text.note, tags=text.tags, motivation=motivation, modified=now())


class NoteKeeper:
    """Edits the annotations of one reader screen, as part of its history."""

    def __init__(
        self,
        screen: Screen[None],
        library: Library,
        changes: ChangeKeeper,
        drafts: DraftKeeper,
        tell: Callable[[str, bool], None],
        show: Callable[[Article, tuple[Annotation, ...]], None],
        show_drafts: Callable[[], object],
        saved: Callable[[], tuple[Annotation, ...]],
    ) -> None:
        """Keep notes for ``screen``.

        Args:
            screen: shows the editors.
            library: knows the tags in use.
            changes: the history that saves.
            drafts: keeps what is not to be saved yet.
            tell: shows a message; true for one that tells of a failure.
            show: takes the annotations of an article whenever they have changed.
            show_drafts: is called when there are other drafts than before.
            saved: gives the annotations of the article that is open.
        """
        self.colour = Colour.YELLOW
        """In which new highlights and notes are made."""
        self._screen = screen
        self._library = library
        self._changes = changes
        self._drafts = drafts
        self._tell = tell
        self._show = show
        self._show_drafts = show_drafts
        self._saved = saved
        self._editor: NoteEditor | None = None
        self._to_discard = ""
        """The id of the draft that the next key to delete it discards."""

    def _base(self, article: Article, passage: TextSpan | Annotation, motivation: Motivation) -> Annotation:
        """The annotation that is there, without what is only drafted; else a new one."""
        if isinstance(passage, TextSpan):
            begun = self._drafts.on(article, passage)
            if begun is None:
                target = describe(article.text, passage, article.text_hash)
                return Annotation(target, motivation, colour=self.colour)
            passage = begun
        known = passage.id
        there = next((annotation for annotation in self._saved() if annotation.id == known), None)
        return there or replace(passage, note="", tags=(), motivation=motivation)

    def edit_note(self, article: Article, passage: TextSpan | Annotation) -> None:
        """Ask for a note on a span of the text, or for another one where there is an annotation."""
        base = self._base(article, passage, Motivation.COMMENTING)
        draft = self._drafts.of(base.id)

        def keep(text: NoteText) -> None:
            if (text.note, text.tags) == (base.note.strip(), base.tags):
                self._drafts.discard(article, base.id)
            else:
                self._drafts.keep(article, _noted(base, text))

        def edited(written: Written | None) -> None:
            self._editor = None
            self._edited(article, base, written)

        begun = NoteText(draft.note, draft.tags) if draft is not None else None
        saved = NoteText(base.note, base.tags)
        self._editor = dialogs.NoteEditor(wording_of(base), saved, begun, keep=keep, known=self._known_tags)
        self._screen.app.push_screen(self._editor, edited)

    def _edited(self, article: Article, base: Annotation, written: Written | None) -> None:
        """Do with what was written what is to become of it."""
        if written is not None and written.fate is Fate.SAVE:
            # Until it is on the disk, the key for a note brings it back.
            changed = _noted(base, written.text)
            self._drafts.hold(article, changed)
            self._change(article, changed)
            return
        if written is not None and written.fate is Fate.DRAFT:
            self._drafts.keep(article, _noted(base, written.text))
            hint = key_hints(self._screen).phrase(": press {} here to go on with it", "note.edit")
            self._tell(f"kept as a draft{hint}", False)
        elif self._drafts.of(base.id) is not None:
            self._drafts.discard(article, base.id)
            self._tell("draft discarded", False)
        self._show_drafts()

    def hold(self) -> None:
        """Keep what is written in an editor that is open, as a draft."""
        if self._editor is not None:
            self._editor.keep_now()

    def highlight(self, article: Article, passage: TextSpan | Annotation, told: str, hint: str = "") -> None:
        """Highlight a span of the text in ``colour``, or give that to an annotation.

        ``told`` says so once it is saved; after it come the key that takes it back, and ``hint``.
        """
        base = self._base(article, passage, Motivation.HIGHLIGHTING)
        changed = replace(base, colour=self.colour, modified=now())
        hint = self._undo_hint() + hint
        self._changes.make(NoteChange(article, changed, self._kept, done=told, hint=hint))

    def _known_tags(self) -> Mapping[str, int]:
        """All tags in use, and the number of notes that each is on; blocks."""
        from tui.library.tags import LibraryTags  # noqa: PLC0415 - not before somebody gives tags

        return {tag.name: tag.notes for tag in LibraryTags(self._library).tags()}

    def edit_tags(self, article: Article, passage: TextSpan | Annotation) -> None:
        """Ask for the tags of a passage."""
        base = self._base(article, passage, Motivation.TAGGING)

        def edited(tags: tuple[str, ...] | None) -> None:
            if tags is not None and tags != base.tags:
                changed = replace(base, tags=tags, modified=now())
                self._drafts.set_tags(article, changed)
                self._change(article, changed)

        editor = dialogs.TagEditor(wording_of(base), base.tags, self._known_tags)
        self._screen.app.push_screen(editor, edited)

    def delete(self, article: Article, annotation: Annotation) -> None:
        """Delete an annotation; undo brings it back. A draft goes only when that was asked for twice."""
        if all(known.id != annotation.id for known in self._saved()):
            if self._to_discard == annotation.id:
                self._drafts.discard(article, annotation.id)
                self._tell("draft discarded", False)
                self._show_drafts()
            else:
                self._to_discard = annotation.id
                hint = key_hints(self._screen).phrase(": {} once more discards it", "notes.delete")
                self._tell(f"a draft cannot be brought back{hint}", True)
            return
        hint = self._undo_hint(": {} brings it back")
        self._changes.make(
            NoteChange(article, annotation, self._kept, is_deleting=True, done="deleted", hint=hint)
        )

    def move(self, article: Article, annotation: Annotation, span: TextSpan, told: str) -> None:
        """Keep that an annotation stands at a span of this text; where it was made is kept too.

        ``told`` is what to say once that is saved; the key that takes it back is named.
        """
        moved = describe(article.text, span, article.text_hash)
        changed = replace(annotation, moved=moved, modified=now())
        self._changes.make(NoteChange(article, changed, self._kept, done=told, hint=self._undo_hint()))

    def _undo_hint(self, words: str = ": {} takes it back") -> str:
        return key_hints(self._screen).phrase(words, "note.undo")

    def _change(self, article: Article, annotation: Annotation) -> None:
        self._changes.make(NoteChange(article, annotation, self._kept))

    def _kept(self, change: NoteChange, annotations: tuple[Annotation, ...]) -> None:
        if not change.is_deleting:
            self._drafts.saved(change.article, change.annotation)
        self._show(change.article, annotations)
