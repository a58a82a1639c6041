"""The real program in a pseudo-terminal that sends more than keys: shift by itself, noise, pastes."""

from pathlib import Path

import pytest

from tests.support.articles import SEEDS
from tests.support.terminal import Terminal
from tui.library import Library

SUMMIT = str(SEEDS / "london-summit.txt")
PRESSED, RELEASED = "\x1b[57441;2u", "\x1b[57441;1:3u"


@pytest.fixture
def options(tmp_path: Path, summit_model: str, library: Library) -> tuple[str, ...]:
    """Options for a folder in which the first sample was analysed before."""
    return ("--data-dir", str(tmp_path / "data"), "--model", summit_model)


def test_shift_is_reported_by_itself_and_no_key_is_lost_by_it(options: tuple[str, ...]) -> None:
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("]")
        terminal.until(lambda screen: "]… e name" in screen)
        terminal.press(f"{PRESSED}\x1b[57358u\x1b[57428;1u\x1b[57453u{RELEASED}")
        terminal.press(f"{PRESSED}\x1b[112;1;112u\x1b[112;1:3u")
        terminal.until(lambda screen: "P Keir Starmer · person · 1 of 5" in screen)
        terminal.press("gg")
        terminal.until(lambda screen: "P Keir Starmer · person" not in screen)
        # A digit is a pane until the key after it says that it is a count.
        terminal.press(f"3{PRESSED}")
        terminal.until(lambda screen: "3…" in screen)
        terminal.press(f"\x1b[93:125;2;125u{RELEASED}")
        screen = terminal.until(lambda screen: "3…" not in screen and "Keir Starmer · person · 2" in screen)
        assert "does nothing here" not in screen
        # A mark's name is the next key that is pressed.
        terminal.press(f"m{PRESSED}a{RELEASED}]o]o")
        terminal.until(lambda screen: "O European Union · organisation" in screen)
        terminal.press(f"'{PRESSED}{RELEASED}a")
        terminal.until(lambda screen: "Keir Starmer · person · 2" in screen)
        terminal.press("q")
        assert terminal.wait() == 0


def test_noise_is_dropped_and_a_paste_is_text(options: tuple[str, ...]) -> None:
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press(b"\xe9\xff\x1b[106;1:3u\x1b[1;2;3;4;5u\x1b[99999999999999u\x9b\x1b[<0;0;0;0;0M")
        # Nothing takes a paste here; as keys it would leave.
        terminal.press("\x1b[200~q\x1b[Aq\r\x1b\x1b[24~q\x03")
        terminal.press("\x11\x1b[20")
        terminal.press("1~]o")
        terminal.until(lambda screen: "O NATO · organisation · 1 of 2" in screen)
        terminal.press("\x1bOo\x1b[200~the\r\n  \x1b[31mwar \x1b[201~")
        terminal.until(lambda screen: "/the war" in screen)
        terminal.press("\x1b")
        terminal.until(lambda screen: "/the war" not in screen)
        terminal.press("T\x1b[200~one\r\ntwo words\r\n\r\nC#\r\n\x1b[201~")
        terminal.until(lambda screen: "one, two words, C#" in screen)
        terminal.press("\r")
        terminal.until(lambda screen: "Notes 1" in screen and "saved" in screen)
        terminal.press("4")
        terminal.until(lambda screen: "#C#" in screen and "#two" in screen and "just now" in screen)
        terminal.press("1q")
        assert terminal.wait() == 0


BROKEN = """
import selectors, threading

class Broken(selectors.SelectSelector):
    def select(self, timeout=None):
        if threading.current_thread().name == "textual-input":
            raise RuntimeError("the keyboard is broken")
        return super().select(timeout)

selectors.SelectSelector = Broken
"""


def test_an_error_is_shown_and_ends_the_program_with_1(options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(BROKEN)
    with Terminal(*options, SUMMIT, env={"PYTHONPATH": str(tmp_path)}) as terminal:
        assert terminal.wait() == 1
        assert b"the keyboard is broken" in terminal.output
