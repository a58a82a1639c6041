"""The list of the names in the article that is read, where they can be put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.analysis import Entity
from tui.domain.corrections.correction import EntityName
from tui.ui.panes.entities import EntityList, EntityLook
from tui.ui.widgets.list_pane import Heading
from tui.widgets.row_look import Line, Run

NO_OFFERS: Mapping[EntityName, str] = MappingProxyType({})
_ACTIONS = ("correct", "relabel", "merge", "remove")


class NameLook(EntityLook):
    """How entities look in the list, marked where another article says something else of them.

    Attributes:
        offers: what is said, in a word or two.
    """

    def __init__(self) -> None:
        self.offers = NO_OFFERS

    def lines(self, row: Entity | Heading, width: int) -> Sequence[Line]:
        """The one line of a row."""
        offer = "" if isinstance(row, Heading) else self.offers.get(EntityName(row.label, row.name), "")
        if not offer:
            return super().lines(row, width)
        (line,) = super().lines(row, width - len(offer) - 1)
        return ((*line[:-1], Run(f"{offer} ", "tag"), line[-1]),)


class NameList(EntityList):
    """The entities of the article, and what the reader wants to put right about them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "correct", "Correct", id="entities.correct", tooltip="All ways to put the name right"),
        Binding("r", "relabel", "Another kind", id="entities.relabel", show=False),
        Binding("M", "merge", "Merge", id="entities.merge", tooltip="Merge with another name", show=False),
        Binding("d", "remove", "Not a name", id="entities.remove", show=False),
    ]

    offers: var[Mapping[EntityName, str]] = var(NO_OFFERS, init=False)
    """What other articles say of entities that are listed, in a word or two."""

    @dataclass(eq=False)
    class CorrectionRequested(Message):
        """Somebody wants to put something right about an entity."""

        entity: Entity

    @dataclass(eq=False)
    class RelabelRequested(Message):
        """Somebody wants to say of what kind an entity is."""

        entity: Entity

    @dataclass(eq=False)
    class MergeRequested(Message):
        """Somebody wants to make an entity and another one the same."""

        entity: Entity

    @dataclass(eq=False)
    class RemovalRequested(Message):
        """Somebody says that an entity is no name."""

        entity: Entity

    def __init__(self) -> None:
        self._name_look = NameLook()
        super().__init__(self._name_look)

    def watch_entities(self) -> None:
        """List them; with none there is nothing to put right."""
        super().watch_entities()
        self.refresh_bindings()

    def watch_offers(self, offers: Mapping[EntityName, str]) -> None:
        """Mark them."""
        self._name_look.offers = offers
        self.rows.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to put right only where there is something."""
        if action in _ACTIONS:
            return bool(self.entities)
        return super().check_action(action, parameters)

    def action_correct(self) -> None:
        """Ask what is wrong."""
        if (entity := self.highlighted) is not None:
            self.post_message(self.CorrectionRequested(entity))

    def action_relabel(self) -> None:
        """Ask for another kind."""
        if (entity := self.highlighted) is not None:
            self.post_message(self.RelabelRequested(entity))

    def action_merge(self) -> None:
        """Ask for what it is the same as."""
        if (entity := self.highlighted) is not None:
            self.post_message(self.MergeRequested(entity))

    def action_remove(self) -> None:
        """Say that it is no name."""
        if (entity := self.highlighted) is not None:
            self.post_message(self.RemovalRequested(entity))
