"""The rows of the card of a name: its head, what was said, mentions, notes, other articles; their look."""

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tui.domain.analysis import Entity, Quotation
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.library import OpenRequest
from tui.domain.people import NameKey
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.domain.text.times import counted
from tui.ui.article.titles import percent, publication_day
from tui.ui.panes.notes import quoted
from tui.ui.panes.notes import wording as noted
from tui.ui.panes.quotes import PLACE, QuoteRenderer, Signs, wording
from tui.ui.theme import COLOUR_STYLES, LABEL_STYLES
from tui.ui.widgets.cells import cut, cut_start, gap_between, short_lines
from tui.ui.widgets.list_pane import ROOMY, heading_height, heading_lines
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run

SAID, MENTIONS, NOTES, ELSEWHERE = "said", "mentions", "notes", "elsewhere"
SECTIONS = {SAID: "Said", MENTIONS: "Mentions", NOTES: "Notes and tags", ELSEWHERE: "In other articles"}
"""The sections of a card, in this order."""
CONTEXT = 200
"""Code points looked at on each side of a mention: more than any line has room for."""
_REMARK_LINES = 2
_MEASURED = 200
"""So many mentions are measured, to align all of them."""


class Elsewhere(NamedTuple):
    """Another article that has the name.

    Attributes:
        title: of the article.
        date: its day, as ``Article`` has it, or empty.
        mentions: how often it has the name.
        said: the first thing that was said there, or empty.
        more: how much more was.
        destination: where to go on reading, or None.
        note: what is not certain about it, and how it is settled; empty where nothing is.
        alone: by what the library knows the name there, where that may be someone else's; else None.
    """

    title: str
    date: str
    mentions: int
    said: str = ""
    more: int = 0
    destination: OpenRequest | None = None
    note: str = ""
    alone: NameKey | None = None


class Everywhere(NamedTuple):
    """What the library knows of a name.

    Attributes:
        mentions: how often all articles have it, this one included.
        articles: how many articles have it.
        last: the day of the last one, in words, or empty.
        others: the other articles.
        is_followed: whether the reader follows it.
        not_analysed: of how many articles it is not known whether they have it.
        may_be: the names of others that it may be the same as.
    """

    mentions: int
    articles: int
    last: str = ""
    others: Sequence[Elsewhere] = ()
    is_followed: bool = False
    not_analysed: int = 0
    may_be: Sequence[str] = ()


class CardHead(NamedTuple):
    """What stands above the sections.

    Attributes:
        entity: whose card it is.
        forms: its other wordings, the most frequent first.
        remark: what corrections in other articles say of it, or empty.
        everywhere: what the library knows, or None where that is not known yet.
        looking: whether the library is looked through for the name.
    """

    entity: Entity
    forms: Sequence[str] = ()
    remark: str = ""
    everywhere: Everywhere | None = None
    looking: bool = False


class More(NamedTuple):
    """Stands for the mentions that are not listed; choosing it lists them."""

    number: int


class CardRow(NamedTuple):
    """One thing that is known, and the section that it stands in."""

    section: str
    about: Quotation | TextSpan | AnchoredNote | Elsewhere | More

    @property
    def span(self) -> TextSpan | None:
        """Return what it is about in the text; None where it is not there."""
        match self.about:
            case TextSpan() as span:
                return span
            case Quotation(span=span):
                return span
            case AnchoredNote(anchored=anchored):
                return anchored.span
            case _:
                return None

    @property
    def place(self) -> int | None:
        """Return where that begins, in code points."""
        return self.span.start if self.span is not None else None


Row = CardHead | Heading | CardRow


