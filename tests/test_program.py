"""The real program in a pseudo-terminal: started, pressed, read, left."""

import signal
import sys
from pathlib import Path

import pytest

from benchmarks.processes import descendants
from tests.support.articles import SEEDS
from tests.support.terminal import Terminal
from tui.library import Library
from tui.library.drafts import StoredDrafts

SUMMIT = str(SEEDS / "london-summit.txt")


@pytest.fixture
def new(tmp_path: Path, summit_model: str) -> tuple[str, ...]:
    """Options for a folder in which nothing was analysed before."""
    return ("--data-dir", str(tmp_path / "data"), "--model", summit_model)


@pytest.fixture
def options(new: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """The same, but that the first sample was analysed before: starting spaCy takes seconds."""
    return new


def test_read_jump_note_leave_and_come_back(new: tuple[str, ...], tmp_path: Path) -> None:
    options = new
    editor = tmp_path / "editor.py"
    editor.write_text("import sys\nprint('IN THE EDITOR')\nopen(sys.argv[1], 'a').write('alliance')\n")
    with Terminal(*options, SUMMIT, env={"EDITOR": f"{sys.executable} {editor}"}) as terminal:
        terminal.until(lambda screen: "Keir Starmer gathered" in screen)
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("]")
        terminal.until(lambda screen: "]… e name" in screen)
        terminal.press("o")
        terminal.until(lambda screen: "O NATO · organisation · 1 of 2" in screen)
        terminal.press("a")
        terminal.until(lambda screen: "Note" in screen and "NATO" in screen)
        terminal.press("the \r\x05")
        terminal.until(lambda screen: "alliance" in screen and "ctrl+s save" in screen)
        assert b"IN THE EDITOR" in terminal.output
        terminal.press("\x13")
        terminal.until(lambda screen: "Notes 1" in screen and "saved" in screen)
        terminal.press("4")
        terminal.until(lambda screen: "alliance" in screen and "just now" in screen)
        terminal.press("1q")
        assert terminal.wait() == 0
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "O NATO · organisation · 1 of 2" in screen and "Notes 1" in screen)
        terminal.press("q")
        assert terminal.wait() == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes of Linux")
def test_nothing_is_analysed_that_was_analysed_before(options: tuple[str, ...]) -> None:
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        assert descendants(terminal.pid) == []
        terminal.press("q")
        assert terminal.wait() == 0


def test_the_keyboard_works_while_the_article_comes_through_a_pipe(options: tuple[str, ...]) -> None:
    article = b"A piped headline\n\nMark Rutte spoke first. Donald Trump did not.\n"
    with Terminal(*options, "-", piped=article) as terminal:
        terminal.until(lambda screen: "P Mark Rutte" in screen)
        terminal.press("]p]p")
        terminal.until(lambda screen: "P Donald Trump · person" in screen)
        terminal.press("q")
        assert terminal.wait() == 0


