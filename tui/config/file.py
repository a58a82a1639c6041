"""The config file: read and checked, each problem with its line."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tui import config
from tui.config.keys import KeySequence, read_sequences
from tui.config.programs import PROGRAMS, Program, read_program
from tui.config.settings import SETTINGS, Settings, Value, in_toml, setting, suggestion, what_is_wrong
from tui.domain.text.sanitize import one_line

NAME = "config.toml"
KEYS = "keys"
"""The table of the file that gives actions their keys."""
MOST_BYTES = 1_000_000


def config_path(chosen: str | None = None) -> Path:
    """Return the path of the config file: ``chosen``, else $POSTIL_CONFIG, else the platform's place."""
    path = chosen or os.environ.get("POSTIL_CONFIG")
    if path:
        return Path(path).expanduser().absolute()
    return config.user_config_path("postil", appauthor=False) / NAME


class ConfigFile(NamedTuple):
    """What a config file says, as far as it is right.

    Attributes:
        path: where it is, or would be.
        values: what it sets, by the names of the settings.
        keys: the keys it gives, by the ids of actions, of which some may not exist.
        problems: what is wrong in it, a line each, with the file and the number of the line.
        programs: those that get the passage at the cursor.
        lines: the numbers of the lines, from 1, by the names of what they give; empty where
            no one will ask.
    """

    path: Path
    values: Mapping[str, Value] = MappingProxyType({})
    keys: Mapping[str, Sequence[KeySequence]] = MappingProxyType({})
    problems: Sequence[str] = ()
    programs: Sequence[Program] = ()
    lines: Mapping[str, int] = MappingProxyType({})

    @property
    def settings(self) -> Settings:
        """Return the settings that it gives, and the defaults for the rest."""
        return Settings(keys=self.keys, programs=self.programs).having(self.values)

    def problem(self, name: str, message: str) -> str:
        """Return ``message`` with the file, and the line that gives ``name`` (``keys.ID`` for a key)."""
        return _problem(self.path, message, self.lines.get(name))


def _problem(path: Path, message: str, line: int | None = None) -> str:
    """Return one line on what is wrong in a file, from the home folder if it is in there."""
    home, shown = str(Path.home()), str(path)
    shown = f"~{shown[len(home) :]}" if shown.startswith(home + os.sep) else shown
    return one_line(f"{shown}{'' if line is None else f', line {line}'}: {message}", 600)


