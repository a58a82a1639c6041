"""``postil analyze`` as a shell runs it: what stands on standard output, and when."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import SAID, assert_one_line, command, document, run, run_here

ROOT = Path(__file__).resolve().parents[2]
SUMMIT = ROOT / "seeds" / "london-summit.txt"


pytestmark = pytest.mark.usefixtures("home")


def streaming(*sources: str) -> subprocess.Popen[bytes]:
    """A program that analyses lines of JSON, and gives lines of JSON, as they come."""
    return subprocess.Popen(
        command("analyze", "--input", "jsonl", "--format", "jsonl", *sources),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # What a shell starts in the background ignores interrupts, and hands that on to what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_one_article_gives_one_document() -> None:
    done = run("analyze", str(SUMMIT))
    assert (done.returncode, done.stderr) == (0, b"")
    found = document(done.stdout)
    assert list(found) == ["id", "title", "date", "text", "entities", "quotes", "model"]
    assert (found["id"], found["date"]) == (str(SUMMIT), "2025-03-02")
    assert found["text"].startswith(found["title"] + "\n\n")
    assert found["model"].startswith("postil_en ")
    (starmer,) = [entity for entity in found["entities"] if entity["name"] == "Keir Starmer"]
    assert starmer["label"] == "PERSON"
    assert all(list(mention) == ["start", "end", "text"] for mention in starmer["mentions"])
    quote = found["quotes"][0]
    assert list(quote) == ["start", "end", "kind", "text", "cue", "speaker", "certain"]
    assert list(quote["speaker"]) == ["start", "end", "text", "name", "certain"]


def test_standard_input_and_several_articles() -> None:
    Path("a.txt").write_text(SAID)
    for arguments in (["analyze"], ["analyze", "-"]):
        assert document(run_here(*arguments, data=SAID.encode()).stdout)["id"] == "-"
    done = run_here("analyze", "a.txt", "missing.txt", "--format", "json", "a.txt")
    assert done.returncode == 1
    assert done.stderr == b"postil: missing.txt: there is no such file\n"
    found = json.loads(done.stdout)
    assert [each["id"] for each in found] == ["a.txt", "a.txt"]
    assert found[0]["date"] is None
    done = run_here("analyze", "a.txt", "--format", "jsonl", "a.txt")
    assert [document(line)["title"] for line in done.stdout.splitlines()] == ["A", "A"]


def test_an_analysis_is_stored_unless_that_is_not_wanted(home: Path) -> None:
    Path("a.txt").write_text(SAID)
    first = run_here("analyze", "--no-cache", "a.txt").stdout
    assert not home.exists()
    assert run_here("analyze", "a.txt").stdout == first
    assert home.exists()
    stored = "import sys, tui.cli; tui.cli.main(['analyze', 'a.txt']); sys.exit('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", stored], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, first)


def test_a_data_folder_that_cannot_be_written_hinders_no_analysis() -> None:
    Path("a.txt").write_text(SAID)
    done = run_here("analyze", "--data-dir", "/dev/null/x", "a.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert document(done.stdout)["entities"]


LINES = [
    b'{"id": "a", "text": "  date 2020-01-01 Angela Merkel spoke.\\n\\u001b[31m\\u0000"}',
    b"",
    b'{"id": 7, "text": "one \\ud800 half", "more": [1, 2]}',
    b"not json",
    b'{"id": true, "text": "x"}',
    b'{"text": "x"}',
    b'{"id": "b", "text": 5}',
    b"[1, 2]",
    b"\xff\xfe\xfd",
    b'{"id": "c", "text": ""}',
]


def test_lines_of_json_are_taken_as_they_are() -> None:
    done = run_here("analyze", "--input", "jsonl", "--format", "jsonl", "-", data=b"\n".join(LINES))
    assert done.returncode == 1
    found = [document(line) for line in done.stdout.splitlines()]
    assert [each["id"] for each in found] == ["a", 7, "c"]
    assert found[0]["text"] == "  date 2020-01-01 Angela Merkel spoke.\n\x1b[31m\0"
    assert found[1]["text"] == "one \ud800 half"
    assert [each[key] for each in found for key in ("title", "date")] == [None] * 6
    assert found[0]["entities"]
    assert done.stderr.decode().splitlines() == [
        "postil: -, line 4: this is not JSON",
        'postil: -, line 5: "id" is neither a string nor a whole number',
        'postil: -, line 6: it has no "id"',
        'postil: -, line 7: "text" is not a string',
        'postil: -, line 8: this is not an object with "id" and "text"',
        "postil: -, line 9: this is not JSON",
    ]


def test_lines_of_json_give_an_array() -> None:
    Path("a.jsonl").write_text('{"id": 1, "text": "x"}\n{"id": 2, "text": "y"}')
    done = run_here("analyze", "--input", "jsonl", "a.jsonl")
    assert [each["id"] for each in json.loads(done.stdout)] == [1, 2]
    done = run_here("analyze", "--input", "jsonl", "missing.jsonl", "a.jsonl")
    assert (done.returncode, len(json.loads(done.stdout))) == (1, 2)
    assert b"missing.jsonl: there is no such file" in done.stderr


def test_every_result_comes_as_soon_as_it_is_there() -> None:
    with streaming("-") as program:
        assert program.stdin
        assert program.stdout
        for number in range(3):
            program.stdin.write(b'{"id": %d, "text": "x"}\n' % number)
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == number
        program.stdin.close()
    assert program.returncode == 0


def test_progress_is_shown_on_a_terminal_and_taken_away_again() -> None:
    Path("a.jsonl").write_text("".join(f'{{"id": {n}, "text": "{SAID[:30]}"}}\n' for n in range(200)))
    screen, slave = pty.openpty()
    try:
        done = subprocess.run(
            command("analyze", "--input", "jsonl", "--format", "jsonl", "a.jsonl"),
            stdout=subprocess.PIPE,
            stderr=slave,
            timeout=60,
            check=False,
        )
        shown = os.read(screen, 65536)
    finally:
        os.close(slave)
        os.close(screen)
    assert len([document(line) for line in done.stdout.splitlines()]) == 200
    assert b" texts, " in shown
    assert shown.endswith(b"\r\x1b[K")


def test_a_reader_of_the_output_that_leaves_early() -> None:
    # More than a pipe holds, and next to nothing to analyse.
    Path("a.jsonl").write_text('{"id": 1, "text": "a%sb"}\n' % (" " * 70_000))
    with streaming(*["a.jsonl"] * 3) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.read(1)
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 1


def test_output_that_takes_nothing() -> None:
    Path("a.jsonl").write_text('{"id": 1, "text": "x"}\n')
    full = subprocess.list2cmdline(command("analyze", "--input", "jsonl", "a.jsonl"))
    done = subprocess.run(["sh", "-c", f"{full} > /dev/full"], capture_output=True, timeout=60, check=False)
    assert_one_line(done, "cannot continue: No space left on device")
    done = subprocess.run(["sh", "-c", f"{full} >&-"], capture_output=True, timeout=60, check=False)
    assert_one_line(done, "standard output is closed")


def test_an_interrupt() -> None:
    with streaming("-") as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdin.write(b'{"id": 1, "text": "x"}\n')
        program.stdin.flush()
        program.stdout.readline()
        program.send_signal(signal.SIGINT)
        assert program.stderr.read() == b""
    assert program.returncode == 130


def test_several_processes_give_the_same_bytes_as_one() -> None:
    Path("a.txt").write_text(SAID)
    article = SAID.replace("Tim Cook", "Ada Abbott").encode()
    arguments = ("analyze", "a.txt", "missing.txt", "-", str(SUMMIT), "a.txt")
    one, two = (run_here(*arguments, "--jobs", jobs, data=article) for jobs in "12")
    assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)
    assert (one.returncode, one.stderr) == (1, b"postil: missing.txt: there is no such file\n")
    assert [each["id"] for each in json.loads(one.stdout)] == ["a.txt", "-", str(SUMMIT), "a.txt"]
    arguments = ("analyze", "--input", "jsonl", "--format", "jsonl", "-")
    one, two = (run_here(*arguments, "--jobs", jobs, data=b"\n".join(LINES)) for jobs in "12")
    assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)


def test_an_interrupt_ends_all_processes() -> None:
    with streaming("-", "--jobs", "2") as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdin.write(b'{"id": 1, "text": "x"}\n')
        program.stdin.flush()
        assert json.loads(program.stdout.readline())["id"] == 1
        found = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        others = found.read_text().split() if found.exists() else []
        program.send_signal(signal.SIGINT)
        assert program.stderr.read() == b""
    assert program.returncode == 130
    assert [each for each in others if Path("/proc", each).exists()] == []


def test_the_number_of_processes_is_checked() -> None:
    for wrong in ("0", "two", "-1"):
        done = run_here("analyze", "--jobs", wrong, "a.txt")
        assert done.returncode == 2
        assert b"is not a whole number from 1 on" in done.stderr or b"expected one argument" in done.stderr
