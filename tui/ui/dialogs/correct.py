"""The dialogs in which somebody says of what kind a name is: one that was found, or one that was missed."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.domain.analysis import Entity, Label
from tui.domain.article import Article
from tui.domain.corrections.surface_forms import WordChoice
from tui.domain.motions import sentence_at
from tui.domain.text.sanitize import one_line
from tui.screens.dialog import Dialog, plain
from tui.ui.dialogs.base import NewName
from tui.ui.keyboard.hints import told_keys
from tui.ui.widgets.row_list import RowList
from tui.widgets.choice_list import ChoiceList
from tui.widgets.label_style import LABEL_STYLES
from tui.widgets.row_look import Line, RowLook, Run

ResultT = TypeVar("ResultT")

_CONTEXT = 70
"""Code points shown on each side of a name that is added."""


class KindLook(RowLook[Label]):
    """A kind: its letter, which is its key as well by custom, and what it is called.

    Attributes:
        keys: the key of each kind, as people know it.
    """

    def __init__(self, present: Label | None) -> None:
        self._present = present
        self.keys: dict[Label, str] = {}

    def key(self, row: Label) -> Hashable:
        """The kind."""
        return row

    def lines(self, row: Label, width: int) -> Sequence[Line]:  # noqa: ARG002 - all of them are short
        """The one line of a kind, with a key that is not its letter; the present one says so."""
        style, key = LABEL_STYLES[row], self.keys.get(row, "")
        other = f" ({key})" if key and key.upper() != style.mark else ""
        line = (Run(f" {style.mark}  ", style.suffix), Run(style.singular + other))
        return ((*line, Run(" · as it is now", "muted")) if row is self._present else line,)


class KindDialog(Dialog[ResultT]):
    """Asks for a kind; subclasses say what for, and what to return."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                f"{style.mark.lower()},{style.mark}",
                f"kind('{label}')",
                style.singular.capitalize(),
                id=f"kind.{label.lower()}",
                show=False,
            )
            for label, style in LABEL_STYLES.items()
        ),
        Binding("escape", "cancel", "Leave", id="kind.cancel"),
    ]

    def __init__(self, present: Label | None = None) -> None:
        super().__init__()
        self._look = KindLook(present)
        self.kinds = ChoiceList(self._look)
        self.kinds.set_rows(list(Label))
        self._present = present or Label.PERSON

    def on_mount(self) -> None:
        """Let the keys move the list, from the present kind on."""
        keys = told_keys(self)
        self._look.keys = {label: keys.first(f"kind.{label.lower()}") for label in Label}
        self.kinds.highlight(self._present)
        self.kinds.focus()

    def take(self, label: Label) -> None:
        """Somebody chose a kind."""
        raise NotImplementedError

    def action_kind(self, label: str) -> None:
        """Take the kind whose letter was pressed."""
        self.take(Label(label))

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.take(message.row)


class KindChooser(KindDialog[Label | None]):
    """Returns of what kind an entity is, or None where the dialog was left. It saves nothing itself."""

    TITLE = "Another kind"

    def __init__(self, entity: Entity) -> None:
        """Ask for the kind of ``entity``."""
        super().__init__(entity.label)
        self._entity = entity

    def body(self) -> Iterable[Widget]:
        """The name, and the kinds."""
        yield plain(one_line(self._entity.name, 120), "card-name")
        yield self.kinds

    def take(self, label: Label) -> None:
        """Return the kind."""
        self.dismiss(label)


class NameAdder(KindDialog[NewName | None]):
    """Returns which words are a name and of what kind, or None. It saves nothing itself."""

    TITLE = "Add a name"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,w", "move(0, 1)", "Longer", id="adder.end-on", tooltip="End a word further on"),
        Binding("left,b", "move(0, -1)", "Shorter", id="adder.end-back", tooltip="End a word before"),
        Binding("shift+left,B", "move(-1, 0)", "Earlier", id="adder.start-back", key_display="⇧←"),
        Binding("shift+right,W", "move(1, 0)", "Later", id="adder.start-on", key_display="⇧→"),
    ]

    def __init__(self, article: Article, choice: WordChoice, present: Label | None = None) -> None:
        """Propose ``choice`` of ``article``; ``present`` is the kind it is taken for, if any."""
        super().__init__(present)
        self._article = article
        self._choice = choice
        self._shown = Static(classes="name-passage")

    def body(self) -> Iterable[Widget]:
        """The words in their sentence, and the kinds."""
        yield self._shown
        yield self.kinds

    def on_mount(self) -> None:
        """Show what is proposed."""
        super().on_mount()
        self._show()

    def _show(self) -> None:
        span, text = self._choice.span, self._article.text
        sentence = sentence_at(self._article, span.start) or span
        start = max(min(sentence.start, span.start), span.start - _CONTEXT)
        end = min(max(sentence.end, span.end), span.end + _CONTEXT)
        before = ("…" if start > sentence.start else "") + _flat(text[start : span.start])
        after = _flat(text[span.end : end]) + ("…" if end < sentence.end else "")
        self._shown.update(Content.assemble(before, (_flat(span.of(text)), "bold reverse"), after))

    def action_move(self, first: int, last: int) -> None:
        """Move an end of what is chosen by a word."""
        self._choice = self._choice.moved(first, last)
        self._show()

    def take(self, label: Label) -> None:
        """Return the words and the kind."""
        self.dismiss(NewName(self._choice.span, label))


def _flat(text: str) -> str:
    """``text`` with line ends as spaces."""
    return text.replace("\n", " ")
