"""The list of what the reader made of an article: highlights, notes, tags."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.anchored import AnchoredNote
from tui.domain.plain import harmless
from tui.widgets.cells import ELLIPSIS, cut, short_lines
from tui.widgets.list_pane import Heading, ListPane, heading_line, keep
from tui.widgets.needle import Needle, fold_all
from tui.widgets.place_in_words import CONFIRM
from tui.widgets.row_look import Line, RowLook, Run

PASSAGE_LINES = 2
NOTE_LINES = 4
TAG_LINES = 2

_OPENING = "“”\"'‘«„「『"


def quoted(passage: str) -> str:
    """A passage on one line and in quotation marks, unless it begins with one."""
    passage = " ".join(passage.split())
    return passage if passage[:1] in _OPENING else f"“{passage}”"


def note_lines(note: str, width: int) -> list[str]:
    """A note in at most ``NOTE_LINES`` lines; its own line ends stay."""
    lines: list[str] = []
    paragraphs = [line for line in harmless(note).split("\n") if line.strip()]
    for index, paragraph in enumerate(paragraphs):
        lines += short_lines(paragraph.strip(), width, NOTE_LINES - len(lines))
        if len(lines) >= NOTE_LINES:
            if index + 1 < len(paragraphs) and not lines[-1].endswith(ELLIPSIS):
                lines[-1] = cut(f"{lines[-1]} {ELLIPSIS}", width)
            break
    return lines


def wording(note: AnchoredNote) -> str:
    """The passage as it stood where the note was made, or where a person has put it since."""
    annotation = note.annotation
    return (annotation.moved or annotation.target).quote.exact


class NoteLook(RowLook[AnchoredNote | Heading]):
    """How annotations look in the list: the passage, the note, the tags, and whether it is in doubt."""

    text = ""
    """The text that they are on, of which guesses are shown."""

    def key(self, row: AnchoredNote | Heading) -> Hashable:
        """The annotation's id."""
        return ("heading", row.group) if isinstance(row, Heading) else row.annotation.id

    def is_heading(self, row: AnchoredNote | Heading) -> bool:
        """Whether it is that of the notes which are no longer found."""
        return isinstance(row, Heading)

    def heights(self, rows: Sequence[AnchoredNote | Heading], width: int) -> list[int]:
        """As many as there are lines; people write hundreds of notes, not thousands."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: AnchoredNote | Heading, width: int) -> list[Line]:
        """Passage, note and tags; what is doubtful, and where a lost passage stands perhaps."""
        if isinstance(row, Heading):
            return [heading_line(row, width, can_fold=False)]
        room = width - 1
        annotation, anchored = row.annotation, row.anchored
        passage = ("? " if anchored.is_doubtful else "") + quoted(wording(row))
        lines: list[Line] = [(Run(line, "passage"),) for line in short_lines(passage, room, PASSAGE_LINES)]
        lines += [(Run("  "), Run(line)) for line in note_lines(annotation.note, room - 2)]
        if annotation.tags:
            tags = " ".join(f"#{tag}" for tag in annotation.tags)
            lines += [(Run("  "), Run(line, "tag")) for line in short_lines(tags, room - 2, TAG_LINES)]
        if remark := self._remark(row):
            lines += [
                (Run("  "), Run(line, "unsure")) for line in short_lines(remark, room - 2, PASSAGE_LINES)
            ]
        return lines

    def _remark(self, row: AnchoredNote) -> str:
        anchored = row.anchored
        if anchored.is_doubtful:
            return CONFIRM
        if not anchored.is_orphan:
            return ""
        return f"perhaps {quoted(anchored.guess.of(self.text))}" if anchored.guess else "nothing like it left"


class NoteList(ListPane[AnchoredNote]):
    """Annotations in the order of the text, and below them those that it has no place for any more."""

    BINDING_GROUP_TITLE = "Notes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confirm", "Confirm place", id="notes.confirm", tooltip="This is the note's place"),
        Binding("e", "edit", "Edit", id="notes.edit", tooltip="Edit the note"),
        Binding("T", "tags", "Tags", id="notes.tags", tooltip="Change the tags"),
        Binding("d", "delete", "Delete", id="notes.delete", tooltip="Delete the note"),
        Binding("m", "move", "Move here", id="notes.move", tooltip="Move the note to the text's cursor"),
    ]

    notes: var[tuple[AnchoredNote, ...]] = var((), init=False)
    """What is listed, in the order of the text; those without a place come last."""

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

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, empty: str = "No notes yet"
    ) -> None:
        self._look = NoteLook()
        super().__init__(self._look, id=id, classes=classes, empty=empty)

    @property
    def text(self) -> str:
        """The text that the notes are on."""
        return self._look.text

    @text.setter
    def text(self, text: str) -> None:
        self._look.text = text

    def watch_notes(self) -> None:
        """List them."""
        self.rows_changed()
        self.refresh_bindings()

    def make_rows(self, needle: Needle) -> Sequence[AnchoredNote | Heading]:
        """The notes that the needle finds in passage, note or tags; the lost ones under a heading."""
        notes: Sequence[AnchoredNote] = self.notes
        if needle:
            notes = keep(notes, fold_all(map(_searched, notes)), needle)
        found = [note for note in notes if not note.anchored.is_orphan]
        lost = [note for note in notes if note.anchored.is_orphan]
        heading = [Heading("lost", "No longer found", len(lost))] if lost else []
        return [*found, *heading, *lost]

    def post_highlighted(self, row: AnchoredNote) -> None:
        """Say so."""
        self.post_message(self.Highlighted(row))

    def post_chosen(self, row: AnchoredNote) -> None:
        """Say so."""
        self.post_message(self.Chosen(row))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change a note only where there is one, and to confirm only where there is a doubt."""
        if action == "confirm":
            return any(not note.anchored.sure or note.anchored.guess for note in self.notes)
        if action in ("edit", "tags", "delete", "move"):
            return bool(self.notes)
        return super().check_action(action, parameters)

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

    def _request(self, message: type[NoteMessage]) -> None:
        if (note := self.highlighted) is not None:
            self.post_message(message(note))


def _searched(note: AnchoredNote) -> str:
    annotation = note.annotation
    tags = " ".join("#" + tag for tag in annotation.tags)
    return f"{annotation.target.quote.exact} {wording(note)} {annotation.note} {tags}"
