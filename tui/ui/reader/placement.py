"""Places in the text: where reading stopped, where notes stand, the passage an article is opened at."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING

from tui.domain.annotation import Annotation, Target
from tui.domain.errors import StoreError
from tui.ui.reader import lazy
from tui.ui.reader.context import Feature, ReaderContext, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from tui.domain.anchoring.anchor import Anchor, AnchoredNote
    from tui.domain.article import Article
    from tui.domain.history import LoggedChange
    from tui.domain.library import ReadingPosition
    from tui.ui.reader.drafts import Drafts

SAVE_AFTER = 2.0
"""Seconds without a motion after which the reading position is saved."""


class PositionTracker(Feature):
    """Saves the reading position: some time after a motion, or when another article is opened."""

    def __init__(self, context: ReaderContext) -> None:
        super().__init__(context)
        self._timer: Timer | None = None
        self._reached = 0.0
        self._problem = ""
        """Why the last position could not be saved, or empty: the reader moves on, and hears of it once."""

    def restore(self, article: Article) -> None:
        """Go to where reading of ``article`` stopped; the view shows it already."""
        self._reached = 0.0
        position = self.context.library.position(article)
        if position is not None and position.offset:
            self._reached = position.progress
            self.view.go_to(position.offset)

    def on_article_view_cursor_moved(self) -> None:
        """Save soon, unless the reader moves on."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.context.screen.set_timer(SAVE_AFTER, self.save)

    def save(self) -> None:
        """Save the position in the background, so that no key waits for the disk."""
        self.context.writer.run(self.context.screen, self.saving())

    def saving(self) -> Callable[[], None]:
        """Return what saves the position as it is now; it blocks, so it is for the writer's thread."""
        article = self.view.article
        if article is None:
            return _save_nothing
        return partial(self._save, article, self._position())

    def _position(self) -> ReadingPosition:
        self._reached = max(self._reached, self.view.progress)
        return lazy.ReadingPosition(self.view.place, self._reached)

    def _save(self, article: Article, position: ReadingPosition) -> None:
        try:
            self.context.library.save_position(article, position)
            self._problem = ""
        except StoreError as error:
            if self._problem != str(error):
                self._problem = str(error)
                self.context.post_failure(str(error))


def _save_nothing() -> None:
    """Save nothing, where no article is open."""


class TargetScroller(Feature):
    """Puts the cursor on the passage that an article is opened at."""

    def __init__(self, context: ReaderContext, target: Target | None) -> None:
        """Go to ``target`` in the first article; None to where it was left."""
        super().__init__(context)
        self._target = target

    def head_for(self, target: Target | None) -> None:
        """Go to ``target`` once the next article is there; None to where it was left."""
        self._target = target

    def arrive(self, article: Article) -> None:
        """Go to the passage in ``article``, which is shown by now, if there is one to go to."""
        target, self._target = self._target, None
        if target is None:
            return
        here = lazy.at_own_offsets(target, article.text_hash, len(article.text))
        if here is not None:
            self._go(here)
        else:
            self.context.screen.run_worker(self._find(article, target), group="arriving", exclusive=True)

    async def _find(self, article: Article, target: Target) -> None:
        """Look for the passage in another version of the text that it is of."""
        found = await to_thread(partial(self.context.library.anchored, article, [Annotation(target)]))
        if self.view.article is article:
            self._go(found[0].anchored)

    def _go(self, place: Anchor) -> None:
        if place.best is None:
            self.context.report("passage not found in this version of the text", wrong=True)
            return
        self.view.go_to(place.best.start)
        if place.is_orphan or place.is_doubtful:
            self.context.report("the text has changed since: perhaps it was here")


class NotePlacer(Feature):
    """Shows annotations where they stand in the text, and lists them.

    What was annotated in the very text that is open costs nothing. All else is found in a thread, once for
    each passage.
    """

    def __init__(self, context: ReaderContext, drafts: Drafts) -> None:
        super().__init__(context)
        self._drafts = drafts
        self._text_hash = ""
        self._known: dict[tuple[Target, Target | None], Anchor] = {}

    def show(self, article: Article, annotations: tuple[Annotation, ...]) -> None:
        """Show the annotations of an article, if it is open."""
        if self.context.is_open(article.id):
            self.context.annotations = annotations
            self.refresh()

    def show_stored(self) -> None:
        """Show the annotations of the open article as they are stored now."""
        article, library = self.context.article, self.context.library
        if article is not None and not library.problem:
            self.show(article, library.annotations(article))

    def change_swapped(self, article: Article, change: LoggedChange, *, undo: bool) -> Shown | None:  # noqa: ARG002
        """Show the annotations after a change of one was undone or redone."""
        if change.noun == "correction":
            return None
        return partial(self._show_swapped, article, self.context.library.annotations(article))

    def _show_swapped(self, article: Article, annotations: tuple[Annotation, ...]) -> None:
        """Show the annotations after one of them was changed back, and go to that."""
        if not self.context.is_open(article.id):
            return
        before = {each.id: each for each in self.context.annotations}
        after = {each.id: each for each in annotations}
        changed = [each for each in annotations if before.get(each.id) != each]
        changed += [each for each in before.values() if each.id not in after]
        self.show(article, annotations)
        # Of many, as after an import, none is the one.
        place = self._at_once(article, changed[0]) if len(changed) == 1 else None
        if place is not None and place.best is not None and not place.best.contains(self.view.place):
            self.view.go_to(place.best.start)

    def refresh(self) -> None:
        """Find where the annotations and the drafts of the open article stand, and show them there."""
        article = self.context.article
        if article is None:
            return
        screen, annotations = self.context.screen, self._drafts.listed(self.context.annotations)
        screen.workers.cancel_group(screen, "placing")
        if self._text_hash != article.text_hash:
            self._text_hash = article.text_hash
            self._known.clear()
        found = {each.id: self._at_once(article, each) for each in annotations}
        self._show_placed(article, _in_order(annotations, found))
        if None in found.values():
            screen.run_worker(self._find(article, annotations), group="placing", exit_on_error=False)

    def _at_once(self, article: Article, annotation: Annotation) -> Anchor | None:
        own = lazy.at_own_offsets(annotation.moved or annotation.target, article.text_hash, len(article.text))
        return own or self._known.get(_key(annotation))

    async def _find(self, article: Article, annotations: tuple[Annotation, ...]) -> None:
        notes = await to_thread(self.context.library.anchored, article, annotations)
        if self._text_hash == article.text_hash:
            self._known |= {_key(note.annotation): note.anchored for note in notes}
            self._show_placed(article, notes)

    def _show_placed(self, article: Article, notes: tuple[AnchoredNote, ...]) -> None:
        if not self.context.is_open(article.id):
            return
        saved = {annotation.id for annotation in self.context.annotations}
        self.context.show_notes(tuple(note for note in notes if note.annotation.id in saved), notes)
        if (side := self.context.side) is not None:
            side.show_notes(article, notes, self._drafts.all())
        self.context.show_status()


def _key(annotation: Annotation) -> tuple[Target, Target | None]:
    return annotation.target, annotation.moved


def _in_order(
    annotations: tuple[Annotation, ...], found: dict[str, Anchor | None]
) -> tuple[AnchoredNote, ...]:
    """Return those that were found by their ids, as ``Library.anchored`` sorts them."""
    notes = [lazy.AnchoredNote(each, place) for each in annotations if (place := found[each.id]) is not None]
    notes.sort(key=lambda note: note.anchored.span or (float("inf"), 0))
    return tuple(notes)
