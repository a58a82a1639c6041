"""The dialog in which somebody says who said a quotation."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.domain.analysis import Entity, Quotation
from tui.domain.speaking import possible_speakers, speaker_in
from tui.domain.text.sanitize import one_line
from tui.screens.dialog import plain
from tui.screens.list_dialog import ListDialog
from tui.ui.dialogs.base import SaidBy
from tui.ui.dialogs.speaker import Candidate, SpeakerList
from tui.ui.keyboard.hints import told_keys


class SpeakerDialog(ListDialog[SaidBy | None]):
    """Returns who said it, or None where the dialog was left. It saves nothing itself."""

    TITLE = "Who said it"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave as it is", id="speaker.cancel"),
        Binding("g", "first", "First", show=False, id="speaker.first"),
    ]

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
        """The words, what to do, and who there is."""
        yield plain(self._words, "card-name")
        hints = told_keys(self).phrases(("{} takes the name", "list.choose"), ("{} filters", "list.filter"))
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
