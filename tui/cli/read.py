"""``postil``: the command that reads."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tui import ui
from tui.cli.arguments import CONFIG, ENCODING, LANGUAGE, Parser, marks
from tui.config.file import config_path
from tui.config.preferences import Preferences
from tui.domain.article import Article, Markup
from tui.domain.errors import PostilError
from tui.library import Library
from tui.system.latency import begin, has_idle_core
from tui.system.terminal import check_can_draw, keyboard_and_screen

if TYPE_CHECKING:
    from tui.domain.annotation import Target

_USAGE = """\
postil                          the library: what you have read
       postil FILE | URL | -           read it (txt, md, html, a web address, standard input)
       postil --plain FILE | URL | -   its text with bracketed marks, for screen readers and pipes
       postil add FILE|URL|LIST|-...   to be read later: stored with its text
       postil feed [add|remove|list]   feeds, and what is new in them
       postil analyze [FILE|URL|-]...  what the reader would show, as data
       postil note FILE|URL --quote TEXT [--note TEXT] [--tag TAG]...   annotate a passage
       postil notes [WORDS]            list or search the notes of the whole library
       postil open postil://...        the passage that a link in an exported note leads to
       postil find WORDS               search the texts of everything you read or added
       postil who [NAME...]            people and bodies over all of it: what they said, where and when
       postil export [FILE|URL|-]...   your annotations, and what you corrected, for other programs
       postil import FILE              annotations from other programs
       postil serve [FILE|URL]         the reader in a browser, on this machine
       postil config                   colours, layout and keys, and the file that sets them
       postil doctor                   what is installed, and whether all is well
       postil completion SHELL         completions for bash, zsh and fish"""
_MORE = """\
exit codes: 0 done; 1 what was asked for could not be done; 2 invalid arguments; 130 interrupted

`postil read X` is the long form of `postil X`, for a file with the name of a command.
`postil analyze --help` describes that command, and so on for the others."""


class _ReadParser(Parser):
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


def read_parser() -> Parser:
    """Return the parser of ``postil``."""
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
        help="what is read: plain text, Markdown or HTML, whatever its name says; detected otherwise",
    )
    add("--encoding", **ENCODING)
    add("--lang", **LANGUAGE)
    add("--config", **CONFIG)
    return parser


def read(library: Library, arguments: argparse.Namespace) -> int:
    """Show the article at ``arguments.locations``, or the library if none is named; return the exit code.

    Raises:
        PostilError: the config file that is named is not there, the article cannot be opened, or there
            is no terminal to draw on.
    """
    begin()
    _config(arguments)
    article = None
    if arguments.locations:
        place, encoding = arguments.locations[0], arguments.encoding or ""
        if place.startswith("postil:"):
            code: int = import_module("tui.cli.open").open_link(library, arguments)
            return code
        article = library.open(place, encoding=encoding, kind=arguments.format or "", or_stored=True)
    return show(library, arguments, article)


def _config(arguments: argparse.Namespace) -> Path:
    """Return where the config file is.

    Raises:
        PostilError: it was named, and is not there.
    """
    config = config_path(arguments.config)
    if arguments.config and not config.exists():
        raise PostilError(f"{config}: there is no such config file")
    return config


def show(
    library: Library, arguments: argparse.Namespace, article: Article | None, target: "Target | None" = None
) -> int:
    """Show an article, at a passage if there is one, or else the library; return the exit code.

    Textual is imported last, so that an error, such as a file that is not there, comes at once.

    Raises:
        PostilError: the config file that is named is not there, or there is no terminal to draw on.
    """
    config = _config(arguments)
    check_can_draw()
    app = ui.PostilApp
    if article is not None and has_idle_core():
        # Later than the import above, which would take half as long again next to that of spaCy; and
        # sooner than the first words, since it takes longer than all that follows.
        library.begin_analysis(article)
    preferences = Preferences.load(config, library.data_dir)
    with keyboard_and_screen():
        return app(library, article, preferences, target).run_reader()
