"""The list of quotations: who and what, order, filter, messages."""

from dataclasses import replace

from tests.support.widgets import Seen, WidgetApp, marked, screen_lines, shown
from tui.domain.analysis import Quotation, QuotationKind, Speaker
from tui.domain.anchoring.anchor import Anchor, AnchoredNote, Method
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.text.spans import TextSpan
from tui.ui.panes.quotes import QuoteList, QuoteOrder

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


def listing(order: QuoteOrder = QuoteOrder.TEXT) -> QuoteList:
    pane = QuoteList()
    pane.text, pane.quotations, pane.order = TEXT, QUOTATIONS, order
    return pane


def lines_of(app: WidgetApp) -> list[str]:
    return [line[1:].rstrip() for line in screen_lines(app)[:-1] if line[1:].strip()]


async def test_who_and_what_in_the_order_of_the_text() -> None:
    app = WidgetApp(listing())
    async with app.run_test(size=(40, 24)):
        lines = lines_of(app)
        assert lines[:5] == [
            "  Ann Lee",
            "  “We will build it,”             7 %",
            "  a neighbour ?",
            "  “No [bold]you[/bold] won’t,”   17 %",
            "  Bo Étoile",
        ]
        # The marks hang, and the place stands after the last line.
        assert lines[5].startswith("  “It is a long")
        assert lines[6].startswith("   ")
        assert lines[6].endswith("…   33 %")
        assert [line.split()[0] for line in lines[7:]] == ["unknown", "“Enough.”", "Ann", "“And"]


async def test_stepping_and_choosing_tell_the_quotation() -> None:
    pane, seen = listing(), Seen()
    async with WidgetApp(pane).run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("j", "j", "enter")
        assert [message.quotation for message in seen.of(QuoteList.Highlighted)] == [WONT, STORY]
        assert [message.quotation for message in seen.of(QuoteList.Chosen)] == [STORY]
        await pilot.click(pane.rows, offset=(5, 1))
        assert seen.of(QuoteList.Highlighted)[-1].quotation == BUILD


async def test_they_are_grouped_by_speaker_unless_that_is_not_wanted() -> None:
    pane = QuoteList()
    pane.text, pane.quotations = TEXT, QUOTATIONS
    app = WidgetApp(pane)
    async with app.run_test(size=(40, 24)) as pilot:
        pane.focus()
        await pilot.press("j", "j")
        assert pane.highlighted == YET
        lines = lines_of(app)
        assert lines[0].split() == ["Ann", "Lee", "2"]
        assert [line.split()[0] for line in lines[1:3]] == ["“We", "“And"]
        assert lines[3].split() == ["Bo", "Étoile", "1"]
        assert lines[6].split() == ["?", "Not", "certain", "2"]
        assert [line.split()[0] for line in lines[7:]] == ["“No", "“Enough.”"]
        assert pane.highlighted == YET
        await pilot.press("s")
        assert lines_of(app)[0] == "  Ann Lee"
        assert lines_of(app)[-1].startswith("  “And yet,”")
        await pilot.press("s")
        assert lines_of(app)[0].split() == ["Ann", "Lee", "2"]


async def test_what_is_noted_has_its_sign() -> None:
    pane = listing(QuoteOrder.SPEAKER)
    app = WidgetApp(pane)
    async with app.run_test(size=(40, 24)) as pilot:
        for words, note, sign in (
            ("will build", "", "◇"),
            ("will build", "Who pays?", "◆"),
            ("board", "x", " "),
        ):
            made = Annotation(describe(TEXT, span(words), "h"), note=note, colour=Colour.YELLOW)
            pane.show_notes([AnchoredNote(made, Anchor(span(words), Method.EXACT))])
            await pilot.pause()
            assert f" {sign} “We will build it" in shown(app)


async def test_a_speaker_can_be_highlighted_and_chosen() -> None:
    pane, seen = listing(QuoteOrder.SPEAKER), Seen()
    app = WidgetApp(pane)
    async with app.run_test(size=(60, 24), message_hook=seen) as pilot:
        pane.focus()
        assert [line.split() for line in marked(pane.rows)] == [["Ann", "Lee", "2"]]
        assert pane.highlighted is None
        await pilot.press("r", "x", "enter")
        [chosen] = seen.of(QuoteList.SpeakerChosen)
        assert (chosen.speaker, chosen.quotations) == ("Ann Lee", (BUILD, YET))
        await pilot.press("j", "r", "x")
        assert [message.quotation for message in seen.of(QuoteList.SpeakerRequested)] == [BUILD]
        assert [message.quotation for message in seen.of(QuoteList.RemovalRequested)] == [BUILD]
        # Only what is listed below a speaker is reported with it.
        pane.filter = "yet"
        await pilot.pause()
        await pilot.press("home", "enter")
        assert seen.of(QuoteList.SpeakerChosen)[-1].quotations == (YET,)
        pane.filter = "enough"
        await pilot.pause()
        await pilot.press("home", "enter")
        assert seen.of(QuoteList.SpeakerChosen)[-1].quotations == (ENOUGH,)


async def test_what_is_uncertain_looks_uncertain() -> None:
    pane = listing()
    doubted = replace(BUILD, speaker=replace(BUILD.speaker, certainty=0.5))
    pane.quotations = (doubted, replace(STORY, certainty=0.3), YET)
    app = WidgetApp(pane)
    async with app.run_test(size=(40, 24)) as pilot:
        lines = lines_of(app)
        assert lines[0] == "  Ann Lee ?"
        assert lines[2] == "  Bo Étoile ?"
        assert lines[-2] == "  Ann Lee"
        pane.focus()
        await pilot.press("s")
        # Under a speaker's name stands what is sure; the rest comes last, with a guess where it fits.
        lines = lines_of(app)
        assert lines[0].split() == ["Ann", "Lee", "1"]
        assert lines[1].startswith("  “And yet,”")
        assert lines[2].split() == ["?", "Not", "certain", "2"]
        assert "“We will build it,”  Ann Lee?" in lines[3]
        # Distinguished without colours: what may be no quote at all is set in another way.
        story = next(y for y in range(24) if "It is a long" in pane.rows.render_line(y).text)
        sure = next(y for y in range(24) if "And yet" in pane.rows.render_line(y).text)
        styles = [
            next(segment.style for segment in pane.rows.render_line(y) if "“" in segment.text)
            for y in (story, sure)
        ]
        assert [bool(style and style.italic) for style in styles] == [True, False]


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
        assert [line.split()[0] for line in lines_of(app)[1:]] == ["Ann", "“We"]


async def test_it_says_when_there_are_none() -> None:
    pane = QuoteList()
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        assert "No quotations yet" in shown(app)
        pane.focus()
        await pilot.press("s", "enter", "j")
        pane.text, pane.quotations = TEXT, QUOTATIONS
        await pilot.pause()
        assert marked(pane.rows)


async def test_another_width_wraps_them_again() -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test(size=(100, 24)) as pilot:
        pane.focus()
        await pilot.press("G")
        wide = pane.rows.virtual_size.height
        await pilot.resize_terminal(30, 10)
        assert pane.rows.virtual_size.height > wide
        assert marked(pane.rows) == ["Ann Lee"]
