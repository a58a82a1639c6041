"""The command line: arguments, exit codes, and errors in one line."""

import argparse
import os
import sys

from tui.cli.arguments import PARSERS, WITH_VALUE
from tui.config.file import config_path
from tui.config.preferences import Preferences
from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line
from tui.exchange.plain_text import Markup
from tui.library import Library, data_folder
from tui.system.latency import begin
from tui.system.terminal import check_can_draw, keyboard_and_screen


def main(argv: list[str] | None = None) -> int:
    """Run the command that ``argv`` (else the program's arguments) names; the exit code.

    Bad input, an interrupt and a reader of the output that leaves early end in an exit code and
    at most one line on standard error, never in a traceback; $POSTIL_DEBUG shows those of
    defects.
    """
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except PostilError as error:
        return _tell(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()
        return 1
    except OSError as error:
        _drop_output()
        return _tell(f"cannot go on: {error.strerror or error}")
    except Exception as error:
        if os.environ.get("POSTIL_DEBUG"):
            raise
        return _tell(f"a defect in Postil: {type(error).__name__}: {error}")


def _drop_output() -> None:
    """Lead standard output to nowhere: Python flushes it once more at exit, which must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _tell(message: str) -> int:
    """Say in one line on standard error what could not be done; exit code 1."""
    if sys.stderr is not None:
        sys.stderr.write(f"postil: {one_line(message, 1_200)}\n")
    return 1


def _run(argv: list[str]) -> int:
    command, rest = _command(argv)
    arguments = PARSERS[command]().parsed(rest)
    language = getattr(arguments, "lang", None) or ""
    library = Library(data_folder(arguments.data_dir), arguments.model, language)
    try:
        run = _COMMANDS.get(command, _plain if getattr(arguments, "plain", False) else _read)
        if run is not _read and sys.stdout is None and getattr(arguments, "output", "-") == "-":
            raise PostilError("standard output is closed, so there is nowhere to write results")
        return run(library, arguments)
    finally:
        library.close()


def _command(argv: list[str]) -> tuple[str, list[str]]:
    """The command among the arguments - the first that is no option - and the other arguments."""
    position = 0
    while position < len(argv):
        argument = argv[position]
        if argument == "--":
            break
        if argument == "-" or not argument.startswith("-"):
            if argument in PARSERS:
                return argument, argv[:position] + argv[position + 1 :]
            break
        position += 2 if argument in WITH_VALUE else 1
    return "read", argv


def _read(library: Library, arguments: argparse.Namespace) -> int:
    """Show the article, or the library if none is named; the exit code."""
    begin()
    config = config_path(arguments.config)
    if arguments.config and not config.exists():
        raise PostilError(f"{config}: there is no such config file")
    article = None
    if arguments.locations:
        article = library.open(arguments.locations[0])
    check_can_draw()
    preferences = Preferences.load(config, library.data_dir)
    with keyboard_and_screen():
        from tui.ui.app import PostilApp  # noqa: PLC0415 - Textual; errors and other commands need none

        return PostilApp(library, article, preferences).run_reader()


def _plain(library: Library, arguments: argparse.Namespace) -> int:
    from tui.cli.plain import plain  # noqa: PLC0415 - not for reading

    marked = frozenset(Markup) if arguments.marks is None else arguments.marks
    return plain(library, arguments.locations[0], marked)


def _analyze(library: Library, arguments: argparse.Namespace) -> int:
    from tui.cli.analyze import analyze  # noqa: PLC0415 - not for reading

    arguments.locations = arguments.locations or ["-"]
    return analyze(library, arguments)


def _note(library: Library, arguments: argparse.Namespace) -> int:
    from tui.cli.notes import note  # noqa: PLC0415 - not for reading

    return note(library, arguments)


def _notes(library: Library, arguments: argparse.Namespace) -> int:
    from tui.cli.notes import notes  # noqa: PLC0415 - not for reading

    return notes(library, arguments)


def _export(library: Library, arguments: argparse.Namespace) -> int:
    from tui.cli.export import export  # noqa: PLC0415 - not for reading

    return export(library, arguments)


def _import(library: Library, arguments: argparse.Namespace) -> int:
    from tui.cli.import_ import import_notes  # noqa: PLC0415 - not for reading

    return import_notes(library, arguments)


def _config(library: Library, arguments: argparse.Namespace) -> int:
    from tui.cli.config import config  # noqa: PLC0415 - not for reading

    return config(library, arguments)


def _doctor(library: Library, arguments: argparse.Namespace) -> int:
    from tui.cli.doctor import doctor  # noqa: PLC0415 - not for reading

    return doctor(library, arguments)


_COMMANDS = {
    "analyze": _analyze,
    "note": _note,
    "notes": _notes,
    "export": _export,
    "import": _import,
    "config": _config,
    "doctor": _doctor,
}
"""What to do for each command but that for reading."""
