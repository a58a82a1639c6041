"""Names put right while reading: at once, stored, and taken back."""

from pathlib import Path

from textual.widgets import Static

from tests.support.app import (
    SUMMIT,
    colour_at,
    correction_shown,
    entity_named,
    in_list,
    mentions,
    reading,
    running,
)
from tests.support.widgets import screen_lines
from tui.domain.analysis import Label
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.library import Library
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.panes.entities import EntityList
from tui.ui.widgets.choice_list import ChoiceList
from tui.ui.widgets.footer import KeyLine


async def test_a_name_is_relabelled_in_the_text_the_list_and_the_card(library: Library) -> None:
    async with reading(library) as run:
        place = run.reader.view.style_named("loc").color
        organisation = run.reader.view.style_named("org").color
        assert colour_at(run, "Europe") == place
        await in_list(run, "Europe", "j")
        await run.press("r")
        assert "P  person" in run.shown()
        assert "L  place (current)" in run.shown()
        await run.press("o")
        await correction_shown(run, "saved · Europe: organisation")
        assert "O Europe " in run.shown()
        assert mentions(run, Label.LOC, "Europe") == 0
        assert mentions(run, Label.ORG, "Europe") == 3
        highlighted = run.reader.query_one(EntityList).highlighted
        assert highlighted is entity_named(run, Label.ORG, "Europe")
        await run.press("enter")
        assert "2 Names › O Europe" in run.shown()
        assert "organisation · named 3 times here" in run.shown()
        await run.press("enter", "k")
        assert colour_at(run, "Europe") == organisation


async def test_a_name_is_relabelled_where_the_cursor_is_by_arrows_or_not_at_all(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "r", "escape")
        assert mentions(run, Label.ORG, "NATO") == 2
        await run.press("r", "down", "enter")
        await correction_shown(run)
        assert mentions(run, Label.LOC, "NATO") == 2
        assert "L NATO · place · 1 of 2" not in run.strip
        await run.press("z")
        assert "L NATO · place · 1 of 2" in run.strip
        await run.press("G", "r")
        assert "no name under the cursor" in run.strip


async def test_two_names_are_merged_and_the_fuller_one_stays(library: Library, tmp_path: Path) -> None:
    article = tmp_path / "talks.txt"
    article.write_text("Talks\n\nJD Vance met Trump. “No,” Donald Trump said. Trump left with Zelensky.\n")
    async with reading(library, str(article)) as run:
        await in_list(run, "Donald Trump")
        await run.press("M")
        assert "Merge Donald Trump with:" in run.shown()
        await run.press("escape")
        assert mentions(run, Label.PERSON, "Donald Trump") == 3
        await run.press("M")
        await run.type("zelensky")
        await run.press("enter")
        await correction_shown(run, "saved · Zelensky is Donald Trump")
        assert mentions(run, Label.PERSON, "Donald Trump") == 4
        assert mentions(run, Label.PERSON, "Zelensky") == 0
        await run.press("u")
        await correction_shown(run, "undone")
        assert mentions(run, Label.PERSON, "Zelensky") == 1


async def test_what_is_no_name_goes_and_comes_back(library: Library) -> None:
    async with reading(library) as run:
        await in_list(run, "Keir Starmer")
        speakers = [quote.speaker for quote in run.reader.placed.analysis.quotations]  # type: ignore[union-attr]
        assert "Keir Starmer" in [speaker.name for speaker in speakers if speaker]
        await run.press("d")
        await correction_shown(run, "saved · Keir Starmer: not a name · u undoes it")
        assert mentions(run, Label.PERSON, "Keir Starmer") == 0
        assert "P Keir Starmer" not in run.shown()
        speakers = [quote.speaker for quote in run.reader.placed.analysis.quotations]  # type: ignore[union-attr]
        assert "Keir Starmer" not in [speaker.name for speaker in speakers if speaker]
        await run.press("u")
        await correction_shown(run, "undone")
        assert mentions(run, Label.PERSON, "Keir Starmer") == 5
        highlighted = run.reader.query_one(EntityList).highlighted
        assert highlighted is not None
        assert highlighted.name == "Keir Starmer"


