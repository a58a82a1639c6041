"""The list of the notes of an article, and the notes at the cursor of its text."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var

from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.annotation import Annotation
from tui.domain.text.sanitize import one_line, sanitize
from tui.domain.text.spans import TextSpan
from tui.domain.text.times import LONGEST, day_in_words, time_in_words
from tui.ui.article.status import CONFIRM
from tui.ui.article.titles import percent
from tui.ui.article.view import ArticleView
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.theme import COLOUR_STYLES
from tui.ui.widgets.cells import ELLIPSIS, cut, gap_between, is_narrow, short_height, short_lines
from tui.ui.widgets.list_pane import ROOMY, ListPane, headed, heading_height, heading_lines
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run

PASSAGE_LINES = 2
NOTE_LINES = 4
TAG_LINES = 2

_OPENING = "“”\"'‘«„「『"
PLACE = 8
"""Cells of a place in the text, after the time: a share, or a page, which may have one more."""


class NoteRow(NamedTuple):
    """A row of the list.

    Attributes:
        note: what it shows.
        group: the heading that it is under, or empty; a note with two tags has two rows.
        spaced: whether a line stays free above it where there is room.
    """

    note: AnchoredNote
    group: str = ""
    spaced: bool = False


def quoted(passage: str) -> str:
    """Write a passage on one line and in quotation marks, unless it begins with one."""
    passage = " ".join(passage.split())
    return passage if passage[:1] in _OPENING else f"“{passage}”"


def note_lines(note: str, width: int, limit: int = NOTE_LINES) -> list[str]:
    """Write a note in at most ``limit`` lines of ``width`` cells; its own line ends stay."""
    lines: list[str] = []
    paragraphs = [line for line in sanitize(note).split("\n") if line.strip()]
    for index, paragraph in enumerate(paragraphs):
        lines += short_lines(paragraph.strip(), width, limit - len(lines))
        if len(lines) >= limit:
            if index + 1 < len(paragraphs) and not lines[-1].endswith(ELLIPSIS):
                lines[-1] = cut(f"{lines[-1]} {ELLIPSIS}", width)
            break
    return lines


def _note_height(note: str, room: int) -> int:
    """``len(note_lines(note, room))``, without wrapping where the length of a note of one line is enough."""
    words = sanitize(note).strip() if note else ""
    if not words or "\n" in words:
        return len(note_lines(words, room))
    return short_height(words, room, NOTE_LINES)


def wording(note: AnchoredNote) -> str:
    """Return the passage as it was where the note was made, or where the reader has moved it since."""
    annotation = note.annotation
    return (annotation.moved or annotation.target).quote.exact


class NoteRenderer(RowRenderer[NoteRow | Heading]):
    """Shows an annotation as its passage, its note, its tags and its time.

    Attributes:
        text: what they are on, of which guesses are shown.
        page_at: returns the label of the page on which a code point of it stands, or empty.
        drafts: what was written of some of them and is not saved, by their ids.
        now: the moment that times are counted from, in the reader's time zone.
    """

    def __init__(self) -> None:
        self.text = ""
        self.page_at: Callable[[int], str] = lambda _: ""
        self.drafts: Mapping[str, Annotation] = {}
        self.now = datetime.now(UTC)
        self._heights: dict[tuple[str, str], int] = {}
        self._width = 0

    def key(self, row: NoteRow | Heading) -> Hashable:
        """Return the annotation's id, and the heading that it is under."""
        return ("heading", row.group) if isinstance(row, Heading) else (row.group, row.note.annotation.id)

    def heights(self, rows: Sequence[NoteRow | Heading], width: int) -> list[int]:
        """Count the lines of each; what was counted once is remembered as long as the width stays."""
        if width != self._width:
            self._width = width
            self._heights.clear()
        return [
            heading_height(row, width)
            if isinstance(row, Heading)
            else self._height(row.note, width) + (row.spaced and width >= ROOMY)
            for row in rows
        ]

    def _height(self, note: AnchoredNote, width: int) -> int:
        annotation = note.annotation
        key = annotation.id, annotation.modified
        if annotation.id in self.drafts or not note.anchored.sure or note.anchored.is_orphan:
            return len(self._note(note, width))
        if key not in self._heights:
            self._heights[key] = (
                short_height(quoted(wording(note)), width - 3, PASSAGE_LINES)
                + _note_height(annotation.note, width - 3)
                + self._tail_height(annotation, width - 3)
            )
        return self._heights[key]

    def _tail_height(self, annotation: Annotation, room: int) -> int:
        """``len(_tags_and_time(annotation, room))``, without wrapping where the tags are short."""
        if not annotation.tags:
            return 1
        length = sum(map(len, annotation.tags)) + 2 * len(annotation.tags) - 1
        if length + 2 + LONGEST + PLACE <= room and all(map(is_narrow, annotation.tags)):
            return 1
        return len(self._tags_and_time(annotation, "", room))

    def lines(self, row: NoteRow | Heading, width: int) -> list[Line]:
        """Write passage, note, draft, tags and time; what is doubtful, and where a lost passage may be."""
        if isinstance(row, Heading):
            return heading_lines(row, width, can_fold=False)
        free: list[Line] = [()] if row.spaced and width >= ROOMY else []
        return free + self._note(row.note, width)

    def _note(self, note: AnchoredNote, width: int) -> list[Line]:
        room = width - 3
        annotation = note.annotation
        draft = self.drafts.get(annotation.id)
        passage = ("? " if note.anchored.is_doubtful else "") + quoted(wording(note))
        if annotation.is_on_all:
            passage = "The whole article"
        lines = [Run(line, "unsure") for line in short_lines(passage, room, PASSAGE_LINES)]
        # One that was never saved is in the list as its own draft.
        if draft != annotation:
            lines += [Run(line) for line in note_lines(annotation.note, room)]
        if draft is not None:
            words = f"draft: {one_line(draft.note)}"
            lines += [Run(line, "unsure") for line in short_lines(words, room, PASSAGE_LINES)]
        written: list[Line] = [(line,) for line in lines]
        written += self._tags_and_time(annotation, self._place(note), room)
        if remark := self._remark(note):
            written += [(Run(line, "unsure"),) for line in short_lines(remark, room, PASSAGE_LINES)]
        style = COLOUR_STYLES[annotation.colour]
        # A line in its colour holds together what belongs to it.
        return [
            (Run("│ " if number else f"{style.sign} ", style.suffix), *line)
            for number, line in enumerate(written)
        ]

    def _place(self, note: AnchoredNote) -> str:
        """Its page, or how far in the text it is."""
        span = note.anchored.span
        if span is None or not self.text:
            return ""
        page = one_line(self.page_at(span.start))
        named = f" · p. {page}"
        return (
            named if page and cell_len(named) <= PLACE + 1 else f" · {percent(span.start / len(self.text))}"
        )

    def _tags_and_time(self, annotation: Annotation, place: str, room: int) -> list[Line]:
        time = f"{time_in_words(annotation.modified, self.now)}{place}"
        if not annotation.tags:
            return [(Run(gap_between("", time, room)), Run(time, "muted"))]
        tags = one_line(" ".join(f"#{tag}" for tag in annotation.tags), 4 * room)
        *lines, last = short_lines(tags, room, TAG_LINES)
        above: list[Line] = [(Run(line, "tag"),) for line in lines]
        # By the longest time there is, so that the number of lines is the same tomorrow.
        if cell_len(last) + 2 + LONGEST + PLACE <= room:
            gap = Run(gap_between(last, time, room))
            return [*above, (Run(last, "tag"), gap, Run(time, "muted"))]
        return [*above, (Run(last, "tag"),), (Run(gap_between("", time, room)), Run(time, "muted"))]

    def _remark(self, note: AnchoredNote) -> str:
        anchored = note.anchored
        if anchored.is_doubtful:
            return CONFIRM
        if not anchored.is_orphan or note.annotation.is_on_all:
            return ""
        return f"perhaps {quoted(anchored.guess.of(self.text))}" if anchored.guess else "no similar passage"


