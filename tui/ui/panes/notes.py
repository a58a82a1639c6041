"""The list of what the reader made of an article: highlights, notes, tags."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.annotation import Annotation
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import day_in_words
from tui.ui.keyboard.hints import told_keys
from tui.ui.widgets.list_pane import Heading, ListPane, keep
from tui.widgets.colour_style import COLOUR_STYLES
from tui.widgets.needle import Needle, fold_all
from tui.widgets.note_look import NoteLook, NoteRow, wording

NONE_YET = "No notes yet."


class NoteOrder(Enum):
    """In what order notes are listed; the value says it."""

    TEXT = "as in the text"
    TAG = "by tag"
    TIME = "newest first"


class NoteList(ListPane[NoteRow]):
    """Annotations in the order of the text, by tag or by time; last those that have no place any more."""

    BINDING_GROUP_TITLE = "Notes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confirm", "Confirm place", id="notes.confirm", tooltip="This is the note's place"),
        Binding("e", "edit", "Edit", id="notes.edit", tooltip="Edit the note"),
        Binding("T", "tags", "Tags", id="notes.tags", tooltip="Change the tags"),
        Binding("d,delete", "delete", "Delete", id="notes.delete", tooltip="Delete the note"),
        Binding("s", "order", "Order", id="notes.order", tooltip="As in the text, by tag, newest first"),
        Binding("m", "move", "Move here", id="notes.move", tooltip="Move the note to the text's cursor"),
        Binding("E", "export", "Export", id="notes.export", tooltip="Write the notes to a file"),
    ]

    notes: var[tuple[AnchoredNote, ...]] = var((), init=False)
    """What is listed, in the order of the text; those without a place come last."""
    drafts: var[Mapping[str, Annotation]] = var({}, init=False)
    """What was written and is not saved yet, by the annotations' ids."""
    order: var[NoteOrder] = var(NoteOrder.TEXT, init=False)
    """In what order they are listed."""

    @dataclass(eq=False)
    class NoteMessage(Message):
        """Something was done to a note."""

        note: AnchoredNote

    class Highlighted(NoteMessage):
        """Somebody moved to a note."""

    class Chosen(NoteMessage):
        """Somebody chose a note."""

    class EditRequested(NoteMessage):
        """Somebody wants to edit a note."""

    class TagsRequested(NoteMessage):
        """Somebody wants to change the tags of an annotation."""

    class DeleteRequested(NoteMessage):
        """Somebody wants an annotation gone."""

    class ConfirmRequested(NoteMessage):
        """Somebody says that a note stands where it is shown, or where it stands perhaps."""

    class MoveRequested(NoteMessage):
        """Somebody wants a note to be about what stands at the cursor of the text."""

    class ExportRequested(Message):
        """Somebody wants the notes in a file."""

    @dataclass(eq=False)
    class Reordered(Message):
        """The notes are listed in another order."""

        order: NoteOrder

    def __init__(self, *, id: str | None = None, classes: str | None = None, empty: str = NONE_YET) -> None:
        self._look = NoteLook()
        super().__init__(self._look, id=id, classes=classes, empty=empty)
        self._folded: list[str] | None = None

    def on_mount(self) -> None:
        """Tell how the first note is made."""
        told = told_keys(self).phrases(("{} writes one", "note.edit"), ("{} highlights", "note.highlight"))
        if told and self.empty == NONE_YET:
            self.empty = f"{NONE_YET} In the text, {told}."

    @property
    def text(self) -> str:
        """The text that the notes are on."""
        return self._look.text

    @text.setter
    def text(self, text: str) -> None:
        self._look.text = text

    @property
    def note(self) -> AnchoredNote | None:
        """The highlighted note."""
        row = self.highlighted
        return row.note if row is not None else None

    def watch_notes(self) -> None:
        """List them."""
        self._folded = None
        self.rows_changed()
        self.refresh_bindings()

    def watch_drafts(self) -> None:
        """Mark them."""
        self._folded = None
        self.rows_changed()

    # -- rows ------------------------------------------------------------------------------

    def make_rows(self, needle: Needle) -> Sequence[NoteRow | Heading]:
        """The notes that the needle finds in passage, note, tags or colour; the lost ones under a heading."""
        self._look.now = datetime.now().astimezone()
        self._look.drafts = self.drafts
        notes: Sequence[AnchoredNote] = self.notes
        if needle:
            if self._folded is None:
                self._folded = fold_all(map(self._searched, notes))
            notes = keep(notes, self._folded, needle)
        found = [note for note in notes if not note.anchored.is_orphan]
        lost = [note for note in notes if note.anchored.is_orphan]
        rows = self._ordered(found)
        if lost:
            rows.append(Heading("lost", "No longer found", len(lost)))
            rows += [NoteRow(note, "lost") for note in lost]
        return rows

    def _ordered(self, notes: Sequence[AnchoredNote]) -> list[NoteRow | Heading]:
        if self.order is NoteOrder.TAG:
            return _grouped(_by_tag(notes), "#")
        if self.order is NoteOrder.TIME:
            return _grouped(self._by_day(notes), "")
        return [NoteRow(note) for note in notes]

    def _by_day(self, notes: Sequence[AnchoredNote]) -> dict[str, list[AnchoredNote]]:
        days: dict[str, list[AnchoredNote]] = {}
        for note in sorted(notes, key=lambda note: note.annotation.modified, reverse=True):
            days.setdefault(day_in_words(note.annotation.modified, self._look.now), []).append(note)
        return days

    def _searched(self, note: AnchoredNote) -> str:
        annotation = note.annotation
        draft = self.drafts.get(annotation.id)
        return " ".join(
            (
                annotation.target.quote.exact,
                wording(note),
                annotation.note,
                *("#" + tag for tag in annotation.tags),
                COLOUR_STYLES[annotation.colour].name,
                f"draft {draft.note}" if draft is not None else "",
            )
        )

    def highlight_note(self, note: AnchoredNote) -> None:
        """Highlight the first row of a note without a message, if it is listed."""
        self.update_rows()
        for row in self.rows.rows:
            if isinstance(row, NoteRow) and row.note.annotation.id == note.annotation.id:
                self.rows.highlight(row)
                return

    def post_highlighted(self, row: NoteRow) -> None:
        """Say so."""
        self.post_message(self.Highlighted(row.note))

    def post_chosen(self, row: NoteRow) -> None:
        """Say so."""
        self.post_message(self.Chosen(row.note))

    # -- the keys --------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change a note only where there is one, and to confirm only where there is a doubt."""
        if action == "confirm":
            return any(not note.anchored.sure or note.anchored.guess for note in self.notes)
        if action in ("edit", "tags", "delete", "move", "order", "export"):
            return bool(self.notes)
        return super().check_action(action, parameters)

    def action_order(self) -> None:
        """List them in the next order; the note that is highlighted stays so."""
        note, orders = self.note, list(NoteOrder)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.rows_changed()
        if note is not None:
            self.highlight_note(note)
        self.post_message(self.Reordered(self.order))

    def action_edit(self) -> None:
        """Ask for the note to be edited."""
        self._request(self.EditRequested)

    def action_tags(self) -> None:
        """Ask for the tags to be changed."""
        self._request(self.TagsRequested)

    def action_delete(self) -> None:
        """Ask for the annotation to be deleted."""
        self._request(self.DeleteRequested)

    def action_confirm(self) -> None:
        """Ask for the place to be kept."""
        self._request(self.ConfirmRequested)

    def action_move(self) -> None:
        """Ask for the note to be moved."""
        self._request(self.MoveRequested)

    def action_export(self) -> None:
        """Ask for the notes to be written to a file."""
        self.post_message(self.ExportRequested())

    def _request(self, message: type[NoteMessage]) -> None:
        if (note := self.note) is not None:
            self.post_message(message(note))


def _by_tag(notes: Sequence[AnchoredNote]) -> dict[str, list[AnchoredNote]]:
    """Notes by tag, in the order of the alphabet; a note with two is under both, and one without is last."""
    groups: dict[str, list[AnchoredNote]] = {}
    written: dict[str, str] = {}
    for note in notes:
        for tag in note.annotation.tags:
            # The first way of writing it names all that differ in case alone.
            groups.setdefault(written.setdefault(tag.casefold(), tag), []).append(note)
    ordered = dict(sorted(groups.items(), key=lambda item: item[0].casefold()))
    untagged = [note for note in notes if not note.annotation.tags]
    return {**ordered, "": untagged} if untagged else ordered


def _grouped(groups: Mapping[str, Sequence[AnchoredNote]], mark: str) -> list[NoteRow | Heading]:
    """A heading for each group, begun by ``mark``, and its notes."""
    rows: list[NoteRow | Heading] = []
    for group, notes in groups.items():
        title = f"{mark}{one_line(group)}" if group else "Without tags"
        rows.append(Heading(f"{mark}{group}", title, len(notes)))
        rows += [NoteRow(note, f"{mark}{group}") for note in notes]
    return rows
