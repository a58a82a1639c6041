"""The keys that messages name: those that the actions have, whoever set them."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from tui.config.keys import KeySequence, sequence_in_words

Sequences = Mapping[str, Sequence[KeySequence]]
"""Keys, by the ids of the actions that they call."""
_NONE: Sequences = MappingProxyType({})
_OURS = "tui."


class KeyHints:
    """Knows the key of each action, be it the usual one or one that somebody set.

    Usual keys are looked up in the bindings of what is imported; of what is not, nothing is told.
    """

    def __init__(self, wanted: Sequences = _NONE, pairs: Sequences = _NONE) -> None:
        """Tell keys that somebody wants, and usual ones that no wanted one has displaced.

        Args:
            wanted: the keys that somebody wants; none for an action that is to have no key.
            pairs: the keys of all actions that pairs of keys may call, as they are now.
        """
        self._wanted = wanted
        self._pairs = pairs
        self._firsts = {sequence[0] for sequences in pairs.values() for sequence in sequences}
        self._known: dict[str, Sequence[str]] = {}

    def all(self, action: str) -> Sequence[str]:
        """The keys of the action with this id, as people know them."""
        # What is not known yet may be so once more is imported.
        if not self._known.get(action):
            self._known[action] = [sequence_in_words(sequence) for sequence in self._sequences(action)]
        return self._known[action]

    def first(self, action: str) -> str:
        """The first key of the action with this id, as people know it; empty where it has none."""
        return next(iter(self.all(action)), "")

    def _sequences(self, action: str) -> Sequence[KeySequence]:
        if action in self._pairs:
            return self._pairs[action]
        if action in self._wanted:
            return [sequence for sequence in self._wanted[action] if len(sequence) == 1]
        owner, usual = _binding(action)
        if owner is None or not self._wanted:
            return usual
        return [sequence for sequence in usual if not self._is_taken(sequence, owner)]

    def phrase(self, words: str, *actions: str) -> str:
        """Words that name keys; empty where one of the actions has none.

        Args:
            words: has ``{}`` in the place of each key, such as ``": {} takes it back"``.
            actions: the ids of the actions, in the order of their keys.
        """
        keys = [self.first(action) for action in actions]
        return words.format(*keys) if all(keys) else ""

    def phrases(self, *phrases: tuple[str, str]) -> str:
        """Pairs of words and an action, each as ``phrase`` tells it, with commas between them."""
        return ", ".join(told for words, action in phrases if (told := self.phrase(words, action)))

    def followed(self, action: str, typed: str, otherwise: str = "") -> str:
        """The first key of an action and what is typed after it: ``'a``, ``F3 a``.

        Where it has no key ``otherwise`` stands for that; empty without.
        """
        key = self.first(action) or otherwise
        return f"{key}{'' if len(key) == 1 or not typed else ' '}{typed}" if key else ""

    def _is_taken(self, sequence: KeySequence, owner: type[DOMNode]) -> bool:
        """Whether a usual key of a class's calls something else that somebody wants it for."""
        if sequence[0] in self._firsts and not issubclass(owner, ModalScreen):
            return True
        others = (_binding(action)[0] for action, keys in self._wanted.items() if sequence in keys)
        return any(other is not None and _goes_before(other, owner) for other in others)


def told_keys(node: DOMNode) -> KeyHints:
    """What knows the keys of the program that ``node`` is part of; in others than Postil, the usual ones."""
    keys = getattr(node.app, "told_keys", _USUAL)
    return keys if isinstance(keys, KeyHints) else _USUAL


_USUAL = KeyHints()


def _goes_before(one: type[DOMNode], other: type[DOMNode]) -> bool:
    """Whether a key set for the first class is no longer the second's."""
    if issubclass(one, other) or issubclass(other, one):
        return True
    # What has the focus goes before the screen around it; but a dialog has its own keys.
    around = issubclass(other, (Screen, App)) and not issubclass(other, ModalScreen)
    return around and not issubclass(one, (Screen, App))


def _binding(action: str) -> tuple[type[DOMNode] | None, Sequence[KeySequence]]:
    """The class that binds keys to an action, and its usual keys; none where it is not imported."""
    for owner in _owners(DOMNode):
        for binding in owner.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id == action:
                return owner, [(key.strip(),) for key in binding.key.split(",")]
    return None, ()


def _owners(above: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for owner in above.__subclasses__():
        if owner.__module__.startswith(_OURS):
            yield owner
        yield from _owners(owner)
