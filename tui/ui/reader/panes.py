"""What one goes through by tab and digits: the article, and the lists beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tui.config.preferences import Preferences
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui import dialogs
from tui.ui.dialogs.base import ToCorrect
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.article_page import BESIDE
from tui.ui.reader.comfort import ComfortScreen

if TYPE_CHECKING:
    from tui.ui.panes.entities import EntityList
    from tui.ui.panes.notes import NoteList
    from tui.ui.panes.quotes import QuoteList

PANES = {"article": "Article", "entities": "Names", "quotes": "Quotes", "notes": "Notes"}
"""What tab goes through, and the keys 1 to 4 open."""


class PaneScreen(ComfortScreen):
    """An article and its lists: the text follows what one looks at in a list, until one chooses there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"open_pane('{pane}')", title, id=f"pane.{pane}", show=False)
            for number, (pane, title) in enumerate(PANES.items(), 1)
        ),
        Binding("tab,right", "next_pane(1)", "Next pane", id="pane.next", show=False),
        Binding("shift+tab,left", "next_pane(-1)", "Pane before", id="pane.previous", show=False),
        Binding("z", "focus_mode", "Focus mode", id="view.focus-mode", show=False),
    ]

    def __init__(self, library: Library, article: Article, preferences: Preferences | None = None) -> None:
        super().__init__(library, article, preferences)
        self._read_at = 0
        """Where one was in the text before one went into a list, which the text follows."""

    @property
    def pane(self) -> str:
        """The pane that has the focus, one of ``PANES``."""
        return self.side.active if self.side is not None and self.side.has_focus_within else "article"

    def open_pane(self, pane: str) -> None:
        """Put the focus into a pane, and make it visible."""
        if self.pane == "article":
            self._read_at = self.view.place
        elif pane == "article":
            self.jumped(self._read_at)
        self.remove_class("-focus-mode")
        self._lay_over(pane != "article")
        if pane == "article" or self.side is None:
            self.view.focus()
        else:
            self.side.open_tab(pane)

    def _lay_over(self, shown: bool, columns: int | None = None) -> None:
        """On a screen that is narrow, or will be of ``columns`` cells, lay the lists over the text or not."""
        # Not a class of the screen, nor where there is room: all that is inside would be styled anew
        # at every key for a pane.
        narrow = (self.size.width if columns is None else columns) < BESIDE
        self.query("#side").set_class(shown and narrow, "-open")

    def on_resize(self, event: events.Resize) -> None:
        self._lay_over(self.pane != "article", event.size.width)

    def action_open_pane(self, pane: str) -> None:
        self.open_pane(pane)

    def action_next_pane(self, direction: int) -> None:
        panes = list(PANES)
        self.open_pane(panes[(panes.index(self.pane) + direction) % len(panes)])

    def action_focus_mode(self) -> None:
        self._lay_over(False)
        self.toggle_class("-focus-mode")
        self.view.focus()

    def on_entity_list_highlighted(self, message: EntityList.Highlighted) -> None:
        entity = message.entity
        if self.view.current_entity is not entity:
            self.view.go_to(entity.mentions[0].start, extend=False)

    def on_quote_list_highlighted(self, message: QuoteList.Highlighted) -> None:
        self.view.go_to(message.quotation.span.start, extend=False)

    def on_note_list_highlighted(self, message: NoteList.Highlighted) -> None:
        # A lost note leaves the cursor where it is: m moves the note there.
        if message.note.anchored.span is not None:
            self.view.go_to(message.note.anchored.span.start, extend=False)

    def on_entity_list_chosen(self, message: EntityList.Chosen) -> None:
        self._enter_text(message.entity.mentions)

    def on_quote_list_chosen(self, message: QuoteList.Chosen) -> None:
        self._enter_text([message.quotation.span])

    def on_quote_list_speaker_chosen(self, message: QuoteList.SpeakerChosen) -> None:
        def left(answer: TextSpan | ToCorrect | None) -> None:
            if isinstance(answer, TextSpan):
                self._enter_text([answer])

        if self.article is not None:
            card = dialogs.SpeakerCard(message.speaker, message.quotations, self.article.text)
            self.app.push_screen(card, left)

    def on_note_list_chosen(self, message: NoteList.Chosen) -> None:
        anchored = message.note.anchored
        if anchored.best is None:
            self.tell("this version of the text has nothing like that passage", wrong=True)
            return
        self.view.go_to(anchored.best.start)
        self.open_pane("article")
        if anchored.is_orphan:
            hint = key_hints(self).phrase(": {} in the list of notes accepts it", "notes.confirm")
            self.tell(f"the best guess{hint}")

    def _enter_text(self, spans: Sequence[TextSpan]) -> None:
        """Go on reading at one of these places: where the cursor is already, else at the first."""
        if not any(span.contains(self.view.cursor) for span in spans):
            self.view.go_to(spans[0].start)
        self.open_pane("article")
