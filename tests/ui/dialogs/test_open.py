from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.support.widgets import PENDING, showing_dialog, shown
from tui.ui.dialogs.open import OpenDialog, completion, entries_for
from tui.ui.widgets.row_list import RowList


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "articles" / "old").mkdir(parents=True)
    (tmp_path / "articles" / "one.txt").write_text("one")
    (tmp_path / "articles" / "[b]two[b].md").write_text("two")
    (tmp_path / "article.html").write_text("three")
    (tmp_path / ".hidden").write_text("")
    (tmp_path / "Übersicht 习近平.txt").write_text("four")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


async def settled(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def test_folders_come_first_and_hidden_ones_only_when_asked_for(folder: Path) -> None:
    assert [entry.path for entry in entries_for("")] == ["articles/", "article.html", "Übersicht 习近平.txt"]
    assert [entry.path for entry in entries_for(".")] == [".hidden"]
    assert [entry.path for entry in entries_for("ART")] == ["articles/", "article.html"]
    assert [entry.path for entry in entries_for("articles/o")] == ["articles/old/", "articles/one.txt"]
    assert [entry.path for entry in entries_for(f"{folder}/articles/on")] == [f"{folder}/articles/one.txt"]
    assert [entry.path for entry in entries_for("~/articles/on")] == ["~/articles/one.txt"]


@pytest.mark.parametrize(
    "typed", ["nowhere/x", "article.html/", "https://example.org/a", "http:", "\0", "~nobody-of-that-name/"]
)
def test_what_cannot_be_listed_has_no_entries(folder: Path, typed: str) -> None:
    assert entries_for(typed) == []
    assert completion(typed) is None


def test_completion_adds_what_all_have_in_common(folder: Path) -> None:
    assert completion("a") == "article"
    assert completion("articles") == "articles/"
    assert completion("articles/on") == "articles/one.txt"
    assert completion("article") is None
    assert completion("zzz") is None


async def test_a_path_is_typed_completed_and_returned(folder: Path) -> None:
    async with showing_dialog(OpenDialog()) as (app, pilot):
        await pilot.press(*"articles")
        await settled(pilot)
        await pilot.press("tab", "o", "n")
        await settled(pilot)
        await pilot.press("tab", "enter")
        assert app.result == "articles/one.txt"


async def test_an_address_is_returned_as_it_is(folder: Path) -> None:
    async with showing_dialog(OpenDialog("https://example.org/~x?[y]")) as (app, pilot):
        await settled(pilot)
        assert "web address" in shown(app)
        await pilot.press("space", "enter")
        assert app.result == "https://example.org/~x?[y]"


async def test_a_folder_is_gone_into_and_a_file_picked_with_keys(folder: Path) -> None:
    async with showing_dialog(OpenDialog()) as (app, pilot):
        await settled(pilot)
        await pilot.press("tab", "enter")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "articles/"
        assert "[b]two[b].md" in shown(app)
        assert app.result == PENDING
        await pilot.press("tab", "G", "enter")
        assert app.result == "articles/one.txt"


async def test_a_file_is_picked_with_nothing_but_arrows_and_enter(folder: Path) -> None:
    async with showing_dialog(OpenDialog()) as (app, pilot):
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "articles/"
        # What stands in the field is a folder: enter goes to what is in it.
        await pilot.press("enter", "down", "up", "up", "x")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "articles/x"
        assert "No file or folder" in shown(app)
        await pilot.press("down", "backspace")
        await settled(pilot)
        await pilot.press("down", "down", "down", "enter")
        assert app.result == "articles/one.txt"


async def test_a_file_is_picked_with_the_mouse(folder: Path) -> None:
    async with showing_dialog(OpenDialog("articles/")) as (app, pilot):
        await settled(pilot)
        await pilot.double_click(app.screen.query_one(RowList), offset=(3, 1))
        assert app.result == "articles/[b]two[b].md"


async def test_the_home_folder_is_written_out(folder: Path) -> None:
    async with showing_dialog(OpenDialog("~/article.html")) as (app, pilot):
        await pilot.press("enter")
        assert app.result == str(folder / "article.html")


async def test_nothing_typed_opens_nothing(folder: Path) -> None:
    async with showing_dialog(OpenDialog()) as (app, pilot):
        await pilot.press("space", "enter")
        assert app.result == PENDING
        await pilot.press("escape")
        assert app.result is None


async def test_what_does_not_exist_is_returned_for_opening_to_refuse(folder: Path) -> None:
    async with showing_dialog(OpenDialog("nowhere.txt")) as (app, pilot):
        await settled(pilot)
        assert "No file or folder" in shown(app)
        await pilot.press("enter")
        assert app.result == "nowhere.txt"