NONE_YET = "No notes yet."


class NoteOrder(Enum):
    """The orders that notes are listed in; the value says it to the reader."""

    TEXT = "as in the text"
    TAG = "by tag"
    TIME = "newest first"


class NoteList(ListPane[NoteRow]):
    """Annotations in the order of the text, by tag or by time; last those that have no place any more."""

    BINDING_GROUP_TITLE = "Notes"
    BINDINGS: ClassVar[list[BindingType]] = bindings("notes")

    notes: var[tuple[AnchoredNote, ...]] = var((), init=False)
    """What is listed, in the order of the text; those without a place come last."""
    drafts: var[Mapping[str, Annotation]] = var({}, init=False)
    """What was written and is not saved yet, by the annotations' ids."""
    order: var[NoteOrder] = var(NoteOrder.TEXT, init=False)
    """In what order they are listed."""

    @dataclass(eq=False)
    class NoteMessage(Message):
        """Something was done to a note."""

        note: AnchoredNote

    class Highlighted(NoteMessage):
        """The reader moved to a note."""

    class Chosen(NoteMessage):
        """The reader chose a note."""

    class EditRequested(NoteMessage):
        """The reader wants to edit a note."""

    class TagsRequested(NoteMessage):
        """The reader wants to change the tags of an annotation."""

    class DeleteRequested(NoteMessage):
        """The reader wants to delete an annotation."""

    class ConfirmRequested(NoteMessage):
        """The reader says that a note is where it is shown, or where it is perhaps."""

    class MoveRequested(NoteMessage):
        """The reader wants a note to be about what is at the cursor of the text."""

    class ExportRequested(Message):
        """The reader wants the notes in a file."""

    @dataclass(eq=False)
    class Reordered(Message):
        """The notes are listed in another order."""

        order: NoteOrder

    def __init__(self, *, id: str | None = None, classes: str | None = None, empty: str = NONE_YET) -> None:
        self._renderer = NoteRenderer()
        super().__init__(self._renderer, id=id, classes=classes, empty=empty)

    def on_mount(self) -> None:
        """Show how the first note is made."""
        hint = key_hints(self).phrases(("{} writes one", "note.edit"), ("{} highlights", "note.highlight"))
        if hint and self.empty == NONE_YET:
            self.empty = f"{NONE_YET} In the text, {hint}."

    @property
    def text(self) -> str:
        """The text that the notes are on."""
        return self._renderer.text

    @text.setter
    def text(self, text: str) -> None:
        self._renderer.text = text

    def number_pages(self, page_at: Callable[[int], str]) -> None:
        """Show the page of each note; ``page_at`` returns its label for a code point, or empty."""
        self._renderer.page_at = page_at

    @property
    def note(self) -> AnchoredNote | None:
        """The highlighted note."""
        row = self.highlighted
        return row.note if row is not None else None

    def watch_notes(self) -> None:
        """List them."""
        self.items_changed()
        self.refresh_bindings()

    def watch_drafts(self) -> None:
        """Mark them."""
        self.items_changed()

    # -- rows ------------------------------------------------------------------------------

    def items(self) -> Sequence[AnchoredNote]:
        """Return all notes."""
        return self.notes

    def searched(self, item: AnchoredNote) -> str:
        """Return passage, note, tags, the name of the colour, and the draft."""
        annotation = item.annotation
        draft = self.drafts.get(annotation.id)
        return " ".join(
            (
                annotation.target.quote.exact,
                wording(item),
                annotation.note,
                *("#" + tag for tag in annotation.tags),
                COLOUR_STYLES[annotation.colour].name,
                f"draft {draft.note}" if draft is not None else "",
            )
        )

    def passages(self, row: NoteRow) -> Sequence[TextSpan]:
        """Return what it is on, if that is in the text."""
        span = row.note.anchored.span
        return [span] if span is not None else []

    def arranged(self, found: Sequence[AnchoredNote]) -> Sequence[NoteRow | Heading]:
        """Return them in order, by tag and time under headings; the lost ones come last."""
        self._renderer.now = datetime.now().astimezone()
        self._renderer.drafts = self.drafts
        placed = [note for note in found if note.annotation.is_on_all or not note.anchored.is_orphan]
        lost = [NoteRow(note, "lost") for note in found if note not in placed]
        return [*self._ordered(placed), *headed(lost, "lost", "No longer found")]

    def _ordered(self, notes: Sequence[AnchoredNote]) -> Sequence[NoteRow | Heading]:
        match self.order:
            case NoteOrder.TAG:
                return _grouped(_by_tag(notes), "#")
            case NoteOrder.TIME:
                return _grouped(_by_day(notes, self._renderer.now), "")
            case NoteOrder.TEXT:
                return [NoteRow(note, spaced=bool(number)) for number, note in enumerate(notes)]

    def highlight_note(self, note: AnchoredNote) -> None:
        """Highlight the first row of a note without a message, if it is listed."""
        self.update_rows()
        for row in self.rows.rows:
            if isinstance(row, NoteRow) and row.note.annotation.id == note.annotation.id:
                self.rows.highlight(row)
                return

    def subject(self, row: NoteRow) -> object:
        """Return its note."""
        return row.note

    # -- the keys --------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change a note only where there is one, and to confirm only where there is a doubt."""
        if parameters == ("ConfirmRequested",):
            return any(not note.anchored.sure or note.anchored.guess for note in self.notes)
        if action in ("request", "sort", "export"):
            return bool(self.notes)
        return super().check_action(action, parameters)

    def action_sort(self) -> None:
        """List them in the next order; the note that is highlighted stays so."""
        note = self.note
        super().action_sort()
        if note is not None:
            self.highlight_note(note)

    def action_export(self) -> None:
        """Ask for the notes to be written to a file."""
        self.post_message(self.ExportRequested())


