"""The command line: which command runs, exit codes, messages in one line; and the command that reads."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Timer

from tui import ui
from tui.cli.arguments import WITH_VALUE, parser_of
from tui.config.file import config_path
from tui.config.preferences import Preferences
from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line
from tui.library import Library, data_folder
from tui.system.latency import begin, has_idle_core
from tui.system.terminal import check_can_draw, keyboard_and_screen

_COMMANDS = {
    "read": ("tui.cli", "read"),
    "--plain": ("tui.cli.plain", "plain"),
    "add": ("tui.cli.add", "add"),
    "analyze": ("tui.cli.analyze", "analyze"),
    "find": ("tui.cli.find", "find"),
    "note": ("tui.cli.notes", "note"),
    "notes": ("tui.cli.notes", "notes"),
    "export": ("tui.cli.export", "export"),
    "import": ("tui.cli.import_", "import_notes"),
    "config": ("tui.cli.config", "config"),
    "doctor": ("tui.cli.doctor", "doctor"),
}
"""The module and the function of each command: it is imported when it is run, and no other is."""

_LINE = 1_200
"""The most code points of a message on standard error."""
_PATIENCE = 1.0
"""Seconds that a command may wait without a message."""


def main(argv: list[str] | None = None) -> int:
    """Run the command that ``argv`` (else the program's arguments) names; return the exit code.

    Bad input, an interrupt and a reader of the output that leaves early end in an exit code and
    at most one line on standard error, never in a traceback; $POSTIL_DEBUG shows those of
    defects.
    """
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except PostilError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()
        return 1
    except OSError as error:
        _drop_output()
        return _fail(f"cannot continue: {error.strerror or error}")
    except Exception as error:
        if os.environ.get("POSTIL_DEBUG"):
            raise
        return _fail(f"a defect in Postil: {type(error).__name__}: {error}")


def _drop_output() -> None:
    """Lead standard output to nowhere: Python flushes it once more at exit, which must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _fail(message: str) -> int:
    """Report what could not be done; return exit code 1."""
    report(message)
    return 1


def _run(argv: list[str]) -> int:
    command, rest = _command(argv)
    if command == "read" and rest is argv:
        _check_is_no_command(argv)
    arguments = parser_of(command).parsed(rest)
    language = getattr(arguments, "lang", None) or ""
    if getattr(arguments, "plain", False):
        command = "--plain"
    library = Library(data_folder(arguments.data_dir), arguments.model, language)
    try:
        if command != "read" and sys.stdout is None and getattr(arguments, "output", "-") == "-":
            raise PostilError("standard output is closed, so there is nowhere to write results")
        module, name = _COMMANDS[command]
        run: Callable[[Library, argparse.Namespace], int] = getattr(import_module(module), name)
        return run(library, arguments)
    finally:
        library.close()


def _command(argv: list[str]) -> tuple[str, list[str]]:
    """Return the command among the arguments - the first that is no option - and the other arguments."""
    position = 0
    while position < len(argv):
        argument = argv[position]
        if argument == "--":
            break
        if argument == "-" or not argument.startswith("-"):
            if argument in _COMMANDS:
                return argument, argv[:position] + argv[position + 1 :]
            break
        position += 2 if argument in WITH_VALUE else 1
    return "read", argv


def _check_is_no_command(argv: list[str]) -> None:
    """Raise what was probably meant, where the first word is neither a file nor a command but nearly one.

    Raises:
        PostilError: so it is.
    """
    word = argv[0] if argv else ""
    if not (word.isascii() and word.isalpha()) or os.path.lexists(word):
        return
    names = [name for name in _COMMANDS if name.isalpha()]
    # difflib is imported for such words alone: articles need not wait for it.
    near: list[str] = import_module("difflib").get_close_matches(word.lower(), names, n=1, cutoff=0.7)
    if near:
        raise PostilError(f"{word}: there is no such file or command; did you mean `postil {near[0]}`?")


def read(library: Library, arguments: argparse.Namespace) -> int:
    """Show the article at ``arguments.locations``, or the library if none is named; return the exit code.

    Textual is imported last, so that an error, such as a file that is not there, comes at once.

    Raises:
        PostilError: the config file that is named is not there, the article cannot be opened, or there
            is no terminal to draw on.
    """
    begin()
    config = config_path(arguments.config)
    if arguments.config and not config.exists():
        raise PostilError(f"{config}: there is no such config file")
    article = None
    if arguments.locations:
        place, encoding = arguments.locations[0], arguments.encoding or ""
        article = library.open(place, encoding=encoding, kind=arguments.format or "", or_stored=True)
    check_can_draw()
    if article is not None and has_idle_core():
        library.begin_analysis(article)  # it takes longer than all that follows
    preferences = Preferences.load(config, library.data_dir)
    with keyboard_and_screen():
        return ui.PostilApp(library, article, preferences).run_reader()


def report(line: str) -> None:
    """Print one line; what has been done does not fail because it cannot be reported."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"postil: {one_line(line, _LINE)}\n")
            sys.stderr.flush()


def report_all(lines: Iterable[str]) -> None:
    """Print each of some lines."""
    for line in lines:
        report(line)


@contextmanager
def message_if_waiting(folder: Path) -> Iterator[None]:
    """Say so, once, if saving notes in ``folder``, which is done within, does not end for a while."""
    timer = Timer(_PATIENCE, report, [f"still waiting to save; another program may be saving in {folder}"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
