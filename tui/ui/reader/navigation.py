"""Ways through what is read: jumps and the way back, links, headings, and cards on what stands somewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.domain.analysis import Label
from tui.domain.article import BlockKind, Reach, anchor_offset, link_target
from tui.domain.navigation import JumpList, Location
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import Intervals, Stretch
from tui.ui import dialogs
from tui.ui.reader import lazy
from tui.ui.reader.context import Feature, ReaderContext

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.domain.text.spans import TextSpan
    from tui.ui.article.view import ArticleView
    from tui.ui.reader.analysis import AnalysisRunner
    from tui.ui.reader.annotating import Annotating
    from tui.ui.reader.cards import Cards
    from tui.ui.reader.opening import Opening
    from tui.ui.reader.search import Search

_NOUNS = {
    "entity": "names",
    "same-entity": "mentions of the same name",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "quote": "quotes",
    "note": "notes",
    "heading": "headings",
    "link": "links",
    "hit": "hits",
}
"""What one jumps to, by the word in the id of the command."""
_ALWAYS_KNOWN = frozenset({"note", "heading", "link", "hit"})
"""What one jumps to that no analysis has to find."""
_LABELS = {
    "person": frozenset({Label.PERSON}),
    "organisation": frozenset({Label.ORG}),
    "place": frozenset({Label.LOC, Label.FAC}),
}


class Navigation(Feature):
    """Jumps about in the article, and out of it, and comes back.

    Attributes:
        jump_list: where the reader came from.
    """

    def __init__(
        self,
        context: ReaderContext,
        search: Search,
        annotating: Annotating,
        cards: Cards,
        opening: Opening,
        analysis: AnalysisRunner,
    ) -> None:
        super().__init__(context)
        self.commands = {
            **{f"jump.next-{kind}": partial(self.jump, kind, 1) for kind in _NOUNS if kind != "hit"},
            **{f"jump.previous-{kind}": partial(self.jump, kind, -1) for kind in _NOUNS if kind != "hit"},
            "search.next": partial(self.repeat, 1),
            "search.previous": partial(self.repeat, -1),
            "jump.back": partial(self.travel, -1),
            "jump.forward": partial(self.travel, 1),
            "jump.headings": self.show_headings,
            "link.follow": self.follow,
        }
        self.jump_list = JumpList()
        self._search = search
        self._annotating = annotating
        self._cards = cards
        self._opening = opening
        self._analysis = analysis
        self._landing: int | None = None
        """Where in the article that is shown the reader wants to be, rather than where it was left."""
        self._returning: Location | None = None
        self._followed = ("", "")
        """The location and the place in it that the last link leads to."""

    # -- jumps -----------------------------------------------------------------------------

    def jump(self, kind: str, direction: int) -> None:
        """Go to the next thing of a kind, or to the one before; as often as was counted."""
        self._jump(kind, direction * self.view.take_count())

    def repeat(self, direction: int) -> None:
        """Do the last search or jump again, or backwards; as often as was counted."""
        count = direction * self.view.take_count()
        if self.context.last_jump:
            self._jump(self.context.last_jump, count)
        else:
            self.context.report("nothing to repeat: no search and no jump yet", wrong=True)

    def _jump(self, kind: str, count: int) -> None:
        """Go to the ``count``-th thing of a kind after the cursor, or before it if negative."""
        origin = self.view.place
        self.context.last_jump = kind
        missing = self._analysis.still_looking if kind not in _ALWAYS_KNOWN else ""
        if kind == "same-entity" and self.view.current_entity is None:
            self.context.report(missing or "no name under the cursor", wrong=not missing)
        elif (target := self._target(kind, count)) is None:
            way = "more" if count > 0 else "earlier"
            self.context.report(missing or f"no {way} {_NOUNS[kind]}", wrong=not missing)
        else:
            self.view.go_to(target.start)
        self.jumped(origin)

    def _target(self, kind: str, count: int) -> Stretch | None:
        layers, place = self.view.overlays, self.view.place
        match kind:
            case "quote":
                return layers.quotations.step(place, count)
            case "note":
                return layers.annotations.step(place, count)
            case "heading":
                return layers.headings.step(place, count)
            case "link":
                return layers.links.step(place, count)
            case "hit":
                return self._search.hit(count)
            case "same-entity":
                entity = self.view.current_entity
                return Intervals(entity.mentions).step(place, count) if entity is not None else None
            case _:
                wanted = _LABELS.get(kind, frozenset(Label)) - layers.hidden
                return layers.mentions.step(place, count, lambda mention: mention.label in wanted)

    # -- the way back ----------------------------------------------------------------------

    def jumped(self, origin: int) -> None:
        """Remember the way back to ``origin``, unless it is in the row where the cursor is now."""
        article = self.context.article
        if article is not None and self.view.rows.row_at(origin) != self.view.cursor_row:
            self.jump_list.leave(Location(article, origin))

    def on_article_view_jumped(self, message: ArticleView.Jumped) -> None:
        """Remember the way back from an end of the text."""
        self.jumped(message.offset)

    def go_to(self, offset: int) -> None:
        """Go to a place that was chosen, and remember the way back."""
        origin = self.view.place
        self.view.go_to(offset)
        self.jumped(origin)

    def travel(self, direction: int) -> None:
        """Go back in the jump list, or forward again."""
        go = self.jump_list.back if direction < 0 else self.jump_list.forward
        end: Location | None = None
        here = self._here()
        for _ in range(self.view.take_count()):
            location = go(here) if here is not None else None
            if location is None:
                break
            here = end = location
        if end is None:
            way = "nothing to go back to" if direction < 0 else "nothing to go forward to"
            self.context.report(way, wrong=True)
        else:
            self._go_to_location(end)

    def go_before_jump(self) -> None:
        """Go to where the cursor was before the last jump; once more leads here again."""
        here, location = self._here(), self.jump_list.before_jump
        if here is None or location is None:
            self.context.report("no jump was made yet", wrong=True)
        else:
            self.jump_list.leave(here)
            self._go_to_location(location)

    def _here(self) -> Location | None:
        article = self.context.article
        return Location(article, self.view.place) if article is not None else None

    def _go_to_location(self, location: Location) -> None:
        if location.article == self.context.article:
            self.view.go_to(location.offset)
            return
        self._opening.give_up()
        self._returning = location
        self.context.show_article(location.article)

    # -- from article to article -----------------------------------------------------------

    def leave(self, article: Article) -> str:
        """Remember the way back from the article that is open, as ``article`` is opened next.

        Returns:
            The message that names the key for the way back; empty where it is no new way.
        """
        left, returning = self._here(), self._returning
        self._returning = None
        self._landing = returning.offset if returning is not None else self._anchored_in(article)
        if left is None or returning is not None or left.article == article:
            return ""
        self.jump_list.leave(left)
        back = self.context.key_hints.phrase("{} returns to", "jump.back")
        return back and f"{back} “{one_line(left.article.title, 60)}”"

    def land(self) -> None:
        """Go to where the reader wants to be in the article that is shown, if that is known."""
        if self._landing is not None:
            self.view.go_to(self._landing)

    def _anchored_in(self, article: Article) -> int | None:
        """Return the place in an article that was opened by a link, which may name one."""
        (location, anchor), self._followed = self._followed, ("", "")
        return anchor_offset(article, anchor) if anchor and article.location == location else None

    # -- links -----------------------------------------------------------------------------

    def follow(self) -> None:
        """Follow the link at the cursor."""
        if not self.follow_at(self.view.place):
            hint = self.context.key_hints.phrase(" · {} goes to the next one", "jump.next-link")
            self.context.report(f"no link under the cursor{hint}", wrong=True)

    def follow_at(self, offset: int) -> bool:
        """Follow the link at ``offset``; whether there is one."""
        link, article = self.view.overlays.links.at(offset), self.context.article
        if link is None or article is None:
            return False
        target = link_target(link.href, article)
        match target.reach:
            case Reach.HERE:
                self._go_to_anchor(article, target.anchor)
            case Reach.ELSEWHERE:
                self._followed = (target.location, target.anchor)
                self._opening.open(lazy.OpenRequest(target.location))
            case Reach.NOWHERE:
                self.context.report(f"not a page or file to read: {one_line(link.href, 100)}", wrong=True)
        return True

    def _go_to_anchor(self, article: Article, anchor: str) -> None:
        offset = anchor_offset(article, anchor)
        if offset is None:
            self.context.report(f"no section in this text is called #{one_line(anchor, 60)}", wrong=True)
        else:
            self.go_to(offset)

    # -- headings --------------------------------------------------------------------------

    def show_headings(self) -> None:
        """List the headings, to go to one."""
        article, headings = self.context.article, list(self.view.overlays.headings)
        if article is None or not any(block.kind is BlockKind.HEADING for block in headings):
            self.context.report("this article has no headings", wrong=True)
            return

        def chosen(offset: int | None) -> None:
            if offset is not None:
                self.go_to(offset)

        self.context.ask(dialogs.HeadingsDialog(article.text, headings, self.view.place), chosen)

    # -- cards -----------------------------------------------------------------------------

    def on_article_view_activated(self, message: ArticleView.Activated) -> None:
        """Show more on what stands at the cursor."""
        self.inspect(message.offset)

    def inspect(self, offset: int) -> None:
        """Show the card of the name or quotation at ``offset``, or its note; follow a link."""
        article, layers = self.context.article, self.view.overlays
        mention = layers.mention_at(offset)
        # A name may be part of a link, and has more to show; another key follows it there.
        if (mention is None and self.follow_at(offset)) or article is None:
            return
        quotation = layers.quotation_at(offset)
        placed = layers.annotation_at(offset)
        if mention is not None and mention.entity is not None:
            self._cards.open(mention.entity, offset)
        elif quotation is not None:
            quotations = tuple(placed.quotation for placed in layers.quotations)
            quote_card = dialogs.QuoteCard(quotation, quotations, article.text)
            self.context.ask(quote_card, self._card_left)
        elif placed is not None:
            self._annotating.edit(article, placed.annotation)
        else:
            self.context.report("no name, quote or note under the cursor")

    def _card_left(self, answer: TextSpan | None) -> None:
        """Go to the place that was chosen in a card."""
        if answer is not None:
            self.go_to(answer.start)
