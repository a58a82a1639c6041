"""Bookmarks: letters that the reader gives to places, and goes back to them by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tui.config.keys import key_in_words
from tui.domain.errors import StoreError
from tui.domain.navigation import LETTERS
from tui.domain.text.sanitize import one_line
from tui.ui.reader.context import Feature, ReaderContext

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.ui.reader.keys import KeyDispatch
    from tui.ui.reader.navigation import Navigation

_EXCERPT = 16
"""Code points of the text at a bookmark that the strip shows."""


class Bookmarks(Feature):
    """Sets bookmarks in the open article and goes to them."""

    class Found(Message):
        """The places of an article's bookmarks are known; None for those that have lost their place."""

        def __init__(self, article_id: str, places: Mapping[str, int | None]) -> None:
            super().__init__()
            self.article_id = article_id
            self.places = places

    def __init__(self, context: ReaderContext, keys: KeyDispatch, navigation: Navigation) -> None:
        super().__init__(context)
        self.commands = {"mark.set": self.ask_letter_to_set, "mark.go": self.ask_letter_to_go_to}
        self._keys = keys
        self._navigation = navigation
        self._places: dict[str, int | None] = {}
        self._set_meanwhile: dict[str, int] = {}
        """The bookmarks that are not on the disk yet."""
        self._awaited: str | None = ""
        """The bookmark to go to once those of the article are known; None when they are."""

    def allows(self, command: str) -> bool:  # noqa: ARG002 - the same for both
        """Leave the keys to a list that has the focus."""
        return self.view.has_focus

    # -- what is stored --------------------------------------------------------------------

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Know of no bookmarks until they are read."""
        self._places = {}
        self._set_meanwhile = {}
        self._awaited = ""

    def read(self, article: Article) -> None:
        """Read the bookmarks of ``article`` in the background."""
        find = partial(self._find, article)
        self.context.screen.run_worker(
            find, thread=True, group="bookmarks", exclusive=True, exit_on_error=False
        )

    def _find(self, article: Article) -> None:
        library = self.context.library
        self.context.post(self.Found(article.id, library.bookmarks.places(library.as_stored(article))))

    def on_bookmarks_found(self, message: Bookmarks.Found) -> None:
        """Know the bookmarks, and go to the one that was asked for meanwhile."""
        if self.context.is_open(message.article_id):
            # What was set meanwhile is newer.
            self._places = {**message.places, **self._set_meanwhile}
            awaited, self._awaited = self._awaited, None
            if awaited:
                self._go_to(awaited)

    # -- set -------------------------------------------------------------------------------

    def ask_letter_to_set(self) -> None:
        """Set a bookmark where the cursor is, with the letter that comes next."""
        key = self.context.key_hints.first("mark.set") or "mark"
        self.context.strip.offer(key, [("a to z", "the mark to set here")])
        self._keys.ask(self._set)

    def _set(self, key: str) -> None:
        article, offset = self.context.article, self.view.place
        if key == "escape":
            return
        if key not in tuple(LETTERS):
            self.context.report("a mark is a letter from a to z", wrong=True)
        elif article is None or not article.text:
            self.context.report("there is no text here to mark", wrong=True)
        else:
            self._places[key] = self._set_meanwhile[key] = offset
            keys = self.context.key_hints.followed("mark.go", key)
            self.context.report(f"mark {key} set" + (f" · {keys} returns here" if keys else ""))
            self.context.writer.run(self.context.screen, partial(self._save, article, key, offset))

    def _save(self, article: Article, letter: str, offset: int) -> None:
        library = self.context.library
        try:
            library.bookmarks.set(library.as_stored(article), letter, offset)
            if self._set_meanwhile.get(letter) == offset:
                del self._set_meanwhile[letter]
        except StoreError as error:
            self.context.post_failure(str(error))

    # -- gone to ---------------------------------------------------------------------------

    def ask_letter_to_go_to(self) -> None:
        """Go to the bookmark whose letter comes next."""
        article = self.context.article
        text = article.text if article is not None else ""
        offers = [
            (letter, one_line(text[place : place + 4 * _EXCERPT], _EXCERPT) if place is not None else "lost")
            for letter, place in sorted(self._places.items())
        ]
        key = self.context.key_hints.first("mark.go")
        again = [(key, "before the last jump")] if key else []
        self.context.strip.offer(key or "mark", [*offers, *again])
        self._keys.ask(self._go_to)

    def _go_to(self, key: str) -> None:
        if key == "escape":
            return
        hints = self.context.key_hints
        if key_in_words(key) in hints.all("mark.go"):
            self._navigation.go_before_jump()
        elif key not in self._places and self._awaited is not None:
            self._awaited = key
        elif key not in self._places:
            hint = "" if self._places else hints.phrase(" · {} and a letter sets one", "mark.set")
            self.context.report(f"there is no mark {one_line(key, 20)}{hint}", wrong=True)
        elif (place := self._places[key]) is None:
            self.context.report(f"mark {key} has lost its place: the text there has changed", wrong=True)
        else:
            self._navigation.go_to(place)
