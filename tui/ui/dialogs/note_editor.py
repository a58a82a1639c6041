"""The editor of a note, and the way to another editor and back."""

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import TextArea

from tui.domain.annotation import Colour
from tui.domain.errors import PostilError
from tui.domain.tags import KnownTags, no_tags_known
from tui.domain.text.sanitize import one_line
from tui.ui import dialogs
from tui.ui.article.titles import FRAMED
from tui.ui.dialogs.base import NOTHING, Dialog, Fate, NoteText, Written, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.theme import COLOUR_STYLES
from tui.ui.widgets.footer import KeyLine


class EditorError(PostilError):
    """The editor could not be used; ``str`` of it is the line to show."""


def editor_command() -> list[str]:
    """Return the editor that $VISUAL or else $EDITOR names, with its arguments.

    Raises:
        EditorError: neither does.
    """
    for name in ("VISUAL", "EDITOR"):
        said = os.environ.get(name, "").strip()
        if said:
            try:
                return shlex.split(said)
            except ValueError as error:
                raise EditorError(f"${name} cannot be understood: {str(error).lower()}") from error
    raise EditorError("no editor is named: set $VISUAL or $EDITOR")


def edited_outside(text: str, command: list[str]) -> str:
    """Return ``text`` as the editor that ``command`` starts leaves it; blocks until that ends.

    The editor gets a file that nobody else can read, in a folder that is gone afterwards. The terminal
    must be its own meanwhile.

    Raises:
        EditorError: it could not be started, failed, or left nothing that could be read.
    """
    name = one_line(command[0], 60)
    try:
        with TemporaryDirectory(prefix="postil-") as folder:
            path = Path(folder) / "note.md"
            path.touch(mode=0o600)
            # Editors expect a line to have an end; whoever has none gets none.
            path.write_text(f"{text}\n" if text else "", encoding="utf-8", errors="replace", newline="\n")
            with _interrupts_are_its_own():
                ended = subprocess.run([*command, str(path)], check=False).returncode
            if ended:
                raise EditorError(f"{name} {_failure(ended)}: the note is unchanged")
            written = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        missing = error.filename == command[0]
        why = "there is no such program" if missing else "it left no file"
        raise EditorError(f"{name}: {why}") from error
    except UnicodeDecodeError as error:
        raise EditorError(f"{name} left text that is not UTF-8: the note is unchanged") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise EditorError(f"{name}: {reason.lower()}") from error
    return written.removesuffix("\n")


