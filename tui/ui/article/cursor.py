"""The cursor: where motions lead in the rows of an article."""

from textual.message import Message

from tui.domain import motions
from tui.domain.article import Article
from tui.ui.article.viewport import MARGIN, Viewport


class OffsetMessage(Message):
    """Something is to be done, or has happened, at ``offset``, in code points."""

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


class Cursor:
    """Motions of a cursor over the rows of an article.

    Each takes the code point where the cursor is, brings the one where it leads into view and returns
    that. Scrolling by mouse leaves the cursor where it is; the next motion starts from what is on the
    screen.

    Attributes:
        as_in_vim: whether words are what they are in vim, and letters are counted within a paragraph.
    """

    def __init__(
        self, viewport: Viewport, article: Article | None = None, *, as_in_vim: bool = False
    ) -> None:
        self.as_in_vim = as_in_vim
        self._viewport = viewport
        self._article = article
        self._goal_cell: int | None = None
        """The cell that motions by row aim at, across rows that are too short for it."""

    def move(self, motion: str, cursor: int, direction: float, count: int = 1) -> int:
        """Return where a motion leads from ``cursor``.

        Args:
            motion: ``row``, ``page``, ``edge`` of the row, ``end`` of the text, ``letter`` as a reader
                counts characters, ``word``, ``word-end``, ``sentence`` or ``paragraph``; ``screen-top``,
                ``screen-middle`` or ``screen-bottom``; ``scroll``, which moves the text first of all.
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
            case "screen-top" | "screen-middle" | "screen-bottom":
                return self._to_seen(motion, count)
            case "scroll":
                return self._scrolled(cursor, step)
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
                there = rows.grapheme_start(place, count)
                return self._within_paragraph(place, there) if self.as_in_vim else there
            case "word":
                return motions.word_start(rows.text, place, count, as_in_vim=self.as_in_vim)
            case "word-end":
                return motions.word_end(rows.text, place, count, as_in_vim=self.as_in_vim)
            case "sentence" if self._article:
                return motions.sentence_start(self._article, place, count)
            case "paragraph" if self._article:
                return motions.paragraph_start(self._article, place, count)
        return place

    def _within_paragraph(self, place: int, there: int) -> int:
        """Return ``there``, or the end of the paragraph of ``place`` that lies before it."""
        block = motions.paragraph_at(self._article, place) if self._article else None
        if block is None or block.contains(there):
            return there
        return (
            block.start
            if there < place
            else self._viewport.rows.grapheme(max(block.start, block.end - 1)).start
        )

    def move_as_in_vim(self, wanted: bool) -> None:
        """Move by what words and lines are in vim, and up to the edges of the screen, or as usual again."""
        self.as_in_vim = wanted
        self._viewport.margin = 0 if wanted else MARGIN

    # -- by rows of the text, and of the screen ----------------------------------------------

    def row_start(self, number: int) -> int:
        """Return the start of the row of that number, from 1; of the next with text where it is blank."""
        rows = self._viewport.rows
        at = self._with_text(max(0, min(number, len(rows)) - 1), 1)
        return self.to(rows.row(at).start, jump=True)

    def part(self, percent: int) -> int:
        """Return the start of the row that so much of the text goes up to, as vim counts: 50 % of 9 is 5."""
        return self.row_start((min(percent, 100) * len(self._viewport.rows) + 99) // 100)

    def matching(self, place: int) -> int:
        """Go to the partner of the first bracket in the row from ``place`` on; stay where there is none."""
        rows = self._viewport.rows
        row = rows.row(rows.row_at(place))
        partner = motions.matching_bracket(rows.text, place, row.end)
        return place if partner is None else self.to(partner, jump=True)

    def _to_seen(self, where: str, count: int) -> int:
        """Return the start of the ``count``-th row on the screen from an edge, or of that in the middle."""
        viewport = self._viewport
        first, last = self._seen_rows()
        number = {
            "screen-top": min(first + count - 1, last),
            "screen-middle": (first + last) // 2,
            "screen-bottom": max(last - count + 1, first),
        }[where]
        self._goal_cell = None
        return viewport.rows.row(self._with_text(number, -1 if where == "screen-bottom" else 1)).start

    def _scrolled(self, cursor: int, lines: int) -> int:
        """Scroll by so many rows; the cursor goes along where it would be out of sight."""
        viewport = self._viewport
        viewport.scroll(max(0, min(viewport.top + lines, len(viewport.rows) - viewport.height)))
        first, last = self._seen_rows()
        row = viewport.rows.row_at(cursor)
        if first <= row <= last:
            return cursor
        if self._goal_cell is None:
            self._goal_cell = viewport.rows.cell_of(cursor)
        edge = self._with_text(first, 1) if row < first else self._with_text(last, -1)
        return viewport.rows.offset_at(edge, self._goal_cell)

    def put_row(self, cursor: int, where: str) -> None:
        """Scroll the row of ``cursor`` to the ``top``, ``middle`` or ``bottom`` of the screen."""
        viewport = self._viewport
        above = {"top": 0, "middle": (viewport.height - 1) // 2, "bottom": viewport.height - 1}[where]
        viewport.scroll(viewport.rows.row_at(cursor) - above)

    def _seen_rows(self) -> tuple[int, int]:
        """Return the first row on the screen and the last."""
        viewport = self._viewport
        last = len(viewport.rows) - 1
        return min(viewport.top, last), min(viewport.top + max(1, viewport.height) - 1, last)

    def _with_text(self, row: int, step: int) -> int:
        """Return the next row with text from ``row`` on, in that direction, else in the other."""
        rows = self._viewport.rows
        for direction in (step, -step):
            at = row
            while 0 <= at < len(rows) and rows.row(at).blank:
                at += direction
            if 0 <= at < len(rows):
                return at
        return row

    # -- by row and by page --------------------------------------------------------------------

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
