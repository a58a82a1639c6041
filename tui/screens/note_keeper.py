"""Notes and tags on the open article: asks for them and has them saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from tui.domain.annotation import Annotation, Motivation, describe, now
from tui.domain.article import Article
from tui.domain.span import TextSpan
from tui.library import Library
from tui.screens import dialogs
from tui.screens.change_keeper import ChangeKeeper

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
    """

    article: Article
    annotation: Annotation
    kept: Callable[[NoteChange, tuple[Annotation, ...]], None]
    is_deleting: bool = False

    noun: ClassVar[str] = "note"

    @property
    def told(self) -> str:
        """What to tell the person once the change is safely kept."""
        return "deleted: u brings it back" if self.is_deleting else "saved"

    def save(self, library: Library) -> Callable[[], None]:
        """Save the change; see ``Change.save``."""
        if self.is_deleting:
            annotations = library.remove_annotation(self.article, self.annotation.id, self.told)
        else:
            annotations = library.annotate(self.article, self.annotation, self.told)
        return partial(self.kept, self, annotations)


def _passage(article: Article, span: TextSpan, existing: Annotation | None) -> str:
    """The wording that a note is about: that which it was made on, if there is one."""
    return existing.target.quote.exact if existing else span.of(article.text)


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
        self._drafts: dict[tuple[str, int, int], str] = {}

    def edit_note(self, article: Article, span: TextSpan, existing: Annotation | None) -> None:
        """Ask for a note on a passage, starting from what there is."""
        key = (article.id, *span)
        note = self._drafts.get(key, existing.note if existing else "")

        def edited(draft: NoteDraft | None) -> None:
            if draft is None:
                return
            if not draft.saved:
                self._drafts[key] = draft.note
                self._tell("kept as a draft: press a here to go on with it", False)
                return
            if existing is None and not draft.note.strip():
                self._drafts.pop(key, None)
                return
            # Until it is on the disk, the key for a note brings it back.
            self._drafts[key] = draft.note
            base = existing or Annotation(describe(article.text, span, article.text_hash))
            changed = replace(base, note=draft.note, motivation=Motivation.COMMENTING, modified=now())
            self._change(article, changed)

        self._screen.app.push_screen(dialogs.note_editor(_passage(article, span, existing), note), edited)

    def edit_tags(
        self, article: Article, span: TextSpan, existing: Annotation | None, known: tuple[str, ...]
    ) -> None:
        """Ask for the tags of a passage; ``known`` are those to offer."""

        def edited(tags: tuple[str, ...] | None) -> None:
            if tags is None or tags == (existing.tags if existing else ()):
                return
            base = existing or Annotation(
                describe(article.text, span, article.text_hash), motivation=Motivation.TAGGING
            )
            self._change(article, replace(base, tags=tags, modified=now()))

        tags = existing.tags if existing else ()
        self._screen.app.push_screen(
            dialogs.tag_editor(_passage(article, span, existing), tags, known), edited
        )

    def delete(self, article: Article, annotation: Annotation) -> None:
        """Delete an annotation; undo brings it back."""
        self._changes.make(NoteChange(article, annotation, self._kept, is_deleting=True))

    def _change(self, article: Article, annotation: Annotation) -> None:
        self._changes.make(NoteChange(article, annotation, self._kept))

    def _kept(self, change: NoteChange, annotations: tuple[Annotation, ...]) -> None:
        if not change.is_deleting:
            self._drafts.pop((change.article.id, *change.annotation.target.span), None)
        self._show(change.article, annotations)
