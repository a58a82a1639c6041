"""The search of the whole library: titles, notes, tags and texts, as the user types."""

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from tui.domain.annotation import Annotation
from tui.domain.errors import StoreError
from tui.domain.library import ArticleHit, ReadArticle, article_request, note_request, place_request
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted, short_day
from tui.library import Library
from tui.library.finding import TextHit, find_in_texts
from tui.ui.keyboard.commands import bindings
from tui.ui.library.about_article import article_preview
from tui.ui.library.base import PreviewScreen, Shown
from tui.ui.library.preview import Block, note_preview, place_preview, runs
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
HINT = "Type words to search titles, notes, tags and texts of all articles."
LOOKING = "searching the texts …"
_PLACE_LINES = 2


class NoteRow(NamedTuple):
    """An annotation that was found."""

    article: ReadArticle
    annotation: Annotation


SearchRow = ReadArticle | NoteRow | TextHit


class SearchRenderer(RowRenderer[SearchRow]):
    """An article on one line, what was found on it below."""

    def key(self, row: SearchRow) -> Hashable:
        """Return the article, the annotation, or the place in a text."""
        if isinstance(row, TextHit):
            return row.article.id, row.target.span
        return row.id if isinstance(row, ReadArticle) else row.annotation.id

    def heights(self, rows: Sequence[SearchRow], width: int) -> list[int]:
        """Return as many as there are lines; few are listed."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: SearchRow, width: int) -> list[Line]:
        """Return title and date; or passage, note and tags; or what stands around a place."""
        if isinstance(row, ReadArticle):
            date = f" · {one_line(short_day(row.date))}" if row.date else ""
            title = cut(one_line(row.title), width - len(date) - 1)
            return [(Run(title, "strong"), Run(date, "muted"))]
        room = width - 5
        if isinstance(row, TextHit):
            around = runs(Run(row.before, "muted"), Run(row.exact, "strong"), Run(row.after, "muted"))
            return [(Run("   "), *line) for line in around(room)[:_PLACE_LINES]]
        annotation = row.annotation
        passage = quoted(one_line(annotation.target.quote.exact, 400))
        lines: list[Line] = [(Run("   "), Run(line, "unsure")) for line in short_lines(passage, room, 2)]
        lines += [(Run("     "), Run(line)) for line in note_lines(annotation.note, room - 2)[:2]]
        if annotation.tags:
            tags = " ".join(f"#{one_line(tag)}" for tag in annotation.tags)
            lines.append((Run("     "), Run(cut(tags, room - 2), "tag")))
        return lines


class Found(NamedTuple):
    """What was found for some words.

    Attributes:
        articles: whose titles or notes have them.
        places: in the texts, those of an article one after another; None before the texts were searched.
    """

    articles: Sequence[ArticleHit]
    places: Sequence[TextHit] | None = None

    def rows(self) -> Iterator[SearchRow]:
        """Yield the articles, each before what was found on it and in it."""
        places = {key: list(group) for key, group in groupby(self.places or (), lambda hit: hit.article.id)}
        for each in self.articles:
            yield each.article
            for note in each.notes:
                yield NoteRow(each.article, note.annotation)
            yield from places.pop(each.article.id, ())
        for hits in places.values():
            yield hits[0].article
            yield from hits

    def __str__(self) -> str:
        """Return how much was found, in words."""
        notes = sum(len(each.notes) for each in self.articles)
        articles = {each.article.id for each in self.articles}.union(
            hit.article.id for hit in self.places or ()
        )
        if not articles:
            return "nothing found" if self.places is not None else LOOKING
        words = f"{counted(notes, 'note')} · {counted(len(articles), 'article')}"
        if self.places is None:
            return f"{words} · {LOOKING}"
        return f"{words} · {counted(len(self.places), 'place')} in texts" if self.places else words


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
        if isinstance(subject, TextHit):
            return self._place_preview(subject), "goes there"
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

    def _place_preview(self, hit: TextHit) -> Sequence[Block]:
        try:
            text = self._library.snapshot_text(hit.target.text_hash)
        except StoreError:
            return ()
        whole = self._library.stored_whole(hit.target.text_hash, hit.article.location)
        page = whole.page_at(hit.target.span.start) if whole is not None else ""
        return place_preview(hit.article, hit.target, text, page)

    @work(thread=True, exclusive=True, group="finding", exit_on_error=False)
    def _look_for(self, words: str) -> None:
        worker, call = get_current_worker(), self.app.call_from_thread
        found = Found(self._library.catalogue.find(words, self._tag))
        in_texts = bool(words.strip()) and not self._tag
        if not in_texts:
            found = found._replace(places=())
        rows = list(islice(found.rows(), MOST_ROWS))
        if worker.is_cancelled:
            return
        call(self._show, words, found, rows)
        if in_texts:
            # The texts come second: titles and notes are there at once, however many texts there are.
            places = find_in_texts(self._library, words, lambda: not worker.is_cancelled)
            found = found._replace(places=list(islice(places, MOST_ROWS)))
            rows = list(islice(found.rows(), MOST_ROWS))
            if not worker.is_cancelled:
                call(self._show, words, found, rows)

    def _show(self, words: str, found: Found, rows: list[SearchRow]) -> None:
        self.warn(self._library.take_notices())
        if words != self._words.value:
            return
        is_first = not self._rows.rows or found.places is None
        self._rows.set_rows(rows)
        # Below an article stands what was found in it, which is what one looks for.
        if is_first and len(rows) > 1 and not isinstance(rows[1], ReadArticle):
            self._rows.highlight(rows[1])
        if not words.strip() and not self._tag:
            self._rows.empty = HINT
            self.head(TITLE)
            return
        self._rows.empty = self._nothing(words, found)
        more = f" · the first {MOST_ROWS} lines" if len(rows) == MOST_ROWS else ""
        self.head(f"{self._title} · {found}{more}")

    def _nothing(self, words: str, found: Found) -> str:
        if not words.strip():
            return ""
        if found.places is None:
            return LOOKING.capitalize()
        return f"No title, note, tag or text has all of these words: {one_line(words)}"

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        row: SearchRow = message.row
        if isinstance(row, ReadArticle):
            self.dismiss(article_request(row))
        elif isinstance(row, TextHit):
            self.dismiss(place_request(row.article, row.target))
        else:
            self.dismiss(note_request(row.article, row.annotation))

    def action_words(self) -> None:
        """Go back to the words."""
        self._words.focus()

    def action_first(self) -> None:
        """Go to the top."""
        self._rows.action_first()
