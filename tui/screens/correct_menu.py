"""The menu of all that can be put right about a name."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.domain.analysis import Entity
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.span import TextSpan
from tui.domain.text.sanitize import one_line
from tui.screens.dialog import Dialog, plain
from tui.screens.remedy import Remedy
from tui.ui.keyboard.hints import told_keys
from tui.ui.widgets.row_list import RowList
from tui.widgets.cells import cut
from tui.widgets.choice_list import ChoiceList
from tui.widgets.label_style import LABEL_STYLES
from tui.widgets.offer_words import offer_in_words, told_where
from tui.widgets.row_look import Line, RowLook, Run


class Choice(NamedTuple):
    """A row of the menu: what to do, and the words for it."""

    remedy: Remedy
    words: str


def choices(entity: Entity, mention: TextSpan | None, text: str, offer: Suggestion | None) -> list[Choice]:
    """What can be done about ``entity``, and about the ``mention`` of it that somebody is at.

    Args:
        entity: an entity of ``text``.
        mention: one of its mentions, or None.
        text: the article's text.
        offer: what other articles say of the entity, or None.
    """
    rows = []
    singular = LABEL_STYLES[entity.label].singular
    if offer is not None:
        rows = [
            Choice(Remedy.ACCEPT, f"Yes: {offer_in_words(offer)}, as in {told_where(offer)}"),
            Choice(Remedy.DECLINE, f"No: {LABEL_STYLES[offer.correction.entity.label].singular}"),
        ]
    rows += [
        Choice(Remedy.RELABEL, f"Another kind than {singular} …"),
        Choice(Remedy.MERGE, "The same as another name …"),
        Choice(Remedy.REMOVE, "Not a name anywhere in this article"),
    ]
    if mention is None:
        return rows
    wording = f"“{one_line(mention.of(text), 40)}”"
    rows.append(Choice(Remedy.EDGES, f"More or fewer words than {wording} …"))
    if len(entity.mentions) > 1:
        rows += [
            Choice(Remedy.REMOVE_HERE, f"{wording} is not a name here"),
            Choice(Remedy.SPLIT, f"{wording} is an entry of its own here"),
        ]
    rows.append(Choice(Remedy.MOVE, f"{wording} belongs to another entry here …"))
    return rows


class MenuLook(RowLook[Choice]):
    """A choice with its key before it.

    Attributes:
        keys: the key of each remedy, as people know it.
    """

    def __init__(self) -> None:
        self.keys: dict[Remedy, str] = {}

    def key(self, row: Choice) -> Hashable:
        """What to do."""
        return row.remedy

    def lines(self, row: Choice, width: int) -> Sequence[Line]:
        """The one line of a choice."""
        key = f" {self.keys.get(row.remedy, ''):2} "
        return ((Run(key, "tag"), Run(cut(row.words, width - len(key)))),)


class CorrectMenu(Dialog[Remedy | None]):
    """Returns what is to be done, or None. It does nothing itself."""

    TITLE = "Correct"

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"do('{remedy}')", description, id=f"correct.{remedy}", show=False)
            for key, remedy, description in (
                ("y", Remedy.ACCEPT, "Yes, as elsewhere"),
                ("n", Remedy.DECLINE, "No, not here"),
                ("r", Remedy.RELABEL, "Another kind"),
                ("M,m", Remedy.MERGE, "Merge"),
                ("d", Remedy.REMOVE, "Not a name"),
                ("w", Remedy.EDGES, "More or fewer words"),
                ("x", Remedy.REMOVE_HERE, "Not a name here"),
                ("s", Remedy.SPLIT, "Split off"),
                ("e", Remedy.MOVE, "Another one's here"),
            )
        ),
        Binding("escape,q", "cancel", "Leave as it is", id="correct.cancel"),
    ]

    def __init__(
        self, entity: Entity, mention: TextSpan | None, text: str, offer: Suggestion | None = None
    ) -> None:
        """Ask about ``entity``; for the arguments see ``choices``."""
        super().__init__()
        self._entity = entity
        self._choices = choices(entity, mention, text, offer)
        self._look = MenuLook()
        self._list = ChoiceList(self._look)
        self._list.set_rows(self._choices)

    def body(self) -> Iterable[Widget]:
        """The name, its kind, and the choices."""
        style, count = LABEL_STYLES[self._entity.label], len(self._entity.mentions)
        times = "1 mention" if count == 1 else f"{count:,} mentions"
        yield plain(one_line(self._entity.name, 120), "card-name")
        yield plain(f"{style.mark} {style.singular} · {times}", "card-details")
        yield self._list

    def on_mount(self) -> None:
        """Let the keys move the list, and show each choice's own."""
        keys = told_keys(self)
        self._look.keys = {remedy: keys.first(f"correct.{remedy}") for remedy in Remedy}
        self._list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take the keys of what can be done alone."""
        if action == "do":
            return any(choice.remedy == parameters[0] for choice in self._choices)
        return super().check_action(action, parameters)

    def action_do(self, remedy: str) -> None:
        """Return what is to be done."""
        self.dismiss(Remedy(remedy))

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(message.row.remedy)
