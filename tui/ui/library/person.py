"""All that is known of one person or organisation, as a preview and as a screen."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import on, work
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from tui.domain.annotation import Annotation, Target, TextPositionSelector, TextQuoteSelector
from tui.domain.library import OpenRequest, ReadArticle, note_request
from tui.domain.people import Person, PersonRecord, StoredQuotation
from tui.domain.text.sanitize import one_line
from tui.domain.text.times import counted, short_day
from tui.library.everybody import PeopleOverview
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
from tui.ui.widgets.list_pane import ListPane, headed, heading_line, spread
from tui.ui.widgets.row_list import Heading, Line, RowRenderer, Run

SAID, NOTED, NAMED = "Said", "Your notes", "Named in"
_PREVIEWED = 4
"""Quotations, notes and articles of a person that a preview has room for, each."""


def person_preview(
    person: Person, known: PersonRecord, joined: Sequence[str] = (), may_be: Sequence[str] = ()
) -> Shown:
    """Return what there is to know of a person: what was said, then notes, then the articles.

    ``joined`` are others that the user said to be the same, ``may_be`` those who perhaps are.
    """
    style = LABEL_STYLES[person.label]
    counts = [style.singular, counted(person.articles, "article"), counted(person.mentions, "mention")]
    if person.is_followed:
        counts.insert(0, "★ followed")
    blocks: list[Block] = [paragraph(person.name, "heading"), paragraph(" · ".join(counts), "muted", 2)]
    if joined:
        blocks.append(paragraph(f"with {', '.join(joined)}", "muted", 2))
    if may_be:
        blocks.append(paragraph(f"perhaps {' or '.join(may_be)}", "unsure", 2))
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
