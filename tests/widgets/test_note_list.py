"""The list of notes: passage, note, tags; what may be done with them."""

import pytest

from tests.widgets.harness import Seen, WidgetApp, screen_lines, shown
from tui.domain.anchored import Anchored, AnchoredNote, How
from tui.domain.annotation import Annotation, describe
from tui.domain.span import TextSpan
from tui.widgets.note_list import NoteList, note_lines, quoted

TEXT = "The bridge [bold]closed[/bold] in May. “Nobody told us,” said the baker, who had ordered flour."


def annotation(words: str, note: str = "", tags: tuple[str, ...] = ()) -> AnchoredNote:
    span = TextSpan(TEXT.index(words), TEXT.index(words) + len(words))
    made = Annotation(describe(TEXT, span, "hash"), note=note, tags=tags)
    return AnchoredNote(made, Anchored(span, How.EXACT))


CLOSED = annotation("The bridge [bold]closed[/bold] in May", "Check the [red]date[/red].", ("bridge", "day"))
BAKER = annotation("“Nobody told us,”", "", ("café",))
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
            "“The bridge [bold]closed[/bold] in May”",
            "  Check the [red]date[/red].",
            "  #bridge #day",
            "“Nobody told us,”",
            "  #café",
        ]


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


@pytest.mark.parametrize("typed", ["red date", "BRIDGE closed", "#bridge"])
async def test_the_filter_looks_at_passage_note_and_tags(typed: str) -> None:
    pane = listing()
    app = WidgetApp(pane)
    async with app.run_test() as pilot:
        pane.filter = typed
        await pilot.pause()
        assert "bridge" in shown(app)
        assert "Nobody" not in shown(app)


async def test_the_highlight_stays_when_a_note_before_it_is_deleted() -> None:
    pane = listing()
    async with WidgetApp(pane).run_test() as pilot:
        pane.focus()
        await pilot.press("j")
        pane.notes = (BAKER,)
        await pilot.pause()
        assert pane.highlighted == BAKER
        pane.notes = (CLOSED,)
        await pilot.pause()
        assert pane.highlighted == CLOSED


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
