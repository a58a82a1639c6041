"""The argument parsers of all commands, their types and checks."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from tui import __version__
from tui.domain.annotation import Colour
from tui.domain.article import Markup
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line


def language(tag: str) -> str:
    """Return the code of the language that a person gave.

    Raises:
        ArgumentTypeError: no language is known by it.
    """
    code = language_code(tag)
    if not code:
        raise argparse.ArgumentTypeError(f"'{one_line(tag, 40)}' is no code of a language, such as en or de")
    return code


def marks(text: str) -> frozenset[Markup]:
    """Return what a person wants marked up.

    Raises:
        ArgumentTypeError: there is no such thing to mark.
    """
    named = [] if text == "none" else text.split(",")
    for name in named:
        if name not in tuple(Markup):
            known = ", ".join(Markup)
            raise argparse.ArgumentTypeError(f"'{one_line(name, 40)}' is not one of {known}, or none")
    return frozenset(map(Markup, named))


def wording(text: str) -> str:
    """Return a text that says something.

    Raises:
        ArgumentTypeError: it says nothing.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty text is nowhere and everywhere")
    return text


def tag(text: str) -> str:
    """Return a tag as it is stored: sanitized, on one line, and without the # before it.

    Raises:
        ArgumentTypeError: nothing is left of it.
    """
    found = one_line(text.strip().lstrip("#"), 1_000)
    if not found:
        raise argparse.ArgumentTypeError("a tag cannot be empty")
    return found


