"""The command line: arguments, exit codes, and errors in one line."""

import argparse
import os
import sys
from typing import NoReturn

from tui import __version__
from tui.domain.errors import PostilError
from tui.domain.languages import language_code
from tui.domain.plain import one_line
from tui.library import Library, data_folder
from tui.responsive import begin
from tui.terminal import check_can_draw, keyboard_and_screen

_WITH_VALUE = ("--data-dir", "--model", "--lang")

_USAGE = """\
postil                          the library: what you have read
       postil FILE | URL | -           read it (txt, md, html, a web address, standard input)
       postil analyze [FILE|URL|-]...  what the reader would show, as data
       postil export [FILE|URL|-]...   what you corrected, as training data
       postil doctor                   what is installed, and whether all is well"""
_MORE = """\
exit codes: 0 done; 1 what was asked for could not be done; 2 unusable arguments; 130 interrupted

`postil read X` is the long form of `postil X`, for a file that is called like a command.
`postil analyze --help` tells more of that command, and so do the others."""


class _Parser(argparse.ArgumentParser):
    """An argument parser that says in one line what is wrong.

    Attributes:
        most: how many locations there may be, or None for any number.
    """

    most: int | None = None

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"postil: {one_line(message)}; see `{self.prog} --help`\n")


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
    arguments = _parsed(_PARSERS[command](), rest)
    language = getattr(arguments, "lang", None) or ""
    library = Library(data_folder(arguments.data_dir), arguments.model, language)
    try:
        if command == "analyze":
            return _analyze(library, arguments)
        if command == "export":
            return _export(library, arguments)
        if command == "doctor":
            return _doctor(library, arguments)
        return _read(library, arguments.locations)
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
            if argument in _PARSERS:
                return argument, argv[:position] + argv[position + 1 :]
            break
        position += 2 if argument in _WITH_VALUE else 1
    return "read", argv


def _parsed(parser: _Parser, argv: list[str]) -> argparse.Namespace:
    """The arguments as ``parser`` understands them; whatever follows ``--`` is a location."""
    end = argv.index("--") if "--" in argv else len(argv)
    arguments = parser.parse_intermixed_args(argv[:end])
    arguments.locations = [*(arguments.locations or ()), *argv[end + 1 :]]
    if parser.most is not None and len(arguments.locations) > parser.most:
        parser.error("one article is read at a time" if parser.most else "no article is asked for here")
    return arguments


def _read_parser() -> _Parser:
    parser = _Parser(
        "postil",
        usage=_USAGE,
        description="Read articles in the terminal: who is named, who said what, your notes in the margin.",
        epilog=_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.most = 1
    parser.add_argument("locations", nargs="*", metavar="FILE|URL|-", help="what to read")
    _add_language(parser)
    _add_options(parser)
    return parser


def _analyze_parser() -> _Parser:
    parser = _Parser(
        "postil analyze",
        description="Write names and quotations of articles as JSON. Offsets are code points of the "
        '"text" that is given back. What cannot be opened is told on standard error, and the others go on.',
        epilog="One location gives one JSON document, several an array; --format jsonl a line for each.",
        allow_abbrev=False,
    )
    parser.add_argument("locations", nargs="*", metavar="FILE|URL|-", help="articles; standard input if none")
    parser.add_argument("--format", choices=("json", "jsonl"), default="json", help="json unless given")
    parser.add_argument(
        "--input",
        choices=("articles", "jsonl"),
        default="articles",
        help='jsonl: the files hold a line {"id": ..., "text": ...} for each text, which is taken as it is',
    )
    parser.add_argument(
        "--no-corrections",
        dest="corrections",
        action="store_false",
        help="what the pipeline alone found; else articles come with your corrections (lines of JSON do not)",
    )
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep analyses made before")
    _add_language(parser)
    _add_options(parser)
    return parser


def _export_parser() -> _Parser:
    parser = _Parser(
        "postil export",
        description="Write your corrections as training data: of the articles that are named, else of all "
        "that you corrected, whose texts were kept. Right are the names that you added, relabelled, merged, "
        "split off or confirmed, and that what you removed is no name. All else is marked as unknown, since "
        "only the pipeline has seen to it.",
        epilog='jsonl: a line {"id", "source", "text", "spans": [[start, end, label], ...], "missing_spans": '
        "[[start, end], ...]} for each article, offsets in code points; the training command reads it. "
        "spacy: a DocBin, in which what is unknown is missing.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "locations", nargs="*", metavar="FILE|URL|-", help="articles; all corrected ones if none"
    )
    parser.add_argument("--format", choices=("jsonl", "spacy"), default="jsonl", help="jsonl unless given")
    parser.add_argument(
        "-o", "--output", metavar="FILE|DIR|-", default="-", help="where to; standard output unless given"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="you have checked these articles from end to end: what you left as it was is right as well",
    )
    _add_options(parser)
    return parser


def _doctor_parser() -> _Parser:
    parser = _Parser(
        "postil doctor",
        description="Tell versions, the pipeline in use with its licence and size, folders, and whether "
        "every file of notes can be read. Changes nothing, unless told to. The exit code is 1 if anything is "
        "wrong.",
        allow_abbrev=False,
    )
    parser.set_defaults(locations=[])
    parser.most = 0
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text unless given")
    parser.add_argument(
        "--repair",
        action="store_true",
        help="mend the notes first: restore what is damaged from its copies, and keep what was found",
    )
    _add_options(parser)
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        metavar="CODE",
        type=_language,
        help="the language of what is read, such as en or de; else its wording tells",
    )


def _language(tag: str) -> str:
    """The code that a person gave.

    Raises:
        ArgumentTypeError: no language is known by it.
    """
    code = language_code(tag)
    if not code:
        raise argparse.ArgumentTypeError(f"'{one_line(tag, 40)}' is no code of a language, such as en or de")
    return code


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that all commands have."""
    parser.add_argument(
        "--data-dir", metavar="DIR", help="where notes are kept; else $POSTIL_HOME, else the usual place"
    )
    parser.add_argument(
        "--model",
        metavar="NAME|PATH",
        help="any installed spaCy pipeline, or a folder; else the one that ships",
    )
    parser.add_argument("--version", action="version", version=f"postil {__version__}")


_PARSERS = {
    "read": _read_parser,
    "analyze": _analyze_parser,
    "export": _export_parser,
    "doctor": _doctor_parser,
}


def _read(library: Library, locations: list[str]) -> int:
    """Show the article, or the library if none is named; the exit code."""
    begin()
    article = None
    if locations:
        article = library.open(locations[0])
    check_can_draw()
    with keyboard_and_screen():
        from tui.app import PostilApp  # noqa: PLC0415 - Textual; errors and other commands need none

        return PostilApp(library, article).run_reader()


def _analyze(library: Library, arguments: argparse.Namespace) -> int:
    from tui.analyze_command import analyze  # noqa: PLC0415 - not for reading

    if sys.stdout is None:
        raise PostilError("standard output is closed, so there is nowhere to write results")
    arguments.locations = arguments.locations or ["-"]
    return analyze(library, arguments)


def _export(library: Library, arguments: argparse.Namespace) -> int:
    from tui.export_command import export  # noqa: PLC0415 - not for reading

    if sys.stdout is None and arguments.output == "-":
        raise PostilError("standard output is closed, so there is nowhere to write results")
    return export(library, arguments)


def _doctor(library: Library, arguments: argparse.Namespace) -> int:
    from tui.doctor_command import doctor  # noqa: PLC0415 - not for reading

    if sys.stdout is None:
        raise PostilError("standard output is closed, so there is nowhere to write results")
    return doctor(library, arguments)
