"""The painter: rows from the stretches of text that cross them, and what is laid over them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.domain.article import Block, BlockKind
from tui.ui.article.layout import Gap, Row, TextLayout
from tui.ui.theme import COLOUR_STYLES
from tui.ui.widgets.cells import grapheme_at

if TYPE_CHECKING:
    from tui.ui.widgets.row_list import Line

GUTTER = 3
"""Cells before the text of every row: the sign of a note, a free one, the bar of the cursor's row."""

StyleNamed = Callable[[str], Style]
"""Returns the style of a component class of the article view, by the part of its name after ``--``."""

# fmt: off
STYLE_NAMES = (
    "text", "headline", "standfirst", "heading", "block-quote", "code", "rule", "marker",
    "emphasis", "strong", "inline-code", "strike", "link",
    "person", "org", "loc", "fac", "norp", "date", "money", "product", "misc",
    "entity-same", "entity-current", "quotation", "quotation-unsure", "quotation-current",
    "speaker-current",
    *(style.suffix for style in COLOUR_STYLES.values()),
    *(f"{style.suffix}-mark" for style in COLOUR_STYLES.values()),
    "note", "note-unsure", "note-mark", "hit", "hit-current", "hint", "selection",
    "panel", "panel-tag", "panel-more",
    "cursor", "cursor-selecting", "cursor-bar", "cursor-bar-left", "edge-cursor", "edge-hit",
)
# fmt: on
"""The component classes of the article view, by the part of their name after ``--``."""

_BLOCK_STYLES = {
    BlockKind.HEADLINE: "headline",
    BlockKind.STANDFIRST: "standfirst",
    BlockKind.HEADING: "heading",
    BlockKind.BLOCK_QUOTE: "block-quote",
    BlockKind.CODE: "code",
    BlockKind.RULE: "rule",
}


class Painted(NamedTuple):
    """A stretch of text and the component class that paints it."""

    start: int
    end: int
    style: str


class Hint(NamedTuple):
    """A label laid over the text, typed to go there.

    Attributes:
        place: the code point that it is drawn over.
        label: what it says.
    """

    place: int
    label: str


class Panel(NamedTuple):
    """Lines over the rows of the view, in place of what is there.

    Attributes:
        lines: what they say; their styles are component classes of the article view.
        top: the line of the view that the first of them is in.
    """

    lines: Sequence[Line] = ()
    top: int = 0


