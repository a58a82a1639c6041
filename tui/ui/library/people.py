"""People and organisations over all articles: who appears, and all that is known of one."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from time import monotonic
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.worker import get_current_worker

from tui.domain.annotation import Annotation, Target, TextPositionSelector, TextQuoteSelector
from tui.domain.library import OpenRequest, ReadArticle, note_request
from tui.domain.people import Person, PersonRecord, StoredQuotation
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted, short_day
from tui.library import Library
from tui.library.everybody import PeopleOverview
from tui.ui.article.titles import percent
from tui.ui.keyboard.commands import bindings
from tui.ui.library.base import ListScreen, Shown
from tui.ui.library.preview import (
    Block,
    about,
    blank,
    entry,
    note_entry,
    note_preview,
    paragraph,
    passage,
    section,
)
from tui.ui.panes.notes import note_lines, quoted
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.cells import cut, short_lines
from tui.ui.widgets.columns import Column, Columns, TableHead
from tui.ui.widgets.list_pane import ListPane, headed, heading_line, spread
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run


class PeopleOrder(Enum):
    """The orders that people are listed in; the value says it to the reader."""

    ARTICLES = "most articles first"
    QUOTES = "most quoted first"
    NAME = "by name"


PEOPLE_COLUMNS = Columns(
    Column("", 1, gap=0),
    Column("Name", 0),
    Column("Said", 6, is_right=True, least=36),
    Column("Named", 7, is_right=True, least=44),
    Column("Articles", 8, gap=2, is_right=True, least=28),
)


class PeopleRenderer(RowRenderer[Person]):
    """One line for each: the letter of the kind, the name, how much there is."""

    def key(self, row: Person) -> Hashable:
        """Return who it is: the counts grow while articles are looked through."""
        return row.key

    def lines(self, row: Person, width: int) -> Sequence[Line]:
        """Return the one line."""
        style = LABEL_STYLES[row.label]
        said = f"{row.quotations:,}" if row.quotations else ""
        counts = ((Run(said),), (Run(f"{row.mentions:,}", "muted"),), (Run(f"{row.articles:,}", "muted"),))
        name = Run(one_line(row.name))
        return (PEOPLE_COLUMNS.line(width, (Run(style.mark, style.suffix),), (name,), *counts),)


class PeopleList(ListPane[Person]):
    """Everybody, in one order or another, with a filter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("people")

    everybody: var[Sequence[Person]] = var((), init=False)
    """Who is listed, those in most articles first."""

    order: var[PeopleOrder] = var(PeopleOrder.ARTICLES, init=False)
    """The order of the list."""

    @dataclass(eq=False)
    class Chosen(Message):
        """The user chose a person."""

        person: Person

    @dataclass(eq=False)
    class Reordered(Message):
        """The list has another order."""

        order: PeopleOrder

    def __init__(self) -> None:
        super().__init__(PeopleRenderer())

    def compose(self) -> ComposeResult:
        """Show the titles of the columns, and the rows."""
        yield TableHead(PEOPLE_COLUMNS)
        yield self.rows

    def watch_everybody(self) -> None:
        """List them."""
        self.items_changed()

    def items(self) -> Sequence[Person]:
        """Return everybody."""
        return self.everybody

    def searched(self, item: Person) -> str:
        """Return the name."""
        return item.name

    def arranged(self, found: Sequence[Person]) -> Sequence[Person]:
        """Return them in order."""
        match self.order:
            case PeopleOrder.ARTICLES:
                return found
            case PeopleOrder.QUOTES:
                return sorted(found, key=lambda one: -one.quotations)
            case PeopleOrder.NAME:
                return sorted(found, key=lambda one: one.key[1])


TITLE = "People and organisations"
EVERY = 0.5
"""Seconds after which the first of those counted so far are listed."""
MEANWHILE = 200
"""So many of them."""


