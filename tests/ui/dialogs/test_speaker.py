"""The dialogs in which a person says who said a quotation, and which other name is the same."""

from dataclasses import replace

from tests.support.corrections import BOARD, SAYS_NO, SPEAKERS, find
from tests.support.widgets import PENDING, marked, showing_dialog, shown
from tui.domain.analysis import Entity, Label, Speaker
from tui.domain.text.spans import TextSpan
from tui.ui.dialogs.base import SaidBy
from tui.ui.dialogs.choose_entity import CandidateList, MergeDialog, SpeakerDialog

BY_BO = replace(SAYS_NO, speaker=Speaker(find(BOARD, "he"), "Bo"))


async def test_it_begins_at_the_present_speaker_and_ends_with_nobody() -> None:
    async with showing_dialog(SpeakerDialog(BY_BO, SPEAKERS.entities, BOARD)) as (app, pilot):
        rows = app.screen.query_one(CandidateList)
        assert "“No,”" in shown(app)
        assert [" ".join(row.split()) for row in marked(rows)] == ["P Bo (current)"]
        assert rows.rows[0].is_present
        await pilot.press("pagedown", "pagedown")
        assert marked(rows) == ["– nobody, or not clear"]
        await pilot.press("enter")
        assert app.result == SaidBy(None)


async def test_where_it_is_not_clear_it_begins_at_the_likeliest() -> None:
    async with showing_dialog(SpeakerDialog(SAYS_NO, SPEAKERS.entities, BOARD)) as (app, pilot):
        assert [row.split()[:2] for row in marked(app.screen.query_one(CandidateList))] == [["O", "Acme"]]
        assert "nobody, or not clear (current)" in shown(app)
        await pilot.press("down", "enter")
        assert app.result.entity.name == "Cy"


async def test_what_is_typed_filters_at_once_and_enter_takes_the_first() -> None:
    async with showing_dialog(SpeakerDialog(SAYS_NO, SPEAKERS.entities, BOARD)) as (app, pilot):
        rows = app.screen.query_one(CandidateList)
        offered = list(rows.rows)
        await pilot.press("down", "down", *"dov")
        assert [row.words for row in rows.rows] == ["Dover"]
        await pilot.press(*["backspace"] * 3)
        assert list(rows.rows) == offered
        await pilot.press(*"zzz")
        assert "Nothing here matches that." in shown(app)
        await pilot.press("enter")
        assert app.result == PENDING
        await pilot.press(*["backspace"] * 3, *"dov", "enter")
        assert app.result.entity.name == "Dover"


async def test_where_there_is_no_name_there_is_nobody() -> None:
    async with showing_dialog(SpeakerDialog(SAYS_NO, (), BOARD)) as (app, pilot):
        await pilot.press("enter")
        assert app.result == SaidBy(None)


def entity(name: str, label: Label = Label.PERSON, mentions: int = 1) -> Entity:
    return Entity(label, name, tuple(TextSpan(at, at + 1) for at in range(mentions)))


STARMER = entity("Keir Starmer")
OTHERS = (
    entity("House of Commons", Label.ORG, 9),
    entity("Volodymyr Zelensky", mentions=8),
    entity("Starmer Ltd", Label.ORG, 3),
    entity("Mr Starmer", mentions=2),
)


async def test_the_likeliest_to_be_the_same_comes_first_then_the_same_kind() -> None:
    async with showing_dialog(MergeDialog("Starmer", STARMER, (STARMER, *OTHERS))) as (app, pilot):
        rows = app.screen.query_one(CandidateList)
        assert [row.words for row in rows.rows] == [
            "Mr Starmer", "Starmer Ltd", "Volodymyr Zelensky", "House of Commons",
        ]  # fmt: skip
        await pilot.press("enter")
        assert app.result is OTHERS[3]


async def test_nobody_unrelated_is_taken_by_enter() -> None:
    for name in ("Bank of England", "Ann"):
        dialog = MergeDialog(name, entity(name, Label.ORG), OTHERS)
        async with showing_dialog(dialog) as (app, pilot):
            assert marked(app.screen.query_one(CandidateList)) == []
            await pilot.press("enter")
            assert app.result == PENDING
            await pilot.press("down", "enter")
            assert app.result is OTHERS[0]


async def test_initials_are_likely_to_be_the_same() -> None:
    nations = entity("United Nations", Label.ORG)
    async with showing_dialog(MergeDialog("UN", entity("UN", Label.ORG), (*OTHERS, nations))) as (app, pilot):
        await pilot.press("enter")
        assert app.result is nations


async def test_without_another_name_enter_does_nothing() -> None:
    async with showing_dialog(MergeDialog("Ann", STARMER, (STARMER,))) as (app, pilot):
        assert "There is no other name in this article" in shown(app)
        await pilot.press("enter", "down", "up", "enter")
        assert app.result == PENDING
        await pilot.press("escape")
        assert app.result is None
