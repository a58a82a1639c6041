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
from tui.widgets.text_layout import PLAIN, TextLayout, Typesetting

DEFAULT_MEASURE = 72
MEASURES = range(32, 161, 4)
"""The widths of text, in cells, that the reader can choose."""


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
        self.rows = TextLayout("", (), DEFAULT_MEASURE)
        self._styles_by_name: dict[str, Style] = {}
        self._current: Entity | None = None
        self._wrapped: tuple[Article | None, int, Typesetting] = (None, 0, PLAIN)
        self._height_before = 0
        self._left_at: tuple[tuple[int, int], int, int] = (0, 0), -1, 0
        """What was held when the text was laid out last, and the top row and the cursor after that."""
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
        self._lay_out(self._held())

    def _held(self) -> tuple[int, int] | None:
        """What stays where it is while rows are made anew: a code point, and its row of the view.

        That is the cursor if it is seen, else what one has scrolled to, which is at the top. None
        while nothing is shown.
        """
        if self._wrapped[0] is not self.article or not self._height_before:
            return None
        top = self.scroll_offset.y
        held, *left = self._left_at
        if left == [top, self.cursor]:
            # Nobody has moved since: after any number of sizes between, the first one shows the same.
            return held
        above = self.cursor_row - top
        return (self.cursor, above) if 0 <= above < self._height_before else (self.reading_offset, 0)

    def _lay_out(self, held: tuple[int, int] | None) -> None:
        width = self.scrollable_content_region.width
        if not width or self.article is None:
            return
        columns = max(8, min(self.measure, width - GUTTER - 1))
        wrapped = (self.article, columns, self.setting)
        if self._wrapped[0] is not self.article or self._wrapped[1:] != wrapped[1:]:
            self.rows = TextLayout(self.article.text, self.article.blocks, columns, self.setting)
            self._wrapped = wrapped
            self.virtual_size = Size(width, len(self.rows))
            self.refresh()
        offset, above = held = held or (self.cursor, self.height // 3)
        top = self.rows.row_at(offset) - max(0, min(above, self.height - 1))
        self.scroll_to(y=top, animate=False)
        self._left_at = held, self.scroll_offset.y, self.cursor
        self._height_before = self.height
        self.post_message(self.LaidOut())

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        # Not in a handler of Resize: that comes after the first paint, which would show no text.
        held = self._held()
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self._lay_out(held)
        return changed

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
        return max(0.0, min(1.0, (self.scroll_offset.y + self.height) / len(self.rows)))

    @property
    def reading_offset(self) -> int:
        """The first code point on the screen; may be asked from any thread."""
        rows = self.rows
        return rows.row(min(self.scroll_offset.y, len(rows) - 1)).start

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point drawn at a cell of the widget, or None below the text."""
        number = self.scroll_offset.y + y
        if not 0 <= number < len(self.rows):
            return None
        row = self.rows.row(number)
        indent = self.rows.indent(self.rows.blocks[row.block]) if self.rows.blocks else 0
        return self.rows.offset_at(number, max(0, x - self._margin() - GUTTER - indent))

    def _margin(self) -> int:
        """Cells left of the gutter, such that the text is centred."""
        return max(0, (self.scrollable_content_region.width - self.rows.width - GUTTER) // 2)

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
        number = self.scroll_offset.y + y
        if 0 <= y - self._over_top < len(self._over):
            return self._paint_over(self._over[y - self._over_top], width)
        background = self.style_named("text")
        if self.article is None or number >= len(self.rows):
            return Strip.blank(width, background)
        row = self.rows.row(number)
        painted = self.overlays.painted(row.start, row.end, self.cursor, self._current)
        mark = self.overlays.mark_of(row.start, row.end)
        cursor = self.cursor if number == self.cursor_row else None
        gaps = self.rows.gaps(number)
        segments = paint_row(self.rows, row, painted, self.style_named, mark=mark, cursor=cursor, gaps=gaps)
        margin = Strip.blank(self._margin(), background)
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
