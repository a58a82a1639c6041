"""What dialogs are made of: a box with keys at its foot, a list in it, a question; and what they return."""

from collections.abc import Hashable, Iterable, Sequence
from enum import Enum, StrEnum, auto
from typing import Any, ClassVar, NamedTuple, TypeVar

from rich.console import RenderableType
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from tui.domain.analysis import Entity, Label
from tui.domain.text.spans import TextSpan
from tui.ui.keyboard.active import idle_message
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import KeyHints
from tui.ui.textual_internals import describe_action, style_once
from tui.ui.widgets.cells import cut
from tui.ui.widgets.filters import Dimmed
from tui.ui.widgets.footer import KeyLine
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import Line, RowRenderer, Run

ResultT = TypeVar("ResultT")


def plain(text: str, classes: str) -> Static:
    """Return a few lines of text that is shown as it is."""
    return Static(text, markup=False, classes=classes)


class Dialog(ModalScreen[ResultT]):
    """A box with a title over what is open; escape closes it without a result.

    Subclasses give the ``TITLE`` and, in ``body``, what is in the box.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    on_screen_resume = style_once

    def on_key(self, event: events.Key) -> None:
        """Say of a key that it does nothing here, until the next one."""
        self.query_one(KeyLine).tell(idle_message(self, event.key))

    def body(self) -> Iterable[Widget]:
        """Yield what is in the box, from top to bottom."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Yield the box and the keys at its foot."""
        with Vertical(classes="dialog") as box:
            box.border_title = self.title or ""
            yield from self.body()
            yield KeyLine()

    def render(self) -> RenderableType | Visual:  # type: ignore[override]  # as any other widget's
        """Return what lies below, dimmed."""
        below = super().render()
        return Dimmed(below) if isinstance(below, BackgroundScreen) else below

    def action_cancel(self) -> None:
        """Close without a result."""
        self.dismiss(None)


class ConfirmDialog(Dialog[bool]):
    """Asks a question; returns whether the user said yes. Enter says so, by the name of what is done."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("confirm")

    def __init__(self, title: str, question: str, details: str = "", agree: str = "OK") -> None:
        """Ask ``question``, and say in ``details`` what would happen; ``agree`` names what Enter does."""
        super().__init__()
        describe_action(self, "agree", agree)
        self.title = title
        self._question = question
        self._details = details

    def body(self) -> Iterable[Widget]:
        """Yield the question, and what would happen."""
        yield plain(self._question, "card-name")
        if self._details:
            yield plain(self._details, "dialog-hint")

    def action_agree(self) -> None:
        """Return yes."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Return no."""
        self.dismiss(False)


class Choice(NamedTuple):
    """A row of a menu: what to do, and the words for it."""

    value: StrEnum
    words: str


class ChoiceRenderer(RowRenderer[Choice]):
    """A choice on one line, its key before it.

    Attributes:
        hints: the keys of commands; each choice has that of ``GROUP.VALUE``.
    """

    def __init__(self, group: str) -> None:
        self.hints = KeyHints()
        self._group = group

    def key(self, row: Choice) -> Hashable:
        """Return what to do."""
        return row.value

    def lines(self, row: Choice, width: int) -> Sequence[Line]:
        """Return the one line."""
        key = f" {self.hints.first(f'{self._group}.{row.value}'):2} "
        return ((Run(key, "tag"), Run(cut(row.words, width - len(key)))),)


class ListDialog(Dialog[ResultT]):
    """A dialog whose list takes the keys at once.

    Subclasses put the ``pane`` into the ``body``, and bind a key to go to the ``first`` row.

    Attributes:
        pane: the list.
    """

    def __init__(self, pane: ListPane[Any], enter: str = "Go there") -> None:
        """Show ``pane``; ``enter`` is what Enter does there, in a word or two."""
        super().__init__()
        self.pane = pane
        describe_action(pane.rows, "choose", enter)

    def on_mount(self) -> None:
        """Let the keys move the list, from where it is to begin."""
        self.begin()
        self.pane.focus()

    def begin(self) -> None:
        """Highlight the row to begin at, unless that is the first."""

    def action_first(self) -> None:
        """Go to the top."""
        self.pane.action_first()


class NewName(NamedTuple):
    """A name that the pipeline missed, or found with other words.

    Attributes:
        span: where it stands.
        label: its kind.
    """

    span: TextSpan
    label: Label


class SaidBy(NamedTuple):
    """Who said a quotation; None for nobody, or where it is not clear."""

    entity: Entity | None


class NoteText(NamedTuple):
    """What is said of a passage.

    Attributes:
        note: the reader's own words, or empty.
        tags: in the order given.
    """

    note: str = ""
    tags: tuple[str, ...] = ()


NOTHING = NoteText()
"""What is said of a passage that nothing is said of."""


class Fate(Enum):
    """What to do with what was written."""

    SAVE = auto()
    """It is to be saved."""
    DRAFT = auto()
    """It is to be stored as a draft, and gone on with later."""
    DISCARD = auto()
    """It is to be forgotten; what was saved before stays."""


class Written(NamedTuple):
    """What the editor of a note returns."""

    text: NoteText
    fate: Fate
