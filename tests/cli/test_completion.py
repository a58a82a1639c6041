"""``postil completion``: what shells complete, and the page of the manual."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.commands import run_here
from tui.cli import COMMANDS, parser_of

ROOT = Path(__file__).resolve().parents[2]
NAMES = [name for name in COMMANDS if name.isalpha()]
ASK = """
ask() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _postil
    printf '%s|' "${COMPREPLY[@]}"
    echo
}
"""
QUESTIONS = {
    ("postil", "an"): "analyze",
    ("postil", "analyze", "--for"): "--format",
    ("postil", "analyze", "--format", ""): "json|jsonl",
    ("postil", "--data-dir", "x", "analyze", "--format", "jsonl", "two w"): "two words.txt",
    ("postil", "completion", "z"): "zsh",
    ("postil", "config", "--config", "two"): "two words.txt",
    ("postil", "doctor", "two"): "",
    ("postil", "who", "--exact", "two"): "",
    ("postil", "feed", "re"): "remove",
    ("postil", "feed", "add", "two"): "two words.txt",
    ("postil", "--model", ""): "two words.txt",
    ("postil", "analyze", "--lang", ""): "",
}


def output(shell: str) -> str:
    """What the command writes for a shell."""
    done = run_here("completion", shell)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "man"])
def test_every_command_and_option_is_there(shell: str) -> None:
    found = output(shell).replace("\\-", "-")
    for name in NAMES:
        assert name in found
        for action in parser_of(name)._actions:
            for option in action.option_strings:
                dashed = f"-l {option[2:]} " if option.startswith("--") else f"-s {option[1:]} "
                assert (dashed if shell == "fish" else option) in found


def test_bash_completes_commands_options_values_and_files(tmp_path: Path) -> None:
    if not shutil.which("bash"):
        pytest.skip("no bash here")
    (tmp_path / "two words.txt").touch()
    asked = "".join("ask " + " ".join(f"'{word}'" for word in words) + "\n" for words in QUESTIONS)
    done = subprocess.run(
        ["bash", "--norc", "-c", output("bash") + ASK + asked],
        cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert [line.strip("|") for line in done.stdout.splitlines()] == list(QUESTIONS.values())


def test_fish_completes_commands_options_and_values() -> None:
    if not shutil.which("fish"):
        pytest.skip("no fish here")
    ask = "\n".join(f"complete -C 'postil {words}'" for words in ("ana", "analyze --form", "completion z"))
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"{output('fish')}\n{ask}"],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["analyze", "--format", "zsh"]


def test_zsh_takes_what_it_is_given() -> None:
    if not shutil.which("zsh"):
        pytest.skip("no zsh here")
    load = f"autoload -U compinit; compinit -D -u\n{output('zsh')}\nprint $_comps[postil]"
    done = subprocess.run(["zsh", "-f", "-c", load], capture_output=True, text=True, timeout=30, check=False)
    assert (done.stdout, done.stderr) == ("_postil\n", "")


def test_the_page_of_the_manual_that_is_installed_is_what_the_program_says() -> None:
    page = (ROOT / "docs" / "postil.1").read_text(encoding="utf-8")
    assert page == output("man"), "run: postil completion man > docs/postil.1"


def test_another_shell_is_refused() -> None:
    done = run_here("completion", "tcsh")
    assert done.returncode == 2
    assert b"choose from" in done.stderr
