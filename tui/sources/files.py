"""Bytes of files, pipes and standard input; what kind of text they are, and what it is called."""

import mmap
import os
import re
import select
import stat
import sys
import time
from contextlib import suppress
from enum import Enum
from pathlib import Path
from threading import current_thread, main_thread
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from tui.domain.text.sanitize import one_line
from tui.system.files import MEGABYTE, megabytes

_LOOKS_LIKE_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:(?><!--.{0,2000}?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)


_HEAD = 50_000
"""Bytes by which Markdown without a name is recognised."""
_MARKDOWN_SIGNS = (
    (2, rb"\A\s*---[ ]*\r?\n[A-Za-z_][\w-]*:[ \r\n]"),  # front matter
    (2, rb"\A\s*\+\+\+[ ]*\r?\n[A-Za-z_][\w-]*[ ]*="),
    (2, rb"\A\s*# [^\n]+\n\s*\n[^\s\d#=;{}<-][^\n=;{}]*[ ][^\n=;{}]*$"),  # a title over prose
    (2, rb"^\|?[ ]*:?-{3,}:?[ ]*\|[ |:-]*\r?$"),  # the line under the head of a table
    (1, rb"^(?:[ ]*\r?\n|\A)#{1,6} [^\n]+\n[ ]*\r?$"),
    (1, rb"^(?:```|~~~)[\w+-]*\r?$"),
    (1, rb"\[[^\]\n]{1,200}\]\((?:https?://|[\w./#-])[^)\s]*\)"),
    (1, rb"(?<![\w*])\*\*\w[^*\n]*\*\*(?![\w*])"),
    (1, rb"^[ ]*[-*] \[[ xX]\] "),
    (1, rb"^\[\^[^\]\s]+\]: "),
)
"""What Markdown has and other texts seldom have, and how much it counts; two are enough."""


class Kind(Enum):
    """The kinds of source that are read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


_SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ".asc"), Kind.TEXT),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), Kind.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht"), Kind.HTML),
}


def kind_of(name: str, data: bytes) -> Kind:
    """Return what the ending of a name says, else what the data looks like: HTML, Markdown or plain text."""
    dot = name.rfind(".")
    kind = _SUFFIXES.get(name[dot:].lower()) if dot >= 0 else None
    if kind is None and _LOOKS_LIKE_HTML.match(data[:4096]):
        return Kind.HTML
    if dot < 0 and _looks_like_markdown(data[:_HEAD]):
        return Kind.MARKDOWN
    return kind or Kind.TEXT


def is_named_text(name: str) -> bool:
    """Return whether a name has no ending, or that of a kind of source that is read as text."""
    dot = name.rfind(".")
    return dot < 0 or name[dot:].lower() in _SUFFIXES


def _looks_like_markdown(head: bytes) -> bool:
    """Return whether the beginning of a source without a name that says it has the signs of Markdown."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    found = (weight for weight, sign in _MARKDOWN_SIGNS if re.search(sign, head, re.MULTILINE))
    return sum(found) >= 2


def title_from_location(location: str) -> str:
    """Return the best name that a path, an address or ``-`` gives to what stands there; never empty."""
    if location == "-":
        return "Standard input"
    if re.match(r"(?i)(?:https?|file)://", location):
        try:
            parts = urlsplit(location)
        except ValueError:
            return "Untitled"
        location = unquote(parts.path.rstrip("/")) or parts.netloc
    name = location.rstrip("/").rpartition("/")[2]
    stem = name[: name.rfind(".")] if name.rfind(".") > 0 and len(name) - name.rfind(".") <= 10 else name
    words = one_line(re.sub(r"[-_+\s]+", " ", stem), 120).strip()
    return words[:1].upper() + words[1:] or "Untitled"


