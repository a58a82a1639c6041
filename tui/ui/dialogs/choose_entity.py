"""The dialogs that ask for one of an article's names: which other is the same, who said a quotation."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.domain.analysis import Entity, Quotation, possible_speakers, speaker_in
from tui.domain.people import Person
from tui.domain.text.folding import fold
from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import Dialog, SaidBy, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.textual_internals import describe_action
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.inputs import WordsInput
from tui.ui.widgets.list_pane import NO_MATCH, Filter, fold_all, spread
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

ResultT = TypeVar("ResultT")
_MOST = 2_000
"""People that are offered besides those who share a word of the name."""


class Candidate(NamedTuple):
    """A name that may be meant.

    Attributes:
        entity: whose; None for nobody, or where it is not clear.
        is_present: whether it is what holds so far.
        number: what is shown with it; None for the number of its mentions.
    """

    entity: Entity | None
    is_present: bool = False
    number: int | None = None

    @property
    def words(self) -> str:
        """Return the name."""
        return one_line(self.entity.name) if self.entity else "nobody, or not clear"


class CandidateRenderer(RowRenderer[Candidate]):
    """Mark of the kind, name and number of mentions; the present one says so."""

    def key(self, row: Candidate) -> Hashable:
        """Return kind and name."""
        return (row.entity.label, row.entity.name) if row.entity else None

    def lines(self, row: Candidate, width: int) -> Sequence[Line]:
        """Return the one line of a row."""
        if row.entity is None:
            now = " (current)" if row.is_present else ""
            return ((Run("  – ", "muted"), Run(row.words, "unsure"), Run(now, "muted")),)
        style = LABEL_STYLES[row.entity.label]
        number = len(row.entity.mentions) if row.number is None else row.number
        count = "(current)" if row.is_present else f"{number:,}"
        return ((Run(f"  {style.mark} ", style.suffix), *spread(Run(row.words), count, width - 4)),)


class CandidateList(RowList[Candidate]):
    """Names, the likeliest first; the field above has the focus and moves the highlight."""

    can_focus = False

    def highlight_nothing(self) -> None:
        """Highlight no row until the user moves to one."""
        self._highlight = None
        self.refresh()


class CandidateField(WordsInput):
    """The field that a part of a name is typed in, and that takes the keys of the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("candidate-field")


class EntityDialog(Dialog[ResultT]):
    """Asks for one of some names, which become fewer as the user types.

    Subclasses say in ``chosen`` what to return.
    """

    def __init__(
        self,
        question: str,
        candidates: Sequence[Candidate],
        *,
        enter: str,
        empty: str = "",
        likely: bool = True,
    ) -> None:
        """Ask a question.

        Args:
            question: what is asked, in a line.
            candidates: the likeliest first.
            enter: what Enter does, in a word or two.
            empty: what is shown where there are no candidates.
            likely: whether the first of them is likely enough for Enter to take it at once.
        """
        super().__init__()
        self._question = question
        self._candidates = candidates
        self._searched = fold_all(candidate.words for candidate in candidates)
        self._empty = empty
        self._likely = likely
        self._field = CandidateField(placeholder="type a part of the name", compact=True)
        describe_action(self._field, "submit", enter)
        self._list = CandidateList(CandidateRenderer(), empty=empty)

    def body(self) -> Iterable[Widget]:
        """Yield the question, the field, and the names."""
        yield plain(self._question, "card-name")
        yield self._field
        yield self._list

    def on_mount(self) -> None:
        """Let what is typed make the names fewer."""
        self._field.focus()
        self._show()

    def _show(self) -> None:
        query = Filter(self._field.value)
        pairs = zip(self._candidates, self._searched, strict=True)
        found = [candidate for candidate, text in pairs if not query or query(text)]
        self._list.empty = NO_MATCH if query else self._empty
        self._list.set_rows(found)
        if query or self._likely:
            self._list.action_first()
        else:
            self._list.highlight_nothing()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._show()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._list.action_choose()

    def action_row(self, step: int) -> None:
        """Go to the next name, or the one before."""
        if step > 0:
            self._list.action_down()
        else:
            self._list.action_up()

    def action_first(self) -> None:
        """Go to the first name."""
        self._list.action_first()

    def action_page(self, step: int) -> None:
        """Go to the name a page further on, or a page before."""
        if step > 0:
            self._list.action_page_down()
        else:
            self._list.action_page_up()

    @on(RowList.Highlighted)
    def _looked_around(self, message: RowList.Highlighted) -> None:
        message.stop()

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.chosen(message.row.entity)

    def chosen(self, entity: Entity | None) -> None:
        """Return what the dialog asks for, now that a name was chosen."""
        raise NotImplementedError


