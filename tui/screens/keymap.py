"""The keys that somebody wants, as Textual takes them."""

from collections.abc import Iterable, Mapping, Sequence

from textual.binding import Binding, BindingType

from tui.config.keys import KeySequence

NO_KEY = "no-key"
"""Stands where an action is to have no key at all; no keyboard has it."""


def keymap_of(
    keys: Mapping[str, Sequence[KeySequence]], owners: Iterable[Iterable[BindingType]]
) -> dict[str, str]:
    """The keymap that gives actions the keys that somebody wants.

    Args:
        keys: the keys, by the ids of the actions.
        owners: the bindings of each class that is affected. Textual takes a key away from all that
            share it in a class when it is taken from one; so the others are given it anew.
    """
    keymap = {
        action: ",".join(sequence[0] for sequence in sequences if len(sequence) == 1) or NO_KEY
        for action, sequences in keys.items()
    }
    for bindings in owners:
        single = [each for each in Binding.make_bindings(bindings) if each.id]
        lost = {each.key for each in single if each.id in keys}
        for binding in single:
            if binding.id and binding.id not in keys and binding.key in lost:
                usual = [each.key for each in single if each.id == binding.id]
                keymap[binding.id] = ",".join(usual)
    return keymap
