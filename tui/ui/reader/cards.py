"""The card of a name: opened in the place of the names, filled from the library, and what is done in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message
from textual.worker import get_current_worker

from tui.domain.analysis import Quotation, speaker_in
from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.article.titles import publication_day
from tui.ui.reader import lazy
from tui.ui.reader.context import Feature, ReaderContext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from tui.domain.analysis import Entity, Label
    from tui.domain.article import Article
    from tui.domain.library import OpenRequest
    from tui.domain.people import NameKey
    from tui.domain.text.spans import TextSpan
    from tui.library import Library
    from tui.library.people import PersonElsewhere
    from tui.ui.article.layers import PlacedAnalysis
    from tui.ui.panes.card import CardList
    from tui.ui.panes.card_rows import Elsewhere, Everywhere
    from tui.ui.panes.entities import EntityList, NameList
    from tui.ui.panes.quotes import QuoteList
    from tui.ui.reader.context import Shown
    from tui.ui.reader.correcting import Correcting
    from tui.ui.reader.opening import Opening
    from tui.ui.reader.page import Panes
    from tui.ui.reader.quotes import CorrectingQuotes
    from tui.ui.reader.saving import SaveQueue

_LISTED = 50
"""So many other articles are listed."""


class Cards(Feature):
    """Shows all that is known of one name; the text follows what is highlighted on the card."""

    class Found(Message):
        """What the library knows of a name of the article that is open."""

        def __init__(self, entity: Entity, everywhere: Everywhere) -> None:
            super().__init__()
            self.entity = entity
            self.everywhere = everywhere

    class Marked(Message):
        """It is known who is followed among the names of the article, by kind and name."""

        def __init__(self, followed: AbstractSet[tuple[Label, str]]) -> None:
            super().__init__()
            self.followed = followed

    def __init__(
        self,
        context: ReaderContext,
        panes: Panes,
        correcting: Correcting,
        quotes: CorrectingQuotes,
        opening: Opening,
        save_queue: SaveQueue,
    ) -> None:
        super().__init__(context)
        self._panes = panes
        self._correcting = correcting
        self._quotes = quotes
        self._opening = opening
        self._save_queue = save_queue
        self._marked: PlacedAnalysis | None = None
        """The analysis whose names are marked that are followed."""

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Close the card of a name of the article before."""
        if (side := self.context.side) is not None:
            side.close_card()

    def analysis_changed(self, placed: PlacedAnalysis) -> None:  # noqa: ARG002
        """Find out who is followed among the names, once they are all there."""
        self.on_side_pane_changed()

    def on_side_pane_changed(self) -> None:
        """Do the same once the lists are there."""
        placed = self.context.placed
        is_ready = self.context.side is not None and placed is not None and placed.analysis.complete
        if is_ready and placed is not self._marked:
            self._marked = placed
            self._mark_followed()

    def _mark_followed(self) -> None:
        look = partial(self._look_for_followed, self.context.entities)
        self.context.screen.run_worker(
            look, thread=True, exclusive=True, group="followed", exit_on_error=False
        )

    def _look_for_followed(self, entities: Sequence[Entity]) -> None:
        self.context.post(self.Marked(self.context.library.catalogue.followed_of(entities)))

    def on_cards_marked(self, message: Cards.Marked) -> None:
        """Mark in the list who is followed."""
        if (side := self.context.side) is not None:
            side.show_followed(message.followed)

    # -- opening ---------------------------------------------------------------------------

    def open(self, entity: Entity, at: int | None = None) -> None:
        """Show the card of a name, at its mention at an offset if one is given."""
        side = self.context.side
        if side is None:
            return
        self._panes.open_card(entity, at)
        side.card.remark = self._correcting.remark_on(entity)
        side.card.looking = entity.label in lazy.WHO
        if at is None and (row := side.card.highlighted) is not None and row.place is not None:
            self.view.go_to(row.place, extend=False)
        if entity.label in lazy.WHO:
            self._look_for(entity)
        self.context.show_status()

    def _look_for(self, entity: Entity) -> None:
        look = partial(self._look, entity)
        self.context.screen.run_worker(look, thread=True, exclusive=True, group="card", exit_on_error=False)

    def on_entity_list_chosen(self, message: EntityList.Chosen) -> None:
        """Show the card of a name that was chosen in the list."""
        self.open(message.entity)

    def on_quote_list_speaker_chosen(self, message: QuoteList.SpeakerChosen) -> None:
        """Show the card of a speaker; of who is none of the names, what was said."""
        entity = speaker_in(message.quotations[0], self.context.entities) if message.is_named else None
        article = self.context.article
        if entity is not None:
            self.open(entity)
        elif article is not None:
            card = dialogs.SpeakerCard(message.speaker, message.quotations, article.text)
            self.context.ask(card, self._speaker_card_left)

    def _speaker_card_left(self, answer: TextSpan | None) -> None:
        if answer is not None:
            self._panes.read_on_at([answer])

    # -- what the library knows --------------------------------------------------------------

    def _look(self, entity: Entity) -> None:
        """Find out in which other articles a name is; in a worker's thread."""
        worker, article, library = get_current_worker(), self.context.article, self.context.library
        if article is None:
            return
        key = lazy.name_key(entity.label, entity.name)
        try:
            own_id, catalogue = library.stored_id(article), library.catalogue
            found = everywhere(catalogue.person_elsewhere(key, own_id), entity)
            if (alone := _alone(key)) is not None and alone not in catalogue.choices().members(key):
                maybe = self._maybe(catalogue.person_elsewhere(alone, own_id), alone)
                found = found._replace(others=[*found.others, *maybe])
        except PostilError:
            found = lazy.Everywhere(len(entity.mentions), 1)
        if not worker.is_cancelled:
            self.context.post(self.Found(entity, found))

    def _maybe(self, known: PersonElsewhere, alone: NameKey) -> list[Elsewhere]:
        """Return the articles that have a last name alone, which may be another's; files are read."""
        note = f"named “{known.name}” alone{self.context.key_hints.phrase(' · {} same person', 'card.join')}"
        others = everywhere(known, None).others
        return [each._replace(note=note, alone=alone) for each in others]

    def on_cards_found(self, message: Cards.Found) -> None:
        """Show it, if it is still that card."""
        if (card := self._card_of(message.entity)) is not None:
            card.looking = False
            card.everywhere = message.everywhere

    def _card_of(self, entity: Entity) -> CardList | None:
        """Return the card if it is the one of this name."""
        side = self.context.side
        shown = side.card.entity if side is not None else None
        is_it = shown is not None and (shown.label, shown.name) == (entity.label, entity.name)
        return side.card if side is not None and is_it else None

    # -- what is done on the card --------------------------------------------------------------

    def on_card_list_highlighted(self, message: CardList.Highlighted) -> None:
        """Show in the text what is highlighted on the card."""
        if message.row.place is not None:
            self.view.go_to(message.row.place, extend=False)

    def on_card_list_chosen(self, message: CardList.Chosen) -> None:
        """Read on at what was chosen, be it in another article."""
        about, place = message.row.about, message.row.place
        if isinstance(about, lazy.Elsewhere):
            if about.destination is not None:
                self._opening.open(about.destination)
        elif place is not None:
            self.view.go_to(place)
            self._panes.open("article")
        else:
            self.context.report("passage not found in this version of the text", wrong=True)

    def on_card_list_correction_requested(self, message: CardList.CorrectionRequested) -> None:
        """Ask what to correct about the name, or about the mention that is highlighted."""
        self._correcting.ask_remedy(message.entity, message.mention)

    def on_card_list_speaker_requested(self, message: CardList.SpeakerRequested) -> None:
        """Ask who said a quotation."""
        if isinstance(quotation := message.row.about, Quotation):
            self._quotes.ask_speaker(quotation)

    def on_card_list_removal_requested(self, message: CardList.RemovalRequested) -> None:
        """Say that a quotation is none."""
        if isinstance(quotation := message.row.about, Quotation):
            self._quotes.remove(quotation)

    def on_card_list_follow_requested(self, message: CardList.FollowRequested) -> None:
        """Follow a person or body in all articles, or no longer."""
        self._turn_following(message.entity)

    def on_name_list_follow_requested(self, message: NameList.FollowRequested) -> None:
        """Follow a name that is listed in all articles, or no longer."""
        if message.entity.label in lazy.WHO:
            self._turn_following(message.entity)
        else:
            self.context.report("only people and organisations can be followed", wrong=True)

    def _turn_following(self, entity: Entity) -> None:
        name = one_line(entity.name, 80)

        def turn(library: Library) -> Outcome:
            is_followed = library.catalogue.turn_following(entity.label, entity.name)
            return Outcome(f"following {name}" if is_followed else f"no longer following {name}")

        self._make(turn)

    def on_card_list_join_requested(self, message: CardList.JoinRequested) -> None:
        """Let a last name that stands alone be that of this person, in all articles."""
        side, about = self.context.side, message.row.about
        entity = side.card.entity if side is not None else None
        if entity is None or not isinstance(about, lazy.Elsewhere) or about.alone is None:
            return
        alone, key = about.alone, lazy.name_key(entity.label, entity.name)
        words = f"{alone[1].title()} is the same as {one_line(entity.name, 80)}"

        def join(library: Library) -> Outcome:
            library.catalogue.edits.join(alone, alone[1].title(), key, entity.name, words)
            return Outcome(words)

        self._make(join)

    def _make(self, change: Callable[[Library], Outcome]) -> None:
        hint = self.context.key_hints.phrase(" · {} undoes it", "note.undo")
        self._save_queue.make(PeopleChange(change, hint, self._shown), self._swapped)

    def _swapped(self, context: ReaderContext, article: Article, *, undo: bool) -> PeopleChange:  # noqa: ARG002
        """Return what undoes or redoes the last change of who is followed or joined."""
        key, way = ("note.redo", "redoes") if undo else ("note.undo", "undoes")
        hint = context.key_hints.phrase(f" · {{}} {way} it", key)
        return PeopleChange(partial(_swap, undo=undo), hint, self._shown)

    def _shown(self) -> None:
        """Show on the card and in the list who is followed and joined."""
        self._mark_followed()
        side = self.context.side
        if side is not None and side.shows_card and side.card.entity is not None:
            self._look_for(side.card.entity)

    def on_card_list_everywhere_requested(self, message: CardList.EverywhereRequested) -> None:
        """Show the name over all articles."""
        self._show_everywhere(message.entity)

    def on_name_list_everywhere_requested(self, message: NameList.EverywhereRequested) -> None:
        """Show a name that is listed over all articles."""
        self._show_everywhere(message.entity)

    def _show_everywhere(self, entity: Entity) -> None:
        if entity.label not in lazy.WHO:
            self.context.report("only people and organisations are listed over all articles", wrong=True)
            return
        key = lazy.name_key(entity.label, entity.name)
        self.context.ask(library_screens.PeopleScreen(self.context.library, key), self._everywhere_left)

    def _everywhere_left(self, request: OpenRequest | None) -> None:
        if request is not None:
            self._opening.open(request)


