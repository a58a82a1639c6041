"""Reading position; where notes and targets stand."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from functools import partial

from textual.screen import Screen
from textual.timer import Timer

from tui.domain.anchoring.anchor import Anchor, AnchoredNote, at_own_offsets
from tui.domain.annotation import Annotation, Target
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.library import ReadingPosition
from tui.library import Library
from tui.ui.article.view import ArticleView
from tui.ui.reader.saving import Writer


class Arriver:
    """Puts the cursor of one reader screen on the passage that an article was opened for."""

    def __init__(
        self, screen: Screen[None], library: Library, view: ArticleView, tell: Callable[[str, bool], None]
    ) -> None:
        """Move the cursor of ``view``; ``tell`` shows a line, true where it tells of a failure."""
        self._screen = screen
        self._library = library
        self._view = view
        self._tell = tell
        self._target: Target | None = None

    def head_for(self, target: Target | None) -> None:
        """Go to ``target`` once the next article is there; None to where it was left."""
        self._target = target

    def arrive(self, article: Article) -> None:
        """Go to the passage in ``article``, which is shown by now, if there is one to go to."""
        target, self._target = self._target, None
        if target is None:
            return
        here = at_own_offsets(target, article.text_hash, len(article.text))
        if here is not None:
            self._go(here)
        else:
            self._screen.run_worker(self._find(article, target), group="arriving", exclusive=True)

    async def _find(self, article: Article, target: Target) -> None:
        """Look for the passage in another version of the text that it is of."""
        found = await to_thread(partial(self._library.anchored, article, [Annotation(target)]))
        if self._view.article is article:
            self._go(found[0].anchored)

    def _go(self, place: Anchor) -> None:
        if place.best is None:
            self._tell("this version of the text has nothing like that passage", True)
            return
        self._view.go_to(place.best.start)
        if place.is_orphan or place.is_doubtful:
            self._tell("the text has changed since: perhaps it was here", False)


SAVE_AFTER = 2.0
"""Seconds without a motion after which the reading position is saved."""


class PositionKeeper:
    """Keeps the reading position of one reader screen: some time after a motion, or when told to."""

    def __init__(self, screen: Screen[None], library: Library, writer: Writer, view: ArticleView) -> None:
        """Keep where ``view`` is; ``screen`` runs the timer, and ``writer`` saves."""
        self._screen = screen
        self._library = library
        self._writer = writer
        self._view = view
        self._timer: Timer | None = None
        self._reached = 0.0

    def take_up(self, article: Article) -> None:
        """Go to where reading of ``article`` stopped; the view shows it already."""
        self._reached = 0.0
        position = self._library.position(article)
        if position is not None and position.offset:
            self._reached = position.progress
            self._view.go_to(position.offset)

    def moved(self) -> None:
        """Save soon, unless the reader moves on."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(SAVE_AFTER, self.save_beside)

    def save_beside(self) -> None:
        """Save without making a key wait for the disk."""
        self._writer.run(self._screen, self.saving())

    def saving(self) -> Callable[[], None]:
        """What saves the place as it is now; it blocks, so it is for the writer's thread."""
        article = self._view.article
        if article is None:
            return lambda: None
        return partial(self._keep, article, self._position())

    def _position(self) -> ReadingPosition:
        self._reached = max(self._reached, self._view.progress)
        return ReadingPosition(self._view.place, self._reached)

    def _keep(self, article: Article, position: ReadingPosition) -> None:
        try:
            self._library.save_position(article, position)
        except StoreError as error:
            # No reason to disturb the reading.
            self._screen.log.warning(str(error))


class NotePlacer:
    """Finds the places of notes for one reader screen.

    What was annotated in the very text that is open costs nothing. All else is found in a thread,
    once for each passage.
    """

    def __init__(
        self,
        screen: Screen[None],
        library: Library,
        show: Callable[[Article, tuple[AnchoredNote, ...]], None],
    ) -> None:
        """Place notes for ``screen``.

        Args:
            screen: runs the worker.
            library: finds what is not plain.
            show: takes the notes of an article whose place is known, in the order of the text and
                those without a place last; is called once more when more are known.
        """
        self._screen = screen
        self._library = library
        self._show = show
        self._text_hash = ""
        self._known: dict[tuple[Target, Target | None], Anchor] = {}

    def place(self, article: Article, annotations: tuple[Annotation, ...]) -> None:
        """Show where ``annotations`` stand in ``article``."""
        self._screen.workers.cancel_group(self._screen, "placing")
        if self._text_hash != article.text_hash:
            self._text_hash = article.text_hash
            self._known.clear()
        found = {each.id: self._at_once(article, each) for each in annotations}
        self._show(article, _in_order(annotations, found))
        if None in found.values():
            self._screen.run_worker(self._find(article, annotations), group="placing", exit_on_error=False)

    def _at_once(self, article: Article, annotation: Annotation) -> Anchor | None:
        own = at_own_offsets(annotation.moved or annotation.target, article.text_hash, len(article.text))
        return own or self._known.get(_key(annotation))

    async def _find(self, article: Article, annotations: tuple[Annotation, ...]) -> None:
        notes = await to_thread(self._library.anchored, article, annotations)
        if self._text_hash == article.text_hash:
            self._known |= {_key(note.annotation): note.anchored for note in notes}
            self._show(article, notes)


def _key(annotation: Annotation) -> tuple[Target, Target | None]:
    return annotation.target, annotation.moved


def _in_order(
    annotations: tuple[Annotation, ...], found: dict[str, Anchor | None]
) -> tuple[AnchoredNote, ...]:
    """Those that were found by their ids, as ``Library.anchored`` sorts them."""
    notes = [AnchoredNote(each, place) for each in annotations if (place := found[each.id]) is not None]
    notes.sort(key=lambda note: note.anchored.span or (float("inf"), 0))
    return tuple(notes)
