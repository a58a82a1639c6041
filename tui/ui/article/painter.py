"""Paint one row of an article from the stretches of text that cross it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui.domain.article import Block, BlockKind
from tui.ui.article.layout import Gap, Row, TextLayout
from tui.ui.theme import COLOUR_STYLES
from tui.ui.widgets.cells import grapheme_at

GUTTER = 2
"""Cells before the text of every row: one for the mark of a note, one for the cursor's bar."""

StyleNamed = Callable[[str], Style]
"""Gives the style of a component class of the article view, by the part of its name after ``--``."""

# fmt: off
STYLE_NAMES = (
    "text", "headline", "standfirst", "heading", "block-quote", "code", "rule", "marker",
    "emphasis", "strong", "inline-code", "strike", "link",
    "person", "org", "loc", "fac", "norp", "date", "money", "product", "misc",
    "entity-same", "entity-current", "quotation", "quotation-unsure", "quotation-current",
    "speaker", "speaker-current",
    *(style.suffix for style in COLOUR_STYLES.values()),
    *(f"{style.suffix}-mark" for style in COLOUR_STYLES.values()),
    "note", "note-unsure", "note-mark", "hit", "hit-current", "hint", "selection",
    "panel", "panel-tag", "panel-more",
    "cursor", "cursor-selecting", "cursor-bar",
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


def paint_row(
    layout: TextLayout,
    row: Row,
    painted: Sequence[Painted],
    style_named: StyleNamed,
    *,
    mark: tuple[str, str] | None = None,
    cursor: int | None = None,
    gaps: Sequence[Gap] = (),
) -> list[Segment]:
    """The segments of one row, from its gutter to the end of its text.

    Args:
        layout: what the row belongs to.
        row: the row.
        painted: what crosses it; of overlapping ones the later stands on the earlier.
        style_named: the styles.
        mark: the sign of a note, which the gutter shows, and the component class of it, if there is one.
        cursor: the cursor's offset, if it stands on this row.
        gaps: the spaces of the row that are drawn wider.
    """
    text_style = style_named("text")
    segments = [
        Segment(mark[0], style_named(mark[1])) if mark else Segment(" ", text_style),
        Segment(
            "▎" if cursor is not None else " ",
            style_named("cursor-bar") if cursor is not None else text_style,
        ),
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
    return segments


def _margin(layout: TextLayout, row: Row, block: Block, style_named: StyleNamed) -> list[Segment]:
    """What stands between the gutter and the text: a list's marker, a quotation's bar."""
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
    text: str,
    row: Row,
    painted: Sequence[Painted],
    base: Style,
    style_named: StyleNamed,
    gaps: Sequence[Gap],
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