async def test_one_mention_is_no_name_or_another_ones_or_on_its_own(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "p", "right_square_bracket", "E", "c", "x")
        await correction_shown(run)
        assert mentions(run, Label.PERSON, "Keir Starmer") == 4
        await run.press("right_square_bracket", "p", "right_square_bracket", "p", "c", "s")
        await correction_shown(run)
        assert mentions(run, Label.PERSON, "Starmer") == 1
        assert mentions(run, Label.PERSON, "Keir Starmer") == 3
        assert "a separate name" in run.strip
        # It belongs to another person: the likeliest is offered first.
        await run.press("c", "e", "enter")
        await correction_shown(run, "is Keir Starmer here")
        assert mentions(run, Label.PERSON, "Starmer") == 0
        assert mentions(run, Label.PERSON, "Keir Starmer") == 4


async def test_a_name_that_was_missed_is_added_wherever_it_stands(library: Library) -> None:
    async with reading(library) as run:
        await run.press("slash")
        await run.type("oval")
        await run.press("enter", "c")
        assert "Add a name" in run.shown()
        passage = str(run.app.screen.query_one(".name-passage", Static).render())
        assert "turned on Zelensky in the Oval Office." in passage
        await run.press("f")
        await correction_shown(run, "saved · Oval Office: building")
        assert mentions(run, Label.FAC, "Oval Office") == 2
        assert run.reader.view.current_entity is entity_named(run, Label.FAC, "Oval Office")


async def test_the_words_to_add_are_chosen_one_by_one(library: Library) -> None:
    async with reading(library) as run:
        await run.press("slash")
        await run.type("charles")
        await run.press("enter", "c", "shift+right", "left", "right", "right", "left", "p")
        await correction_shown(run)
        assert mentions(run, Label.PERSON, "Charles III") == 1
        # With other words it takes the place of what was there.
        await run.press("c", "w", "B", "b", "p")
        await correction_shown(run)
        assert mentions(run, Label.PERSON, "King Charles") == 1
        await run.press("c", "w", "w", "p")
        await correction_shown(run, "King Charles III")
        assert mentions(run, Label.PERSON, "King Charles III") == 1
        assert mentions(run, Label.PERSON, "King Charles") == 0
        await run.press("u")
        await correction_shown(run, "undone")
        assert mentions(run, Label.PERSON, "King Charles") == 1


async def test_an_added_mention_joins_the_one_that_is_worded_so(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "p", "2", "right_square_bracket", "E", "c", "x")
        await correction_shown(run)
        assert mentions(run, Label.PERSON, "Keir Starmer") == 4
        assert run.text_at_cursor.startswith("Starmer")
        await run.press("c", "p")
        await correction_shown(run, "saved · Keir Starmer: person")
        assert mentions(run, Label.PERSON, "Keir Starmer") == 5


async def test_the_card_leads_to_all_corrections_of_the_mention_chosen_there(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "p", "enter", "j", "j", "c")
        assert "“Starmer” is not a name here" in run.shown()
        await run.press("down", "down", "enter")
        await correction_shown(run, "not a name")
        assert mentions(run, Label.PERSON, "Keir Starmer") == 0


async def test_leaving_a_dialog_changes_nothing(library: Library) -> None:
    async with reading(library) as run:
        before = run.reader.placed
        await run.press("g", "g", "right_square_bracket", "p")
        for keys in (["c", "r"], ["c", "M"], ["c", "w"], ["c", "e"], ["2", "c"]):
            await run.press("1", *keys)
            assert run.app.screen is not run.reader
            await run.press("escape")
            assert run.app.screen is run.reader
        await run.press("1", "right_parenthesis", "right_parenthesis", "c", "escape")
        assert run.reader.placed is before
        assert library.corrections(library.open(SUMMIT)) == ()


