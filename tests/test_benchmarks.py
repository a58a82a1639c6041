"""The benchmarks run, and tell the truth about programs whose speed is known."""

import sys
from pathlib import Path

import pytest

from benchmarks import parts, store, texts, ttybench
from benchmarks.figures import Figure, ratio, table
from benchmarks.keys import characters, split_keys
from benchmarks.names import names
from benchmarks.replay import latency, settled
from benchmarks.session import NotShown, Session
from benchmarks.setting import Setting, floor
from benchmarks.terminal import Size

ECHO = """
import os, sys, termios, time, tty
tty.setraw(0)
time.sleep({start})
sys.stdout.write("\\x1b[31mfirst \\x1b[0mwords")
sys.stdout.flush()
while key := os.read(0, 1):
    time.sleep({answer})
    sys.stdout.write(key.decode())
    sys.stdout.flush()
"""


def echo(start: float = 0.0, answer: float = 0.0) -> list[str]:
    """A program that shows "first words" late and answers keys late, by these seconds."""
    return [sys.executable, "-S", "-c", ECHO.format(start=start, answer=answer)]


def test_a_slow_answer_is_measured() -> None:
    session = Session(echo(answer=0.2), "first words", Size(40, 5))
    session.press_calmly(["x", "y"])
    session.end()
    presses = session.presses()
    assert [press.key for press in presses] == ["x", "y"]
    assert all(press.answered is not None and 0.2 <= press.answered < 1 for press in presses)


def test_words_that_never_come_are_reported_with_the_screen() -> None:
    with pytest.raises(NotShown, match=r"other(.|\n)*first words"):
        Session(echo(), "other", Size(40, 5), timeout=0.5)


def test_a_program_that_cannot_be_run_is_reported() -> None:
    with pytest.raises(NotShown, match="cannot run no-such-program"):
        Session(["no-such-program"], "words", Size(60, 5), timeout=5)


def test_a_pair_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    slow, fast = echo(start=1.5), echo()
    pair = " ".join(f"'{word}'" for word in fast)
    code = ttybench.main(["--runs", "1", "--until", "first words", "--pair", pair, "--", *slow])
    last = capsys.readouterr().out.splitlines()[-1].split()
    assert code == 0
    assert last[0] == "A/B"
    assert float(last[last.index("middle") + 1]) > 1.5


def test_the_floor_shows_the_text(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(texts.text(3_000), "utf-8")
    session = Session(floor(path), texts.FIRST_WORD)
    session.press_steadily([" "], every=0.1, seconds=0.2)
    session.end()
    assert session.terminal.memory().peak_program > 10
    assert any(press.answered for press in session.presses(with_style=False))


def test_texts_are_the_same_every_time_and_as_long_as_asked() -> None:
    text = texts.text(2_000)
    assert text == texts.text(2_000)
    assert 2_000 <= len(text.split()) < 2_200
    assert text.count(texts.FIRST_WORD) == 1


def test_keys_are_split_as_they_are_written() -> None:
    keys = split_keys("j<pgdn><c-d><<SPACE>")
    assert keys == ["j", "<pgdn>", "<c-d>", "<", "<SPACE>"]
    assert [characters(key) for key in keys] == ["j", "\x1b[6~", "\x04", "<", " "]


def test_an_answer_is_the_next_change_in_time() -> None:
    assert latency(1.0, [0.5, 1.25, 2.0], patience=3) == 0.25
    assert latency(1.0, [0.5, 9.0], patience=3) is None
    assert settled(1.0, [0.5, 1.25, 1.5, 4.0]) == 0.5
    assert settled(1.0, [0.5]) is None


def test_the_table_says_what_is_not_met() -> None:
    slow = ratio("reader / floor", [3.0, 4.0, 5.0], [1.0, 2.0, 1.0], limit=2.5)
    worst = Figure("key", "ms", (20.0, 90.0), limit=100, by_worst=True)
    assert slow.is_met is False
    assert worst.is_met is True
    lines = table([slow, worst]).splitlines()
    assert "NO" in lines[2]
    assert "yes" in lines[3]


def test_a_part_runs_to_its_end(tmp_path: Path) -> None:
    program = tmp_path / "postil"
    # Shows the beginning of what it is to open, and waits for a key.
    program.write_text(f"#!{sys.executable} -S\nimport sys\nprint(open(sys.argv[-1]).read(900))\ninput()\n")
    program.chmod(0o755)
    figures = parts.opening(Setting(str(program), tmp_path, rounds=1, words=300))
    ratios = [figure for figure in figures if figure.unit == "times"]
    assert [figure.limit for figure in ratios] == [1.35, 2.3]
    assert all(figure.is_met for figure in ratios)


LISTING = """
import sys, time
if sys.argv[1] != "analyze":
    print(open(sys.argv[-1]).read(600), flush=True)
    time.sleep(0.3)
    print("\\x1b[6;84HKeir Starmer \\x1b[7;84HSomebody else", flush=True)
    input()
"""


def test_the_list_of_names_is_waited_for(tmp_path: Path) -> None:
    program = tmp_path / "postil"
    program.write_text(f"#!{sys.executable} -S\n{LISTING}")
    program.chmod(0o755)
    figures = {figure.name: figure for figure in names(Setting(str(program), tmp_path, 1, 300))}
    assert 0.3 <= figures["list of names complete, first opening of 700 words"].judged < 5
    asked = {figure.limit for figure in figures.values()}
    assert asked == {None, 1.6, 1.4, 35.0}
    assert figures["analyze / import spacy"].is_met


def test_the_store_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    store.main(["--articles", "10", "--kills", "0", "--saves", "20"])
    rows = capsys.readouterr().out.splitlines()
    for figure in ("saving a note, p99, ms", "opening the library, ms", "searching all notes again, ms"):
        assert any(figure in row for row in rows), figure