class CardRenderer(RowRenderer[Row]):
    """Writes the head of a card and what is in its sections.

    Attributes:
        text: the article's text.
        style: the look of the name, by its kind.
    """

    def __init__(self) -> None:
        self.text = ""
        self.style = ""
        self._longest = 0
        self._quotes = QuoteRenderer()
        self._quotes.grouped = True

    def show(self, text: str, entity: Entity, signs: Signs, settle: str) -> None:
        """Write rows on ``entity`` of ``text`` from now on.

        ``settle`` names the key that settles who said a quotation, or is empty.
        """
        self.text = self._quotes.text = text
        self.style = LABEL_STYLES[entity.label].suffix
        self._longest = max(cell_len(wording(text, span)) for span in entity.mentions[:_MEASURED])
        self._quotes.signs = signs
        self._quotes.settle = settle

    def key(self, row: Row) -> Hashable:
        """Return what identifies the row while notes and other articles come in."""
        if isinstance(row, CardHead):
            return "head"
        if isinstance(row, Heading):
            return ("heading", row.group)
        match row.about:
            case Quotation(span=span):
                return (row.section, span)
            case AnchoredNote(annotation=annotation):
                return (row.section, annotation.id)
            case More():
                return (row.section, "more")
            case about:
                return (row.section, about)

    def is_heading(self, row: Row) -> bool:
        """Return whether it does not count as a row."""
        return not isinstance(row, CardRow)

    def can_highlight(self, row: Row) -> bool:
        """Return True for all but the head: a heading is chosen to fold its section."""
        return not isinstance(row, CardHead)

    def heights(self, rows: Sequence[Row], width: int) -> list[int]:
        """Return as many as there are lines."""
        return [self._height(row, width) for row in rows]

    def _height(self, row: Row, width: int) -> int:
        if isinstance(row, Heading):
            return heading_height(row, width)
        if isinstance(row, CardRow):
            if isinstance(row.about, Quotation):
                return self._quotes.heights([row.about], width)[0]
            if not isinstance(row.about, Elsewhere):
                return 1
        return len(self.lines(row, width))

    def lines(self, row: Row, width: int) -> Sequence[Line]:
        """Write the lines of a row."""
        if isinstance(row, CardHead):
            return self._head(row, width)
        if isinstance(row, Heading):
            return heading_lines(row, width, can_fold=True)
        match row.about:
            case Quotation() as quotation:
                return self._quotes.lines(quotation, width)
            case TextSpan() as mention:
                return (self._mention(mention, width),)
            case AnchoredNote() as note:
                return (self._note(note, width),)
            case Elsewhere() as other:
                return _elsewhere(other, width)
            case More(number=number):
                return ((Run(f"  {number:,} more", "muted"),),)

    def _head(self, head: CardHead, width: int) -> list[Line]:
        entity, style = head.entity, LABEL_STYLES[head.entity.label]
        room = width - 1
        times = counted(len(entity.mentions), "time")
        count = f"named {times} here" if width >= ROOMY else times
        star = "★ followed" if head.everywhere is not None and head.everywhere.is_followed else ""
        said = cut(f"{style.singular} · {count}", room - len(star) - 1)
        lines: list[Line] = [
            (Run(said), Run(gap_between(said, star, room)), Run(star, "accent")) if star else (Run(said),)
        ]
        if head.forms:
            forms = ", ".join(f"“{one_line(form, 60)}”" for form in head.forms)
            lines.append((Run(cut(f"also {forms}", room), "muted"),))
        lines += [(Run(line, "unsure"),) for line in short_lines(head.remark, room, _REMARK_LINES) if line]
        lines.append(tuple(self._line(entity, room)))
        if head.everywhere is not None:
            if head.everywhere.may_be:
                others = " or ".join(one_line(name, 60) for name in head.everywhere.may_be)
                lines.append((Run(cut(f"perhaps {others}", room), "unsure"),))
            lines.append((Run(_in_library(head.everywhere, room), "muted"),))
            if unknown := head.everywhere.not_analysed:
                lines.append((Run(cut(f"{counted(unknown, 'article')} not analysed yet", room), "muted"),))
        elif head.looking:
            lines.append((Run(cut("looking in other articles …", room), "muted"),))
        return lines

    def _line(self, entity: Entity, width: int) -> Iterator[Run]:
        """Draw the text as a line with a mark at each mention."""
        length = max(1, len(self.text))
        marked = sorted({min(width - 1, span.start * width // length) for span in entity.mentions})
        at = 0
        for column in marked:
            yield Run("─" * (column - at), "rule")
            yield Run("┼", self.style)
            at = column + 1
        yield Run("─" * (width - at), "rule")

    def _mention(self, span: TextSpan, width: int) -> Line:
        """Write a mention with the words around it; all mentions begin at one column."""
        place = self._place(span.start)
        room = width - 1 - PLACE
        column = 2 + max(0, min((room - 2) * 2 // 5, room - 2 - self._longest))
        from_ = max(span.start - CONTEXT, self.text.rfind("\n", 0, span.start) + 1, 0)
        line_end = self.text.find("\n", span.end)
        to = min(span.end + CONTEXT, len(self.text) if line_end < 0 else line_end)
        before = _last_words(self.text[from_ : span.start], column - 2)
        name = cut(wording(self.text, span), room - column)
        after = _first_words(self.text[span.end : to], room - column - cell_len(name))
        written = column + cell_len(name) + cell_len(after)
        gap = " " * (width - 1 - len(place) - written)
        return (
            Run(" " * (column - cell_len(before))),
            Run(before, "muted"),
            Run(name, self.style),
            Run(after, "muted"),
            Run(gap),
            Run(place, "muted"),
        )

    def _note(self, note: AnchoredNote, width: int) -> Line:
        """Write a note in one line, or the passage where there is no note, and its tags."""
        annotation, style = note.annotation, COLOUR_STYLES[note.annotation.colour]
        sign = style.sign if annotation.has_words else style.hollow
        place = self._place(note.anchored.span.start) if note.anchored.span is not None else ""
        tags = one_line(" ".join(f"#{tag}" for tag in annotation.tags), 200)
        own = one_line(annotation.note, 400)
        room = width - 2 - 1 - PLACE
        # Tags have up to half of the room beside words; alone they need no passage to be understood.
        tags = cut(tags, room if not own else room // 2)
        words = own or ("" if tags else quoted(noted(note)))
        words = cut(one_line(words, 400), room - (cell_len(tags) + 2 if tags and words else cell_len(tags)))
        between = "  " if tags and words else ""
        written = 2 + cell_len(words) + len(between) + cell_len(tags)
        gap = " " * max(1, width - 1 - len(place) - written)
        return (
            Run(f"{sign if note.anchored.sure else '?'} ", style.suffix),
            Run(words, "" if own else "unsure"),
            Run(between),
            Run(tags, "tag"),
            Run(gap),
            Run(place, "muted"),
        )

    def _place(self, offset: int) -> str:
        return percent(offset / max(1, len(self.text)))


def _in_library(known: Everywhere, room: int) -> str:
    """Say how much of a name there is in all articles, and when last."""
    if not known.others:
        return cut("in no other article", room)
    total = f"{counted(known.mentions, 'mention')} in {counted(known.articles, 'article')}"
    last = f"last {known.last}" if known.last else ""
    if len(total) + len(last) + 2 > room:
        return cut(total, room)
    return f"{total}{gap_between(total, last, room)}{last}" if last else total


def _elsewhere(other: Elsewhere, width: int) -> list[Line]:
    """Write the title and how often; below it the day and what was said."""
    count = f"{other.mentions:,}"
    title = cut(one_line(other.title, 400), width - 2 - len(count) - 2)
    mark = Run("? ", "tag") if other.note else Run("  ")
    lines: list[Line] = [(mark, Run(title), Run(gap_between(title, count, width - 3)), Run(count, "muted"))]
    said = f"{quoted(one_line(other.said, 400))}" if other.said else ""
    more = f" + {other.more:,}" if said and other.more else ""
    day = publication_day(one_line(other.date, 40))
    room = width - 3 - cell_len(more)
    below = other.note or " · ".join(filter(None, (day, said)))
    if below:
        lines.append((Run("  "), Run(cut(below, room) + ("" if other.note else more), "muted")))
    return lines


def _last_words(text: str, width: int) -> str:
    """Return as many whole words of the end of ``text`` as have room, with what is between them and it."""
    if cell_len(text) <= width:
        return text
    end = text.rstrip()
    space = text[len(end) :]
    kept = ""
    for word in reversed(end.split()):
        longer = f"{word} {kept}".rstrip() if kept else word
        if cell_len(longer) + len(space) > width:
            break
        kept = longer
    if kept:
        return f"{kept}{space}"
    return cut_start(text, width) if end and " " not in end else ""


def _first_words(text: str, width: int) -> str:
    """Return as many whole words of the beginning of ``text`` as have room."""
    if cell_len(text) <= width:
        return text
    kept = ""
    space = text[: len(text) - len(text.lstrip())]
    for word in text.split():
        longer = f"{kept} {word}" if kept else f"{space}{word}"
        if cell_len(longer) > width:
            break
        kept = longer
    return kept