def _by_tag(notes: Sequence[AnchoredNote]) -> dict[str, list[AnchoredNote]]:
    """Notes by tag, in the order of the alphabet; a note with two is under both, and one without is last."""
    groups: dict[str, list[AnchoredNote]] = {}
    written: dict[str, str] = {}
    for note in notes:
        for tag in note.annotation.tags:
            # The first way of writing it names all that differ in case alone.
            groups.setdefault(written.setdefault(tag.casefold(), tag), []).append(note)
    ordered = dict(sorted(groups.items(), key=lambda item: item[0].casefold()))
    untagged = [note for note in notes if not note.annotation.tags]
    return {**ordered, "": untagged} if untagged else ordered


def _by_day(notes: Sequence[AnchoredNote], now: datetime) -> dict[str, list[AnchoredNote]]:
    """Notes by the day that they were changed, the newest first."""
    days: dict[str, list[AnchoredNote]] = {}
    for note in sorted(notes, key=lambda note: note.annotation.modified, reverse=True):
        days.setdefault(day_in_words(note.annotation.modified, now), []).append(note)
    return days


def _grouped(groups: Mapping[str, Sequence[AnchoredNote]], mark: str) -> list[NoteRow | Heading]:
    """A heading for each group, begun by ``mark``, and its notes."""
    rows: list[NoteRow | Heading] = []
    for name, notes in groups.items():
        group = f"{mark}{name}"
        title = f"{mark}{one_line(name)}" if name else "Without tags"
        listed = [NoteRow(note, group, spaced=bool(number)) for number, note in enumerate(notes)]
        rows += headed(listed, group, title)
    return rows


