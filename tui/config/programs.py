"""The table [programs] of the config file: programs that get the passage at the cursor."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.config.keys import KeySequence, read_sequences
from tui.domain.text.sanitize import one_line

PROGRAMS = "programs"
"""The table of the file that gives programs their keys."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_MOST_SECONDS = 3_600
_FIELDS = ("keys", "command", "name", "shell", "show", "seconds")


class Program(NamedTuple):
    """A program that gets the passage at the cursor on its standard input.

    Attributes:
        id: what the table calls it.
        keys: the keys that run it.
        command: its words: the program and its arguments; with ``shell`` the one line that a shell reads.
        title: what people know it by.
        shell: whether a shell reads the command.
        show: whether what it writes is shown.
        seconds: how long it may run.
    """

    id: str
    keys: Sequence[KeySequence]
    command: tuple[str, ...]
    title: str
    shell: bool = False
    show: bool = True
    seconds: int = 30


def read_program(id_: str, table: object) -> Program:
    """Return the program that an entry of the table gives.

    Raises:
        ValueError: it gives none; the message says why.
    """
    if not _NAME.fullmatch(id_):
        raise ValueError("its name is made of letters, digits, - and _")
    if not isinstance(table, dict):
        raise ValueError(
            'it is a table with keys and a command, such as { keys = "D", command = ["dict", "-"] }'
        )
    if unknown := [each for each in table if each not in _FIELDS]:
        raise ValueError(f"{one_line(unknown[0], 40)} is not one of {', '.join(_FIELDS)}")
    shell = _yes_or_no(table, "shell", False)
    seconds = table.get("seconds", 30)
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 1 <= seconds <= _MOST_SECONDS:
        raise ValueError(f"seconds is a whole number from 1 to {_MOST_SECONDS}")
    title = table.get("name", id_)
    if not isinstance(title, str) or not one_line(title, 60):
        raise ValueError("name is a text")
    return Program(
        id_, _keys(table), _command(table, shell), one_line(title, 60), shell,
        _yes_or_no(table, "show", True), seconds,
    )  # fmt: skip


def _keys(table: Mapping[str, object]) -> Sequence[KeySequence]:
    keys = table.get("keys")
    texts = keys if isinstance(keys, list) else [keys]
    if not texts or not all(isinstance(each, str) and each for each in texts):
        raise ValueError('keys gives the keys that run it, such as "D" or "gt"')
    return [sequence for each in texts for sequence in read_sequences(str(each))]


def _command(table: Mapping[str, object], shell: bool) -> tuple[str, ...]:
    command = table.get("command")
    if shell:
        if isinstance(command, str) and command.strip() and "\0" not in command:
            return (command,)
        raise ValueError('with shell = true the command is a text, such as "trans -b | head"')
    if isinstance(command, str):
        raise ValueError('the command is a list, such as ["dict", "-"]; a text goes with shell = true')
    words = command if isinstance(command, list) else []
    if not words or not words[0] or not all(isinstance(each, str) and "\0" not in each for each in words):
        raise ValueError('the command is a list of texts, such as ["dict", "-"]')
    return tuple(words)


def _yes_or_no(table: Mapping[str, object], name: str, default: bool) -> bool:
    value = table.get(name, default)
    if not isinstance(value, bool):
        raise ValueError(f"{name} is true or false")
    return value
