"""What is set, and what is chosen by key and remembered."""

import os
import threading
from pathlib import Path

import pytest

from tui.config.preferences import Preferences


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def stored(preferences: Preferences) -> None:
    """Wait until what was chosen is on the disk."""
    for thread in threading.enumerate():
        if thread.name == "preferences":
            thread.join()


def test_a_choice_outlives_the_program_and_leaves_the_file_alone(config: Path, data: Path) -> None:
    config.write_text("# mine\nmeasure = 60 # narrow\n")
    first = Preferences.load(config, data)
    first.choose(theme="nord", justify=True)
    assert first.settings.theme == "nord"
    stored(first)
    again = Preferences.load(config, data)
    assert (again.settings.theme, again.settings.justify, again.settings.measure) == ("nord", True, 60)
    assert again.is_chosen("theme")
    assert not again.is_chosen("measure")
    assert config.read_text() == "# mine\nmeasure = 60 # narrow\n"


def test_what_was_said_last_counts(config: Path, data: Path) -> None:
    config.write_text("measure = 60\n")
    chosen = Preferences.load(config, data)
    chosen.choose(measure=80)
    stored(chosen)
    assert Preferences.load(config, data).settings.measure == 80
    config.write_text("measure = 64\njustify = true\n")
    assert Preferences.load(config, data).settings.measure == 64
    config.write_text("")
    assert Preferences.load(config, data).settings.measure == 72


def test_choices_made_one_upon_the_other_all_hold(config: Path, data: Path) -> None:
    chosen = Preferences.load(config, data)
    for measure in range(40, 80, 4):
        chosen.choose(measure=measure)
    chosen.choose(line_spacing=2)
    stored(chosen)
    again = Preferences.load(config, data).settings
    assert (again.measure, again.line_spacing) == (76, 2)


def test_two_programs_do_not_forget_each_other_s_choices(config: Path, data: Path) -> None:
    config.write_text("measure = 60\n")
    one, other = Preferences.load(config, data), Preferences.load(config, data)
    one.choose(theme="nord")
    one.first_keys_shown()
    stored(one)
    other.choose(measure=80)
    stored(other)
    again = Preferences.load(config, data)
    assert (again.settings.theme, again.settings.measure, again.first_time) == ("nord", 80, False)


def test_the_first_time_is_once(config: Path, data: Path) -> None:
    first = Preferences.load(config, data)
    assert first.first_time
    first.first_keys_shown()
    stored(first)
    assert not Preferences.load(config, data).first_time
    assert not Preferences().first_time


@pytest.mark.parametrize(
    "garbage", [b"", b"\xff\x00", b"[chosen]\nmeasure = 9\ntheme = 'none'\nx = 1", b"chosen = 3"]
)
def test_a_damaged_memory_is_as_good_as_none(config: Path, data: Path, garbage: bytes) -> None:
    data.mkdir()
    (data / "remembered.toml").write_bytes(garbage)
    again = Preferences.load(config, data)
    assert again.settings == Preferences().settings
    again.choose(measure=48)
    stored(again)
    assert Preferences.load(config, data).settings.measure == 48


def test_a_choice_that_cannot_be_saved_holds_until_the_end_and_is_reported(
    config: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    reported: list[str] = []
    preferences = Preferences.load(config, blocked)
    preferences.failed = reported.append
    preferences.choose(measure=48)
    stored(preferences)
    assert preferences.settings.measure == 48
    assert len(reported) == 1
    assert str(blocked) in reported[0]


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes")
def test_a_pipe_in_place_of_the_memory_keeps_nothing_waiting(config: Path, data: Path) -> None:
    data.mkdir()
    os.mkfifo(data / "remembered.toml")
    assert Preferences.load(config, data).settings == Preferences().settings


def test_a_data_folder_that_was_moved_away_is_not_made_again_for_a_choice(config: Path, data: Path) -> None:
    chosen = Preferences.load(config, data)
    chosen.choose(measure=50)
    stored(chosen)
    data.rename(data.with_name("away"))
    chosen.choose(measure=60)
    stored(chosen)
    assert chosen.settings.measure == 60
    assert not data.exists()
    data.with_name("away").rename(data)
    chosen.choose(justify=True)
    stored(chosen)
    assert Preferences.load(config, data).settings.measure == 60
