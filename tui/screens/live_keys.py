"""The keys that act at this moment, as the bindings themselves have it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen

from tui.config.key_names import KeySequence, is_key, key_in_words, read_key, sequence_in_words, typed
from tui.screens.chords import CHORDS, Chords, ChordTable
from tui.screens.keymap import NO_KEY

IN_SEQUENCE = "Two keys, one after the other: a number before them repeats them"


@dataclass
class LiveKey:
    """Something that keys do now.

    Attributes:
        node: what does it.
        action: the action of ``node``.
        name: what it does, in a word or two.
        hint: the same in more words, or empty.
        place: where the keys act, for people.
        id: what the config file knows it by, or empty.
        sequences: the keys; none where somebody wants none.
    """

    node: DOMNode
    action: str
    name: str
    hint: str
    place: str
    id: str = ""
    sequences: list[KeySequence] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The keys, as people know them."""
        return [sequence_in_words(sequence) for sequence in self.sequences]


def live_keys(screen: Screen[Any]) -> list[LiveKey]:
    """All that keys do on ``screen`` now, what has the focus first."""
    chords = getattr(screen, "chords", None)
    table = {}
    if isinstance(chords, Chords):
        table = {first: items for first in chords.table if (items := chords.awake(first))}
    pairs = list(_pairs(screen, table))
    # What pairs of keys begin with, or what calls the same alone, is taken before anything else.
    taken = {*table, *(item.key for item in table.get("", ()))}
    found: dict[tuple[DOMNode, str], LiveKey] = {}
    for key, active in screen.active_bindings.items():
        binding, node = active.binding, active.node
        told = active.enabled and binding.description and not binding.system
        if not told or not (is_key(key) or key == NO_KEY) or typed(key) in taken:
            continue
        live = found.get((node, binding.action))
        if live is None:
            place = node.BINDING_GROUP_TITLE or "Here"
            live = LiveKey(
                node, binding.action, binding.description, binding.tooltip, place, binding.id or ""
            )
            found[node, binding.action] = live
        if is_key(key) and not key.startswith("super+"):
            live.sequences.append((key,))
    anywhere = [live for live in found.values() if live.node is screen.app]
    return [*(live for live in found.values() if live.node is not screen.app), *pairs, *anywhere]


def _pairs(screen: Screen[Any], table: ChordTable) -> Iterator[LiveKey]:
    """What pairs of keys call on a screen that takes them, and single keys that call the same."""
    found: dict[str, LiveKey] = {}
    for first, continuations in table.items():
        for item in continuations:
            live = found.setdefault(
                item.action, LiveKey(screen, item.action, item.name, "", IN_SEQUENCE, item.id)
            )
            sequence = (read_key(first), read_key(item.key)) if first else (read_key(item.key),)
            live.sequences.append(sequence)
    for item in (item for items in CHORDS.values() for item in items if not item.while_selecting):
        if table:
            # Those that somebody wants no keys for, too.
            found.setdefault(item.action, LiveKey(screen, item.action, item.name, "", IN_SEQUENCE, item.id))
    yield from found.values()


def keys_by_id(screen: Screen[Any]) -> dict[str, LiveKey]:
    """All that keys do on ``screen`` now, by what the config file knows it by."""
    return {live.id: live for live in live_keys(screen) if live.id}


def told_idle(screen: Screen[Any], key: str) -> str:
    """What to say of a key that nothing on ``screen`` takes now; empty for one that something takes.

    Noise of a terminal, and a shift or control key by itself, are not worth a word.
    """
    if not is_key(key) or ((active := screen.active_bindings.get(key)) is not None and active.enabled):
        return ""
    helps = keys_by_id(screen).get("help")
    hint = f" · {helps.keys[0]} lists the keys" if helps is not None and helps.keys else ""
    return f"{key_in_words(key)} does nothing here{hint}"
