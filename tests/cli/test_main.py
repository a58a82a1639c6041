"""The program as a shell starts it: what it prints, how it ends."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import SAID, assert_one_line, command, document, run, run_here
from tui.cli import main

ROOT = Path(__file__).resolve().parents[2]
SUMMIT = ROOT / "seeds" / "london-summit.txt"


pytestmark = pytest.mark.usefixtures("home")


def test_help_and_version_stand_before_and_after_the_command() -> None:
    for arguments in (["--help"], ["read", "-h"]):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"postil analyze" in done.stdout
    for arguments in (["analyze", "--help"], ["--help", "analyze"]):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"--input" in done.stdout
    for arguments in (["--version"], ["analyze", "--version"], ["--version", "analyze"]):
        assert run(*arguments).stdout.startswith(b"postil ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.txt", "b.txt"],
        ["--nonsense"],
        ["--model"],
        ["analyze", "--format", "xml"],
        ["analyze", "--input", "csv", "x"],
        ["--dat", "x", "y"],
    ],
)
def test_unusable_arguments_end_with_2(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    output, errors = capfd.readouterr()
    assert (caught.value.code, output) == (2, "")
    assert errors.count("\n") == 1
    assert errors.startswith("postil: ")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no-such-file", "there is no such file"),
        ("line\nbreak\x1b[31m", "there is no such file"),
        (".", "this is a folder"),
        ("empty", "the file is empty"),
        ("binary", "this is not text"),
        ("/dev/urandom", "this is a device"),
        ("http://127.0.0.1:9/", "the connection was refused"),
        ("http://[", "this is not a web address"),
        ("gopher://x/", "gopher: addresses cannot be opened"),
        ("-", "nothing came in"),
        ("", "no file is named"),
    ],
)
@pytest.mark.parametrize("verb", [(), ("read",), ("analyze",)], ids=["bare", "read", "analyze"])
def test_bad_input_is_one_line(
    verb: tuple[str, ...],
    name: str,
    reason: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("empty").touch()
    Path("binary").write_bytes(bytes(1000))
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        code = main([*verb, name])
    output, errors = capfd.readouterr()
    assert (code, output) == (1, "")
    assert errors[:-1].isprintable()
    assert reason in errors


def test_an_unknown_option_names_the_one_that_was_probably_meant() -> None:
    for argv, meant in ((["who", "--formt=md"], "--format"), (["export", "--poeple", "-o", "x"], "--people")):
        done = run(*argv)
        assert (done.returncode, done.stdout) == (2, b"")
        assert f"; did you mean {meant}?" in done.stderr.decode()
    assert "did you mean" not in run("who", "--zebra").stderr.decode()


@pytest.mark.parametrize(
    ("argv", "meant"),
    [(["anaylze"], "analyze"), (["analyse", "a.txt", "b.txt"], "analyze"), (["Exprot"], "export")],
)
def test_an_unknown_command_names_the_one_that_was_probably_meant(argv: list[str], meant: str) -> None:
    reason = f"{argv[0]}: there is no such file or command; did you mean `postil {meant}`?"
    assert_one_line(run(*argv), reason)
    # What is said to be a file, or is one, is no command.
    assert_one_line(run("--", argv[0]), f"{argv[0]}: there is no such file")
    Path(argv[0]).write_text(SAID)
    assert_one_line(run("read", "zebra"), "zebra: there is no such file")
    assert SAID.strip() in run_here(argv[0], "--plain", "--marks", "none").stdout.decode()


def test_names_that_look_like_options_or_commands() -> None:
    for name in ("-odd.txt", "analyze", "--help"):
        assert_one_line(run("--", name), f"{name}: there is no such file")
    assert_one_line(run("read", "analyze"), "analyze: there is no such file")
    Path("-odd.txt").write_text(SAID)
    Path("analyze").write_text(SAID)
    assert document(run_here("analyze", "--", "-odd.txt").stdout)["id"] == "-odd.txt"
    assert document(run_here("analyze", "analyze").stdout)["text"] == SAID


def test_without_a_terminal_there_is_nothing_to_draw_on() -> None:
    assert_one_line(run(str(SUMMIT)), "not a terminal", "postil --plain")
    assert_one_line(run(), "not a terminal")


def on_terminal(
    *arguments: str, data: bytes | None = None, term: str = "xterm-256color"
) -> tuple[int, bytes, bytes]:
    """Exit code, what was drawn, and the errors of a program that draws on a terminal without a keyboard."""
    screen, slave = pty.openpty()
    try:
        done = subprocess.run(
            command(*arguments),
            input=data,
            stdout=slave,
            stderr=subprocess.PIPE,
            env={**os.environ, "TERM": term},
            start_new_session=True,
            timeout=60,
            check=False,
        )
        os.set_blocking(screen, False)
        try:
            drawn = os.read(screen, 4096)
        except BlockingIOError:
            drawn = b""
    finally:
        os.close(slave)
        os.close(screen)
    return done.returncode, drawn, done.stderr


def test_a_terminal_that_cannot_draw() -> None:
    code, drawn, errors = on_terminal(str(SUMMIT), data=b"", term="dumb")
    assert (code, drawn) == (1, b"")
    assert errors.startswith(b"postil: this terminal cannot draw a screen (TERM=dumb)")


def test_a_terminal_without_a_keyboard() -> None:
    code, drawn, errors = on_terminal("-", data=SAID.encode())
    assert (code, drawn) == (1, b"")
    assert errors == b"postil: there is no terminal to read keys from\n"


@pytest.mark.parametrize("verb", [(), ("analyze",)], ids=["read", "analyze"])
def test_nothing_piped_in(verb: tuple[str, ...]) -> None:
    screen, slave = pty.openpty()
    try:
        done = subprocess.run(command(*verb, "-"), stdin=slave, capture_output=True, timeout=60, check=False)
    finally:
        os.close(slave)
        os.close(screen)
    assert_one_line(done, "nothing is piped in")


def test_options_stand_before_or_after_the_command(home: Path, tmp_path: Path) -> None:
    Path("a.txt").write_text(SAID)
    assert run_here("--data-dir", str(tmp_path / "one"), "analyze", "a.txt").returncode == 0
    assert run_here("analyze", "a.txt", f"--data-dir={tmp_path / 'two'}").returncode == 0
    assert (tmp_path / "one").exists()
    assert (tmp_path / "two").exists()
    assert not home.exists()


def test_a_pipeline_that_is_not_there() -> None:
    Path("a.txt").write_text(SAID)
    for model in ("no_such_pipeline", "./nowhere", "a.txt"):
        assert_one_line(run_here("analyze", "--model", model, "a.txt", "a.txt"), model.lstrip("./"))
