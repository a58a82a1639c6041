"""All tags of the library: listed, renamed, deleted."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.domain.tags import parse_tags
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted
from tui.library import Library
from tui.library.tags import LibraryTags, Tag
from tui.ui import library as library_screens
from tui.ui.dialogs.base import ConfirmDialog, Dialog, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.library.base import ListScreen, SharedChanges, Shown
from tui.ui.library.preview import Block, blank, note_entry, paragraph
from tui.ui.textual_internals import describe_action
from tui.ui.widgets.columns import Column, Columns, TableHead
from tui.ui.widgets.inputs import WordsInput
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import Line, RowRenderer, Run


class TagRow(NamedTuple):
    """A tag, and how many notes and articles have it."""

    name: str
    notes: int
    articles: int


COLUMNS = Columns(
    Column("Tag", 0, gap=1), Column("Notes", 7, is_right=True), Column("Articles", 9, is_right=True)
)


class TagRenderer(RowRenderer[TagRow]):
    """One line for each tag."""

    def key(self, row: TagRow) -> Hashable:
        """Return its name."""
        return row.name

    def lines(self, row: TagRow, width: int) -> Sequence[Line]:
        """Return its name, and how many notes and articles have it."""
        name = Run(f"#{one_line(row.name)}", "tag")
        counts = [(Run(f"{count:,}" if count else "", "muted"),) for count in (row.notes, row.articles)]
        return (COLUMNS.line(width, (name,), *counts),)


class TagOrder(Enum):
    """The orders that tags are listed in."""

    NAME = "by name"
    USE = "most used first"


class TagList(ListPane[TagRow]):
    """All tags, by name or the most used first, with a filter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tags")

    tags: var[Sequence[TagRow]] = var((), init=False)
    """What is listed, by name."""

    order: var[TagOrder] = var(TagOrder.NAME, init=False)
    """The order of the list."""

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
        super().__init__(TagRenderer())

    def compose(self) -> ComposeResult:
        """Show the titles of the columns, and the rows."""
        yield TableHead(COLUMNS)
        yield self.rows

    def watch_tags(self) -> None:
        """List them."""
        self.items_changed()
        self.refresh_bindings()

    def items(self) -> Sequence[TagRow]:
        """Return all tags."""
        return self.tags

    def searched(self, item: TagRow) -> str:
        """Return the name."""
        return item.name

    def arranged(self, found: Sequence[TagRow]) -> Sequence[TagRow]:
        """Return them in order."""
        by_use = self.order is TagOrder.USE
        return sorted(found, key=lambda tag: -tag.notes - tag.articles) if by_use else found

    def subject(self, row: TagRow) -> object:
        """Return its name."""
        return row.name

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change tags only where there are some."""
        if action in ("request", "sort"):
            return bool(self.tags)
        return super().check_action(action, parameters)


TITLE = "Tags"
_PREVIEWED = 7
"""Notes that a preview has room for."""


def on_how_many(tag: Tag | TagRow) -> str:
    """Say on how many notes and articles a tag is."""
    articles = counted(tag.articles, "article") if tag.articles else ""
    return " and ".join(filter(None, (counted(tag.notes, "note") if tag.notes else "", articles)))


class RenameDialog(Dialog[str | None]):
    """Returns what a tag is to be called, or None."""

    TITLE = "Rename a tag"

    BINDINGS: ClassVar[list[BindingType]] = bindings("rename-tag")

    def __init__(self, tag: Tag, known: Callable[[str], Tag | None]) -> None:
        """Ask what ``tag`` is to be called; ``known`` gives the tag that has a name already."""
        super().__init__()
        self._tag = tag
        self._known = known
        self._hint = Static(" ", markup=False, classes="dialog-hint")

    def body(self) -> Iterable[Widget]:
        """Yield what is renamed, the field, what would happen."""
        yield plain(f"#{one_line(self._tag.name)}, on {on_how_many(self._tag)}", "dialog-passage")
        field = WordsInput(self._tag.name, placeholder="the new name", select_on_focus=False)
        describe_action(field, "submit", "Rename")
        yield field
        yield self._hint

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._hint.update(self._outcome(message.value))

    def _outcome(self, typed: str) -> str:
        """Return what renaming the tag to ``typed`` would do, where that is worth a word."""
        tags = parse_tags(typed)
        if len(tags) > 1:
            return "A tag is one word: no spaces or commas."
        other = self._known(tags[0]) if tags else None
        if other is None or other is self._tag:
            return " "
        return f"Merges with #{one_line(other.name)}, which is on {on_how_many(other)}."

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Return the name."""
        tags = parse_tags(self.query_one(Input).value)
        if len(tags) == 1:
            self.dismiss(tags[0] if tags[0] != self._tag.name else None)


