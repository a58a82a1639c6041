"""The viewport: wraps an article to rows at the size of its view, and keeps the place while it does."""

from dataclasses import dataclass
from typing import NamedTuple

from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView

from tui.domain.article import Article
from tui.domain.motions import block_number_at
from tui.domain.text.spans import TextSpan
from tui.ui.article.layout import DEFAULT_MEASURE, PLAIN, TextLayout, Typesetting
from tui.ui.article.painter import GUTTER

LONG = 200_000
"""Code points of a text of which what is on the screen is wrapped before all the rest."""
_LEAST_COLUMNS = 8
_WIDE = 60
"""Cells of a view from which on two stay free at the right of the text."""
MARGIN = 8
"""Rows left between the cursor and an edge of the view, unless that is less than four times as high."""


@dataclass
class RowsAhead:
    """Some rows of a text, to paint before all of it is wrapped.

    Attributes:
        layout: holds the parts of the text around a place, and no others.
        top: the number of the row of it that is in the first line of the view.
        painted: whether any of them was painted.
    """

    layout: TextLayout
    top: int
    painted: bool = False


def rows_around(
    article: Article, offset: int, above: int, height: int, columns: int, setting: Typesetting
) -> RowsAhead:
    """Wrap what a view of ``height`` lines shows when the row of ``offset`` has ``above`` lines over it.

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


class FixedPlace(NamedTuple):
    """A code point, and the line of the view that it stays in while rows are made again."""

    offset: int
    line: int


class Viewport:
    """The rows of an article in a scrolling widget, and the part of them that is seen.

    Rows are made again for each size, measure and typesetting; what the reader looks at stays in its
    line of the view. Of a long text what is on the screen comes first, and the rest once that is painted.

    Attributes:
        margin: the most rows that stay between the cursor and either edge while it is moved.
    """

    class LaidOut(Message, namespace="article_view"):
        """The text was laid out for another size, measure or setting."""

    def __init__(self, widget: ScrollView) -> None:
        """Lay text out for ``widget``, which is scrolled, refreshed and posts the messages."""
        self._widget = widget
        self._rows = TextLayout("", (), DEFAULT_MEASURE)
        self._wrapped: tuple[Article | None, int, Typesetting] = (None, 0, PLAIN)
        """What the rows are of, or will be once all of it is wrapped."""
        self._ahead: RowsAhead | None = None
        """What is painted until all of the text is wrapped again."""
        self._height_before = 0
        self._fixed = FixedPlace(0, 0)
        self._left_at = (-1, 0)
        """The top row and the cursor after that; where they still are the same, the reader has not moved."""
        self._cursor_ahead = 0
        """Where the cursor was when rows were last to be made."""
        self.margin = MARGIN

    # -- making rows ---------------------------------------------------------------------

    def fixed_place(self, article: Article | None, cursor: int) -> FixedPlace | None:
        """Find what stays where it is while rows are made again.

        That is the cursor if it is seen, else what the reader has scrolled to, which is at the top. None
        while nothing of ``article`` is shown.
        """
        if self._wrapped[0] is not article or not self._height_before:
            return None
        top = self.top
        if self._ahead or self._left_at == (top, cursor):
            # Nobody has moved since: after any number of sizes between, the first one shows the same.
            return self._fixed
        line = self.rows.row_at(cursor) - top
        if 0 <= line < self._height_before:
            return FixedPlace(cursor, line)
        return FixedPlace(self.reading_offset, 0)

    def lay_out(
        self,
        article: Article | None,
        measure: int,
        setting: Typesetting,
        cursor: int,
        fixed: FixedPlace | None,
    ) -> None:
        """Make the rows for the present size, where they need be made, while ``fixed`` stays where it is.

        Args:
            article: what is shown.
            measure: the most cells that a row may take.
            setting: how the text is set.
            cursor: where the cursor is, in code points.
            fixed: what stays in its line, or None for the cursor a third down the view.
        """
        width = self._widget.scrollable_content_region.width
        if not width or article is None:
            return
        columns = max(_LEAST_COLUMNS, min(measure, width - GUTTER - (2 if width >= _WIDE else 1)))
        before, *wrapped = self._wrapped
        self._wrapped = (article, columns, setting)
        self._fixed = fixed or FixedPlace(cursor, self.height // 3)
        self._height_before = self.height
        is_wrapped = before is article and wrapped == [columns, setting]
        if is_wrapped and self._ahead is None:
            self._keep_place(cursor)
        elif before is article and len(article.text) > LONG:
            offset, line = self._fixed_in_view()
            self._ahead = rows_around(article, offset, line, self.height, columns, setting)
            self._cursor_ahead = cursor
            self._widget.refresh()
            self._widget.call_after_refresh(self._wrap_rest)
        else:
            self._cursor_ahead = cursor
            self._wrap_all()

    def _wrap_rest(self, patience: int = 9) -> None:
        """Wrap what is not on the screen, once what is there is painted."""
        if self._ahead is None:
            return
        if self._ahead.painted or not patience:
            self._wrap_all()
        else:
            # What was painted meanwhile was another part of the screen.
            self._widget.call_after_refresh(self._wrap_rest, patience - 1)

    def _wrap_all(self) -> None:
        """Wrap all of the text; the fixed place stays in its line of the view."""
        article, columns, setting = self._wrapped
        if article is None:
            return
        self._ahead = None
        if self._rows.is_of(article.text, columns) and self._rows.setting.wraps_as(setting):
            self._rows = self._rows.set_as(setting)
        else:
            self._rows = TextLayout(article.text, article.blocks, columns, setting)
        width = self._widget.scrollable_content_region.width
        self._widget.virtual_size = Size(width, len(self._rows))
        self._keep_place(self._cursor_ahead)
        self._widget.refresh()

    def _fixed_in_view(self) -> FixedPlace:
        """The fixed place, in a line that the view has."""
        offset, line = self._fixed
        return FixedPlace(offset, max(0, min(line, self.height - 1)))

    def _keep_place(self, cursor: int) -> None:
        """Scroll to where the fixed place is in its line; ``cursor`` is where that was meanwhile."""
        offset, line = self._fixed_in_view()
        self.scroll(self._rows.row_at(offset) - line)
        self._left_at = self.top, cursor
        self._widget.post_message(self.LaidOut())

    # -- rows ----------------------------------------------------------------------------

    @property
    def rows(self) -> TextLayout:
        """The rows of all of the text. To paint what is on the screen less may do: see ``row_to_paint``.

        Asking may scroll the view, so that it is to be asked before ``top``.
        """
        if self._ahead is not None:
            self._wrap_all()
        return self._rows

    @property
    def is_ahead(self) -> bool:
        """Return whether only what is on the screen is wrapped so far."""
        return self._ahead is not None

    @property
    def laid_out(self) -> TextLayout | None:
        """Return the rows of all of the text, or None while not all of it is wrapped."""
        return self._rows if self._ahead is None else None

    def row_to_paint(self, line: int) -> tuple[TextLayout, int]:
        """Return a layout and the number of its row in a line of the view, which it may not have."""
        if self._ahead is None:
            return self._rows, self._widget.scroll_offset.y + line
        self._ahead.painted = True
        return self._ahead.layout, self._ahead.top + line

    @property
    def columns(self) -> int:
        """The cells of a row."""
        return (self._ahead.layout if self._ahead else self._rows).width

    @property
    def height(self) -> int:
        """The rows that the screen has for the text."""
        return self._widget.scrollable_content_region.height

    @property
    def top(self) -> int:
        """The number of the first row that is seen."""
        return self._widget.scroll_offset.y

    @property
    def progress(self) -> float:
        """The share of the article above the lower edge of the screen, 0 to 1."""
        return max(0.0, min(1.0, (self.top + self.height) / len(self._rows)))

    @property
    def reading_offset(self) -> int:
        """The first code point on the screen; may be asked from any thread."""
        rows = self._rows
        return rows.row(min(self.top, len(rows) - 1)).start

    def place(self, cursor: int) -> int:
        """Return where the reader is: the cursor if it is seen, else the first code point on the screen."""
        seen = self.shows(self.rows.row_at(cursor))
        return cursor if seen or not self.height else self.reading_offset

    def shows(self, row: int) -> bool:
        """Return whether a row is on the screen."""
        return 0 <= row - self.top < self.height

    @property
    def seen(self) -> TextSpan:
        """The part of the text that is on the screen."""
        rows = self.rows
        top = min(self.top, len(rows) - 1)
        last = min(top + max(1, self.height), len(rows)) - 1
        return TextSpan(rows.row(top).start, rows.row(last).end)

    def left_of(self, rows: TextLayout) -> int:
        """Return the cells left of the gutter, such that the text is centred."""
        return max(0, (self._widget.scrollable_content_region.width - rows.width - GUTTER - 1) // 2)

    def offset_at(self, x: int, y: int) -> int | None:
        """Return the code point drawn at a cell of the widget, or None below the text."""
        rows = self.rows
        number = self.top + y
        if not 0 <= number < len(rows):
            return None
        row = rows.row(number)
        indent = rows.indent(rows.blocks[row.block]) if rows.blocks else 0
        return rows.offset_at(number, max(0, x - self.left_of(rows) - GUTTER - indent))

    def nearest_offset(self, x: int, y: int) -> int:
        """Return the code point drawn at a cell, or at the nearest cell of the text that is seen."""
        rows = self.rows
        last = min(self.height, len(rows) - self.top) - 1
        return self.offset_at(x, max(0, min(y, last))) or 0

    # -- scrolling and painting ----------------------------------------------------------

    def scroll(self, row: int) -> None:
        """Put a row at the top of the view, as far as the text goes."""
        self._widget.scroll_to(y=row, animate=False)

    def keep_in_view(self, row: int) -> None:
        """Scroll as little as leaves a few rows between ``row`` and either edge."""
        edge = min(self.height // 4, self.margin)
        top = self.top
        if row < top + edge:
            self.scroll(row - edge)
        elif row > top + self.height - 1 - edge:
            self.scroll(row - self.height + 1 + edge)

    def refresh(self) -> None:
        """Paint all again that is seen."""
        self._widget.refresh()

    def refresh_rows(self, start: int, end: int) -> None:
        """Paint again the rows from that of ``start`` to that of ``end``, in code points."""
        first, last = self.rows.row_at(start), self.rows.row_at(end)
        self._widget.refresh(Region(0, first - self.top, self._widget.size.width, last - first + 1))
