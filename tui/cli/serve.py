"""``postil serve``: the reader in a browser, on this machine."""

import argparse
import subprocess
import sys
from importlib import import_module
from shlex import join

from tui.cli.arguments import CONFIG, ENCODING, LANGUAGE, Parser
from tui.domain.errors import PostilError
from tui.domain.text.sanitize import one_line
from tui.library import Library


def port(text: str) -> int:
    """Return the number of a port, 0 for any free one.

    Raises:
        ArgumentTypeError: it is none.
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    if not 0 <= number < 1 << 16:
        raise argparse.ArgumentTypeError(f"'{one_line(text, 40)}' is not a port from 0 to 65535")
    return number


def serve_parser() -> Parser:
    """Return the parser of ``postil serve``."""
    parser = Parser(
        "serve",
        ("FILE|URL", "what to read; the library if nothing is named"),
        most=1,
        description="Show the same reader in a browser. The address that is printed has a secret in it and "
        "works on this machine alone unless --host says otherwise. Each tab of the browser has a reader of "
        "its own. ctrl+c ends them all.",
    )
    add = parser.add_argument
    add("--port", type=port, default=0, metavar="NUMBER", help="the port; any free one unless given")
    add(
        "--host",
        default="127.0.0.1",
        help="the address to listen on; 127.0.0.1 unless given. With another one, everyone who has the "
        "printed address can read and change your notes, and the connection is not encrypted",
    )
    add("--format", choices=("txt", "md", "html"), help="what is read; detected unless given")
    add("--encoding", **ENCODING)
    add("--lang", **LANGUAGE)
    add("--config", **CONFIG)
    return parser


def serve(library: Library, arguments: argparse.Namespace) -> int:
    """Serve the reader until the user ends it; return the exit code.

    Raises:
        PostilError: the article cannot be opened, or nothing can listen on that address.
    """
    for location in arguments.locations:
        if location == "-":
            raise PostilError("standard input can be read once only, and each tab reads it: name a file")
        encoding, kind = arguments.encoding or "", arguments.format or ""
        library.open(location, encoding=encoding, kind=kind, or_stored=True)
    code: int = import_module("tui.cli.web_server").run(
        _reader(library, arguments), arguments.host, arguments.port
    )
    return code


def _reader(library: Library, arguments: argparse.Namespace) -> str:
    """Return the shell's command that starts the reader of one tab."""
    words = [sys.executable, "-P", "-m", "tui", "read", "--data-dir", str(library.data_dir)]
    for name in ("model", "config", "lang", "encoding", "format"):
        if value := getattr(arguments, name):
            words += [f"--{name}", value]
    words += ["--", *arguments.locations]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else f"exec {join(words)}"