class PeopleScreen(ListScreen):
    """Lists who appears; returns the place that was chosen on the screen of one of them, or None."""

    def __init__(self, library: Library) -> None:
        self._list = PeopleList()
        super().__init__(self._list, TITLE)
        self._list.empty = "Looking through the articles …"
        self._library = library
        self._who = PeopleOverview(library)
        self._library = library
        self._done = False
        self._known = len(library.backlog.done)
        """How many of the articles that were analysed in the background are counted."""
        self._watch: Timer | None = None

    def on_mount(self) -> None:
        """Begin to look through the articles."""
        self._gather()

    def previewed(self, subject: Person) -> Shown:
        """Return what is known of a person."""
        worker = get_current_worker()
        return person_preview(subject, self._who.record_of(subject.key, lambda: worker.is_cancelled))

    @work(thread=True, group="gathering", exit_on_error=False)
    def _gather(self) -> None:
        worker, call = get_current_worker(), self.app.call_from_thread
        due = monotonic() + EVERY
        for share in self._who.gather():
            if worker.is_cancelled:
                return
            if share < 1.0 and monotonic() > due:
                call(self._show, self._who.listed(MEANWHILE), share)
                due = monotonic() + EVERY
        call(self._show, self._who.listed(), 1.0)
        call(self.warn, self._library.take_notices())

    def _show(self, everybody: Sequence[Person], share: float) -> None:
        self._done = share == 1.0
        self._list.everybody = everybody
        if self._done:
            self._list.empty = "Nobody yet. Who is named in an article is known once it has been read."
        self._show_title(share)

        if self._done and self._watch is None:
            self._library.backlog.add(self._who.missing)
            self._watch = self.set_interval(EVERY, self._count_analysed, name="backlog")
            self._say_what_is_missing()

    def _show_title(self, share: float = 1.0) -> None:
        who = self._who
        if share < 1.0:
            self.head(f"{TITLE} · looking through the articles {percent(share)}")
            return
        some = f"{who.counted:,} of " if who.counted < who.articles else ""
        self.head(f"{TITLE} · {len(self._list.everybody):,} in {some}{counted(who.articles, 'article')}")

    def _count_analysed(self) -> None:
        """List who appears in what was analysed since, and say what is still to be."""
        done = self._library.backlog.done
        if len(done) > self._known:
            new, self._known = done[self._known :], len(done)
            self._count(new)
        self._say_what_is_missing()

    @work(thread=True, exclusive=True, group="counting", exit_on_error=False)
    def _count(self, article_ids: Sequence[str]) -> None:
        self._who.count(article_ids)
        self.app.call_from_thread(self._list_again, self._who.listed())

    def _list_again(self, everybody: Sequence[Person]) -> None:
        self._list.everybody = everybody
        self._show_title()
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        backlog, missing = self._library.backlog, len(self._who.missing)
        self.strip.progress = ""
        if backlog.problem:
            self.tell(backlog.problem, wrong=True)
        elif backlog.left:
            self.strip.progress = (
                f"{counted(missing, 'article')} not analysed yet · being analysed: {backlog.left:,} left"
            )
        elif missing:
            self.strip.progress = f"{counted(missing, 'article')} not analysed yet: the text is not at hand"
        if not backlog.left and self._watch is not None:
            self._watch.pause()

    @on(PeopleList.Chosen)
    def _chosen(self, message: PeopleList.Chosen) -> None:
        message.stop()
        if self._done:
            self.app.push_screen(PersonScreen(self._who, message.person), self.go_on)


SAID, NOTED, NAMED = "Said", "Your notes", "Named in"
_PREVIEWED = 4
"""Quotations, notes and articles of a person that a preview has room for, each."""


def person_preview(person: Person, known: PersonRecord) -> Shown:
    """Return what there is to know of a person: what was said, then notes, then the articles."""
    style = LABEL_STYLES[person.label]
    counts = [style.singular, counted(person.articles, "article"), counted(person.mentions, "mention")]
    blocks: list[Block] = [paragraph(person.name, "heading"), paragraph(" · ".join(counts), "muted", 2)]
    if known.quotations:
        blocks.append(section(SAID, len(known.quotations)))
    for said in known.quotations[:_PREVIEWED]:
        doubt = "" if said.quotation.is_clear else "? "
        blocks.append(paragraph(doubt + quoted(one_line(said.quotation.exact, 2_000)), limit=3))
        blocks.append(paragraph(_where(said.article), "muted", 1, indent=2))
    if known.notes:
        blocks.append(section(NOTED, len(known.notes)))
        blocks += [note_entry(each.annotation, passage=True) for each in known.notes[:_PREVIEWED]]
    if known.mentions:
        blocks.append(section(NAMED, len(known.mentions)))
        blocks += [
            entry(each.article.title, f"{each.mentions:,}") for each in known.mentions[: 2 * _PREVIEWED]
        ]
    return blocks, "shows all of it"


def _where(article: ReadArticle) -> str:
    """Say which article it is, and of which day."""
    return " · ".join(filter(None, (one_line(article.title), one_line(short_day(article.date)))))


_QUOTE_LINES = 3
"""The most lines of a quotation that are shown."""
_NOTE_LINES = 2
"""The most lines of a note that are shown."""


class PersonRow(NamedTuple):
    """One thing that is known.

    Attributes:
        section: the title of the part of the list that it stands in.
        article: where it is.
        destination: where to go on reading.
        said: what was said, or None.
        annotation: what was noted, or None.
        mentions: how often the person is named there, for what is neither.
    """

    section: str
    article: ReadArticle
    destination: OpenRequest
    said: StoredQuotation | None = None
    annotation: Annotation | None = None
    mentions: int = 0

    @property
    def searched(self) -> str:
        """Return what the filter looks in."""
        note = f"{self.annotation.note} {self.annotation.target.quote.exact}" if self.annotation else ""
        tags = " ".join(f"#{tag}" for tag in self.annotation.tags) if self.annotation else ""
        return f"{self.said.exact if self.said else ''} {note} {tags} {self.article.title}"


