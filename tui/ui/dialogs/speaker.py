"""The dialog that asks who said a quotation."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from tui.domain.analysis import Entity, Quotation, possible_speakers, speaker_in
from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import ListDialog, SaidBy, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.cells import cut
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import Line, RowRenderer, Run

_NOW = " · as it is now"


class Candidate(NamedTuple):
    """Who may have said it.

    Attributes:
        entity: who; None for nobody, or where it is not clear.
        is_present: whether that is the speaker so far.
    """

    entity: Entity | None
    is_present: bool = False

    @property
    def words(self) -> str:
        """Return the name."""
        return one_line(self.entity.name) if self.entity else "nobody, or it is not clear"


class CandidateRenderer(RowRenderer[Candidate]):
    """Mark of the kind and name; the present speaker says so."""

    def key(self, row: Candidate) -> Hashable:
        """Return kind and name."""
        return (row.entity.label, row.entity.name) if row.entity else None

    def lines(self, row: Candidate, width: int) -> Sequence[Line]:
        """Return the one line of a row."""
        now = _NOW if row.is_present else ""
        name = cut(row.words, width - 4 - len(now))
        if row.entity is None:
            return ((Run("  – ", "muted"), Run(name, "unsure"), Run(now, "muted")),)
        style = LABEL_STYLES[row.entity.label]
        return ((Run(f"  {style.mark} ", style.suffix), Run(name), Run(now, "muted")),)


class SpeakerList(ListPane[Candidate]):
    """Those who may have said a quotation, in the order given."""

    @dataclass(eq=False)
    class Chosen(Message):
        """The user chose a speaker; None for nobody."""

        entity: Entity | None

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__(CandidateRenderer())
        self._candidates = candidates

    def items(self) -> Sequence[Candidate]:
        """Return all candidates."""
        return self._candidates

    def searched(self, item: Candidate) -> str:
        """Return the name."""
        return item.words

    def post_chosen(self, row: Candidate) -> None:
        """Post a message."""
        self.post_message(self.Chosen(row.entity))


class SpeakerDialog(ListDialog[SaidBy | None]):
    """Returns who said it, or None where the dialog was left. It saves nothing itself."""

    TITLE = "Who said it"

    BINDINGS: ClassVar[list[BindingType]] = bindings("speaker")

    def __init__(self, quotation: Quotation, entities: Sequence[Entity], text: str) -> None:
        """Ask who of ``entities`` said ``quotation``; all are of ``text``."""
        present = speaker_in(quotation, entities)
        others = possible_speakers(quotation, entities)
        if present is not None and present not in others:
            others.insert(0, present)
        candidates = [Candidate(entity, entity is present) for entity in others]
        candidates.append(Candidate(None, quotation.speaker is None or quotation.speaker.name is None))
        super().__init__(SpeakerList(candidates))
        self._words = one_line(quotation.span.of(text), 120)
        self._present = present

    def body(self) -> Iterable[Widget]:
        """Yield the words, what to do, and who there is."""
        yield plain(self._words, "card-name")
        hints = key_hints(self).phrases(("{} takes the name", "list.choose"), ("{} filters", "list.filter"))
        yield plain(f"who said it? {hints}", "card-details")
        yield self.pane

    def begin(self) -> None:
        """Begin at the present speaker; where there is none, at the likeliest."""
        if self._present is not None:
            self.pane.highlight(Candidate(self._present))

    @on(SpeakerList.Chosen)
    def _chosen(self, message: SpeakerList.Chosen) -> None:
        message.stop()
        self.dismiss(SaidBy(message.entity))
