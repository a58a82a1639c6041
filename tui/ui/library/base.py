"""What the screens over all articles have in common: a list with a title, and changes that are undone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from tui.domain.errors import StoreError
from tui.domain.library import OpenRequest
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.ui.keyboard.active import idle_message
from tui.ui.keyboard.commands import bindings
from tui.ui.keyboard.hints import key_hints
from tui.ui.library.preview import Block, Preview
from tui.ui.textual_internals import set_foot, style_once
from tui.ui.widgets.footer import KeyLine, KeyStrip
from tui.ui.widgets.frame import Frame
from tui.ui.widgets.list_pane import ListPane

if TYPE_CHECKING:
    from tui.domain.history import SharedChange


Shown = tuple[Sequence[Block], str]
"""What a preview shows, and what choosing the row does, as in ``continues at 62%``."""
REST = 0.05
"""Seconds without a key after which the preview of a row is made."""
ROOM_FOR_PREVIEW = 100
"""Cells of a screen from which on there is a preview."""


class PreviewScreen(Screen[OpenRequest | None]):
    """A list, and at its right what there is to know of the row that is highlighted, where there is room.

    It returns what is to be opened, or None.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (ROOM_FOR_PREVIEW, "-wide")]
    on_screen_resume = style_once

    def __init__(self) -> None:
        super().__init__()
        self.strip = KeyStrip()
        """Says what was done, and what goes on."""
        self._preview = Preview()
        self._subject: object = None
        self._rest: Timer | None = None

    def with_preview(self, *left: Widget) -> ComposeResult:
        """Yield the list, the preview, and the keys."""
        # Textual does so at the first resize, and then styles all that is there once more.
        classes = [name for width, name in self.HORIZONTAL_BREAKPOINTS if self.app.size.width >= width]
        self.add_class(classes[-1])
        with Horizontal(id="panes"):
            with Frame(id="list"):
                yield from left
            with Frame(id="preview") as frame:
                frame.border_title = "Preview"
                yield self._preview
        yield self.strip
        yield KeyLine()

    def previewed(self, subject: Any) -> Shown:  # noqa: ARG002
        """Return the preview of a row; it is called in a thread, so it may read what is stored."""
        return (), ""

    @property
    def has_preview(self) -> bool:
        """Whether there is room for a preview."""
        return self.size.width >= ROOM_FOR_PREVIEW

    def preview(self, subject: object) -> None:
        """Show the preview of a row, None for none, once no key is pressed for a moment."""
        self._subject = subject
        if self._rest is None:
            self._rest = self.set_interval(REST, self._rested, name="preview")
        self._rest.reset()

    def preview_again(self) -> None:
        """Make the preview once more: more is known, or there is room for it now."""
        self.preview(self._subject)

    def on_resize(self) -> None:
        """Make the preview where there is room for it."""
        self.preview_again()

    def _rested(self) -> None:
        if self._rest is not None:
            self._rest.pause()
        if not self.has_preview:
            return
        if self._subject is None:
            self._show_preview(None, ((), ""))
        else:
            self._make_preview(self._subject)

    @work(thread=True, exclusive=True, group="preview", exit_on_error=False)
    def _make_preview(self, subject: object) -> None:
        worker = get_current_worker()
        shown = self.previewed(subject)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_preview, subject, shown)

    def _show_preview(self, subject: object, shown: Shown) -> None:
        if subject is self._subject:
            blocks, does = shown
            self._preview.show(blocks)
            words = key_hints(self).phrase(f"{{}} {does}", "list.choose") if does else ""
            set_foot(self.query_one("#preview"), Content(words))

    def on_key(self, event: events.Key) -> None:
        """Say of a key that it does nothing here, until the next one."""
        self.strip.pass_notice()
        self.strip.tell(idle_message(self, event.key))

    def caption(self, words: Content) -> None:
        """Set what the frame of the list says at its top."""
        self.query_one("#list").border_title = words

    def head(self, title: str) -> None:
        """Say something else at the top of the frame of the list."""
        name, _, rest = title.partition(" · ")
        self.caption(Content.assemble((name, "bold $bright"), (f" · {rest}" if rest else "", "$muted")))

    def foot(self, words: str) -> None:
        """Set what the frame of the list says at its foot."""
        set_foot(self.query_one("#list"), Content(words))

    def tell(self, line: str, *, wrong: bool = False) -> None:
        """Say what was done, until another row is highlighted; or, for some seconds, what could not be."""
        if wrong:
            self.strip.notice(line, wrong=True)
        self.strip.tell("" if wrong else line)

    def warn(self, notices: Iterable[str]) -> None:
        """Show what is wrong with files, such as articles that had to be left out, one after another."""
        for notice in notices:
            self.strip.notice(notice, wrong=True)

    def notify(
        self,
        message: str,
        *,
        title: str = "",  # noqa: ARG002
        severity: SeverityLevel = "information",
        timeout: float | None = None,  # noqa: ARG002
        markup: bool = True,  # noqa: ARG002
    ) -> None:
        """Say it in the one line."""
        self.strip.notice(message, wrong=severity != "information")

    def go_on(self, destination: OpenRequest | None) -> None:
        """Leave with what was chosen on a screen that lay on this one, if anything was."""
        if destination is not None:
            self.dismiss(destination)

    def action_back(self) -> None:
        """Leave without a result."""
        self.dismiss(None)


