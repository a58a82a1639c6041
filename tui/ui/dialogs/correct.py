"""The dialogs that correct a name: what is wrong, its kind, its words."""

from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.domain.analysis import Entity, Label
from tui.domain.article import Article
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.corrections.surface_forms import WordRange
from tui.domain.motions import sentence_at
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.domain.text.times import counted
from tui.ui.dialogs.base import Choice, ChoiceRenderer, Dialog, NewName, plain
from tui.ui.dialogs.suggestions import suggestion_in_words, suggestion_source
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.textual_internals import describe_action
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.choice_list import ChoiceList
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run


class Remedy(StrEnum):
    """What can be done about a name that is wrong."""

    ACCEPT = "accept"
    DECLINE = "decline"
    RELABEL = "relabel"
    REMOVE = "remove"
    MERGE = "merge"
    REMOVE_HERE = "remove-here"
    SPLIT = "split"
    MOVE = "move"
    EDGES = "edges"


def choices(entity: Entity, mention: TextSpan | None, text: str, offer: Suggestion | None) -> list[Choice]:
    """Return what can be done about ``entity``, and about the ``mention`` of it at the cursor.

    Args:
        entity: an entity of ``text``.
        mention: one of its mentions, or None.
        text: the article's text.
        offer: what other articles say of the entity, or None.
    """
    rows = []
    singular = LABEL_STYLES[entity.label].singular
    if offer is not None:
        rows = [
            Choice(Remedy.ACCEPT, f"Yes: {suggestion_in_words(offer)}, as in {suggestion_source(offer)}"),
            Choice(Remedy.DECLINE, f"No: {LABEL_STYLES[offer.correction.entity.label].singular}"),
        ]
    rows += [
        Choice(Remedy.RELABEL, f"Change the kind (now: {singular}) …"),
        Choice(Remedy.MERGE, "Merge with another name …"),
        Choice(Remedy.REMOVE, "Not a name anywhere in this article"),
    ]
    if mention is None:
        return rows
    wording = f"“{one_line(mention.of(text), 40)}”"
    rows.append(Choice(Remedy.EDGES, f"Change where {wording} begins or ends …"))
    if len(entity.mentions) > 1:
        rows += [
            Choice(Remedy.REMOVE_HERE, f"{wording} is not a name here"),
            Choice(Remedy.SPLIT, f"Make this {wording} a separate name"),
        ]
    rows.append(Choice(Remedy.MOVE, f"This {wording} is someone or something else …"))
    return rows


class CorrectMenu(Dialog[Remedy | None]):
    """Returns what is to be done, or None. It does nothing itself."""

    TITLE = "Correct"

    BINDINGS: ClassVar[list[BindingType]] = bindings("correct-menu")

    def __init__(
        self, entity: Entity, mention: TextSpan | None, text: str, offer: Suggestion | None = None
    ) -> None:
        """Ask about ``entity``; for the arguments see ``choices``."""
        super().__init__()
        self._entity = entity
        self._choices = choices(entity, mention, text, offer)
        self._renderer = ChoiceRenderer("correct")
        self._list = ChoiceList(self._renderer)
        self._list.set_rows(self._choices)

    def body(self) -> Iterable[Widget]:
        """Yield the name, its kind, and the choices."""
        style, count = LABEL_STYLES[self._entity.label], len(self._entity.mentions)
        times = counted(count, "mention")
        yield plain(one_line(self._entity.name, 120), "card-name")
        yield plain(f"{style.mark} {style.singular} · {times}", "card-details")
        yield self._list

    def on_mount(self) -> None:
        """Let the keys move the list, and show each choice's own."""
        self._renderer.hints = key_hints(self)
        self._list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take the keys of what can be done alone."""
        if action == "do":
            return any(choice.value == parameters[0] for choice in self._choices)
        return super().check_action(action, parameters)

    def action_do(self, remedy: str) -> None:
        """Return what is to be done."""
        self.dismiss(Remedy(remedy))

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(message.row.value)


ResultT = TypeVar("ResultT")

_CONTEXT = 70
"""Code points shown on each side of a name that is added."""


class KindRenderer(RowRenderer[Label]):
    """A kind: its letter, which is its key as well by custom, and what it is called.

    Attributes:
        keys: the key of each kind, as people know it.
    """

    def __init__(self, present: Label | None) -> None:
        self._present = present
        self.keys: dict[Label, str] = {}

    def key(self, row: Label) -> Hashable:
        """Return the kind."""
        return row

    def lines(self, row: Label, width: int) -> Sequence[Line]:  # noqa: ARG002 - all of them are short
        """Return the one line of a kind, with a key that is not its letter; the present one says so."""
        style, key = LABEL_STYLES[row], self.keys.get(row, "")
        other = f" ({key})" if key and key.upper() != style.mark else ""
        line = (Run(f" {style.mark}  ", style.suffix), Run(style.singular + other))
        return ((*line, Run(" (current)", "muted")) if row is self._present else line,)


class KindDialog(Dialog[ResultT]):
    """Asks for a kind; subclasses say what for, and what to return."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("kind")

    def __init__(self, present: Label | None = None, enter: str = "Change the kind") -> None:
        """Begin at ``present``; ``enter`` is what Enter does, in a word or two."""
        super().__init__()
        self._renderer = KindRenderer(present)
        self.kinds = ChoiceList(self._renderer)
        describe_action(self.kinds, "choose", enter)
        self.kinds.set_rows(list(Label))
        self._present = present or Label.PERSON

    def on_mount(self) -> None:
        """Let the keys move the list, from the present kind on."""
        keys = key_hints(self)
        self._renderer.keys = {label: keys.first(f"kind.{label.lower()}") for label in Label}
        self.kinds.highlight(self._present)
        self.kinds.focus()

    def take(self, label: Label) -> None:
        """Return what the dialog asks for, now that the kind was chosen."""
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

    TITLE = "Change the kind"

    def __init__(self, entity: Entity) -> None:
        """Ask for the kind of ``entity``."""
        super().__init__(entity.label)
        self._entity = entity

    def body(self) -> Iterable[Widget]:
        """Yield the name, and the kinds."""
        yield plain(one_line(self._entity.name, 120), "card-name")
        yield self.kinds

    def take(self, label: Label) -> None:
        """Return the kind."""
        self.dismiss(label)


class NameAdder(KindDialog[NewName | None]):
    """Returns which words are a name and of what kind, or None. It saves nothing itself."""

    TITLE = "Add a name"

    BINDINGS: ClassVar[list[BindingType]] = bindings("name-adder")

    def __init__(self, article: Article, choice: WordRange, present: Label | None = None) -> None:
        """Propose ``choice`` of ``article``; ``present`` is the kind it is taken for, if any."""
        super().__init__(present, enter="Add the name")
        self._article = article
        self._choice = choice
        self._shown = Static(classes="name-passage")

    def body(self) -> Iterable[Widget]:
        """Yield the words in their sentence, and the kinds."""
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
    """Return ``text`` with line ends as spaces."""
    return text.replace("\n", " ")
