"""The dialogs that correct a name - what is wrong, its kind, its words - and say who said a quotation."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NamedTuple, TypeVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tui.domain.analysis import Entity, Label, Quotation, possible_speakers, speaker_in
from tui.domain.article import Article
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.corrections.surface_forms import WordRange
from tui.domain.motions import sentence_at
from tui.domain.text.folding import fold
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.domain.text.times import counted
from tui.ui.dialogs.base import Choice, ChoiceRenderer, Dialog, ListDialog, NewName, SaidBy, plain
from tui.ui.dialogs.suggestions import suggestion_in_words, suggestion_source
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.panes.entities import EntityList
from tui.ui.textual_internals import describe_action
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.cells import cut
from tui.ui.widgets.choice_list import ChoiceList
from tui.ui.widgets.list_pane import ListPane
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
        Choice(Remedy.RELABEL, f"Another kind than {singular} …"),
        Choice(Remedy.MERGE, "The same as another name …"),
        Choice(Remedy.REMOVE, "Not a name anywhere in this article"),
    ]
    if mention is None:
        return rows
    wording = f"“{one_line(mention.of(text), 40)}”"
    rows.append(Choice(Remedy.EDGES, f"More or fewer words than {wording} …"))
    if len(entity.mentions) > 1:
        rows += [
            Choice(Remedy.REMOVE_HERE, f"{wording} is not a name here"),
            Choice(Remedy.SPLIT, f"{wording} is an entry of its own here"),
        ]
    rows.append(Choice(Remedy.MOVE, f"{wording} belongs to another entry here …"))
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


def likeliest(name: str, entity: Entity, others: Sequence[Entity]) -> Entity | None:
    """Return which of ``others`` is meant soonest by ``name``, a name of ``entity``.

    Among those that share a word with it, and else among all, one of the same kind, the most
    mentioned; None where there are none.
    """
    words = set(fold(name).split())
    best = None
    for other in others:
        score = (bool(words & set(fold(other.name).split())), other.label is entity.label)
        if best is None or score > best[0]:
            best = (score, other)
    return best[1] if best else None


class MergeDialog(ListDialog[Entity | None]):
    """Returns the other entity, or None where the dialog was left. It merges nothing itself."""

    TITLE = "The same as"

    BINDINGS: ClassVar[list[BindingType]] = bindings("merge")

    def __init__(self, wording: str, entity: Entity, entities: Sequence[Entity]) -> None:
        """Ask what ``wording``, a name of ``entity``, is the same as, among the other ``entities``."""
        entries = EntityList(empty="There is no other name in this article")
        super().__init__(entries, enter="Merge")
        self._wording = wording
        self._entity = entity
        self._others = tuple(other for other in entities if other is not entity)
        entries.entities = self._others

    def body(self) -> Iterable[Widget]:
        """Yield what to do, and the other entities."""
        yield plain(f"{one_line(self._wording, 60)} is the same as:", "card-name")
        hints = key_hints(self).phrases(("{} selects it", "list.choose"), ("{} filters", "list.filter"))
        yield plain("choose the name to merge with" + (f": {hints}" if hints else ""), "card-details")
        yield self.pane

    def begin(self) -> None:
        """Begin at the likeliest."""
        other = likeliest(self._wording, self._entity, self._others)
        if other is not None:
            self.pane.highlight(other)

    @on(EntityList.Highlighted)
    @on(EntityList.LabelsHidden)
    def _looked_around(self, message: EntityList.Highlighted | EntityList.LabelsHidden) -> None:
        message.stop()

    @on(EntityList.Chosen)
    def _chosen(self, message: EntityList.Chosen) -> None:
        message.stop()
        self.dismiss(message.entity)


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

    TITLE = "Another kind"

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


_NOW = " (current)"


class Candidate(NamedTuple):
    """Who may have said it.

    Attributes:
        entity: who; None for nobody, or where it is not clear.
        is_present: whether that is the speaker so far.
    """

    entity: Entity | None
    is_present: bool = False

    @property
    def words(self) -> str:
        """Return the name."""
        return one_line(self.entity.name) if self.entity else "nobody, or it is not clear"


class CandidateRenderer(RowRenderer[Candidate]):
    """Mark of the kind and name; the present speaker says so."""

    def key(self, row: Candidate) -> Hashable:
        """Return kind and name."""
        return (row.entity.label, row.entity.name) if row.entity else None

    def lines(self, row: Candidate, width: int) -> Sequence[Line]:
        """Return the one line of a row."""
        now = _NOW if row.is_present else ""
        name = cut(row.words, width - 4 - len(now))
        if row.entity is None:
            return ((Run("  – ", "muted"), Run(name, "unsure"), Run(now, "muted")),)
        style = LABEL_STYLES[row.entity.label]
        return ((Run(f"  {style.mark} ", style.suffix), Run(name), Run(now, "muted")),)


class SpeakerList(ListPane[Candidate]):
    """Those who may have said a quotation, in the order given."""

    @dataclass(eq=False)
    class Chosen(Message):
        """The user chose a speaker; None for nobody."""

        entity: Entity | None

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__(CandidateRenderer())
        self._candidates = candidates

    def items(self) -> Sequence[Candidate]:
        """Return all candidates."""
        return self._candidates

    def searched(self, item: Candidate) -> str:
        """Return the name."""
        return item.words

    def subject(self, row: Candidate) -> object:
        """Return its entity."""
        return row.entity


class SpeakerDialog(ListDialog[SaidBy | None]):
    """Returns who said it, or None where the dialog was left. It saves nothing itself."""

    TITLE = "Who said it"

    BINDINGS: ClassVar[list[BindingType]] = bindings("speaker")

    def __init__(self, quotation: Quotation, entities: Sequence[Entity], text: str) -> None:
        """Ask who of ``entities`` said ``quotation``; all are of ``text``."""
        present = speaker_in(quotation, entities)
        others = possible_speakers(quotation, entities)
        if present is not None and present not in others:
            others.insert(0, present)
        candidates = [Candidate(entity, entity is present) for entity in others]
        candidates.append(Candidate(None, quotation.speaker is None or quotation.speaker.name is None))
        super().__init__(SpeakerList(candidates), enter="Set the speaker")
        self._words = one_line(quotation.span.of(text), 120)
        self._present = present

    def body(self) -> Iterable[Widget]:
        """Yield the words, what to do, and who there is."""
        yield plain(self._words, "card-name")
        hints = key_hints(self).phrases(("{} selects the name", "list.choose"), ("{} filters", "list.filter"))
        yield plain(f"who said it? {hints}", "card-details")
        yield self.pane

    def begin(self) -> None:
        """Begin at the present speaker; where there is none, at the likeliest."""
        if self._present is not None:
            self.pane.highlight(Candidate(self._present))

    @on(SpeakerList.Chosen)
    def _chosen(self, message: SpeakerList.Chosen) -> None:
        message.stop()
        self.dismiss(SaidBy(message.entity))
