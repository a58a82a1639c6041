"""Every command: id, default keys, name, scope.

To know them all, every screen and widget is imported; so this is for commands, and for a check
beside the interface.
"""

import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen

import tui.ui
from tui.config.keys import KeySequence, read_key, sequence_in_words
from tui.config.settings import suggestion
from tui.ui.article.view import ArticleView
from tui.ui.keyboard.sequences import CHORDS, remapped
from tui.ui.reader.screen import ReaderScreen
from tui.ui.widgets.list_pane import ListPane
from tui.ui.widgets.row_list import RowList

EVERYWHERE = (
    Binding("t", "themes", "Theme", id="view.theme", show=False, tooltip="Choose the colours"),
    Binding("question_mark,f1", "help", "Help", id="help", tooltip="The keys that act here"),
    Binding("q", "quit", "Quit", id="quit"),
    Binding("ctrl+q", "quit", "Quit, from anywhere", id="quit.always", show=False, priority=True),
    Binding(
        # Not ctrl+z: that is undo, as in the field that notes are written in.
        "alt+z", "suspend_process", "Suspend", id="suspend", show=False,
        tooltip="Back to the shell; fg goes on here",
    ),
    Binding(
        "ctrl+p", "command_palette", "palette", id="palette", show=False, priority=True,
        tooltip="All that can be done here, by name",
    ),
    # Without priority: in a field it is a sign like others.
    Binding("colon", "command_palette", "palette", id="palette.colon", show=False),
)  # fmt: skip
"""The bindings of the application."""


ANYWHERE = "Anywhere"

Wanted = Mapping[str, Sequence[KeySequence]]
"""Keys that somebody wants for actions, by the ids of these."""


class Action(NamedTuple):
    """Something that keys do.

    Attributes:
        id: what the config file knows it by.
        sequences: its usual keys.
        name: what it does.
        place: where it does so.
        owner: the class that has the binding, or None for the application's own.
    """

    id: str
    sequences: Sequence[KeySequence]
    name: str
    place: str
    owner: type[DOMNode] | None


def owners() -> list[type[DOMNode]]:
    """Every screen and widget of Postil's that binds keys, the reader's first."""
    found: dict[type[DOMNode], None] = {}
    for module in pkgutil.walk_packages(tui.ui.__path__, "tui.ui."):
        for value in vars(import_module(module.name)).values():
            if _binds_keys(value) and value.__module__ == module.name:
                found[value] = None
    first = [owner for owner in (ArticleView, *ReaderScreen.__mro__) if owner in found]
    return [*first, *(owner for owner in found if owner not in first)]


def _binds_keys(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, DOMNode) and "BINDINGS" in vars(value)


def place_of(owner: type[DOMNode]) -> str:
    """Where the keys of a class act, for people: the title of its bindings, else its name in words."""
    title = owner.__dict__.get("BINDING_GROUP_TITLE") or getattr(owner, "BINDING_GROUP_TITLE", None)
    return title or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", owner.__name__).capitalize()


def _actions_of(bindings: Iterable[object], place: str, owner: type[DOMNode] | None) -> Iterator[Action]:
    for binding in bindings:
        if isinstance(binding, Binding) and binding.id:
            sequences = [(read_key(key.strip()),) for key in binding.key.split(",")]
            yield Action(binding.id, sequences, binding.tooltip or binding.description, place, owner)


def actions() -> list[Action]:
    """All actions, by where they act; what pairs of keys call comes with the reader's."""
    found = [*_actions_of(EVERYWHERE, ANYWHERE, None)]
    reading = place_of(ReaderScreen)
    for first, continuations in CHORDS.items():
        for item in continuations:
            sequence = (read_key(first), read_key(item.key)) if first else (read_key(item.key),)
            found.append(Action(item.id, [sequence], item.name, reading, ReaderScreen))
    for owner in owners():
        found += _actions_of(owner.BINDINGS, place_of(owner), owner)
    return found


def in_pairs() -> frozenset[str]:
    """The ids of the actions that pairs of keys may call."""
    return frozenset(item.id for continuations in CHORDS.values() for item in continuations)


def unusual(keys: Wanted) -> dict[str, Sequence[KeySequence]]:
    """The keys among those that somebody wants that are not the usual ones anyhow."""
    usual = {action.id: set(action.sequences) for action in actions()}
    return {name: sequences for name, sequences in keys.items() if set(sequences) != usual.get(name)}


class KeyProblem(NamedTuple):
    """Something wrong with the keys that somebody wants.

    Attributes:
        id: the action whose keys are to blame.
        message: what is wrong.
    """

    id: str
    message: str