class Outcome(NamedTuple):
    """What came of a change of who is followed or joined.

    Attributes:
        words: say so.
        is_reversible: whether it can be undone, or redone.
        is_wrong: whether it was not done.
    """

    words: str
    is_reversible: bool = True
    is_wrong: bool = False


class PeopleChange:
    """A change of who is followed or joined over the library, for the save queue."""

    noun = "person"

    def __init__(self, change: Callable[[Library], Outcome], hint: str, show: Shown) -> None:
        """Make it by ``change``, which returns what it did; ``hint`` names the key that reverses it."""
        self._change = change
        self._hint = hint
        self._show = show
        self.message = ""
        self.is_wrong = False

    def save(self, library: Library) -> Shown:
        """See ``Change.save``."""
        outcome = self._change(library)
        self.is_wrong = outcome.is_wrong
        self.message = outcome.words + (self._hint if outcome.is_reversible else "")
        return self._show

    def save_elsewhere(self, library: Library) -> None:
        """See ``Change.save_elsewhere``."""
        self.save(library)


def _swap(library: Library, *, undo: bool) -> Outcome:
    """Undo or redo the last change of who is followed or joined.

    Raises:
        StoreError: it was not saved.
    """
    way = "undo" if undo else "redo"
    swapped = library.catalogue.edits.swap(undo=undo)
    if swapped is None:
        return Outcome(f"nothing to {way}", is_reversible=False)
    if not swapped.fits:
        words = f"cannot {way}: another program changed that since"
        return Outcome(words, is_reversible=False, is_wrong=True)
    message = one_line(swapped.change.words.message)
    return Outcome(f"undone: {message}" if undo else message)


def _alone(key: NameKey) -> NameKey | None:
    """Return what a person is called by the last name alone; None of others, and of a single name."""
    label, words = key
    return (label, words.rpartition(" ")[2]) if label is lazy.WHO[0] and " " in words else None


def everywhere(known: PersonElsewhere, entity: Entity | None) -> Everywhere:
    """Return what the card says of all articles, the open one too if that has ``entity``; files are read."""
    others = []
    for each in known.others[:_LISTED]:
        said = [quotation.exact for quotation in each.said]
        about, first, more = each.article, "".join(said[:1]), len(said[1:])
        others.append(lazy.Elsewhere(about.title, about.date, each.mentions, first, more, each.request()))
    here = len(entity.mentions) if entity is not None else 0
    mentions = here + sum(each.mentions for each in known.others)
    last = publication_day(known.last)
    articles = len(known.others) + 1
    return lazy.Everywhere(
        mentions, articles, last, others, known.is_followed, known.not_analysed, known.may_be
    )
