"""Another article opened from the one that is read."""

from __future__ import annotations

from textual import on
from textual.message import Message

from tui.domain.article import Article
from tui.domain.library import OpenRequest
from tui.ui.opening import open_beside
from tui.ui.reader.page import ArticleScreen


class OpeningScreen(ArticleScreen):
    """An article that stays until another one is there."""

    class Opened(Message):
        """An article was opened; ``remark`` is a line on it to show, mostly empty."""

        def __init__(self, article: Article, destination: OpenRequest, remark: str = "") -> None:
            super().__init__()
            self.article = article
            self.destination = destination
            self.remark = remark

    class NotOpened(Message):
        """An article could not be opened; ``reason`` is the line to show."""

        def __init__(self, reason: str, location: str) -> None:
            super().__init__()
            self.reason = reason
            self.location = location

    def open_location(self, location: str) -> None:
        """Open another article; what is open stays until that has worked."""
        self.open_destination(OpenRequest(location))

    def open_destination(self, destination: OpenRequest) -> None:
        """Open another article at a passage; what is open stays until that has worked."""
        location = self.opening = destination.location
        self.show_place()
        open_beside(
            self.library,
            destination,
            lambda article, remark: self.post_message(self.Opened(article, destination, remark)),
            lambda reason: self.post_message(self.NotOpened(reason, location)),
        )

    def give_up_opening(self) -> None:
        """Wait no longer for what is being opened."""
        self.opening = ""
        self.show_place()

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        if message.destination.location == self.opening:
            self.opening = ""
            self.position.save_beside()
            self.arriver.head_for(message.destination.target)
            self.show_article(message.article)
            if message.remark:
                self.tell(message.remark)

    @on(NotOpened)
    def _not_opened(self, message: NotOpened) -> None:
        if message.location == self.opening:
            self.give_up_opening()
            self.post_message(self.Failed(message.reason))
