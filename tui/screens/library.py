"""The library: what was read, and the samples."""

import os
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from tui.domain.plain import one_line
from tui.domain.reading import ReadArticle
from tui.domain.searching import fold
from tui.screens.open_dialog import OpenDialog
from tui.widgets.cells import cut
from tui.widgets.list_pane import Heading, ListPane, heading_line
from tui.widgets.needle import Needle
from tui.widgets.row_look import Line, RowLook, Run

WELCOME = """\
Nothing read yet. Press o to open a file or a web address, or pick a sample below with j, k and enter.
While you read: ]e goes to the next name, ]q to the next quotation, a writes a note, ? shows every key."""


class Sample(NamedTuple):
    """A sample article: its title and where it is."""

    title: str
    location: str


LibraryRow = ReadArticle | Sample | Heading


def place_of(article: ReadArticle) -> str:
    """Where an article is from: the site, else the file, from the home folder if it is in there."""
    if article.site:
        return article.site
    location = article.location
    home = str(Path.home())
    return f"~{location[len(home) :]}" if location.startswith(home + os.sep) else location


def details_of(article: ReadArticle) -> str:
    """Source, date, how far it was read, the number of notes."""
    parts = [place_of(article), article.date]
    if article.position is not None:
        parts.append(f"{article.position.progress:.0%} read")
    if article.note_count:
        parts.append("1 note" if article.note_count == 1 else f"{article.note_count:,} notes")
    return " · ".join(part for part in parts if part)


class LibraryLook(RowLook[LibraryRow]):
    """Two lines for what was read, one for a sample."""

    def key(self, row: LibraryRow) -> Hashable:
        """The article."""
        return row.location if isinstance(row, Sample) else row.id if isinstance(row, ReadArticle) else row

    def is_heading(self, row: LibraryRow) -> bool:
        """Whether it names what follows."""
        return isinstance(row, Heading)

    def heights(self, rows: Sequence[LibraryRow], width: int) -> list[int]:
        """As many as there are lines."""
        return [len(self.lines(row, width)) for row in rows]

    def lines(self, row: LibraryRow, width: int) -> list[Line]:
        """Title, and details below."""
        if isinstance(row, Heading):
            heading = heading_line(row, width, can_fold=False)
            return [(), heading] if row.group else [heading]
        title = Run(cut(one_line(row.title), width - 2))
        if isinstance(row, Sample):
            return [(Run(" "), title)]
        return [(Run(" "), title), (Run("   "), Run(cut(one_line(details_of(row)), width - 4), "muted"))]


class LibraryList(ListPane[ReadArticle | Sample]):
    """What was read, then the samples, with a filter."""

    class Chosen(Message):
        """Somebody chose an article."""

        def __init__(self, location: str) -> None:
            super().__init__()
            self.location = location

    def __init__(self, recent: Sequence[ReadArticle], samples: Sequence[Sample]) -> None:
        super().__init__(LibraryLook(), empty="Nothing here yet. Press o to open something.")
        self._recent = recent
        self._samples = samples

    def make_rows(self, needle: Needle) -> list[LibraryRow]:
        """What the needle finds in titles and details."""
        recent = [
            article
            for article in self._recent
            if not needle or needle(fold(f"{article.title} {details_of(article)} {article.location}"))
        ]
        samples = [sample for sample in self._samples if not needle or needle(fold(sample.title))]
        rows: list[LibraryRow] = []
        if recent:
            rows += [Heading("", "What you have read", len(recent)), *recent]
        if samples:
            rows += [Heading("samples" if rows else "", "Samples", len(samples)), *samples]
        return rows

    def post_chosen(self, row: ReadArticle | Sample) -> None:
        """Say so."""
        self.post_message(self.Chosen(row.location))


class LibraryScreen(Screen[str | None]):
    """Returns the location of what is to be opened, or None. It reads and saves nothing itself."""

    BINDING_GROUP_TITLE = "Library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "Open …", id="library.other", tooltip="Open a file or a web address"),
        Binding("escape", "back", "Back", id="library.back"),
        Binding("g", "first", "First", show=False, id="library.first"),
    ]

    def __init__(self, recent: Sequence[ReadArticle], samples: Iterable[tuple[str, str]] = ()) -> None:
        """Show ``recent``, newest first, and ``samples``, pairs of title and path."""
        super().__init__()
        self._is_first_run = not recent
        self._list = LibraryList(recent, [Sample(*sample) for sample in samples])

    def compose(self) -> ComposeResult:
        """A line that says what this is, a welcome if it is the first time, the list."""
        yield Static("The library", markup=False, id="library-title")
        if self._is_first_run:
            yield Static(WELCOME, markup=False, id="library-welcome")
        yield self._list
        yield Footer()

    def on_mount(self) -> None:
        """Let the keys move the list."""
        self._list.focus()

    @on(LibraryList.Chosen)
    def _chosen(self, message: LibraryList.Chosen) -> None:
        message.stop()
        self.dismiss(message.location)

    def action_first(self) -> None:
        """Go to the top."""
        self._list.action_first()

    def action_open(self) -> None:
        """Ask what to open."""

        def chosen(location: str | None) -> None:
            if location is not None:
                self.dismiss(location)

        self.app.push_screen(OpenDialog(), chosen)

    def action_back(self) -> None:
        """Return nothing."""
        self.dismiss(None)
