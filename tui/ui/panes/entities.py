"""The list of the entities of an article."""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from tui.domain.analysis import Entity, Label
from tui.domain.corrections.correction import EntityName
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.ui.keyboard.commands import bindings
from tui.ui.textual_internals import describe_action
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.list_pane import ROOMY, ListPane, headed, heading_height, heading_lines, spread
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run

NAMED = 9
"""Cells of the column that says how often one is named."""
FOLLOWED = "★"
"""Stands before those who are followed."""


class EntityRenderer(RowRenderer[Entity | Heading]):
    """Shows an entity as the mark of its kind, its name and the number of its mentions.

    Attributes:
        said: how many quotations there are of each; shown where there is room, if there are any.
        followed: kind and name of those who are followed.
    """

    def __init__(self) -> None:
        self.said: Mapping[str, int] = {}
        self.followed: AbstractSet[tuple[Label, str]] = frozenset()

    def key(self, row: Entity | Heading) -> Hashable:
        """Return kind and name: the mentions grow while the text is analysed."""
        return ("heading", row.group) if isinstance(row, Heading) else (row.label, row.name)

    def can_highlight(self, row: Entity | Heading) -> bool:
        """Return True for an entity; for a heading only where it is all that a hidden kind has."""
        return not isinstance(row, Heading) or row.folded

    def heights(self, rows: Sequence[Entity | Heading], width: int) -> Sequence[int] | None:
        """Count a free line above headings where there is room for it."""
        if width < ROOMY:
            return None
        return [heading_height(row, width) if isinstance(row, Heading) else 1 for row in rows]

    def lines(self, row: Entity | Heading, width: int) -> Sequence[Line]:
        """Write the line of a row."""
        if isinstance(row, Heading):
            return heading_lines(row, width, can_fold=True)
        style = LABEL_STYLES[row.label]
        count = f"{len(row.mentions):,}"
        mark: Line = (Run(f"{style.mark} ", style.suffix),)
        has_columns = bool(self.said) and width >= ROOMY
        if (row.label, row.name) in self.followed:
            mark, width = (*mark, Run(f"{FOLLOWED} ", "accent")), width - 2
        if not has_columns:
            return ((*mark, *spread(Run(one_line(row.name)), count, width - 2)),)
        said = f"{self.said[row.name]:,}" if row.name in self.said else ""
        return (
            (
                *mark,
                *spread(Run(one_line(row.name)), said, width - 2 - NAMED),
                Run(f"{count:>{NAMED}}", "muted"),
            ),
        )


