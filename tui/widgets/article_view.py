"""The article: one widget that paints rows of text and moves a cursor through it."""

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain import motions
from tui.domain.analysis import Analysis, AnalysisPiece, Entity, Label
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.span import TextSpan
from tui.widgets.article_layers import ArticleLayers, PlacedAnalysis
from tui.widgets.row_painter import GUTTER, paint_row
from tui.widgets.text_layout import TextLayout

DEFAULT_MEASURE = 72
MEASURES = range(32, 161, 4)
"""The widths of text, in cells, that the reader can choose."""


class ArticleView(ScrollView, can_focus=True):
    """Shows an article; every highlight in it is an interval over its text.

    The cursor is a code point of the text. Moving it scrolls the text along; scrolling by
    mouse leaves it, and the next motion starts from what is on the screen.
    """

    COMPONENT_CLASSES = {
        f"article-view--{name}"
        for name in (
            "text headline standfirst heading block-quote code rule marker emphasis strong inline-code strike link "
            "person org loc fac norp date money product misc entity-same entity-current quotation quotation-current "
            "note note-mark hit hit-current cursor cursor-bar"
        ).split()
    }

    BINDINGS = [
        Binding("j,down", "move_row(1)", "Line down", id="article.line-down", show=False),
        Binding("k,up", "move_row(-1)", "Line up", id="article.line-up", show=False),
        Binding(
            "space,pagedown",
            "move_page(1)",
            "Page down",
            id="article.page-down",
            key_display="space",
            show=False,
        ),
        Binding("b,pageup", "move_page(-1)", "Page up", id="article.page-up", show=False),
        Binding("ctrl+d", "move_page(0.5)", "Half a page down", id="article.half-down", show=False),
        Binding("ctrl+u", "move_page(-0.5)", "Half a page up", id="article.half-up", show=False),
        Binding("home", "first", "Top", id="article.first", key_display="gg", show=False),
        Binding("G,end", "last", "End", id="article.last", show=False),
        Binding(
            "right_curly_bracket",
            "move_paragraph(1)",
            "Next paragraph",
            id="article.next-paragraph",
            show=False,
        ),
        Binding(
            "left_curly_bracket",
            "move_paragraph(-1)",
            "Paragraph before",
            id="article.previous-paragraph",
            show=False,
        ),
        Binding(
            "right_parenthesis", "move_sentence(1)", "Next sentence", id="article.next-sentence", show=False
        ),
        Binding(
            "left_parenthesis",
            "move_sentence(-1)",
            "Sentence before",
            id="article.previous-sentence",
            show=False,
        ),
        Binding("enter", "act", "Card", id="article.card"),
    ]

    article: var[Article | None] = var(None)
    placed: var[PlacedAnalysis | None] = var(None)
    annotations: var[tuple[Annotation, ...]] = var(())
    hidden: var[frozenset[Label]] = var(frozenset[Label]())
    cursor: reactive[int] = reactive(0, repaint=False)
    measure: var[int] = var(DEFAULT_MEASURE)

    class CursorMoved(Message):
        """The cursor stands elsewhere; ``offset`` is in code points."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class Activated(Message):
        """Somebody wants to know more of what stands at ``offset``."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.layers = ArticleLayers()
        self.rows = TextLayout("", (), DEFAULT_MEASURE)
        self.count = 1
        """How often the next motion is made; set by whoever reads counts, used up by the motion."""
        self._styles_by_name: dict[str, Style] = {}
        self._current: Entity | None = None
        self._goal_cell: int | None = None
        self._wrapped: tuple[Article | None, int] = (None, 0)

    # -- what is shown -------------------------------------------------------------------

    def watch_article(self, article: Article | None) -> None:
        self.layers = ArticleLayers(article)
        self.layers.hidden = self.hidden
        self._current = None
        self._goal_cell = None
        self.set_reactive(ArticleView.cursor, 0)
        self._wrap()
        self.scroll_to(y=0, animate=False)

    def watch_placed(self, placed: PlacedAnalysis | None) -> None:
        self.layers.set_analysis(placed or PlacedAnalysis(Analysis()))
        self._set_current()
        self.refresh()

    def watch_annotations(self, annotations: tuple[Annotation, ...]) -> None:
        self.layers.set_annotations(annotations, len(self.rows.text))
        self.refresh()

    def watch_hidden(self, hidden: frozenset[Label]) -> None:
        self.layers.hidden = hidden
        self._set_current()
        self.refresh()

    def watch_measure(self) -> None:
        self._wrap()

    def add_piece(self, piece: AnalysisPiece) -> None:
        """Show the mentions of one more stretch of the text."""
        self.layers.add_mentions(piece.mentions)
        self.refresh()

    def show_hits(self, hits: list[TextSpan]) -> None:
        """Mark the places that a search found, or none."""
        self.layers.hits = type(self.layers.hits)(hits)
        self.refresh()

    # -- rows ----------------------------------------------------------------------------

    def _wrap(self) -> None:
        """Lay the text out for the present width, the cursor's row staying where it is."""
        width = self.scrollable_content_region.width
        if not width or self.article is None:
            return
        columns = max(8, min(self.measure, width - GUTTER - 1))
        if self._wrapped == (self.article, columns):
            return
        first_time = self._wrapped[0] is not self.article
        above = self.cursor_row - self.scroll_offset.y
        self.rows = TextLayout(self.article.text, self.article.blocks, columns)
        self._wrapped = (self.article, columns)
        self.virtual_size = Size(width, len(self.rows))
        if not first_time:
            self.scroll_to(y=self.cursor_row - above, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        self._wrap()
        self.refresh()

    @property
    def cursor_row(self) -> int:
        """The number of the row that the cursor stands on."""
        return self.rows.row_at(self.cursor)

    @property
    def progress(self) -> float:
        """The share of the article that has been on the screen when read to here, 0 to 1."""
        seen = self.scroll_offset.y + self.scrollable_content_region.height
        return max(0.0, min(1.0, seen / len(self.rows)))

    @property
    def reading_offset(self) -> int:
        """The first code point on the screen; may be asked from any thread."""
        return self.rows.row(min(self.scroll_offset.y, len(self.rows) - 1)).start

    @property
    def current_entity(self) -> Entity | None:
        """The entity whose mention the cursor stands on, if the analysis knows it."""
        return self._current

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
        width = self.size.width
        number = self.scroll_offset.y + y
        background = self.style_named("text")
        if self.article is None or number >= len(self.rows):
            return Strip.blank(width, background)
        row = self.rows.row(number)
        cursor = self.cursor if number == self.cursor_row else None
        painted = self.layers.painted(row.start, row.end, self.cursor, self._current)
        noted = any(style == "note" for _, _, style in painted)
        segments = paint_row(self.rows, row, painted, self.style_named, noted=noted, cursor=cursor)
        margin = Strip.blank(self._margin(), background)
        return Strip.join([margin, Strip(segments)]).extend_cell_length(width, background)

    # -- the cursor ----------------------------------------------------------------------

    def watch_cursor(self, before: int, after: int) -> None:
        current = self._current
        self._set_current()
        if current is not self._current:
            self.refresh()
        else:
            self._refresh_around(before)
            self._refresh_around(after)
        self.post_message(self.CursorMoved(after))

    def _set_current(self) -> None:
        mention = self.layers.mention_at(self.cursor)
        self._current = mention.entity if mention else None

    def _refresh_around(self, offset: int) -> None:
        """Paint anew the row of ``offset`` and all that stands out when the cursor is there."""
        quotation = self.layers.quotation_at(offset)
        first = last = self.rows.row_at(offset)
        if quotation is not None:
            first, last = self.rows.row_at(quotation.span.start), self.rows.row_at(quotation.span.end)
        mention = self.layers.mentions.at(offset)
        if mention is not None:
            first = min(first, self.rows.row_at(mention.start))
            last = max(last, self.rows.row_at(mention.end))
        top = first - self.scroll_offset.y
        self.refresh(Region(0, top, self.size.width, last - first + 1))

    def take_count(self) -> int:
        """The count given before this motion, 1 if there was none."""
        count, self.count = self.count, 1
        return count

    def go_to(self, offset: int, *, jump: bool = True) -> None:
        """Put the cursor on ``offset`` and bring it into view.

        A jump lands with its row a third from the top; a step scrolls no more than it must.
        """
        last = max(0, len(self.rows.text) - 1)
        offset = max(0, min(offset, last))
        self._goal_cell = None
        if jump:
            height = self.scrollable_content_region.height
            self.scroll_to(y=self.rows.row_at(offset) - height // 3, animate=False)
        else:
            self._keep_in_view(self.rows.row_at(offset))
        self.cursor = offset

    def _keep_in_view(self, row: int) -> None:
        height = self.scrollable_content_region.height
        edge = min(height // 4, 8)
        top = self.scroll_offset.y
        if row < top + edge:
            self.scroll_to(y=row - edge, animate=False)
        elif row > top + height - 1 - edge:
            self.scroll_to(y=row - height + 1 + edge, animate=False)

    def _from_screen(self) -> int:
        """The row that a motion starts from: the cursor's, or the nearest one on the screen."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        return max(top, min(self.cursor_row, top + height - 1, len(self.rows) - 1))

    def _move_to_row(self, row: int) -> None:
        row = max(0, min(row, len(self.rows) - 1))
        goal = self._goal_cell if self._goal_cell is not None else self.rows.cell_of(self.cursor)
        self._keep_in_view(row)
        self.cursor = self.rows.offset_at(row, goal)
        self._goal_cell = goal

    def action_move_row(self, direction: int) -> None:
        count = self.take_count() * direction
        row = self._from_screen() + count
        step = 1 if direction > 0 else -1
        if abs(count) == 1 and 0 < row < len(self.rows) - 1 and self.rows.row(row).blank:
            row += step
        self._move_to_row(row)

    def action_move_page(self, pages: float) -> None:
        height = self.scrollable_content_region.height
        rows = round(self.take_count() * pages * max(1, height - (2 if abs(pages) == 1 else 0)))
        start = self._from_screen()
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self._move_to_row(start + rows)

    def action_first(self) -> None:
        self.count = 1
        self._goal_cell = None
        self._move_to_row(0)

    def action_last(self) -> None:
        self.count = 1
        self._goal_cell = None
        self._move_to_row(len(self.rows) - 1)

    def action_move_paragraph(self, direction: int) -> None:
        if self.article is not None:
            start = (
                self.rows.row(self._from_screen()).start
                if self._from_screen() != self.cursor_row
                else self.cursor
            )
            self.go_to(
                motions.paragraph_start(self.article, start, direction * self.take_count()), jump=False
            )

    def action_move_sentence(self, direction: int) -> None:
        if self.article is not None:
            start = (
                self.rows.row(self._from_screen()).start
                if self._from_screen() != self.cursor_row
                else self.cursor
            )
            self.go_to(motions.sentence_start(self.article, start, direction * self.take_count()), jump=False)

    def action_act(self) -> None:
        self.post_message(self.Activated(self.cursor))

    # -- the mouse -----------------------------------------------------------------------

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point drawn at a cell of the widget, or None beside and below the text."""
        number = self.scroll_offset.y + y
        if not 0 <= number < len(self.rows):
            return None
        row = self.rows.row(number)
        indent = self.rows.indent(self.rows.blocks[row.block]) if self.rows.blocks else 0
        return self.rows.offset_at(number, max(0, x - self._margin() - GUTTER - indent))

    def on_click(self, event: events.Click) -> None:
        offset = self.offset_at(event.x, event.y)
        if offset is None:
            return
        again = event.chain >= 2 or self._same_thing(offset)
        self._goal_cell = None
        self.cursor = offset
        if again:
            self.post_message(self.Activated(offset))

    def _same_thing(self, offset: int) -> bool:
        """Whether ``offset`` lies on the mention that the cursor stands on."""
        mention = self.layers.mention_at(offset)
        return mention is not None and mention.start <= self.cursor < mention.end
