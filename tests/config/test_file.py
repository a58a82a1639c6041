"""What a config file says, and what is said of one that is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config.file import config_path, read_config, statement_lines
from tui.config.settings import SETTINGS, Settings


def problems(folder: Path, text: str | bytes) -> list[str]:
    path = folder / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = read_config(path).problems
    assert all(problem.startswith(f"{path}") and problem.isprintable() for problem in said)
    return [problem.removeprefix(str(path)) for problem in said]


def test_what_it_says_counts_and_the_rest_is_as_usual(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'theme = "postil-light"\nmeasure = 60\njustify = true\n'
        '[keys]\n"jump.next-entity" = "ctrl+n, ]e"\nsearch.open = ["f3", "/"]\nquit = ""\n'
    )
    file = read_config(path)
    assert file.problems == ()
    assert file.settings == Settings(
        theme="postil-light",
        measure=60,
        justify=True,
        keys={
            "jump.next-entity": [("ctrl+n",), ("right_square_bracket", "e")],
            "search.open": [("f3",), ("slash",)],
            "quit": (),
        },
    )


def test_no_file_says_nothing(tmp_path: Path) -> None:
    file = read_config(tmp_path / "nowhere" / "config.toml")
    assert (file.settings, file.problems) == (Settings(), ())


def test_the_usual_settings_are_allowed_and_are_those_without_a_file() -> None:
    assert all(each.allowed.allows(each.default) for each in SETTINGS)
    assert Settings() == Settings().having({each.name: each.default for each in SETTINGS})


@pytest.mark.parametrize(
    ("text", "line", "parts"),
    [
        ("# mine\n\nmesure = 60", 3, ["mesure is not a setting", "did you mean measure?"]),
        ("xyzzy = 1", 1, ["xyzzy is not a setting", "theme, measure", "[keys]"]),
        ("measure = 500", 1, ["measure = 500", "from 32 to 160", "72 is used"]),
        ("measure = true", 1, ["measure = true", "from 32 to 160"]),
        ("a = [\n1,\n2]\njustify = 1", 4, ["justify = 1", "true or false"]),
        ('theme = "postil-ligth"', 1, ["auto", "did you mean postil-light?"]),
        ("keys = 3", 1, ["keys is not a table"]),
        ('[keys]\n\n"quit" = "bananas"', 3, ["the key of quit", "no key bananas", "usual keys"]),
        ("[keys]\nquit = 5", 2, ["the key of quit", "5 is not text"]),
        ("[keys.search]\nopen = 'a b c'", 2, ["the key of search.open", "one key, or two"]),
        ("\x1b = 1", 1, ["is not TOML"]),
        ("justify = true\ntheme = \n", 2, ["is not TOML", "usual settings"]),
        ("measure = 40\nmeasure = 50\njustify = true", 2, ["is not TOML"]),
        ('theme = "nord', 1, ["is not TOML"]),
        (b"theme = '\xff'", 1, ["UTF-8"]),
        ("a = " + "[" * 5_000, None, ["is not TOML"]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, text: str | bytes, line: int | None, parts: list[str]
) -> None:
    said = problems(tmp_path, text)
    reported = said[-1]
    assert reported.startswith(f", line {line}: " if line else ": ")
    for part in parts:
        assert part in reported


def test_all_that_is_wrong_is_reported_in_the_order_of_the_lines_and_the_rest_counts(tmp_path: Path) -> None:
    said = problems(tmp_path, "measure = 1\njustify = true\n[keys]\nquit = '¿¿¿'\nhelp = 'f2'\n")
    assert [problem.split(":")[0] for problem in said] == [", line 1", ", line 4"]
    file = read_config(tmp_path / "config.toml")
    assert file.settings == Settings(justify=True, keys={"help": [("f2",)]})
    assert file.problem("keys.help", "why").endswith("config.toml, line 5: why")


def test_what_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (reported,) = read_config(tmp_path).problems
    assert "cannot be read" in reported
    path = tmp_path / "big.toml"
    path.write_bytes(b"#" * 1_000_001)
    (reported,) = read_config(path).problems
    assert "too large" in reported


NAMES = st.text("abc-_", min_size=1, max_size=4)
VALUES = st.sampled_from(["1", '"x"', "[1,\n 2]", '"""a\nb"""', "{a = 1}", "true # why", "'#'", "[\n]"])


@given(st.dictionaries(NAMES, st.tuples(VALUES, st.integers(0, 3)), max_size=8), st.booleans())
def test_the_line_of_every_value_is_found(values: dict[str, tuple[str, int]], windows: bool) -> None:
    text, lines = "[table]", {}
    for name, (value, empty) in values.items():
        text += "\n" * (empty + 1)
        lines[f"table.{name}"] = text.count("\n") + 1
        text += f"{name} = {value}"
    found = statement_lines(text.replace("\n", "\r\n") if windows else text)
    assert {name: line for name, line in found.items() if name.count(".") == 1} == lines


def test_where_it_is_can_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTIL_CONFIG", str(tmp_path / "mine.toml"))
    assert config_path() == tmp_path / "mine.toml"
    assert config_path("other.toml") == Path("other.toml").absolute()
    monkeypatch.delenv("POSTIL_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_path().name == "config.toml"
    assert config_path().parent.name == "postil"
