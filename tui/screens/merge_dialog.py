"""The dialog in which somebody says which other name a name is the same as."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.domain.analysis import Entity
from tui.domain.searching import fold
from tui.domain.text.sanitize import one_line
from tui.screens.dialog import plain
from tui.screens.list_dialog import ListDialog
from tui.ui.keyboard.hints import told_keys
from tui.ui.panes.entities import EntityList


def likeliest(name: str, entity: Entity, others: Sequence[Entity]) -> Entity | None:
    """Which of ``others`` is meant soonest by ``name``, a name of ``entity``.

    Among those that share a word with it, and else among all, one of the same kind, the most
    mentioned; None where there are none.
    """
    words = set(fold(name).split())
    best = None
    for other in others:
        score = (bool(words & set(fold(other.name).split())), other.label is entity.label)
        if best is None or score > best[0]:
            best = (score, other)
    return best[1] if best else None


class MergeDialog(ListDialog[Entity | None]):
    """Returns the other entity, or None where the dialog was left. It merges nothing itself."""

    TITLE = "The same as"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave as it is", id="merge.cancel"),
        Binding("g", "first", "First", show=False, id="merge.first"),
    ]

    def __init__(self, wording: str, entity: Entity, entities: Sequence[Entity]) -> None:
        """Ask what ``wording``, a name of ``entity``, is the same as, among the other ``entities``."""
        entries = EntityList(empty="There is no other name in this article")
        super().__init__(entries)
        self._wording = wording
        self._entity = entity
        self._others = tuple(other for other in entities if other is not entity)
        entries.entities = self._others

    def body(self) -> Iterable[Widget]:
        """What to do, and the other entities."""
        yield plain(f"{one_line(self._wording, 60)} is the same as:", "card-name")
        hints = told_keys(self).phrases(("{} takes it", "list.choose"), ("{} filters", "list.filter"))
        yield plain("move to the other name" + (f": {hints}" if hints else ""), "card-details")
        yield self.pane

    def begin(self) -> None:
        """Begin at the likeliest."""
        other = likeliest(self._wording, self._entity, self._others)
        if other is not None:
            self.pane.highlight(other)

    @on(EntityList.Highlighted)
    @on(EntityList.LabelsHidden)
    def _looked_around(self, message: EntityList.Highlighted | EntityList.LabelsHidden) -> None:
        message.stop()

    @on(EntityList.Chosen)
    def _chosen(self, message: EntityList.Chosen) -> None:
        message.stop()
        self.dismiss(message.entity)
