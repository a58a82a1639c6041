"""Programs that get a passage: what they write, what goes wrong, how they end."""

import sys
import time
from pathlib import Path

import pytest

from tui.system.programs import MOST_OUTPUT, Output, run_program

PYTHON = (sys.executable, "-S", "-c")


def test_it_gets_the_passage_and_what_is_said_of_it_and_no_shell_reads_its_words() -> None:
    ask = "import os, sys; print(os.environ['ABOUT'], sys.argv[1], sys.stdin.buffer.read().decode())"
    found = run_program([*PYTHON, ask, "$HOME; `x`"], "Zoë said “no”", {"ABOUT": "a\0b"})
    assert found == Output("ab $HOME; `x` Zoë said “no”\n")


def test_a_shell_reads_a_line_if_that_is_wanted() -> None:
    assert run_program(["tr a-z A-Z | rev"], "abc", {}, shell=True).text.strip() == "CBA"


def test_what_it_writes_is_plain_text() -> None:
    write = r"import sys; sys.stdout.buffer.write(b'\x1b[31mred\x1b]0;title\x07\x00\r\nb\xffd')"
    assert run_program([*PYTHON, write], "", {}).text == "red\nb\ufffdd"


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (["no-such-program-anywhere"], "there is no program no-such-program-anywhere"),
        ([*PYTHON, "import sys; sys.exit('no\\nluck')"], "ended with exit code 1: no luck"),
        ([*PYTHON, "import os; os.kill(os.getpid(), 9)"], "ended by signal 9"),
        (["/"], "/: Permission denied"),
    ],
)
def test_what_goes_wrong_is_one_line(command: list[str], problem: str) -> None:
    assert run_program(command, "x" * 1_000_000, {}).problem == problem


def test_its_time_is_limited_with_all_that_it_started(tmp_path: Path) -> None:
    begun = time.monotonic()
    found = run_program(["echo first; sleep 60 | sleep 60"], "", {}, shell=True, seconds=0.2)
    assert found == Output("first\n", "stopped after 0.2 seconds")
    assert time.monotonic() - begun < 10


def test_it_ends_when_it_is_not_wanted_any_more() -> None:
    asked = iter([False, True])
    found = run_program([*PYTHON, "import time; time.sleep(60)"], "", {}, unwanted=lambda: next(asked))
    assert found == Output("", cancelled=True)


def test_it_cannot_write_without_end() -> None:
    found = run_program([*PYTHON, "while True: print('y' * 1000)"], "", {}, seconds=20)
    assert found.problem == f"stopped: it writes more than {MOST_OUTPUT // 1000} kB"
    assert len(found.text) <= MOST_OUTPUT


def test_what_is_cut_off_is_said_however_quick_a_program_is() -> None:
    write = "import sys; sys.stdout.write('a' * {})"
    assert run_program([*PYTHON, write.format(MOST_OUTPUT)], "", {}) == Output("a" * MOST_OUTPUT)
    found = run_program([*PYTHON, write.format(MOST_OUTPUT + 1)], "", {})
    assert found.text == "a" * MOST_OUTPUT
    assert found.problem == f"stopped: it writes more than {MOST_OUTPUT // 1000} kB"