MOST_LINES = 4
FEW_LINES = 2
"""Lines where the text has fewer than ``LOW`` rows."""
LOW = 26
_MOST_POINTS = 2_000
"""Code points of a note that are looked at for so few lines."""


def passage_lines(notes: Sequence[Annotation], width: int, limit: int) -> list[Line]:
    """Write the first of ``notes`` in at most ``limit`` lines of ``width`` cells, and count the others.

    Its note follows the sign of its colour; its tags and the number of the others share the last line.
    """
    note, style = notes[0], COLOUR_STYLES[notes[0].colour]
    more = f"+{len(notes) - 1} more" if len(notes) > 1 else ""
    tags = " ".join(f"#{one_line(tag)}" for tag in note.tags)
    room = width - 2
    has_tail = bool(tags or more)
    written = note_lines(note.note[:_MOST_POINTS], room, limit - has_tail)
    lines: list[Line] = [(Run(line),) for line in written]
    if has_tail:
        words = cut(tags, room - len(more) - 2 if more else room)
        gap = gap_between(words, more, room) if more else ""
        lines.append((Run(words, "panel-tag"), Run(gap), Run(more, "panel-more")))
    return [
        (Run("  ") if number else Run(f"{style.sign} ", f"{style.suffix}-mark"), *line)
        for number, line in enumerate(lines)
    ]


class PassageNotes:
    """Shows the innermost note at the cursor of a text, and nothing where there is none.

    The view lays it over its rows, which stay where they are; never over the row of the cursor.
    """

    def __init__(self, view: ArticleView) -> None:
        """Show what is at the cursor of ``view``."""
        self._view = view
        self._noted: tuple[tuple[Annotation, ...], int, int] = ((), 0, 0)
        self._lines: list[Line] = []

    def follow(self) -> None:
        """Show what is under the cursor now; to be called whenever something about that changed."""
        view = self._view
        notes = self._here() if view.has_focus else ()
        if not notes:
            view.lay_over((), 0)
            return
        width, height = view.scrollable_content_region.size
        noted = notes, width, MOST_LINES if height >= LOW else FEW_LINES
        if noted != self._noted:
            self._noted = noted
            # A cell at either side stays empty.
            self._lines = passage_lines(notes, width - 2, noted[2])
        row = view.cursor_row - view.scroll_offset.y
        top = height - len(self._lines)
        view.lay_over(self._lines, 0 if top <= row < height else top)

    def _here(self) -> tuple[Annotation, ...]:
        """The notes at the cursor, if any says something: such first, and the innermost first."""
        cursor = self._view.cursor
        here = [note.annotation for note in self._view.overlays.annotations.crossing(cursor, cursor + 1)]
        here.reverse()
        here.sort(key=_is_silent)
        # Of highlights that say nothing the strip shows the colour.
        return tuple(here) if here and not _is_silent(here[0]) else ()


def _is_silent(note: Annotation) -> bool:
    return not (note.note.strip() or note.tags)
