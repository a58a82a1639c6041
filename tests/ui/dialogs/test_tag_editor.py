from tests.support.widgets import marked, showing_dialog, shown
from tui.ui.dialogs.tag_editor import TagEditor

KNOWN = {"europe": 3, "public money": 2, "[bold]x[/bold]": 1}


def known() -> dict[str, int]:
    return KNOWN


async def test_tags_in_use_are_offered_completed_and_taken_away_by_keys() -> None:
    dialog = TagEditor("The [b]passage[/b]", ("one", "public money"), known)
    async with showing_dialog(dialog) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        for reported in ("The [b]passage[/b]", 'one, "public money", ', "#europe", "#[bold]x[/bold]"):
            assert reported in shown(app)
        assert "#public money" not in shown(app)
        await pilot.press("backspace", "down", "up", "down")
        assert 'one, "' not in shown(app)
        assert [line.split() for line in marked(dialog._offers)] == [["#public", "money", "2"]]
        await pilot.press("tab", "R", "O", "tab")
        assert 'one, "public money", europe, ' in shown(app)
        await pilot.press("z", "z")
        assert "No such tag yet." in shown(app)
        await pilot.press("ctrl+w", "enter")
        assert app.result == ("one", "public money", "europe")


async def test_tags_that_nobody_can_type_stay_as_they_are() -> None:
    odd = ('say "hi"', "#hash", "a\tb")
    async with showing_dialog(TagEditor("passage", odd)) as (app, pilot):
        await pilot.press("x", "enter")
        assert app.result == (*odd, "x")


async def test_all_tags_can_be_taken_away_and_escape_changes_nothing() -> None:
    async with showing_dialog(TagEditor("passage", ("one", "two"))) as (app, pilot):
        assert "No tags are in use yet." in shown(app)
        await pilot.press("ctrl+u", "enter")
        assert app.result == ()
    async with showing_dialog(TagEditor("passage", ("one",))) as (app, pilot):
        await pilot.press("x", "escape")
        assert app.result is None
