"""The argument parsers of all commands, their types and checks."""

import argparse
import codecs
from collections.abc import Sequence
from typing import Any, NoReturn

from tui import __version__
from tui.domain.annotation import Colour
from tui.domain.article import Markup
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line

_NO_ENCODINGS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
"""Names that Python knows for ways to write text in ASCII, which no file is in."""


def language(tag: str) -> str:
    """Return the code of the language that a person gave.

    Raises:
        ArgumentTypeError: no language is known by it.
    """
    code = language_code(tag)
    if not code:
        raise argparse.ArgumentTypeError(f"'{one_line(tag, 40)}' is no code of a language, such as en or de")
    return code


def encoding(name: str) -> str:
    """Return the name of an encoding that a person gave.

    Raises:
        ArgumentTypeError: none is known by it.
    """
    try:
        "".encode(name)
        if name.isprintable() and codecs.lookup(name).name not in _NO_ENCODINGS:
            return name
    except (LookupError, ValueError):
        pass
    raise argparse.ArgumentTypeError(
        f"'{one_line(name, 40)}' is no encoding that is known here, such as utf-8, cp1250 or iso-8859-2"
    )


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
        raise argparse.ArgumentTypeError("the quote must not be empty")
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
    """The parser of a command, which says in one line what is wrong."""

    def __init__(
        self,
        command: str,
        locations: tuple[str, str] | None = None,
        *,
        most: int | None = None,
        fewest: int = 0,
        texts: Sequence[str] = (),
        **described: Any,
    ) -> None:
        """Take options and locations for ``command``.

        Args:
            command: its name; empty for reading.
            locations: what they are called in the help, and what they are; None where there are none.
            most: how many locations there may be, or None for any number.
            fewest: how many there must be.
            texts: options that take any text, also one that begins with a dash.
            described: the texts of the help, as argparse takes them.
        """
        super().__init__(f"postil {command}".rstrip(), allow_abbrev=False, **described)
        self._most, self._fewest, self._texts = most if locations else 0, fewest, texts
        if locations:
            self.add_argument("locations", nargs="*", metavar=locations[0], help=locations[1])
        else:
            self.set_defaults(locations=[])

    def add_format(self, *choices: str, default: str = "") -> None:
        """Add the option that says in which form to write; the first is the default unless one is given."""
        default = default or choices[0]
        self.add_argument("--format", choices=choices, default=default, help=f"{default} unless given")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"postil: {one_line(message)}; see `{self.prog} --help`\n")

    def parsed(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments as they are understood; whatever follows ``--`` is a location."""
        before, after = self._parted(argv)
        arguments = self.parse_intermixed_args(before)
        arguments.locations = [*(arguments.locations or ()), *after]
        if self._most is not None and len(arguments.locations) > self._most:
            self.error("one article is read at a time" if self._most else "no article is asked for here")
        if len(arguments.locations) < self._fewest:
            self.error("it is not said which file is meant")
        return arguments

    def _parted(self, argv: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return what is before ``--``, each of the ``texts`` and its value in one, and what is after it."""
        before: list[str] = []
        rest = iter(argv)
        for argument in rest:
            if argument == "--":
                break
            if argument in self._texts:
                value = next(rest, None)
                before.append(argument if value is None else f"{argument}={value}")
            else:
                before.append(argument)
        return before, list(rest)


_CONFIG: dict[str, Any] = {
    "metavar": "FILE", "help": "the config file; else $POSTIL_CONFIG, else the usual place"
}  # fmt: skip
_LANGUAGE: dict[str, Any] = {
    "metavar": "CODE", "type": language,
    "help": "the language of what is read, such as en or de; detected from the text otherwise",
}  # fmt: skip
_ENCODING: dict[str, Any] = {
    "metavar": "NAME", "type": encoding,
    "help": "the encoding of what is read, such as cp1250 or iso-8859-2, whatever it says itself; else "
    "it is found out",
}  # fmt: skip
_TAG: dict[str, Any] = {"metavar": "TAG", "type": tag, "action": "append", "default": []}
"""Options of several commands."""
WITH_VALUE = ("--data-dir", "--model", "--lang", "--encoding", "--format", "--config", "--marks")
"""The options of all commands that take a value."""

_USAGE = """\
postil                          the library: what you have read
       postil FILE | URL | -           read it (txt, md, html, a web address, standard input)
       postil --plain FILE | URL | -   its text with bracketed marks, for screen readers and pipes
       postil add FILE|URL|LIST|-...   to be read later: stored with its text
       postil analyze [FILE|URL|-]...  what the reader would show, as data
       postil note FILE|URL --quote TEXT [--note TEXT] [--tag TAG]...   annotate a passage
       postil notes [WORDS]            list or search the notes of the whole library
       postil find WORDS               search the texts of everything you read or added
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
            self.error("--plain needs an article")
        if arguments.encoding and not arguments.locations:
            self.error("--encoding needs an article")
        if arguments.format and not arguments.locations:
            self.error("--format needs an article")
        if arguments.marks is not None and not arguments.plain:
            self.error("--marks goes with --plain alone")
        return arguments


def _read_parser() -> _Parser:
    parser = _ReadParser(
        "",
        ("FILE|URL|-", "what to read"),
        most=1,
        usage=_USAGE,
        description="Read articles in the terminal: who is named, who said what, your notes in the margin.",
        epilog=_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "--plain",
        action="store_true",
        help="write the article to standard output instead, blank lines between paragraphs, with marks like "
        "[PERSON Ada Abbott], [QUOTE by Ada Abbott: ...], [NOTED 1: ...] and [HEADING 2: ...]; a bracket or "
        "backslash of the article itself has a backslash before it",
    )
    add(
        "--marks",
        metavar="WHAT",
        type=marks,
        help=f"with --plain: what is marked, some of {','.join(Markup)}, or none; all unless given",
    )
    add(
        "--format",
        choices=("txt", "md", "html"),
        help="what is read: plain text, Markdown or HTML, whatever its name says; else it is found out",
    )
    add("--encoding", **_ENCODING)
    add("--lang", **_LANGUAGE)
    add("--config", **_CONFIG)
    return parser


def _add_parser() -> _Parser:
    parser = _Parser(
        "add",
        ("FILE|URL|LIST|-", "articles, or text files with a path or address on each line"),
        fewest=1,
        description="Add articles to the library, to be read later. Each is stored with its whole text, so "
        "that it opens without a network. Several are fetched side by side, but from one server one after "
        "another. A line says of each whether it was added, was already there, or why not.",
    )
    parser.add_argument("--read", action="store_true", help="as read to the end")
    return parser


class _AnalyzeParser(_Parser):
    """The parser of ``postil analyze``; lines of JSON are in UTF-8 by definition."""

    def parsed(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments as they are understood."""
        arguments = super().parsed(argv)
        if arguments.encoding and arguments.input == "jsonl":
            self.error("--encoding goes with articles alone; lines of JSON are in UTF-8")
        return arguments


def _analyze_parser() -> _Parser:
    parser = _AnalyzeParser(
        "analyze",
        ("FILE|URL|-", "articles; standard input if none"),
        description="Write names and quotations of articles as JSON. Offsets are code points of the "
        '"text" that is given back. What cannot be opened is reported on standard error; the rest continues.',
        epilog="One location gives one JSON document, several an array; --format jsonl a line for each.",
    )
    add = parser.add_argument
    parser.add_format("json", "jsonl")
    add(
        "--input",
        choices=("articles", "jsonl"),
        default="articles",
        help='jsonl: the files hold a line {"id": ..., "text": ...} for each text, which is taken as it is',
    )
    add(
        "--no-corrections",
        dest="corrections",
        action="store_false",
        help="what the pipeline alone found; else articles come with your corrections (lines of JSON do not)",
    )
    add("--no-cache", action="store_true", help="neither use nor keep analyses made before")
    add("--encoding", **_ENCODING)
    add("--lang", **_LANGUAGE)
    return parser


def _note_parser() -> _Parser:
    parser = _Parser(
        "note",
        ("FILE|URL", "the article"),
        most=1,
        fewest=1,
        texts=("--quote", "--note", "--tag"),
        description="Annotate a passage of an article. The annotation is printed as JSON once it is "
        "safely on disk. TEXT must stand in the article; if it does not to the letter, any white space "
        "in it stands for any other, so that a quote copied over the end of a line is found.",
    )
    add = parser.add_argument
    add("--quote", metavar="TEXT", type=wording, required=True, help="the passage, as it stands there")
    add("--occurrence", metavar="N", type=count, help="which one, from 1, where it occurs more than once")
    add("--note", metavar="TEXT", default="", help="your own words")
    add("--tag", **_TAG, help="a tag; may be given often")
    add(
        "--colour",
        "--color",
        choices=[str(colour) for colour in Colour],
        default="yellow",
        help="of its highlight",
    )
    return parser


def _notes_parser() -> _Parser:
    parser = _Parser(
        "notes",
        ("WORDS", "what to look for; all if there are none"),
        texts=("--tag", "--person"),
        description="List the notes of the whole library, or those that hold all WORDS in the note, the "
        "passage or a tag, whatever their case and accents. Where none is found the exit code is 1.",
    )
    add = parser.add_argument
    add("--tag", **_TAG, help="only what has the tag")
    add(
        "--article",
        metavar="X",
        help="only what is on this article: a file, an address or words of the title",
    )
    add(
        "--person",
        metavar="NAME",
        type=wording,
        help="only passages that name the person or that the person said, and notes that name the "
        "person; an article that was not analysed yet is searched by its wording alone",
    )
    parser.add_format("text", "json", "jsonl")
    return parser


def _find_parser() -> _Parser:
    parser = _Parser(
        "find",
        ("WORDS", "what to look for"),
        fewest=1,
        description="Search the texts of everything that was read or added, and write the places where all "
        "WORDS stand, with what is around them. Case and accents do not matter; the last word may go on. "
        "Where none is found the exit code is 1.",
    )
    parser.add_format("text", "json", "jsonl")
    return parser


def _export_parser() -> _Parser:
    parser = _Parser(
        "export",
        ("FILE|URL|-", "articles; all with annotations or corrections if none"),
        description="Write annotations for other programs, and your corrections as training data: of the "
        "articles that are named, else of all that you annotated or corrected. md: Markdown for "
        "note-taking programs. jsonld: W3C Web Annotations. csv: a table. jsonl: all there is, a line for "
        "each article, which `postil import` takes as well. spacy: a DocBin. brat: standoff files. obsidian, "
        "logseq, org: with colour, time, speaker, sentence and a link back. anki: cards. readwise: its CSV. "
        "csl, bibtex: the articles as references.",
        epilog='jsonl: {"id", "title", "text", "spans": [[start, end, label], ...], "missing_spans": '
        '[[start, end], ...], "annotations": [...], ...}, offsets in code points. spans are names that you '
        "added, relabelled, merged, split off or confirmed; what you removed is no name; missing_spans is "
        "all else, since only the pipeline has seen to it. The training command reads it. spacy: the same "
        'as entities, some of them missing, and annotations as the spans "annotations".',
    )
    add = parser.add_argument
    programs = "obsidian", "logseq", "org", "anki", "readwise", "csl", "bibtex"
    parser.add_format("md", "jsonld", "csv", "jsonl", "spacy", "brat", *programs, default="jsonl")
    add(
        "-o",
        "--output",
        metavar="FILE|DIR|-",
        default="-",
        help="where to; standard output unless given. A folder, which may end in / and be new, gets a file "
        "for each article, but one postil.spacy; brat asks for a folder",
    )
    add("--force", action="store_true", help="replace files that are there")
    add(
        "--whole",
        action="store_true",
        help="jsonl, spacy: you have checked these articles from end to end: what you left as it was is "
        "right as well",
    )
    return parser


def _import_parser() -> _Parser:
    parser = _Parser(
        "import",
        ("FILE", "what to import, or - for standard input"),
        most=1,
        fewest=1,
        description="Take annotations from a file: what `postil export` wrote as jsonld or jsonl, W3C Web "
        "Annotations of other programs, or what Hypothesis exports. Each is placed in its article, if the "
        "library knows that. What is in the library already stays as it is. Told is how "
        "many were added, were already there, and found no place (orphaned); those are stored.",
    )
    add = parser.add_argument
    add("--article", metavar="FILE|URL", help="the article that all of them are on, whatever they say")
    add("--fetch", action="store_true", help="open web addresses that the library does not know")
    add("--local", action="store_true", help="open files of this computer that the library does not know")
    parser.add_format("text", "json")
    return parser


def _doctor_parser() -> _Parser:
    parser = _Parser(
        "doctor",
        description="Tell versions, the pipeline in use with its licence and size, folders, and whether "
        "every file of notes can be read. Changes nothing, if not asked. The exit code is 1 if anything is "
        "wrong.",
    )
    parser.add_format("text", "json")
    parser.add_argument(
        "--repair",
        action="store_true",
        help="mend the notes first: restore what is damaged from its copies, and keep what was found",
    )
    return parser


def _config_parser() -> _Parser:
    parser = _Parser(
        "config",
        description="Tell where the config file is, and the colours and the layout that are in use. What was "
        "chosen by key while reading counts, until the file says something else than it said then.",
        epilog='To begin with: postil config --default > "$(postil config --path)"',
    )
    ask = parser.add_mutually_exclusive_group().add_argument
    ask("--path", action="store_true", help="write where the file is, and nothing else")
    ask("--default", action="store_true", help="write a file with all that can be set, every key included")
    ask("--check", action="store_true", help="list what is wrong in the file; exit code 1 if anything is")
    parser.add_argument("--config", **_CONFIG)
    return parser


_PARSERS = {
    "read": _read_parser,
    "add": _add_parser,
    "analyze": _analyze_parser,
    "find": _find_parser,
    "note": _note_parser,
    "notes": _notes_parser,
    "export": _export_parser,
    "import": _import_parser,
    "config": _config_parser,
    "doctor": _doctor_parser,
}
"""What makes the parser of each command; the options that all of them have are added by ``parser_of``."""


def parser_of(command: str) -> _Parser:
    """Return the parser of a command."""
    parser = _PARSERS[command]()
    add = parser.add_argument
    add("--data-dir", metavar="DIR", help="where notes are stored; else $POSTIL_HOME, else the usual place")
    add(
        "--model",
        metavar="NAME|PATH",
        help="any installed spaCy pipeline, or a folder; else the one that ships",
    )
    add("--version", action="version", version=f"postil {__version__}")
    return parser