class ListScreen(PreviewScreen):
    """A list that can be filtered, in a frame that says what it is and which row is highlighted.

    Attributes:
        pane: the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("list-screen")

    def __init__(self, pane: ListPane[Any], title: str) -> None:
        super().__init__()
        self.pane = pane
        self._heading = title

    def compose(self) -> ComposeResult:
        """Yield the list and its preview, the keys."""
        yield from self.with_preview(self.pane)

    def on_mount(self) -> None:
        """Let the keys move the list."""
        self.query_one("#list", Frame).map_of(self.pane.rows)
        self.head(self._heading)
        self.pane.focus()

    def reload(self) -> None:
        """List again what there is; called after each change of several articles."""

    @on(ListPane.Placed)
    def _placed(self, message: ListPane.Placed) -> None:
        message.stop()
        self.foot(" · ".join(filter(None, (self.pane.order_in_words, self.pane.place))))
        self.preview(self.pane.highlighted)

    @on(ListPane.Browsed)
    def _browsed(self, message: ListPane.Browsed) -> None:
        message.stop()
        self.strip.pass_notice()
        self.strip.tell("")

    def action_first(self) -> None:
        """Go to the top."""
        self.pane.action_first()


REMOVED = "removed"
"""What the message on the removal of an article begins with."""
_MESSAGE = 160
"""Code points of a message that are shown."""
Progress = Callable[[int, int], object]
"""Takes how many articles are done, and of how many."""
Work = Callable[[Progress], str]
"""Makes a change, and returns the line that says what was done; blocks."""


class SharedChanges:
    """Makes the changes of one screen, in the background and one after another."""

    def __init__(self, screen: ListScreen, library: Library) -> None:
        """Make changes for ``screen``, which is asked after each to list again what there is."""
        self._screen = screen
        self._library = library
        self._queue: deque[Work] = deque()
        """What is to be done, the first of it being done now."""
        self._lock = Lock()
        self.count = 0
        """How many changes were asked for; what was looked up before the last of them is out of date."""
        self._swapped: tuple[str, ...] = ()
        self._is_stale = False
        """Whether the screen is to list again what there is, once the last change is made."""

    def make(self, change: Callable[[Progress], SharedChange | None], *, is_shown: bool = False) -> None:
        """Make a change that can be taken back, such as one of ``Library.bulk_edits``.

        ``is_shown`` says that the screen shows it already, and lists all again only where it fails.
        """

        def work(progress: Progress) -> str:
            made = change(progress)
            return self._made(made.message) if made else "nothing to change"

        self._run(work, is_shown=is_shown)

    def reload_later(self) -> None:
        """Have the screen list again what there is, once the changes are made that were asked for."""
        with self._lock:
            self._is_stale = bool(self._queue)
        if not self._is_stale:
            self._screen.reload()

    def make_people(self, change: Callable[[], object], message: str) -> None:
        """Make a change of who is followed or joined, which can be taken back by ``swap_people``."""

        def work(_: Progress) -> str:
            change()
            return self._made(message)

        self._run(work)

    def swap_people(self, *, undo: bool) -> None:
        """Take the last such change back, or make again what was taken back last."""

        def work(_: Progress) -> str:
            swapped = self._library.catalogue.edits.swap(undo=undo)
            if swapped is None:
                return "nothing to undo" if undo else "nothing to redo"
            message = swapped.change.words.message
            if not swapped.fits:
                return f"cannot {'undo' if undo else 'redo'}: another program changed that since"
            return self._undone(message) if undo else self._made(message)

        self._run(work)

    def take_swapped(self) -> tuple[str, ...]:
        """Return once the ids of the articles in which something was undone or redone last."""
        swapped, self._swapped = self._swapped, ()
        return swapped

    def undo(self) -> None:
        """Take the last change back that is not taken back yet."""
        self._run(partial(self._swap, undo=True))

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._run(partial(self._swap, undo=False))

    def _swap(self, progress: Progress, *, undo: bool) -> str:
        bulk_edits = self._library.bulk_edits
        change = bulk_edits.undoable() if undo else bulk_edits.redoable()
        swapped = bulk_edits.swap(change.id, undo=undo, progress=progress) if change else None
        if change is None or swapped is None:
            return "nothing to undo" if undo else "nothing to redo"
        self._swapped = swapped.article_ids
        words = self._undone(change.message) if undo else self._made(change.message)
        if swapped.unfit:
            words += f" · not in {one_line(', '.join(swapped.unfit), 100)}, which changed since"
        return words

    def _undone(self, message: str) -> str:
        """Say what was undone: of a removal what is there again."""
        message, keys = one_line(message, _MESSAGE), key_hints(self._screen)
        if message.startswith(REMOVED):
            restored = f"restored{message.removeprefix(REMOVED)}"
            return restored + keys.phrase(" · {} removes it again", "library.redo")
        return f"undone: {message}" + keys.phrase(" · {} redoes it", "library.redo")

    def _made(self, message: str) -> str:
        return one_line(message, _MESSAGE) + key_hints(self._screen).phrase(" · {} undoes it", "library.undo")

    def _run(self, work: Work, *, is_shown: bool = False) -> None:
        with self._lock:
            self._queue.append(work)
            self._is_stale = self._is_stale or not is_shown
            self.count += 1
            if len(self._queue) > 1:
                return
        self._screen.run_worker(self._work_off, thread=True, group="changing", exit_on_error=False)

    def _work_off(self) -> None:
        while True:
            self._do(self._queue[0])
            with self._lock:
                self._queue.popleft()
                if not self._queue:
                    return

    def _do(self, work: Work) -> None:
        call = self._screen.app.call_from_thread

        def progress(done: int, of: int) -> None:
            if of > 1:
                call(self._screen.strip.tell, f"saving: {done:,} of {of:,} articles …")

        try:
            words, wrong = work(progress), False
        except StoreError as error:
            words, wrong = str(error), True
        with self._lock:
            self._is_stale = self._is_stale or wrong
            reloads = self._is_stale and len(self._queue) == 1
            if reloads:
                self._is_stale = False
        if reloads:
            call(self._screen.reload)
        call(partial(self._screen.tell, words, wrong=wrong))
