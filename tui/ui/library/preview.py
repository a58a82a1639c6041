"""The pane at the right of a list over all articles: what there is to know of the highlighted row."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from tui.domain.text.sanitize import one_line, sanitize
from tui.domain.text.times import short_day
from tui.ui.article.titles import percent
from tui.ui.panes.notes import note_lines, quoted
from tui.ui.theme import COLOUR_STYLES, LABEL_STYLES
from tui.ui.widgets.cells import cut, gap_between, short_lines, wrap
from tui.ui.widgets.columns import progress_bar
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

if TYPE_CHECKING:
    from tui.domain.analysis import Label
    from tui.domain.annotation import Annotation, Target
    from tui.domain.library import ReadArticle

Block = Callable[[int], Sequence[Line]]
"""Writes a part of a preview in so many cells."""

_LONGEST = 4_000
"""Code points of a text that are looked at: more never fit."""
_AROUND = 400
"""Code points before and after a place that are looked at."""
_MARGIN = 1
"""Blanks between what is written and the frame."""
_NOTE_LINES = 3
_PASSAGE_LINES = 12
_BROKEN = " \n.,;:!?)"
"""What a passage does not begin with: it is left of a sentence before."""
_BLANKS = re.compile(r"\s+")


def paragraph(text: str, style: str = "", limit: int = 3, indent: int = 0) -> Block:
    """Write ``text`` in at most ``limit`` lines."""
    text = one_line(text, _LONGEST)

    def lines(width: int) -> Sequence[Line]:
        return [
            (Run(" " * indent), Run(line, style)) for line in short_lines(text, width - indent, limit) if line
        ]

    return lines


def section(title: str, count: int | None = None) -> Block:
    """Begin a part: a line of air, its title, and how many there are."""

    def lines(width: int) -> Sequence[Line]:
        number = "" if count is None else f"{count:,}"
        head = cut(title, width - len(number) - 1)
        return [(), (Run(head, "heading"), Run(gap_between(head, number, width)), Run(number, "muted"))]

    return lines


def progress(share: float, style: str) -> Block:
    """Draw how much of an article was read."""

    def lines(width: int) -> Sequence[Line]:
        words = f" {percent(share)}"
        return [(), (*progress_bar(share, max(1, width - len(words)), style), Run(words))]

    return lines


def entry(text: str, right: str, mark: str = "", style: str = "", words: str = "") -> Block:
    """Write a mark, a text as far as there is room, and something at the end of the line."""
    text = one_line(text, _LONGEST)

    def lines(width: int) -> Sequence[Line]:
        before = f"{mark} " if mark else ""
        room = width - len(before)
        shown = cut(text, room - len(right) - 1)
        return [
            (Run(before, style), Run(shown, words), Run(gap_between(shown, right, room)), Run(right, "muted"))
        ]

    return lines


def name_entry(label: Label, name: str, right: str) -> Block:
    """Write a name with the letter of its kind, and something at the end of the line."""
    style = LABEL_STYLES[label]
    return entry(name, right, style.mark, style.suffix)


def note_entry(annotation: Annotation, *, passage: bool = False) -> Block:
    """Write a note with its sign: the user's own words, or the passage where there are none, or both."""
    style = COLOUR_STYLES[annotation.colour]
    exact = quoted(one_line(annotation.target.quote.exact, _LONGEST))

    def lines(width: int) -> Sequence[Line]:
        room, found = width - 2, list[tuple[str, str]]()
        if passage or not annotation.note.strip():
            found += [(line, "unsure") for line in short_lines(exact, room, 2)]
        found += [(line, "") for line in note_lines(annotation.note, room, _NOTE_LINES)]
        first, *rest = found or [("", "")]
        sign = style.sign if annotation.note.strip() or annotation.tags else style.hollow
        return [(Run(f"{sign} ", style.suffix), Run(*first)), *((Run("  "), Run(*each)) for each in rest)]

    return lines


def blank() -> Block:
    """Leave a line free."""
    return lambda _: [()]


