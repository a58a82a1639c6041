"""The article as one reads it: what the keys do at its cursor and with what is selected."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from tui.domain import motions
from tui.domain.analysis import Quotation
from tui.domain.motions import word_at, word_end
from tui.domain.text.spans import TextSpan
from tui.ui.article.article_keys import ARTICLE_BINDINGS
from tui.ui.article.cursor import CursorText
from tui.ui.article.selection import Unit

_WHILE_SELECTING = frozenset(
    {"swap_ends", "extend_letter", "extend_word", "extend_word_end", "keep_selection"}
)
"""Actions whose keys mean something else unless something is selected."""
_LET_GO = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end"})
"""Keys that, as in any editor, leave a selection that was drawn by them with shift."""


class ArticleView(CursorText, can_focus=True, inherit_bindings=False):
    """Lets one select in an article, and ask for what can be done with what stands at the cursor."""

    BINDING_GROUP_TITLE = "Article"
    BINDINGS: ClassVar[list[BindingType]] = [*ARTICLE_BINDINGS]

    class SelectionKept(Message):
        """Somebody wants to highlight what is selected."""

    class CorrectionRequested(Message):
        """Somebody wants to put right what is, or should be, a name at ``offset``."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class RelabelRequested(Message):
        """Somebody wants to say of what kind the name at ``offset`` is."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class SpeakerRequested(Message):
        """Somebody wants to say who said a quotation."""

        def __init__(self, quotation: Quotation) -> None:
            super().__init__()
            self.quotation = quotation

    class QuoteRemovalRequested(Message):
        """Somebody says that a quotation is none."""

        def __init__(self, quotation: Quotation) -> None:
            super().__init__()
            self.quotation = quotation

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._is_drawn = False
        """Whether what is selected was begun by a shifted key, not by one that begins a selection alone."""

    # -- selecting -----------------------------------------------------------------------

    def action_select(self, unit: str) -> None:
        """Start to select; leave it if that is what was going on, or else grow by the other unit."""
        wanted = Unit[unit.upper()]
        self._is_drawn = False
        if self.selection_unit is wanted:
            self.leave_selection()
        elif self.is_selecting:
            self.change_unit(wanted)
        else:
            self.cursor = self.place
            self.start_selection(wanted)

    def action_extend_letter(self, direction: int) -> None:
        self.action_move_letter(direction)

    def action_extend_word(self, direction: int) -> None:
        self.action_move_word(direction)

    def action_extend_word_end(self) -> None:
        self.go_to(word_end(self.rows.text, self.place, self.take_count()), jump=False)

    def on_key(self, event: events.Key) -> None:
        """Let go of what was drawn with shift where one goes on without it."""
        if self._is_drawn and self.is_selecting and event.key in _LET_GO:
            self.leave_selection()

    def action_draw_row(self, direction: int) -> None:
        self._begin_if_needed()
        self.action_move_row(direction)

    def action_draw_letter(self, direction: int) -> None:
        # The first press selects the character under the cursor, as it stands on it, not before it.
        if not self._begin_if_needed():
            self.action_move_letter(direction)

    def action_draw_word(self, direction: int) -> None:
        self._begin_if_needed()
        self.action_move_word(direction)

    def action_draw_to_edge(self, direction: int) -> None:
        self._begin_if_needed()
        self.action_move_to_edge(direction)

    def action_draw_page(self, pages: float) -> None:
        self._begin_if_needed()
        self.action_move_page(pages)

    def action_draw_to_end(self, direction: int) -> None:
        self._begin_if_needed()
        self._jump_to_row(0 if direction < 0 else len(self.rows) - 1)
        self.action_move_to_edge(direction)

    def action_select_all(self) -> None:
        self.select(TextSpan(0, len(self.rows.text)))
        self._is_drawn = True

    def _begin_if_needed(self) -> bool:
        """Start to select unless something is selected; whether it was started."""
        if self.is_selecting:
            return False
        self.cursor = self.place
        self.start_selection(Unit.CHARACTER)
        self._is_drawn = True
        return self.is_selecting

    def action_swap_ends(self) -> None:
        self.swap_ends()
        self._keep_in_view(self.cursor_row)

    def action_keep_selection(self) -> None:
        self.post_message(self.SelectionKept())

    def select_object(self, what: str) -> str:
        """Select the sentence, paragraph, name, quote or word around the cursor.

        Returns:
            What to tell the person where there is none, else nothing.
        """
        span = self._object(what)
        if span is None:
            return f"no {what} here"
        self._is_drawn = False
        self.select(span)
        self._keep_in_view(self.cursor_row)
        return ""

    def _object(self, what: str) -> TextSpan | None:
        article, offset = self.article, self.cursor
        if article is None:
            return None
        if what == "sentence":
            return motions.sentence_at(article, offset)
        if what == "paragraph":
            return motions.paragraph_at(article, offset)
        if what == "word":
            return word_at(self.rows.text, offset)
        quotation, mention = self.overlays.quotation_at(offset), self.overlays.mention_at(offset)
        if what == "quote":
            return quotation.span if quotation else None
        return TextSpan(mention.start, mention.end) if mention else None

    # -- what stands here ----------------------------------------------------------------

    def action_act(self) -> None:
        self.cursor = self.place
        self.post_message(self.Activated(self.cursor))

    def action_correct(self) -> None:
        self.cursor = self.place
        self.post_message(self.CorrectionRequested(self.cursor))

    def action_relabel(self) -> None:
        self.cursor = self.place
        self.post_message(self.RelabelRequested(self.cursor))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Take keys for a quotation only on one; the kind of a name goes before its speaker.

        Keys that mean something else in a selection do so there alone.
        """
        if action in _WHILE_SELECTING:
            return self.is_selecting
        if action == "act":
            return not self.is_selecting
        if action == "not_a_quote":
            return self.overlays.quotation_at(self.place) is not None
        if action in ("relabel", "speaker"):
            on_quotation = self.overlays.quotation_at(self.place) is not None
            speaks = on_quotation and self.overlays.mention_at(self.place) is None
            return speaks == (action == "speaker")
        return True

    def action_speaker(self) -> None:
        self.cursor = self.place
        if (quotation := self.overlays.quotation_at(self.cursor)) is not None:
            self.post_message(self.SpeakerRequested(quotation))

    def action_not_a_quote(self) -> None:
        self.cursor = self.place
        if (quotation := self.overlays.quotation_at(self.cursor)) is not None:
            self.post_message(self.QuoteRemovalRequested(quotation))
