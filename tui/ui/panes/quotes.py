"""The list of who said what in an article."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.analysis import Label, Quotation
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.annotation import Annotation
from tui.domain.text.spans import Intervals, TextSpan
from tui.ui.article.titles import percent
from tui.ui.keyboard.commands import bindings
from tui.ui.theme import COLOUR_STYLES, LABEL_STYLES
from tui.ui.widgets.cells import ELLIPSIS, cell_width, cut, short_height, short_lines
from tui.ui.widgets.list_pane import ListPane, headed, heading_height, heading_lines
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run

WORD_LINES = 2
"""The most lines that the words of one quotation take in the list."""
PLACE = 7
"""Cells at the end of a line for the place in the text, with the gaps around it."""
LEAST_GUESS = 6
"""Cells of a guess who said something below which it says nothing."""
_MARKS = "“”„‟\"«»‹›「」『』‘’' "

MANY = 2_000
"""Rows from which on heights are estimated."""

Signs = Callable[[TextSpan], tuple[str, str] | None]
"""Returns the sign of what is noted on a stretch of the text and its style, or None."""


def _no_sign(span: TextSpan) -> None:  # noqa: ARG001
    return None


def signs_on(notes: Iterable[AnchoredNote]) -> Signs:
    """Return what finds the sign of the first note on a stretch: hollow where it is a mere highlight."""
    placed = Intervals(
        _Sign(*note.anchored.span, note.annotation) for note in notes if note.anchored.span is not None
    )

    def sign(span: TextSpan) -> tuple[str, str] | None:
        found = placed.crossing(*span)
        if not found:
            return None
        style = COLOUR_STYLES[found[0].annotation.colour]
        return style.sign if found[0].annotation.has_words else style.hollow, style.suffix

    return sign


class _Sign(NamedTuple):
    """An annotation, by its place."""

    start: int
    end: int
    annotation: Annotation


UNKNOWN = "unknown"
_UNCERTAIN = "Not certain"


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
    """Shows a quotation as its speaker, the words below, and their place in the text.

    Attributes:
        text: what the quotations are from.
        grouped: whether headings name the speakers.
        signs: returns the sign of what is noted on a stretch of the text.
        settle: stands in the place of a guess who said it, where one card has all guesses at one name.
    """

    def __init__(self) -> None:
        self.text = ""
        self.grouped = False
        self.signs: Signs = _no_sign
        self.settle = ""

    def key(self, row: Quotation | Heading) -> Hashable:
        """Return the place of the words in the text."""
        return row.group if isinstance(row, Heading) else row.span

    def can_highlight(self, row: Quotation | Heading) -> bool:  # noqa: ARG002
        """Return True for everything: with a speaker all that he said is highlighted."""
        return True

    def heights(self, rows: Sequence[Quotation | Heading], width: int) -> list[int]:
        """Count those of the words, and one for the speaker where no heading names him.

        Of very many quotations the lines are estimated by the lengths alone: wrapping them all
        would hold up the key that opens the list.
        """
        many = len(rows) > MANY
        return [
            heading_height(row, width) if isinstance(row, Heading) else self._height(row, width, many)
            for row in rows
        ]

    def _height(self, row: Quotation, width: int, estimated: bool) -> int:
        room, named = _room(width), not self.grouped
        if estimated:
            return min(WORD_LINES, 1 + (row.span.end - row.span.start) // room) + named
        return short_height(self._words(row, width), room, WORD_LINES) + named

    def lines(self, row: Quotation | Heading, width: int) -> list[Line]:
        """Write who, and what, with its place in the text; the quotation marks hang."""
        if isinstance(row, Heading):
            return heading_lines(row, width, can_fold=False)
        style = "unsure" if row.is_doubtful or (self.grouped and not row.is_clear) else ""
        words = short_lines(self._words(row, width), _room(width), WORD_LINES)
        lines: list[Line] = [
            (self._sign(row), Run("“", style), Run(words[0], style)),
            *((Run("   ", style), Run(line, style)) for line in words[1:]),
        ]
        last, place = lines[-1], percent(row.span.start / max(1, len(self.text)))
        # A guess who said it stands after the words, which end by their mark where nothing is cut.
        end = "" if words[-1].endswith(ELLIPSIS) else "”"
        guess = self._guess(row, width - sum(cell_width(run.text) for run in last) - PLACE - len(end) - 2)
        written = sum(cell_width(run.text) for run in last) + len(end) + cell_width(guess)
        gap = Run(" " * (width - 1 - len(place) - written))
        lines[-1] = (*last, Run(end, style), Run(guess, "muted"), gap, Run(place, "muted"))
        if not self.grouped:
            lines.insert(0, (Run("  "), speaker_run(row, self.text, width - 3)))
        return lines

    def _words(self, row: Quotation, width: int) -> str:
        """What was said, without the marks around it; of a long one what may be shown."""
        return wording(self.text, row.span)[: WORD_LINES * width].strip(_MARKS) or "…"

    def _sign(self, row: Quotation) -> Run:
        """Write what is uncertain where all of it is of one speaker, else the sign of what is noted."""
        if self.settle and not row.is_clear:
            return Run("? ", "tag")
        sign = self.signs(row.span)
        return Run(f"{sign[0]} ", sign[1]) if sign else Run("  ")

    def _guess(self, row: Quotation, room: int) -> str:
        """Who may have said it, where no heading says who; empty where there is no room."""
        if not self.grouped or row.is_clear or row.speaker is None or room < LEAST_GUESS:
            return ""
        if self.settle:
            return f"  {self.settle}" if cell_width(self.settle) < room else ""
        return f"  {cut(speaker_of(row, self.text), room - 1)}?"


def _room(width: int) -> int:
    """The cells that words have in each line of a row: less the marks, and the place at the end."""
    return max(8, width - 4 - PLACE)


def _group_of(quotation: Quotation) -> str:
    """The name that it is listed under; empty where it is not certain who said it."""
    return (quotation.speaker.name if quotation.speaker and quotation.is_clear else None) or ""


class QuoteOrder(Enum):
    """The orders that quotations are listed in."""

    SPEAKER = "by speaker"
    TEXT = "as in the text"


class QuoteList(ListPane[Quotation]):
    """Quotations by speaker, who says most first, or in the order of the text."""

    BINDING_GROUP_TITLE = "Quotes"
    BINDINGS: ClassVar[list[BindingType]] = bindings("quotes")

    quotations: var[tuple[Quotation, ...]] = var((), init=False)
    """What is listed, in the order of the text."""

    text: var[str] = var("", init=False)
    """The article's text."""

    order: var[QuoteOrder] = var(QuoteOrder.SPEAKER, init=False)
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
        is_named: bool = True
        """Whether it is a name of the article."""

    class SpeakerRequested(QuotationMessage):
        """The reader wants to say who said a quotation."""

    class RemovalRequested(QuotationMessage):
        """The reader says that a quotation is none."""

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, empty: str = "No quotations yet"
    ) -> None:
        self._renderer = QuoteRenderer()
        super().__init__(self._renderer, id=id, classes=classes, empty=empty)
        self.labels: Mapping[str, Label] = {}
        """The kinds of those who speak, by their names."""
        self._acts = False
        """Whether the keys that are shown act on a quotation."""

    def show_notes(self, notes: Sequence[AnchoredNote]) -> None:
        """Mark what is highlighted or noted."""
        self._renderer.signs = signs_on(notes)
        self.rows.refresh()

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

    def passages(self, row: Quotation) -> Sequence[TextSpan]:
        """Return the quotation itself."""
        return [row.span]

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
            label = self.labels.get(speaker)
            look = (LABEL_STYLES[label].mark, LABEL_STYLES[label].suffix) if label else (" ", "")
            rows += headed(said, speaker, speaker, mark=look[0], style=look[1])
        return rows + headed(unclear, "", _UNCERTAIN, mark="?", style="tag")

    def fold_group(self, heading: Heading) -> None:
        """Post that a speaker was chosen."""
        said = tuple(each for each in self.found() if _group_of(each) == heading.group)
        self.post_message(self.SpeakerChosen(heading.title, said, bool(heading.group)))

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
