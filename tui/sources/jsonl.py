"""Texts as JSON Lines: one object with ``id`` and ``text`` on every line."""

import json
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, NamedTuple

from tui.domain.errors import OpeningError
from tui.domain.text.sanitize import one_line
from tui.sources.files import Refusal, reason_of, standard_input
from tui.sources.open import local_path
from tui.system.files import MEGABYTE, megabytes

LINE_LIMIT = 64 * MEGABYTE
"""Bytes of one line."""


class IdentifiedText(NamedTuple):
    """A text to be taken as it is, and the name that its owner knows it by."""

    id: str | int
    text: str


def read_json_lines(location: str, stdin: BinaryIO | None = None) -> Iterator[IdentifiedText | OpeningError]:
    """Yield the texts of a file or, for ``-``, of standard input, one at a time, in constant memory.

    A line that holds no such object comes as an ``OpeningError`` in its place, and the lines
    after it follow. Blank lines are skipped.

    Raises:
        OpeningError: the file cannot be read.
    """
    try:
        with _stream(location, stdin) as stream:
            for number, line in _lines(stream):
                try:
                    text = _text_of(line)
                except Refusal as refusal:
                    yield OpeningError(f"{one_line(location)}, line {number}", refusal.reason)
                else:
                    if text:
                        yield text
    except Refusal as refusal:
        raise OpeningError(one_line(location), refusal.reason) from refusal
    except (OSError, ValueError) as error:
        raise OpeningError(one_line(location), reason_of(error)) from error


def _stream(location: str, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    """Return what the location stands for, to be closed if it was opened here."""
    if location == "-":
        return nullcontext(stdin or standard_input())
    path = local_path(location)
    mode = path.stat().st_mode
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        raise Refusal("this is a device, not a file")
    return path.open("rb")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines, numbered from 1; one that is over the limit comes cut, the rest of it is dropped."""
    number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        rest = line
        while len(line) > LINE_LIMIT and rest and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_LIMIT)
        yield number, line


def _text_of(line: bytes) -> IdentifiedText | None:
    """Return what a line holds; None if it is blank.

    Raises:
        Refusal: it holds something else.
    """
    if not line.strip():
        return None
    if len(line) > LINE_LIMIT:
        raise Refusal(f"longer than {megabytes(LINE_LIMIT)}")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refusal("this is not JSON") from error
    if not isinstance(found, dict):
        raise Refusal('this is not an object with "id" and "text"')
    key, text = found.get("id"), found.get("text")
    if not isinstance(key, str | int) or isinstance(key, bool):
        raise Refusal('"id" is neither a string nor a whole number' if "id" in found else 'it has no "id"')
    if not isinstance(text, str):
        raise Refusal('"text" is not a string' if "text" in found else 'it has no "text"')
    return IdentifiedText(key, text)
