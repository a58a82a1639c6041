"""List with filter, base of all panes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import var
from textual.widgets import Input

from tui.domain.text.folding import fold
from tui.ui.keyboard.hints import key_hints
from tui.ui.widgets.cells import cell_width, cut, gap_between
from tui.ui.widgets.inputs import WordsInput
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

_BETWEEN = "\x00"
"""Stands in no text, and folding leaves it as it is."""


def fold_all(texts: Iterable[str]) -> list[str]:
    """Each text as ``tui.domain.text.folding.fold`` gives it; far faster than one by one."""
    texts = list(texts)
    return fold(_BETWEEN.join(texts)).split(_BETWEEN) if texts else []


class Filter:
    """What somebody typed into a filter: every word of it must occur."""

    def __init__(self, typed: str) -> None:
        self._words = fold(typed).split()

    def __bool__(self) -> bool:
        return bool(self._words)

    def __call__(self, folded: str) -> bool:
        """Whether ``folded``, as ``tui.domain.text.folding.fold`` gives it, holds every word."""
        return all(word in folded for word in self._words)


ItemT = TypeVar("ItemT")

NO_MATCH: Final = "Nothing here matches that."


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that names what follows it.

    Attributes:
        group: what tells it from other headings.
        title: what it says.
        entries: how many are under it.
        folded: whether these are hidden; only then can the heading be highlighted.
        mark, style: a letter before the title and the component class suffix for it.
    """

    group: str
    title: str
    entries: int
    folded: bool = False
    mark: str = ""
    style: str = ""


def heading_line(heading: Heading, width: int, *, can_fold: bool) -> Line:
    """How a heading looks: whether it is folded, its mark, its title, the number of entries."""
    style = "muted" if heading.folded else "heading"
    fold = ("▸ " if heading.folded else "▾ ") if can_fold else ""
    mark = f"{heading.mark} " if heading.mark else ""
    count = f"{heading.entries:,} hidden" if heading.folded else f"{heading.entries:,}"
    room = width - len(fold) - len(mark)
    return (Run(fold, style), Run(mark, heading.style), *spread(Run(heading.title, style), count, room))


def spread(left: Run, count: str, width: int) -> Line:
    """``left`` as far as it fits in ``width`` cells, and ``count`` one cell before their end.

    Of a count in several parts, ``4 quotes · 1 article``, the first go where they would leave ``left``
    less than half of the room, so that one sees what is counted.
    """
    while count and width - len(count) - 2 < min(cell_width(left.text), width // 2):
        count = count.partition(" · ")[2]
    text = cut(left.text, width - len(count) - 2)
    return (Run(text, left.style), Run(gap_between(text, count, width - 1)), Run(count, "muted"))


class FilterInput(WordsInput):
    """The line at the top of a list that somebody types a filter in."""

    BINDING_GROUP_TITLE = "Filter of a list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "submit", "To the list", id="filter.keep"),
    ]


class ListPane(Vertical, Generic[ItemT], can_focus=False):
    """A ``RowList`` with a filter that opens above it. The filter is mounted when first used.

    Subclasses give a look and make the rows; ``rows_changed`` asks for new ones.
    """

    BINDING_GROUP_TITLE = "Lists"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", id="list.filter", tooltip="Show only what matches"),
        Binding("escape", "clear_filter", "Clear filter", id="list.clear-filter"),
    ]

    empty: var[str] = var("", init=False)
    """What is shown where there is nothing to list."""

    filter: var[str] = var("", init=False)
    """What is typed in the filter; empty shows everything."""

    def __init__(
        self, look: RowRenderer[Any], *, id: str | None = None, classes: str | None = None, empty: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: RowList[Any] = RowList(look, empty=empty)
        """The rows; they take the focus."""
        self._input: FilterInput | None = None
        self._stale = True
        self.set_reactive(ListPane.empty, empty)

    def compose(self) -> ComposeResult:
        """The rows alone."""
        yield self.rows

    # For subclasses

    def make_rows(self, needle: Filter) -> Sequence[Any]:
        """The rows that the needle finds, all of them if it is empty."""
        raise NotImplementedError

    def post_highlighted(self, row: ItemT) -> None:
        """Say that somebody moved the highlight to ``row``, if that matters to anybody."""

    def post_chosen(self, row: ItemT) -> None:
        """Say that somebody chose ``row``, if that matters to anybody."""

    def fold_group(self, heading: Heading) -> None:
        """A heading was clicked on, or a folded one chosen."""

    # Rows

    def rows_changed(self) -> None:
        """Make the rows anew, once for all changes of this moment."""
        if not self._stale:
            self._stale = True
            self.call_next(self.update_rows)

    def update_rows(self) -> None:
        """Make the rows anew at once if they are out of date."""
        if self._stale:
            self._stale = False
            self.rows.set_rows(self.make_rows(Filter(self.filter)))
            self._say_empty()

    def _say_empty(self) -> None:
        clears = key_hints(self).phrase(" {} clears the filter.", "list.clear-filter")
        self.rows.empty = NO_MATCH + clears if self.filter else self.empty

    def watch_empty(self) -> None:
        """Show the other message."""
        self._say_empty()

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

    def highlight(self, item: ItemT) -> bool:
        """Highlight ``item`` without a message; returns whether it is among the rows."""
        self.update_rows()
        return self.rows.highlight(item)

    def action_first(self) -> None:
        """Highlight the first row."""
        self.rows.action_first()

    @on(RowList.Highlighted)
    def _row_highlighted(self, message: RowList.Highlighted) -> None:
        message.stop()
        if not isinstance(message.row, Heading):
            self.post_highlighted(message.row)

    @on(RowList.Chosen)
    def _row_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        if isinstance(message.row, Heading):
            self.fold_group(message.row)
        else:
            self.post_chosen(message.row)

    @on(RowList.HeadingClicked)
    def _heading_clicked(self, message: RowList.HeadingClicked) -> None:
        message.stop()
        self.fold_group(message.row)

    # The filter

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


def keep(items: Sequence[ItemT], folded: Iterable[str], needle: Filter) -> Sequence[ItemT]:
    """The items whose folded text the needle finds."""
    if not needle:
        return items
    return [item for item, text in zip(items, folded, strict=True) if needle(text)]
