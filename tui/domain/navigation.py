"""Bookmarks and the jump list."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import NamedTuple

from tui.domain import motions
from tui.domain.annotation import Target, describe
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan

LETTERS = ascii_lowercase
"""The letters of bookmarks."""
_LONGEST = 200
"""The most code points of the wording by which a bookmark is found again in a changed text."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in an article with a letter.

    Attributes:
        letter: one of ``LETTERS``; an article has one bookmark of each at most.
        target: the wording that stood there; the bookmark is where it begins.
    """

    letter: str
    target: Target


def bookmark_at(article: Article, letter: str, offset: int) -> Bookmark:
    """Return the bookmark with that letter at ``offset``: its target is the rest of the sentence.

    Raises:
        ValueError: there is no text there.
    """
    sentence = motions.sentence_at(article, offset)
    end = max(offset + 1, min(sentence.end if sentence else 0, offset + _LONGEST))
    return Bookmark(letter, describe(article.text, TextSpan(offset, end), article.text_hash))


MOST = 100
"""The most locations that are remembered behind, and ahead."""


class Location(NamedTuple):
    """A place where the reader was before a jump.

    Attributes:
        article: as it was shown.
        offset: where in its text, in code points.
    """

    article: Article
    offset: int


class JumpList:
    """The locations before jumps, and those ahead after the reader has gone back.

    Attributes:
        before_jump: where the reader was before the last jump, forward or back; None before the first.
    """

    def __init__(self) -> None:
        self._behind: list[Location] = []
        self._ahead: list[Location] = []
        self.before_jump: Location | None = None

    def leave(self, here: Location) -> None:
        """Remember the place that a jump leaves; what was ahead is forgotten."""
        self.before_jump = here
        self._ahead.clear()
        _put(self._behind, here)

    def back(self, here: Location) -> Location | None:
        """Return the place before this one, which is ahead from now on; None at the beginning of the list."""
        return self._go(self._behind, self._ahead, here)

    def forward(self, here: Location) -> Location | None:
        """Return the place that the reader went back from; None at the end of the list."""
        return self._go(self._ahead, self._behind, here)

    def _go(self, from_: list[Location], to: list[Location], here: Location) -> Location | None:
        while from_:
            location = from_.pop()
            if location != here:
                _put(to, here)
                self.before_jump = here
                return location
        return None


def _put(locations: list[Location], location: Location) -> None:
    """Add a location at the end, unless it is there; of too many the oldest goes."""
    if not locations or locations[-1] != location:
        locations.append(location)
    del locations[:-MOST]
