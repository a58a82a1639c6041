"""Which note is meant where several lie on one place."""

from tests.support.app import SUMMIT, reading
from tests.support.widgets import showing_dialog, shown
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui.dialogs.note_chooser import NoteChooser

TEXT = "The bridge [b]closed[/b] in May."
INNER = Annotation(describe(TEXT, TextSpan(4, 10), "hash"), note="Which?", tags=("place",), colour=Colour.RED)
OUTER = Annotation(describe(TEXT, TextSpan(0, 32), "hash"))
MEANT = [(INNER, "bridge"), (OUTER, TEXT), (TextSpan(28, 31), "May")]


async def test_each_is_shown_by_passage_note_tags_and_colour_and_taken_by_its_digit() -> None:
    async with showing_dialog(NoteChooser(MEANT)) as (app, pilot):
        seen = shown(app)
        for reported in ("1 ■ “bridge”", "Which? #place", "2 ◆ “The bridge [b]closed[/b] in May.”"):
            assert reported in seen
        for reported in ("yellow highlight", "3   “May”", "no note yet"):
            assert reported in seen
        await pilot.press("9", "2")
        assert app.result == OUTER


async def test_enter_takes_the_highlighted_one() -> None:
    async with showing_dialog(NoteChooser(MEANT)) as (app, pilot):
        await pilot.press("j", "j", "enter")
        assert app.result == TextSpan(28, 31)


async def test_on_a_name_in_a_noted_passage_it_is_asked_which_of_both_is_meant(library: Library) -> None:
    article = library.open(SUMMIT)
    span = TextSpan(article.text.index("Keir Starmer"), article.text.index("Keir Starmer") + 60)
    passage = Annotation(describe(article.text, span, article.text_hash), note="all of it")
    library.annotate(article, passage)
    async with reading(library) as run:
        await run.press("right_square_bracket", "p", "T")
        assert "1   “Keir Starmer”" in run.shown()
        assert "no note yet" in run.shown()
        await run.press("2")
        await run.type("whole")
        await run.press("enter")
        await run.saved()
        assert [(note.id, note.tags) for note in run.reader.annotations] == [(passage.id, ("whole",))]
