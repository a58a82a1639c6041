"""The card of a name: all that is known of a person, a body or a place, in the place of the list of names."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.analysis import Analysis, Entity, Quotation
from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.article import Article
from tui.domain.corrections.surface_forms import without_possessive
from tui.domain.people import WHO
from tui.domain.text.folding import has_words, whole_words_of
from tui.domain.text.spans import Intervals, TextSpan
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.panes.card_rows import (
    CONTEXT,
    ELSEWHERE,
    MENTIONS,
    NOTES,
    SAID,
    SECTIONS,
    CardHead,
    CardRenderer,
    CardRow,
    Elsewhere,
    Everywhere,
    More,
    Row,
)
from tui.ui.panes.notes import wording as noted
from tui.ui.panes.quotes import signs_on, wording
from tui.ui.widgets.list_pane import ListPane, headed
from tui.ui.widgets.row_list import Heading, RowList

FEW = 3
"""So many mentions are listed until the reader wants to see all."""
_FORMS = 12
"""Other wordings of a name that are looked at; few of them have room."""


class CardList(ListPane[CardRow]):
    """The card of one name, with a filter. It is given what is known; choosing and moving are posted.

    Attributes:
        entity: whose card it is, or None while it is closed.
    """

    BINDING_GROUP_TITLE = "Card of a name"
    BINDINGS: ClassVar[list[BindingType]] = bindings("person-card")

    remark: var[str] = var("", init=False)
    """What corrections in other articles say of the name."""

    everywhere: var[Everywhere | None] = var(None, init=False)
    """What the library knows of it, as soon as that is known."""

    looking: var[bool] = var(False, init=False)
    """Whether the library is looked through for the name."""

    @dataclass(eq=False)
    class RowMessage(Message):
        """Something was done to a row."""

        row: CardRow

    class Highlighted(RowMessage):
        """The reader moved to a row."""

    class Chosen(RowMessage):
        """The reader chose a row that leads somewhere."""

    class SpeakerRequested(RowMessage):
        """The reader wants to say who said a quotation."""

    class RemovalRequested(RowMessage):
        """The reader says that a quotation is none."""

    class JoinRequested(RowMessage):
        """The reader says that another article means the same person."""

    @dataclass(eq=False)
    class EntityMessage(Message):
        """Something is to be done about the name."""

        entity: Entity
        mention: TextSpan | None = None

    class CorrectionRequested(EntityMessage):
        """The reader wants to correct the name, or the mention that is highlighted."""

    class FollowRequested(EntityMessage):
        """The reader wants to follow the name in all articles, or no longer."""

    class EverywhereRequested(EntityMessage):
        """The reader wants to see the name over all articles."""

    def __init__(self) -> None:
        self._renderer = CardRenderer()
        super().__init__(self._renderer)
        self.entity: Entity | None = None
        self._article: Article | None = None
        self._forms: Sequence[str] = ()
        self._said: Sequence[Quotation] = ()
        self._notes: Sequence[AnchoredNote] = ()
        self._all_notes: Sequence[AnchoredNote] = ()
        self._folded: frozenset[str] = frozenset()
        self._first = 0
        """The first of the few mentions that are listed."""
        self._all_mentions = False
        self._requests = ""
        """What can be asked for about the row that is highlighted, as the keys that are shown have it."""

    watch_remark = watch_everywhere = watch_looking = ListPane.items_changed

    # -- what it shows ---------------------------------------------------------------------

    def open(self, entity: Entity, article: Article, analysis: Analysis, at: int | None = None) -> None:
        """Show ``entity`` of an article, from the top, or at its mention at the offset ``at``."""
        self.filter = ""
        self.everywhere = None
        self._all_mentions = False
        before = bisect_right(entity.mentions, (at or 0, float("inf"))) - 1
        self._first = min(max(0, before - 1), max(0, len(entity.mentions) - FEW)) if at is not None else 0
        self.show(entity, article, analysis)
        self.update_rows()
        self.rows.scroll_to(y=0, animate=False, force=True)
        if at is not None:
            self.rows.highlight(CardRow(MENTIONS, entity.mentions[max(0, before)]))
        elif (row := next((each for each in self.rows.rows if isinstance(each, CardRow)), None)) is not None:
            self.rows.highlight(row)
        self._offer()

    def close(self) -> None:
        """Be the card of nothing."""
        self.entity = None

    def show(self, entity: Entity, article: Article, analysis: Analysis) -> None:
        """Show ``entity`` as it is in another analysis of its article."""
        self.entity, self._article = entity, article
        self._said = [
            each for each in analysis.quotations if each.speaker and each.speaker.name == entity.name
        ]
        self._forms = other_forms(entity, article.text)
        self.show_notes(self._all_notes)

    def show_notes(self, notes: Sequence[AnchoredNote]) -> None:
        """Take over the annotations of the article, of which those on the name are listed."""
        self._all_notes = notes
        if self.entity is None or self._article is None:
            return
        self._notes = notes_on(self.entity, self._said, notes)
        settle = key_hints(self).phrase("{} settles it", "card.speaker") or "?"
        self._renderer.show(self._article.text, self.entity, signs_on(self._notes), settle)
        self.items_changed()

    # -- rows ----------------------------------------------------------------------------

    def items(self) -> Sequence[CardRow]:
        """Return all that is known."""
        if self.entity is None:
            return ()
        rows = [CardRow(SAID, each) for each in self._said]
        rows += [CardRow(MENTIONS, each) for each in self.entity.mentions]
        rows += [CardRow(NOTES, each) for each in self._notes]
        others = self.everywhere.others if self.everywhere else ()
        return rows + [CardRow(ELSEWHERE, each) for each in others]

    def searched(self, item: CardRow) -> str:
        """Return what a row says, more or less."""
        text = self._renderer.text
        match item.about:
            case Quotation(span=span):
                return span.of(text)
            case TextSpan(start=start, end=end):
                return text[max(0, start - CONTEXT // 4) : end + CONTEXT // 4]
            case AnchoredNote(annotation=annotation) as note:
                return " ".join([annotation.note, noted(note), *(f"#{tag}" for tag in annotation.tags)])
            case Elsewhere(title=title, said=said):
                return f"{title} {said}"
            case _:
                return ""

    def passages(self, row: CardRow) -> Sequence[TextSpan]:
        """Return what a row shows in the text."""
        return [row.span] if row.span is not None else []

    def arranged(self, found: Sequence[CardRow]) -> list[Row]:
        """Return the head, and what was found under the headings of its sections."""
        entity = self.entity
        if entity is None:
            return []
        rows: list[Row] = [CardHead(entity, self._forms, self.remark, self.everywhere, self.looking)]
        for section, title in SECTIONS.items():
            listed = [row for row in found if row.section == section]
            made = headed(listed, section, title, folded=section in self._folded)
            is_cut = section == MENTIONS and not self.filter and not self._all_mentions
            if is_cut and len(made) > FEW + 1:
                some = listed[self._first : self._first + FEW]
                made[1:] = [*some, CardRow(MENTIONS, More(len(listed) - len(some)))]
            rows += made
        return rows

    def fold_group(self, heading: Heading) -> None:
        """Hide what is in a section, or show it again; the highlight stays on its heading."""
        self._folded ^= {heading.group}
        self.rows_changed()
        self.update_rows()
        self.rows.highlight(heading)
        self._offer()

    @property
    def place_in_words(self) -> str:
        """Which row of its section is highlighted: ``said 1 of 4``; empty on a heading."""
        row = self.rows.highlighted
        if not isinstance(row, CardRow) or isinstance(row.about, More):
            return ""
        listed = [each for each in self.items() if each.section == row.section]
        word = SECTIONS[row.section].split()[0].lower() if row.section != ELSEWHERE else "article"
        return f"{word} {listed.index(row) + 1:,} of {len(listed):,}" if row in listed else ""

    # -- what is done --------------------------------------------------------------------

    @on(RowList.Chosen)
    def _more_chosen(self, message: RowList.Chosen) -> None:
        """List all mentions; before the list posts that the row leads somewhere."""
        if isinstance(message.row, CardRow) and isinstance(message.row.about, More):
            message.prevent_default()
            message.stop()
            self._all_mentions = True
            before = self.rows.rows.index(message.row)
            self.rows_changed()
            self.update_rows()
            self.rows.highlight(self.rows.rows[min(before, len(self.rows.rows) - 1)])

    def action_section(self, step: int) -> None:
        """Highlight the first row of the next section, or of the one before; its heading if it is folded."""
        self.update_rows()
        rows = self.rows.rows
        headings = [number for number, row in enumerate(rows) if isinstance(row, Heading)]
        row = self.rows.highlighted
        here = rows.index(row) if row is not None else 0
        firsts = [at + (not rows[at].folded) for at in headings]
        if step > 0:
            # From a heading, too, beyond what is under it.
            ways = [first for at, first in zip(headings, firsts, strict=True) if at > here]
        else:
            # As with paragraphs: to the beginning of this one first.
            ways = [first for first in reversed(firsts) if first < here]
        if ways:
            self.rows.highlight(rows[ways[0]], silent=False)

    def action_correct(self) -> None:
        """Post that the name is to be corrected, or one mention of it."""
        row = self.highlighted
        mention = row.about if row is not None and isinstance(row.about, TextSpan) else None
        if self.entity is not None:
            self.post_message(self.CorrectionRequested(self.entity, mention))

    def action_everywhere(self) -> None:
        """Post that the name is to be shown over all articles."""
        if self.entity is not None:
            self.post_message(self.EverywhereRequested(self.entity))

    def action_follow(self) -> None:
        """Post that the name is to be followed, or no longer."""
        if self.entity is not None:
            self.post_message(self.FollowRequested(self.entity))

    def on_row_list_highlighted(self) -> None:
        """Offer what can be done about a quotation only on one."""
        self._offer()

    def _offer(self) -> None:
        """Have the keys shown again where others act now."""
        row = self.highlighted
        requests = ""
        if row is not None and isinstance(row.about, Quotation):
            requests = "SpeakerRequested RemovalRequested"
        elif row is not None and isinstance(row.about, Elsewhere) and row.about.alone is not None:
            requests = "JoinRequested"
        if self._requests != requests:
            self._requests = requests
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to correct a quotation only on one, and all articles only for those who are listed there."""
        if action == "request":
            return str(parameters[0]) in self._requests.split()
        if action in ("everywhere", "follow"):
            return self.entity is not None and self.entity.label in WHO
        return super().check_action(action, parameters)


def other_forms(entity: Entity, text: str) -> list[str]:
    """Return the other wordings of a name in ``text``, the most frequent first; no mere possessives of it."""
    counts = Counter(without_possessive(wording(text, span)) for span in entity.mentions)
    del counts[entity.name]
    return [form for form, _ in counts.most_common(_FORMS)]


def notes_on(entity: Entity, said: Sequence[Quotation], notes: Sequence[AnchoredNote]) -> list[AnchoredNote]:
    """Return the annotations on what was said, where the name stands, or that name it in their words."""
    spans = Intervals([*entity.mentions, *(each.span for each in said)])
    words = whole_words_of(entity.name)
    found = []
    for note in notes:
        span = note.anchored.span
        if (span is not None and spans.crossing(*span)) or has_words(note.annotation.note, words):
            found.append(note)
    return found
