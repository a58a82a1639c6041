"""Cards: all about one name, or about one quotation."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.domain.analysis import Entity, Quotation
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.domain.text.times import counted
from tui.ui.dialogs.base import Dialog, ToCorrect
from tui.ui.keyboard.commands import bindings
from tui.ui.panes.quotes import QuoteRenderer, is_named, speaker_of, wording
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.cells import cut, cut_start, short_lines
from tui.ui.widgets.list_pane import heading_line
from tui.ui.widgets.row_list import Heading, Line, RowList, RowRenderer, Run

_CONTEXT = 200
"""Code points looked at on each side of a mention: more than any line has room for."""
_MOST_LINES = 10_000


class Card(Dialog[TextSpan | ToCorrect | None]):
    """What is known, and a list of places; the one chosen is returned, to go there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("card")

    def __init__(self, places: RowList[Any]) -> None:
        super().__init__()
        self._places = places

    def head(self) -> tuple[str, str]:
        """Return the first line, which stands out, and the second."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Yield the head and the places."""
        name, details = self.head()
        yield Static(Content(one_line(name, 120)), classes="card-name")
        yield Static(Content(details), classes="card-details")
        yield self._places

    def on_mount(self) -> None:
        """Let the keys move the list."""
        self._places.focus()

    def action_first(self) -> None:
        """Go to the first place."""
        self._places.action_first()

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        row: TextSpan | Quotation = message.row
        self.dismiss(row.span if isinstance(row, Quotation) else row)


class MentionRenderer(RowRenderer[TextSpan]):
    """A mention in the line it stands in."""

    def __init__(self, text: str, style: str) -> None:
        self._text = text
        self._style = style

    def key(self, row: TextSpan) -> Hashable:
        """Return where it is."""
        return row

    def lines(self, row: TextSpan, width: int) -> Sequence[Line]:
        """Return the mention a third from the left at most, and as much of its paragraph as fits."""
        text, width = self._text, width - 1
        start, end = row
        from_ = max(start - _CONTEXT, text.rfind("\n", 0, start) + 1, 0)
        line_end = text.find("\n", end)
        to = min(end + _CONTEXT, len(text) if line_end < 0 else line_end)
        mention = cut(wording(text, row), width)
        before = cut_start(text[from_:start], (width - cell_len(mention)) // 3)
        after = cut(text[end:to], width - cell_len(before) - cell_len(mention))
        return ((Run(before, "muted"), Run(mention, self._style), Run(after, "muted")),)


class EntityCard(Card):
    """All the places that name one person, organisation, place, ..."""

    TITLE = "Name"

    BINDINGS: ClassVar[list[BindingType]] = bindings("entity-card")

    def __init__(self, entity: Entity, text: str, at: int | None = None, remark: str = "") -> None:
        """Show ``entity`` of ``text``, and a ``remark`` on it.

        The mention at or before the offset ``at`` is highlighted.
        """
        renderer = MentionRenderer(text, LABEL_STYLES[entity.label].suffix)
        super().__init__(RowList(renderer))
        self._entity = entity
        self._at = at
        self._remark = remark
        self._places.set_rows(entity.mentions)

    def head(self) -> tuple[str, str]:
        """Return name; kind, number of mentions, the remark."""
        style = LABEL_STYLES[self._entity.label]
        count = len(self._entity.mentions)
        times = counted(count, "mention")
        remark = f" · {self._remark}" if self._remark else ""
        return self._entity.name, f"{style.mark} {style.singular} · {times}{remark}"

    def on_mount(self) -> None:
        """Highlight the mention that the cursor is at."""
        if self._at is not None:
            before = bisect_right(self._entity.mentions, (self._at, float("inf"))) - 1
            self._places.highlight(self._entity.mentions[max(0, before)])

    def action_correct(self) -> None:
        """Return the highlighted mention, to be put right."""
        mention = self._places.highlighted
        if mention is not None:
            self.dismiss(ToCorrect(mention))


class QuoteCardRenderer(RowRenderer[Quotation | Heading]):
    """One quotation with all its words, and others of the same speaker in short."""

    def __init__(self, quotation: Quotation, text: str) -> None:
        self._quotation = quotation
        self._text = text
        self._short = QuoteRenderer()
        self._short.text, self._short.grouped = text, True

    def key(self, row: Quotation | Heading) -> Hashable:
        """Return where it is."""
        return self._short.key(row)

    def heights(self, rows: Sequence[Quotation | Heading], width: int) -> list[int]:
        """Return as many as there are lines."""
        whole = [len(self.lines(row, width)) for row in rows[:2]]
        return whole + self._short.heights(rows[2:], width)

    def lines(self, row: Quotation | Heading, width: int) -> list[Line]:
        """Return the lines of its words."""
        if isinstance(row, Heading):
            return [(), heading_line(row, width, can_fold=False)]
        if row is not self._quotation:
            return self._short.lines(row, width)
        return [(Run(line),) for line in short_lines(wording(self._text, row.span), width - 1, _MOST_LINES)]


class QuoteCard(Card):
    """Who said what and in which words that is written, and what else the same person said."""

    TITLE = "Quotation"

    def __init__(self, quotation: Quotation, quotations: Sequence[Quotation], text: str) -> None:
        """Show ``quotation``, one of the ``quotations`` of ``text``."""
        super().__init__(RowList(QuoteCardRenderer(quotation, text)))
        self._quotation = quotation
        self._text = text
        name = speaker_of(quotation, text)
        rows: list[Quotation | Heading] = [quotation]
        if is_named(quotation):
            others = [
                other
                for other in quotations
                if is_named(other) and speaker_of(other, text) == name and other.span != quotation.span
            ]
            if others:
                rows += [Heading("others", "Other quotes by this speaker", len(others)), *others]
        self._places.set_rows(rows)

    def head(self) -> tuple[str, str]:
        """Return who; in which words the text says so."""
        name, words = speaker_of(self._quotation, self._text), self._attribution()
        if self._quotation.is_clear:
            return name, f"in the text: {words}" if words and words != name else ""
        unclear = self._doubt()
        return f"{name} ?", f"{unclear} · in the text: {words}" if words else unclear

    def _doubt(self) -> str:
        """Return what is not sure about it."""
        if not is_named(self._quotation):
            return "it is not clear who says this"
        return "perhaps not a quote" if self._quotation.is_doubtful else "perhaps someone else says this"

    def _attribution(self) -> str:
        """Return the wording for the speaker and the cue, in their order."""
        speaker = self._quotation.speaker
        parts = (speaker.span if speaker else None, self._quotation.cue)
        spans = sorted(span for span in parts if span is not None)
        words = " … ".join(wording(self._text, span) for span in spans)
        if len(spans) == 2 and self._text[spans[0].end : spans[1].start].isspace():
            words = words.replace(" … ", " ", 1)
        return words


class SpeakerCard(Card):
    """All that one person or body said."""

    TITLE = "Speaker"

    def __init__(self, name: str, quotations: Sequence[Quotation], text: str) -> None:
        """Show the ``quotations`` of ``text`` that ``name`` is the speaker of."""
        renderer = QuoteRenderer()
        renderer.text, renderer.grouped = text, True
        super().__init__(RowList(renderer))
        self._speaker = name
        self._quotations = quotations
        self._places.set_rows(quotations)

    def head(self) -> tuple[str, str]:
        """Return name; number of quotations, and of those that are not sure."""
        count, unclear = len(self._quotations), sum(not each.is_clear for each in self._quotations)
        quotes = counted(count, "quote")
        return self._speaker, f"{quotes} · {unclear:,} not sure" if unclear else quotes