async def test_notes_and_corrections_are_undone_in_the_order_they_were_made(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "a")
        await run.type("one")
        await run.press("ctrl+s")
        await correction_shown(run)
        await run.press("r", "l")
        await correction_shown(run)
        await run.press("a")
        await run.type(" two")
        await run.press("ctrl+s")
        await correction_shown(run)

        def state() -> tuple[str, int]:
            return "".join(note.note for note in run.reader.annotations), mentions(run, Label.LOC, "NATO")

        seen = [state()]
        for key in ("u", "u", "u", "ctrl+r", "ctrl+r", "ctrl+r"):
            await run.press(key)
            await correction_shown(run, "undone" if key == "u" else "saved")
            seen.append(state())
        assert seen == [
            ("one two", 2), ("one", 2), ("one", 0), ("", 0), ("one", 0), ("one", 2), ("one two", 2)
        ]  # fmt: skip
        await run.press("ctrl+r")
        await correction_shown(run, "nothing to redo")


async def test_a_correction_is_there_again_at_the_first_paint(library: Library, tmp_path: Path) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o", "r", "l")
        await correction_shown(run)
    fresh = Library(tmp_path / "data", library._model)
    async with reading(fresh, analysed=False) as run:
        assert mentions(run, Label.LOC, "NATO") == 2
        assert [each.kind for each in fresh.corrections(fresh.open(SUMMIT))] == [CorrectionKind.RELABEL]
    fresh.close()


async def test_a_correction_that_cannot_be_saved_is_reported_held_and_saved_later(
    library: Library, tmp_path: Path
) -> None:
    async with reading(library) as run:
        notes, aside = tmp_path / "data" / "notes", tmp_path / "aside"
        await run.until(lambda: notes.exists(), "the opening is recorded")
        await run.app.workers.wait_for_complete()
        notes.rename(aside)
        notes.write_text("in the way")
        await run.press("right_square_bracket", "o", "r", "l")
        await run.until(lambda: "Not saved" in run.strip, "the failure is reported")
        notes.unlink()
        aside.rename(notes)
        await run.press("q")
        await run.until(lambda: not run.app.is_running, "it is saved and left")
    [stored] = library.corrections(library.open(SUMMIT))
    assert stored.label is Label.LOC


async def test_the_mouse_does_it_all(library: Library) -> None:
    async with reading(library, size=(160, 40)) as run:
        await run.press("right_square_bracket", "o")
        line = screen_lines(run.app)[-1]
        await run.pilot.click(KeyLine, offset=(line.index("correct") - 1, 0))
        await run.pilot.pause()
        await run.pilot.click(run.app.screen.query_one(ChoiceList), offset=(10, 0))
        await run.pilot.pause()
        assert "P  person" in run.shown()
        await run.pilot.click(run.app.screen.query_one(ChoiceList), offset=(10, 2))
        await correction_shown(run)
        assert mentions(run, Label.LOC, "NATO") == 2


async def test_corrections_hold_while_the_analysis_is_still_coming(library: Library, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    paragraphs = (
        f"Paragraph {number} of many. NATO met Keir Starmer in London.\n\n" for number in range(400)
    )
    long.write_text("A long article\n\n" + "".join(paragraphs))
    article = library.open(str(long))
    correction = Correction(CorrectionKind.RELABEL, EntityName(Label.ORG, "NATO"), Label.LOC)
    library.correct(article, correction)
    async with running(library, article) as run:
        seen: list[tuple[bool, int, int]] = []

        def note_what_is_shown(placed: PlacedAnalysis | None) -> None:
            if placed is not None:
                shown = mentions(run, Label.ORG, "NATO"), mentions(run, Label.LOC, "NATO")
                seen.append((placed.analysis.complete, *shown))

        run.reader.watch(run.reader, "placed", note_what_is_shown)
        await run.until(lambda: bool(seen) and seen[-1][0], "the analysis is complete")
    assert len(seen) > 1
    assert all(as_organisation == 0 < as_place for _, as_organisation, as_place in seen)
    assert seen[-1] == (True, 0, 400)


async def test_the_keys_are_in_the_help_and_the_palette(library: Library) -> None:
    async with reading(library) as run:
        # Both tell what acts where one is.
        await run.press("2", "question_mark", "slash")
        await run.type("merge")
        assert "Merge with another name" in run.shown()
        await run.press("escape", "escape")
        titles = {command.title for command in run.app.get_system_commands(run.reader)}
        assert {"Correct", "Another kind", "Merge", "Not a name"} <= titles
        await run.press("1")
        titles = {command.title for command in run.app.get_system_commands(run.reader)}
        assert {"Correct", "Another kind"} <= titles
