"""The text of an article on the screen: rows, painted from the stretches that cross them."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.analysis import Analysis, AnalysisPiece, Entity, Label
from tui.domain.anchored import AnchoredNote
from tui.domain.article import Article
from tui.domain.span import TextSpan
from tui.widgets.article_layers import ArticleLayers, PlacedAnalysis
from tui.widgets.row_look import Line
from tui.widgets.row_painter import GUTTER, STYLE_NAMES, paint_row
from tui.widgets.rows_ahead import RowsAhead, rows_around
from tui.widgets.text_layout import TextLayout
from tui.widgets.typesetting import DEFAULT_MEASURE, PLAIN, Typesetting

LONG = 200_000
"""Code points of a text of which what is on the screen is wrapped before all the rest."""


class ArticleText(ScrollView):
    """Paints an article and the place of a cursor in it; ``ArticleView`` moves the cursor.

    Every highlight is an interval over the article's text, in code points, and so is the
    cursor; rows are made for the width there is.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article-view--{name}" for name in STYLE_NAMES}
    ALLOW_SELECT = False

    article: var[Article | None] = var(None)
    placed: var[PlacedAnalysis | None] = var(None)
    placed_notes: var[tuple[AnchoredNote, ...]] = var(())
    hidden: var[frozenset[Label]] = var(frozenset[Label]())
    measure: var[int] = var(DEFAULT_MEASURE)
    setting: var[Typesetting] = var(PLAIN)
    cursor: reactive[int] = reactive(0, repaint=False)

    class LaidOut(Message):
        """The text was laid out for another size, measure or setting."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.overlays = ArticleLayers()
        self._rows = TextLayout("", (), DEFAULT_MEASURE)
        self._styles_by_name: dict[str, Style] = {}
        self._current: Entity | None = None
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
        self._over: Sequence[Line] = ()
        self._over_top = 0

    # -- what is shown -------------------------------------------------------------------

    def watch_article(self, article: Article | None) -> None:
        self.overlays = ArticleLayers(article)
        self.overlays.hidden = self.hidden
        self._current = None
        self.set_reactive(ArticleText.cursor, 0)
        self.scroll_to(y=0, animate=False)
        self.wrap()

    def watch_placed(self, placed: PlacedAnalysis | None) -> None:
        self.overlays.set_analysis(placed or PlacedAnalysis(Analysis()))
        self._find_current()
        self.refresh()

    def watch_placed_notes(self, notes: tuple[AnchoredNote, ...]) -> None:
        self.overlays.set_notes(notes)
        self.refresh()

    def watch_hidden(self, hidden: frozenset[Label]) -> None:
        self.overlays.hidden = hidden
        self._find_current()
        self.refresh()

    def watch_measure(self) -> None:
        self.wrap()

    def watch_setting(self) -> None:
        self.wrap()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Style nothing anew: with the focus and without it, the text looks the same."""

    def watch_cursor(self, before: int, after: int) -> None:
        current = self._current
        self._find_current()
        if current is not self._current and self.overlays.selected is None:
            self.refresh()
        else:
            self._refresh_around(before)
            self._refresh_around(after)

    def add_piece(self, piece: AnalysisPiece) -> None:
        """Show the mentions of one more stretch of the text."""
        self.overlays.add_mentions(piece.mentions)
        self.refresh()

    def show_hits(self, hits: list[TextSpan]) -> None:
        """Mark the places that a search found, or none."""
        self.overlays.set_hits(hits)
        self.refresh()

    @property
    def current_entity(self) -> Entity | None:
        """The entity whose mention the cursor stands on, if the analysis knows it."""
        return self._current

    def _find_current(self) -> None:
        mention = self.overlays.mention_at(self.cursor)
        self._current = mention.entity if mention else None

    # -- rows ----------------------------------------------------------------------------

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

    # -- painting ------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_by_name.clear()

    def style_named(self, name: str) -> Style:
        """The style of the component class ``article-view--name``."""
        style = self._styles_by_name.get(name)
        if style is None:
            style = self.get_component_rich_style(f"article-view--{name}", partial=name != "text")
            self._styles_by_name[name] = style
        return style

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        rows, top = self._rows, self.scroll_offset.y
        if self._ahead:
            rows, top = self._ahead.layout, self._ahead.top
            self._ahead.painted = True
        number = top + y
        if 0 <= y - self._over_top < len(self._over):
            return self._paint_over(self._over[y - self._over_top], width)
        background = self.style_named("text")
        if self.article is None or not 0 <= number < len(rows):
            return Strip.blank(width, background)
        row = rows.row(number)
        painted = self.overlays.painted(row.start, row.end, self.cursor, self._current)
        mark = self.overlays.mark_of(row.start, row.end)
        cursor = self.cursor if number == rows.row_at(self.cursor) else None
        gaps = rows.gaps(number)
        segments = paint_row(rows, row, painted, self.style_named, mark=mark, cursor=cursor, gaps=gaps)
        margin = Strip.blank(self._margin(rows), background)
        return Strip.join([margin, Strip(segments)]).adjust_cell_length(width, background)

    def lay_over(self, lines: Sequence[Line], top: int) -> None:
        """Show ``lines`` over the rows of the view from ``top`` on, in place of what lay there before.

        Their styles are component classes of this widget. No row moves for them.
        """
        if (lines, top) != (self._over, self._over_top):
            for first, count in ((self._over_top, len(self._over)), (top, len(lines))):
                if count:
                    self.refresh(Region(0, first, self.size.width, count))
            self._over, self._over_top = lines, top

    def _paint_over(self, line: Line, width: int) -> Strip:
        panel = self.style_named("panel")
        ground = Style(bgcolor=panel.bgcolor, reverse=panel.reverse)
        segments = [
            Segment(text, self.style_named(style) + ground if style else panel) for text, style in line
        ]
        return Strip([Segment(" ", panel), *segments]).adjust_cell_length(width, panel)

    def _refresh_around(self, offset: int) -> None:
        """Paint anew the row of ``offset`` and all that stands out when the cursor is there."""
        around = self.overlays.quotations_at(offset)
        stretches = [(offset, offset), *((q.start, q.end) for q in around)]
        stretches += [each.quotation.speaker.span for each in around if each.quotation.speaker]
        mention = self.overlays.mentions.at(offset)
        hit = self.overlays.hits.at(offset)
        stretches += [(found.start, found.end) for found in (mention, hit) if found is not None]
        self.refresh_rows(min(start for start, _ in stretches), max(end for _, end in stretches))

    def refresh_rows(self, start: int, end: int) -> None:
        """Paint anew the rows from that of ``start`` to that of ``end``, in code points."""
        first, last = self.rows.row_at(start), self.rows.row_at(end)
        self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, last - first + 1))
