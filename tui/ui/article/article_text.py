"""The text of an article on the screen: rows, painted from the stretches that cross them."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import var
from textual.strip import Strip

from tui.domain.analysis import Analysis, AnalysisPiece, Entity, Label
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.ui.article.layers import ArticleLayers, PlacedAnalysis
from tui.ui.article.painter import STYLE_NAMES, paint_row
from tui.ui.article.viewport import WrappedText
from tui.ui.widgets.row_list import Line


class ArticleText(WrappedText):
    """Paints an article and the place of a cursor in it; ``ArticleView`` moves the cursor.

    Every highlight is an interval over the article's text, in code points, and so is the cursor.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article-view--{name}" for name in STYLE_NAMES}
    placed: var[PlacedAnalysis | None] = var(None)
    placed_notes: var[tuple[AnchoredNote, ...]] = var(())
    hidden: var[frozenset[Label]] = var(frozenset[Label]())

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.overlays = ArticleLayers()
        self._styles_by_name: dict[str, Style] = {}
        self._current: Entity | None = None
        self._over: Sequence[Line] = ()
        self._over_top = 0

    # -- what is shown -------------------------------------------------------------------

    def watch_article(self, article: Article | None) -> None:
        self.overlays = ArticleLayers(article)
        self.overlays.hidden = self.hidden
        self._current = None
        self.set_reactive(WrappedText.cursor, 0)
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
        rows, number = self.row_to_paint(y)
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
