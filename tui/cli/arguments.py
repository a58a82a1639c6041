"""The argument parsers of all commands, their types and checks."""

import argparse
import codecs
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from tui import __version__
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
        raise argparse.ArgumentTypeError(
            f"'{one_line(tag, 40)}' is not the code of a language, such as en or de"
        )
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
        f"'{one_line(name, 40)}' is not a known encoding, such as utf-8, cp1250 or iso-8859-2"
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
        raise argparse.ArgumentTypeError(f"'{one_line(text, 40)}' is not a whole number from 1 on")
    return number


class Parser(argparse.ArgumentParser):
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
        arguments, unknown = self.parse_known_intermixed_args(before)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}{self._meant(unknown)}")
        arguments.locations = [*(arguments.locations or ()), *after]
        if self._most is not None and len(arguments.locations) > self._most:
            self.error(
                "only one article is read at a time" if self._most else "this command takes no article"
            )
        if len(arguments.locations) < self._fewest:
            self.error("no file is named")
        return arguments

    def _meant(self, unknown: Sequence[str]) -> str:
        """Return a question with the option that was probably meant, if one is like the first unknown one."""
        word = next((each.partition("=")[0] for each in unknown if each.startswith("--")), "")
        # As in the caller of this: difflib is imported where something is wrong, and only there.
        alike = import_module("difflib").get_close_matches
        near: list[str] = alike(word.lower(), self._option_string_actions, n=1, cutoff=0.7) if word else []
        return f"; did you mean {near[0]}?" if near else ""

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


CONFIG: dict[str, Any] = {
    "metavar": "FILE", "help": "the config file; else $POSTIL_CONFIG, else the usual place"
}  # fmt: skip
LANGUAGE: dict[str, Any] = {
    "metavar": "CODE", "type": language,
    "help": "the language of what is read, such as en or de; detected from the text otherwise",
}  # fmt: skip
ENCODING: dict[str, Any] = {
    "metavar": "NAME", "type": encoding,
    "help": "the encoding of what is read, such as cp1250 or iso-8859-2, whatever the text itself "
    "declares; detected otherwise",
}  # fmt: skip
TAG: dict[str, Any] = {"metavar": "TAG", "type": tag, "action": "append", "default": []}
"""Options of several commands."""
WITH_VALUE = (
    "--data-dir",
    "--model",
    "--lang",
    "--encoding",
    "--format",
    "--config",
    "--marks",
    "--host",
    "--port",
    "--jobs",
)
"""The options of all commands that take a value."""


def with_common_options(parser: Parser) -> Parser:
    """Return the parser of a command after adding the options that all commands have."""
    add = parser.add_argument
    add("--data-dir", metavar="DIR", help="where notes are stored; else $POSTIL_HOME, else the usual place")
    add(
        "--model",
        metavar="NAME|PATH",
        help="any installed spaCy pipeline, or a folder; else the one that ships",
    )
    add("--version", action="version", version=f"postil {__version__}")
    return parser
