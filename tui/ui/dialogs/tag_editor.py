"""The dialog in which tags are given."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.domain.tags import KnownTags, as_typed, matching_tags, no_tags_known, parse_tags, split_begun
from tui.domain.text.sanitize import one_line
from tui.ui.dialogs.base import Dialog, plain
from tui.ui.keyboard.commands import bindings
from tui.ui.widgets.inputs import WordsInput
from tui.ui.widgets.list_pane import spread
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

_MOST_OFFERED = 100


class TagOffer(NamedTuple):
    """A tag in use, and the number of notes that it is on."""

    tag: str
    notes: int


class TagOfferRenderer(RowRenderer[TagOffer]):
    """The tag, and on how many notes it is."""

    def key(self, row: TagOffer) -> Hashable:
        """Return the tag."""
        return row.tag

    def lines(self, row: TagOffer, width: int) -> Sequence[Line]:
        """Return the one line."""
        return (spread(Run(f"#{one_line(row.tag)}", "tag"), f"{row.notes:,}", width),)


class TagField(WordsInput):
    """The field that tags are typed in. The list below it has its own keys, which are taken here."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tag-field")
    BETWEEN_LINES = ", "

    def action_delete_left(self) -> None:
        """Delete a character; after a tag that is complete, take that away."""
        if self.cursor_at_end and self.value.endswith(" "):
            self.action_remove_last()
        else:
            super().action_delete_left()

    def action_remove_last(self) -> None:
        """Remove the last tag, complete or not."""
        self.value = as_typed(parse_tags(self.value)[:-1])
        self.cursor_position = len(self.value)


class TagEditor(Dialog[tuple[str, ...] | None]):
    """Returns the tags, or None where the dialog was left. It saves nothing itself."""

    TITLE = "Tags"

    BINDINGS: ClassVar[list[BindingType]] = bindings("tag-editor")

    def __init__(self, passage: str, tags: Sequence[str] = (), known: KnownTags = no_tags_known) -> None:
        """Edit ``tags``, which are on ``passage``; those that ``known`` gives are offered."""
        super().__init__()
        self._passage = passage
        self._tags = tuple(tags)
        self._ask_known = known
        self._known: Mapping[str, int] = {}
        self._offers: RowList[TagOffer] = RowList(TagOfferRenderer(), empty="")
        self._offers.can_focus = False

    def body(self) -> Iterable[Widget]:
        """Yield the passage, the field, and the tags in use that may be meant."""
        yield plain(one_line(self._passage, 160), "dialog-passage")
        yield TagField(
            as_typed(self._tags), placeholder="tags, separated by commas or spaces", select_on_focus=False
        )
        yield self._offers

    def on_mount(self) -> None:
        """Have the tags looked up while the user types."""
        self.query_one(TagField).focus()
        self._look_up()

    @work
    async def _look_up(self) -> None:
        self._known = await to_thread(self._ask_known)
        self._offers.empty = "No such tag yet." if self._known else "No tags are in use yet."
        self._offer_matching()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._offer_matching()

    def _offer_matching(self) -> None:
        before, begun = split_begun(self.query_one(TagField).value)
        found = matching_tags(begun, self._known, parse_tags(before))
        self._offers.set_rows([TagOffer(tag, self._known[tag]) for tag in found[:_MOST_OFFERED]])
        self._offers.action_first()

    def action_offer(self, step: int) -> None:
        """Go to the next offer, or the one before."""
        if step > 0:
            self._offers.action_down()
        else:
            self._offers.action_up()

    def action_complete(self) -> None:
        """Take the tag that is offered in place of what was begun."""
        if (offer := self._offers.highlighted) is not None:
            self._take(offer.tag)

    def _take(self, tag: str) -> None:
        field = self.query_one(TagField)
        before, _ = split_begun(field.value)
        field.value = before + as_typed([tag])
        field.cursor_position = len(field.value)

    @on(RowList.Highlighted)
    def _looked_around(self, message: RowList.Highlighted) -> None:
        message.stop()

    @on(RowList.Chosen)
    def _picked(self, message: RowList.Chosen) -> None:
        message.stop()
        self._take(message.row.tag)

    def action_save(self) -> None:
        """Return the tags."""
        # Tags from elsewhere may be such as nobody can type; those that were left alone stay as they are.
        given = {typed: tag for tag in self._tags for typed in parse_tags(as_typed([tag]))}
        self.dismiss(tuple(given.get(tag, tag) for tag in parse_tags(self.query_one(Input).value)))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_save()
