"""Ways through what is read: jumps and the way back from them, links, headings."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui.domain.article import Article, BlockKind, Reach, anchor_offset, link_target
from tui.domain.navigation import JumpList, Location
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui import dialogs
from tui.ui.article.view import ArticleView
from tui.ui.dialogs.base import ToCorrect
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.inspecting import InspectingScreen


class TravellingScreen(InspectingScreen):
    """An article that one jumps about in, and out of, and comes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+o,alt+left", "travel(-1)", "Back", id="jump.back", show=False,
            tooltip="Back to where you were before the last jump or link",
        ),
        Binding(
            "alt+right", "travel(1)", "Forward", id="jump.forward", show=False,
            tooltip="Forward again to where you went back from",
        ),
    ]  # fmt: skip

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__(library, article)
        self.trail = JumpList()
        self._landing: int | None = None
        """Where in the article that is shown somebody wants to be, rather than where it was left."""
        self._returning: Location | None = None
        self._followed = ("", "")
        """The location and the place in it that the last link leads to."""

    # -- jumps and the way back ------------------------------------------------------------

    def jumped(self, origin: int) -> None:
        """Remember the way back to ``origin``, unless it is in the row where one is now."""
        view = self.view
        if self.article is not None and view.rows.row_at(origin) != view.cursor_row:
            self.trail.leave(Location(self.article, origin))

    @on(ArticleView.Jumped)
    def _went_to_an_end(self, message: ArticleView.Jumped) -> None:
        self.jumped(message.origin)

    def go_where_chosen(self, answer: TextSpan | ToCorrect | None) -> None:
        origin = self.view.place
        super().go_where_chosen(answer)
        self.jumped(origin)

    def action_travel(self, direction: int) -> None:
        """Go back along the trail, or forward again."""
        go = self.trail.back if direction < 0 else self.trail.forward
        end: Location | None = None
        here = self._here()
        for _ in range(self.view.take_count()):
            stop = go(here) if here is not None else None
            if stop is None:
                break
            here = end = stop
        if end is None:
            way = "no place to go back to" if direction < 0 else "no place to go forward to"
            self.tell(f"{way}: jumps and links leave them", wrong=True)
        else:
            self._go_to_stop(end)

    def action_before_jump(self) -> None:
        """Go to where one was before the last jump; once more leads here again."""
        here, stop = self._here(), self.trail.before_jump
        if here is None or stop is None:
            self.tell("no jump was made yet", wrong=True)
        else:
            self.trail.leave(here)
            self._go_to_stop(stop)

    def _here(self) -> Location | None:
        return Location(self.article, self.view.place) if self.article is not None else None

    def _go_to_stop(self, stop: Location) -> None:
        if stop.article == self.article:
            self.view.go_to(stop.offset)
            return
        self.give_up_opening()
        self.position.save_beside()
        self._returning = stop
        self.show_article(stop.article)

    # -- from article to article -----------------------------------------------------------

    def show_article(self, article: Article) -> None:
        left, returning = self._here(), self._returning
        self._returning = None
        is_new_stop = left is not None and returning is None and left.article != article
        if left is not None and is_new_stop:
            self.trail.leave(left)
        self._landing = returning.offset if returning is not None else self._anchored_in(article)
        super().show_article(article)
        self._land()
        if left is not None and is_new_stop:
            back = key_hints(self).phrase("{} leads back to", "jump.back")
            if back:
                self.tell(f"{back} “{one_line(left.article.title, 60)}”")

    def _take_up(self, article: Article) -> None:
        super()._take_up(article)
        self._land()

    def _land(self) -> None:
        if self._landing is not None:
            self.view.go_to(self._landing)

    def _anchored_in(self, article: Article) -> int | None:
        """The place in an article that was opened by a link, which may name one."""
        (location, anchor), self._followed = self._followed, ("", "")
        return anchor_offset(article, anchor) if anchor and article.location == location else None

    # -- links -----------------------------------------------------------------------------

    def action_follow(self) -> None:
        """Follow the link at the cursor."""
        if not self.follow_at(self.view.place):
            hint = key_hints(self).phrase(": {} goes to the next one", "jump.next-link")
            self.tell(f"no link under the cursor{hint}", wrong=True)

    def inspect(self, offset: int) -> None:
        # A name may be part of a link, and has more to tell; gx follows it there.
        if self.view.overlays.mention_at(offset) is not None or not self.follow_at(offset):
            super().inspect(offset)

    def follow_at(self, offset: int) -> bool:
        """Follow the link at ``offset``; whether there is one."""
        link = self.view.overlays.links.at(offset)
        if link is None or self.article is None:
            return False
        destination = link_target(link.href, self.article)
        match destination.reach:
            case Reach.HERE:
                self._go_to_anchor(self.article, destination.anchor)
            case Reach.ELSEWHERE:
                self._followed = (destination.location, destination.anchor)
                self.open_location(destination.location)
            case Reach.NOWHERE:
                self.tell(f"this is no page or file to read: {one_line(link.href, 100)}", wrong=True)
        return True

    def _go_to_anchor(self, article: Article, anchor: str) -> None:
        offset = anchor_offset(article, anchor)
        if offset is None:
            self.tell(f"this text has no place called #{one_line(anchor, 60)}", wrong=True)
            return
        origin = self.view.place
        self.view.go_to(offset)
        self.jumped(origin)

    # -- headings --------------------------------------------------------------------------

    def action_headings(self) -> None:
        """List the headings, to go to one."""
        article = self.article
        headings = list(self.view.overlays.headings)
        if article is None or not any(block.kind is BlockKind.HEADING for block in headings):
            self.tell("this article has no headings", wrong=True)
            return

        def chosen(offset: int | None) -> None:
            if offset is not None:
                self.go_where_chosen(TextSpan(offset, offset))

        self.app.push_screen(dialogs.HeadingsDialog(article.text, headings, self.view.place), chosen)
