"""The dialog that asks to which file notes are written, and writes them."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Iterable, Mapping
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
from tui.library.export import FORMS, Form, export_notes, is_in_the_way, proposed_name
from tui.ui.dialogs.base import Dialog, plain
from tui.ui.dialogs.open import PathSuggester
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.textual_internals import describe_action
from tui.ui.widgets.inputs import CompletingInput


class ExportDialog(Dialog[str | None]):
    """Writes notes to a file in a format, and returns its path; None where the dialog was left.

    The end of the name follows the format, and the format the end that is typed. A file that is there is
    replaced only once that was asked for twice.
    """

    TITLE = "Export the notes on this article"

    BINDINGS: ClassVar[list[BindingType]] = bindings("export")

    def __init__(
        self,
        proposal: str,
        is_taken: Callable[[str, str], bool],
        export: Callable[[str, bool, str], str],
        formats: Mapping[str, Form],
    ) -> None:
        """Begin with the name ``proposal``, in the first of the ``formats`` that it ends like.

        Args:
            proposal: a file's name.
            is_taken: returns whether a path has a file that a format does not bring up to date; blocks.
            export: writes to a path, in place of another file if that is asked for, in a format, or in that
                which the name ends like; blocks. It returns the path that was written, and raises
                ``PostilError`` where that fails.
            formats: the formats to choose from.
        """
        super().__init__()
        self._proposal = proposal
        self._is_taken = is_taken
        self._export = export
        self._formats = formats
        self._format = ""
        """The format that was chosen, or that the name ends like; empty where it ends like none."""
        self._to_replace = ("", "")
        """The path of the file, and the format, that is to replace it if it is submitted once more."""

    @classmethod
    def of(cls, library: Library, article: Article) -> ExportDialog:
        """Return the dialog that exports the notes on an open article of a library."""
        return cls(
            proposed_name(article),
            partial(is_in_the_way, library, article),
            partial(export_notes, library, article),
            FORMS,
        )

    def body(self) -> Iterable[Widget]:
        """Yield the field, the format, where the file is, and a line for what is to be said."""
        self._field = CompletingInput(
            self._proposal, placeholder="a file", suggester=PathSuggester(), select_on_focus=False
        )
        describe_action(self._field, "submit", "Export")
        yield self._field
        self._format_line = plain("", "card-name")
        yield self._format_line
        folder = one_line(str(Path.cwd()))
        hint = f"The extension sets the format. Saved in {folder} unless a folder is given."
        yield plain(hint, "dialog-hint")
        self._message = plain("", "note-message")
        yield self._message
        self._follow(self._proposal)

    def _follow(self, typed: str) -> None:
        """Take the format that the name ends like, unless it is one of that suffix already, and show it."""
        suffix = Path(typed).suffix.lower()
        known = self._formats.get(self._format)
        if known is None or known.suffix != suffix:
            alike = (name for name, one in self._formats.items() if one.suffix == suffix)
            self._format = next(alike, "")
        names = list(self._formats)
        chosen = self._formats.get(self._format)
        place = (
            f"{names.index(self._format) + 1} of {len(names)}" if chosen else f"{len(names)} to choose from"
        )
        keys = key_hints(self).phrase("{} {}  ", "export.previous-format", "export.next-format")
        what = chosen.name if chosen else "not the extension of a format"
        self._format_line.update(f"{keys}{what} · {place}")

    def action_format(self, step: int) -> None:
        """Choose the format ``step`` further on; the name gets its end."""
        names = list(self._formats)
        at = names.index(self._format) + step if self._format else 0
        before = self._formats.get(self._format)
        self._format = names[at % len(names)]
        value, suffix = self._field.value, self._formats[self._format].suffix
        stem = value[: -len(before.suffix)] if before and value.lower().endswith(before.suffix) else value
        self._field.value = f"{stem}{suffix}"
        self._field.cursor_position = len(self._field.value)
        self._follow(self._field.value)

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._follow(message.value)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if typed := message.value.strip():
            self._write(typed)

    @work(exclusive=True)
    async def _write(self, typed: str) -> None:
        form = self._format
        replaces = (typed, form) == self._to_replace
        self._to_replace = ("", "")
        if not replaces and await to_thread(self._is_taken, typed, form):
            self._to_replace = (typed, form)
            hint = key_hints(self).phrase(" · {} again replaces it", "input.submit")
            self._message.update(f"file exists{hint}")
            return
        try:
            written = await to_thread(self._export, typed, replaces, form)
        except PostilError as error:
            self._message.update(one_line(str(error)))
        else:
            self.dismiss(written)
