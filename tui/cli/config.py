"""``postil config``: where the config file is, what it says, all that it may say, and whether it is right."""

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from textwrap import fill

from tui.config.file import ConfigFile, config_path, read_config
from tui.config.keys import KeySequence, typed
from tui.config.preferences import Preferences
from tui.config.settings import SETTINGS, in_toml
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.ui.keyboard.commands import Action, actions, check_keys

_WIDTH = 100
"""Cells of a line of the default file, in which it tells what is allowed."""
_COLUMN = 46
"""Cells before what an action does."""
_HEAD = """\
# What can be set in Postil. Lines that begin with # say nothing: take the # away and change the rest.
# Nothing here is needed, and Postil never writes to this file.
"""
_KEYS_HEAD = """
# The keys of every action: "x", "ctrl+n", "pagedown"; several with commas between them (the comma
# itself is comma); "" for none. Where the usual keys are two, pressed one after the other, as in "]e",
# there may be two or one.
[keys]
"""


def config(library: Library, arguments: argparse.Namespace) -> int:
    """Write what is asked for to standard output; the exit code is 1 if something in the file is wrong."""
    path = config_path(arguments.config)
    if arguments.path:
        return _write([str(path)])
    if arguments.default:
        return _write([default_config()])
    file = read_config(path)
    problems = problems_of(file)
    if arguments.check:
        well = "all is well" if path.exists() else "there is no such file, and none is needed"
        _write(problems or [f"{one_line(str(path), 1_000)}: {well}"])
    else:
        _write(list(_told(file, Preferences.load(path, library.data_dir))))
        for problem in problems:
            sys.stderr.write(f"postil: {problem}\n")
    return 1 if problems else 0


def problems_of(file: ConfigFile) -> list[str]:
    """All that is wrong in a config file, its keys included, a line each."""
    told = [file.told(f"keys.{problem.id}", problem.message) for problem in check_keys(file.keys)]
    return [*file.problems, *told]


def _write(lines: list[str]) -> int:
    text = "\n".join(lines)
    sys.stdout.buffer.write((text if text.endswith("\n") else f"{text}\n").encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


def _told(file: ConfigFile, preferences: Preferences) -> Iterator[str]:
    """The settings in use, and where each is from."""
    is_there = file.path.exists()
    yield f"{one_line(str(file.path), 1_000)}{'' if is_there else ' (not there; nothing needs it)'}"
    if not is_there:
        yield "`postil config --default` writes one to begin with."
    yield ""
    for setting in SETTINGS:
        value = getattr(preferences.settings, setting.name)
        given = file.values.get(setting.name)
        source = "chosen by key" if preferences.is_chosen(setting.name) else "" if given is None else "set"
        yield f"{setting.name:<18} {in_toml(value):<16} {source}".rstrip()
    for action in file.keys:
        yield f"keys.{action}: set"


def default_config() -> str:
    """A config file that says nothing: every setting and every action, behind #, with what is usual."""
    parts = [_HEAD]
    for setting in SETTINGS:
        words = f"{setting.meaning} It may be {setting.allowed.in_full()}."
        parts.append(f"\n{fill(words, _WIDTH, initial_indent='# ', subsequent_indent='# ')}\n")
        parts.append(f"# {setting.name} = {in_toml(setting.default)}\n")
    parts.append(_KEYS_HEAD)
    for place, there in groupby(by_place(), key=lambda action: action.place):
        parts.append(f"\n# {place}\n")
        parts += [f"# {keys_line(action)}\n" for action in there]
    return "".join(parts)


def by_place() -> list[Action]:
    """All actions, those of one place together; what acts anywhere and in an article comes first.

    What acts in several places is told in the first of them.
    """
    first = ("Anywhere", "Reading", "Article", "Lists", "Names", "Quotes", "Notes", "Library")
    ranks = {place: rank for rank, place in enumerate(first)}
    once: dict[str, Action] = {}
    for action in actions():
        once.setdefault(action.id, action)
    return sorted(once.values(), key=lambda action: (ranks.get(action.place, len(first)), action.place))


def keys_line(action: Action) -> str:
    """The line that gives an action the keys that it has anyhow."""
    given = f'"{action.id}" = {keys_in_toml(action)}'
    return f"{given:<{_COLUMN}} # {action.name}"


def keys_in_toml(action: Action) -> str:
    """The usual keys of an action, as the file would give them."""
    written = ",".join(map(as_written, action.sequences))
    return f"'{written}'" if any(sign in written for sign in '"\\') else f'"{written}"'


def as_written(sequence: KeySequence) -> str:
    """One key, or two one after the other, as the file gives them."""
    keys = [key if key == "comma" else typed(key) for key in sequence]
    return ("" if all(len(key) == 1 for key in keys) else " ").join(keys)
