"""Every dialog fits in a small terminal, shows its keys there, and can be left by key and by mouse."""

import pytest
from textual.widgets import TextArea

from tests.support.dialogs import DIALOGS
from tests.support.widgets import PENDING, showing_dialog, shown
from tui.ui.dialogs.theme import ThemeChooser
from tui.ui.widgets.footer import KeyLine


@pytest.mark.parametrize("name", DIALOGS)
async def test_it_fits_in_any_size_and_the_mouse_leaves_it(name: str) -> None:
    async with showing_dialog(DIALOGS[name](), (60, 20)) as (app, pilot):
        for size in ((60, 20), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0)
            await pilot.pause()
            box, keys = app.screen.query_one(".dialog"), app.screen.query_one(KeyLine)
            assert app.screen.region.contains_region(box.region), size
            for widget in box.children:
                assert box.region.contains_region(widget.region), (widget, size)
            assert "esc" in keys.render().plain
        await pilot.click(keys, offset=(keys.render().plain.index("esc"), 0))
        assert app.result is None


@pytest.mark.parametrize("size", [(20, 6), (40, 10), (60, 19)], ids=str)
async def test_a_note_can_be_written_where_there_is_hardly_room(size: tuple[int, int]) -> None:
    async with showing_dialog(DIALOGS["note"](), size) as (app, pilot):
        await pilot.press("x")
        box, field = app.screen.query_one(".dialog"), app.screen.query_one(TextArea)
        assert app.screen.region.contains_region(box.region)
        assert "a notex" in shown(app)
        assert field.content_size.height > 0
        assert app.screen.region.contains_region(app.screen.query_one(KeyLine).region)


async def test_themes_are_seen_where_there_is_hardly_room() -> None:
    async with showing_dialog(ThemeChooser(["one", "two"], "one"), (20, 6)) as (app, _):
        assert "▌ one" in shown(app)
        assert "two" in shown(app)


@pytest.mark.parametrize("name", DIALOGS)
async def test_escape_leaves_it_and_the_tab_key_does_nothing_worse_than_move_the_focus(name: str) -> None:
    async with showing_dialog(DIALOGS[name]()) as (app, pilot):
        await pilot.press("tab", "tab", "shift+tab", "tab")
        assert app.result == PENDING
        await pilot.press("escape")
        assert app.result is None
