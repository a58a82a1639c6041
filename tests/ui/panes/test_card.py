"""The card of a name: its head, its sections, and what is posted from it."""

from dataclasses import replace

from rich.cells import cell_len

from tests.support.widgets import Seen, WidgetApp, article_of, marked, screen_lines, shown
from tui.domain.analysis import Analysis, Entity, Label, Quotation, QuotationKind, Speaker
from tui.domain.anchoring.anchor import Anchor, AnchoredNote, Method
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.ui.panes.card import CardList
from tui.ui.panes.card_rows import Elsewhere, Everywhere

TEXT = (
    "Ann [b]Lee[/b] came late.\n\n"
    "“We will build it,” Lee told the board, and then nobody spoke for a long time, as it is the custom "
    "there when somebody like Ann Lee has spoken.\n\n“No,” said a man. “And yet,” Ann Lee added.\n\n"
    "What Lee wants is a bridge. What Lee gets is a letter."
)
ARTICLE = article_of(TEXT)


def span(words: str, number: int = 0) -> TextSpan:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return TextSpan(start, start + len(words))


def said(words: str, speaker: TextSpan, certainty: float = 1.0) -> Quotation:
    return Quotation(span(words), QuotationKind.DIRECT, None, Speaker(speaker, "Ann Lee", certainty))


MENTIONS = (
    span("Ann [b]Lee[/b]"), span("Lee", 1), span("Ann Lee"), span("Ann Lee", 1),
    span("Lee", 4), span("Lee", 5),
)  # fmt: skip
LEE = Entity(Label.PERSON, "Ann Lee", MENTIONS)
BUILD, YET = said("“We will build it,”", span("Lee", 1)), said("“And yet,”", span("Ann Lee", 1), 0.5)
ANALYSIS = Analysis((LEE,), (BUILD, YET))


def note(words: str, note: str, *tags: str, colour: str = "green") -> AnchoredNote:
    made = Annotation(
        describe(TEXT, span(words), ARTICLE.text_hash), note=note, tags=tags, colour=Colour(colour)
    )
    return AnchoredNote(made, Anchor(span(words), Method.EXACT))


NOTES = (
    note("We will build it", "Who pays?", "money"),
    note("a long time", "Not about anybody."),
    note("a bridge", "Ann Lee once built one.", colour="yellow"),
)


def card(size: tuple[int, int] = (46, 40), at: int | None = None) -> tuple[CardList, WidgetApp]:
    pane = CardList()
    return pane, WidgetApp(pane)


def lines_of(app: WidgetApp) -> list[str]:
    return [line.rstrip() for line in screen_lines(app)[:-1]]


async def opened(pane: CardList, at: int | None = None, article: Article = ARTICLE) -> None:
    pane.show_notes(NOTES)
    pane.open(LEE, article, ANALYSIS, at)
    pane.focus()


async def test_it_says_who_and_where_and_what_was_said_and_noted() -> None:
    pane, app = card()
    async with app.run_test(size=(46, 40)) as pilot:
        await opened(pane)
        pane.looking = True
        await pilot.pause()
        lines = lines_of(app)
        assert lines[0].strip() == "person · named 6 times here"
        assert lines[1].strip() == "also “Lee”, “Ann [b]Lee[/b]”"
        assert lines[2].count("┼") == 6
        assert "looking in other articles" in lines[3]
        assert lines[5].split() == ["▾", "Said", "2"]
        # What is noted has its sign, what is not sure a question mark and the key that settles it.
        assert lines[6].startswith("▌▲ “We will build it,”")
        assert lines[7].startswith(" ? “And yet,”  r settles it")
        assert lines[9].split() == ["▾", "Mentions", "6"]
        names = [line.index("Lee") for line in lines[11:13]]
        assert lines[10].index("Ann [b]Lee") == lines[12].index("Ann Lee") == names[0]
        assert lines[13].strip() == "3 more"
        assert lines[15].split() == ["▾", "Notes", "and", "tags", "2"]
        assert lines[16].startswith(" ▲ Who pays?  #money")
        assert lines[17].startswith(" ◆ Ann Lee once built one.")
        assert "Not about" not in shown(app)


