"""The list of who said what in an article."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.analysis import Quotation
from tui.domain.text.spans import TextSpan
from tui.ui.keyboard.commands import bindings
from tui.ui.widgets.cells import cut, short_height, short_lines
from tui.ui.widgets.list_pane import ListPane, headed, heading_line
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run

WORD_LINES = 3
"""The most lines that the words of one quotation take in the list."""

MANY = 2_000
"""Rows from which on heights are estimated."""

UNKNOWN = "unknown"
_UNCLEAR = "Not clear who"


def wording(text: str, span: TextSpan) -> str:
    """Return what ``text`` says at ``span``, on one line."""
    words = text[span.start : span.end]
    return " ".join(words.split()) if "\n" in words else words


def speaker_of(quotation: Quotation, text: str) -> str:
    """Return who said it: the name, else the nearest wording of the text, else ``UNKNOWN``."""
    speaker = quotation.speaker
    if speaker is None:
        return UNKNOWN
    return speaker.name or wording(text, speaker.span) or UNKNOWN


def is_named(quotation: Quotation) -> bool:
    """Return whether the name of who said it is known, be it sure or not."""
    return quotation.speaker is not None and quotation.speaker.name is not None


def speaker_run(quotation: Quotation, text: str, width: int) -> Run:
    """Write the speaker, marked and dimmed where not known by name, or not for sure."""
    speaker = speaker_of(quotation, text)
    if quotation.is_clear:
        return Run(cut(speaker, width), "strong")
    return Run(f"{cut(speaker, width - 2)} ?", "unsure")


class QuoteRenderer(RowRenderer[Quotation | Heading]):
    """Shows a quotation as its speaker, and the words below.

    Attributes:
        text: what the quotations are from.
        grouped: whether headings name the speakers.
    """

    def __init__(self) -> None:
        self.text = ""
        self.grouped = False

    def key(self, row: Quotation | Heading) -> Hashable:
        """Return the place of the words in the text."""
        return row.group if isinstance(row, Heading) else row.span

    def can_highlight(self, row: Quotation | Heading) -> bool:  # noqa: ARG002
        """Return True for everything: with a speaker all that he said is highlighted."""
        return True

    def heights(self, rows: Sequence[Quotation | Heading], width: int) -> list[int]:
        """Count one line for the speaker where no heading names him, and those of the words.

        Of very many quotations the lines are estimated by the lengths alone: wrapping them all
        would hold up the key that opens the list.
        """
        text, grouped = self.text, self.grouped
        room = width - 3
        if len(rows) > MANY:
            return [
                1
                if isinstance(row, Heading)
                else min(WORD_LINES, 1 + (row.span.end - row.span.start) // room)
                + (not (grouped and row.is_clear))
                for row in rows
            ]
        return [
            1
            if isinstance(row, Heading)
            else short_height(wording(text, row.span), room, WORD_LINES) + (not (grouped and row.is_clear))
            for row in rows
        ]

    def lines(self, row: Quotation | Heading, width: int) -> list[Line]:
        """Write who, and what."""
        if isinstance(row, Heading):
            return [heading_line(row, width, can_fold=False)]
        style = "unsure" if row.is_doubtful else ""
        words = short_lines(wording(self.text, row.span), width - 3, WORD_LINES)
        # The opening mark hangs, so that one sees where the next quotation begins.
        lines: list[Line] = [
            (Run("  " if number else " "), Run(line, style)) for number, line in enumerate(words)
        ]
        if not (self.grouped and row.is_clear):
            lines.insert(0, (speaker_run(row, self.text, width - 1),))
        return lines


def _group_of(quotation: Quotation) -> str:
    """The name that it is listed under; empty where none is known."""
    return (quotation.speaker.name if quotation.speaker else None) or ""


class QuoteOrder(Enum):
    """The orders that quotations are listed in."""

    TEXT = "as in the text"
    SPEAKER = "by speaker"


class QuoteList(ListPane[Quotation]):
    """Quotations in the order of the text, or by speaker, who says most first."""

    BINDING_GROUP_TITLE = "Quotes"
    BINDINGS: ClassVar[list[BindingType]] = bindings("quotes")

    quotations: var[tuple[Quotation, ...]] = var((), init=False)
    """What is listed, in the order of the text."""

    text: var[str] = var("", init=False)
    """The article's text."""

    order: var[QuoteOrder] = var(QuoteOrder.TEXT, init=False)
    """Whether they are grouped by who said them."""

    @dataclass(eq=False)
    class QuotationMessage(Message):
        """Something was done to a quotation."""

        quotation: Quotation

    class Highlighted(QuotationMessage):
        """The reader moved to a quotation."""

    class Chosen(QuotationMessage):
        """The reader chose a quotation."""

    @dataclass(eq=False)
    class SpeakerChosen(Message):
        """The reader chose a speaker, or all that are not clear."""

        speaker: str
        """The name, or what is shown in its place."""
        quotations: tuple[Quotation, ...]
        """What is listed below."""

    class SpeakerRequested(QuotationMessage):
        """The reader wants to say who said a quotation."""

    class RemovalRequested(QuotationMessage):
        """The reader says that a quotation is none."""

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, empty: str = "No quotations yet"
    ) -> None:
        self._renderer = QuoteRenderer()
        super().__init__(self._renderer, id=id, classes=classes, empty=empty)
        self._acts = False
        """Whether the keys that are shown act on a quotation."""

    watch_quotations = watch_text = ListPane.items_changed

    def update_rows(self) -> None:
        """Make the rows again if they are out of date; then another one may be highlighted."""
        super().update_rows()
        self._offer()

    def items(self) -> Sequence[Quotation]:
        """Return all quotations."""
        return self.quotations

    def searched(self, item: Quotation) -> str:
        """Return the speaker and the words."""
        return f"{speaker_of(item, self.text)} {item.span.of(self.text)}"

    def arranged(self, found: Sequence[Quotation]) -> Sequence[Quotation | Heading]:
        """Return them as they are, or under the names of their speakers."""
        grouped = self.order is QuoteOrder.SPEAKER
        self._renderer.text, self._renderer.grouped = self.text, grouped
        if not grouped:
            return found
        speakers: dict[str, list[Quotation]] = {}
        for quotation in found:
            speakers.setdefault(_group_of(quotation), []).append(quotation)
        unclear = speakers.pop("", [])
        rows: list[Quotation | Heading] = []
        for speaker, said in sorted(speakers.items(), key=lambda item: -len(item[1])):
            rows += headed(said, speaker, speaker)
        return rows + headed(unclear, "", _UNCLEAR)

    def fold_group(self, heading: Heading) -> None:
        """Post that a speaker was chosen."""
        said = tuple(each for each in self.found() if _group_of(each) == heading.group)
        self.post_message(self.SpeakerChosen(heading.title, said))

    def on_row_list_highlighted(self) -> None:
        """Offer what can be done about a quotation only on one."""
        self._offer()

    def _offer(self) -> None:
        """Have the keys shown again where others act now."""
        if self._acts != self._is_on_quotation:
            self._acts = self._is_on_quotation
            self.refresh_bindings()

    @property
    def _is_on_quotation(self) -> bool:
        row = self.rows.highlighted
        return row is not None and not isinstance(row, Heading)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to correct only where there is a quotation."""
        if action == "request":
            return self._is_on_quotation
        return super().check_action(action, parameters)
