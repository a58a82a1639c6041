from dataclasses import replace

from tests.support.widgets import marked, showing_dialog, shown
from tui.domain.analysis import Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.text.spans import TextSpan
from tui.ui.dialogs.card import EntityCard, QuoteCard, SpeakerCard
from tui.ui.widgets.row_list import RowList

TEXT = (
    "Ann [b]Lee[/b] came late.\n"
    "“We will build it,” Lee told the board, and then nobody spoke for a long time, as it is the custom "
    "there when somebody like Ann Lee has spoken.\n“No,” said a man. “And yet,” Ann Lee added."
)


def span(words: str, number: int = 0) -> TextSpan:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return TextSpan(start, start + len(words))


MENTIONS = (span("Ann [b]Lee[/b]"), span("Lee told"), span("Ann Lee"), span("Ann Lee", 1))
LEE = Entity(Label.PERSON, "Ann Lee", MENTIONS)
BUILD = Quotation(
    span("“We will build it,”"), QuotationKind.DIRECT, span("told"), Speaker(span("Lee", 1), "Ann Lee")
)
NO = Quotation(span("“No,”"), QuotationKind.DIRECT, span("said"), Speaker(span("a man"), None))
YET = Quotation(span("“And yet,”"), QuotationKind.DIRECT, None, Speaker(span("Ann Lee", 1), "Ann Lee"))
NOBODY = Quotation(span("“No,”"), QuotationKind.DIRECT, None, None)


async def test_a_name_with_its_kind_number_and_places() -> None:
    async with showing_dialog(EntityCard(LEE, TEXT)) as (app, pilot):
        text = shown(app)
        assert "P person · 4 mentions" in text
        assert "Ann [b]Lee[/b] came late." in text
        assert "“We will build it,” Lee told the board" in text
        assert "when somebody like Ann Lee has spoken." in text
        await pilot.press("j", "enter")
        assert app.result == MENTIONS[1]


async def test_every_mention_is_seen_however_narrow_it_is() -> None:
    async with showing_dialog(EntityCard(LEE, TEXT), (60, 20)) as (app, _pilot):
        assert shown(app).count("Lee") >= 5


async def test_the_card_begins_at_the_mention_one_is_at() -> None:
    many = Entity(Label.ORG, "It", tuple(TextSpan(start, start + 2) for start in range(0, 6000, 60)))
    text = ("It is so. " * 600)[:6100]
    async with showing_dialog(EntityCard(many, text, at=3000), (60, 20)) as (app, pilot):
        assert len(marked(app.screen.query_one(RowList))) == 1
        await pilot.press("enter")
        assert app.result == TextSpan(3000, 3002)


async def test_a_mention_is_chosen_with_the_mouse() -> None:
    async with showing_dialog(EntityCard(LEE, TEXT)) as (app, pilot):
        await pilot.double_click(app.screen.query_one(RowList), offset=(10, 2))
        assert app.result == MENTIONS[2]


async def test_a_quotation_with_all_its_words_and_who_says_so() -> None:
    async with showing_dialog(QuoteCard(BUILD, (BUILD, NO, YET), TEXT)) as (app, pilot):
        text = shown(app)
        assert "Ann Lee" in text
        assert "in the text: Lee told" in text
        assert "“We will build it,”" in text
        assert "Other quotes by this speaker" in text
        assert "“And yet,”" in text
        assert "“No,”" not in text
        await pilot.press("j", "enter")
        assert app.result == YET.span


async def test_where_it_is_not_clear_who_the_card_says_so() -> None:
    async with showing_dialog(QuoteCard(NO, (BUILD, NO, YET), TEXT)) as (app, pilot):
        text = shown(app)
        assert "a man ?" in text
        assert "not clear who says this · in the text: said a man" in text
        assert "also says" not in text
        await pilot.press("enter")
        assert app.result == NO.span


async def test_nobody_at_all() -> None:
    async with showing_dialog(QuoteCard(NOBODY, (NOBODY,), TEXT)) as (app, pilot):
        assert "unknown ?" in shown(app)
        await pilot.press("q")
        assert app.result is None


async def test_a_doubt_is_reported() -> None:
    doubted = replace(BUILD, speaker=replace(BUILD.speaker, certainty=0.5))
    async with showing_dialog(QuoteCard(doubted, (doubted, YET), TEXT)) as (app, _pilot):
        assert "Ann Lee ?" in shown(app)
        assert "perhaps someone else says this · in the text: Lee told" in shown(app)
        assert "“And yet,”" in shown(app)
    async with showing_dialog(QuoteCard(replace(BUILD, certainty=0.5), (), TEXT)) as (app, _pilot):
        assert "Ann Lee ?" in shown(app)
        assert "perhaps not a quote" in shown(app)


async def test_all_that_one_person_says() -> None:
    doubted = replace(YET, certainty=0.5)
    async with showing_dialog(SpeakerCard("Ann Lee", (BUILD, doubted), TEXT)) as (app, pilot):
        text = shown(app)
        assert "2 quotes · 1 not sure" in text
        assert text.index("“We will build it,”") < text.index("“And yet,”  Ann Lee?")
        await pilot.press("j", "enter")
        assert app.result == YET.span
