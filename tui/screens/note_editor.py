"""The dialog in which a note is written."""

import re
from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.domain.plain import one_line
from tui.screens.dialog import Dialog, plain

_PASSAGE_POINTS = 160
"""Code points of the passage that are shown: about three lines of the narrowest dialog."""

# Notes may have been written by other programs; line feeds and tabs are what a note may hold.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class NoteDraft(NamedTuple):
    """What was written.

    Attributes:
        note: the text.
        saved: whether it is to be saved; else it is to be kept until the editor opens again.
    """

    note: str
    saved: bool


class NoteEditor(Dialog[NoteDraft | None]):
    """Returns what was written, or None where nothing was. It saves nothing itself."""

    TITLE = "Note"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="editor.save", tooltip="Save the note"),
        Binding("escape", "cancel", "Keep as a draft", id="editor.draft", tooltip="Close; keep as a draft"),
    ]

    def __init__(self, passage: str, note: str = "") -> None:
        """Edit ``note``, which is about ``passage``."""
        super().__init__()
        self._passage = passage
        self._note = _CONTROLS.sub("", note)

    def body(self) -> Iterable[Widget]:
        """The passage and the field to write in."""
        # It takes 10 ms to import, which the first paint of an article need not wait for.
        from textual.widgets import TextArea  # noqa: PLC0415

        yield plain(one_line(self._passage, _PASSAGE_POINTS), "dialog-passage")
        self._field: TextArea = TextArea(self._note, soft_wrap=True, language=None, id="note")
        yield self._field

    def on_mount(self) -> None:
        """Go on where the note ends."""
        self._field.move_cursor(self._field.document.end)
        self._field.focus()

    def action_save(self) -> None:
        """Return the note, to be saved."""
        note = self._field.text.strip()
        self.dismiss(NoteDraft(note, saved=True) if note or self._note else None)

    def action_cancel(self) -> None:
        """Return the note, to be kept as a draft, if it was changed."""
        note = self._field.text
        self.dismiss(None if note.strip() == self._note.strip() else NoteDraft(note, saved=False))