def check_keys(keys: Wanted) -> list[KeyProblem]:
    """What is wrong with keys that somebody wants: actions that there are not, and clashes."""
    known = actions()
    ids = sorted({action.id for action in known})
    problems = []
    for wanted, sequences in keys.items():
        if wanted not in ids:
            meant = suggestion(wanted, ids) or "; `postil config --default` lists all"
            problems.append(KeyProblem(wanted, f"there is no action {wanted}{meant}"))
        elif wanted not in in_pairs() and any(len(sequence) > 1 for sequence in sequences):
            pair = next(sequence_in_words(sequence) for sequence in sequences if len(sequence) > 1)
            problems.append(KeyProblem(wanted, f"{wanted} takes single keys, so {pair} never calls it"))
    return problems + _clashes(keys, known)


class _Place(NamedTuple):
    """Where keys act together.

    Attributes:
        levels: the actions there; those of a level get a key before those of the next.
        reads: whether an article is read there, so that digits and pairs of keys go before all else.
    """

    levels: Sequence[Sequence[Action]]
    reads: bool


def _places(known: Sequence[Action]) -> Iterator[_Place]:
    panes = [pane for pane in _all_below(ListPane) if pane.__module__.startswith("tui.ui.widgets.")]
    chains: list[tuple[type[DOMNode], ...]] = [(ArticleView, ReaderScreen)]
    chains += [(RowList, pane, ReaderScreen) for pane in panes]
    read_in = {ArticleView, RowList, *panes, *ReaderScreen.__mro__}
    chains += [(action.owner,) for action in known if action.owner and action.owner not in read_in]
    for chain in dict.fromkeys(chains):
        levels = [
            [action for action in known if action.owner and issubclass(owner, action.owner)]
            for owner in chain
        ]
        if not issubclass(chain[-1], ModalScreen):
            levels.append([action for action in known if action.owner is None])
        yield _Place(levels, reads=chain[-1] is ReaderScreen)


def _all_below(owner: type[DOMNode]) -> list[type[DOMNode]]:
    return [found for below in owner.__subclasses__() for found in (below, *_all_below(below))]


def _clashes(keys: Wanted, known: Sequence[Action]) -> list[KeyProblem]:
    """The pairs of actions that one key would call, where somebody wants that key for one of them."""
    lost: dict[tuple[str, KeySequence, str], dict[str, None]] = {}
    usual = {action.id: set(action.sequences) for action in known}
    for place in _places(known):
        firsts = _firsts(keys) if place.reads else {}
        taken: dict[KeySequence, dict[str, None]] = {}
        pairs = [[action for action in known if action.id in in_pairs()]] if place.reads else []
        for level in (*pairs, *place.levels):
            # Among equals, what somebody wants goes before what is usual.
            for action in sorted(level, key=lambda action: action.id not in keys):
                for sequence in keys.get(action.id, action.sequences):
                    holders = taken.setdefault(sequence, {})
                    apart = [each for each in holders if not usual[each] & usual[action.id]]
                    holders[action.id] = None
                    blamed = next((each for each in (action.id, *apart) if each in keys), None)
                    may = sequence in usual[action.id] or _opens_pane(action, sequence)
                    if sequence in firsts and action.id in keys and not may:
                        lost.setdefault((action.id, sequence, action.id), {})[firsts[sequence]] = None
                    elif apart and blamed:
                        calls = f"calls {' or '.join(apart)}"
                        lost.setdefault((blamed, sequence, action.id), {})[calls] = None
    return _in_few_words(lost)


def _opens_pane(action: Action, sequence: KeySequence) -> bool:
    """Whether keys are a digit that opens a pane, and goes back where more of a number follows."""
    return action.id.startswith("pane.") and sequence[0] in tuple("123456789")


def _in_few_words(lost: Mapping[tuple[str, KeySequence, str], Iterable[str]]) -> list[KeyProblem]:
    """A line for each key that is lost.

    Args:
        lost: by the action to blame, the key, and the action that loses it: what the key does instead.
    """
    losers: dict[tuple[str, KeySequence, str], list[str]] = {}
    for (blamed, sequence, loser), instead in lost.items():
        does = " or ".join(instead).replace(" or calls ", " or ")
        losers.setdefault((blamed, sequence, does), []).append(loser)
    return [
        KeyProblem(blamed, f"{sequence_in_words(sequence)} {does}, so it never calls {' or '.join(names)}")
        for (blamed, sequence, does), names in losers.items()
    ]


def _firsts(keys: Wanted) -> dict[KeySequence, str]:
    """What the reader takes before all else: digits, and the first keys of pairs."""
    firsts: dict[KeySequence, str] = {(digit,): "is part of a number" for digit in "123456789"}
    for first, items in remapped(keys).items():
        item = next((item for item in items if not item.while_selecting), None)
        if first and item is not None:
            firsts[(read_key(first),)] = f"is the first key of {first}{item.key} ({item.id})"
    return firsts
