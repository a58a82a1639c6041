"""The list of everybody who appears in the articles that were read."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.people import Somebody
from tui.domain.text.sanitize import one_line
from tui.ui.widgets.list_pane import ListPane, keep, spread
from tui.widgets.label_style import LABEL_STYLES
from tui.widgets.needle import Needle, fold_all
from tui.widgets.row_look import Line, RowLook, Run


class WhoOrder(Enum):
    """The orders that people are listed in; the value says it to the reader."""

    ARTICLES = "in most articles first"
    QUOTES = "most quoted first"
    NAME = "by name"


def times(number: int, noun: str) -> str:
    """A number of things, in words: ``1 quote``, ``2 quotes``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class WhoLook(RowLook[Somebody]):
    """One line for each: mark of the kind, name, how much there is."""

    def key(self, row: Somebody) -> Hashable:
        """Who it is: the counts grow while articles are looked through."""
        return row.key

    def lines(self, row: Somebody, width: int) -> Sequence[Line]:
        """The one line."""
        style = LABEL_STYLES[row.label]
        counts = times(row.articles, "article")
        if row.quotations:
            counts = f"{times(row.quotations, 'quote')} · {counts}"
        return ((Run(f"{style.mark} ", style.suffix), *spread(Run(one_line(row.name)), counts, width - 2)),)


class WhoList(ListPane[Somebody]):
    """Everybody, in one order or another, with a filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "Sort", id="who.sort", tooltip="By articles, quotes, name"),
    ]

    everybody: var[Sequence[Somebody]] = var((), init=False)
    """Who is listed, those in most articles first."""

    order: var[WhoOrder] = var(WhoOrder.ARTICLES, init=False)
    """The order of the list."""

    @dataclass(eq=False)
    class Chosen(Message):
        """Somebody was chosen."""

        somebody: Somebody

    @dataclass(eq=False)
    class Sorted(Message):
        """The list has another order."""

        order: WhoOrder

    def __init__(self) -> None:
        super().__init__(WhoLook())
        self._folded: list[str] | None = None

    def watch_everybody(self) -> None:
        """List them."""
        self._folded = None
        self.rows_changed()

    def watch_order(self) -> None:
        """List them in that order."""
        self.rows_changed()
        self.post_message(self.Sorted(self.order))

    def make_rows(self, needle: Needle) -> Sequence[Somebody]:
        """Those whose names the needle finds."""
        found: Sequence[Somebody] = self.everybody
        if needle:
            if self._folded is None:
                self._folded = fold_all(one.name for one in found)
            found = keep(found, self._folded, needle)
        match self.order:
            case WhoOrder.ARTICLES:
                return found
            case WhoOrder.QUOTES:
                return sorted(found, key=lambda one: -one.quotations)
            case WhoOrder.NAME:
                return sorted(found, key=lambda one: one.key[1])

    def post_chosen(self, row: Somebody) -> None:
        """Say so."""
        self.post_message(self.Chosen(row))

    def action_sort(self) -> None:
        """List them in the next order."""
        orders = list(WhoOrder)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
