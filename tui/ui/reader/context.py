"""What a feature of the reader is, and what it may touch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from textual.message import Message
from textual.screen import Screen

from tui.ui.keyboard.hints import key_hints

if TYPE_CHECKING:
    from tui.config.preferences import Preferences
    from tui.domain.analysis import Entity
    from tui.domain.anchoring.anchor import AnchoredNote
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article
    from tui.domain.history import LoggedChange
    from tui.library import Library
    from tui.ui.article.layers import PlacedAnalysis
    from tui.ui.article.view import ArticleView
    from tui.ui.background import Writer
    from tui.ui.keyboard.hints import KeyHints
    from tui.ui.panes.side import SidePane
    from tui.ui.widgets.footer import KeyStrip

ResultT = TypeVar("ResultT")
Shown = Callable[[], object]
"""Shows what was saved, in the interface's thread."""


class Status(NamedTuple):
    """What a feature adds to the status strip.

    Attributes:
        place: what stands under the cursor; on the left.
        progress: what goes on; on the right.
        hint: where nothing goes on, a key and what it does.
    """

    place: str = ""
    progress: str = ""
    hint: tuple[str, str] = ("", "")


NO_STATUS = Status()


class Feature:
    """One thing that the reader can do, in one object.

    The screen makes the features and loops over them: it calls the hooks below, runs the ``commands``, and
    gives a message of a widget to each feature that has a method of the name that Textual would look for
    in a screen, such as ``on_note_list_chosen``.

    Attributes:
        context: what the feature may touch.
        commands: the method that each command runs, by the id of the command.
    """

    def __init__(self, context: ReaderContext) -> None:
        self.context = context
        self.view = context.view
        self.commands: Mapping[str, Callable[[], object]] = {}

    def allows(self, command: str) -> bool:  # noqa: ARG002
        """Return whether one of the ``commands`` can be run now, and its key is offered."""
        return True

    def article_opened(self, article: Article) -> None:
        """Begin again with ``article``, which is shown from now on."""

    def analysis_changed(self, placed: PlacedAnalysis) -> None:
        """Follow what was found in the article, which is shown already."""

    def place_changed(self) -> None:
        """Follow the cursor, or what stands under it."""

    def status(self) -> Status:
        """Return what to add to the status strip."""
        return NO_STATUS

    def change_swapped(self, article: Article, change: LoggedChange, *, undo: bool) -> Shown | None:  # noqa: ARG002
        """Return what shows a change that was undone or redone; None where it is another feature's.

        This blocks and runs in the writer's thread; what it returns runs in the interface's.
        """
        return None


class Reader(Protocol):
    """What the context asks of the reader's screen, which owns what is known of the article."""

    annotations: tuple[Annotation, ...]
    placed_notes: tuple[AnchoredNote, ...]
    listed_notes: tuple[AnchoredNote, ...]

    @property
    def article(self) -> Article | None: ...
    @property
    def placed(self) -> PlacedAnalysis | None: ...
    @property
    def view(self) -> ArticleView: ...
    @property
    def strip(self) -> KeyStrip: ...
    @property
    def side(self) -> SidePane | None: ...
    @property
    def features(self) -> Sequence[Feature]: ...

    def show_article(self, article: Article) -> None: ...
    def show_analysis(self, placed: PlacedAnalysis) -> None: ...
    def show_status(self) -> None: ...
    def report_failure(self, reason: str) -> None: ...
    def post_failure(self, reason: str) -> None: ...
    def open_pane(self, pane: str) -> None: ...
    def jumped(self, origin: int) -> None: ...


class ReaderContext:
    """What a feature may touch: the article and all that is known of it, the widgets, the library.

    Attributes:
        screen: the screen, for workers, timers, dialogs and styles.
        view: the text.
        strip: the line below it.
        library: what is stored.
        preferences: what the reader set.
        writer: saves in the background, one thing after another.
        last_jump: the kind of the last jump, which can be repeated; empty where there was none.
    """

    def __init__(
        self, reader: Reader, screen: Screen[None], library: Library, preferences: Preferences, writer: Writer
    ) -> None:
        self._reader = reader
        self.screen = screen
        self.view = reader.view
        self.strip = reader.strip
        self.library = library
        self.preferences = preferences
        self.writer = writer
        self.last_jump = ""

    # -- what is shown -------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """Return the article that is open."""
        return self._reader.article

    def is_open(self, article_id: str) -> bool:
        """Return whether the article with this id is the one that is open."""
        article = self.article
        return article is not None and article.id == article_id

    def show_article(self, article: Article) -> None:
        """Show another article, where it was left."""
        self._reader.show_article(article)

    @property
    def placed(self) -> PlacedAnalysis | None:
        """Return what was found in the article so far."""
        return self._reader.placed

    @property
    def entities(self) -> Sequence[Entity]:
        """Return the entities of the article as they are shown, corrections included."""
        return self.placed.analysis.entities if self.placed is not None else ()

    def show_analysis(self, placed: PlacedAnalysis) -> None:
        """Show another analysis of the article that is open."""
        self._reader.show_analysis(placed)

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Return the annotations of the article, as they are stored."""
        return self._reader.annotations

    @annotations.setter
    def annotations(self, annotations: tuple[Annotation, ...]) -> None:
        self._reader.annotations = annotations

    @property
    def listed_notes(self) -> tuple[AnchoredNote, ...]:
        """Return the annotations and drafts that are listed, in the order of the text."""
        return self._reader.listed_notes

    def show_notes(self, placed: tuple[AnchoredNote, ...], listed: tuple[AnchoredNote, ...]) -> None:
        """Show annotations in the text; ``listed`` holds drafts that were never saved as well."""
        self._reader.placed_notes = placed
        self._reader.listed_notes = listed

    @property
    def side(self) -> SidePane | None:
        """Return the lists; None until they are there, and once the program ends."""
        return self._reader.side

    def open_pane(self, pane: str) -> None:
        """Give a pane the focus, and make it visible."""
        self._reader.open_pane(pane)

    def jumped(self, origin: int) -> None:
        """Remember the way back to ``origin``, in code points, after a jump from there."""
        self._reader.jumped(origin)

    # -- the reader -----------------------------------------------------------------------

    @property
    def key_hints(self) -> KeyHints:
        """Return what knows the keys that messages name."""
        return key_hints(self.screen)

    def report(self, message: str, wrong: bool = False) -> None:
        """Show a message in the strip until the next key; ``wrong`` for what did not work."""
        self.strip.tell(message, wrong=wrong)

    def report_failure(self, reason: str) -> None:
        """Show what could not be done, for longer than the strip does."""
        self._reader.report_failure(reason)

    def post_failure(self, reason: str) -> None:
        """Do the same from any thread."""
        self._reader.post_failure(reason)

    def post(self, message: Message) -> None:
        """Post a message to the screen, and so to the features; from any thread."""
        self.screen.post_message(message)

    def ask(self, dialog: Screen[ResultT], answered: Callable[[ResultT | None], Any]) -> None:
        """Open a dialog; ``answered`` gets what it returns, None where it was left."""
        self.screen.app.push_screen(dialog, answered)

    def show_status(self) -> None:
        """Show in the strip what stands under the cursor, and how far the reader has come."""
        self._reader.show_status()

    @property
    def features(self) -> Sequence[Feature]:
        """Return all features of the reader."""
        return self._reader.features
