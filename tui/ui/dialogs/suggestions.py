"""The dialog of corrections that other articles suggest, and the words for them."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from tui.domain.corrections.correction import CorrectionKind
from tui.domain.corrections.suggestions import Suggestion
from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import Dialog, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.textual_internals import describe_action
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.cells import cut
from tui.ui.widgets.choice_list import ChoiceList
from tui.ui.widgets.list_pane import heading_line
from tui.ui.widgets.row_list import Heading, Line, RowList, RowRenderer, Run

_TITLE_POINTS = 60


def suggestion_mark(suggestion: Suggestion) -> str:
    """Return the shortest way to say it, for the list: ``P?`` for a name that is offered to be a person."""
    correction = suggestion.correction
    match correction.kind:
        case CorrectionKind.REMOVE:
            return "no name?"
        case CorrectionKind.MERGE:
            return "same?"
        case _:
            return f"{LABEL_STYLES[correction.label or correction.entity.label].mark}?"


def suggestion_in_words(suggestion: Suggestion) -> str:
    """Return what the name is said to be: ``person``, ``no name``, ``the same as Keir Starmer``."""
    correction = suggestion.correction
    if correction.kind is CorrectionKind.REMOVE:
        return "no name"
    if correction.kind is CorrectionKind.MERGE and correction.into is not None:
        return f"the same as {one_line(correction.into.name, _TITLE_POINTS)}"
    return LABEL_STYLES[correction.label or correction.entity.label].singular


def suggestion_source(suggestion: Suggestion) -> str:
    """Return where that was said: in one article, or in the last of several."""
    title = f"“{one_line(suggestion.title, _TITLE_POINTS)}”"
    return title if suggestion.times == 1 else f"{suggestion.times} articles, last in {title}"


@dataclass(frozen=True, slots=True)
class Decision:
    """A suggestion, and what the reader says to it.

    Attributes:
        suggestion: what is offered, or holds already.
        accepted: True for yes, False for no, None where nothing is said yet.
    """

    suggestion: Suggestion
    accepted: bool | None = None


class SuggestionRenderer(RowRenderer[Decision | Heading]):
    """A name, what it is here and what it is said to be, and where that was said."""

    def key(self, row: Decision | Heading) -> Hashable:
        """Return the correction that is offered."""
        return row.group if isinstance(row, Heading) else row.suggestion.correction.id

    def heights(self, rows: Sequence[Decision | Heading], width: int) -> list[int]:
        """Return two lines, one for a heading; they are few."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: Decision | Heading, width: int) -> list[Line]:
        """Return what, and where."""
        if isinstance(row, Heading):
            return [heading_line(row, width, can_fold=False)]
        suggestion, said = row.suggestion, {None: " ", True: "✓", False: "✗"}[row.accepted]
        correction = suggestion.correction
        here = "" if correction.kind is CorrectionKind.ADD else LABEL_STYLES[correction.entity.label].singular
        change = f"{here} → {suggestion_in_words(suggestion)}" if here else suggestion_in_words(suggestion)
        words = f"{one_line(correction.entity.name, 60)} · {change}"
        return [
            (Run(f"[{said}] ", "tag"), Run(cut(words, width - 5))),
            (Run(cut(f"    as in {suggestion_source(suggestion)}", width - 1), "muted"),),
        ]


class SuggestionsDialog(Dialog[tuple[Decision, ...] | None]):
    """Returns what was decided, or None where the dialog was left. It changes nothing itself."""

    TITLE = "Corrected in other articles"

    BINDINGS: ClassVar[list[BindingType]] = bindings("suggestions")

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        """Show ``suggestions``, one at least."""
        super().__init__()
        self._decisions = [Decision(suggestion) for suggestion in suggestions]
        self._list = ChoiceList(SuggestionRenderer(), one_click=False)
        describe_action(self._list, "choose", "Save and close")
        self._show()

    def body(self) -> Iterable[Widget]:
        """Yield the suggestions."""
        keys = key_hints(self)
        hints = keys.phrases(("{} yes", "offers.yes"), ("{} no", "offers.no"), ("then {}", "choices.choose"))
        yield plain(hints, "card-details")
        yield self._list

    def on_mount(self) -> None:
        """Let the keys move the list."""
        self._list.focus()

    def _show(self) -> None:
        offered = [each for each in self._decisions if not each.suggestion.applied]
        applied = [each for each in self._decisions if each.suggestion.applied]
        rows: list[Decision | Heading] = []
        if offered:
            rows += [Heading("offered", "Suggested: corrected in one article", len(offered)), *offered]
        if applied:
            rows += [Heading("applied", "Applied: corrected in several articles", len(applied)), *applied]
        self._list.set_rows(rows)

    def action_decide(self, accepted: bool) -> None:
        """Say yes or no to the highlighted one, and go on to the next."""
        row = self._list.highlighted
        if isinstance(row, Decision):
            self._say(row, accepted)
            self._show()
            self._list.action_down()

    def action_all(self) -> None:
        """Say yes to all that nothing was said to yet."""
        for each in self._decisions:
            if each.accepted is None:
                self._say(each, True)
        self._show()

    def _say(self, decision: Decision, accepted: bool) -> None:
        at = next(i for i, each in enumerate(self._decisions) if each.suggestion is decision.suggestion)
        self._decisions[at] = replace(decision, accepted=accepted)

    @on(RowList.Chosen)
    def _done(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(tuple(each for each in self._decisions if each.accepted is not None))
