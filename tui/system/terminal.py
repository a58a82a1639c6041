"""The terminal that the program was started in: whether there is one, and who holds its keyboard."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from tui.domain.errors import PostilError

_EAST_ASIAN = frozenset({"zh", "ja", "ko"})
_NARROW = ("kitty", "alacritty", "foot", "wezterm", "ghostty")
"""Parts of the names of terminals that draw such signs in one cell whatever the locale."""
_CANNOT_DRAW = frozenset({"dumb", "unknown"})


class NoTerminalError(PostilError):
    """There is no terminal to draw on, or none to read keys from."""


def is_drawn_elsewhere() -> bool:
    """Return whether another program shows the screen and sends the keys, as for a browser.

    Textual calls what goes between them a driver, and reads its name from this variable.
    """
    return bool(os.environ.get("TEXTUAL_DRIVER"))


def check_can_draw() -> None:
    """Make sure that there is a terminal to draw on, before anything else is done.

    Raises:
        NoTerminalError: standard output leads elsewhere, or the terminal cannot move its cursor.
    """
    if is_drawn_elsewhere():
        return
    hint = "`postil --plain` prints an article"
    if sys.stdout is None or not sys.stdout.isatty():
        raise NoTerminalError(f"standard output is not a terminal, so there is no screen to draw on; {hint}")
    if os.environ.get("TERM", "") in _CANNOT_DRAW:
        raise NoTerminalError(f"this terminal cannot draw a screen (TERM={os.environ['TERM']}); {hint}")


def signs_may_be_wide(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the terminal may draw signs such as ◆ or │ over two cells, or not have them at all.

    Unicode leaves their width to the context, which terminals take from an East Asian locale, except those
    that always give them one cell. The console of Linux has few of them.
    """
    terminal = environment.get("TERM", "")
    if terminal == "linux":
        return True
    named = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next(filter(None, named), "")
    is_narrow = any(name in environment for name in ("WT_SESSION", "TEXTUAL_DRIVER"))
    return locale[:2] in _EAST_ASIAN and not is_narrow and not any(name in terminal for name in _NARROW)


@contextmanager
def keyboard_and_screen() -> Iterator[None]:
    """Have keys come from the terminal, and drawing go to it, whatever was redirected.

    Textual reads keys from file descriptor 0 and draws on 2. After ``... | postil -`` the first
    is a pipe that has run dry, so the terminal takes its place; with ``2> FILE`` the second
    becomes standard output, and is given back afterwards.

    Raises:
        NoTerminalError: there is no terminal to read keys from.
    """
    if is_drawn_elsewhere():
        yield
        return
    if sys.stdin is None or not sys.stdin.isatty():
        _read_keys_from_terminal()
    # The terminal itself is to say how large it is: where a shell exports COLUMNS and LINES, Textual would
    # believe these, and a resize would change nothing.
    with suppress(OSError):
        if os.get_terminal_size(1).columns:
            os.environ.pop("COLUMNS", None)
            os.environ.pop("LINES", None)
    if sys.stderr is not None and sys.stderr.isatty():
        yield
    elif sys.stderr is None:
        os.dup2(1, 2)
        sys.stderr = sys.__stderr__ = os.fdopen(2, "w", closefd=False)  # type: ignore[misc]
        yield
    else:
        stderr = os.dup(2)
        os.dup2(1, 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


def _read_keys_from_terminal() -> None:
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError as error:
        raise NoTerminalError("there is no terminal to read keys from") from error
    if terminal != 0:
        os.dup2(terminal, 0)
        os.close(terminal)
    if sys.stdin is None or sys.stdin.closed or sys.__stdin__ is None:
        sys.stdin = sys.__stdin__ = os.fdopen(0, closefd=False)  # type: ignore[misc]
