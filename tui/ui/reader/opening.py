"""Another article opened from the one that is read; the library in between."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tui.domain.text.sanitize import one_line
from tui.ui import dialogs
from tui.ui import library as library_screens
from tui.ui.background import open_in_background
from tui.ui.reader import lazy
from tui.ui.reader.context import NO_STATUS, Feature, ReaderContext, Status

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.domain.library import OpenRequest
    from tui.ui.reader.placement import NotePlacer, PositionTracker, TargetScroller


class Opening(Feature):
    """Opens another article; the one that is open stays until that has worked.

    Attributes:
        location: what is being opened at the moment, or empty.
    """

    class Opened(Message):
        """An article was opened; ``remark`` is a line on it to show, mostly empty."""

        def __init__(self, article: Article, request: OpenRequest, remark: str) -> None:
            super().__init__()
            self.article = article
            self.request = request
            self.remark = remark

    class NotOpened(Message):
        """An article could not be opened; ``reason`` is the line to show."""

        def __init__(self, reason: str, request: OpenRequest) -> None:
            super().__init__()
            self.reason = reason
            self.request = request

    def __init__(
        self, context: ReaderContext, position: PositionTracker, target: TargetScroller, notes: NotePlacer
    ) -> None:
        super().__init__(context)
        self.commands = {"article.open": self.ask_location, "library.open": self.show_library}
        self.location = ""
        self._position = position
        self._target = target
        self._notes = notes

    def status(self) -> Status:
        """Return what is being opened."""
        return Status(progress=f"opening {one_line(self.location, 40)} …") if self.location else NO_STATUS

    def open(self, request: OpenRequest) -> None:
        """Open another article, at a passage if one is wanted."""
        self.location = request.location
        self.context.show_status()
        open_in_background(
            self.context.library,
            request,
            partial(self._post_opened, request),
            partial(self._post_not_opened, request),
        )

    def _post_opened(self, asked: OpenRequest, found: OpenRequest, article: Article, remark: str) -> None:
        self.context.post(self.Opened(article, replace(found, location=asked.location), remark))

    def _post_not_opened(self, request: OpenRequest, reason: str) -> None:
        self.context.post(self.NotOpened(reason, request))

    def give_up(self) -> None:
        """Wait no longer for what is being opened."""
        self.location = ""
        self.context.show_status()

    def on_opening_opened(self, message: Opening.Opened) -> None:
        """Show the article, unless another was asked for meanwhile."""
        if message.request.location == self.location:
            self.location = ""
            self._target.head_for(message.request.target)
            self.context.show_article(message.article)
            if message.remark:
                self.context.report(message.remark)

    def on_opening_not_opened(self, message: Opening.NotOpened) -> None:
        """Show why it did not work."""
        if message.request.location == self.location:
            self.give_up()
            self.context.post_failure(message.reason)

    def ask_location(self) -> None:
        """Ask what to open."""
        self.context.ask(dialogs.OpenDialog(), self._location_chosen)

    def _location_chosen(self, location: str | None) -> None:
        if location:
            self.open(lazy.OpenRequest(location))

    def show_library(self) -> None:
        """Show the library, to open something there."""
        self._position.save()
        self.context.ask(library_screens.LibraryScreen(self.context.library), self._library_left)

    def _library_left(self, request: OpenRequest | None) -> None:
        if request is not None:
            self.open(request)
        else:
            # Tags may have been renamed meanwhile, or the article removed.
            self._notes.show_stored()
