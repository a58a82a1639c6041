from dataclasses import replace

from tests.support.widgets import showing_dialog, shown
from tui.domain.analysis import Quotation, QuotationKind, Speaker
from tui.domain.text.spans import TextSpan
from tui.ui.dialogs.card import QuoteCard, SpeakerCard

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


BUILD = Quotation(
    span("“We will build it,”"), QuotationKind.DIRECT, span("told"), Speaker(span("Lee", 1), "Ann Lee")
)
NO = Quotation(span("“No,”"), QuotationKind.DIRECT, span("said"), Speaker(span("a man"), None))
YET = Quotation(span("“And yet,”"), QuotationKind.DIRECT, None, Speaker(span("Ann Lee", 1), "Ann Lee"))
NOBODY = Quotation(span("“No,”"), QuotationKind.DIRECT, None, None)


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
