"""The help: a sheet by task, in as many columns as fit, with the keys that there are; and all keys."""

import pytest

from tests.support.widgets import marked, screen_lines, showing_dialog, shown
from tui.config.keys import read_key
from tui.ui.dialogs.help import (
    SHEET,
    AllKeys,
    HelpRenderer,
    HelpRow,
    HelpScreen,
    HelpSection,
    help_tasks,
    in_columns,
)
from tui.ui.keyboard.hints import KeyHints
from tui.ui.keyboard.table import BY_ID, preset_keys
from tui.ui.widgets.row_list import RowList

SECTIONS = [
    HelpSection("Pages", [("j ↓", "next line"), ("ctrl+d", "half a page")]),
    HelpSection("Notes", [("a", "write a note on it")]),
]


def tasks(hints: KeyHints) -> dict[str, dict[str, str]]:
    return {task.title: {words: keys for keys, words in task.rows} for task in help_tasks(hints)}


def test_the_sheet_has_the_keys_that_the_commands_have() -> None:
    usual = tasks(KeyHints())
    assert [*usual] == ["Read", "Jump", "Mark", "Correct", "Lists", "Library"]
    assert usual["Jump"]["next, previous name"] == "]e [e"
    assert usual["Mark"]["highlight in a colour"] == "H y g b r v"
    assert usual["Lists"]["text, names, quotes, notes"] == "1 2 3 4"
    vim = tasks(KeyHints(preset_keys("vim")))
    assert vim["Mark"]["highlight"] == "p"
    assert vim["Read"]["page down, up"] == "ctrl+f ctrl+b"
    assert vim["Lists"]["text, names, quotes, notes"] == "F5 F2 F3 F4"
    own = tasks(KeyHints({"note.edit": [(read_key("F9"),)], "note.tags": []}))
    assert own["Mark"]["note"] == "F9"
    assert "tags" not in own["Mark"]


def test_each_row_of_the_sheet_names_commands() -> None:
    rows = [row for line in SHEET.read_text("utf-8").splitlines() if (row := line.partition(" | "))[1]]
    ids = [id_ for before, *_ in rows for id_ in before.split() if before[0] != "#"]
    assert len(ids) > 60
    assert [id_ for id_ in ids if id_ not in BY_ID] == []


def test_the_columns_are_as_short_as_can_be() -> None:
    sections = [HelpSection(str(rows), [("k", "words")] * rows) for rows in (8, 9, 8, 6, 11, 7)]
    titles = [[section.title for section in column] for column in in_columns(sections, 3)]
    assert titles == [["8", "9"], ["8", "6"], ["11", "7"]]
    assert [len(column) for column in in_columns(sections, 2)] == [3, 3]
    assert in_columns(sections[:1], 3) == [sections[:1]]


@pytest.mark.parametrize(("size", "columns"), [((120, 40), 3), ((80, 24), 2), ((60, 20), 1)])
async def test_it_has_the_columns_that_fit_and_scrolls(size: tuple[int, int], columns: int) -> None:
    here = HelpSection("Quotes", [("s", "order")])
    dialog = HelpScreen(SECTIONS, help_tasks(KeyHints()), here, "A number: *3]e* is the third.")
    async with showing_dialog(dialog, size) as (app, pilot):
        top = screen_lines(app)[next(y for y, line in enumerate(screen_lines(app)) if "Quotes ─" in line)]
        assert "Keys for the list of quotes" in shown(app)
        assert top.count(" ──") == columns
        await pilot.press("G")
        await pilot.pause()
        assert "3]e is the third" in shown(app)
        if columns < 3:
            assert "Quotes ─" not in shown(app)
            await pilot.press("g")
            await pilot.pause()
        assert "Quotes ─" in shown(app)
        await pilot.press("space", "b", "j", "k", "question_mark")
        assert app.result is None


async def test_all_keys_are_found_by_what_they_do_and_by_their_names() -> None:
    async with showing_dialog(HelpScreen(SECTIONS)) as (app, pilot):
        assert "find among all 3" in shown(app)
        await pilot.press("slash")
        await pilot.pause()
        assert isinstance(app.screen, AllKeys)
        await pilot.press(*"note")
        assert "write a note on it" in shown(app)
        assert "next line" not in shown(app)
        await pilot.press("enter")
        assert marked(app.screen.query_one(RowList))
        await pilot.press("escape", "escape")
        assert app.screen is app.dialog
        await pilot.press("q")
        assert app.result is None


@pytest.mark.parametrize("key", ["escape", "q", "question_mark", "f1"])
async def test_it_closes(key: str) -> None:
    async with showing_dialog(HelpScreen(SECTIONS)) as (app, pilot):
        await pilot.press(key)
        assert app.result is None


async def test_there_may_be_no_keys_at_all() -> None:
    async with showing_dialog(HelpScreen([])) as (app, pilot):
        await pilot.press("j", "G", "q")
        assert app.result is None


@pytest.mark.parametrize("width", [32, 50, 76])
def test_keys_are_never_cut(width: int) -> None:
    keys = "ctrl+shift+→ ctrl+alt+PgDn g ↑ F12 ]e"
    lines = HelpRenderer(20).lines(HelpRow(0, keys, "Does a thing that takes some words to tell"), width)
    text = [run.text for line in lines for run in line]
    assert " ".join(" ".join(text[::2]).split()) == keys
    assert "…" not in "".join(text)
