"""A list with a filter, an order and headings: the base of all panes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any, ClassVar, Final, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input

from tui.domain.text.folding import expand, fold
from tui.domain.text.spans import TextSpan
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.widgets.cells import cell_width, cut, gap_between
from tui.ui.widgets.inputs import WordsInput
from tui.ui.widgets.row_list import Heading, Line, RowList, RowRenderer, Run

ItemT = TypeVar("ItemT")

NO_MATCH: Final = "Nothing here matches that."
_BETWEEN = "\x00"
"""Occurs in no text, and folding leaves it as it is."""


def fold_all(texts: Iterable[str]) -> list[str]:
    """Fold each text as ``tui.domain.text.folding.fold`` does; far faster than one by one."""
    texts = list(texts)
    return fold(_BETWEEN.join(texts)).split(_BETWEEN) if texts else []


class Filter:
    """What the reader typed into a filter: every word of it must occur. It is false if it is empty."""

    def __init__(self, typed: str) -> None:
        self._words = expand(fold(typed)).split()

    def __bool__(self) -> bool:
        return bool(self._words)

    def __call__(self, folded: str) -> bool:
        """Return whether ``folded``, as ``fold`` gives it, holds every word."""
        expanded = expand(folded)
        return all(word in expanded for word in self._words)


def headed(
    items: Sequence[ItemT], group: str, title: str, *, folded: bool = False, mark: str = "", style: str = ""
) -> list[ItemT | Heading]:
    """Return rows for a group of items: a heading that counts them, and the items unless it is folded.

    There are none where there are no items. ``group`` and what follows are attributes of ``Heading``.
    """
    if not items:
        return []
    heading = Heading(group, title, len(items), folded, mark, style)
    return [heading] if folded else [heading, *items]


ROOMY = 36
"""Cells of a row from which on groups have a free line between them, and rows more columns."""


def _spaced(rows: Sequence[ItemT]) -> Sequence[ItemT]:
    """Return the rows with each heading but the first set apart from what is above it."""
    return [
        replace(row, spaced=True) if number and isinstance(row, Heading) else row
        for number, row in enumerate(rows)
    ]


def heading_lines(heading: Heading, width: int, *, can_fold: bool) -> list[Line]:
    """Write a heading, under a free line where it is set apart and there is room for that."""
    line = heading_line(heading, width, can_fold=can_fold)
    return [(), line] if heading_height(heading, width) > 1 else [line]


def heading_height(heading: Heading, width: int) -> int:
    """Return the number of lines that ``heading_lines`` writes."""
    return 1 + (heading.spaced and width >= ROOMY)


def heading_line(heading: Heading, width: int, *, can_fold: bool) -> Line:
    """Write a heading in ``width`` cells: its mark, its title, the number of entries.

    Where groups can be folded, a sign before it shows whether this one is.
    """
    style = "muted" if heading.folded else "heading"
    fold = ("▸ " if heading.folded else "▾ ") if can_fold and not heading.mark else ""
    mark = f"{heading.mark} " if heading.mark else ""
    count = f"{heading.entries:,} hidden" if heading.folded else f"{heading.entries:,}"
    room = width - len(fold) - len(mark)
    return (Run(fold, "muted"), Run(mark, heading.style), *spread(Run(heading.title, style), count, room))


def spread(left: Run, count: str, width: int) -> Line:
    """Write ``left`` as far as it fits in ``width`` cells, and ``count`` one cell before their end.

    Of a count in several parts, ``4 quotes · 1 article``, the first go where they would leave ``left``
    less than half of the room, so that one sees what is counted.
    """
    while count and width - len(count) - 2 < min(cell_width(left.text), width // 2):
        count = count.partition(" · ")[2]
    text = cut(left.text, width - len(count) - 2)
    return (Run(text, left.style), Run(gap_between(text, count, width - 1)), Run(count, "muted"))


class FilterInput(WordsInput):
    """The line at the top of a list that the reader types a filter in."""

    BINDING_GROUP_TITLE = "Filter of a list"
    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")


class ListPane(Vertical, Generic[ItemT], can_focus=False):
    """A ``RowList`` with a filter that opens above it. The filter is mounted when first used.

    Subclasses give a renderer, say what is listed (``items``) and what the filter looks in (``searched``),
    put what it finds in order and under headings (``arranged``), and call ``items_changed``. The messages
    that they define are posted: ``Highlighted`` and ``Chosen`` about a row, ``Reordered`` with the order.
    """

    BINDING_GROUP_TITLE = "Lists"
    BINDINGS: ClassVar[list[BindingType]] = bindings("pane")

    class Browsed(Message):
        """The user highlighted another row."""

    class Placed(Message):
        """The rows are others, or another one is highlighted, whoever did that."""

    empty: var[str] = var("", init=False)
    """What is shown where there is nothing to list."""

    filter: var[str] = var("", init=False)
    """What is typed in the filter; empty shows everything."""

    order: var[Any] = var(None, init=False)
    """The order that items are listed in, one of an enumeration of them; None where there is but one."""

    def __init__(
        self,
        renderer: RowRenderer[Any],
        *,
        id: str | None = None,
        classes: str | None = None,
        empty: str = "",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: RowList[Any] = RowList(renderer, empty=empty)
        """The rows; they take the focus."""
        self._input: FilterInput | None = None
        self._searched: list[str] | None = None
        """What the filter looks in, folded, for each item; made when it is first asked for."""
        self._stale = True
        self.set_reactive(ListPane.empty, empty)

    def compose(self) -> ComposeResult:
        """Show the rows alone."""
        yield self.rows

    # -- for subclasses ------------------------------------------------------------------

    def items(self) -> Sequence[Any]:
        """Return all that can be listed."""
        raise NotImplementedError

    def searched(self, item: Any) -> str:
        """Return the text of an item that the filter looks in."""
        raise NotImplementedError

    def arranged(self, found: Sequence[Any]) -> Sequence[Any]:
        """Return the rows for what the filter found: in order, under headings if there are groups."""
        return found

    def passages(self, row: ItemT) -> Sequence[TextSpan]:  # noqa: ARG002
        """Return what a row is about in the text of the article that is open."""
        return ()

    def subject(self, row: ItemT) -> object:
        """Return what messages about a row are about."""
        return row

    def fold_group(self, heading: Heading) -> None:
        """Do what is to be done when a heading is clicked on, or a folded one chosen."""

    # -- rows ----------------------------------------------------------------------------

    def items_changed(self) -> None:
        """Make the rows of other items."""
        self._searched = None
        self.rows_changed()

    def rows_changed(self) -> None:
        """Make the rows again, once for all changes of this moment."""
        if not self._stale:
            self._stale = True
            self.call_next(self.update_rows)

    def update_rows(self) -> None:
        """Make the rows again at once if they are out of date."""
        if self._stale:
            self._stale = False
            self.rows.set_rows(_spaced(self.arranged(self.found())))
            self._show_empty()

    def found(self) -> Sequence[Any]:
        """Return the items that the filter finds, all of them if it is empty."""
        items, query = self.items(), Filter(self.filter)
        if not query:
            return items
        if self._searched is None:
            self._searched = fold_all(map(self.searched, items))
        return [item for item, text in zip(items, self._searched, strict=True) if query(text)]

    def _show_empty(self) -> None:
        clears = key_hints(self).phrase(" {} clears the filter.", "list.clear-filter")
        self.rows.empty = NO_MATCH + clears if self.filter else self.empty

    def watch_empty(self) -> None:
        """Show the other message."""
        self._show_empty()

    def watch_order(self) -> None:
        """List everything in that order."""
        self.rows_changed()
        self._post("Reordered", self.order)

    @property
    def order_in_words(self) -> str:
        """The order that items are listed in, as the reader is shown it; empty where there is but one."""
        return str(self.order.value) if isinstance(self.order, Enum) else ""

    def action_sort(self) -> None:
        """List everything in the next of the orders."""
        enumeration: type[Enum] = type(self.order)
        orders = list(enumeration)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]

    def on_mount(self) -> None:
        """Show what was set before."""
        self.update_rows()

    def focus(self, scroll_visible: bool = True) -> "ListPane[ItemT]":
        """Give the focus to the rows."""
        self.rows.focus(scroll_visible)
        return self

    @property
    def highlighted(self) -> ItemT | None:
        """What is highlighted, unless it is a heading."""
        self.update_rows()
        row = self.rows.highlighted
        return None if row is None or isinstance(row, Heading) else row

    @property
    def place(self) -> str:
        """Say which of the rows is highlighted: ``3 of 26``; empty where there are none."""
        self.update_rows()
        number, of = self.rows.place
        return f"{number:,} of {of:,}" if of else ""

    def highlight(self, item: ItemT) -> bool:
        """Highlight ``item`` without a message; return whether it is among the rows."""
        self.update_rows()
        return self.rows.highlight(item)

    def action_first(self) -> None:
        """Highlight the first row."""
        self.rows.action_first()

    def action_request(self, message: str) -> None:
        """Post the message of that name about the row that is highlighted."""
        if (row := self.highlighted) is not None:
            self._post(message, self.subject(row))

    def _post(self, name: str, about: object) -> None:
        if (message := getattr(self, name, None)) is not None:
            self.post_message(message(about))

    @on(RowList.Highlighted)
    def _row_highlighted(self, message: RowList.Highlighted) -> None:
        message.stop()
        if not isinstance(message.row, Heading):
            self._post("Highlighted", self.subject(message.row))
            self.post_message(self.Browsed())

    @on(RowList.Placed)
    def _rows_placed(self) -> None:
        # What the pane itself brought about would go no further than the pane.
        self.post_message(self.Placed())

    @on(RowList.Chosen)
    def _row_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        if isinstance(message.row, Heading):
            self.fold_group(message.row)
        else:
            self._post("Chosen", self.subject(message.row))

    @on(RowList.HeadingClicked)
    def _heading_clicked(self, message: RowList.HeadingClicked) -> None:
        message.stop()
        self.fold_group(message.row)

    # -- the filter ----------------------------------------------------------------------

    async def action_filter(self) -> None:
        """Open the filter, or go back into it."""
        if self._input is None:
            self._input = FilterInput(self.filter, placeholder="filter", compact=True, select_on_focus=False)
            await self.mount(self._input, before=self.rows)
        self._input.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leave escape to the screen while there is no filter to clear."""
        return action != "clear_filter" or self._input is not None

    async def action_clear_filter(self) -> None:
        """Show everything again."""
        self.filter = ""
        if self._input is not None:
            field, self._input = self._input, None
            await field.remove()
        self.rows.focus()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        if message.input is self._input:
            self.filter = message.value

    @on(Input.Submitted)
    async def _keep_filter(self, message: Input.Submitted) -> None:
        message.stop()
        if self.filter.strip():
            self.rows.focus()
        else:
            await self.action_clear_filter()

    def watch_filter(self) -> None:
        """Show what matches."""
        if self._input is not None and self._input.value != self.filter:
            self._input.value = self.filter
        self.rows_changed()