def test_it_reads_as_the_config_file_says(options: tuple[str, ...], tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('measure = 50\nmesure = 60\n[keys]\n"jump.next-person" = "ctrl+n"\n')
    with Terminal(*options, "--config", str(config), SUMMIT) as terminal:
        # The notice may break anywhere else, since the path before it is long.
        terminal.until(lambda screen: "did you mean" in screen or "mesure" in screen)
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("\x0e-")
        terminal.until(lambda screen: "text 46 cells wide" in screen)
        terminal.press("q")
        assert terminal.wait() == 0
    with Terminal(*options, "--config", str(config), SUMMIT) as terminal:
        terminal.until(lambda screen: "P Keir Starmer · person" in screen)
        terminal.press("+")
        terminal.until(lambda screen: "text 50 cells wide" in screen)
        terminal.press("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("exported", [{}, {"COLUMNS": "120", "LINES": "40"}], ids=["", "sizes exported"])
def test_it_is_resized_at_any_moment(options: tuple[str, ...], exported: dict[str, str]) -> None:
    with Terminal(*options, SUMMIT, size=(120, 40), env=exported) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("]p")
        # On the edge the cursor is in one place, also when it leaves the first row.
        terminal.until(lambda screen: "Keir Starmer · person · 1" in screen and screen.count("◀") == 1)
        for columns, rows in [(60, 20), (200, 60), (40, 10), (80, 24)]:
            terminal.resize(columns, rows)
        terminal.until(lambda screen: "London talks seek a way forward" in screen and "Quotes" in screen)
        terminal.press("q")
        assert terminal.wait() == 0


def test_it_is_stopped_and_gone_on_with(options: tuple[str, ...]) -> None:
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("]o")
        terminal.until(lambda screen: "O NATO · organisation · 1 of 2" in screen)
        terminal.press("\x1bz")
        terminal.wait_until_stopped()
        terminal.signal(signal.SIGCONT)
        terminal.press("]o")
        terminal.until(lambda screen: "O European Union · organisation" in screen)
        terminal.press("q")
        assert terminal.wait() == 0
        assert terminal.output.count(b"\x1b[?1049l") == 2


def test_nothing_in_a_text_or_its_name_reaches_the_terminal_as_an_order(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    hostile = tmp_path / "\x1b]0;NAMED\x07x\x1b]52;c;ZXZpbA==\x07y.txt"
    hostile.write_text(
        "Head \x1b]0;EVIL\x07line\n\nBody \x1b[31mred\x1b[0m \x9b5n \x1bPpayload\x1b\\ [blink]b[/] over.\n"
    )
    with Terminal(*options, str(hostile)) as terminal:
        terminal.until(lambda screen: "[blink]b[/] over." in screen)
        # The field that completes names draws what is in the folder.
        terminal.press("o")
        terminal.until(lambda screen: "Open" in screen)
        terminal.press(f"{tmp_path}/")
        terminal.until(lambda screen: "xy.txt" in screen)
        terminal.press("\x1b")
        terminal.until(lambda screen: "Open ─" not in screen)
        terminal.press("q")
        assert terminal.wait() == 0
        for order in (b"EVIL", b"NAMED", b"ZXZpbA", b"payload", b"\x1b[31m"):
            assert order not in terminal.output


@pytest.mark.parametrize("way", ["told to end", "terminal closed"])
def test_what_is_being_written_survives_however_the_program_ends(
    options: tuple[str, ...], tmp_path: Path, way: str
) -> None:
    library = Library(tmp_path / "data", options[-1])
    article = library.open(SUMMIT)
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("]o")
        terminal.until(lambda screen: "O NATO · organisation · 1 of 2" in screen)
        terminal.press("a")
        terminal.until(lambda screen: "Note on NATO" in screen)
        terminal.press("half a tho")
        terminal.until(lambda screen: "half a tho" in screen)
        if way == "told to end":
            terminal.signal(signal.SIGTERM)
            assert terminal.wait() == 128 + signal.SIGTERM
            # The terminal is as it was: its first screen, its cursor, no mouse, no other keys.
            for mode in ("?1049l", "?25h", "?1003l", "?2004l"):
                assert f"\x1b[{mode}".encode() in terminal.output, mode
        else:
            assert terminal.close() == -signal.SIGHUP
    assert [draft.note for draft in StoredDrafts(library).of(article)] == ["half a tho"]
    library.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_cannot_be_saved_when_the_program_is_told_to_end_is_put_where_it_says(
    options: tuple[str, ...], tmp_path: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuge = tmp_path / "refuge"
    refuge.mkdir()
    monkeypatch.setenv("TMPDIR", str(refuge))
    # Nothing can be saved under a file, as on a full disk.
    (tmp_path / "data" / "notes").write_text("")
    with Terminal(*options, SUMMIT, size=(200, 40)) as terminal:
        terminal.until(lambda screen: "Volodymyr Zelensky" in screen)
        terminal.press("a")
        terminal.until(lambda screen: "Note on" in screen)
        terminal.press("half a tho")
        terminal.until(lambda screen: "half a tho" in screen)
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        [folder] = refuge.iterdir()
        said = " ".join(terminal.output.decode().split())
        assert f"Saved in {folder}: `postil --data-dir {folder}` shows it there." in said
    library = Library(folder, options[-1])
    assert [draft.note for draft in StoredDrafts(library).of(library.open(SUMMIT))] == ["half a tho"]
    library.close()


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.txt", "there is no such file"), ("", "this is a folder")]
)
def test_what_cannot_be_opened_is_one_line_and_exit_code_1(
    name: str, reason: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    with Terminal(*options, str(tmp_path / name), size=(300, 30)) as terminal:
        assert terminal.wait() == 1
        assert reason in " ".join(terminal.text.split())
        assert b"\x1b[?1049h" not in terminal.output
        assert b"Traceback" not in terminal.output


def test_without_an_article_one_chooses_a_sample(options: tuple[str, ...]) -> None:
    with Terminal(*options) as terminal:
        terminal.until(lambda screen: "Samples" in screen and "London summit" in screen)
        terminal.press("/london\r\r")
        terminal.until(lambda screen: "Keir Starmer gathered" in screen)
        terminal.press("q")
        assert terminal.wait() == 0


def test_ctrl_q_leaves_from_a_dialog_too(options: tuple[str, ...]) -> None:
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("?")
        terminal.until(lambda screen: "esc close" in screen)
        terminal.press("\x11")
        assert terminal.wait() == 0


def test_a_name_is_corrected_and_still_is_after_coming_back(options: tuple[str, ...]) -> None:
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("]o")
        terminal.until(lambda screen: "O NATO · organisation · 1 of 2" in screen)
        terminal.press("cr")
        terminal.until(lambda screen: "organisation (current)" in screen)
        terminal.press("l")
        terminal.until(lambda screen: "saved · NATO: place" in screen and "L NATO" in screen)
        terminal.press("q")
        assert terminal.wait() == 0
    with Terminal(*options, SUMMIT) as terminal:
        terminal.until(lambda screen: "L NATO · place · 1 of 2" in screen)
        terminal.press("q")
        assert terminal.wait() == 0


def test_it_can_be_left_as_soon_as_the_first_words_are_there(options: tuple[str, ...]) -> None:
    for _ in range(3):
        # From the second time on it was read before, and the lists come while the key is pressed.
        with Terminal(*options, SUMMIT) as terminal:
            terminal.until(lambda screen: "Keir Starmer gathered" in screen)
            terminal.press("q")
            assert terminal.wait() == 0
            assert "Traceback" not in terminal.text


def test_mark_tag_leave_come_back_and_find_everything(options: tuple[str, ...]) -> None:
    with Terminal(*options, SUMMIT, size=(120, 40)) as terminal:
        terminal.until(lambda screen: "P Volodymyr Zelensky" in screen)
        terminal.press("))V)")
        terminal.until(lambda screen: "selected: 29 words" in screen)
        terminal.press("\r")
        terminal.until(lambda screen: "highlighted in yellow" in screen and "◇" in screen)
        terminal.press("Hg")
        terminal.until(lambda screen: "highlighted in green" in screen and "△" in screen)
        terminal.press("T")
        terminal.until(lambda screen: "Tags" in screen and "The leaders came" in screen)
        terminal.press("guarantees\r")
        terminal.until(lambda screen: "saved" in screen and "▲" in screen)
        # The arrows alone, with shift, and the mouse do as well.
        terminal.press("\x1b[B\x1b[1;2C\x1b[1;2C\x1b[1;2C")
        terminal.until(lambda screen: "selected: " in screen and "3 characters" in screen)
        terminal.press("\x1b")
        terminal.until(lambda screen: "selected" not in screen)
        terminal.press("\x1b[<0;5;6M\x1b[<32;10;6M\x1b[<0;10;6m")
        terminal.until(lambda screen: "selected: " in screen and "6 characters" in screen)
        terminal.press("y")
        terminal.until(lambda screen: "copied “" in screen)
        assert b"\x1b]52;c;" in terminal.output
        terminal.press("Gma")
        terminal.until(lambda screen: "100 %" in screen)
        terminal.press("ggq")
        assert terminal.wait() == 0
    with Terminal(*options, size=(120, 40)) as terminal:
        terminal.until(lambda screen: "Your notes" in screen)
        terminal.press("\x06")
        terminal.until(lambda screen: "Your notes" not in screen)
        terminal.press("guarantees")
        terminal.until(lambda screen: "The leaders came to answer" in screen)
        terminal.press("\r\r")
        terminal.until(lambda screen: "▲ green" in screen or "▲ #guarantees" in screen)
        terminal.press("'a")
        terminal.until(lambda screen: "100 %" in screen)
        terminal.press("q")
        assert terminal.wait() == 0