class Refusal(Exception):
    """Raised within ``tui.sources`` alone; ``open_article`` makes an ``OpeningError`` of it.

    Attributes:
        reason: in plain words, without the location.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


FILE_LIMIT = 64 * MEGABYTE
"""Bytes of a file; fifteen times the longest novels. Text takes up to four times that in memory."""
STREAM_LIMIT = 20 * MEGABYTE
"""Bytes of what comes through a pipe, from standard input or over the network."""
_WRITER_WAIT = 2.0
"""Seconds to wait for a program to open the other end of a named pipe."""
_DATA_WAIT = 60.0
"""Seconds to wait for the next bytes of a pipe."""


def read_path(path: Path) -> bytes:
    """Return all of the file or pipe at ``path``.

    Raises:
        Refusal: there is no such file, it may not be read, is a folder or a device, is empty,
            or larger than ``FILE_LIMIT`` (a pipe: ``STREAM_LIMIT``).
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Refusal("this is a folder")
        if stat.S_ISFIFO(mode):
            data = _read_pipe(path)
        elif stat.S_ISREG(mode):
            data = _read_file(path)
        else:
            raise Refusal("this is a device, not a file" if not stat.S_ISSOCK(mode) else "this is a socket")
    except (OSError, ValueError) as error:
        raise Refusal(reason_of(error)) from error
    if not data:
        raise Refusal("the file is empty")
    return data


def read_in_parts(path: Path) -> bytes | mmap.mmap:
    """Return what can be read of a file part by part, however large it is; see ``read_path``.

    Raises:
        Refusal: as of ``read_path``, but for its size.
    """
    try:
        if path.is_file() and path.stat().st_size > FILE_LIMIT:
            with path.open("rb") as file:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, OverflowError) as error:
        raise Refusal(str(error) if isinstance(error, OverflowError) else reason_of(error)) from error
    return read_path(path)


def standard_input() -> BinaryIO:
    """Return what is piped into the program.

    Raises:
        Refusal: nothing is; the program must not wait for keys that nobody knows to press.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise Refusal("nothing is piped in; `curl ... | postil -` reads what another program writes")
    if current_thread() is not main_thread():
        # It may be left waiting when the program ends, and Python does not end well while a thread has its
        # own stream.
        with suppress(OSError, ValueError):
            return open(sys.stdin.fileno(), "rb", closefd=False)
    return sys.stdin.buffer


def read_stream(stream: BinaryIO) -> bytes:
    """Return all that comes from standard input or another open stream.

    Raises:
        Refusal: nothing comes, more than ``STREAM_LIMIT``, or reading fails.
    """
    try:
        data = stream.read(STREAM_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise Refusal(reason_of(error)) from error
    if len(data) > STREAM_LIMIT:
        raise Refusal(f"longer than {megabytes(STREAM_LIMIT)}")
    if not data:
        raise Refusal("nothing came in through standard input")
    return data


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > FILE_LIMIT:
            raise Refusal(f"larger than {megabytes(FILE_LIMIT)}")
        # Some files, as in /proc, do not give their size.
        data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise Refusal(f"larger than {megabytes(FILE_LIMIT)}")
    return data


def _read_pipe(path: Path) -> bytes:
    """Return what comes through a pipe, named or one that a shell made for ``<(command)``.

    It is opened without blocking: a pipe that nobody writes to would hang the program for good.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        data = bytearray()
        patience = time.monotonic() + _WRITER_WAIT
        while True:
            try:
                piece = os.read(descriptor, MEGABYTE)
            except BlockingIOError:
                if not select.select([descriptor], [], [], _DATA_WAIT)[0]:
                    raise Refusal(f"nothing came through this pipe for {_DATA_WAIT:.0f} seconds") from None
                patience = 0.0
                continue
            data += piece
            if len(data) > STREAM_LIMIT:
                raise Refusal(f"longer than {megabytes(STREAM_LIMIT)}")
            if piece:
                patience = 0.0
            elif time.monotonic() >= patience:
                break
            else:
                time.sleep(0.02)  # No writer yet: one that was started with us may be about to open it.
    finally:
        os.close(descriptor)
    if not data:
        raise Refusal("nothing came through this pipe")
    return bytes(data)


def reason_of(error: OSError | ValueError) -> str:
    """Return what went wrong, in plain words."""
    match error:
        case FileNotFoundError():
            return "there is no such file"
        case PermissionError():
            return "permission denied"
        case IsADirectoryError():
            return "this is a folder"
        case NotADirectoryError():
            return "there is no such file (a part of the path is not a folder)"
        case OSError(strerror=str(text)):
            return text[:1].lower() + text[1:]
        case _:
            return "this is not the name of a file"
