"""The map of an article on the edge of its frame: the cursor, notes, hits and mentions of one name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tui.ui.theme import COLOUR_STYLES, LABEL_STYLES
from tui.ui.widgets.frame import Mark

if TYPE_CHECKING:
    from tui.domain.analysis import Entity
    from tui.ui.article.layout import TextLayout
    from tui.ui.article.view import ArticleView

CURSOR, TICK, TICK_WITHIN = "◀", "┤", "┫"


def crowded(counts: Sequence[int]) -> Iterator[int]:
    """Return the rows that get a tick, for the number of places in each.

    Where more than half of the rows would have one, a tick says nothing: then only those have one where
    more stands than in most others.
    """
    least = 1
    while sum(count >= least for count in counts) * 2 > len(counts):
        least += 1
    return (row for row, count in enumerate(counts) if count >= least)


class ArticleEdge:
    """Says what the edge of an article's frame shows, in as many rows as that has.

    Of what falls on one row the cursor comes first, then a note, a hit, a mention of the current name.
    """

    def __init__(self, view: ArticleView) -> None:
        """Map what ``view`` shows."""
        self._view = view
        self._starts: tuple[Entity | None, Sequence[int]] = (None, ())
        """Where the current name is mentioned, in the order of the text."""

    def marks(self, height: int) -> Mapping[int, Mark]:
        """Return the signs on an edge of ``height`` rows; none until all of the text is laid out."""
        view, rows = self._view, self._view.viewport.laid_out
        if rows is None or not rows.blocks:
            return {}
        marks: dict[int, Mark] = {}
        scale = max(len(rows), height)
        offsets = self._offsets(rows, height, scale)
        if (entity := view.current_entity) is not None:
            style = view.style_named(LABEL_STYLES[entity.label].suffix)
            self._tick(marks, self._counts(self._mentions(entity), offsets), Mark(TICK, style, TICK_WITHIN))
        hits = view.overlays.hits
        if len(hits):
            counts = [after - before for before, after in pairwise(map(hits.before, offsets))]
            self._tick(marks, counts, Mark(TICK, view.style_named("edge-hit"), TICK_WITHIN))
        marks |= self._notes(offsets)
        cursor = rows.row_at(view.cursor) * height // scale
        marks[cursor] = Mark(CURSOR, view.style_named("edge-cursor"))
        return marks

    @staticmethod
    def _offsets(rows: TextLayout, height: int, scale: int) -> list[int]:
        """Return where the text of each row of the edge begins, in code points, and where the last ends."""
        firsts = (-(-number * scale // height) for number in range(height))
        end = rows.row(len(rows) - 1).end + 1
        return [*(rows.row(first).start if first < len(rows) else end for first in firsts), end]

    def _mentions(self, entity: Entity) -> Sequence[int]:
        if self._starts[0] is not entity:
            self._starts = entity, sorted(span.start for span in entity.mentions)
        return self._starts[1]

    @staticmethod
    def _counts(starts: Sequence[int], offsets: Sequence[int]) -> list[int]:
        places = [bisect_left(starts, offset) for offset in offsets]
        return [after - before for before, after in pairwise(places)]

    @staticmethod
    def _tick(marks: dict[int, Mark], counts: Sequence[int], mark: Mark) -> None:
        marks.update(dict.fromkeys(crowded(counts), mark))

    def _notes(self, offsets: Sequence[int]) -> Iterator[tuple[int, Mark]]:
        """Yield the sign of the last note that begins in each row of the edge."""
        notes, view = self._view.overlays.annotations, self._view
        if not len(notes):
            return
        for row, (before, after) in enumerate(pairwise(map(notes.before, offsets))):
            if after > before:
                note = notes[after - 1]
                style = COLOUR_STYLES[note.annotation.colour]
                sign = style.sign if note.annotation.has_words else style.hollow
                look = view.style_named(f"{style.suffix}-mark" if note.sure else "note-mark")
                yield row, Mark(sign if note.sure else "?", look)