def about(article: ReadArticle) -> list[Block]:
    """Say which article something is in."""
    where = " · ".join(filter(None, (one_line(article.site), one_line(short_day(article.date)))))
    blocks = [paragraph(article.title, "heading")]
    return [*blocks, paragraph(where, "muted", 1)] if where else blocks


def place_preview(article: ReadArticle, place: Target, text: str, page: str) -> list[Block]:
    """Write what stands around a place in the text of an article in its paragraph, and its page."""
    start, end = place.span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    # A word that was cut is left out.
    before = before.partition(" ")[2] if len(before) == _AROUND else before
    after = f"{after.rpartition(' ')[0]} …" if len(after) == _AROUND else after
    blocks = [*about(article), blank(), runs(Run(before), Run(text[start:end], "strong"), Run(after))]
    return [*blocks, blank(), paragraph(f"p. {page}", "muted", 1)] if page else blocks


def note_preview(article: ReadArticle, annotation: Annotation) -> list[Block]:
    """Write a note whole: the passage in its place, the user's own words, the tags, the day."""
    style, quote = COLOUR_STYLES[annotation.colour], annotation.target.quote
    blocks = [*about(article), blank(), passage(quote.prefix, quote.exact, quote.suffix)]
    if annotation.note.strip():
        blocks += [
            blank(),
            *(paragraph(line, limit=6) for line in annotation.note.split("\n") if line.strip()),
        ]
    if annotation.tags:
        blocks += [blank(), tags_line(annotation)]
    made = short_day(annotation.created[:10])
    return [*blocks, blank(), entry(made, "", style.sign, style.suffix, "muted")]


def tags_line(annotation: Annotation) -> Block:
    """Write the tags of a note."""
    return paragraph(" ".join(f"#{one_line(tag)}" for tag in annotation.tags), "tag", 2)


def passage(before: str, exact: str, after: str, style: str = "") -> Block:
    """Write a passage, and muted what stands around it in the text; line ends are blanks."""
    around = f"…{before.lstrip(_BROKEN)}" if before.strip(_BROKEN) else ""
    rest = f"{after.rstrip()}…" if after.strip() else ""
    return runs(Run(around, "muted"), Run(exact, style), Run(rest, "muted"))


def runs(*parts: Run) -> Block:
    """Write a text of several styles; line ends are blanks."""
    text, ends = "", list[tuple[int, str]]()
    for part, part_style in parts:
        text += _BLANKS.sub(" ", sanitize(part[:_LONGEST]))
        ends.append((len(text), part_style))

    def lines(width: int) -> Sequence[Line]:
        rows = wrap(text, 0, len(text), max(1, width))
        shown = rows[:_PASSAGE_LINES]
        written = [_styled(text, start, end, ends) for start, end in shown]
        return [*written, (Run("…", "muted"),)] if len(rows) > len(shown) else written

    return lines


def _styled(text: str, start: int, end: int, ends: Sequence[tuple[int, str]]) -> Line:
    """Divide a row of a text into runs; ``ends`` says where in the text each style ends."""
    runs = []
    for until, style in ends:
        if until > start:
            runs.append(Run(text[start : min(end, until)], style))
            start = min(end, until)
    return runs


class _BlockRenderer(RowRenderer[Block]):
    """Blocks write themselves."""

    can_choose = False

    def key(self, row: Block) -> Hashable:
        return id(row)

    def can_highlight(self, row: Block) -> bool:  # noqa: ARG002
        return False

    def heights(self, rows: Sequence[Block], width: int) -> Sequence[int]:
        return [max(1, len(row(width - _MARGIN))) for row in rows]

    def lines(self, row: Block, width: int) -> Sequence[Line]:
        return row(width - _MARGIN)


class Preview(RowList[Block], can_focus=False):
    """Shows what the screen knows of the row that is highlighted in its list."""

    def __init__(self) -> None:
        super().__init__(_BlockRenderer())

    def show(self, blocks: Sequence[Block]) -> None:
        """Show these blocks from their top."""
        self.set_rows(blocks)
        self.scroll_to(y=0, animate=False, force=True)
