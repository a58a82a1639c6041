"""The list of who said what in an article."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.analysis import Quotation
from tui.domain.text.spans import TextSpan
from tui.ui.widgets.cells import cut, short_height, short_lines
from tui.ui.widgets.list_pane import Filter, Heading, ListPane, fold_all, heading_line, keep
from tui.ui.widgets.row_list import Line, RowRenderer, Run

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


def is_named(quotation: Quotation) -> bool:
    """Whether it is told by name who said it, be it sure or not."""
    return quotation.speaker is not None and quotation.speaker.name is not None


def speaker_run(quotation: Quotation, text: str, width: int) -> Run:
    """The speaker, marked and dimmed where not known by name, or not for sure."""
    speaker = speaker_of(quotation, text)
    if quotation.is_clear:
        return Run(cut(speaker, width), "strong")
    return Run(f"{cut(speaker, width - 2)} ?", "unsure")


class QuoteRenderer(RowRenderer[Quotation | Heading]):
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

    def can_highlight(self, row: Quotation | Heading) -> bool:  # noqa: ARG002
        """Everything: a speaker stands for all that he said."""
        return True

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
        """Who, and what."""
        if isinstance(row, Heading):
            return [heading_line(row, width, can_fold=False)]
        style = "unsure" if row.is_doubtful else ""
        words = short_lines(wording(self.text, row.span), width - 3, WORD_LINES)
        # The opening mark hangs, so that one quotation is told from the next.
        lines: list[Line] = [
            (Run("  " if number else " "), Run(line, style)) for number, line in enumerate(words)
        ]
        if not (self.grouped and row.is_clear):
            lines.insert(0, (speaker_run(row, self.text, width - 1),))
        return lines


def _group_of(quotation: Quotation) -> str:
    """The name that it is listed under; empty where it is told by none."""
    return (quotation.speaker.name if quotation.speaker else None) or ""


class QuoteList(ListPane[Quotation]):
    """Quotations in the order of the text, or by speaker, who says most first."""

    BINDING_GROUP_TITLE = "Quotes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "By speaker", id="quotes.sort", tooltip="By speaker or as in the text"),
        Binding("r", "speaker", "Speaker", id="quotes.speaker", tooltip="Say who said it"),
        Binding("x", "remove", "Not a quote", id="quotes.remove", tooltip="Say that it is not a quote"),
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

    @dataclass(eq=False)
    class SpeakerChosen(Message):
        """Somebody chose a speaker, or all that are not clear."""

        speaker: str
        """The name, or what stands for it."""
        quotations: tuple[Quotation, ...]
        """What is listed below."""

    @dataclass(eq=False)
    class SpeakerRequested(Message):
        """Somebody wants to say who said a quotation."""

        quotation: Quotation

    @dataclass(eq=False)
    class RemovalRequested(Message):
        """Somebody says that a quotation is none."""

        quotation: Quotation

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, empty: str = "No quotations yet"
    ) -> None:
        self._quote_look = QuoteRenderer()
        super().__init__(self._quote_look, id=id, classes=classes, empty=empty)
        self._folded: list[str] | None = None
        self._acts = False
        """Whether the keys that are told act on a quotation."""

    def _content_changed(self) -> None:
        self._folded = None
        self.rows_changed()

    watch_quotations = watch_text = _content_changed

    def watch_by_speaker(self) -> None:
        """Order them anew."""
        self.rows_changed()

    def update_rows(self) -> None:
        """Make the rows anew if they are out of date; then another one may be highlighted."""
        super().update_rows()
        self._offer()

    def make_rows(self, needle: Filter) -> Sequence[Quotation | Heading]:
        """The quotations that the needle finds in the words or the speaker."""
        text, found = self.text, self._found(needle)
        self._quote_look.text, self._quote_look.grouped = text, self.by_speaker
        if not self.by_speaker:
            return found
        groups: dict[str, list[Quotation]] = {}
        for quotation in found:
            groups.setdefault(_group_of(quotation), []).append(quotation)
        unclear = groups.pop("", [])
        rows: list[Quotation | Heading] = []
        for speaker, group in sorted(groups.items(), key=lambda item: -len(item[1])):
            rows += [Heading(speaker, speaker, len(group)), *group]
        if unclear:
            rows += [Heading("", _UNCLEAR, len(unclear)), *unclear]
        return rows

    def _found(self, needle: Filter) -> Sequence[Quotation]:
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

    def fold_group(self, heading: Heading) -> None:
        """Say that a speaker was chosen."""
        said = tuple(each for each in self._found(Filter(self.filter)) if _group_of(each) == heading.group)
        self.post_message(self.SpeakerChosen(heading.title, said))

    def on_row_list_highlighted(self) -> None:
        """Offer what can be done about a quotation only on one."""
        self._offer()

    def _offer(self) -> None:
        """Have the keys told anew where others act now."""
        if self._acts != self._is_on_quotation:
            self._acts = self._is_on_quotation
            self.refresh_bindings()

    @property
    def _is_on_quotation(self) -> bool:
        row = self.rows.highlighted
        return row is not None and not isinstance(row, Heading)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to put right only where there is a quotation."""
        if action in ("speaker", "remove"):
            return self._is_on_quotation
        return super().check_action(action, parameters)

    def action_speaker(self) -> None:
        """Ask who said it."""
        if (quotation := self.highlighted) is not None:
            self.post_message(self.SpeakerRequested(quotation))

    def action_remove(self) -> None:
        """Say that it is no quotation."""
        if (quotation := self.highlighted) is not None:
            self.post_message(self.RemovalRequested(quotation))

    def action_sort(self) -> None:
        """Group by speaker, or go back to the order of the text."""
        self.by_speaker = not self.by_speaker
