"""The dialog that asks which of several notes on one place is meant."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from tui.domain.annotation import Annotation
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.ui.dialogs.base import Dialog
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.panes.notes import quoted
from tui.ui.textual_internals import describe_action
from tui.ui.theme import COLOUR_STYLES
from tui.ui.widgets.cells import cut
from tui.ui.widgets.choice_list import ChoiceList
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

_DIGITS = "123456789"
_MOST_POINTS = 200


class NoteChoice(NamedTuple):
    """A row of the dialog.

    Attributes:
        number: which of them it is, from 1.
        meant: the annotation, or the stretch of text that has none yet.
        wording: the passage.
    """

    number: int
    meant: Annotation | TextSpan
    wording: str


class NoteChoiceRenderer(RowRenderer[NoteChoice]):
    """The passage, and below it what was said of it.

    Attributes:
        keys: the keys of the first nine, as people know them.
    """

    def __init__(self) -> None:
        self.keys: Sequence[str] = ()

    def key(self, row: NoteChoice) -> Hashable:
        """Return the annotation's id, or the stretch of text."""
        return row.meant.id if isinstance(row.meant, Annotation) else row.meant

    def heights(self, rows: Sequence[NoteChoice], width: int) -> list[int]:  # noqa: ARG002
        """Return two lines each."""
        return [2] * len(rows)

    def lines(self, row: NoteChoice, width: int) -> list[Line]:
        """Return the key, the sign of the colour and the passage; then note and tags."""
        key = f" {self.keys[row.number - 1] if row.number <= len(self.keys) else '':1} "
        passage = cut(quoted(one_line(row.wording, _MOST_POINTS)), width - len(key) - 3)
        below = Run("  " + " " * len(key))
        if isinstance(row.meant, TextSpan):
            return [(Run(key, "tag"), Run("  "), Run(passage)), (below, Run("no note yet", "muted"))]
        style = COLOUR_STYLES[row.meant.colour]
        tags = " ".join(f"#{tag}" for tag in row.meant.tags)
        words = one_line(f"{row.meant.note} {tags}", _MOST_POINTS) or f"{style.name} highlight"
        return [
            (Run(key, "tag"), Run(f"{style.sign} ", style.suffix), Run(passage)),
            (below, Run(cut(words, width - len(key) - 3), "muted")),
        ]


class NoteChooser(Dialog[Annotation | TextSpan | None]):
    """Returns which one is meant, or None where the dialog was left."""

    TITLE = "Which one?"

    BINDINGS: ClassVar[list[BindingType]] = bindings("note-chooser")

    def __init__(self, meant: Sequence[tuple[Annotation | TextSpan, str]]) -> None:
        """Ask which of several annotations and stretches of text, each with its wording."""
        super().__init__()
        self._choices = [NoteChoice(number, each, words) for number, (each, words) in enumerate(meant, 1)]
        self._renderer = NoteChoiceRenderer()
        self._list = ChoiceList(self._renderer)
        self._list.set_rows(self._choices)
        describe_action(self._list, "choose", "Choose")

    def body(self) -> Iterable[Widget]:
        """Yield the choices."""
        yield self._list

    def on_mount(self) -> None:
        """Let the keys move the list, and show each note's own."""
        keys = key_hints(self)
        self._renderer.keys = [keys.first(f"choose-note.{digit}") for digit in _DIGITS]
        self._list.focus()

    def action_take(self, number: int) -> None:
        """Return the one with this number, counted from 0."""
        if number < len(self._choices):
            self.dismiss(self._choices[number].meant)

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(message.row.meant)
