"""Key sequences and counts: ]e, 3j.

Textual binds single keys. What a first key leaves pending is held here, apart from any widget.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from tui.config.keys import KeySequence, key_in_words, read_key, sequence_in_words, typed
from tui.config.programs import Program
from tui.ui.keyboard.table import BY_ID, COMMANDS, READER, Command, SequencesById

_MOTIONS = (
    "article.next-paragraph",
    "article.previous-paragraph",
    "article.next-sentence",
    "article.previous-sentence",
    "article.next-word",
    "search.next",
    "search.previous",
    "jump.back",
    "jump.forward",
)
"""Commands on the article alone: a digit before their keys is no pane to open."""
_DIGITS = tuple("123456789")
_OFFERED = ("article.next-paragraph", "article.next-sentence")


def _keys_of(name: str, wanted: SequencesById) -> Sequence[KeySequence]:
    return wanted[name] if name in wanted else BY_ID[name].sequences


def article_keys(wanted: SequencesById) -> frozenset[str]:
    """Return the keys that act on the article alone, by the names that the interface has for them."""
    return frozenset(sequence[0] for action in _MOTIONS for sequence in _keys_of(action, wanted))


def pane_digits(panes: Iterable[str], wanted: SequencesById) -> dict[str, str]:
    """Return the digits that open panes, and the pane that each opens.

    Args:
        panes: all of them; the first has 1 by custom, the next 2, and so on.
        wanted: the keys that the user wants for commands, by the ids of these.
    """
    usual = {str(number): pane for number, pane in enumerate(panes, 1)}
    digits = {digit: pane for digit, pane in usual.items() if f"pane.{pane}" not in wanted}
    for pane in usual.values():
        keys = (sequence[0] for sequence in wanted.get(f"pane.{pane}", ()) if len(sequence) == 1)
        digits.update({key: pane for key in keys if key in _DIGITS})
    return digits


def counted_motions(wanted: SequencesById) -> str:
    """Return the first key of each motion that a number is mostly meant for, as people know them."""
    keys = (_keys_of(action, wanted) for action in _OFFERED)
    return " ".join(sequence_in_words(sequences[0]) for sequences in keys if sequences)


MOST = 99_999
"""The greatest count; further digits are not taken."""
PAUSE = 1.0
"""Seconds after which a digit begins a number of its own: who looks into 3 and then into 4 means no 34."""


class Continuation(NamedTuple):
    """What may follow a first key.

    Attributes:
        key: the second key, as typed.
        command: what the two keys call.
    """

    key: str
    command: Command


SequenceTable = Mapping[str, Sequence[Continuation]]
"""The first keys, as typed, and what may follow each; under the empty string, what one key calls at once."""


def _usual_table() -> SequenceTable:
    table: dict[str, list[Continuation]] = {}
    for command in COMMANDS:
        if command.is_sequence:
            first, key = command.keys.split(" ")
            table.setdefault(first, []).append(Continuation(key, command))
    return table


USUAL_SEQUENCES: SequenceTable = _usual_table()
"""The key sequences as they are unless the user has others."""


def program_command(program: Program) -> str:
    """Return the id of the command that runs a program of the user's."""
    return f"program.{program.id}"


def sequence_table(keys: SequencesById, programs: Sequence[Program] = ()) -> SequenceTable:
    """Return ``USUAL_SEQUENCES`` with the keys that the user wants: one or two for each command.

    What has a wanted key by usage alone loses it. ``programs`` go before all else.
    """
    wanted = {sequence for sequences in keys.values() for sequence in sequences}
    table: dict[str, list[Continuation]] = {}
    for program in programs:
        command = Command(program_command(program), READER, "", "", program.title)
        for sequence in program.keys:
            wanted.add(sequence)
            *before, last = map(typed, sequence)
            table.setdefault("".join(before), []).append(Continuation(last, command))
    for first, continuations in USUAL_SEQUENCES.items():
        for item in continuations:
            usual = (*map(read_key, (first, item.key) if first else (item.key,)),)
            for sequence in keys.get(item.command.id, () if usual in wanted else (usual,)):
                *before, last = map(typed, sequence)
                table.setdefault("".join(before), []).append(Continuation(last, item.command))
    return table