def _names_in(name: str) -> set[str]:
    """Return the words of a name that are names themselves, folded, and what its initials make."""
    words = [word.strip(".,’'\"“”()") for word in name.split()]
    capital = [word for word in words if word[:1].isupper() and len(word) > 1]
    initials = "".join(word[0] for word in capital)
    return {fold(word) for word in capital or words} | ({fold(initials)} if len(initials) > 1 else set())


def by_likelihood(name: str, entity: Entity, others: Sequence[Entity]) -> list[tuple[bool, Entity]]:
    """Return ``others``, each with whether it may well be meant by ``name``, a name of ``entity``.

    Those that share a name with it or have it for initials come first, then those of the same kind; among
    equals, the order is as given.
    """
    words = _names_in(name)
    rated = [(bool(words & _names_in(other.name)), other) for other in others]
    return sorted(rated, key=lambda each: (not each[0], each[1].label is not entity.label))


class MergeDialog(EntityDialog[Entity | None]):
    """Returns the other entity, or None where the dialog was left. It merges nothing itself."""

    TITLE = "Merge"

    BINDINGS: ClassVar[list[BindingType]] = bindings("merge")

    def __init__(
        self, wording: str, entity: Entity, entities: Sequence[Entity], *, enter: str = "Merge"
    ) -> None:
        """Ask what ``wording``, a name of ``entity``, is the same as, among the other ``entities``."""
        rated = by_likelihood(wording, entity, [other for other in entities if other is not entity])
        super().__init__(
            f"Merge {one_line(wording, 60)} with:",
            [Candidate(other) for _, other in rated],
            enter=enter,
            empty="There is no other name in this article",
            likely=bool(rated) and rated[0][0],
        )

    def chosen(self, entity: Entity | None) -> None:
        """Return the other entity."""
        self.dismiss(entity)


class JoinDialog(EntityDialog[Person | None]):
    """Returns the other person, or None where the dialog was left. It joins nothing itself."""

    TITLE = "The same as"

    BINDINGS: ClassVar[list[BindingType]] = bindings("merge")

    def __init__(self, person: Person, others: Sequence[Person]) -> None:
        """Ask which of ``others``, those in most articles first, is the same as ``person``."""
        words = set(person.key[1].split())
        others = [other for other in others if other.key != person.key]
        alike = [other for other in others if words & set(other.key[1].split())]
        rest = [other for other in others[:_MOST] if not words & set(other.key[1].split())]
        rated = [*alike, *sorted(rest, key=lambda other: other.label is not person.label)]
        entities = [Entity(other.label, other.name, ()) for other in rated]
        self._people = {id(entity): other for entity, other in zip(entities, rated, strict=True)}
        super().__init__(
            f"{one_line(person.name, 60)} is, in all articles, the same as:",
            [Candidate(each, number=other.articles) for each, other in zip(entities, rated, strict=True)],
            enter="Join",
            empty="There is nobody else",
            likely=bool(alike),
        )

    def chosen(self, entity: Entity | None) -> None:
        """Return the other person."""
        self.dismiss(self._people.get(id(entity)))


class SpeakerDialog(EntityDialog[SaidBy | None]):
    """Returns who said it, or None where the dialog was left. It saves nothing itself."""

    TITLE = "Who said it"

    BINDINGS: ClassVar[list[BindingType]] = bindings("speaker")

    def __init__(self, quotation: Quotation, entities: Sequence[Entity], text: str) -> None:
        """Ask who of ``entities`` said ``quotation``; all are of ``text``.

        The present speaker comes first, then those who are named near the words.
        """
        present = speaker_in(quotation, entities)
        others = [each for each in possible_speakers(quotation, entities) if each is not present]
        candidates = [Candidate(each) for each in others]
        if present is not None:
            candidates.insert(0, Candidate(present, is_present=True))
        is_nobody = quotation.speaker is None or quotation.speaker.name is None
        super().__init__(
            one_line(quotation.span.of(text), 120),
            [*candidates, Candidate(None, is_nobody)],
            enter="Set the speaker",
        )

    def chosen(self, entity: Entity | None) -> None:
        """Return the speaker."""
        self.dismiss(SaidBy(entity))
