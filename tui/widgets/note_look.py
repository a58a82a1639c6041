"""How notes look in a list: the passage with its colour, the note, the tags, and when it was."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from rich.cells import cell_len

from tui.domain.anchoring.anchor import AnchoredNote
from tui.domain.annotation import Annotation
from tui.domain.text.sanitize import harmless, one_line
from tui.domain.text.times import LONGEST, time_in_words
from tui.ui.article.status import CONFIRM
from tui.ui.widgets.cells import is_narrow
from tui.ui.widgets.list_pane import Heading, heading_line
from tui.widgets.cells import ELLIPSIS, cut, gap_between, short_height, short_lines
from tui.widgets.colour_style import COLOUR_STYLES
from tui.widgets.row_look import Line, RowLook, Run

PASSAGE_LINES = 2
NOTE_LINES = 4
TAG_LINES = 2

_OPENING = "“”\"'‘«„「『"
_INDENT = Run("  ")


class NoteRow(NamedTuple):
    """A row of the list.

    Attributes:
        note: what it shows.
        group: the heading that it is under, or empty; a note with two tags has two rows.
    """

    note: AnchoredNote
    group: str = ""


def quoted(passage: str) -> str:
    """A passage on one line and in quotation marks, unless it begins with one."""
    passage = " ".join(passage.split())
    return passage if passage[:1] in _OPENING else f"“{passage}”"


def note_lines(note: str, width: int, limit: int = NOTE_LINES) -> list[str]:
    """A note in at most ``limit`` lines; its own line ends stay."""
    lines: list[str] = []
    paragraphs = [line for line in harmless(note).split("\n") if line.strip()]
    for index, paragraph in enumerate(paragraphs):
        lines += short_lines(paragraph.strip(), width, limit - len(lines))
        if len(lines) >= limit:
            if index + 1 < len(paragraphs) and not lines[-1].endswith(ELLIPSIS):
                lines[-1] = cut(f"{lines[-1]} {ELLIPSIS}", width)
            break
    return lines


def _note_height(note: str, room: int) -> int:
    """``len(note_lines(note, room))``, without wrapping where the length of a note of one line tells it."""
    words = harmless(note).strip() if note else ""
    if not words or "\n" in words:
        return len(note_lines(words, room))
    return short_height(words, room, NOTE_LINES)


def wording(note: AnchoredNote) -> str:
    """The passage as it stood where the note was made, or where a person has put it since."""
    annotation = note.annotation
    return (annotation.moved or annotation.target).quote.exact


class NoteLook(RowLook[NoteRow | Heading]):
    """How annotations look in the list.

    Attributes:
        text: what they are on, of which guesses are shown.
        drafts: what was written of some of them and is not saved, by their ids.
        now: the moment that times are told from, in the person's time zone.
    """

    def __init__(self) -> None:
        self.text = ""
        self.drafts: Mapping[str, Annotation] = {}
        self.now = datetime.now(UTC)
        self._heights: dict[tuple[str, str], int] = {}
        self._width = 0

    def key(self, row: NoteRow | Heading) -> Hashable:
        """The annotation's id, and the heading that it is under."""
        return ("heading", row.group) if isinstance(row, Heading) else (row.group, row.note.annotation.id)

    def is_heading(self, row: NoteRow | Heading) -> bool:
        """Whether it names a group."""
        return isinstance(row, Heading)

    def heights(self, rows: Sequence[NoteRow | Heading], width: int) -> list[int]:
        """As many as there are lines; what was counted once is known as long as the width stays."""
        if width != self._width:
            self._width = width
            self._heights.clear()
        return [1 if isinstance(row, Heading) else self._height(row.note, width) for row in rows]

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
        if length + 2 + LONGEST <= room and all(map(is_narrow, annotation.tags)):
            return 1
        return len(self._tags_and_time(annotation, room))

    def lines(self, row: NoteRow | Heading, width: int) -> list[Line]:
        """Passage, note, draft, tags and time; what is doubtful, and where a lost passage stands perhaps."""
        if isinstance(row, Heading):
            return [heading_line(row, width, can_fold=False)]
        return self._note(row.note, width)

    def _note(self, note: AnchoredNote, width: int) -> list[Line]:
        room = width - 3
        annotation = note.annotation
        draft = self.drafts.get(annotation.id)
        style = COLOUR_STYLES[annotation.colour]
        passage = ("? " if note.anchored.is_doubtful else "") + quoted(wording(note))
        lines: list[Line] = []
        for line in short_lines(passage, room, PASSAGE_LINES):
            sign = _INDENT if lines else Run(f"{style.sign} ", style.suffix)
            lines.append((sign, Run(line, "unsure")))
        # One that was never saved is in the list as its own draft.
        if draft != annotation:
            lines += [(_INDENT, Run(line)) for line in note_lines(annotation.note, room)]
        if draft is not None:
            words = f"draft: {one_line(draft.note)}"
            lines += [(_INDENT, Run(line, "unsure")) for line in short_lines(words, room, PASSAGE_LINES)]
        lines += self._tags_and_time(annotation, room)
        if remark := self._remark(note):
            lines += [(_INDENT, Run(line, "unsure")) for line in short_lines(remark, room, PASSAGE_LINES)]
        return lines

    def _tags_and_time(self, annotation: Annotation, room: int) -> list[Line]:
        time = time_in_words(annotation.modified, self.now)
        if not annotation.tags:
            return [(_INDENT, Run(time, "muted"))]
        tags = one_line(" ".join(f"#{tag}" for tag in annotation.tags), 4 * room)
        *lines, last = short_lines(tags, room, TAG_LINES)
        told: list[Line] = [(_INDENT, Run(line, "tag")) for line in lines]
        # By the longest time there is, so that the number of lines is the same tomorrow.
        if cell_len(last) + 2 + LONGEST <= room:
            gap = Run(gap_between(last, time, room))
            return [*told, (_INDENT, Run(last, "tag"), gap, Run(time, "muted"))]
        return [*told, (_INDENT, Run(last, "tag")), (_INDENT, Run(time, "muted"))]

    def _remark(self, note: AnchoredNote) -> str:
        anchored = note.anchored
        if anchored.is_doubtful:
            return CONFIRM
        if not anchored.is_orphan:
            return ""
        return f"perhaps {quoted(anchored.guess.of(self.text))}" if anchored.guess else "nothing like it left"
