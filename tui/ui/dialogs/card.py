"""Cards: all about one quotation, or all that was said by who is none of the names."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.domain.analysis import Quotation
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.domain.text.times import counted
from tui.ui.article.status import attribution
from tui.ui.dialogs.base import Dialog
from tui.ui.keyboard.commands import bindings
from tui.ui.panes.quotes import QuoteRenderer, is_named, speaker_of, wording
from tui.ui.widgets.cells import short_lines
from tui.ui.widgets.list_pane import heading_line
from tui.ui.widgets.row_list import Heading, Line, RowList, RowRenderer, Run

_MOST_LINES = 10_000


class Card(Dialog[TextSpan | None]):
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
        name, words = speaker_of(self._quotation, self._text), attribution(self._quotation, self._text)
        if self._quotation.is_clear:
            return name, f"in the text: {words}" if words and words != name else ""
        unclear = self._doubt()
        return f"{name} ?", f"{unclear} · in the text: {words}" if words else unclear

    def _doubt(self) -> str:
        """Return what is not sure about it."""
        if not is_named(self._quotation):
            return "it is not clear who says this"
        return "perhaps not a quote" if self._quotation.is_doubtful else "perhaps someone else says this"


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
