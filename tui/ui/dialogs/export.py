"""The dialog that asks to which file notes are written, and writes them."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.domain.article import Article
from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.library.export import export_notes, is_taken, proposed_name
from tui.ui.dialogs.base import Dialog, plain
from tui.ui.dialogs.open import PathSuggester
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.textual_internals import describe_action
from tui.ui.widgets.inputs import CompletingInput

_FORMS = "The extension sets the format: .md for note-taking programs, .jsonld (W3C), .csv, .jsonl."


class ExportDialog(Dialog[str | None]):
    """Writes notes to a file, and returns its path; None where the dialog was left.

    A file that is there is replaced only once that was asked for twice.
    """

    TITLE = "Export the notes on this article"

    BINDINGS: ClassVar[list[BindingType]] = bindings("export")

    def __init__(
        self, proposal: str, is_taken: Callable[[str], bool], export: Callable[[str, bool], str]
    ) -> None:
        """Begin with the name ``proposal``.

        Args:
            proposal: a file's name.
            is_taken: returns whether there is a file at a path; blocks.
            export: writes to a path, in place of another file if that is asked for; blocks. It returns the
                path that was written, and raises ``PostilError`` where that fails.
        """
        super().__init__()
        self._proposal = proposal
        self._is_taken = is_taken
        self._export = export
        self._to_replace = ""
        """The path of the file that is to be replaced if it is submitted once more."""

    @classmethod
    def of(cls, library: Library, article: Article) -> ExportDialog:
        """Return the dialog that exports the notes on an open article of a library."""
        return cls(proposed_name(article), is_taken, partial(export_notes, library, article))

    def body(self) -> Iterable[Widget]:
        """Yield the field, what may be typed there, and a line for what is to be said."""
        field = CompletingInput(
            self._proposal, placeholder="a file", suggester=PathSuggester(), select_on_focus=False
        )
        describe_action(field, "submit", "Export")
        yield field
        yield plain(
            f"{_FORMS}\nSaved in {one_line(str(Path.cwd()))} unless a folder is given.", "dialog-hint"
        )
        self._message = plain("", "note-message")
        yield self._message

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if typed := message.value.strip():
            self._write(typed)

    @work(exclusive=True)
    async def _write(self, typed: str) -> None:
        replaces = typed == self._to_replace
        self._to_replace = ""
        if not replaces and await to_thread(self._is_taken, typed):
            self._to_replace = typed
            hint = key_hints(self).phrase(" · {} again replaces it", "input.submit")
            self._message.update(f"file exists{hint}")
            return
        try:
            written = await to_thread(self._export, typed, replaces)
        except PostilError as error:
            self._message.update(one_line(str(error)))
        else:
            self.dismiss(written)
