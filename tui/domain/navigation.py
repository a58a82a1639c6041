"""JumpList, Bookmark."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import NamedTuple

from tui.domain import motions
from tui.domain.annotation import Target, describe
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan

LETTERS = ascii_lowercase
"""The letters that there are."""
_LONGEST = 200
"""Code points of the wording by which a mark is found again in a changed text."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place with a letter.

    Attributes:
        letter: one of ``LETTERS``; an article has one mark of each at most.
        target: the wording that stood there; the mark is where it begins.
    """

    letter: str
    target: Target


def bookmark_at(article: Article, letter: str, offset: int) -> Bookmark:
    """The mark with that letter on ``offset``, which is within the text: on the rest of its sentence.

    Raises:
        ValueError: there is no text there.
    """
    sentence = motions.sentence_at(article, offset)
    end = max(offset + 1, min(sentence.end if sentence else 0, offset + _LONGEST))
    return Bookmark(letter, describe(article.text, TextSpan(offset, end), article.text_hash))


MOST = 100
"""Stops that are remembered behind, and ahead."""


class Location(NamedTuple):
    """A place where somebody was before a jump.

    Attributes:
        article: as it was shown.
        offset: where in its text, in code points.
    """

    article: Article
    offset: int


class JumpList:
    """The stops behind, and those ahead after one has gone back.

    Attributes:
        before_jump: where one was before the last jump, be it on or back; None before the first.
    """

    def __init__(self) -> None:
        self._behind: list[Location] = []
        self._ahead: list[Location] = []
        self.before_jump: Location | None = None

    def leave(self, here: Location) -> None:
        """Remember a place that one jumps from; what was ahead is forgotten."""
        self.before_jump = here
        self._ahead.clear()
        _put(self._behind, here)

    def back(self, here: Location) -> Location | None:
        """The place before this one, which is ahead from now on; None where the way begins."""
        return self._go(self._behind, self._ahead, here)

    def forward(self, here: Location) -> Location | None:
        """The place that one went back from; None where the way ends."""
        return self._go(self._ahead, self._behind, here)

    def _go(self, from_: list[Location], to: list[Location], here: Location) -> Location | None:
        while from_:
            stop = from_.pop()
            if stop != here:
                _put(to, here)
                self.before_jump = here
                return stop
        return None


def _put(stops: list[Location], stop: Location) -> None:
    """Add a stop at the end, unless it is there; of too many the oldest goes."""
    if not stops or stops[-1] != stop:
        stops.append(stop)
    del stops[:-MOST]
