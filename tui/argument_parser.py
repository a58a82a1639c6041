"""A parser of arguments that tells errors in one line, and the options that several commands have."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from tui import __version__
from tui.domain.text.sanitize import one_line
from tui.option_values import language


class Parser(argparse.ArgumentParser):
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
        """The arguments as they are understood; whatever follows ``--`` is a location."""
        before, after = self._parted(argv)
        arguments = self.parse_intermixed_args(before)
        arguments.locations = [*(arguments.locations or ()), *after]
        if self.most is not None and len(arguments.locations) > self.most:
            self.error("one article is read at a time" if self.most else "no article is asked for here")
        if len(arguments.locations) < self.fewest:
            self.error("it is not said which file is meant")
        return arguments

    def _parted(self, argv: Sequence[str]) -> tuple[list[str], list[str]]:
        """What stands before ``--``, each of ``texts`` and its value made one, and what stands after it."""
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


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the config file."""
    parser.add_argument(
        "--config", metavar="FILE", help="the config file; else $POSTIL_CONFIG, else the usual place"
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the option that says what language an article is in."""
    parser.add_argument(
        "--lang",
        metavar="CODE",
        type=language,
        help="the language of what is read, such as en or de; else its wording tells",
    )


def add_options(parser: argparse.ArgumentParser) -> None:
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
