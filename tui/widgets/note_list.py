"""The list of what the reader made of an article: highlights, notes, tags."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.annotation import Annotation
from tui.domain.plain import harmless
from tui.widgets.cells import ELLIPSIS, cut, short_lines
from tui.widgets.list_pane import ListPane, keep
from tui.widgets.needle import Needle, fold_all
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


class NoteLook(RowLook[Annotation]):
    """How annotations look in the list: the passage, the note, the tags."""

    def key(self, row: Annotation) -> Hashable:
        """The annotation's id."""
        return row.id

    def heights(self, rows: Sequence[Annotation], width: int) -> list[int]:
        """As many as there are lines; people write hundreds of notes, not thousands."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: Annotation, width: int) -> list[Line]:
        """Passage, note and tags."""
        room = width - 1
        passage = quoted(row.target.quote.exact)
        lines: list[Line] = [(Run(line, "passage"),) for line in short_lines(passage, room, PASSAGE_LINES)]
        lines += [(Run("  "), Run(line)) for line in note_lines(row.note, room - 2)]
        if row.tags:
            tags = " ".join(f"#{tag}" for tag in row.tags)
            lines += [(Run("  "), Run(line, "tag")) for line in short_lines(tags, room - 2, TAG_LINES)]
        return lines


class NoteList(ListPane[Annotation]):
    """Annotations in the order of the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", id="notes.edit", tooltip="Edit the note"),
        Binding("T", "tags", "Tags", id="notes.tags", tooltip="Change the tags"),
        Binding("d", "delete", "Delete", id="notes.delete", tooltip="Delete the note"),
    ]

    annotations: var[tuple[Annotation, ...]] = var((), init=False)
    """What is listed, in the order of the text."""

    @dataclass(eq=False)
    class Highlighted(Message):
        """Somebody moved to an annotation."""

        annotation: Annotation

    @dataclass(eq=False)
    class Chosen(Message):
        """Somebody chose an annotation."""

        annotation: Annotation

    @dataclass(eq=False)
    class EditRequested(Message):
        """Somebody wants to edit a note."""

        annotation: Annotation

    @dataclass(eq=False)
    class TagsRequested(Message):
        """Somebody wants to change the tags of an annotation."""

        annotation: Annotation

    @dataclass(eq=False)
    class DeleteRequested(Message):
        """Somebody wants an annotation gone."""

        annotation: Annotation

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, empty: str = "No notes yet"
    ) -> None:
        super().__init__(NoteLook(), id=id, classes=classes, empty=empty)

    def watch_annotations(self) -> None:
        """List them."""
        self.rows_changed()
        self.refresh_bindings()

    def make_rows(self, needle: Needle) -> Sequence[Annotation]:
        """The annotations that the needle finds in passage, note or tags."""
        if not needle:
            return self.annotations
        folded = fold_all(
            f"{note.target.quote.exact} {note.note} {' '.join('#' + tag for tag in note.tags)}"
            for note in self.annotations
        )
        return keep(self.annotations, folded, needle)

    def post_highlighted(self, row: Annotation) -> None:
        """Say so."""
        self.post_message(self.Highlighted(row))

    def post_chosen(self, row: Annotation) -> None:
        """Say so."""
        self.post_message(self.Chosen(row))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change a note only where there is one."""
        if action in ("edit", "tags", "delete"):
            return bool(self.annotations)
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Ask for the note to be edited."""
        if (annotation := self.highlighted) is not None:
            self.post_message(self.EditRequested(annotation))

    def action_tags(self) -> None:
        """Ask for the tags to be changed."""
        if (annotation := self.highlighted) is not None:
            self.post_message(self.TagsRequested(annotation))

    def action_delete(self) -> None:
        """Ask for the annotation to be deleted."""
        if (annotation := self.highlighted) is not None:
            self.post_message(self.DeleteRequested(annotation))
