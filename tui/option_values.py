"""What stands behind an option, checked: what it is not is told in one line."""

import argparse

from tui.domain.marked import Marked
from tui.domain.text.languages import language_code
from tui.domain.text.sanitize import one_line


def language(tag: str) -> str:
    """The code that a person gave.

    Raises:
        ArgumentTypeError: no language is known by it.
    """
    code = language_code(tag)
    if not code:
        raise argparse.ArgumentTypeError(f"'{one_line(tag, 40)}' is no code of a language, such as en or de")
    return code


def marks(text: str) -> frozenset[Marked]:
    """What somebody wants marked.

    Raises:
        ArgumentTypeError: there is no such thing to mark.
    """
    named = [] if text == "none" else text.split(",")
    for name in named:
        if name not in tuple(Marked):
            known = ", ".join(Marked)
            raise argparse.ArgumentTypeError(f"'{one_line(name, 40)}' is not one of {known}, or none")
    return frozenset(map(Marked, named))


def wording(text: str) -> str:
    """A text that says something.

    Raises:
        ArgumentTypeError: it says nothing.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty text is nowhere and everywhere")
    return text


def tag(text: str) -> str:
    """A tag as it is kept: harmless, on one line, and without the # before it.

    Raises:
        ArgumentTypeError: nothing is left of it.
    """
    found = one_line(text.strip().lstrip("#"), 1_000)
    if not found:
        raise argparse.ArgumentTypeError("a tag cannot be empty")
    return found


def count(text: str) -> int:
    """A whole number from 1 on.

    Raises:
        ArgumentTypeError: it is none.
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{one_line(text, 40)}' is not a number from 1 on")
    return number