def read_config(path: Path) -> ConfigFile:
    """Read the file; leave out what is wrong, and list it as problems. A missing file says nothing."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ConfigFile(path)
    except OSError as error:
        return _useless(path, f"cannot be read: {error.strerror or error}")
    if len(data) > MOST_BYTES:
        return _useless(path, "is too large for a file of settings")
    try:
        text = data.decode("utf-8-sig")
        document = _load(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _useless(path, "is not written in UTF-8", line)
    except RecursionError:
        return _useless(path, "is not TOML that can be used")
    except config.TOMLDecodeError as error:
        reason, found, place = str(error).partition(" (at ")
        number = re.match(r"line (\d+)", place)
        at_end = text.rstrip().count("\n") + 1 if found else None
        return _useless(path, f"is not TOML: {reason}", int(number[1]) if number else at_end)
    return _checked(path, text, document)


_PRESET = re.compile(r"""^[ \t]*keys[ \t]*=[ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*(?:#.*)?$""", re.MULTILINE)
"""A preset by its name alone, which TOML does not allow next to a table of the same name."""


def _load(text: str) -> dict[str, object]:
    """Return what a TOML document says; ``keys = "vim"`` may stand above a table [keys].

    Raises:
        TOMLDecodeError: it is not valid.
    """
    try:
        return config.loads(text)
    except config.TOMLDecodeError:
        alone = _PRESET.search(text)
        if alone is None:
            raise
        document = config.loads(text[: alone.start()] + text[alone.end() :])
        document.setdefault("preset", config.loads(alone[0])[KEYS])
        return document


def _useless(path: Path, message: str, line: int | None = None) -> ConfigFile:
    problem = _problem(path, message, line)
    return ConfigFile(path, problems=(f"{problem}; the usual settings are used",))


def _checked(path: Path, text: str, document: dict[str, object]) -> ConfigFile:
    values: dict[str, Value] = {}
    keys: dict[str, Sequence[KeySequence]] = {}
    wrong: list[tuple[str, str]] = []
    table = document.pop(KEYS, {})
    if isinstance(table, str):
        # A preset by its name alone.
        document.setdefault("preset", table)
        table = {}
    if not isinstance(table, dict):
        wrong.append((KEYS, 'keys is not a table; write [keys] and below it "action" = "key"'))
        table = {}
    programs = _programs(document.pop(PROGRAMS, {}), wrong)
    if isinstance(table.get("preset"), str):
        # Where else one would look for it; there is no action of that name.
        document.setdefault("preset", table.pop("preset"))
    for name, value in document.items():
        known = setting(name)
        if known is None:
            names = [each.name for each in SETTINGS]
            there = f"; there are {', '.join(names)} and the tables [keys] and [programs]"
            meant = suggestion(name, [*names, KEYS, PROGRAMS]) or there
            wrong.append((name, f"{one_line(name, 60)} is not a setting{meant}"))
        elif problem := what_is_wrong(name, value):
            wrong.append((name, f"{problem}; {in_toml(known.default)} is used"))
        elif isinstance(value, str | int):
            values[name] = value
    for action, value in _flat(table):
        try:
            keys[action] = _sequences(value)
        except ValueError as error:
            message = f"the key of {one_line(action, 60)}: {error}; its usual keys are used"
            wrong.append((f"{KEYS}.{action}", message))
    lines = statement_lines(text) if wrong or keys or programs else {}
    placed = sorted((lines.get(name, 0), message) for name, message in wrong)
    problems = tuple(_problem(path, message, line or None) for line, message in placed)
    return ConfigFile(path, values, keys, problems, programs, lines)


def _programs(table: object, wrong: list[tuple[str, str]]) -> Sequence[Program]:
    """Return the programs that a table gives; add to ``wrong`` what gives none, and where."""
    if not isinstance(table, dict):
        wrong.append(
            (PROGRAMS, 'programs is not a table; write [programs] and below it NAME = { keys = "D", ... }')
        )
        return ()
    programs = []
    for name, entry in table.items():
        try:
            programs.append(read_program(name, entry))
        except ValueError as error:
            wrong.append((f"{PROGRAMS}.{name}", f"the program {one_line(name, 40)}: {error}"))
    return tuple(programs)


def _flat(table: Mapping[str, object], before: str = "") -> list[tuple[str, object]]:
    """Return the ids and their keys: without quotes, TOML takes the dots in an id for tables in tables."""
    flat: list[tuple[str, object]] = []
    for name, value in table.items():
        flat += _flat(value, f"{before}{name}.") if isinstance(value, dict) else [(before + name, value)]
    return flat


def _sequences(value: object) -> Sequence[KeySequence]:
    """Return the keys that a value gives: a text with commas between them, or a list of texts.

    Raises:
        ValueError: it is neither, or one of them is no key.
    """
    if value == "" or value == []:
        return ()
    if isinstance(value, str):
        return read_sequences(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [sequence for each in value for sequence in read_sequences(each)]
    raise ValueError(f'{one_line(repr(value), 40)} is not text such as "ctrl+n"')


def statement_lines(text: str) -> dict[str, int]:
    """Return the line, from 1, on which each value of a TOML document begins, by its full name.

    Args:
        text: the document, which is valid as a whole.
    """
    lines: dict[str, int] = {}
    table = ""
    start, part = 1, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        part = f"{part}\n{line}" if part else line
        try:
            statement = config.loads(part)
        except config.TOMLDecodeError:
            # It goes on in the next line.
            continue
        if part.lstrip().startswith("["):
            table = "".join(f"{name}." for name in _header(statement))
            lines.setdefault(table.rstrip("."), start)
        else:
            for name in _names(statement):
                lines.setdefault(table + name, start)
        start, part = number + 1, ""
    return lines


def _names(statement: Mapping[str, object], before: str = "") -> Iterator[str]:
    """Yield the names of all values of a table, and of those within them."""
    for name, value in statement.items():
        yield before + name
        if isinstance(value, dict):
            yield from _names(value, f"{before}{name}.")


def _header(statement: Mapping[str, object]) -> list[str]:
    """Return the names in the header of a table."""
    names: list[str] = []
    inner: object = statement
    while isinstance(inner, dict) and inner:
        names.append(next(iter(inner)))
        inner = inner[names[-1]]
    return names
