"""Marks in the text: letters that a reader gives to places, and goes back to them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.config.keys import key_in_words
from tui.domain.article import Article
from tui.domain.errors import StoreError
from tui.domain.navigation import LETTERS
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.navigation import TravellingScreen

_EXCERPT = 16
"""Code points of the text at a mark that the strip shows."""


class BookmarkingScreen(TravellingScreen):
    """An article in which one sets marks and goes to them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "m", "set_mark", "Set a mark", id="mark.set", show=False,
            tooltip="Set a mark here: a letter follows",
        ),
        Binding(
            "apostrophe,grave_accent", "go_to_mark", "Go to a mark", id="mark.go", show=False,
            tooltip="Go to a mark: its letter follows, or this key again for where a jump began",
        ),
    ]  # fmt: skip

    class MarksFound(Message):
        """It is known where the marks of an article are; None for those that have lost their place."""

        def __init__(self, article_id: str, places: Mapping[str, int | None]) -> None:
            super().__init__()
            self.article_id = article_id
            self.places = places

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__(library, article)
        self._asked: Callable[[str], None] | None = None
        """What the next key is for, whatever it means otherwise."""
        self._marks: dict[str, int | None] = {}
        self._awaited: str | None = ""
        """The mark to go to once the marks of the article are known; None when they are."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to a list that has the focus."""
        if action in ("set_mark", "go_to_mark"):
            return self.view.has_focus
        return super().check_action(action, parameters)

    # -- keys that are asked for -------------------------------------------------------------

    def ask_key(self, asked: Callable[[str], None]) -> None:
        """Have the next key, by Textual's name of it, given to ``asked`` and to nobody else."""
        self._asked = asked

    def takes_key(self, key: str) -> bool:
        """Give a key to whoever asked for it; whether somebody did."""
        asked, self._asked = self._asked, None
        if asked is None:
            return False
        self.strip.offer("")
        asked(key)
        return True

    # -- marks -------------------------------------------------------------------------------

    def show_article(self, article: Article) -> None:
        self._marks = {}
        self._asked = None
        self.strip.offer("")
        self._awaited = ""
        super().show_article(article)

    async def _go_on(self, article: Article) -> None:
        await super()._go_on(article)
        if self.article is article:
            find = partial(self._find_marks, article)
            self.run_worker(find, thread=True, group="marks", exclusive=True, exit_on_error=False)

    def _find_marks(self, article: Article) -> None:
        places = self.library.bookmarks.places(self.library.as_stored(article))
        self.post_message(self.MarksFound(article.id, places))

    @on(MarksFound)
    def _marks_found(self, message: MarksFound) -> None:
        if self.article is not None and self.article.id == message.article_id:
            # What was set meanwhile is newer.
            self._marks = {**message.places, **self._marks}
            awaited, self._awaited = self._awaited, None
            if awaited:
                self._go_to_mark(awaited)

    def action_set_mark(self) -> None:
        """Set a mark where the cursor is, with the letter that comes next."""
        key = key_hints(self).first("mark.set") or "mark"
        self.strip.offer(key, [("a to z", "the mark to set here")])
        self.ask_key(self._set_mark)

    def _set_mark(self, key: str) -> None:
        article, offset = self.article, self.view.place
        if key == "escape":
            return
        if key not in tuple(LETTERS):
            self.tell("a mark is a letter from a to z", wrong=True)
        elif article is None or not article.text:
            self.tell("there is no text here to mark", wrong=True)
        else:
            self._marks[key] = offset
            keys = key_hints(self).followed("mark.go", key)
            self.tell(f"mark {key} is set" + (f": {keys} leads back here" if keys else ""))
            self.writer.run(self, partial(self._keep_mark, article, key, offset))

    def _keep_mark(self, article: Article, letter: str, offset: int) -> None:
        try:
            self.library.bookmarks.set(self.library.as_stored(article), letter, offset)
        except StoreError as error:
            self.post_message(self.Failed(str(error)))

    def action_go_to_mark(self) -> None:
        """Go to the mark whose letter comes next."""
        text = self.article.text if self.article is not None else ""
        offers = [
            (letter, one_line(text[place : place + 4 * _EXCERPT], _EXCERPT) if place is not None else "lost")
            for letter, place in sorted(self._marks.items())
        ]
        key = key_hints(self).first("mark.go")
        again = [(key, "before the last jump")] if key else []
        self.strip.offer(key or "mark", [*offers, *again])
        self.ask_key(self._go_to_mark)

    def _go_to_mark(self, key: str) -> None:
        if key == "escape":
            return
        if key_in_words(key) in key_hints(self).all("mark.go"):
            self.action_before_jump()
        elif key not in self._marks and self._awaited is not None:
            self._awaited = key
        elif key not in self._marks:
            hint = key_hints(self).phrase(": {} and a letter sets one", "mark.set")
            known = "" if self._marks else hint
            self.tell(f"there is no mark {one_line(key, 20)}{known}", wrong=True)
        elif (place := self._marks[key]) is None:
            self.tell(f"mark {key} has lost its place: the text there has changed", wrong=True)
        else:
            origin = self.view.place
            self.view.go_to(place)
            self.jumped(origin)
