"""People and organisations over all articles: who appears, and all that is known of one."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from time import monotonic
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from tui.domain.annotation import Annotation, Target, TextPositionSelector, TextQuoteSelector
from tui.domain.library import OpenRequest, ReadArticle, note_request
from tui.domain.people import Person, StoredQuotation
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted
from tui.library import Library
from tui.library.people import PeopleOverview, PersonRecord
from tui.ui.keyboard.commands import bindings
from tui.ui.library.base import ListScreen
from tui.ui.panes.notes import note_lines, quoted
from tui.ui.theme import LABEL_STYLES
from tui.ui.widgets.cells import cut, short_lines
from tui.ui.widgets.list_pane import ListPane, headed, heading_line, spread
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run


class PeopleOrder(Enum):
    """The orders that people are listed in; the value says it to the reader."""

    ARTICLES = "in most articles first"
    QUOTES = "most quoted first"
    NAME = "by name"


class PeopleRenderer(RowRenderer[Person]):
    """One line for each: mark of the kind, name, how much there is."""

    def key(self, row: Person) -> Hashable:
        """Return who it is: the counts grow while articles are looked through."""
        return row.key

    def lines(self, row: Person, width: int) -> Sequence[Line]:
        """Return the one line."""
        style = LABEL_STYLES[row.label]
        counts = counted(row.articles, "article")
        if row.quotations:
            counts = f"{counted(row.quotations, 'quote')} · {counts}"
        return ((Run(f"{style.mark} ", style.suffix), *spread(Run(one_line(row.name)), counts, width - 2)),)


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


TITLE = "Who appears"
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
        self._done = False

    def on_mount(self) -> None:
        """Begin to look through the articles."""
        self._gather()

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

    def _show_title(self, share: float = 1.0) -> None:
        who = self._who
        if share < 1.0:
            self.head(f"{TITLE} · looking through the articles {share:.0%}")
            return
        some = f"{who.counted:,} of " if who.counted < who.articles else ""
        number = f"{len(self._list.everybody):,}"
        self.head(f"{TITLE} · {number} in {some}{counted(who.articles, 'article')}, {self._list.order.value}")

    @on(PeopleList.Reordered)
    def _sorted(self) -> None:
        if self._done:
            self._show_title()

    @on(PeopleList.Chosen)
    def _chosen(self, message: PeopleList.Chosen) -> None:
        message.stop()
        if self._done:
            self.app.push_screen(PersonScreen(self._who, message.person), self.go_on)


_QUOTE_LINES = 3
"""The most lines of a quotation that are shown."""
_NOTE_LINES = 2
"""The most lines of a note that are shown."""
SAID, NOTED, NAMED = "Said", "Noted by you", "Named in"


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
        where = one_line(row.article.title) + (f" · {row.article.date}" if row.article.date else "")
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
        for section, part in parts.items():
            rows += headed(part, section if rows else "", section)
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
