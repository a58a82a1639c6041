"""``postil config``: where the config file is, what it says, all that it may say, and whether it is right."""

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from textwrap import fill

from tui.cli.arguments import CONFIG, Parser
from tui.config.file import ConfigFile, config_path, read_config
from tui.config.keys import KeySequence, typed
from tui.config.preferences import Preferences
from tui.config.programs import PROGRAMS
from tui.config.settings import SETTINGS, in_toml
from tui.domain.text.sanitize import one_line
from tui.library import Library
from tui.ui.keyboard.commands import check_keys, check_programs, scope_of
from tui.ui.keyboard.table import BY_ID, COMMANDS, Command

_WIDTH = 100
"""Cells of a line of the default file that says what is allowed."""
_COLUMN = 46
"""Cells before what an action does."""
_HEAD = """\
# The settings of Postil. Lines that begin with # are ignored: remove the # and change the rest.
# Nothing here is required, and Postil never writes to this file.
"""
_KEYS_HEAD = """
# The keys of every action: "x", "ctrl+n", "pagedown"; several with commas between them (the comma
# itself is comma); "" for none. Where the usual keys are two, pressed one after the other, as in "]e",
# there may be two or one.
[keys]
"""
_PROGRAMS_TAIL = """
# Programs that get what is selected, or what stands at the cursor, on their standard input. The command is
# a list of words, or with shell=true one text for a shell; show=false shows nothing of what it writes.
# [programs]
# dictionary={keys="D", command=["dict", "-"], name="Look up"}
# aloud={keys="gs", command=["espeak"], show=false, seconds=600}
"""


def config_parser() -> Parser:
    """Return the parser of ``postil config``."""
    parser = Parser(
        "config",
        description="Show where the config file is, and the settings in use. A choice "
        "made by key while reading holds until that setting in the file is changed.",
        epilog='To write a first one: postil config --default > "$(postil config --path)"',
    )
    ask = parser.add_mutually_exclusive_group().add_argument
    ask("--path", action="store_true", help="write where the file is, and nothing else")
    ask("--default", action="store_true", help="write a file with all that can be set, every key included")
    ask("--check", action="store_true", help="list what is wrong in the file; exit code 1 if anything is")
    parser.add_argument("--config", **CONFIG)
    return parser


def config(library: Library, arguments: argparse.Namespace) -> int:
    """Write what is asked for to standard output; return 1 if something in the file is wrong, else 0."""
    path = config_path(arguments.config)
    if arguments.path:
        return _write([str(path)])
    if arguments.default:
        return _write([default_config()])
    file = read_config(path)
    preset = file.settings.preset
    of_keys = [
        *(file.problem(f"keys.{each.id}", each.message) for each in check_keys(file.keys, preset)),
        *(
            file.problem(f"{PROGRAMS}.{each.id}", each.message)
            for each in check_programs(file.programs, file.keys, preset)
        ),
    ]
    problems = [*file.problems, *of_keys]
    if arguments.check:
        well = "all is well" if path.exists() else "there is no such file, and none is needed"
        _write(problems or [f"{one_line(str(path), 1_000)}: {well}"])
    else:
        _write(list(_in_use(file, Preferences.load(path, library.data_dir))))
        for problem in problems:
            sys.stderr.write(f"postil: {problem}\n")
    return 1 if problems else 0


def _write(lines: list[str]) -> int:
    text = "\n".join(lines)
    sys.stdout.buffer.write((text if text.endswith("\n") else f"{text}\n").encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


def _in_use(file: ConfigFile, preferences: Preferences) -> Iterator[str]:
    """Yield the settings in use, and where each is from."""
    is_there = file.path.exists()
    yield f"{one_line(str(file.path), 1_000)}{'' if is_there else ' (not there; nothing needs it)'}"
    if not is_there:
        yield "`postil config --default` writes one to start from."
    yield ""
    for setting in SETTINGS:
        value = getattr(preferences.settings, setting.name)
        given = file.values.get(setting.name)
        source = "chosen by key" if preferences.is_chosen(setting.name) else "" if given is None else "set"
        yield f"{setting.name:<18} {in_toml(value):<16} {source}".rstrip()
    for action in file.keys:
        yield f"keys.{action}: set"
    for program in file.programs:
        yield f"{PROGRAMS}.{program.id}: {', '.join(map(as_written, program.keys))}"


def default_config() -> str:
    """Return a config file that sets nothing: every setting and command behind #, with its default."""
    parts = [_HEAD]
    for setting in SETTINGS:
        words = f"{setting.meaning} It may be {setting.allowed_in_full()}."
        parts.append(f"\n{fill(words, _WIDTH, initial_indent='# ', subsequent_indent='# ')}\n")
        parts.append(f"# {setting.name} = {in_toml(setting.default)}\n")
    parts.append(_KEYS_HEAD)
    for title, there in by_scope():
        parts.append(f"\n# {title}\n")
        for command in there:
            keys = ",".join(map(as_written, command.sequences))
            mark = "'" if any(sign in keys for sign in '"\\') else '"'
            given = f'"{command.id}" = {mark}{keys}{mark}'
            parts.append(f"# {given:<{_COLUMN}} # {command.words}\n")
    parts.append(_PROGRAMS_TAIL)
    return "".join(parts)


def by_scope() -> list[tuple[str, list[Command]]]:
    """Return the titles of scopes and the commands there, in the order of the table.

    A command that acts in several scopes is listed in the first of them.
    """
    once = (command for command in COMMANDS if BY_ID[command.id] is command)
    return [(title, list(there)) for title, there in groupby(once, lambda command: scope_of(command).title)]


def as_written(sequence: KeySequence) -> str:
    """Return one key, or two one after the other, as the file gives them."""
    keys = [key if key == "comma" else typed(key) for key in sequence]
    return ("" if all(len(key) == 1 for key in keys) else " ").join(keys)
