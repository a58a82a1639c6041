"""Viewport: wraps, keeps the place while reflowing."""

from dataclasses import dataclass

from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView

from tui.domain.article import Article
from tui.domain.motions import block_number_at
from tui.ui.article.layout import DEFAULT_MEASURE, PLAIN, TextLayout, Typesetting
from tui.ui.article.painter import GUTTER


@dataclass
class RowsAhead:
    """Some rows of a text.

    Attributes:
        layout: holds the parts of the text around a place, and no others.
        top: the number of the row of it that stands in the first line of the view.
        painted: whether any of them was painted.
    """

    layout: TextLayout
    top: int
    painted: bool = False


def rows_around(
    article: Article, offset: int, above: int, height: int, columns: int, setting: Typesetting
) -> RowsAhead:
    """The rows of a view of ``height`` lines in which that of ``offset`` has ``above`` lines over it.

    Args:
        article: what is shown.
        offset: a code point of it.
        above: lines of the view, at least 0 and less than ``height``.
        height: lines of the view.
        columns: cells of a row.
        setting: how the text is set.
    """
    blocks = article.blocks
    number = block_number_at(blocks, offset)
    # A block has a row at least.
    first, last = max(0, number - height), min(len(blocks), number + height + 1)
    layout = TextLayout(article.text, blocks[first:last], columns, setting)
    top = layout.row_at(offset) - above
    # As a view is scrolled: neither past the last row nor before the first.
    if last == len(blocks):
        top = min(top, len(layout) - height)
    if first == 0:
        top = max(top, 0)
    return RowsAhead(layout, top)


LONG = 200_000
"""Code points of a text of which what is on the screen is wrapped before all the rest."""


