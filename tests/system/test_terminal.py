"""Keys come from the terminal and drawing goes to it, whatever was redirected."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tui.system.terminal import signs_may_be_wide

# Takes the terminal on standard output as its own, reads what is piped in, then asks.
PROGRAM = """
import fcntl, os, sys, termios
fcntl.ioctl(1, termios.TIOCSCTTY, 0)
piped = sys.stdin.read() if sys.stdin else ""
from tui.system.terminal import keyboard_and_screen
with keyboard_and_screen():
    answer = [os.isatty(0), sys.__stdin__.isatty(), os.isatty(2), sys.__stderr__.isatty()]
open(sys.argv[1], "w").write(repr((piped, answer)))
sys.stderr.write("afterwards")
"""


@pytest.mark.parametrize(
    "closed", [(), (0,), (2,), (0, 2)], ids=["piped", "no input", "no errors", "neither"]
)
def test_the_keyboard_and_the_screen_are_the_terminal(closed: tuple[int, ...], tmp_path: Path) -> None:
    screen, slave = pty.openpty()
    result = tmp_path / "result"
    shut = "".join(f" {descriptor}{'<' if descriptor == 0 else '>'}&-" for descriptor in closed)
    try:
        done = subprocess.run(
            ["sh", "-c", f'exec "$@"{shut}', "sh", sys.executable, "-c", PROGRAM, str(result)],
            input=b"words",
            stdout=slave,
            stderr=subprocess.PIPE,
            start_new_session=True,
            timeout=30,
            check=False,
        )
    finally:
        os.close(slave)
        os.close(screen)
    assert result.read_text() == repr(("" if 0 in closed else "words", [True, True, True, True]))
    if not closed:
        assert done.stderr == b"afterwards"


@pytest.mark.parametrize(
    ("environment", "wide"),
    [
        ({}, False),
        ({"TERM": "xterm-256color", "LANG": "de_DE.UTF-8"}, False),
        ({"TERM": "linux", "LANG": "de_DE.UTF-8"}, True),
        ({"TERM": "xterm-256color", "LANG": "ja_JP.UTF-8"}, True),
        ({"TERM": "screen", "LC_ALL": "", "LC_CTYPE": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ({"TERM": "xterm", "LC_ALL": "C.UTF-8", "LANG": "ko_KR.UTF-8"}, False),
        ({"TERM": "xterm-kitty", "LANG": "ja_JP.UTF-8"}, False),
        ({"TERM": "xterm-256color", "WT_SESSION": "1", "LANG": "ja_JP.UTF-8"}, False),
    ],
)
def test_where_signs_may_be_wide(environment: dict[str, str], wide: bool) -> None:
    assert signs_may_be_wide(environment) is wide
