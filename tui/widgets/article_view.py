"""The article as one reads it: a cursor moved through its text by keys and mouse."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from tui.domain import motions
from tui.domain.analysis import Quotation
from tui.domain.article import Article
from tui.domain.span import TextSpan
from tui.domain.word_motions import word_at, word_end, word_start
from tui.widgets.article_keys import ARTICLE_BINDINGS
from tui.widgets.hinted_text import HintedText
from tui.widgets.selection import Unit

_WHILE_SELECTING = frozenset(
    {"swap_ends", "extend_letter", "extend_word", "extend_word_end", "keep_selection"}
)
"""Actions whose keys mean something else unless something is selected."""
_LET_GO = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end"})
"""Keys that, as in any editor, leave a selection that was drawn by them with shift."""


class ArticleView(HintedText, can_focus=True, inherit_bindings=False):
    """Moves a cursor through an article, and says where it goes.

    Scrolling by mouse leaves the cursor where it is; the next motion starts from what is on
    the screen. Every motion draws a selection along.
    """

    BINDING_GROUP_TITLE = "Article"
    BINDINGS: ClassVar[list[BindingType]] = [*ARTICLE_BINDINGS]

    class SelectionKept(Message):
        """Somebody wants to highlight what is selected."""

    class CursorMoved(Message):
        """The cursor stands elsewhere; ``offset`` is in code points."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class Jumped(Message):
        """Somebody went to an end of the text, and stood at ``origin`` before, in code points."""

        def __init__(self, origin: int) -> None:
            super().__init__()
            self.origin = origin

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
        self.count = 1
        """How often the next motion is made; set by whoever reads counts, used up by the motion."""
        self._goal_cell: int | None = None
        self._is_drawn = False
        """Whether what is selected was begun by a shifted key, not by one that begins a selection alone."""

    def watch_article(self, article: Article | None) -> None:
        self._goal_cell = None
        super().watch_article(article)

    def watch_cursor(self, before: int, after: int) -> None:
        super().watch_cursor(before, after)
        self.post_message(self.CursorMoved(after))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.CursorMoved(self.cursor))

    def show_hits(self, hits: list[TextSpan]) -> None:
        super().show_hits(hits)
        self.post_message(self.CursorMoved(self.cursor))

    # -- motions -------------------------------------------------------------------------

    def take_count(self) -> int:
        """The count given before this motion, 1 if there was none."""
        count, self.count = self.count, 1
        return count

    def go_to(self, offset: int, *, jump: bool = True, extend: bool = True) -> None:
        """Put the cursor on ``offset`` and bring it into view.

        A jump lands with its row a third from the top; a step scrolls no more than it must.
        Before the view has a size, it is laid out around the cursor once it has. What is selected
        is drawn along, unless ``extend`` is false.
        """
        text = self.article.text if self.article else ""
        offset = max(0, min(offset, len(text) - 1))
        self._goal_cell = None
        row = self.rows.row_at(offset)
        if jump:
            self.scroll_to(y=row - self.height // 3, animate=False)
        else:
            self._keep_in_view(row)
        self._is_apart = not extend
        self.cursor = offset
        self._is_apart = False

    def _keep_in_view(self, row: int) -> None:
        """Scroll as little as leaves a few rows between ``row`` and either edge."""
        edge = min(self.height // 4, 8)
        top = self.scroll_offset.y
        if row < top + edge:
            self.scroll_to(y=row - edge, animate=False)
        elif row > top + self.height - 1 - edge:
            self.scroll_to(y=row - self.height + 1 + edge, animate=False)

    def _from_screen(self) -> int:
        """The row that a motion starts from: the cursor's, or the nearest one on the screen."""
        top = self.scroll_offset.y
        return max(top, min(self.cursor_row, top + self.height - 1, len(self.rows) - 1))

    @property
    def place(self) -> int:
        """The code point where one is: the cursor's, or the first on the screen if one has scrolled."""
        seen = 0 <= self.cursor_row - self.scroll_offset.y < self.height
        return self.cursor if seen or not self.height else self.reading_offset

    def _move_to_row(self, row: int) -> None:
        """Put the cursor on a row, or on the next one if there is nothing to stand on."""
        row = max(0, min(row, len(self.rows) - 1))
        step = 1 if row > self.cursor_row else -1
        while self.rows.row(row).blank and 0 < row + step < len(self.rows):
            row += step
        goal = self._goal_cell if self._goal_cell is not None else self.rows.cell_of(self.cursor)
        self._keep_in_view(row)
        self.cursor = self.rows.offset_at(row, goal)
        self._goal_cell = goal

    def action_move_row(self, direction: int) -> None:
        lines = self.take_count() * direction
        self._move_to_row(self._from_screen() + lines * self.rows.setting.line_spacing)

    def action_move_page(self, pages: float) -> None:
        # Two rows of the page before stay in sight, to read on from.
        page = max(1, self.height - 2) if abs(pages) == 1 else max(1, self.height // 2)
        rows = self.take_count() * (page if pages > 0 else -page)
        start = self._from_screen()
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self._move_to_row(start + rows)

    def action_first(self) -> None:
        self._jump_to_row(0)

    def action_last(self) -> None:
        self._jump_to_row(len(self.rows) - 1)

    def _jump_to_row(self, row: int) -> None:
        self.count = 1
        self._goal_cell = 0
        self.post_message(self.Jumped(self.place))
        self._move_to_row(row)

    def action_move_paragraph(self, direction: int) -> None:
        if self.article is not None:
            count = direction * self.take_count()
            self.go_to(motions.paragraph_start(self.article, self.place, count), jump=False)

    def action_move_sentence(self, direction: int) -> None:
        if self.article is not None:
            count = direction * self.take_count()
            self.go_to(motions.sentence_start(self.article, self.place, count), jump=False)

    def action_move_letter(self, direction: int) -> None:
        count = direction * self.take_count()
        self.go_to(self.rows.grapheme_start(self.place, count), jump=False)

    def action_move_word(self, direction: int) -> None:
        count = direction * self.take_count()
        self.go_to(word_start(self.rows.text, self.place, count), jump=False)

    def action_move_to_edge(self, direction: int) -> None:
        self.count = 1
        row = self.rows.row(self._from_screen())
        self.go_to(row.start if direction < 0 else max(row.start, row.end - 1), jump=False)

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