def count(text: str) -> int:
    """Return a whole number from 1 on.

    Raises:
        ArgumentTypeError: it is none.
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{one_line(text, 40)}' is not a number from 1 on")
    return number


class _Parser(argparse.ArgumentParser):
    """An argument parser that says in one line what is wrong.

    Attributes:
        most: how many locations there may be, or None for any number.
        fewest: how many there must be.
        texts: options that take any text, also one that begins with a dash.
    """

    most: int | None = None
    fewest = 0
    texts: Sequence[str] = ()

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"postil: {one_line(message)}; see `{self.prog} --help`\n")

    def parsed(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments as they are understood; whatever follows ``--`` is a location."""
        before, after = self._parted(argv)
        arguments = self.parse_intermixed_args(before)
        arguments.locations = [*(arguments.locations or ()), *after]
        if self.most is not None and len(arguments.locations) > self.most:
            self.error("one article is read at a time" if self.most else "no article is asked for here")
        if len(arguments.locations) < self.fewest:
            self.error("it is not said which file is meant")
        return arguments

    def _parted(self, argv: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return what is before ``--``, with each of ``texts`` and its value in one, and what is after it."""
        before: list[str] = []
        rest = iter(argv)
        for argument in rest:
            if argument == "--":
                break
            if argument in self.texts:
                value = next(rest, None)
                before.append(argument if value is None else f"{argument}={value}")
            else:
                before.append(argument)
        return before, list(rest)


def _add_config(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the config file."""
    parser.add_argument(
        "--config", metavar="FILE", help="the config file; else $POSTIL_CONFIG, else the usual place"
    )


def _add_language(parser: argparse.ArgumentParser) -> None:
    """Add the option that says what language an article is in."""
    parser.add_argument(
        "--lang",
        metavar="CODE",
        type=language,
        help="the language of what is read, such as en or de; else its wording tells",
    )


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


WITH_VALUE = ("--data-dir", "--model", "--lang", "--config", "--marks")
"""The options of all commands that take a value."""

_USAGE = """\
postil                          the library: what you have read
       postil FILE | URL | -           read it (txt, md, html, a web address, standard input)
       postil --plain FILE | URL | -   its text with bracketed marks, for screen readers and pipes
       postil analyze [FILE|URL|-]...  what the reader would show, as data
       postil note FILE|URL --quote TEXT [--note TEXT] [--tag TAG]...   annotate a passage
       postil notes [WORDS]            list or search the notes of the whole library
       postil export [FILE|URL|-]...   your annotations, and what you corrected, for other programs
       postil import FILE              annotations from other programs
       postil config                   colours, layout and keys, and the file that sets them
       postil doctor                   what is installed, and whether all is well"""
_MORE = """\
exit codes: 0 done; 1 what was asked for could not be done; 2 unusable arguments; 130 interrupted

`postil read X` is the long form of `postil X`, for a file that is called like a command.
`postil analyze --help` tells more of that command, and so do the others."""


class _ReadParser(_Parser):
    """The parser for reading, of which some options go only with others."""

    def parsed(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments as they are understood."""
        arguments = super().parsed(argv)
        if arguments.plain and not arguments.locations:
            self.error("--plain needs to be told which article is meant")
        if arguments.marks is not None and not arguments.plain:
            self.error("--marks goes with --plain alone")
        return arguments


def _read_parser() -> _Parser:
    parser = _ReadParser(
        "postil",
        usage=_USAGE,
        description="Read articles in the terminal: who is named, who said what, your notes in the margin.",
        epilog=_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.most = 1
    parser.add_argument("locations", nargs="*", metavar="FILE|URL|-", help="what to read")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="write the article to standard output instead, blank lines between paragraphs, with marks like "
        "[PERSON Ada Abbott], [QUOTE by Ada Abbott: ...], [NOTED 1: ...] and [HEADING 2: ...]; a bracket or "
        "backslash of the article itself has a backslash before it",
    )
    parser.add_argument(
        "--marks",
        metavar="WHAT",
        type=marks,
        help=f"with --plain: what is marked, some of {','.join(Markup)}, or none; all unless given",
    )
    _add_language(parser)
    _add_config(parser)
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


def _note_parser() -> _Parser:
    parser = _Parser(
        "postil note",
        description="Annotate a passage of an article. The annotation is printed as JSON once it is "
        "safely on disk. TEXT must stand in the article; if it does not to the letter, any white space "
        "in it stands for any other, so that a quote copied over the end of a line is found.",
        allow_abbrev=False,
    )
    parser.most = parser.fewest = 1
    parser.texts = ("--quote", "--note", "--tag")
    parser.add_argument("locations", nargs="*", metavar="FILE|URL", help="the article")
    parser.add_argument(
        "--quote", metavar="TEXT", type=wording, required=True, help="the passage, as it stands there"
    )
    parser.add_argument(
        "--occurrence", metavar="N", type=count, help="which one, from 1, where it occurs more than once"
    )
    parser.add_argument("--note", metavar="TEXT", default="", help="your own words")
    parser.add_argument(
        "--tag", metavar="TAG", type=tag, action="append", default=[], help="a tag; may be given often"
    )
    parser.add_argument(
        "--colour",
        "--color",
        choices=[str(colour) for colour in Colour],
        default="yellow",
        help="of its highlight",
    )
    _add_options(parser)
    return parser


def _notes_parser() -> _Parser:
    parser = _Parser(
        "postil notes",
        description="List the notes of the whole library, or those that hold all WORDS in the note, the "
        "passage or a tag, whatever their case and accents.",
        allow_abbrev=False,
    )
    parser.texts = ("--tag", "--person")
    parser.add_argument(
        "locations", nargs="*", metavar="WORDS", help="what to look for; all if there are none"
    )
    parser.add_argument(
        "--tag", metavar="TAG", type=tag, action="append", default=[], help="only what has the tag"
    )
    parser.add_argument(
        "--article",
        metavar="X",
        help="only what is on this article: a file, an address or words of the title",
    )
    parser.add_argument(
        "--person",
        metavar="NAME",
        type=wording,
        help="only passages that name the person or that the person said, and notes that name the "
        "person; an article that was not analysed yet tells no more than its wording",
    )
    parser.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text", help="text unless given"
    )
    _add_options(parser)
    return parser


def _export_parser() -> _Parser:
    parser = _Parser(
        "postil export",
        description="Write annotations for other programs, and your corrections as training data: of the "
        "articles that are named, else of all that you annotated or corrected. md: Markdown for "
        "note-taking programs. jsonld: W3C Web Annotations. csv: a table. jsonl: all there is, a line for "
        "each article, which `postil import` takes as well. spacy: a DocBin. brat: standoff files.",
        epilog='jsonl: {"id", "title", "text", "spans": [[start, end, label], ...], "missing_spans": '
        '[[start, end], ...], "annotations": [...], ...}, offsets in code points. spans are names that you '
        "added, relabelled, merged, split off or confirmed; what you removed is no name; missing_spans is "
        "all else, since only the pipeline has seen to it. The training command reads it. spacy: the same "
        'as entities, some of them missing, and annotations as the spans "annotations".',
        allow_abbrev=False,
    )
    parser.add_argument(
        "locations",
        nargs="*",
        metavar="FILE|URL|-",
        help="articles; all with annotations or corrections if none",
    )
    parser.add_argument(
        "--format",
        choices=("md", "jsonld", "csv", "jsonl", "spacy", "brat"),
        default="jsonl",
        help="jsonl unless given",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR|-",
        default="-",
        help="where to; standard output unless given. A folder, which may end in / and be new, gets a file "
        "for each article, but one postil.spacy; brat asks for a folder",
    )
    parser.add_argument("--force", action="store_true", help="replace files that are there")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="jsonl, spacy: you have checked these articles from end to end: what you left as it was is "
        "right as well",
    )
    _add_options(parser)
    return parser


def _import_parser() -> _Parser:
    parser = _Parser(
        "postil import",
        description="Take annotations from a file: what `postil export` wrote as jsonld or jsonl, W3C Web "
        "Annotations of other programs, or what Hypothesis exports. Each is placed in its article, if that "
        "is known or a file that is still there. What is in the library already stays as it is. Told is how "
        "many were added, were already there, and found no place (orphaned); those are kept.",
        allow_abbrev=False,
    )
    parser.most = parser.fewest = 1
    parser.add_argument("locations", nargs="*", metavar="FILE", help="what to take, or - for standard input")
    parser.add_argument(
        "--article", metavar="FILE|URL", help="the article that all of them are on, whatever they say"
    )
    parser.add_argument(
        "--fetch", action="store_true", help="open web addresses that the library does not know"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text unless given")
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


def _config_parser() -> _Parser:
    parser = _Parser(
        "postil config",
        description="Tell where the config file is, and the colours and the layout that are in use. What was "
        "chosen by key while reading counts, until the file says something else than it said then.",
        epilog='To begin with: postil config --default > "$(postil config --path)"',
        allow_abbrev=False,
    )
    parser.set_defaults(locations=[])
    parser.most = 0
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--path", action="store_true", help="write where the file is, and nothing else")
    asked.add_argument(
        "--default", action="store_true", help="write a file with all that can be set, every key included"
    )
    asked.add_argument(
        "--check", action="store_true", help="tell what is wrong in the file; exit code 1 if anything is"
    )
    _add_config(parser)
    _add_options(parser)
    return parser


PARSERS = {
    "read": _read_parser,
    "analyze": _analyze_parser,
    "note": _note_parser,
    "notes": _notes_parser,
    "export": _export_parser,
    "import": _import_parser,
    "config": _config_parser,
    "doctor": _doctor_parser,
}
"""What makes the parser of each command."""
