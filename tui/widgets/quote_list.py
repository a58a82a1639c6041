"""The list of who said what in an article."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.analysis import Quotation
from tui.domain.span import TextSpan
from tui.widgets.cells import cut, short_height, short_lines
from tui.widgets.list_pane import Heading, ListPane, heading_line, keep
from tui.widgets.needle import Needle, fold_all
from tui.widgets.row_look import Line, RowLook, Run

WORD_LINES = 3
"""The most lines that the words of one quotation take in the list."""

MANY = 2_000
"""Rows from which on heights are estimated."""

UNKNOWN = "unknown"
_UNCLEAR = "Not clear who"


def wording(text: str, span: TextSpan) -> str:
    """What ``text`` says at ``span``, on one line."""
    words = text[span.start : span.end]
    return " ".join(words.split()) if "\n" in words else words


def speaker_of(quotation: Quotation, text: str) -> str:
    """Who said it: the name, else the nearest wording of the text, else ``UNKNOWN``."""
    speaker = quotation.speaker
    if speaker is None:
        return UNKNOWN
    return speaker.name or wording(text, speaker.span) or UNKNOWN


def is_sure(quotation: Quotation) -> bool:
    """Whether it is known by name who said it."""
    return quotation.speaker is not None and quotation.speaker.name is not None


def speaker_run(quotation: Quotation, text: str, width: int) -> Run:
    """The speaker, marked and dimmed where not known by name."""
    speaker = speaker_of(quotation, text)
    if is_sure(quotation):
        return Run(cut(speaker, width), "strong")
    return Run(f"{cut(speaker, width - 2)} ?", "unsure")


class QuoteLook(RowLook[Quotation | Heading]):
    """How quotations look in the list: the speaker, and the words below.

    Attributes:
        text: what the quotations are from.
        grouped: whether headings name the speakers.
    """

    def __init__(self) -> None:
        self.text = ""
        self.grouped = False

    def key(self, row: Quotation | Heading) -> Hashable:
        """The place of the words in the text."""
        return row.group if isinstance(row, Heading) else row.span

    def is_heading(self, row: Quotation | Heading) -> bool:
        """Whether it names a speaker."""
        return isinstance(row, Heading)

    def heights(self, rows: Sequence[Quotation | Heading], width: int) -> list[int]:
        """One line for the speaker where no heading names him, and those of the words.

        Of very many quotations the lines are told from the lengths alone: wrapping them all
        would hold up the key that opens the list.
        """
        text, grouped = self.text, self.grouped
        room = width - 3
        if len(rows) > MANY:
            return [
                1
                if isinstance(row, Heading)
                else min(WORD_LINES, 1 + (row.span.end - row.span.start) // room)
                + (not (grouped and is_sure(row)))
                for row in rows
            ]
        return [
            1
            if isinstance(row, Heading)
            else short_height(wording(text, row.span), room, WORD_LINES) + (not (grouped and is_sure(row)))
            for row in rows
        ]

    def lines(self, row: Quotation | Heading, width: int) -> list[Line]:
        """Who, and what."""
        if isinstance(row, Heading):
            return [heading_line(row, width, can_fold=False)]
        words = short_lines(wording(self.text, row.span), width - 3, WORD_LINES)
        # The opening mark hangs, so that one quotation is told from the next.
        lines: list[Line] = [(Run("  " if number else " "), Run(line)) for number, line in enumerate(words)]
        if not (self.grouped and is_sure(row)):
            lines.insert(0, (speaker_run(row, self.text, width - 1),))
        return lines


class QuoteList(ListPane[Quotation]):
    """Quotations in the order of the text, or by speaker, who says most first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "By speaker", id="quotes.sort", tooltip="By speaker or as in the text"),
    ]

    quotations: var[tuple[Quotation, ...]] = var((), init=False)
    """What is listed, in the order of the text."""

    text: var[str] = var("", init=False)
    """The article's text."""

    by_speaker: var[bool] = var(False, init=False)
    """Whether they are grouped by who said them."""

    @dataclass(eq=False)
    class Highlighted(Message):
        """Somebody moved to a quotation."""

        quotation: Quotation

    @dataclass(eq=False)
    class Chosen(Message):
        """Somebody chose a quotation."""

        quotation: Quotation

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, empty: str = "No quotations yet"
    ) -> None:
        self._quote_look = QuoteLook()
        super().__init__(self._quote_look, id=id, classes=classes, empty=empty)
        self._folded: list[str] | None = None

    def _content_changed(self) -> None:
        self._folded = None
        self.rows_changed()

    watch_quotations = watch_text = _content_changed

    def watch_by_speaker(self) -> None:
        """Order them anew."""
        self.rows_changed()

    def make_rows(self, needle: Needle) -> Sequence[Quotation | Heading]:
        """The quotations that the needle finds in the words or the speaker."""
        text, found = self.text, self._found(needle)
        self._quote_look.text, self._quote_look.grouped = text, self.by_speaker
        if not self.by_speaker:
            return found
        groups: dict[str | None, list[Quotation]] = {}
        for quotation in found:
            name = quotation.speaker.name if quotation.speaker else None
            groups.setdefault(name, []).append(quotation)
        unclear = groups.pop(None, [])
        rows: list[Quotation | Heading] = []
        for speaker, group in sorted(groups.items(), key=lambda item: -len(item[1])):
            rows += [Heading(f"speaker {speaker}", speaker or "", len(group)), *group]
        if unclear:
            rows += [Heading("", _UNCLEAR, len(unclear)), *unclear]
        return rows

    def _found(self, needle: Needle) -> Sequence[Quotation]:
        if not needle:
            return self.quotations
        if self._folded is None:
            text = self.text
            self._folded = fold_all(
                f"{speaker_of(each, text)} {each.span.of(text)}" for each in self.quotations
            )
        return keep(self.quotations, self._folded, needle)

    def post_highlighted(self, row: Quotation) -> None:
        """Say so."""
        self.post_message(self.Highlighted(row))

    def post_chosen(self, row: Quotation) -> None:
        """Say so."""
        self.post_message(self.Chosen(row))

    def action_sort(self) -> None:
        """Group by speaker, or go back to the order of the text."""
        self.by_speaker = not self.by_speaker