class TagScreen(ListScreen):
    """Returns the note that was chosen among those with a tag, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("undo-screen")

    def __init__(self, library: Library) -> None:
        self._list = TagList()
        super().__init__(self._list, TITLE)
        self._library = library
        self._tagging = LibraryTags(library)
        self._tags: dict[str, Tag] = {}
        self._changes = SharedChanges(self, library)

    def on_mount(self) -> None:
        """Look which there are."""
        self.reload()

    def previewed(self, subject: TagRow) -> Shown:
        """Return the notes that have a tag, those of the article last opened first."""
        found = self._library.search(tag=subject.name)
        blocks: list[Block] = [
            paragraph(f"#{subject.name}", "tag"),
            paragraph(f"on {on_how_many(subject)}", "muted"),
        ]
        for each in found[:_PREVIEWED]:
            blocks += [blank(), note_entry(each.annotation, passage=True)]
            blocks.append(paragraph(each.article.title, "muted", 1, indent=2))
        return blocks, "lists all of them"

    def reload(self) -> None:
        """Look in the background which tags there are."""
        self._look()

    @work(thread=True, exclusive=True, group="listing", exit_on_error=False)
    def _look(self) -> None:
        self.app.call_from_thread(self._show, self._tagging.tags())
        self.app.call_from_thread(self.warn, self._library.take_notices())

    def _show(self, tags: tuple[Tag, ...]) -> None:
        self._tags = {tag.name.casefold(): tag for tag in tags}
        keys = key_hints(self)
        places = [
            keys.phrase("{} in the text", "note.tags"),
            keys.phrase("{} in the list of notes", "notes.tags"),
        ]
        hint = " or ".join(place for place in places if place)
        self._list.empty = "No tags yet." + (f" {hint} adds some." if hint else "")
        self._list.tags = [TagRow(tag.name, tag.notes, tag.articles) for tag in tags]
        self.head(f"{TITLE} · {len(tags):,}" if tags else TITLE)

    @on(TagList.Chosen)
    def _chosen(self, message: TagList.Chosen) -> None:
        message.stop()
        self.app.push_screen(library_screens.SearchScreen(self._library, message.name), self.go_on)

    @on(TagList.RenameRequested)
    def _rename(self, message: TagList.RenameRequested) -> None:
        message.stop()
        tag = self._tags[message.name.casefold()]

        def named(name: str | None) -> None:
            if name is not None:
                self._changes.make(lambda progress: self._tagging.rename(tag, name, progress))

        self.app.push_screen(RenameDialog(tag, lambda name: self._tags.get(name.casefold())), named)

    @on(TagList.DeleteRequested)
    def _delete(self, message: TagList.DeleteRequested) -> None:
        message.stop()
        tag = self._tags[message.name.casefold()]

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._changes.make(lambda progress: self._tagging.delete(tag, progress))

        question = f"Remove #{one_line(tag.name)} from {on_how_many(tag)}?"
        hint = key_hints(self).phrase(" {} undoes it.", "library.undo")
        details = f"The notes, highlights and articles themselves stay.{hint}"
        self.app.push_screen(ConfirmDialog("Delete a tag", question, details, "Delete"), answered)

    def action_undo(self) -> None:
        """Take the last change over several articles back."""
        self._changes.undo()

    def action_redo(self) -> None:
        """Make it again."""
        self._changes.redo()
