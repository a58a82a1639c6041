"""Notes and tags on the open article: asks for them and has them saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from tui.domain.annotation import Annotation, Colour, Motivation, describe, now
from tui.domain.article import Article
from tui.domain.span import TextSpan
from tui.library import Library
from tui.screens import dialogs
from tui.screens.change_keeper import ChangeKeeper
from tui.screens.choosing import wording_of

if TYPE_CHECKING:
    from tui.screens.note_editor import NoteDraft


@dataclass(frozen=True, slots=True)
class NoteChange:
    """One change of an annotation.

    Attributes:
        article: what it is on.
        annotation: what it became, or what is deleted.
        kept: is called with the change and the article's annotations, once they are saved.
        is_deleting: whether the annotation is deleted.
        done: what to tell of any other change.
    """

    article: Article
    annotation: Annotation
    kept: Callable[[NoteChange, tuple[Annotation, ...]], None]
    is_deleting: bool = False
    done: str = "saved"

    noun: ClassVar[str] = "note"

    @property
    def told(self) -> str:
        """What to tell the person once the change is safely kept."""
        return "deleted: u brings it back" if self.is_deleting else self.done

    def save(self, library: Library) -> Callable[[], None]:
        """Save the change; see ``Change.save``."""
        if self.is_deleting:
            annotations = library.remove_annotation(self.article, self.annotation.id, self.told)
        else:
            annotations = library.annotate(self.article, self.annotation, self.told)
        return partial(self.kept, self, annotations)


def _wording(article: Article, passage: TextSpan | Annotation) -> str:
    """The wording that a note is about: that which it was made on, or moved to, if there is one."""
    return wording_of(passage) if isinstance(passage, Annotation) else passage.of(article.text)


def _on(article: Article, passage: TextSpan | Annotation, motivation: Motivation) -> Annotation:
    """The annotation that is there, else a new one on a span."""
    if isinstance(passage, Annotation):
        return passage
    return Annotation(describe(article.text, passage, article.text_hash), motivation)


class NoteKeeper:
    """Edits the annotations of one reader screen, as part of its history."""

    def __init__(
        self,
        screen: Screen[None],
        changes: ChangeKeeper,
        tell: Callable[[str, bool], None],
        show: Callable[[Article, tuple[Annotation, ...]], None],
    ) -> None:
        """Keep notes for ``screen``.

        Args:
            screen: shows the editors.
            changes: the history that saves.
            tell: shows a message; true for one that tells of a failure.
            show: takes the annotations of an article whenever they have changed.
        """
        self._screen = screen
        self._changes = changes
        self._tell = tell
        self._show = show
        self._drafts: dict[tuple[str, TextSpan] | str, str] = {}
        """By the article and the span that a first note is for, or by the annotation's id."""

    def edit_note(self, article: Article, passage: TextSpan | Annotation) -> None:
        """Ask for a note on a span of the text, or for another one where there is an annotation."""
        is_new = isinstance(passage, TextSpan)
        key = (article.id, passage) if isinstance(passage, TextSpan) else passage.id
        note = self._drafts.get(key, "" if isinstance(passage, TextSpan) else passage.note)

        def edited(draft: NoteDraft | None) -> None:
            if draft is None:
                return
            if not draft.saved:
                self._drafts[key] = draft.note
                self._tell("kept as a draft: press a here to go on with it", False)
                return
            if is_new and not draft.note.strip():
                self._drafts.pop(key, None)
                return
            # Until it is on the disk, the key for a note brings it back.
            self._drafts[key] = draft.note
            base = _on(article, passage, Motivation.COMMENTING)
            changed = replace(base, note=draft.note, motivation=Motivation.COMMENTING, modified=now())
            self._change(article, changed)

        self._screen.app.push_screen(dialogs.note_editor(_wording(article, passage), note), edited)

    def highlight(self, article: Article, passage: TextSpan | Annotation, colour: Colour, told: str) -> None:
        """Highlight a span of the text, or give an annotation another colour; ``told`` says so once saved."""
        base = _on(article, passage, Motivation.HIGHLIGHTING)
        changed = replace(base, colour=colour, modified=now())
        self._changes.make(NoteChange(article, changed, self._kept, done=told))

    def edit_tags(self, article: Article, passage: TextSpan | Annotation, known: tuple[str, ...]) -> None:
        """Ask for the tags of a passage; ``known`` are those to offer."""
        before = passage.tags if isinstance(passage, Annotation) else ()

        def edited(tags: tuple[str, ...] | None) -> None:
            if tags is None or tags == before:
                return
            base = _on(article, passage, Motivation.TAGGING)
            self._change(article, replace(base, tags=tags, modified=now()))

        self._screen.app.push_screen(dialogs.tag_editor(_wording(article, passage), before, known), edited)

    def delete(self, article: Article, annotation: Annotation) -> None:
        """Delete an annotation; undo brings it back."""
        self._changes.make(NoteChange(article, annotation, self._kept, is_deleting=True))

    def move(self, article: Article, annotation: Annotation, span: TextSpan, told: str) -> None:
        """Keep that an annotation stands at a span of this text; where it was made is kept too.

        ``told`` is what to say once that is saved.
        """
        moved = describe(article.text, span, article.text_hash)
        changed = replace(annotation, moved=moved, modified=now())
        self._changes.make(NoteChange(article, changed, self._kept, done=told))

    def _change(self, article: Article, annotation: Annotation) -> None:
        self._changes.make(NoteChange(article, annotation, self._kept))

    def _kept(self, change: NoteChange, annotations: tuple[Annotation, ...]) -> None:
        if not change.is_deleting:
            annotation = change.annotation
            self._drafts.pop(annotation.id, None)
            if annotation.target.text_hash == change.article.text_hash:
                self._drafts.pop((change.article.id, annotation.target.span), None)
        self._show(change.article, annotations)
