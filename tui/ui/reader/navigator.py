"""Jumps through an article: from name to name, quote to quote, heading to heading, hit to hit."""

from collections.abc import Callable

from tui.domain.analysis import Label
from tui.domain.text.folding import TextSearch
from tui.domain.text.spans import Intervals, Stretch, TextSpan
from tui.ui.article.view import ArticleView

_LABELS = {
    "person": frozenset({Label.PERSON}),
    "org": frozenset({Label.ORG}),
    "loc": frozenset({Label.LOC, Label.FAC}),
}
_NOUNS = {
    "entity": "name",
    "same": "mention of the same name",
    "person": "person",
    "org": "organisation",
    "loc": "place",
    "quote": "quote",
    "note": "note",
    "hit": "hit",
    "heading": "heading",
    "link": "link",
}


class Navigator:
    """Moves an article view's cursor by what is in the text, and can do so once more."""

    def __init__(self, view: ArticleView, tell: Callable[[str], None]) -> None:
        """Move the cursor of ``view``; ``tell`` says what a person should know of where it went."""
        self._view = view
        self._tell = tell
        self._search = TextSearch("")
        self._last: Callable[[int], str] | None = None
        self.words = ""
        """What was last searched for."""

    def forget(self) -> None:
        """Start afresh, in another article."""
        self._last = None
        self.words = ""
        self._view.show_hits([])

    def jump(self, what: str, count: int) -> str:
        """Go to the ``count``-th such thing after the cursor, or before it if negative.

        Returns:
            What to tell the person where there is none, else an empty string.
        """
        self._last = lambda direction: self.jump(what, direction)
        view, layers = self._view, self._view.overlays
        target: Stretch | None
        match what:
            case "quote":
                target = layers.quotations.step(view.place, count)
            case "note":
                target = layers.annotations.step(view.place, count)
            case "heading":
                target = layers.headings.step(view.place, count)
            case "link":
                target = layers.links.step(view.place, count)
            case "hit":
                target = self._hit(count)
            case "same":
                if view.current_entity is None:
                    return "no name under the cursor"
                target = Intervals(view.current_entity.mentions).step(view.place, count)
            case _:
                wanted = _LABELS.get(what, frozenset(Label)) - layers.hidden
                target = layers.mentions.step(view.place, count, lambda mention: mention.label in wanted)
        if target is None:
            return f"no {_NOUNS[what]} {'further on' if count > 0 else 'before this'}"
        view.go_to(target.start)
        return ""

    def repeat(self, count: int) -> str:
        """Do the last search or jump again, ``count`` times; backwards if negative."""
        return self._last(count) if self._last else "nothing to repeat: no search and no jump yet"

    # -- searching -----------------------------------------------------------------------

    @property
    def text_search(self) -> TextSearch:
        """What searches the article that is shown."""
        text = self._view.rows.text
        if self._search.text is not text:
            self._search = TextSearch(text)
        return self._search

    def search(self, words: str) -> int:
        """Mark all places where ``words`` stand; how many there are."""
        hits = self.text_search.find(words)
        self._view.show_hits(hits)
        self.words = words
        return len(hits)

    def go_to_first_hit(self, origin: int) -> str:
        """Go to the first hit at or after ``origin``, else the first of all."""
        self._last = lambda direction: self.jump("hit", direction)
        hits = self._view.overlays.hits
        if not len(hits):
            return f"“{self.words}” does not occur" if self.words.strip() else ""
        number = hits.before(origin)
        self._view.go_to(self._round(number).start)
        return ""

    def _hit(self, count: int) -> TextSpan | None:
        """The ``count``-th hit after the cursor, or before it if negative; the first follows the last."""
        hits, place = self._view.overlays.hits, self._view.place
        if not len(hits):
            # Escape has taken the marks away, not what was searched for.
            self.search(self.words)
            hits = self._view.overlays.hits
        if not len(hits):
            return None
        return self._round(hits.before(place + 1 if count > 0 else place) + count - (count > 0))

    def _round(self, number: int) -> TextSpan:
        """The hit of that number; past either end, the count goes on from the other, and that is told."""
        hits = self._view.overlays.hits
        way = "top" if number >= len(hits) else "end" if number < 0 else ""
        self._tell(f"the search goes on from the {way}" if way else "")
        return hits[number % len(hits)]

    def words_under_cursor(self) -> str:
        """The name under the cursor, else the word."""
        view = self._view
        mention = view.overlays.mention_at(view.place)
        text = view.rows.text
        if mention is not None:
            return text[mention.start : mention.end]
        start = end = view.place
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        return text[start:end]
