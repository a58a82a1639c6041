"""An article's text with a cursor moved through it."""

from textual.message import Message

from tui.domain import motions
from tui.domain.article import Article
from tui.domain.motions import word_start
from tui.domain.text.spans import TextSpan
from tui.ui.article.hinted_text import HintedText


class CursorText(HintedText):
    """Moves a cursor through an article, and says where it goes.

    Scrolling by mouse leaves the cursor where it is; the next motion starts from what is on
    the screen. Every motion draws a selection along.
    """

    class CursorMoved(Message):
        """The cursor stands elsewhere; ``offset`` is in code points."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class Jumped(Message):
        """Somebody went to an end of the text, and stood at ``origin`` before, in code points."""

        def __init__(self, origin: int) -> None:
            super().__init__()
            self.origin = origin

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.count = 1
        """How often the next motion is made; set by whoever reads counts, used up by the motion."""
        self._goal_cell: int | None = None

    def watch_article(self, article: Article | None) -> None:
        self._goal_cell = None
        super().watch_article(article)

    def watch_cursor(self, before: int, after: int) -> None:
        super().watch_cursor(before, after)
        self.post_message(self.CursorMoved(after))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.CursorMoved(self.cursor))

    def show_hits(self, hits: list[TextSpan]) -> None:
        super().show_hits(hits)
        self.post_message(self.CursorMoved(self.cursor))

    def take_count(self) -> int:
        """The count given before this motion, 1 if there was none."""
        count, self.count = self.count, 1
        return count

    def go_to(self, offset: int, *, jump: bool = True, extend: bool = True) -> None:
        """Put the cursor on ``offset`` and bring it into view.

        A jump lands with its row a third from the top; a step scrolls no more than it must.
        Before the view has a size, it is laid out around the cursor once it has. What is selected
        is drawn along, unless ``extend`` is false.
        """
        text = self.article.text if self.article else ""
        offset = max(0, min(offset, len(text) - 1))
        self._goal_cell = None
        row = self.rows.row_at(offset)
        if jump:
            self.scroll_to(y=row - self.height // 3, animate=False)
        else:
            self._keep_in_view(row)
        self._is_apart = not extend
        self.cursor = offset
        self._is_apart = False

    def _keep_in_view(self, row: int) -> None:
        """Scroll as little as leaves a few rows between ``row`` and either edge."""
        edge = min(self.height // 4, 8)
        top = self.scroll_offset.y
        if row < top + edge:
            self.scroll_to(y=row - edge, animate=False)
        elif row > top + self.height - 1 - edge:
            self.scroll_to(y=row - self.height + 1 + edge, animate=False)

    def _from_screen(self) -> int:
        """The row that a motion starts from: the cursor's, or the nearest one on the screen."""
        cursor_row, top = self.cursor_row, self.scroll_offset.y
        return max(top, min(cursor_row, top + self.height - 1, len(self.rows) - 1))

    @property
    def place(self) -> int:
        """The code point where one is: the cursor's, or the first on the screen if one has scrolled."""
        seen = 0 <= self.cursor_row - self.scroll_offset.y < self.height
        return self.cursor if seen or not self.height else self.reading_offset

    def _move_to_row(self, row: int) -> None:
        """Put the cursor on a row, or on the next one if there is nothing to stand on."""
        row = max(0, min(row, len(self.rows) - 1))
        step = 1 if row > self.cursor_row else -1
        while self.rows.row(row).blank and 0 < row + step < len(self.rows):
            row += step
        goal = self._goal_cell if self._goal_cell is not None else self.rows.cell_of(self.cursor)
        self._keep_in_view(row)
        self.cursor = self.rows.offset_at(row, goal)
        self._goal_cell = goal

    def action_move_row(self, direction: int) -> None:
        lines = self.take_count() * direction
        self._move_to_row(self._from_screen() + lines * self.rows.setting.line_spacing)

    def action_move_page(self, pages: float) -> None:
        # Two rows of the page before stay in sight, to read on from.
        page = max(1, self.height - 2) if abs(pages) == 1 else max(1, self.height // 2)
        rows = self.take_count() * (page if pages > 0 else -page)
        start = self._from_screen()
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self._move_to_row(start + rows)

    def action_first(self) -> None:
        self._jump_to_row(0)

    def action_last(self) -> None:
        self._jump_to_row(len(self.rows) - 1)

    def _jump_to_row(self, row: int) -> None:
        self.count = 1
        self._goal_cell = 0
        self.post_message(self.Jumped(self.place))
        self._move_to_row(row)

    def action_move_paragraph(self, direction: int) -> None:
        if self.article is not None:
            count = direction * self.take_count()
            self.go_to(motions.paragraph_start(self.article, self.place, count), jump=False)

    def action_move_sentence(self, direction: int) -> None:
        if self.article is not None:
            count = direction * self.take_count()
            self.go_to(motions.sentence_start(self.article, self.place, count), jump=False)

    def action_move_letter(self, direction: int) -> None:
        count = direction * self.take_count()
        self.go_to(self.rows.grapheme_start(self.place, count), jump=False)

    def action_move_word(self, direction: int) -> None:
        count = direction * self.take_count()
        self.go_to(word_start(self.rows.text, self.place, count), jump=False)

    def action_move_to_edge(self, direction: int) -> None:
        self.count = 1
        row = self.rows.row(self._from_screen())
        self.go_to(row.start if direction < 0 else max(row.start, row.end - 1), jump=False)
