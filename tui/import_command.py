"""``postil import``: annotations from other programs, and from other libraries."""

import argparse
import stat
import sys
from dataclasses import asdict
from pathlib import Path

from tui.cli.import_ import Counts, Placer
from tui.cli.messages import tell_all, told_if_waiting
from tui.domain.errors import StoreError
from tui.domain.text.sanitize import one_line
from tui.exchange.importer import ImportingError, read_notes
from tui.exchange.plain_json import encoded
from tui.library import Library
from tui.sources.files import megabytes, reason_of, standard_input
from tui.sources.refusal import Refusal

_MOST = 1024 * 1024 * 1024
"""Bytes of a file."""


def import_notes(library: Library, arguments: argparse.Namespace) -> int:
    """Take what the file at ``arguments.locations`` holds, and tell how much of it was new; the exit code.

    All of the file is read and checked before anything is kept, and all of an article is kept at once.

    Raises:
        PostilError: the file holds nothing that is understood, or it could not be saved.
    """
    [location] = arguments.locations
    name = "standard input" if location == "-" else one_line(location, 1_000)
    notes = read_notes(_data(location, name), name)
    placer = Placer(library, article=arguments.article, fetch=arguments.fetch)
    counts = Counts()
    for number, each in enumerate(notes):
        try:
            with told_if_waiting(library.data_dir):
                counts += placer.take_in(each)
        except StoreError as error:
            raise StoreError(f"{error}; {number} of {len(notes)} articles were imported before") from error
        tell_all(library.take_notices())
    told = encoded(asdict(counts)) if arguments.format == "json" else _line(counts).encode()
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()
    return 0


def _line(counts: Counts) -> str:
    line = f"{counts.added} added, {counts.already_there} already there, {counts.orphaned} orphaned"
    if counts.unplaced:
        line += f"; {counts.unplaced} of those added find their places when their articles are opened"
    return line + "\n"


def _data(location: str, name: str) -> bytes:
    """What the file holds.

    Raises:
        ImportingError: it cannot be read.
    """
    try:
        if location == "-":
            data = standard_input().read(_MOST + 1)
        else:
            path = Path(location).expanduser()
            mode = path.stat().st_mode
            if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
                raise Refusal("this is a device, not a file")
            with path.open("rb") as file:
                data = file.read(_MOST + 1)
    except Refusal as refusal:
        raise ImportingError(f"{name}: {refusal.reason}") from refusal
    except (OSError, ValueError, RuntimeError) as error:
        reason = "there is no such folder" if isinstance(error, RuntimeError) else reason_of(error)
        raise ImportingError(f"{name}: {reason}") from error
    if len(data) > _MOST:
        raise ImportingError(f"{name}: larger than {megabytes(_MOST)}")
    return data
