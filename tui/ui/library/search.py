"""The search of the whole library: titles, notes, tags and passages, as the user types."""

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from tui.domain.annotation import Annotation
from tui.domain.library import ArticleHit, ReadArticle, article_request, note_request
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted, short_day
from tui.library import Library
from tui.ui.keyboard.commands import bindings
from tui.ui.library.about_article import article_preview
from tui.ui.library.base import PreviewScreen, Shown
from tui.ui.library.preview import note_preview
from tui.ui.panes.notes import note_lines, quoted
from tui.ui.widgets.cells import cut, short_lines
from tui.ui.widgets.frame import Frame
from tui.ui.widgets.list_pane import FilterInput
from tui.ui.widgets.row_list import Line, RowList, RowRenderer, Run

MOST_ROWS = 300
"""Rows that are listed; whoever finds more types more words."""
PAUSE = 0.12
"""Seconds without a key after which what was typed is looked for."""
TITLE = "Search everything"
HINT = "Type words to search titles, notes, tags and annotated passages of all articles."


class NoteRow(NamedTuple):
    """An annotation that was found."""

    article: ReadArticle
    annotation: Annotation


SearchRow = ReadArticle | NoteRow


class SearchRenderer(RowRenderer[SearchRow]):
    """An article on one line, what was found on it below."""

    def key(self, row: SearchRow) -> Hashable:
        """Return the article, or the annotation."""
        return row.id if isinstance(row, ReadArticle) else row.annotation.id

    def heights(self, rows: Sequence[SearchRow], width: int) -> list[int]:
        """Return as many as there are lines; few are listed."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: SearchRow, width: int) -> list[Line]:
        """Return title and date; or passage, note and tags."""
        if isinstance(row, ReadArticle):
            date = f" · {one_line(short_day(row.date))}" if row.date else ""
            title = cut(one_line(row.title), width - len(date) - 1)
            return [(Run(title, "strong"), Run(date, "muted"))]
        annotation, room = row.annotation, width - 5
        passage = quoted(one_line(annotation.target.quote.exact, 400))
        lines: list[Line] = [(Run("   "), Run(line, "unsure")) for line in short_lines(passage, room, 2)]
        lines += [(Run("     "), Run(line)) for line in note_lines(annotation.note, room - 2)[:2]]
        if annotation.tags:
            tags = " ".join(f"#{one_line(tag)}" for tag in annotation.tags)
            lines.append((Run("     "), Run(cut(tags, room - 2), "tag")))
        return lines


def rows_of(found: Sequence[ArticleHit]) -> Iterator[SearchRow]:
    """Return the articles, each before what was found on it."""
    for each in found:
        yield each.article
        for note in each.notes:
            yield NoteRow(each.article, note.annotation)


def _number_of(found: Sequence[ArticleHit]) -> str:
    """Return how much was found, in words."""
    if not found:
        return "nothing found"
    notes, articles = sum(len(each.notes) for each in found), len(found)
    return f"{counted(notes, 'note')} · {counted(articles, 'article')}"


class SearchScreen(PreviewScreen):
    """Returns the article or the note that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("find")

    def __init__(self, library: Library, tag: str = "") -> None:
        """Search ``library``, or of it what has a tag."""
        super().__init__()
        self._library = library
        self._tag = tag
        self._title = f"Everything with #{one_line(tag)}" if tag else TITLE
        self._hint = "" if tag else HINT
        self._words = FilterInput(placeholder="words", compact=True, select_on_focus=False)
        self._rows: RowList[SearchRow] = RowList(SearchRenderer(), empty=self._hint)
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield the words, the rows and their preview, the keys."""
        yield from self.with_preview(self._words, self._rows)

    def on_mount(self) -> None:
        """Let the user type, or show what has the tag."""
        self.head(self._title)
        self.query_one("#list", Frame).map_of(self._rows)
        if self._tag:
            self._look_for("")
            self._rows.focus()
        else:
            self._words.focus()

    def previewed(self, subject: SearchRow) -> Shown:
        """Return the note that was found, with its passage and the text around it, or the article."""
        if isinstance(subject, ReadArticle):
            return article_preview(self._library.catalogue.preview(subject), ())
        return note_preview(subject.article, subject.annotation), "goes there"

    @on(RowList.Placed)
    def _placed(self, message: RowList.Placed) -> None:
        if message.row_list is self._rows:
            number, of = self._rows.place
            self.foot(f"{number:,} of {of:,}" if of else "")
            self.strip.tell("")
            self.preview(self._rows.highlighted)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, partial(self._look_for, message.value))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if self._rows.rows:
            self._rows.focus()

    @work(thread=True, exclusive=True, group="finding", exit_on_error=False)
    def _look_for(self, words: str) -> None:
        worker = get_current_worker()
        found = self._library.catalogue.find(words, self._tag)
        rows: list[SearchRow] = []
        for row in rows_of(found):
            if worker.is_cancelled:
                return
            rows.append(row)
            if len(rows) == MOST_ROWS:
                break
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, words, found, rows)

    def _show(self, words: str, found: Sequence[ArticleHit], rows: list[SearchRow]) -> None:
        self.warn(self._library.take_notices())
        if words != self._words.value:
            return
        self._rows.set_rows(rows)
        # Below an article stands what was found in it, which is what one looks for.
        if len(rows) > 1 and not isinstance(rows[1], ReadArticle):
            self._rows.highlight(rows[1])
        if not words.strip() and not self._tag:
            self._rows.empty = HINT
            self.head(TITLE)
            return
        self._rows.empty = (
            f"No title, note, tag or noted passage has all of these words: {one_line(words)}"
            if words.strip()
            else ""
        )
        more = f" · the first {MOST_ROWS} lines" if len(rows) == MOST_ROWS else ""
        self.head(f"{self._title} · {_number_of(found)}{more}")

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        row: SearchRow = message.row
        if isinstance(row, ReadArticle):
            self.dismiss(article_request(row))
        else:
            self.dismiss(note_request(row.article, row.annotation))

    def action_words(self) -> None:
        """Go back to the words."""
        self._words.focus()

    def action_first(self) -> None:
        """Go to the top."""
        self._rows.action_first()
