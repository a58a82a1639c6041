"""Where the notes of the open article stand in it: told at once where that is plain, else soon."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable

from textual.screen import Screen

from tui.domain.anchoring.anchor import Anchored, AnchoredNote, at_own_offsets
from tui.domain.annotation import Annotation, Target
from tui.domain.article import Article
from tui.library import Library


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
        self._known: dict[tuple[Target, Target | None], Anchored] = {}

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

    def _at_once(self, article: Article, annotation: Annotation) -> Anchored | None:
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
    annotations: tuple[Annotation, ...], found: dict[str, Anchored | None]
) -> tuple[AnchoredNote, ...]:
    """Those that were found by their ids, as ``Library.anchored`` sorts them."""
    notes = [AnchoredNote(each, place) for each in annotations if (place := found[each.id]) is not None]
    notes.sort(key=lambda note: note.anchored.span or (float("inf"), 0))
    return tuple(notes)
