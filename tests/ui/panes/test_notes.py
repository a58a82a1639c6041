"""The list of notes: passage, note, tags; what may be done with them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.widgets import Seen, WidgetApp, screen_lines, shown
from tui.domain.anchoring.anchor import Anchor, AnchoredNote, Method
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.text.spans import TextSpan
from tui.ui.panes.notes import NoteList, NoteRenderer, NoteRow, note_lines, quoted
from tui.ui.widgets.row_list import Heading

TEXT = "The bridge [bold]closed[/bold] in May. “Nobody told us,” said the baker, who had ordered flour."


def annotation(
    words: str, note: str, tags: tuple[str, ...], day: int, colour: Colour = Colour.YELLOW
) -> AnchoredNote:
    span = TextSpan(TEXT.index(words), TEXT.index(words) + len(words))
    time = f"2019-05-0{day}T12:00:00.000Z"
    made = Annotation(
        describe(TEXT, span, "hash"), note=note, tags=tags, created=time, modified=time, colour=colour
    )
    return AnchoredNote(made, Anchor(span, Method.EXACT))


CLOSED = annotation(
    "The bridge [bold]closed[/bold] in May", "Check the [red]date[/red].", ("bridge", "day"), 3
)
BAKER = annotation("“Nobody told us,”", "", ("café",), 9, Colour.VIOLET)
NOTES = (CLOSED, BAKER)


def listing() -> NoteList:
    pane = NoteList()
    pane.text = TEXT
    pane.notes = NOTES
    return pane


async def test_passage_note_and_tags() -> None:
    app = WidgetApp(listing())
    async with app.run_test(size=(60, 12)):
        lines = [line[1:].rstrip() for line in screen_lines(app)]
        assert lines[:5] == [
            "◆ “The bridge [bold]closed[/bold] in May”",
            "│ Check the [red]date[/red].",
            "│ #bridge #day                           3 May 2019 · 0 %",
            "",
            "▼ “Nobody told us,”",
        ]


@pytest.mark.parametrize(("page", "place"), [("12", "p. 12"), ("", "0 %"), ("the last page", "0 %")])
def test_the_page_of_a_note_is_shown_where_the_article_has_pages(page: str, place: str) -> None:
    renderer = NoteRenderer()
    renderer.text, renderer.page_at = TEXT, lambda _: page
    last = renderer.lines(NoteRow(CLOSED), 57)[-1]
    assert "".join(run.text for run in last).endswith(f"3 May 2019 · {place}")


async def test_stepping_and_choosing_tell_the_annotation() -> None:
    pane, seen = listing(), Seen()
    async with WidgetApp(pane).run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("j", "enter")
        assert [message.note for message in seen.of(NoteList.Highlighted)] == [BAKER]
        assert [message.note for message in seen.of(NoteList.Chosen)] == [BAKER]


@pytest.mark.parametrize(
    ("key", "kind"),
    [("e", NoteList.EditRequested), ("T", NoteList.TagsRequested), ("d", NoteList.DeleteRequested)],
)
async def test_changes_are_asked_for(key: str, kind: type) -> None:
    pane, seen = listing(), Seen()
    async with WidgetApp(pane).run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("j", key)
        assert [message.note for message in seen.of(kind)] == [BAKER]


async def test_without_notes_there_is_nothing_to_change() -> None:
    pane, seen = NoteList(), Seen()
    app = WidgetApp(pane)
    async with app.run_test(message_hook=seen) as pilot:
        pane.focus()
        await pilot.press("e", "T", "d")
        assert "No notes yet" in shown(app)
        assert "Edit" not in screen_lines(app)[-1]
        for kind in (NoteList.EditRequested, NoteList.TagsRequested, NoteList.DeleteRequested):
            assert seen.of(kind) == []
        pane.notes = NOTES
        await pilot.pause(0)
        await pilot.pause()
        assert "Edit" in screen_lines(app)[-1]


@pytest.mark.parametrize("typed", ["red date", "BRIDGE closed", "#bridge", "yellow", "draft why"])
async def test_the_filter_looks_at_passage_note_and_tags(typed: str) -> None:
    pane = listing()
    pane.drafts = {CLOSED.annotation.id: replace(CLOSED.annotation, note="But why?")}
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        pane.filter = typed
        await pilot.pause()
        assert "bridge" in shown(app)
        assert "Nobody" not in shown(app)


async def test_notes_are_listed_by_tag_and_by_time_and_the_highlight_stays_on_its_note() -> None:
    flour = annotation("flour", "How much?", ("Day",), 5)
    plain = annotation("the baker", "", (), 9)
    lost = AnchoredNote(replace(BAKER.annotation, id="lost", tags=("day",)), Anchor())
    pane = listing()
    pane.notes = (CLOSED, BAKER, plain, flour, lost)
    async with WidgetApp(pane).run_test(size=(60, 40)) as pilot:
        pane.focus()
        await pilot.press("j", "s")

        def listed() -> list[str]:
            return [
                row.title if isinstance(row, Heading) else row.note.annotation.target.quote.exact
                for row in pane.rows.rows
            ]

        bridge, baker = (each.annotation.target.quote.exact for each in (CLOSED, BAKER))
        end = ["No longer found", baker]
        by_tag = ["#bridge", bridge, "#café", baker, "#day", bridge, "flour", "Without tags", "the baker"]
        assert listed() == by_tag + end
        assert pane.note == BAKER
        await pilot.press("j")
        assert pane.note == CLOSED
        await pilot.press("s")
        by_day = ["9 May 2019", baker, "the baker", "5 May 2019", "flour", "3 May 2019", bridge]
        assert listed() == by_day + end
        assert pane.note == CLOSED
        await pilot.press("s")
        assert listed() == [bridge, baker, "the baker", "flour", *end]


async def test_the_highlight_stays_when_a_note_before_it_is_deleted() -> None:
    pane = listing()
    async with WidgetApp(pane).run_test() as pilot:
        pane.focus()
        await pilot.press("j")
        pane.notes = (BAKER,)
        await pilot.pause()
        assert pane.note == BAKER
        pane.notes = (CLOSED,)
        await pilot.pause()
        assert pane.note == CLOSED


@given(st.text(max_size=120), st.text(max_size=200), st.lists(st.text(max_size=30)), st.integers(12, 60))
@settings(max_examples=80)
def test_heights_are_those_of_the_lines(passage: str, note: str, tags: list[str], width: int) -> None:
    text = f"x{passage}"
    made = Annotation(describe(text, TextSpan(0, len(text)), "hash"), note=note, tags=tuple(tags))
    row = NoteRow(AnchoredNote(made, Anchor(TextSpan(0, len(text)), Method.EXACT)))
    look = NoteRenderer()
    assert look.heights([row], width) == [len(look.lines(row, width))]


def test_a_note_keeps_its_lines_and_is_cut_after_four() -> None:
    assert note_lines("one\n\ntwo", 20) == ["one", "two"]
    assert note_lines("", 20) == []
    assert note_lines("a\nb\nc\nd\ne", 20) == ["a", "b", "c", "d …"]
    long = note_lines("word " * 60, 20)
    assert len(long) == 4
    assert long[-1].endswith("…")


def test_quotation_marks_are_not_doubled() -> None:
    assert quoted("a  bridge\nclosed") == "“a bridge closed”"
    assert quoted("“Nobody told us,”") == "“Nobody told us,”"
