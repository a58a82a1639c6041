"""What was noted on the passage under the cursor, over the last rows of the text."""

from collections.abc import Sequence

from tui.domain.annotation import Annotation
from tui.domain.text.sanitize import one_line
from tui.ui.article.view import ArticleView
from tui.widgets.cells import cut, gap_between
from tui.widgets.colour_style import COLOUR_STYLES
from tui.widgets.note_look import note_lines
from tui.widgets.row_look import Line, Run

MOST_LINES = 4
FEW_LINES = 2
"""Lines where the text has fewer than ``LOW`` rows."""
LOW = 26
_MOST_POINTS = 2_000
"""Code points of a note that are looked at for so few lines."""


def passage_lines(notes: Sequence[Annotation], width: int, limit: int) -> list[Line]:
    """The first of ``notes`` in at most ``limit`` lines of ``width`` cells, and how many others there are.

    Its note stands beside the sign of its colour; its tags and the number of the others share the last
    line, of their own if there is room for one.
    """
    note, style = notes[0], COLOUR_STYLES[notes[0].colour]
    more = f"+{len(notes) - 1} more" if len(notes) > 1 else ""
    tags = " ".join(f"#{one_line(tag)}" for tag in note.tags)
    room = width - 2
    has_tail = bool(tags or more)
    told = note_lines(note.note[:_MOST_POINTS], room, limit - has_tail)
    lines: list[Line] = [(Run(line),) for line in told]
    if has_tail:
        words = cut(tags, room - len(more) - 2 if more else room)
        gap = gap_between(words, more, room) if more else ""
        lines.append((Run(words, "panel-tag"), Run(gap), Run(more, "panel-more")))
    return [
        (Run("  ") if number else Run(f"{style.sign} ", f"{style.suffix}-mark"), *line)
        for number, line in enumerate(lines)
    ]


class PassageNotes:
    """Shows the innermost note at the cursor of a text, and nothing where there is none.

    The text lays it over its rows, which stay where they are; never over the row of the cursor.
    """

    def __init__(self, view: ArticleView) -> None:
        """Show what stands at the cursor of ``view``."""
        self._view = view
        self._noted: tuple[tuple[Annotation, ...], int, int] = ((), 0, 0)
        self._lines: list[Line] = []

    def follow(self) -> None:
        """Show what stands under the cursor now; to be called whenever something about that changed."""
        view = self._view
        notes = self._here() if view.has_focus else ()
        if not notes:
            view.lay_over((), 0)
            return
        width, height = view.scrollable_content_region.size
        noted = notes, width, MOST_LINES if height >= LOW else FEW_LINES
        if noted != self._noted:
            self._noted = noted
            # A cell at either side stays empty.
            self._lines = passage_lines(notes, width - 2, noted[2])
        row = view.cursor_row - view.scroll_offset.y
        top = height - len(self._lines)
        view.lay_over(self._lines, 0 if top <= row < height else top)

    def _here(self) -> tuple[Annotation, ...]:
        """What stands at the cursor, if any of it says something: that first, and the innermost first."""
        cursor = self._view.cursor
        here = [note.annotation for note in self._view.overlays.annotations.crossing(cursor, cursor + 1)]
        here.reverse()
        here.sort(key=_is_silent)
        # Of highlights that say nothing the strip tells the colour.
        return tuple(here) if here and not _is_silent(here[0]) else ()


def _is_silent(note: Annotation) -> bool:
    return not (note.note.strip() or note.tags)
