"""The list of quotations: who and what, order, filter, messages."""

from tests.widgets.harness import Seen, WidgetApp, marked, screen_lines, shown
from tui.domain.analysis import Quotation, QuotationKind, Speaker
from tui.domain.span import TextSpan
from tui.widgets.quote_list import QuoteList

TEXT = (
    "Ann Lee met the board. “We will build it,” Lee said. “No [bold]you[/bold] won’t,” a neighbour told her."
    "\n"
    "“It is a long story that began, as such stories do, with a letter that nobody had asked for and that "
    "was answered by somebody who should not have read it,” Bo Étoile recalled. “Enough.” “And yet,” "
    "Lee added."
)


def span(words: str) -> TextSpan:
    start = TEXT.index(words)
    return TextSpan(start, start + len(words))


def quotation(words: str, speaker: str | None = None, name: str | None = None) -> Quotation:
    said_by = None if speaker is None else Speaker(span(speaker), name)
    return Quotation(span(words), QuotationKind.DIRECT, None, said_by)


BUILD = quotation("“We will build it,”", "Lee said", "Ann Lee")
WONT = quotation("“No [bold]you[/bold] won’t,”", "a neighbour")
STORY = quotation(TEXT[TEXT.index("“It is") : TEXT.index(" Bo")], "Bo Étoile", "Bo Étoile")
ENOUGH = quotation("“Enough.”")
YET = quotation("“And yet,”", "Lee added", "Ann Lee")
QUOTATIONS = (BUILD, WONT, STORY, ENOUGH, YET)


def listing() -> QuoteList:
    pane = QuoteList()
    pane.text, pane.quotations = TEXT, QUOTATIONS
    return pane


def lines_of(app: WidgetApp) -> list[str]:
    return [line[1:].rstrip() for line in screen_lines(app)[:-1] if line[1:].strip()]


async def test_who_and_what_in_the_order_of_the_text() -> None:
    app = WidgetApp(listing())
    async with app.run_test(size=(40, 24)):
        lines = lines_of(app)
        assert lines[:5] == [
            "Ann Lee",
            " “We will build it,”",
            "a neighbour ?",
            " “No [bold]you[/bold] won’t,”",
            "Bo Étoile",
        ]
        assert len(lines[5:8]) == 3
        assert lines[7].endswith("…")
        assert lines[8:] == ["unknown ?", " “Enough.”", "Ann Lee", " “And yet,”"]


async def test_stepping_and_choosing_tell_the_quotation() -> None:
    pane, seen = listing(), Seen()
    async with WidgetApp(pane).run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("j", "j", "enter")
        assert [message.quotation for message in seen.of(QuoteList.Highlighted)] == [WONT, STORY]
        assert [message.quotation for message in seen.of(QuoteList.Chosen)] == [STORY]
        await pilot.click(pane.rows, offset=(5, 1))
        assert seen.of(QuoteList.Highlighted)[-1].quotation == BUILD


async def test_they_are_grouped_by_speaker_and_back() -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test(size=(40, 24)) as pilot:
        pane.focus()
        await pilot.press("G")
        assert pane.highlighted == YET
        await pilot.press("s")
        lines = lines_of(app)
        assert lines[0].split() == ["Ann", "Lee", "2"]
        assert lines[1:3] == [" “We will build it,”", " “And yet,”"]
        assert lines[3].split() == ["Bo", "Étoile", "1"]
        assert lines[7].split() == ["Not", "clear", "who", "2"]
        assert lines[8:] == [
            "a neighbour ?",
            " “No [bold]you[/bold] won’t,”",
            "unknown ?",
            " “Enough.”",
        ]
        assert pane.highlighted == YET
        await pilot.press("s")
        assert lines_of(app)[0] == "Ann Lee"
        assert lines_of(app)[-1] == " “And yet,”"


async def test_the_filter_looks_at_speaker_and_words() -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        pane.focus()
        await pilot.press("slash", *"etoile")
        assert "long story" in shown(app)
        assert "build" not in shown(app)
        pane.filter = "lee build"
        await pilot.pause()
        assert lines_of(app)[1:] == ["Ann Lee", " “We will build it,”"]


async def test_it_tells_when_there_are_none() -> None:
    pane = QuoteList()
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        assert "No quotations yet" in shown(app)
        pane.focus()
        await pilot.press("s", "enter", "j")
        pane.text, pane.quotations = TEXT, QUOTATIONS
        await pilot.pause()
        assert marked(pane.rows)


async def test_another_width_wraps_them_anew() -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test(size=(100, 24)) as pilot:
        pane.focus()
        await pilot.press("G")
        wide = pane.rows.virtual_size.height
        await pilot.resize_terminal(30, 10)
        assert pane.rows.virtual_size.height > wide
        assert marked(pane.rows) == ["Ann Lee"]