class EntityList(ListPane[Entity]):
    """Entities by kind, the most mentioned first. Kinds can be hidden, here and in the text."""

    BINDING_GROUP_TITLE = "Names"
    BINDINGS: ClassVar[list[BindingType]] = bindings("entities")

    entities: var[tuple[Entity, ...]] = var((), init=False)
    """What is listed; within a kind in the order given, which is the most mentioned first."""

    hidden: var[frozenset[Label]] = var(frozenset(), init=False)
    """The kinds that are not shown."""

    followed: var[AbstractSet[tuple[Label, str]]] = var(frozenset[tuple[Label, str]](), init=False)
    """Kind and name of those who are followed: of each kind they come first."""

    @dataclass(eq=False)
    class EntityMessage(Message):
        """Something was done to an entity."""

        entity: Entity

    class Highlighted(EntityMessage):
        """The reader moved to an entity."""

    class Chosen(EntityMessage):
        """The reader chose an entity."""

    @dataclass(eq=False)
    class LabelsHidden(Message):
        """The reader hid kinds or showed them again."""

        hidden: frozenset[Label]
        """All the kinds that are hidden now."""

    def __init__(
        self,
        renderer: EntityRenderer | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
        empty: str = "No names yet",
    ) -> None:
        super().__init__(renderer or EntityRenderer(), id=id, classes=classes, empty=empty)

    def watch_entities(self) -> None:
        """List them."""
        self.items_changed()

    def watch_hidden(self) -> None:
        """Fold and unfold."""
        self.rows_changed()
        self.refresh_bindings()

    @property
    def order_in_words(self) -> str:
        """By how often each is named, within its kind."""
        return "by count"

    def items(self) -> Sequence[Entity]:
        """Return all entities."""
        return self.entities

    def searched(self, item: Entity) -> str:
        """Return the name."""
        return item.name

    def passages(self, row: Entity) -> Sequence[TextSpan]:
        """Return where it is named."""
        return row.mentions

    def arranged(self, found: Sequence[Entity]) -> list[Entity | Heading]:
        """Return a heading for each kind that occurs, and its entities unless the kind is hidden."""
        kinds: dict[Label, list[Entity]] = {label: [] for label in Label}
        followed = self.followed
        for entity in sorted(found, key=lambda each: (each.label, each.name) not in followed):
            kinds[entity.label].append(entity)
        rows: list[Entity | Heading] = []
        for label, entities in kinds.items():
            style, hidden = LABEL_STYLES[label], label in self.hidden
            title = style.plural.capitalize()
            rows += headed(entities, label, title, folded=hidden)
        return rows

    def fold_group(self, heading: Heading) -> None:
        """Hide the kind, or show it again."""
        self._toggle(Label(heading.group))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show all kinds only where some are hidden."""
        if action == "show_kinds":
            return bool(self.hidden)
        return super().check_action(action, parameters)

    def action_toggle_kind(self) -> None:
        """Hide the kind of the highlighted row; on the heading of a hidden kind, show it."""
        self.update_rows()
        row = self.rows.highlighted
        if row is not None:
            self._toggle(Label(row.group) if isinstance(row, Heading) else row.label)

    def action_show_kinds(self) -> None:
        """Show all kinds."""
        self._hide(frozenset())

    def _toggle(self, label: Label) -> None:
        self._hide(self.hidden ^ {label})
        # The highlight goes where the kind went: to its heading, or to its first entity.
        self.update_rows()
        rows = self.rows.rows
        at = next((i for i, row in enumerate(rows) if isinstance(row, Heading) and row.group == label), None)
        if at is not None:
            self.rows.highlight(rows[at] if label in self.hidden else rows[at + 1])

    def _hide(self, hidden: frozenset[Label]) -> None:
        self.hidden = hidden
        self.post_message(self.LabelsHidden(hidden))


NO_OFFERS: Mapping[EntityName, str] = MappingProxyType({})


class NameRenderer(EntityRenderer):
    """Shows entities marked where corrections in another article suggest something else of them.

    Attributes:
        offers: what is suggested, in a word or two.
    """

    def __init__(self) -> None:
        super().__init__()
        self.offers = NO_OFFERS

    def lines(self, row: Entity | Heading, width: int) -> Sequence[Line]:
        """Write the one line of a row."""
        offer = "" if isinstance(row, Heading) else self.offers.get(EntityName(row.label, row.name), "")
        if not offer:
            return super().lines(row, width)
        (line,) = super().lines(row, width - len(offer) - 1)
        return ((*line[:-1], Run(f"{offer} ", "tag"), line[-1]),)


class Columns(Widget):
    """Names the columns of a list of names, where that has room for more than one."""

    def render(self) -> Content:
        """Render the titles over the ends of their columns."""
        return Content(f"{'said':>{self.size.width - NAMED - 1}}{'named':>{NAMED}}")


class NameList(EntityList):
    """The entities of the article, and what the reader wants to correct about them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("names")

    offers: var[Mapping[EntityName, str]] = var(NO_OFFERS, init=False)
    """What other articles suggest of entities that are listed, in a word or two."""

    class FollowRequested(EntityList.EntityMessage):
        """The reader wants to follow a name in all articles, or no longer."""

    class CorrectionRequested(EntityList.EntityMessage):
        """The reader wants to correct something about an entity."""

    class RelabelRequested(EntityList.EntityMessage):
        """The reader wants to say of what kind an entity is."""

    class MergeRequested(EntityList.EntityMessage):
        """The reader wants to make an entity and another one the same."""

    class RemovalRequested(EntityList.EntityMessage):
        """The reader says that an entity is no name."""

    class EverywhereRequested(EntityList.EntityMessage):
        """The reader wants to see a name over all articles."""

    def __init__(self) -> None:
        self._renderer = NameRenderer()
        super().__init__(self._renderer)
        describe_action(self.rows, "choose", "Card")

    def compose(self) -> ComposeResult:
        """Show the rows under the names of their columns."""
        yield Columns()
        yield from super().compose()

    @property
    def said(self) -> Mapping[str, int]:
        """How many quotations there are of each name."""
        return self._renderer.said

    @said.setter
    def said(self, said: Mapping[str, int]) -> None:
        self._renderer.said = said
        self.rows.refresh()

    def watch_entities(self) -> None:
        """List them; with none there is nothing to correct."""
        super().watch_entities()
        self.refresh_bindings()

    def watch_followed(self, followed: AbstractSet[tuple[Label, str]]) -> None:
        """Mark them, and list them first."""
        self._renderer.followed = followed
        self.rows_changed()
        self.rows.refresh()

    def watch_offers(self, offers: Mapping[EntityName, str]) -> None:
        """Mark them."""
        self._renderer.offers = offers
        self.rows.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to correct only where there is something."""
        if action == "request":
            return bool(self.entities)
        return super().check_action(action, parameters)
