"""The dialog in which a person says who said a quotation."""

from dataclasses import replace

from tests.support.corrections import BOARD, SAYS_NO, SPEAKERS, find
from tests.support.widgets import PENDING, marked, showing_dialog, shown
from tui.domain.analysis import Speaker
from tui.ui.dialogs.base import SaidBy
from tui.ui.dialogs.correct import SpeakerDialog, SpeakerList

BY_BO = replace(SAYS_NO, speaker=Speaker(find(BOARD, "he"), "Bo"))


async def test_it_begins_at_the_present_speaker_and_ends_with_nobody() -> None:
    async with showing_dialog(SpeakerDialog(BY_BO, SPEAKERS.entities, BOARD)) as (app, pilot):
        rows = app.screen.query_one(SpeakerList).rows
        assert "“No,”" in shown(app)
        assert marked(rows) == ["P Bo (current)"]
        await pilot.press("G")
        assert marked(rows) == ["– nobody, or it is not clear"]
        await pilot.press("enter")
        assert app.result == SaidBy(None)


async def test_where_it_is_not_clear_it_begins_at_the_likeliest() -> None:
    async with showing_dialog(SpeakerDialog(SAYS_NO, SPEAKERS.entities, BOARD)) as (app, pilot):
        assert marked(app.screen.query_one(SpeakerList).rows) == ["O Acme"]
        assert "nobody, or it is not clear (current)" in shown(app)
        await pilot.press("j", "enter")
        assert app.result.entity.name == "Cy"


async def test_it_can_be_filtered_and_the_filter_left() -> None:
    async with showing_dialog(SpeakerDialog(SAYS_NO, SPEAKERS.entities, BOARD)) as (app, pilot):
        await pilot.press("slash", *"dov", "enter")
        assert "Cy" not in shown(app).replace("Cy left", "")
        await pilot.press("escape")
        assert app.result == PENDING
        assert "P Cy" in shown(app)
        await pilot.press("slash", *"dov", "enter", "enter")
        assert app.result.entity.name == "Dover"


async def test_where_there_is_no_name_there_is_nobody() -> None:
    async with showing_dialog(SpeakerDialog(SAYS_NO, (), BOARD)) as (app, pilot):
        await pilot.press("enter")
        assert app.result == SaidBy(None)
