"""The list of the tags that are in use."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.text.sanitize import one_line
from tui.ui.widgets.list_pane import ListPane, keep, spread
from tui.widgets.needle import Needle, fold_all
from tui.widgets.row_look import Line, RowLook, Run


class TagRow(NamedTuple):
    """A tag, and how many notes have it."""

    name: str
    notes: int


class TagLook(RowLook[TagRow]):
    """One line for each tag."""

    def key(self, row: TagRow) -> Hashable:
        """Its name."""
        return row.name

    def lines(self, row: TagRow, width: int) -> Sequence[Line]:
        """Its name, and how many notes have it."""
        count = "1 note" if row.notes == 1 else f"{row.notes:,} notes"
        return ((Run(" "), *spread(Run(f"#{one_line(row.name)}", "tag"), count, width - 1)),)


class TagList(ListPane[TagRow]):
    """All tags, by name or the most used first, with a filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "Rename", id="tags.rename", tooltip="Rename; an existing name merges the two"),
        Binding("d,delete", "delete", "Delete", id="tags.delete", tooltip="Take the tag off everything"),
        Binding("s", "sort", "Sort", id="tags.sort", tooltip="By name, or the most used first"),
    ]

    tags: var[Sequence[TagRow]] = var((), init=False)
    """What is listed, by name."""

    by_use: var[bool] = var(False, init=False)
    """Whether the most used come first."""

    @dataclass(eq=False)
    class TagMessage(Message):
        """Something is to be done with a tag."""

        name: str

    class Chosen(TagMessage):
        """What has the tag is to be shown."""

    class RenameRequested(TagMessage):
        """The tag is to be called otherwise."""

    class DeleteRequested(TagMessage):
        """The tag is to go."""

    def __init__(self) -> None:
        super().__init__(TagLook())

    def watch_tags(self) -> None:
        """List them."""
        self.rows_changed()
        self.refresh_bindings()

    def watch_by_use(self) -> None:
        """List them in that order."""
        self.rows_changed()

    def make_rows(self, needle: Needle) -> Sequence[TagRow]:
        """The tags that the needle finds."""
        tags = keep(self.tags, fold_all(tag.name for tag in self.tags), needle)
        return sorted(tags, key=lambda tag: -tag.notes) if self.by_use else tags

    def post_chosen(self, row: TagRow) -> None:
        """Say so."""
        self.post_message(self.Chosen(row.name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change tags only where there are some."""
        if action in ("rename", "delete", "sort"):
            return bool(self.tags)
        return super().check_action(action, parameters)

    def action_sort(self) -> None:
        """List them in the other order."""
        self.by_use = not self.by_use

    def action_rename(self) -> None:
        """Ask for the tag to be renamed."""
        self._request(self.RenameRequested)

    def action_delete(self) -> None:
        """Ask for the tag to be deleted."""
        self._request(self.DeleteRequested)

    def _request(self, message: type[TagMessage]) -> None:
        if (row := self.highlighted) is not None:
            self.post_message(message(row.name))
