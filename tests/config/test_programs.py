"""The table [programs] of the config file, and what is said of one that is wrong."""

from pathlib import Path

import pytest

from tests.support.commands import run_here
from tui.config.file import read_config
from tui.config.programs import Program

GOOD = """
[programs]
dictionary = { keys = "D", command = ["dict", "-"], name = "Look up" }
german = { keys = ["gz", "ctrl+x"], command = "trans -b | fold", shell = true }

[programs.aloud]
keys = "gs"
command = ["espeak"]
show = false
seconds = 600
"""


def test_what_it_says_counts(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(GOOD)
    file = read_config(path)
    assert file.problems == ()
    assert file.settings.programs == (
        Program("dictionary", [("D",)], ("dict", "-"), "Look up"),
        Program("german", [("g", "z"), ("ctrl+x",)], ("trans -b | fold",), "german", shell=True),
        Program("aloud", [("g", "s")], ("espeak",), "aloud", show=False, seconds=600),
    )


def test_a_file_without_mistakes_is_well(home: Path) -> None:
    Path("config.toml").write_text(GOOD)
    done = run_here("config", "--check", "--config", "config.toml")
    assert (done.returncode, done.stderr) == (0, b"")
    shown = run_here("config", "--config", "config.toml").stdout.decode()
    assert "programs.german: gz, ctrl+x" in shown


@pytest.mark.parametrize(
    ("text", "line", "parts"),
    [
        ("[programs]\na = 3", 2, ["the program a", "keys and a command"]),
        ('[programs]\na = { command = ["x"] }', 2, ["keys gives the keys"]),
        ('[programs]\na = { keys = "D" }', 2, ["a list of texts"]),
        ('[programs]\na = { keys = "D", command = "x y" }', 2, ["shell = true"]),
        ('[programs]\na = { keys = "D", command = ["x"], shell = true }', 2, ["is a text"]),
        ('[programs]\na = { keys = "D", command = ["x"], show = 1 }', 2, ["show is true or false"]),
        ('[programs]\na = { keys = "D", command = ["x"], seconds = 0 }', 2, ["from 1 to 3600"]),
        ('[programs]\na = { keys = "D", command = ["x"], loud = 1 }', 2, ["loud is not one of keys"]),
        ('[programs]\n"a b" = { keys = "D", command = ["x"] }', 2, ["letters, digits"]),
        ('[programs]\na = { keys = "zyx", command = ["x"] }', 2, ["there is no key zyx"]),
        ("programs = 3", 1, ["programs is not a table"]),
        ("programms = 3", 1, ["did you mean programs?"]),
        ('[programs]\na = { keys = "j", command = ["x"] }', 2, ["j runs a", "article.line-down"]),
        ('[programs]\na = { keys = "gx", command = ["x"] }', 2, ["gx runs a", "link.follow"]),
        ('[programs]\na = { keys = "b x", command = ["x"] }', 2, ["bx runs a", "article.page-up"]),
        ('[programs]\na = { keys = "g", command = ["x"] }', 2, ["is the first key of gg", "never runs a"]),
        ('[programs]\na = { keys = "7", command = ["x"] }', 2, ["is part of a number"]),
        (
            '[programs]\na = { keys = "D", command = ["x"] }\n[programs.b]\nkeys = "D"\ncommand = ["y"]',
            3,
            ["D runs b, so it never calls the program a"],
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(home: Path, text: str, line: int, parts: list[str]) -> None:
    Path("config.toml").write_text(text)
    done = run_here("config", "--check", "--config", "config.toml")
    assert done.returncode == 1
    (said,) = done.stdout.decode().splitlines()
    assert f"config.toml, line {line}: " in said
    for part in parts:
        assert part in said
