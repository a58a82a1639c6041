"""Labels over what is on the screen, typed to go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.ui.reader.context import Feature, ReaderContext

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.ui.reader.keys import KeyDispatch
    from tui.ui.reader.navigation import Navigation

HOME_ROW = "asdfghjkl"
OTHERS = "qwertyuiopzxcvbnm"
MOST_LABELS = (len(HOME_ROW) + len(OTHERS)) ** 2
"""The number of labels that there are."""


def hint_labels(count: int) -> list[str]:
    """Return ``count`` labels of one or two small letters, none of which begins another.

    There are ``MOST_LABELS`` at most. As many as possible have one letter, and come first; letters of the
    home row alone are used as long as they are enough.
    """
    letters = HOME_ROW if count <= len(HOME_ROW) ** 2 else HOME_ROW + OTHERS
    number = len(letters)
    firsts = next((n for n in range(number) if number - n + n * number >= count), number)
    alone, first = letters[: number - firsts], letters[number - firsts :]
    return [*alone, *(one + other for one in first for other in letters)][:count]


class Hints(Feature):
    """Labels each name, quote, note and link on the screen, and goes to the one whose label is typed."""

    def __init__(self, context: ReaderContext, keys: KeyDispatch, navigation: Navigation) -> None:
        super().__init__(context)
        self.commands = {"jump.hints": self.show}
        self._keys = keys
        self._navigation = navigation
        self._places: dict[str, int] = {}
        """The places, in code points, by the labels that they have at the moment."""
        self._typed = ""

    def allows(self, command: str) -> bool:  # noqa: ARG002 - there is one
        """Leave the key to a list that has the focus."""
        return self.view.has_focus

    def article_opened(self, article: Article) -> None:  # noqa: ARG002
        """Label nothing in another article."""
        self._hide()

    def show(self) -> None:
        """Show the labels, and wait for one to be typed."""
        places = self.view.hint_places()
        labels = hint_labels(len(places))
        if not labels:
            self.context.report("no name, quote, note or link on this screen", wrong=True)
            return
        self._places = dict(zip(labels, places, strict=False))
        self._typed = ""
        self._ask_letter()

    def _ask_letter(self) -> None:
        """Show what is left to type, and wait for the next letter."""
        typed = self._typed.lower()
        left = {label: place for label, place in self._places.items() if label.startswith(typed)}
        self.view.show_hints({place: label.removeprefix(typed) for label, place in left.items()})
        keys = self.context.key_hints.followed("jump.hints", self._typed, otherwise="label")
        offers = [("type a label", "go there"), ("in CAPITALS", "open it")]
        self.context.strip.offer(keys, offers)
        self._keys.ask(self._take_letter)

    def _take_letter(self, key: str) -> None:
        typed = self._typed + key
        label = typed.lower()
        if label in self._places:
            place = self._places[label]
            self._hide()
            self._act_on(place, opens=typed != label)
        elif any(known.startswith(label) for known in self._places):
            self._typed = typed
            self._ask_letter()
        else:
            self._hide()
            if key != "escape":
                self.context.report(f"there is no label {typed if len(key) == 1 else key}", wrong=True)

    def _hide(self) -> None:
        if self._places:
            self._places = {}
            self.view.show_hints({})

    def _act_on(self, place: int, *, opens: bool) -> None:
        """Go to a place; follow the link that it is, or show more on it if that is wanted."""
        origin = self.view.place
        self.view.go_to(place, jump=False)
        self.context.jumped(origin)
        if opens:
            self._navigation.inspect(place)
        elif self.view.overlays.mention_at(place) is None:
            link = self.view.overlays.links.at(place)
            if link is not None and link.start == place:
                self._navigation.follow_at(place)
