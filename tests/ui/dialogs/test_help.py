import pytest

from tests.support.widgets import showing_dialog, shown
from tui.ui.dialogs.help import HelpRenderer, HelpRow, HelpScreen, HelpSection

SECTIONS = [
    HelpSection("Anywhere", [("? F1", "Help"), ("q", "Quit"), ("[ ]", "Brackets [bold]stay[/bold]")]),
    HelpSection("Article", [(f"k{number}", f"does thing {number}") for number in range(50)]),
]


async def test_keys_stand_next_to_what_they_do_under_their_heading() -> None:
    async with showing_dialog(HelpScreen(SECTIONS)) as (app, _pilot):
        text = shown(app)
        assert text.index("Anywhere") < text.index("? F1") < text.index("Article") < text.index("k0")
        assert "[ ]  Brackets [bold]stay[/bold]" in text


async def test_it_scrolls_to_the_end_and_back() -> None:
    async with showing_dialog(HelpScreen(SECTIONS)) as (app, pilot):
        assert "does thing 49" not in shown(app)
        await pilot.press("G")
        assert "does thing 49" in shown(app)
        await pilot.press("g", "g")
        assert "Anywhere" in shown(app)


async def test_it_can_be_filtered() -> None:
    async with showing_dialog(HelpScreen(SECTIONS)) as (app, pilot):
        await pilot.press("slash", *"thing 33", "enter")
        assert "does thing 33" in shown(app)
        assert "does thing 4" not in shown(app)
        assert "Anywhere" not in shown(app)
        await pilot.press("escape")
        assert "Anywhere" in shown(app)
        await pilot.press("escape")
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
