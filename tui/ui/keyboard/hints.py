"""The keys that messages name: those that the commands have, whoever set them."""

from collections.abc import Sequence
from types import MappingProxyType

from textual.dom import DOMNode

from tui.config.keys import KeySequence, sequence_in_words
from tui.ui.keyboard.commands import goes_before, scope_of
from tui.ui.keyboard.sequences import sequence_table, sequences_by_id
from tui.ui.keyboard.table import BY_ID, Command, SequencesById

_NONE: SequencesById = MappingProxyType({})


class KeyHints:
    """Knows the key of each command, be it the usual one or one that the user set."""

    def __init__(self, wanted: SequencesById = _NONE) -> None:
        """Take the keys that the user wants, none for a command that is to have no key.

        Usual keys that they displace are not named.
        """
        self._wanted = wanted
        self._pairs = sequences_by_id(sequence_table(wanted))
        """The keys of all commands that key sequences may call, as they are now."""
        self._firsts = {sequence[0] for sequences in self._pairs.values() for sequence in sequences}
        self._known: dict[str, Sequence[str]] = {}

    def all(self, action: str) -> Sequence[str]:
        """Return the keys of the command with this id, as people know them."""
        if action not in self._known:
            self._known[action] = [sequence_in_words(sequence) for sequence in self._sequences(action)]
        return self._known[action]

    def first(self, action: str) -> str:
        """Return the first key of the command with this id, as people know it; empty where it has none."""
        return next(iter(self.all(action)), "")

    def _sequences(self, action: str) -> Sequence[KeySequence]:
        if action in self._pairs:
            return self._pairs[action]
        if action in self._wanted:
            return [sequence for sequence in self._wanted[action] if len(sequence) == 1]
        command = BY_ID.get(action)
        if command is None:
            return ()
        return [sequence for sequence in command.sequences if not self._is_taken(sequence, command)]

    def phrase(self, words: str, *actions: str) -> str:
        """Return words that name keys; empty where one of the commands has none.

        Args:
            words: has ``{}`` in the place of each key, such as ``" · {} undoes it"``.
            actions: the ids of the commands, in the order of their keys.
        """
        keys = [self.first(action) for action in actions]
        return words.format(*keys) if all(keys) else ""

    def phrases(self, *phrases: tuple[str, str]) -> str:
        """Return pairs of words and a command, each as ``phrase`` has it, with commas between them."""
        return ", ".join(phrase for words, action in phrases if (phrase := self.phrase(words, action)))

    def followed(self, action: str, typed: str, otherwise: str = "") -> str:
        """Return the first key of a command and what is typed after it: ``'a``, ``F3 a``.

        Where it has no key ``otherwise`` stands for that; empty without.
        """
        key = self.first(action) or otherwise
        return f"{key}{'' if len(key) == 1 or not typed else ' '}{typed}" if key else ""

    def _is_taken(self, sequence: KeySequence, command: Command) -> bool:
        """Return whether a usual key of a command calls something else, for which the user wants it."""
        if not self._wanted:
            return False
        scope = scope_of(command)
        if sequence[0] in self._firsts and not scope.is_modal:
            return True
        others = (BY_ID[name] for name, keys in self._wanted.items() if sequence in keys and name in BY_ID)
        return any(goes_before(scope_of(other), scope) for other in others)


def key_hints(node: DOMNode) -> KeyHints:
    """Return the hints of the program that ``node`` is part of; in others than Postil, the usual keys."""
    keys = getattr(node.app, "key_hints", _USUAL)
    return keys if isinstance(keys, KeyHints) else _USUAL


_USUAL = KeyHints()