async def test_other_articles_come_in_and_the_highlight_stays() -> None:
    pane, app = card()
    async with app.run_test(size=(46, 40)) as pilot:
        await opened(pane)
        await pilot.press("G")
        others = (
            Elsewhere("The tide-mill papers", "2026-02-03", 9, "“honest and direct”", 2),
            Elsewhere("A short history of the long queue that nobody joined", "", 2, note="Lee alone"),
        )
        pane.looking, pane.everywhere = False, Everywhere(17, 3, "2 Mar 2025", others)
        await pilot.pause()
        assert [line.split()[:2] for line in marked(pane.rows)] == [["◆", "Ann"]]
        text = shown(app)
        assert "17 mentions in 3 articles   last 2 Mar 2025" in text
        assert "3 February 2026 · “honest and direct” + 2" in text
        assert " ? A short history" in text
        assert "Lee alone" in text
        pane.everywhere = Everywhere(6, 1)
        await pilot.pause()
        assert "in no other article" in shown(app)
        assert "In other articles" not in shown(app)


async def test_sections_fold_and_are_gone_through() -> None:
    pane, app = card()
    async with app.run_test(size=(46, 40)) as pilot:
        await opened(pane)
        for keys, first in (
            ("}", "Ann [b]Lee[/b]"), ("}", "▲ Who"), ("{", "Ann [b]"), ("j{", "Ann [b]"), ("{", "▲ “We"),
        ):  # fmt: skip
            await pilot.press(
                *({"}": "right_curly_bracket", "{": "left_curly_bracket"}.get(k, k) for k in keys)
            )
            assert marked(pane.rows)[0].startswith(first), keys
        await pilot.press("k", "enter")
        assert [line.split() for line in marked(pane.rows)] == [["▸", "Said", "2", "hidden"]]
        assert "“And yet,”" not in shown(app)
        await pilot.press("enter")
        assert "“And yet,”" in shown(app)
        # All mentions, from the row that stood for them on.
        await pilot.press("right_curly_bracket", "j", "j", "j", "enter")
        assert "more" not in shown(app)
        assert "letter" in shown(app)
        assert pane.place_in_words == "mentions 4 of 6"


async def test_what_is_done_on_it_is_posted() -> None:
    pane, seen = CardList(), Seen()
    app = WidgetApp(pane)
    async with app.run_test(size=(46, 40), message_hook=seen) as pilot:
        await opened(pane)
        await pilot.press("j", "r", "x", "enter", "w", "F", "c", "right_curly_bracket", "r", "c")
        assert [message.row.about for message in seen.of(CardList.Highlighted)] == [YET, MENTIONS[0]]
        assert [message.row.about for message in seen.of(CardList.SpeakerRequested)] == [YET]
        assert [message.row.about for message in seen.of(CardList.RemovalRequested)] == [YET]
        assert [message.row.place for message in seen.of(CardList.Chosen)] == [YET.span.start]
        assert [message.entity for message in seen.of(CardList.EverywhereRequested)] == [LEE]
        assert [message.entity for message in seen.of(CardList.FollowRequested)] == [LEE]
        corrections = seen.of(CardList.CorrectionRequested)
        assert [message.mention for message in corrections] == [None, MENTIONS[0]]
        place = Entity(Label.LOC, "Ann Lee", MENTIONS)
        pane.open(place, ARTICLE, replace(ANALYSIS, entities=(place,)))
        await pilot.press("w")
        assert len(seen.of(CardList.EverywhereRequested)) == 1


async def test_it_begins_at_the_mention_one_is_at_however_many_there_are() -> None:
    many = Entity(Label.ORG, "It", tuple(TextSpan(start, start + 2) for start in range(0, 6000, 60)))
    article = article_of(("It is so. " * 600)[:6100])
    pane, app = card()
    async with app.run_test(size=(36, 20)) as pilot:
        pane.open(many, article, Analysis((many,)), 3030)
        pane.focus()
        await pilot.pause()
        assert [line.split()[-2:] for line in marked(pane.rows)] == [["50", "%"]]
        assert pane.place_in_words == "mentions 51 of 100"
        assert "97 more" in shown(app)


async def test_no_line_is_wider_than_it_may_be_and_filtering_finds_all_mentions() -> None:
    pane, app = card()
    async with app.run_test(size=(46, 30)) as pilot:
        await opened(pane)
        pane.everywhere = Everywhere(
            9, 2, "2 Mar 2025", (Elsewhere("漢字 " * 30, "2025-03-02", 3, "“漢 ” " * 30),)
        )
        for width in (46, 31, 28):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            renderer = pane._renderer
            for row in pane.rows.rows:
                lines = renderer.lines(row, width - 1)
                assert len(lines) <= renderer.heights([row], width - 1)[0]
                for line in lines:
                    assert sum(cell_len(run.text) for run in line) <= width - 1, (width, line)
        pane.filter = "bridge"
        await pilot.pause()
        assert "wants is" in shown(app)
        assert "more" not in shown(app)