def sequences_by_id(table: SequenceTable) -> dict[str, list[KeySequence]]:
    """Return the keys in a table, by the ids of their commands, of which some may have none."""
    keys: dict[str, list[KeySequence]] = {
        item.command.id: [] for items in USUAL_SEQUENCES.values() for item in items
    }
    for first, items in table.items():
        for item in items:
            keys[item.command.id].append((*map(read_key, (first, item.key) if first else (item.key,)),))
    return keys


def _jump(continuations: Sequence[Continuation]) -> bool:
    """Return whether what follows a first key are jumps, which a number repeats."""
    return any(item.command.id.startswith(("jump.next-", "jump.previous-")) for item in continuations)


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
class PendingKeys:
    """The sequence of keys so far.

    Attributes:
        digits: the count typed, as typed.
        first: the first key of a pair, or empty.
        action: the action of the pair that ``COMPLETE`` ended.
        refused: the keys that ``REFUSED`` dropped, as typed.
        table: which keys may follow which.
        motions: the keys that a number may come before, besides first keys, to be offered.
        selecting: whether something is selected in the text; the screen sets it.
        digit_at: when the last digit came, in seconds.
    """

    digits: str = ""
    first: str = ""
    action: str = field(default="", init=False)
    refused: str = field(default="", init=False)
    table: SequenceTable = field(default_factory=lambda: USUAL_SEQUENCES)
    motions: str = "} )"
    selecting: bool = field(default=False, init=False)
    digit_at: float = field(default=0.0, init=False)

    @property
    def pending(self) -> str:
        """Return the keys so far, as typed; empty when none are."""
        return self.digits + self.first

    @property
    def count(self) -> int:
        """Return the count typed, 0 if none."""
        return int(self.digits or 0)

    @property
    def repeats(self) -> bool:
        """Return whether a number before the first key says how often: it begins a jump."""
        return _jump(self.continuations())

    def continuations(self) -> Sequence[Continuation]:
        """Return what may follow the first key; nothing while only a count is pending."""
        return self.awake(self.first) if self.first else ()

    def awake(self, first: str) -> Sequence[Continuation]:
        """Return what may follow a first key now; for an empty one, what single keys call."""
        items = self.table.get(first, ())
        return [item for item in items if self.selecting or not item.command.while_selecting]

    def offers(self) -> list[tuple[str, str]]:
        """Return what may follow all that is pending: pairs of keys and what they do."""
        if self.digits and not self.first:
            jumping = (first for first, items in self.table.items() if first and _jump(items))
            return [(" ".join(jumping), "so many jumps"), (self.motions, "so many paragraphs, sentences")]
        return [(item.key, item.command.name) for item in self.continuations()]

    def clear(self) -> None:
        """Forget what is pending."""
        self.digits = self.first = ""

    def press(self, key: str, at: float = 0.0) -> Outcome:
        """Take one key, by Textual's name of it, that came ``at`` a time in seconds."""
        sign = typed(key)
        if key == "escape":
            outcome = Outcome.CANCELLED if self.pending else Outcome.PASSED
            self.clear()
            return outcome
        if self.first:
            return self._second(sign)
        is_digit = len(sign) == 1 and sign in "0123456789"
        if is_digit and at - self.digit_at > PAUSE:
            self.digits = ""
        if is_digit and (self.digits or sign != "0"):
            self.digit_at = at
            if int(self.digits + sign) <= MOST:
                self.digits += sign
            return Outcome.PENDING
        if sign and self.awake(sign):
            self.first = sign
            return Outcome.PENDING
        return self._complete(sign, self.awake("")) or Outcome.PASSED

    def _complete(self, sign: str, among: Sequence[Continuation]) -> Outcome | None:
        """End the sequence by the action that a key calls, if there is one."""
        for continuation in among:
            if continuation.key == sign:
                self.action = continuation.command.call
                self.first = ""
                return Outcome.COMPLETE
        return None

    def _second(self, sign: str) -> Outcome:
        if (outcome := self._complete(sign, self.continuations())) is not None:
            return outcome
        self.refused = self.pending + (sign if len(sign) == 1 else f" {key_in_words(sign)}")
        self.clear()
        return Outcome.REFUSED
