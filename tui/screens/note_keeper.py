"""Notes and tags on the open article: asks for them, has them saved, and can take changes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.domain.annotation import Annotation, Motivation, describe, now
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.span import TextSpan
from tui.library import Library
from tui.screens import dialogs

if TYPE_CHECKING:
    from tui.screens.note_editor import NoteDraft


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an annotation: what it was, and what it became; None where it was not."""

    article: Article
    before: Annotation | None
    after: Annotation | None


def _passage(article: Article, span: TextSpan, existing: Annotation | None) -> str:
    """The wording that a note is about: that which it was made on, if there is one."""
    return existing.target.quote.exact if existing else span.of(article.text)


class NoteKeeper:
    """Edits the annotations of one reader screen.

    Saving happens in worker threads, one after another; the person is told that something is
    saved only once it is on the disk.
    """

    def __init__(
        self,
        screen: Screen[None],
        library: Library,
        tell: Callable[[str, bool], None],
        show: Callable[[Article, tuple[Annotation, ...]], None],
    ) -> None:
        """Keep notes for ``screen``.

        Args:
            screen: runs the workers and shows the editors.
            library: saves.
            tell: shows a message; true for one that tells of a failure.
            show: takes the annotations of an article whenever they have changed.
        """
        self._screen = screen
        self._library = library
        self._tell = tell
        self._show = show
        self._drafts: dict[tuple[str, int, int], str] = {}
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._queue: list[Change] = []
        self._at_work = Lock()

    @property
    def unsaved(self) -> Change | None:
        """The first change that is still on its way to the disk, or could not be saved."""
        return self._queue[0] if self._queue else None

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
            self.change(Change(article, existing, changed))

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
            self.change(Change(article, existing, replace(base, tags=tags, modified=now())))

        tags = existing.tags if existing else ()
        self._screen.app.push_screen(
            dialogs.tag_editor(_passage(article, span, existing), tags, known), edited
        )

    def delete(self, article: Article, annotation: Annotation) -> None:
        """Delete an annotation; undo brings it back."""
        self.change(Change(article, annotation, None))

    # -- saving --------------------------------------------------------------------------

    def change(self, change: Change) -> None:
        """Make a change that can be undone."""
        self._done.append(change)
        self._undone.clear()
        self._save(change)

    def undo(self) -> None:
        """Take the last change back."""
        if not self._done:
            self._tell("nothing to undo", False)
            return
        change = self._done.pop()
        self._undone.append(change)
        self._save(Change(change.article, change.after, change.before))

    def redo(self) -> None:
        """Make the change again that was last taken back."""
        if not self._undone:
            self._tell("nothing to redo", False)
            return
        change = self._undone.pop()
        self._done.append(change)
        self._save(change)

    def _save(self, change: Change) -> None:
        self._queue.append(change)
        self._tell("saving …", False)
        self.retry()

    def retry(self) -> None:
        """Save what is not saved yet, that which failed before included."""
        if self._queue:
            self._screen.run_worker(self._work_off, thread=True, group="saving", exit_on_error=False)

    def _work_off(self) -> None:
        """Save what is queued, oldest first, in a worker thread."""
        with self._at_work:
            self._save_queued(self._screen.app.call_from_thread)

    def _save_queued(self, call: Callable[..., object]) -> None:
        while self._queue:
            change = self._queue[0]
            try:
                if change.after is not None:
                    annotations = self._library.annotate(change.article, change.after)
                elif change.before is not None:
                    annotations = self._library.remove_annotation(change.article, change.before.id)
                else:
                    annotations = self._library.annotations(change.article)
            except StoreError as error:
                call(self._tell, str(error), True)
                return
            self._queue.pop(0)
            if change.after is not None:
                self._drafts.pop((change.article.id, *change.after.target.span), None)
            call(self._show, change.article, annotations)
            call(self._tell, "deleted: u brings it back" if change.after is None else "saved", False)