class PersonRenderer(RowRenderer[PersonRow | Heading]):
    """What was said or noted, and the article below it; or the article and how often it names the person."""

    def key(self, row: PersonRow | Heading) -> Hashable:
        """Return what it is."""
        if isinstance(row, Heading):
            return row.group
        if row.annotation:
            return row.annotation.id
        return row.article.id, row.said.start if row.said else -1

    def heights(self, rows: Sequence[PersonRow | Heading], width: int) -> list[int]:
        """Return as many as there are lines."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: PersonRow | Heading, width: int) -> list[Line]:
        """Return the lines of a row."""
        if isinstance(row, Heading):
            heading = heading_line(row, width, can_fold=False)
            return [(), heading] if row.group else [heading]
        where = _where(row.article)
        if not row.said and not row.annotation:
            return [(Run(" "), *spread(Run(where), f"{row.mentions:,}", width - 1))]
        lines: list[Line] = []
        if row.said:
            doubt = "" if row.said.is_clear else "? "
            wording = doubt + quoted(one_line(row.said.exact, 2_000))
            lines += [(Run(" "), Run(line)) for line in short_lines(wording, width - 2, _QUOTE_LINES)]
        if row.annotation:
            passage = quoted(one_line(row.annotation.target.quote.exact, 400))
            lines.append((Run(" "), Run(cut(passage, width - 2), "unsure")))
            lines += [
                (Run("   "), Run(line)) for line in note_lines(row.annotation.note, width - 4)[:_NOTE_LINES]
            ]
            if row.annotation.tags:
                tags = " ".join(f"#{one_line(tag)}" for tag in row.annotation.tags)
                lines.append((Run("   "), Run(cut(tags, width - 4), "tag")))
        lines.append((Run("   "), Run(cut(where, width - 4), "muted")))
        return lines


class PersonList(ListPane[PersonRow]):
    """All that is known of a person or an organisation, part by part, with a filter."""

    known: var[Sequence[PersonRow]] = var((), init=False)
    """What is listed; what stands in one part comes together."""

    @dataclass(eq=False)
    class Chosen(Message):
        """Something was chosen."""

        destination: OpenRequest

    def __init__(self) -> None:
        super().__init__(PersonRenderer(), empty="Looking …")

    def watch_known(self) -> None:
        """List it."""
        self.items_changed()

    def items(self) -> Sequence[PersonRow]:
        """Return all that is known."""
        return self.known

    def searched(self, item: PersonRow) -> str:
        """Return what the row says it is found by."""
        return item.searched

    def arranged(self, found: Sequence[PersonRow]) -> list[PersonRow | Heading]:
        """Return it under the headings of its parts."""
        parts: dict[str, list[PersonRow]] = {}
        for row in found:
            parts.setdefault(row.section, []).append(row)
        rows: list[PersonRow | Heading] = []
        for title, part in parts.items():
            rows += headed(part, title if rows else "", title)
        return rows

    def subject(self, row: PersonRow) -> object:
        """Return its destination."""
        return row.destination


class PersonScreen(ListScreen):
    """All that is known of one person; returns the place that was chosen, or None."""

    def __init__(self, who: PeopleOverview, person: Person) -> None:
        self._list = PersonList()
        style = LABEL_STYLES[person.label]
        counts = [counted(person.articles, "article"), counted(person.mentions, "mention")]
        counts.append(counted(person.quotations, "quote"))
        super().__init__(self._list, " · ".join([f"{style.mark} {one_line(person.name, 80)}", *counts]))
        self._who = who
        self._person = person

    def previewed(self, subject: PersonRow) -> Shown:
        """Return the passage that a row is about, and where it stands."""
        if subject.annotation is not None:
            return note_preview(subject.article, subject.annotation), "goes there"
        blocks = about(subject.article)
        if (said := subject.said) is not None:
            blocks += [blank(), passage(said.prefix, said.exact, said.suffix)]
        else:
            blocks += [
                blank(),
                paragraph(f"{self._person.name} is named {counted(subject.mentions, 'time')}."),
            ]
        return blocks, "goes there"

    def on_mount(self) -> None:
        """Look for what is known."""
        self._look()

    @work(thread=True, group="knowing", exit_on_error=False)
    def _look(self) -> None:
        worker = get_current_worker()
        known = self._who.record_of(self._person.key, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, rows_of(known))

    def _show(self, rows: Sequence[PersonRow]) -> None:
        self._list.empty = "Nothing is known any more."
        self._list.known = rows

    @on(PersonList.Chosen)
    def _chosen(self, message: PersonList.Chosen) -> None:
        message.stop()
        self.dismiss(message.destination)


def rows_of(known: PersonRecord) -> list[PersonRow]:
    """Return what is known, as rows of the list: what was said, then notes, then the articles."""
    rows = [
        PersonRow(
            SAID,
            each.article,
            OpenRequest(each.article.location, each.article, each.quotation.target(each.text_hash)),
            said=each.quotation,
        )
        for each in known.quotations
    ]
    rows += [
        PersonRow(
            NOTED, each.article, note_request(each.article, each.annotation), annotation=each.annotation
        )
        for each in known.notes
    ]
    for named in known.mentions:
        place = Target(TextPositionSelector(*named.first), TextQuoteSelector(named.name), named.text_hash)
        destination = OpenRequest(named.article.location, named.article, place)
        rows.append(PersonRow(NAMED, named.article, destination, mentions=named.mentions))
    return rows
