"""The list of all that is known of somebody: quotations, notes, articles."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.message import Message
from textual.reactive import var

from tui.domain.annotation import Annotation
from tui.domain.destination import Destination
from tui.domain.people import Said
from tui.domain.reading import ReadArticle
from tui.domain.text.sanitize import one_line
from tui.ui.widgets.list_pane import Heading, ListPane, heading_line, keep, spread
from tui.widgets.cells import cut, short_lines
from tui.widgets.needle import Needle, fold_all
from tui.widgets.note_look import note_lines, quoted
from tui.widgets.row_look import Line, RowLook, Run

QUOTE_LINES = 3
NOTE_LINES = 2


class KnownRow(NamedTuple):
    """One thing that is known.

    Attributes:
        section: the title of the part of the list that it stands in.
        article: where it is.
        destination: where to go on reading.
        said: what was said, or None.
        annotation: what was noted, or None.
        mentions: how often somebody is named there, for what is neither.
    """

    section: str
    article: ReadArticle
    destination: Destination
    said: Said | None = None
    annotation: Annotation | None = None
    mentions: int = 0

    @property
    def searched(self) -> str:
        """What the filter looks in."""
        note = f"{self.annotation.note} {self.annotation.target.quote.exact}" if self.annotation else ""
        tags = " ".join(f"#{tag}" for tag in self.annotation.tags) if self.annotation else ""
        return f"{self.said.exact if self.said else ''} {note} {tags} {self.article.title}"


class KnownLook(RowLook[KnownRow | Heading]):
    """What was said or noted, and the article below it; or the article and how often it names somebody."""

    def key(self, row: KnownRow | Heading) -> Hashable:
        """What it is."""
        if isinstance(row, Heading):
            return row.group
        if row.annotation:
            return row.annotation.id
        return row.article.id, row.said.start if row.said else -1

    def is_heading(self, row: KnownRow | Heading) -> bool:
        """Whether it names what follows."""
        return isinstance(row, Heading)

    def heights(self, rows: Sequence[KnownRow | Heading], width: int) -> list[int]:
        """As many as there are lines."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: KnownRow | Heading, width: int) -> list[Line]:
        """The lines of a row."""
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
            lines += [(Run(" "), Run(line)) for line in short_lines(wording, width - 2, QUOTE_LINES)]
        if row.annotation:
            passage = quoted(one_line(row.annotation.target.quote.exact, 400))
            lines.append((Run(" "), Run(cut(passage, width - 2), "unsure")))
            lines += [
                (Run("   "), Run(line)) for line in note_lines(row.annotation.note, width - 4)[:NOTE_LINES]
            ]
            if row.annotation.tags:
                tags = " ".join(f"#{one_line(tag)}" for tag in row.annotation.tags)
                lines.append((Run("   "), Run(cut(tags, width - 4), "tag")))
        lines.append((Run("   "), Run(cut(where, width - 4), "muted")))
        return lines


class KnownList(ListPane[KnownRow]):
    """All that is known of somebody, part by part, with a filter."""

    known: var[Sequence[KnownRow]] = var((), init=False)
    """What is listed; what stands in one part comes together."""

    @dataclass(eq=False)
    class Chosen(Message):
        """Something was chosen."""

        destination: Destination

    def __init__(self) -> None:
        super().__init__(KnownLook(), empty="Looking …")

    def watch_known(self) -> None:
        """List it."""
        self.rows_changed()

    def make_rows(self, needle: Needle) -> list[KnownRow | Heading]:
        """What the needle finds, under the headings of its parts."""
        known: Sequence[KnownRow] = self.known
        if needle:
            known = keep(known, fold_all(row.searched for row in known), needle)
        parts: dict[str, list[KnownRow]] = {}
        for row in known:
            parts.setdefault(row.section, []).append(row)
        rows: list[KnownRow | Heading] = []
        for section, part in parts.items():
            rows += [Heading(section if rows else "", section, len(part)), *part]
        return rows

    def post_chosen(self, row: KnownRow) -> None:
        """Say so."""
        self.post_message(self.Chosen(row.destination))
