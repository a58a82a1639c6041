"""The list of those who may have said a quotation."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.message import Message

from tui.domain.analysis import Entity
from tui.domain.text.sanitize import one_line
from tui.ui.widgets.list_pane import ListPane, keep
from tui.widgets.cells import cut
from tui.widgets.label_style import LABEL_STYLES
from tui.widgets.needle import Needle, fold_all
from tui.widgets.row_look import Line, RowLook, Run

_NOW = " · as it is now"


class Candidate(NamedTuple):
    """Who may have said it.

    Attributes:
        entity: who; None for nobody, or somebody who is not clear.
        is_present: whether that is what is told so far.
    """

    entity: Entity | None
    is_present: bool = False

    @property
    def words(self) -> str:
        """The name."""
        return one_line(self.entity.name) if self.entity else "nobody, or it is not clear"


class CandidateLook(RowLook[Candidate]):
    """Mark of the kind and name; the present speaker says so."""

    def key(self, row: Candidate) -> Hashable:
        """Kind and name."""
        return (row.entity.label, row.entity.name) if row.entity else None

    def lines(self, row: Candidate, width: int) -> Sequence[Line]:
        """The one line of a row."""
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
        """Somebody chose a speaker; None for nobody."""

        entity: Entity | None

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__(CandidateLook())
        self._candidates = candidates
        self._folded = fold_all(candidate.words for candidate in candidates)

    def make_rows(self, needle: Needle) -> Sequence[Candidate]:
        """Those whose name the needle finds."""
        return keep(self._candidates, self._folded, needle)

    def post_chosen(self, row: Candidate) -> None:
        """Say so."""
        self.post_message(self.Chosen(row.entity))
