"""The article on the screen: one widget that scrolls, with a cursor and a selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from tui.domain.analysis import Analysis, AnalysisPiece, Entity, Label, Quotation
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.ui.article.cursor import Cursor, OffsetMessage
from tui.ui.article.layers import ArticleLayers, PlacedAnalysis
from tui.ui.article.layout import DEFAULT_MEASURE, PLAIN, TextLayout, Typesetting
from tui.ui.article.painter import STYLE_NAMES, Hint, Painter, Panel, paint_row
from tui.ui.article.selection import Drag, Selector, Unit
from tui.ui.article.viewport import FixedPlace, Viewport
from tui.ui.keyboard.commands import bindings
from tui.ui.textual_internals import PromptlySized

if TYPE_CHECKING:
    from tui.domain.anchoring.anchor import AnchoredNote
    from tui.ui.widgets.row_list import Line

_WHILE_SELECTING = frozenset({"swap_ends", "grow", "keep_selection"})
"""Actions whose keys mean something else unless something is selected."""
_WITHOUT_SHIFT = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end"})
"""Keys that, as in any editor, leave a selection that was made by them with shift."""


class ArticleView(PromptlySized, can_focus=True, inherit_bindings=False):
    """Shows an article, lets one move and select in it, and asks for what can be done at the cursor.

    Every highlight is an interval over the article's text, in code points, and so is the cursor.
    ``Viewport`` makes the rows and scrolls, ``Cursor`` knows where motions lead, ``Selector`` what is
    selected, ``ArticleLayers`` what is known of the text, and ``Painter`` draws it.

    Attributes:
        viewport: the rows, and which of them are seen.
        selector: what is selected.
        overlays: the layers over the text.
        motions: where motions lead.
        count: how often the next motion is made, 0 where no number was given; the motion uses it up.
    """

    ALLOW_SELECT = False
    BINDING_GROUP_TITLE = "Article"
    BINDINGS: ClassVar[list[BindingType]] = bindings("article")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article-view--{name}" for name in STYLE_NAMES}

    article: var[Article | None] = var(None)
    measure: var[int] = var(DEFAULT_MEASURE)
    """The most cells that a row may take."""
    setting: var[Typesetting] = var(PLAIN)
    cursor: reactive[int] = reactive(0, repaint=False)
    """Where the cursor is, in code points."""
    placed: var[PlacedAnalysis | None] = var(None)
    placed_notes: var[tuple[AnchoredNote, ...]] = var(())
    hidden: var[frozenset[Label]] = var(frozenset[Label]())
    """The kinds of entities that are not shown."""

    LaidOut = Viewport.LaidOut
    SelectionChanged = Selector.SelectionChanged

    class CursorMoved(OffsetMessage):
        """The cursor is elsewhere, or what is seen around it is."""

    class Jumped(OffsetMessage):
        """The reader went to an end of the text, and was at ``offset`` before."""

    class SelectionKept(Message):
        """The reader wants to highlight what is selected."""

    class Activated(OffsetMessage):
        """The reader wants to know more of what is at ``offset``."""

    class CorrectionRequested(OffsetMessage):
        """The reader wants to correct what is, or should be, a name at ``offset``."""

    class RelabelRequested(OffsetMessage):
        """The reader wants to say of what kind the name at ``offset`` is."""

    class QuotationMessage(Message):
        """Something is to be said of a quotation."""

        def __init__(self, quotation: Quotation) -> None:
            super().__init__()
            self.quotation = quotation

    class SpeakerRequested(QuotationMessage):
        """The reader wants to say who said a quotation."""

    class QuoteRemovalRequested(QuotationMessage):
        """The reader says that a quotation is none."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.viewport = Viewport(self)
        self.overlays = ArticleLayers()
        self.count = 0
        self._painter = Painter(self)
        self.motions = Cursor(self.viewport)
        self.selector = Selector(self, self.viewport)
        self._drag = Drag(self, self.viewport, self.selector)
        self._current: Entity | None = None
        self._panel = Panel()
        self._hints: list[Hint] = []

    # -- what is shown -------------------------------------------------------------------

    def watch_article(self, article: Article | None) -> None:
        self.overlays = ArticleLayers(article)
        self.overlays.hidden = self.hidden
        self.motions = Cursor(self.viewport, article, as_in_vim=self.motions.as_in_vim)
        self.selector.show(article, self.overlays)
        self._hints = []
        self._current = None
        self.set_reactive(ArticleView.cursor, 0)
        self.scroll_to(y=0, animate=False)
        self._wrap()

    def watch_measure(self) -> None:
        self._wrap()

    def watch_setting(self) -> None:
        self._wrap()

    def watch_placed(self, placed: PlacedAnalysis | None) -> None:
        self.overlays.set_analysis(placed or PlacedAnalysis(Analysis()))
        self._find_current()
        self.refresh()

    def watch_placed_notes(self, notes: tuple[AnchoredNote, ...]) -> None:
        self.overlays.set_notes(notes)
        self.refresh()

    def watch_hidden(self, hidden: frozenset[Label]) -> None:
        self.overlays.hidden = hidden
        self._find_current()
        self.refresh()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Mute the bar before the cursor's row or not; no other style depends on the focus."""
        self._refresh_around(self.cursor)

    def watch_cursor(self, before: int, after: int) -> None:
        current = self._current
        self._find_current()
        if current is not self._current and self.overlays.selected is None:
            self.refresh()
        else:
            self._refresh_around(before)
            self._refresh_around(after)
        self.selector.follow(after)
        self.post_message(self.CursorMoved(after))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.CursorMoved(self.cursor))

    def add_piece(self, piece: AnalysisPiece) -> None:
        """Show the mentions of one more stretch of the text."""
        self.overlays.add_mentions(piece.mentions)
        self.refresh()

    def show_hits(self, hits: list[TextSpan]) -> None:
        """Mark the places that a search found, or none."""
        self.overlays.set_hits(hits)
        self.refresh()
        self.post_message(self.CursorMoved(self.cursor))

    @property
    def current_entity(self) -> Entity | None:
        """The entity whose mention the cursor is on, if the analysis knows it."""
        return self._current

    def _find_current(self) -> None:
        mention = self.overlays.mention_at(self.cursor)
        self._current = mention.entity if mention else None

    # -- rows ----------------------------------------------------------------------------

    def size_changes(self) -> FixedPlace | None:
        return self.viewport.fixed_place(self.article, self.cursor)

    def size_changed(self, before: FixedPlace | None) -> None:
        self._lay_out(before)

    def _wrap(self) -> None:
        """Lay the text out for the present width; what the reader looks at stays where it is."""
        self._lay_out(self.viewport.fixed_place(self.article, self.cursor))

    def _lay_out(self, fixed: FixedPlace | None) -> None:
        self.viewport.lay_out(self.article, self.measure, self.setting, self.cursor, fixed)

    @property
    def rows(self) -> TextLayout:
        """The rows of all of the text; asking may scroll the view."""
        return self.viewport.rows

    @property
    def columns(self) -> int:
        """The cells of a row."""
        return self.viewport.columns

    @property
    def height(self) -> int:
        """The rows that the screen has for the text."""
        return self.viewport.height

    @property
    def progress(self) -> float:
        """The share of the article above the lower edge of the screen, 0 to 1."""
        return self.viewport.progress

    @property
    def reading_offset(self) -> int:
        """The first code point on the screen; may be asked from any thread."""
        return self.viewport.reading_offset

    @property
    def cursor_row(self) -> int:
        """The number of the row that the cursor is on."""
        return self.viewport.rows.row_at(self.cursor)

    @property
    def place(self) -> int:
        """The code point where the reader is: the cursor's, or the first on the screen without it."""
        return self.viewport.place(self.cursor)

    def offset_at(self, x: int, y: int) -> int | None:
        """Return the code point drawn at a cell of the widget, or None below the text."""
        return self.viewport.offset_at(x, y)

    # -- painting ------------------------------------------------------------------------

    def style_named(self, name: str) -> Style:
        """Return the style of the component class ``article-view--name``."""
        return self._painter.style_named(name)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painter.forget_styles()

    def render_line(self, y: int) -> Strip:
        painter, width = self._painter, self.scrollable_content_region.width
        rows, number = self.viewport.row_to_paint(y)
        line = y - self._panel.top
        if 0 <= line < len(self._panel.lines):
            strip = painter.panel_line(self._panel.lines[line], width)
        elif self.article is None or not 0 <= number < len(rows):
            strip = painter.blank(width)
        else:
            row, layers, at = rows.row(number), self.overlays, self.cursor
            painted = layers.painted(row.start, row.end, at, self._current)
            mark, gaps = layers.mark_of(row.start, row.end), rows.gaps(number)
            cursor = at if number == rows.row_at(at) else None
            bar = "cursor-bar" if self.has_focus else "cursor-bar-left"
            segments = paint_row(
                rows, row, painted, painter.style_named, mark=mark, cursor=cursor, bar=bar, gaps=gaps
            )
            strip = painter.line(segments, self.viewport.left_of(rows), width)
        return self._with_hints(strip, y) if self._hints else strip

    def _with_hints(self, strip: Strip, y: int) -> Strip:
        rows = self.viewport.rows
        number = self.viewport.top + y
        if number >= len(rows):
            return strip
        return self._painter.with_hints(strip, self._hints, rows, number, self.viewport.left_of(rows))

    def lay_over(self, lines: Sequence[Line], top: int) -> None:
        """Show ``lines`` over the rows of the view from ``top`` on, in place of what was there before.

        Their styles are component classes of this widget. No row moves for them.
        """
        if (lines, top) != self._panel:
            for panel in (self._panel, Panel(lines, top)):
                if panel.lines:
                    self.refresh(Region(0, panel.top, self.size.width, len(panel.lines)))
            self._panel = Panel(lines, top)

    def show_hints(self, labels: Mapping[int, str]) -> None:
        """Lay a label over each of these places, in code points, and over no other."""
        self._hints = [Hint(place, text) for place, text in sorted(labels.items())]
        self.refresh()

    @property
    def hints(self) -> Sequence[Hint]:
        """The labels that are shown, in the order of the text."""
        return self._hints

    def hint_places(self) -> list[int]:
        """Return where what is on the screen and can be gone to begins, in the order of the text."""
        return self.overlays.starts_within(self.viewport.seen)

    def _refresh_around(self, offset: int) -> None:
        """Paint again the row of ``offset`` and all that stands out when the cursor is there."""
        self.viewport.refresh_rows(*self.overlays.stretch_around(offset))

    # -- moving --------------------------------------------------------------------------

    @property
    def standing(self) -> FixedPlace:
        """Where the reader is, and the line of the view that it stands in."""
        place = self.place
        return FixedPlace(place, self.viewport.rows.row_at(place) - self.viewport.top)

    def return_to(self, standing: FixedPlace) -> None:
        """Go to where the reader was, with the same rows around it; the selection stays as it is."""
        self.selector.move_cursor_alone(self.motions.to(standing.offset, jump=False))
        self.viewport.scroll(self.viewport.rows.row_at(standing.offset) - standing.line)

    def take_count(self, otherwise: int = 1) -> int:
        """Return the count given before this motion, ``otherwise`` if there was none."""
        count, self.count = self.count, 0
        return count or otherwise

    def go_to(self, offset: int, *, jump: bool = True, extend: bool = True) -> None:
        """Put the cursor on ``offset`` and bring it into view.

        A jump to what is not seen lands with its row a third from the top; a step scrolls no more than it
        must.
        Before the view has a size, it is laid out around the cursor once it has. The selection grows or
        shrinks with the cursor, unless ``extend`` is false.
        """
        offset = self.motions.to(offset, jump=jump)
        if extend:
            self.cursor = offset
        else:
            self.selector.move_cursor_alone(offset)

    def clear_foot(self, rows: int) -> None:
        """Scroll as little as keeps the cursor above so many rows at the foot, if there is room."""
        room = max(1, self.height - rows)
        if self.cursor_row - self.viewport.top >= room:
            self.viewport.scroll(self.cursor_row - room + 1)

    def action_move(self, motion: str, direction: float = 1) -> None:
        """Make one of the motions that ``Cursor.move`` lists; the selection goes along."""
        self.cursor = self.motions.move(motion, self.cursor, direction, self.take_count())

    def action_first(self) -> None:
        self._jump_to_end(-1)

    def action_last(self) -> None:
        self._jump_to_end(1)

    def action_percent(self) -> None:
        """Go to the partner of a bracket; after a number, to where that much of the text ends."""
        place, percent = self.place, self.take_count(0)
        self.post_message(self.Jumped(place))
        self.cursor = self.motions.part(percent) if percent else self.motions.matching(place)

    def _jump_to_end(self, direction: int) -> None:
        self.post_message(self.Jumped(self.place))
        if (number := self.take_count(0)) and self.motions.as_in_vim:
            self.cursor = self.motions.row_start(number)
        else:
            self.action_move("end", direction)

    # -- selecting -----------------------------------------------------------------------

    @property
    def is_selecting(self) -> bool:
        """Whether something is selected."""
        return self.selector.current is not None

    @property
    def selected(self) -> TextSpan | None:
        """What is selected, in whole graphemes, or None."""
        return self.selector.span

    @property
    def selected_words(self) -> TextSpan | None:
        """What is selected, without white space at its ends; None where nothing is left."""
        return self.selector.words

    def select(self, span: TextSpan) -> None:
        """Select a stretch of the text; the cursor goes to its end."""
        self.selector.select(span)

    def select_last(self) -> bool:
        """Select again what was selected last; return False where nothing was."""
        return self.selector.select_last()

    def leave_selection(self) -> None:
        """Select nothing any more."""
        self.selector.leave()

    def select_object(self, what: str) -> str:
        """Select the sentence, paragraph, name, quote or word around the cursor.

        Returns:
            A message for the reader where there is none, else nothing.
        """
        span = self.selector.around(what, self.cursor)
        if span is None:
            return f"no {what} here"
        self.selector.select(span)
        self.viewport.keep_in_view(self.cursor_row)
        return ""

    def on_key(self, event: events.Key) -> None:
        """Leave what was selected with shift where the reader goes on without it."""
        if self.selector.is_extending and event.key in _WITHOUT_SHIFT:
            self.selector.leave()

    def action_select(self, unit: str) -> None:
        """Start to select; leave it if that is what was going on, or else grow by the other unit."""
        self.selector.toggle(Unit[unit.upper()])

    def action_select_all(self) -> None:
        self.selector.select(TextSpan(0, len(self.rows.text)), extending=True)

    def action_swap_ends(self) -> None:
        self.selector.swap_ends()
        self.viewport.keep_in_view(self.cursor_row)

    def action_keep_selection(self) -> None:
        self.post_message(self.SelectionKept())

    def action_grow(self, motion: str, direction: int = 1) -> None:
        """Extend the selection by a motion whose key means something else without one."""
        self.action_move(motion, direction)

    def action_extend(self, motion: str, direction: int) -> None:
        """Extend the selection by a motion, or begin one by it, as shift does in any editor."""
        began = self.selector.start(extending=True)
        if motion == "end":
            self._jump_to_end(direction)
            self.action_move("edge", direction)
        elif motion != "letter" or not began:
            # The first press selects the character under the cursor, not the one that it goes to.
            self.action_move(motion, direction)

    # -- the mouse -----------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._drag.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._drag.move(event)

    def on_mouse_up(self) -> None:
        self._drag.release()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor; select a word by two clicks, a sentence by three."""
        if self._drag.take_click():
            # What was selected stays.
            return
        offset = self.offset_at(event.x, event.y)
        if offset is None or self.article is None:
            return
        if event.chain == 1:
            self._click_at(offset)
            return
        span = self.selector.around("word" if event.chain == 2 else "sentence", offset)
        if span is not None:
            self.selector.select(span)

    def _click_at(self, offset: int) -> None:
        """Go to a place; a second click on the same name asks for its card, as enter does."""
        mention = self.overlays.mention_at(offset)
        again = mention is not None and mention.start <= self.cursor < mention.end and not self.is_selecting
        self.selector.leave()
        self.cursor = offset
        if again:
            self.post_message(self.Activated(offset))

    # -- what is here --------------------------------------------------------------------

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

    def action_act(self) -> None:
        self._ask_here(self.Activated)

    def action_correct(self) -> None:
        self._ask_here(self.CorrectionRequested)

    def action_relabel(self) -> None:
        self._ask_here(self.RelabelRequested)

    def _ask_here(self, message: type[OffsetMessage]) -> None:
        self.cursor = self.place
        self.post_message(message(self.cursor))

    def action_speaker(self) -> None:
        self._ask_about_quotation(self.SpeakerRequested)

    def action_not_a_quote(self) -> None:
        self._ask_about_quotation(self.QuoteRemovalRequested)

    def _ask_about_quotation(self, message: type[QuotationMessage]) -> None:
        self.cursor = self.place
        if (quotation := self.overlays.quotation_at(self.cursor)) is not None:
            self.post_message(message(quotation))
