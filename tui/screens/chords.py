"""Keys in sequence: counts (``3``), and first keys that wait for a second (``]e``, ``gg``).

Textual binds single keys. What a first key leaves pending is kept here, apart from any widget.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

_NAMES = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "question_mark": "?",
    "slash": "/",
    "asterisk": "*",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "f1": "F1",
}


def keys_in_words(keys: Iterable[str]) -> str:
    """Names of keys as people know them, the way the help shows them."""
    return " ".join(_NAMES.get(key, key) for key in keys)


MOST = 99_999
"""The greatest count; further digits are not taken."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """What may follow a first key.

    Attributes:
        key: the second key, as typed.
        action: the screen's action that the two keys call, such as ``jump('entity', 1)``.
        description: for the strip at the foot and the help.
    """

    key: str
    action: str
    description: str


def _jumps(direction: int) -> tuple[Continuation, ...]:
    targets = (
        ("e", "entity", "name"),
        ("E", "same", "same name"),
        ("p", "person", "person"),
        ("o", "org", "organisation"),
        ("l", "loc", "place"),
        ("q", "quote", "quote"),
        ("n", "note", "note"),
        ("]" if direction > 0 else "[", "heading", "heading"),
        ("u", "link", "link"),
    )
    return tuple(Continuation(key, f"jump('{what}', {direction})", text) for key, what, text in targets)


CHORDS: dict[str, tuple[Continuation, ...]] = {
    "]": _jumps(1),
    "[": _jumps(-1),
    "g": (
        Continuation("g", "top", "top"),
        Continuation("h", "headings", "headings"),
        Continuation("x", "follow", "follow the link here"),
    ),
}
"""The first keys, and what may follow each of them."""


class Outcome(Enum):
    """What a key did to what was pending."""

    PENDING = auto()
    """It is part of a sequence that goes on."""
    COMPLETE = auto()
    """It ended a sequence: ``action`` is to be called."""
    REFUSED = auto()
    """It cannot follow: the sequence is dropped, and nothing done."""
    CANCELLED = auto()
    """It was escape, with something pending, which is dropped."""
    PASSED = auto()
    """It is no business of sequences; a count pending before it holds for it."""


@dataclass
class Chords:
    """The sequence of keys so far.

    Attributes:
        digits: the count typed, as typed.
        first: the first key of a pair, or empty.
        action: the action of the pair that ``COMPLETE`` ended.
        refused: the keys that ``REFUSED`` dropped, as typed.
    """

    digits: str = ""
    first: str = ""
    action: str = field(default="", init=False)
    refused: str = field(default="", init=False)

    @property
    def pending(self) -> str:
        """The keys so far, as typed; empty when none are."""
        return self.digits + self.first

    @property
    def count(self) -> int:
        """The count typed, 1 if none."""
        return int(self.digits or 1)

    def continuations(self) -> tuple[Continuation, ...]:
        """What may follow the first key; nothing while only a count is pending."""
        return CHORDS.get(self.first, ())

    def offers(self) -> list[tuple[str, str]]:
        """What may follow all that is pending: pairs of keys and what they do."""
        if self.digits and not self.first:
            return [("] [", "jump that many"), ("} )", "paragraphs, sentences")]
        return [(item.key, item.description) for item in self.continuations()]

    def clear(self) -> None:
        """Forget what is pending."""
        self.digits = self.first = ""

    def press(self, key: str) -> Outcome:
        """Take one key, by Textual's name of it."""
        typed = _NAMES.get(key, key)
        if key == "escape":
            outcome = Outcome.CANCELLED if self.pending else Outcome.PASSED
            self.clear()
            return outcome
        if self.first:
            return self._second(typed)
        if len(typed) == 1 and typed in "0123456789" and (self.digits or typed != "0"):
            if int(self.digits + typed) <= MOST:
                self.digits += typed
            return Outcome.PENDING
        if typed in CHORDS:
            self.first = typed
            return Outcome.PENDING
        return Outcome.PASSED

    def _second(self, typed: str) -> Outcome:
        for continuation in self.continuations():
            if continuation.key == typed:
                self.action = continuation.action
                self.first = ""
                return Outcome.COMPLETE
        self.refused = self.pending + (typed if len(typed) == 1 else f" {typed}")
        self.clear()
        return Outcome.REFUSED
