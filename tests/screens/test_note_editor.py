from tests.screens.harness import running
from tests.widgets.harness import shown
from tui.screens.note_editor import NoteDraft, NoteEditor


async def test_what_is_written_is_returned_to_be_saved() -> None:
    async with running(NoteEditor("The [b]passage[/b]")) as (app, pilot):
        assert "The [b]passage[/b]" in shown(app)
        await pilot.press("H", "i", "enter", "y", "o", "u", "ctrl+s")
        assert app.result == NoteDraft("Hi\nyou", saved=True)


async def test_one_goes_on_where_the_note_ends() -> None:
    async with running(NoteEditor("passage", "one\ntwo")) as (app, pilot):
        await pilot.press("!", "ctrl+s")
        assert app.result == NoteDraft("one\ntwo!", saved=True)


async def test_escape_keeps_what_was_changed_as_a_draft() -> None:
    async with running(NoteEditor("passage", "one")) as (app, pilot):
        await pilot.press("!", "escape")
        assert app.result == NoteDraft("one!", saved=False)


async def test_escape_keeps_nothing_that_was_not_changed() -> None:
    async with running(NoteEditor("passage", "one")) as (app, pilot):
        await pilot.press("escape")
        assert app.result is None


async def test_an_empty_note_that_was_empty_is_nothing() -> None:
    async with running(NoteEditor("passage")) as (app, pilot):
        await pilot.press("space", "ctrl+s")
        assert app.result is None


async def test_a_note_can_be_emptied() -> None:
    async with running(NoteEditor("passage", "x")) as (app, pilot):
        await pilot.press("backspace", "ctrl+s")
        assert app.result == NoteDraft("", saved=True)


async def test_long_lines_wrap() -> None:
    async with running(NoteEditor("passage", "word " * 30 + "end"), (60, 20)) as (app, _pilot):
        assert "end" in shown(app)


async def test_controls_in_a_note_from_elsewhere_never_reach_the_terminal() -> None:
    async with running(NoteEditor("pass\x1b[31mage", "a\x1b]0;title\x07b\tc")) as (app, pilot):
        assert "\x1b" not in shown(app)
        assert "\x07" not in shown(app)
        await pilot.press("escape")
        assert app.result is None
