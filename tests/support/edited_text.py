"""A text under edit, and where each passage of it really went: every code point remembers its place."""

import re
from dataclasses import dataclass

from tui.domain.anchoring.anchor import Anchor
from tui.domain.text.spans import TextSpan

SURVIVES = 0.8
"""The share of a passage's letters and digits from which on it is still there."""
GONE = 0.3
"""The share under which there is nothing left to find."""
TOUCHED_OVERLAP = 0.6
PARTLY_OVERLAP = 0.3
"""Of a passage that was changed itself: shared code points by all of either, from which on it is right."""


class Draft:
    """A text under edit, each of whose code points remembers where it stood."""

    def __init__(self, text: str) -> None:
        self.chars = list(text)
        self.origins: list[int | None] = list(range(len(text)))
        self.places: list[int | None] = list(range(len(text)))
        """The same, and for a word in the place of another, where that stood."""
        self.restyled: set[int] = set()
        """What is still there although it is written in another way."""

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self.chars)

    def at(self, origin: int) -> int:
        """Where the code point stands now that stood at ``origin``, or the next one that is left."""
        while origin not in self.origins:
            origin += 1
        return self.origins.index(origin)

    def insert(self, at: int, words: str, place: int | None = None) -> None:
        """Put words that were not there before at a place of the text as it is."""
        self.chars[at:at] = list(words)
        self.origins[at:at] = [None] * len(words)
        self.places[at:at] = [place] * len(words)

    def delete(self, start: int, end: int) -> None:
        """Take a stretch out of the text as it is."""
        for each in (self.chars, self.origins, self.places):
            del each[start:end]

    def replace(self, start: int, end: int, words: str) -> None:
        """Put other words in the place of a stretch."""
        place = self.places[start]
        self.delete(start, end)
        self.insert(start, words, place)

    def move(self, start: int, end: int, to: int) -> None:
        """Move a stretch to a place outside it."""
        if to >= end:
            to -= end - start
        for each in (self.chars, self.origins, self.places):
            moved = each[start:end]
            del each[start:end]
            each[to:to] = moved  # type: ignore[assignment]

    def restyle(self, pattern: str, style: str) -> None:
        """Set signs in another style: they are still the same ones."""
        for match in reversed(list(re.finditer(pattern, self.text))):
            known = self.origins[match.start() : match.end()]
            words = match.expand(style)
            self.restyled.update(origin for origin in known if origin is not None)
            self.replace(match.start(), match.end(), words)
            spread = [known[min(i, len(known) - 1)] for i in range(len(words))]
            self.origins[match.start() : match.start() + len(words)] = spread
            self.places[match.start() : match.start() + len(words)] = spread


@dataclass(frozen=True)
class Edit:
    """One edit, and the passage that is looked for after it.

    Attributes:
        kind: what was done.
        old, new: the text before and after.
        span: the passage in ``old``.
        truth: from the first to the last of what is left of it in ``new``, if anything is.
        kept: the share of its letters and digits that is left.
        touched: whether something was changed within it.
    """

    kind: str
    old: str
    new: str
    span: TextSpan
    truth: TextSpan | None
    kept: float
    touched: bool

    def verdict(self, found: Anchor) -> str:
        """``right``, ``confirm`` (right, but told as doubtful), ``orphan`` or ``wrong``."""
        if found.span is None:
            return "orphan"
        if self.truth is None or self.kept < GONE:
            return "wrong"
        shared = min(self.truth.end, found.span.end) - max(self.truth.start, found.span.start)
        either = max(self.truth.end, found.span.end) - min(self.truth.start, found.span.start)
        least = TOUCHED_OVERLAP if self.kept >= SURVIVES else PARTLY_OVERLAP
        right = shared / either >= least if self.touched else found.span == self.truth
        return ("right" if found.sure else "confirm") if right else "wrong"


def made(kind: str, old: str, span: TextSpan, draft: Draft) -> Edit:
    """The edit that ``draft`` is of ``old``."""
    inside = [
        i
        for i, place in enumerate(draft.places)
        if place is not None and span.contains(place) and not draft.chars[i].isspace()
    ]
    kept = {origin for i in inside if (origin := draft.origins[i]) is not None}
    kept |= {origin for origin in draft.restyled if span.contains(origin)} if kept else set()
    letters = [i for i in range(*span) if old[i].isalnum()]
    truth = TextSpan(inside[0], inside[-1] + 1) if inside else None
    foreign = truth is not None and any(
        draft.origins[i] is None and draft.chars[i].isalnum() for i in range(*truth)
    )
    share = sum(i in kept for i in letters) / max(1, len(letters))
    return Edit(kind, old, draft.text, span, truth, share, share < 1 or foreign)