@contextmanager
def _interrupts_are_its_own() -> Iterator[None]:
    """Let ctrl+c end the editor, if it is made so, and not the program that waits for it."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _failure(code: int) -> str:
    if code > 0:
        return f"ended with code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"


DRAFT_AFTER = 1.0
"""Seconds after which what was typed is stored as a draft."""
_TITLE_POINTS = 40
"""Code points of the passage that the title has room for in the narrowest dialog."""
_PASSAGE_POINTS = 160
"""Code points of the passage that are shown: about three lines of the narrowest dialog."""

# Notes may have been written by other programs; line feeds and tabs are what a note may hold.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _ignore(_text: NoteText) -> None:
    """Keep nothing."""


class NoteEditor(Dialog[Written | None]):
    """Returns what was written, or None where it is what was saved before. It saves nothing itself.

    While the user types it hands over what is written so far, about once a second.
    """

    HORIZONTAL_BREAKPOINTS = [
        (0, "-overlay"), (FRAMED, "-narrow"), (76, "-medium"), (100, "-wide"), (116, "-widest"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (9, "-low"), (20, "-high")]

    BINDING_GROUP_TITLE = "Note editor"
    # Before the field's own keys: there, ctrl+e goes to the end of the line.
    BINDINGS: ClassVar[list[BindingType]] = bindings("note-editor")

    def __init__(
        self,
        passage: str,
        saved: NoteText = NOTHING,
        draft: NoteText | None = None,
        *,
        keep: Callable[[NoteText], None] = _ignore,
        known: KnownTags = no_tags_known,
        colour: Colour = Colour.YELLOW,
    ) -> None:
        """Edit what is said of ``passage``, in a sheet at the foot of the text.

        Args:
            passage: what the note is about.
            saved: what was saved of it.
            draft: what was written since, and is to be gone on with.
            keep: takes what is written so far.
            known: gives the tags to offer.
            colour: the colour of its highlight.
        """
        super().__init__()
        self._colour = COLOUR_STYLES[colour]
        self._passage = one_line(passage, _PASSAGE_POINTS)
        self._saved = NoteText(_CONTROLS.sub("", saved.note).strip(), saved.tags)
        text = draft or saved
        self._note = _CONTROLS.sub("", text.note)
        self._tags = text.tags
        self._is_draft = draft is not None
        self._keep = keep
        self._known = known
        self._timer: Timer | None = None
        self._discarding = False
        """Whether the next key to discard does it."""

    def compose(self) -> ComposeResult:
        """Yield the sheet, and below it a line for what is to be said, and the keys."""
        self._message = plain("", "note-message")
        with Vertical(classes="dialog"):
            yield from self.body()
        with Vertical(id="note-foot"):
            yield self._message
            yield KeyLine()

    def body(self) -> Iterable[Widget]:
        """Yield the passage, the field to write in, and the tags."""
        if len(self._passage) > _TITLE_POINTS:
            passage = plain(self._passage, "dialog-passage")
            passage.add_class(f"-{self._colour.name}")
            yield passage
        self._field = TextArea(self._note, soft_wrap=True, language=None, id="note")
        yield self._field
        self._tags_line = plain("", "note-tags")
        with Horizontal(classes="note-row"):
            yield self._tags_line
            yield plain(f"{self._colour.sign} {self._colour.name}", f"note-colour -{self._colour.name}")

    def on_mount(self) -> None:
        """Go on where the note ends."""
        # As content: the passage is no markup.
        self.query_one(".dialog").border_title = Content.assemble(
            ("Note", "bold $bright"), (f" on {one_line(self._passage, _TITLE_POINTS)}", "$muted")
        )
        self._show_tags()
        self._count()
        hint = key_hints(self).phrase(" · {} saves it", "editor.save")
        self._say(f"a draft{hint}" if self._is_draft else "saved as a draft as you type")
        self._field.move_cursor(self._field.document.end)
        self._field.focus()

    def _count(self) -> None:
        """Show at the foot of the sheet how long the note is."""
        number = len(self._field.text.split())
        words = f"{number:,} word{'' if number == 1 else 's'}"
        is_draft = self._is_draft or self._text != self._saved
        self.query_one(".dialog").border_subtitle = f"draft · {words}" if is_draft else words

    @property
    def _text(self) -> NoteText:
        return NoteText(self._field.text.strip(), self._tags)

    def _say(self, message: str) -> None:
        self._message.update(one_line(message))

    def _show_tags(self) -> None:
        key = key_hints(self).first("editor.tags")
        tags = one_line(" ".join(f"#{tag}" for tag in self._tags))
        self._tags_line.update(
            Content.assemble(
                (tags or "no tags", "$accent" if tags else "$muted"), (f"  + {key}" if key else "", "$muted")
            )
        )

    # -- drafts ----------------------------------------------------------------------------

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._go_on()
        self._count()
        # Not at each pause alone: of a long burst no more than a second's typing can be lost either.
        if self._timer is None and self._field.text != self._note:
            self._timer = self.set_timer(DRAFT_AFTER, self.keep_now)

    def _go_on(self) -> None:
        """Take it that what was written is not to be discarded after all."""
        if self._discarding:
            self._discarding = False
            self._say("")

    def keep_now(self) -> None:
        """Hand over what is written so far, unless that was done."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._note = self._field.text
            self._keep(self._text)

    # -- the keys --------------------------------------------------------------------------

    def _close(self, fate: Fate) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.dismiss(Written(self._text, fate) if self._text != self._saved else None)

    def action_save(self) -> None:
        """Return the note, to be saved."""
        self._close(Fate.SAVE)

    def action_cancel(self) -> None:
        """Return the note, to be stored as a draft, if it was changed."""
        self._close(Fate.DRAFT)

    def action_discard(self) -> None:
        """Return that what was written is to be forgotten, once that was asked for twice."""
        if self._discarding or self._text == self._saved:
            self._close(Fate.DISCARD)
        else:
            self._discarding = True
            hint = key_hints(self).phrase(" · {} again discards it", "editor.discard")
            self._say(f"some of this is not saved{hint}")

    def action_tags(self) -> None:
        """Ask for the tags."""
        self._go_on()

        def edited(tags: tuple[str, ...] | None) -> None:
            if tags is not None and tags != self._tags:
                self._tags = tags
                self._show_tags()
                self._timer = self._timer or self.set_timer(DRAFT_AFTER, self.keep_now)

        self.app.push_screen(dialogs.TagEditor(self._passage, self._tags, self._known), edited)

    def action_edit_outside(self) -> None:
        """Let the user go on in another editor, and take back what comes of it."""
        self.keep_now()
        try:
            command = editor_command()
            with self.app.suspend():
                outcome = _outcome(self._field.text, command)
        except (EditorError, SuspendNotSupported) as error:
            unable = "this terminal cannot run another program"
            self._say(str(error) if isinstance(error, EditorError) else unable)
            return
        if isinstance(outcome, EditorError):
            self._say(str(outcome))
        elif outcome == self._field.text:
            self._say(
                f"nothing changed; an editor with a window must wait, for example “{command[0]} --wait”"
            )
        else:
            self._say("")
            field = self._field
            # Replaced as one edit, so that ctrl+z takes it back.
            field.replace(outcome, field.document.start, field.document.end)
            field.move_cursor(field.document.end)


def _outcome(text: str, command: list[str]) -> str | EditorError:
    """Return the text as the editor left it, or what went wrong: the terminal is to be taken back anyhow."""
    try:
        return _CONTROLS.sub("", edited_outside(text, command).replace("\r\n", "\n"))
    except EditorError as error:
        return error
