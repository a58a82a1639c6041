"""What is known of the commands: their bindings, which scopes stack, which keys clash."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from textual.binding import Binding, BindingType

from tui.config.keys import KeySequence, read_key, sequence_in_words
from tui.config.programs import Program
from tui.config.settings import Settings, suggestion
from tui.ui.keyboard.sequences import sequence_table
from tui.ui.keyboard.table import (
    ANYWHERE,
    ARTICLE,
    BY_ID,
    COMMANDS,
    READER,
    SCOPES,
    Command,
    Scope,
    SequencesById,
    preset_keys,
)

NO_KEY = "no-key"
"""Stands where a command is to have no key at all; no keyboard has it."""

_SCOPES = {scope.name: scope for scope in SCOPES}
_WHOLES = {part: scope.name for scope in SCOPES for part in scope.parts}
"""The scopes that are made of others, by the names of these."""


def scope_of(command: Command) -> Scope:
    """Return the scope that a command acts in: the whole one where it names a part."""
    return _SCOPES[_WHOLES.get(command.scope, command.scope)]


def bindings(name: str) -> list[BindingType]:
    """Return the bindings of Textual's for the commands of a scope, but not of the one that it extends.

    Key sequences have none: Textual binds single keys.

    Raises:
        KeyError: there is no such scope.
    """
    return [
        Binding(
            command.keys, command.call, command.name, id=command.id, tooltip=command.hint,
            show=command.shown, priority=command.priority, key_display=command.display,
        )
        for scope in (*_SCOPES[name].parts, name)
        for command in COMMANDS
        if command.scope == scope and not command.is_sequence
    ]  # fmt: skip


def usual_sequences() -> SequencesById:
    """Return the usual keys of all commands, by the ids of these."""
    return {command.id: command.sequences for command in COMMANDS}


def keys_in_force(settings: Settings) -> SequencesById:
    """Return the keys that are not the usual ones: those of the preset, and those that the user wants."""
    return _in_force(settings.keys, preset_keys(settings.preset))


def _in_force(keys: SequencesById, preset: SequencesById) -> SequencesById:
    """Return wanted keys, and those of a preset that none of them takes away."""
    owners = [(BY_ID[name], set(sequences)) for name, sequences in keys.items() if name in BY_ID]

    def is_left(name: str, sequence: KeySequence) -> bool:
        command = BY_ID[name]
        return not any(
            sequence in wanted
            and _moods(command) & _moods(owner)
            and goes_before(scope_of(owner), scope_of(command))
            for owner, wanted in owners
        )

    left = {
        name: [sequence for sequence in sequences if is_left(name, sequence)]
        for name, sequences in preset.items()
        if name not in keys
    }
    return {**left, **keys}


def unusual(keys: SequencesById) -> SequencesById:
    """Return those of the wanted keys that are not the usual ones anyhow."""
    usual = usual_sequences()
    return {name: wanted for name, wanted in keys.items() if set(wanted) != set(usual.get(name, ()))}


def keymap_of(keys: SequencesById) -> dict[str, str]:
    """Return the keymap of Textual's that gives commands the wanted keys.

    Textual takes a key away from all that share it in a class when it is taken from one; so the keymap
    gives it to the others again.
    """
    keymap = {
        name: ",".join(sequence[0] for sequence in sequences if len(sequence) == 1) or NO_KEY
        for name, sequences in keys.items()
    }
    lost = {
        (scope_of(command).name, sequence)
        for command in COMMANDS
        if command.id in keys
        for sequence in command.sequences
    }
    # Nor does it know that one of two acts only where the other does not.
    wanted = {
        (scope_of(command).name, sequence)
        for command in COMMANDS
        for sequence in keys.get(command.id, ())
        if len(sequence) == 1
    }
    for command in COMMANDS:
        scope = scope_of(command).name
        shares = any(
            (scope, sequence) in lost or ((scope, sequence) in wanted and _is_spared(command, sequence, keys))
            for sequence in command.sequences
        )
        if command.id not in keys and not command.is_sequence and shares:
            keymap[command.id] = command.keys
    return keymap


def _is_spared(command: Command, sequence: KeySequence, keys: SequencesById) -> bool:
    """Return whether a command keeps a usual key that others in its scope get: it acts where they do not."""
    takers = [BY_ID[name] for name, sequences in keys.items() if sequence in sequences and name in BY_ID]
    taken = (_moods(taker) for taker in takers if scope_of(taker) == scope_of(command))
    return not _moods(command) <= frozenset[str]().union(*taken)


def _moods(command: Command) -> frozenset[str]:
    """Return whether a command acts with something selected, with nothing, or both."""
    if command.while_selecting:
        return frozenset({"selecting"})
    return frozenset({"reading"}) if command.while_reading else frozenset({"selecting", "reading"})


# -- which scopes stack ------------------------------------------------------------------------


def extended(scope: Scope) -> Iterator[Scope]:
    """Yield a scope and those that it extends, the nearest first."""
    yield scope
    if scope.extends:
        yield from extended(_SCOPES[scope.extends])


def stacks(scope: Scope) -> Iterator[tuple[Scope, ...]]:
    """Yield the ways in which scopes stand around one, each from it outwards."""
    for around in scope.within:
        for stack in stacks(_SCOPES[around]):
            yield (scope, *stack)
    if not scope.within:
        yield (scope,) if scope.is_modal or scope.name == ANYWHERE else (scope, _SCOPES[ANYWHERE])


def goes_before(scope: Scope, other: Scope) -> bool:
    """Return whether a key set in one scope no longer reaches another: it is the same, or around it."""
    related = scope in extended(other) or other in extended(scope)
    return related or any(other in stack for stack in stacks(scope))


# -- what is wrong with keys -------------------------------------------------------------------


class KeyProblem(NamedTuple):
    """Something wrong with the keys that the user wants.

    Attributes:
        id: the command whose keys are to blame.
        message: what is wrong.
    """

    id: str
    message: str


def check_keys(keys: SequencesById, preset: str = "usual") -> list[KeyProblem]:
    """Return what is wrong with wanted keys: commands that there are not, and clashes.

    Args:
        keys: those that the user wants, by the ids of commands.
        preset: the name of the keys that all other commands have.
    """
    ids = sorted({command.id for command in COMMANDS})
    problems = []
    for wanted, sequences in keys.items():
        if wanted not in ids:
            meant = suggestion(wanted, ids) or "; `postil config --default` lists all"
            problems.append(KeyProblem(wanted, f"unknown action {wanted}{meant}"))
        elif wanted not in _sequence_ids() and any(len(sequence) > 1 for sequence in sequences):
            pair = next(sequence_in_words(sequence) for sequence in sequences if len(sequence) > 1)
            problems.append(KeyProblem(wanted, f"{wanted} takes single keys, so {pair} never calls it"))
    return problems + _clashes(keys, preset_keys(preset))


def check_programs(
    programs: Sequence[Program], keys: SequencesById, preset: str = "usual"
) -> list[KeyProblem]:
    """Return what is wrong with the keys of the user's programs; see ``check_keys``.

    The ids are those of the programs.
    """
    in_force = _in_force(keys, preset_keys(preset))
    holders: dict[KeySequence, dict[str, None]] = {}
    for stack in _full_stacks():
        if _SCOPES[READER] in stack:
            for command in (each for level in _levels(stack) for each in level):
                for sequence in in_force.get(command.id, command.sequences):
                    holders.setdefault(sequence, {})[command.id] = None
    firsts = _firsts(in_force)
    problems = []
    for program in programs:
        for sequence in program.keys:
            key = sequence_in_words(sequence)
            if (first := sequence[:1]) in firsts and (len(sequence) == 1 or first[0].isdecimal()):
                message = f"{sequence_in_words(first)} {firsts[first]}, so {key} never runs {program.id}"
                problems.append(KeyProblem(program.id, message))
                continue
            others = [*holders.get(sequence, ()), *(holders.get(first, ()) if len(sequence) > 1 else ())]
            if others:
                message = f"{key} runs {program.id}, so it never calls {' or '.join(others)}"
                problems.append(KeyProblem(program.id, message))
            holders.setdefault(sequence, {})[f"the program {program.id}"] = None
    return problems


def _sequence_ids() -> frozenset[str]:
    return frozenset(command.id for command in COMMANDS if command.is_sequence)


def _levels(stack: Sequence[Scope]) -> Iterator[Sequence[Command]]:
    """Yield the commands that act in a stack of scopes; those of a level get a key before the next."""
    if _SCOPES[READER] in stack:
        yield [command for command in COMMANDS if command.is_sequence]
    for scope in stack:
        names = {each.name for each in extended(scope)}
        yield [command for command in COMMANDS if scope_of(command).name in names]


def _full_stacks() -> Iterator[tuple[Scope, ...]]:
    """Yield the stacks that are no part of a longer one."""
    around = {name for scope in SCOPES for name in scope.within}
    for scope in SCOPES:
        if scope.name not in around and scope.name not in _WHOLES and scope.name != ANYWHERE:
            yield from stacks(scope)


def _clashes(keys: SequencesById, preset: SequencesById) -> list[KeyProblem]:
    """Return the pairs of commands that one key would call, where it is wanted for one of them."""
    lost: dict[tuple[str, KeySequence, str], dict[str, None]] = {}
    usual = {name: set(sequences) for name, sequences in {**usual_sequences(), **preset}.items()}
    in_force = _in_force(keys, preset)
    firsts = _firsts(in_force)
    for stack in _full_stacks():
        taken_first = firsts if _SCOPES[READER] in stack else {}
        taken: dict[KeySequence, dict[str, Command]] = {}
        for level in _levels(stack):
            # Among equals, what is wanted goes before what is usual.
            for command in sorted(level, key=lambda command: command.id not in keys):
                if not _states(command, stack):
                    continue
                for sequence in in_force.get(command.id, command.sequences):
                    holders = taken.setdefault(sequence, {})
                    apart = _in_the_way(command, holders.values(), stack, usual)
                    holders[command.id] = command
                    blamed = next((each for each in (command.id, *apart) if each in keys), None)
                    may = sequence in usual[command.id] or _opens_pane(command, sequence)
                    if sequence in taken_first and command.id in keys and not may:
                        lost.setdefault((command.id, sequence, command.id), {})[taken_first[sequence]] = None
                    elif apart and blamed:
                        calls = f"calls {' or '.join(apart)}"
                        lost.setdefault((blamed, sequence, command.id), {})[calls] = None
    return _in_few_words(lost)


def _states(command: Command, stack: Sequence[Scope]) -> frozenset[str]:
    """Return the states in which a command acts in a stack of scopes: with something selected, or nothing."""
    if stack[0].name == ARTICLE:
        return _moods(command)
    return frozenset() if command.in_text or command.while_selecting else frozenset({"reading"})


def _in_the_way(
    command: Command,
    holders: Iterable[Command],
    stack: Sequence[Scope],
    usual: Mapping[str, set[KeySequence]],
) -> list[str]:
    """Return the ids of what takes a key before a command wherever that acts; none if it acts somewhere."""
    states = _states(command, stack)
    apart = [
        each
        for each in holders
        if states & _states(each, stack)
        and not usual[each.id] & usual[command.id]
        and _effect(each) != _effect(command)
    ]
    taken = frozenset[str]().union(*(_states(each, stack) for each in apart))
    return [each.id for each in apart] if states <= taken else []


def _effect(command: Command) -> str:
    """Return what a command does, which in a selection has another name."""
    return command.call.replace("grow(", "move(").replace(", 1)", ")")


def _opens_pane(command: Command, sequence: KeySequence) -> bool:
    """Return whether keys are a digit that opens a pane, and goes back where more of a number follows."""
    return command.id.startswith("pane.") and sequence[0] in tuple("123456789")


def _in_few_words(lost: Mapping[tuple[str, KeySequence, str], Iterable[str]]) -> list[KeyProblem]:
    """Return a line for each key that is lost.

    Args:
        lost: by the command to blame, the key, and the command that loses it: what the key does instead.
    """
    losers: dict[tuple[str, KeySequence, str], list[str]] = {}
    for (blamed, sequence, loser), instead in lost.items():
        does = " or ".join(instead).replace(" or calls ", " or ")
        losers.setdefault((blamed, sequence, does), []).append(loser)
    return [
        KeyProblem(blamed, f"{sequence_in_words(sequence)} {does}, so it never calls {' or '.join(names)}")
        for (blamed, sequence, does), names in losers.items()
    ]


def _firsts(keys: SequencesById) -> dict[KeySequence, str]:
    """Return what the reader takes before all else: digits, and the first keys of sequences."""
    firsts: dict[KeySequence, str] = {(digit,): "is part of a number" for digit in "123456789"}
    for first, items in sequence_table(keys).items():
        item = next((item for item in items if not item.command.while_selecting), None)
        if first and item is not None:
            firsts[(read_key(first),)] = f"is the first key of {first}{item.key} ({item.command.id})"
    return firsts