class WrappedText(ScrollView):
    """Makes rows of an article, anew for each size, measure and setting, and keeps the place then."""

    ALLOW_SELECT = False

    article: var[Article | None] = var(None)
    measure: var[int] = var(DEFAULT_MEASURE)
    setting: var[Typesetting] = var(PLAIN)
    cursor: reactive[int] = reactive(0, repaint=False)

    class LaidOut(Message):
        """The text was laid out for another size, measure or setting."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = TextLayout("", (), DEFAULT_MEASURE)
        self._wrapped: tuple[Article | None, int, Typesetting] = (None, 0, PLAIN)
        self._ahead: RowsAhead | None = None
        """What is painted until all of the text is wrapped anew."""
        self._height_before = 0
        self._held = (0, 0)
        """A code point, and the line of the view that it is kept in while rows are made anew."""
        self._left_at = (-1, 0)
        """The top row and the cursor after that; where they still are there, nobody has moved."""
        self._cursor_ahead = 0
        """Where the cursor was when rows were last to be made."""

    def watch_measure(self) -> None:
        self.wrap()

    def watch_setting(self) -> None:
        self.wrap()

    def wrap(self) -> None:
        """Lay the text out for the present width, what one looks at staying where it is."""
        self._lay_out(self._what_stays())

    def _what_stays(self) -> tuple[int, int] | None:
        """What stays where it is while rows are made anew: a code point, and its line of the view.

        That is the cursor if it is seen, else what one has scrolled to, which is at the top. None
        while nothing is shown.
        """
        if self._wrapped[0] is not self.article or not self._height_before:
            return None
        top = self.scroll_offset.y
        if self._ahead or self._left_at == (top, self.cursor):
            # Nobody has moved since: after any number of sizes between, the first one shows the same.
            return self._held
        above = self.cursor_row - top
        return (self.cursor, above) if 0 <= above < self._height_before else (self.reading_offset, 0)

    def _lay_out(self, held: tuple[int, int] | None) -> None:
        """Make the rows, where they need be made anew, and have what is ``held`` stay where it is."""
        width = self.scrollable_content_region.width
        if not width or self.article is None:
            return
        columns = max(8, min(self.measure, width - GUTTER - 1))
        article, *wrapped = self._wrapped
        self._wrapped = (self.article, columns, self.setting)
        self._held = held or (self.cursor, self.height // 3)
        self._height_before = self.height
        is_wrapped = article is self.article and wrapped == [columns, self.setting]
        if is_wrapped and self._ahead is None:
            self._keep_place(self.cursor)
        elif article is self.article and len(self.article.text) > LONG:
            offset, above = self._held_in_view()
            self._ahead = rows_around(self.article, offset, above, self.height, columns, self.setting)
            self._cursor_ahead = self.cursor
            self.refresh()
            self.call_after_refresh(self._wrap_rest)
        else:
            self._cursor_ahead = self.cursor
            self._wrap_all()

    def _held_in_view(self) -> tuple[int, int]:
        """What is held, and a line of the view that there is."""
        offset, above = self._held
        return offset, max(0, min(above, self.height - 1))

    def _keep_place(self, cursor: int) -> None:
        """Scroll to where what is held is in its line; ``cursor`` is where that was meanwhile."""
        offset, above = self._held_in_view()
        self.scroll_to(y=self._rows.row_at(offset) - above, animate=False)
        self._left_at = self.scroll_offset.y, cursor
        self.post_message(self.LaidOut())

    @property
    def rows(self) -> TextLayout:
        """Where all of the text stands. To paint what is on the screen less may do: see ``rows_ahead``.

        Asking may scroll the view, so that it is to be asked before ``scroll_offset``.
        """
        if self._ahead is not None:
            self._wrap_all()
        return self._rows

    def row_to_paint(self, line: int) -> tuple[TextLayout, int]:
        """What to paint in a line of the view: a layout, and the number of a row, which it may not have."""
        if self._ahead is None:
            return self._rows, self.scroll_offset.y + line
        self._ahead.painted = True
        return self._ahead.layout, self._ahead.top + line

    def _wrap_rest(self, patience: int = 9) -> None:
        """Wrap what is not on the screen, once that is painted."""
        if self._ahead is None:
            return
        if self._ahead.painted or not patience:
            self._wrap_all()
        else:
            # What was painted meanwhile was another part of the screen.
            self.call_after_refresh(self._wrap_rest, patience - 1)

    def _wrap_all(self) -> None:
        """Wrap all of the text, what is held staying in its line of the view."""
        article, columns, setting = self._wrapped
        if article is None:
            return
        self._ahead = None
        if self._rows.is_of(article.text, columns) and self._rows.setting.wraps_as(setting):
            self._rows = self._rows.set_as(setting)
        else:
            self._rows = TextLayout(article.text, article.blocks, columns, setting)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))
        self._keep_place(self._cursor_ahead)
        self.refresh()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        # Not in a handler of Resize: that comes after the first paint, which would show no text.
        held = self._what_stays()
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self._lay_out(held)
        return changed

    @property
    def columns(self) -> int:
        """The cells of a row."""
        return (self._ahead.layout if self._ahead else self._rows).width

    @property
    def height(self) -> int:
        """The rows that the screen has for the text."""
        return self.scrollable_content_region.height

    @property
    def cursor_row(self) -> int:
        """The number of the row that the cursor stands on."""
        return self.rows.row_at(self.cursor)

    @property
    def progress(self) -> float:
        """The share of the article above the lower edge of the screen, 0 to 1."""
        return max(0.0, min(1.0, (self.scroll_offset.y + self.height) / len(self._rows)))

    @property
    def reading_offset(self) -> int:
        """The first code point on the screen; may be asked from any thread."""
        rows = self._rows
        return rows.row(min(self.scroll_offset.y, len(rows) - 1)).start

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point drawn at a cell of the widget, or None below the text."""
        rows, number = self.rows, self.scroll_offset.y + y
        if not 0 <= number < len(rows):
            return None
        row = rows.row(number)
        indent = rows.indent(rows.blocks[row.block]) if rows.blocks else 0
        return rows.offset_at(number, max(0, x - self._margin() - GUTTER - indent))

    def _margin(self, rows: TextLayout | None = None) -> int:
        """Cells left of the gutter, such that the text is centred."""
        columns = (rows or self.rows).width
        return max(0, (self.scrollable_content_region.width - columns - GUTTER) // 2)
