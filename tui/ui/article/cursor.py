"""The cursor: where motions lead in the rows of an article."""

from tui.domain import motions
from tui.domain.article import Article
from tui.ui.article.viewport import Viewport


class Cursor:
    """Motions of a cursor over the rows of an article.

    Each takes the code point where the cursor is, brings the one where it leads into view and returns
    that. Scrolling by mouse leaves the cursor where it is; the next motion starts from what is on the
    screen.
    """

    def __init__(self, viewport: Viewport, article: Article | None = None) -> None:
        self._viewport = viewport
        self._article = article
        self._goal_cell: int | None = None
        """The cell that motions by row aim at, across rows that are too short for it."""

    def move(self, motion: str, cursor: int, direction: float, count: int = 1) -> int:
        """Return where a motion leads from ``cursor``.

        Args:
            motion: ``row``, ``page``, ``edge`` of the row, ``end`` of the text, ``letter`` as a reader
                counts characters, ``word``, ``word-end``, ``sentence`` or ``paragraph``.
            cursor: a code point.
            direction: 1 to go forwards, -1 to go back; 0.5 and -0.5 of a page are half of it.
            count: how often it is made, at least 1; an edge or end is reached at once.
        """
        step = count if direction > 0 else -count
        match motion:
            case "row":
                lines = step * self._viewport.rows.setting.line_spacing
                return self._to_row(cursor, self._start_row(cursor) + lines)
            case "page":
                return self._by_page(cursor, step, whole=abs(direction) == 1)
            case "edge":
                return self._to_edge(cursor, step)
            case "end":
                self._goal_cell = 0
                return self._to_row(cursor, 0 if step < 0 else len(self._viewport.rows) - 1)
        return self.to(self._in_text(motion, self._viewport.place(cursor), step))

    def to(self, offset: int, *, jump: bool = False) -> int:
        """Bring ``offset`` into view, or the nearest code point of the text, and return it.

        A jump to what is not seen lands with its row a third from the top; one to what is seen scrolls
        nothing. A step scrolls no more than leaves a few rows around it.
        """
        text = self._article.text if self._article else ""
        offset = max(0, min(offset, len(text) - 1))
        self._goal_cell = None
        row = self._viewport.rows.row_at(offset)
        if jump and not self._viewport.shows(row):
            self._viewport.scroll(row - self._viewport.height // 3)
        elif not jump:
            self._viewport.keep_in_view(row)
        return offset

    def _in_text(self, motion: str, place: int, count: int) -> int:
        """Where motions lead that go by what the text consists of, however it is laid out."""
        rows = self._viewport.rows
        match motion:
            case "letter":
                return rows.grapheme_start(place, count)
            case "word":
                return motions.word_start(rows.text, place, count)
            case "word-end":
                return motions.word_end(rows.text, place, count)
            case "sentence" if self._article:
                return motions.sentence_start(self._article, place, count)
            case "paragraph" if self._article:
                return motions.paragraph_start(self._article, place, count)
        return place

    def _by_page(self, cursor: int, count: int, *, whole: bool) -> int:
        viewport = self._viewport
        # Two rows of the page before stay in sight, to read on from.
        rows = count * max(1, viewport.height - 2 if whole else viewport.height // 2)
        start = self._start_row(cursor)
        viewport.scroll(viewport.top + rows)
        return self._to_row(cursor, start + rows)

    def _to_edge(self, cursor: int, direction: int) -> int:
        row = self._viewport.rows.row(self._start_row(cursor))
        return self.to(row.start if direction < 0 else max(row.start, row.end - 1))

    def _start_row(self, cursor: int) -> int:
        """The row that a motion starts from: the cursor's, or the nearest one on the screen."""
        viewport = self._viewport
        rows = viewport.rows
        top = viewport.top
        return max(top, min(rows.row_at(cursor), top + viewport.height - 1, len(rows) - 1))

    def _to_row(self, cursor: int, row: int) -> int:
        """Go to a row, or to the next one if there is no text on it."""
        rows = self._viewport.rows
        row = max(0, min(row, len(rows) - 1))
        step = 1 if row > rows.row_at(cursor) else -1
        while rows.row(row).blank and 0 < row + step < len(rows):
            row += step
        if self._goal_cell is None:
            self._goal_cell = rows.cell_of(cursor)
        self._viewport.keep_in_view(row)
        return rows.offset_at(row, self._goal_cell)