class Painter:
    """Paints rows in the styles of a widget, whose component classes are ``article-view--name``."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[str, Style] = {}

    def style_named(self, name: str) -> Style:
        """Return the style of the component class ``article-view--name``."""
        style = self._styles.get(name)
        if style is None:
            style = self._widget.get_component_rich_style(f"article-view--{name}", partial=name != "text")
            self._styles[name] = style
        return style

    def forget_styles(self) -> None:
        """Look each style up again, since the theme is another."""
        self._styles.clear()

    def blank(self, width: int) -> Strip:
        """Paint a line without text."""
        return Strip.blank(width, self.style_named("text"))

    def line(self, segments: list[Segment], left: int, width: int) -> Strip:
        """Paint a row, as ``paint_row`` gives it, ``left`` cells from the edge of ``width`` cells."""
        background = self.style_named("text")
        return Strip.join([Strip.blank(left, background), Strip(segments)]).adjust_cell_length(
            width, background
        )

    def panel_line(self, line: Line, width: int) -> Strip:
        """Paint a line of a panel."""
        panel = self.style_named("panel")
        ground = Style(bgcolor=panel.bgcolor, reverse=panel.reverse)
        segments = [
            Segment(text, self.style_named(style) + ground if style else panel) for text, style in line
        ]
        return Strip([Segment(" ", panel), *segments]).adjust_cell_length(width, panel)

    def with_hints(
        self, strip: Strip, hints: Sequence[Hint], rows: TextLayout, number: int, left: int
    ) -> Strip:
        """Lay hints over a painted row; one that would cover another is put after it.

        Args:
            strip: the row.
            hints: in the order of their places, some of which may be in other rows.
            rows: what the row belongs to.
            number: its number.
            left: the cells left of its gutter.
        """
        row = rows.row(number)
        if row.blank or not rows.blocks:
            return strip
        left += GUTTER + rows.indent(rows.blocks[row.block])
        style, free, width = self.style_named("hint"), 0, strip.cell_length
        first, last = bisect_left(hints, (row.start, "")), bisect_left(hints, (row.end, ""))
        for place, label in hints[first:last]:
            cell = max(free, min(left + rows.cell_of(place), width - len(label)))
            free = cell + len(label)
            strip = Strip.join([strip.crop(0, cell), Strip([Segment(label, style)]), strip.crop(free)])
        return strip.crop(0, width)


def paint_row(
    layout: TextLayout,
    row: Row,
    painted: Sequence[Painted],
    style_named: StyleNamed,
    *,
    mark: tuple[str, str] | None = None,
    cursor: int | None = None,
    bar: str = "cursor-bar",
    gaps: Sequence[Gap] = (),
) -> list[Segment]:
    """Paint one row, from its gutter to the end of its text.

    Args:
        layout: what the row belongs to.
        row: the row.
        painted: what crosses it; of overlapping ones the later lies on the earlier.
        style_named: the styles.
        mark: the sign of a note, which the gutter shows, and the component class of it, if there is one.
        cursor: the cursor's offset, if it is on this row.
        bar: the component class of the bar before such a row.
        gaps: the spaces of the row that are drawn wider.
    """
    text_style = style_named("text")
    segments = [
        Segment(mark[0], style_named(mark[1])) if mark else Segment(" ", text_style),
        Segment(" ", text_style),
        Segment("▎" if cursor is not None else " ", style_named(bar) if cursor is not None else text_style),
    ]
    if row.blank or not layout.blocks:
        if row.blank and row.start < layout.blocks[row.block].end:
            segments += _margin(layout, row, layout.blocks[row.block], style_named)
        if cursor is not None:
            segments.append(Segment(" ", style_named("cursor")))
        return segments
    block = layout.blocks[row.block]
    segments += _margin(layout, row, block, style_named)
    if block.kind is BlockKind.RULE:
        segments.append(Segment("─" * layout.width, style_named("rule")))
        return segments
    base = text_style
    if block.kind in _BLOCK_STYLES:
        base = base + style_named(_BLOCK_STYLES[block.kind])
    if cursor is not None:
        start, end = grapheme_at(layout.text, row.start, row.end, cursor)
        selecting = any(style == "selection" and first <= start < last for first, last, style in painted)
        painted = [*painted, Painted(start, end, "cursor-selecting" if selecting else "cursor")]
    segments += _pieces(layout.text, row, painted, base, style_named, gaps)
    if cursor is not None and cursor >= row.end:
        segments.append(Segment(" ", style_named("cursor")))
    if block.kind is BlockKind.CODE and block.marker and row.first:
        room = GUTTER + layout.width - sum(segment.cell_length for segment in segments)
        if room > len(block.marker):
            segments.append(Segment(block.marker.rjust(room), style_named("marker")))
    return segments


def _margin(layout: TextLayout, row: Row, block: Block, style_named: StyleNamed) -> list[Segment]:
    """What is between the gutter and the text: a list's marker, a quotation's bar."""
    indent = layout.indent(block)
    if not indent:
        return []
    if block.kind is BlockKind.LIST_ITEM:
        marker = f"{block.marker} ".rjust(indent) if row.first else " " * indent
        return [Segment(marker, style_named("marker"))]
    if block.kind is BlockKind.BLOCK_QUOTE:
        return [Segment("│ " * (indent // 2), style_named("marker"))]
    return [Segment(" " * indent, style_named("text"))]


def _pieces(
    text: str, row: Row, painted: Sequence[Painted], base: Style, style_named: StyleNamed, gaps: Sequence[Gap]
) -> list[Segment]:
    """The text of a row, cut wherever its style changes."""
    if not painted:
        return [Segment(_drawn(text, row.start, row.end, gaps), base)]
    cuts = {row.start, row.end}
    for start, end, _ in painted:
        if row.start < start < row.end:
            cuts.add(start)
        if row.start < end < row.end:
            cuts.add(end)
    segments = []
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        style = base
        for first, last, name in painted:
            if first <= start and end <= last:
                style = style + style_named(name)
        segments.append(Segment(_drawn(text, start, end, gaps), style))
    return segments


def _drawn(text: str, start: int, end: int, gaps: Sequence[Gap]) -> str:
    """``text[start:end]`` as it is drawn, some of its spaces wider."""
    parts = []
    for offset, extra in gaps:
        if start <= offset < end:
            parts += [text[start:offset], " " * extra]
            start = offset
    return "".join([*parts, text[start:end]])
