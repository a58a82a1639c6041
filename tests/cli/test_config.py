"""``postil config``, and the page on what can be set."""

import tomllib
from pathlib import Path

import pytest

from docs.config_tables import PAGE, written_anew
from tests.support.commands import Commands
from tui.config.settings import SETTINGS
from tui.ui.keyboard.table import COMMANDS


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the config file would be; there is none."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("POSTIL_CONFIG", str(path))
    monkeypatch.setenv("POSTIL_HOME", str(tmp_path / "data"))
    return path


def test_it_says_where_the_file_is(commands: Commands, config: Path, tmp_path: Path) -> None:
    assert commands.done("config", "--path").decode() == f"{config}\n"
    other = tmp_path / "other.toml"
    assert commands.done("config", "--path", "--config", str(other)).decode() == f"{other}\n"
    assert "not there" in commands.done("config").decode().splitlines()[0]
    assert "no such file" in commands.done("config", "--check").decode()


def test_the_default_file_says_nothing_and_with_its_comments_off_what_is_usual(
    commands: Commands, config: Path
) -> None:
    text = commands.done("config", "--default").decode()
    assert tomllib.loads(text) == {"keys": {}}
    said = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    settings, _, keys = said.partition('"view.theme"')
    assert tomllib.loads(settings) == {each.name: each.default for each in SETTINGS}
    assert set(tomllib.loads(f'"view.theme"{keys}')) == {command.id for command in COMMANDS}
    config.write_text(f'{settings}\n[keys]\n"view.theme"{keys}\n')
    assert commands.done("config", "--check").decode() == f"{config}: all is well\n"


def test_what_is_wrong_is_reported_a_line_each(commands: Commands, config: Path) -> None:
    config.write_text('measure = 5\n[keys]\n"library.open" = "j"\nnonsense = "x"\n')
    code, output, errors = commands.run("config", "--check")
    assert (code, errors) == (1, "")
    first, *others = output.decode().splitlines()
    assert first.startswith(f"{config}, line 1: measure = 5")
    assert any(line.startswith(f"{config}, line 3: j calls") for line in others)
    assert any(line.startswith(f"{config}, line 4: unknown action nonsense") for line in others)
    code, output, errors = commands.run("config")
    assert (code, errors.count("\n")) == (1, 3)
    assert "measure            72" in output.decode()


def test_unusable_arguments_and_a_file_that_is_not_there(commands: Commands, config: Path) -> None:
    assert "not allowed with" in commands.refused("config", "--check", "--path", code=2)
    assert "unrecognized arguments: extra" in commands.refused("config", "extra", code=2)
    missing = str(config.with_name("missing.toml"))
    assert commands.refused("--config", missing, "a.txt") == f"{missing}: there is no such config file"


def test_the_page_on_settings_and_keys_is_true() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written_anew(page), "python docs/config_tables.py writes it again"
