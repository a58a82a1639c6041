"""Jump labels (f)."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.domain.article import Article
from tui.library import Library
from tui.ui.keyboard.hints import key_hints
from tui.ui.reader.bookmarks import BookmarkingScreen

HOME_ROW = "asdfghjkl"
OTHERS = "qwertyuiopzxcvbnm"
MOST_LABELS = (len(HOME_ROW) + len(OTHERS)) ** 2
"""The number of labels that there are."""


def hint_labels(count: int) -> list[str]:
    """``count`` labels of one or two small letters, none of which begins another; ``MOST_LABELS`` at most.

    As many as possible have one letter, and come first; letters of the home row alone are used as
    long as they are enough.
    """
    letters = HOME_ROW if count <= len(HOME_ROW) ** 2 else HOME_ROW + OTHERS
    number = len(letters)
    firsts = next((n for n in range(number) if number - n + n * number >= count), number)
    alone, first = letters[: number - firsts], letters[number - firsts :]
    return [*alone, *(one + other for one in first for other in letters)][:count]


class HintingScreen(BookmarkingScreen):
    """An article in which one goes to what one sees by a letter or two."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f", "hints", "Go to what is on the screen", id="jump.hints", show=False,
            tooltip="A label for each name, quote, note and link on the screen: type it to go there",
        ),
    ]  # fmt: skip

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__(library, article)
        self._hints: dict[str, int] = {}
        """The places, in code points, by the labels that they have at the moment."""
        self._typed = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the key to a list that has the focus."""
        return self.view.has_focus if action == "hints" else super().check_action(action, parameters)

    def show_article(self, article: Article) -> None:
        self._leave_hints()
        super().show_article(article)

    def action_hints(self) -> None:
        """Show the labels, and wait for one to be typed."""
        places = self.view.hint_places()
        labels = hint_labels(len(places))
        if not labels:
            self.tell("no name, quote, note or link on this screen", wrong=True)
            return
        self._hints = dict(zip(labels, places, strict=False))
        self._typed = ""
        self._ask_label()

    def _ask_label(self) -> None:
        """Show what is left to type, and wait for the next letter."""
        typed = self._typed.lower()
        left = {label: place for label, place in self._hints.items() if label.startswith(typed)}
        self.view.show_hints({place: label.removeprefix(typed) for label, place in left.items()})
        keys = key_hints(self).followed("jump.hints", self._typed, otherwise="label")
        self.strip.offer(keys, [("a label", "go there, follow a link"), ("in capitals", "open it")])
        self.ask_key(self._take_letter)

    def _take_letter(self, key: str) -> None:
        typed = self._typed + key
        label = typed.lower()
        if label in self._hints:
            place = self._hints[label]
            self._leave_hints()
            self._act_on(place, opens=typed != label)
        elif any(known.startswith(label) for known in self._hints):
            self._typed = typed
            self._ask_label()
        else:
            self._leave_hints()
            if key != "escape":
                self.tell(f"there is no label {typed if len(key) == 1 else key}", wrong=True)

    def _leave_hints(self) -> None:
        if self._hints:
            self._hints = {}
            self.view.show_hints({})

    def _act_on(self, place: int, *, opens: bool) -> None:
        """Go to a place; follow the link that it is, or show more on it if that is wanted."""
        origin = self.view.place
        self.view.go_to(place, jump=False)
        self.jumped(origin)
        if opens:
            self.inspect(place)
        elif self.view.overlays.mention_at(place) is None:
            link = self.view.overlays.links.at(place)
            if link is not None and link.start == place:
                self.follow_at(place)
