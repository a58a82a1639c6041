"""The dialog in which somebody says who said a quotation."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.domain.analysis import Entity, Quotation
from tui.domain.plain import one_line
from tui.domain.speaking import possible_speakers, speaker_in
from tui.screens.answers import SaidBy
from tui.screens.dialog import Dialog, plain
from tui.widgets.speaker_list import Candidate, SpeakerList
from tui.widgets.told_keys import told_keys


class SpeakerDialog(Dialog[SaidBy | None]):
    """Returns who said it, or None where the dialog was left. It saves nothing itself."""

    TITLE = "Who said it"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave as it is", id="speaker.cancel"),
        Binding("g", "first", "First", show=False, id="speaker.first"),
    ]

    def __init__(self, quotation: Quotation, entities: Sequence[Entity], text: str) -> None:
        """Ask who of ``entities`` said ``quotation``; all are of ``text``."""
        super().__init__()
        self._words = one_line(quotation.span.of(text), 120)
        present = speaker_in(quotation, entities)
        others = possible_speakers(quotation, entities)
        if present is not None and present not in others:
            others.insert(0, present)
        self._candidates = [Candidate(entity, entity is present) for entity in others]
        self._present = present
        self._candidates.append(Candidate(None, quotation.speaker is None or quotation.speaker.name is None))
        self._list = SpeakerList(self._candidates)

    def body(self) -> Iterable[Widget]:
        """The words, what to do, and who there is."""
        yield plain(self._words, "card-name")
        hints = told_keys(self).phrases(("{} takes the name", "list.choose"), ("{} filters", "list.filter"))
        yield plain(f"who said it? {hints}", "card-details")
        yield self._list

    def on_mount(self) -> None:
        """Begin at the present speaker; where there is none, at the likeliest."""
        self._list.focus()
        if self._present is not None:
            self._list.highlight(Candidate(self._present))

    def action_first(self) -> None:
        """Go to the top."""
        self._list.action_first()

    @on(SpeakerList.Chosen)
    def _chosen(self, message: SpeakerList.Chosen) -> None:
        message.stop()
        self.dismiss(SaidBy(message.entity))
