"""The command line: which command runs, exit codes, messages in one line."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Timer

from tui.cli.arguments import WITH_VALUE, Parser, with_common_options
from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line
from tui.library import Library, data_folder

COMMANDS = {
    "read": ("tui.cli.read", "read", "read_parser"),
    "--plain": ("tui.cli.plain", "plain", "read_parser"),
    "add": ("tui.cli.add", "add", "add_parser"),
    "analyze": ("tui.cli.analyze", "analyze", "analyze_parser"),
    "feed": ("tui.cli.feed", "feed", "feed_parser"),
    "find": ("tui.cli.find", "find", "find_parser"),
    "note": ("tui.cli.notes", "note", "note_parser"),
    "notes": ("tui.cli.notes", "notes", "notes_parser"),
    "who": ("tui.cli.who", "who", "who_parser"),
    "open": ("tui.cli.open", "open_link", "open_parser"),
    "export": ("tui.cli.export", "export", "export_parser"),
    "import": ("tui.cli.import_", "import_notes", "import_parser"),
    "serve": ("tui.cli.serve", "serve", "serve_parser"),
    "config": ("tui.cli.config", "config", "config_parser"),
    "doctor": ("tui.cli.doctor", "doctor", "doctor_parser"),
    "completion": ("tui.cli.completion", "completion", "completion_parser"),
}
"""The module of each command, what runs it and what makes its parser: no other module is imported."""

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
    module, run, _ = COMMANDS[command]
    arguments = parser_of(command).parsed(rest)
    language = getattr(arguments, "lang", None) or ""
    if getattr(arguments, "plain", False):
        module, run, _ = COMMANDS["--plain"]
    library = Library(data_folder(arguments.data_dir), arguments.model, language)
    try:
        if command != "read" and sys.stdout is None and getattr(arguments, "output", "-") == "-":
            raise PostilError("standard output is closed, so there is no place to write results")
        code: int = getattr(import_module(module), run)(library, arguments)
        return code
    finally:
        library.close()


def parser_of(command: str) -> Parser:
    """Return the parser of one of the ``COMMANDS``."""
    module, _, parser = COMMANDS[command]
    return with_common_options(getattr(import_module(module), parser)())


def _command(argv: list[str]) -> tuple[str, list[str]]:
    """Return the command among the arguments - the first that is no option - and the other arguments."""
    position = 0
    while position < len(argv):
        argument = argv[position]
        if argument == "--":
            break
        if argument == "-" or not argument.startswith("-"):
            if argument in COMMANDS:
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
    names = [name for name in COMMANDS if name.isalpha()]
    # difflib is imported for such words alone: articles need not wait for it.
    near: list[str] = import_module("difflib").get_close_matches(word.lower(), names, n=1, cutoff=0.7)
    if near:
        raise PostilError(f"{word}: there is no such file or command; did you mean `postil {near[0]}`?")


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
