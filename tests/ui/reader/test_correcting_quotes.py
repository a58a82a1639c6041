"""Who said what, put right while reading: in the list and in the text, at once, stored, taken back."""

import re

from tests.support.app import SUMMIT, Reading, reading
from tui.domain.analysis import Quotation
from tui.library import Library
from tui.ui.dialogs.card import SpeakerCard
from tui.ui.dialogs.choose_entity import CandidateList, SpeakerDialog
from tui.ui.panes.quotes import QuoteList

STEP_UP = '"step up"'
GENERATION = '"once-in-a-generation moment"'


def quotation(run: Reading, words: str) -> Quotation | None:
    """The quotation with those words, if it is one now."""
    assert run.reader.placed is not None
    text = run.reader.view.rows.text
    quotations = run.reader.placed.analysis.quotations
    return next((each for each in quotations if each.span.of(text) == words), None)


def speaker(run: Reading, words: str) -> str | None:
    """The name of who said those words."""
    found = quotation(run, words)
    assert found is not None
    return found.speaker.name if found.speaker else None


def keys(run: Reading) -> set[str]:
    """What the line of keys offers."""
    return set(run.keys)


def commands(run: Reading) -> set[str]:
    """What the command palette offers."""
    return {command.title for command in run.app.get_system_commands(run.reader)}


async def done(run: Reading, message: str = "saved") -> None:
    """Wait until a correction is stored and shown."""
    await run.saved()
    await run.until(lambda: message in run.strip, "the message is shown")
    await run.pilot.pause()


async def test_a_quotation_gets_another_speaker_in_the_list_saved_and_undone(library: Library) -> None:
    async with reading(library) as run:
        assert speaker(run, STEP_UP) == "Keir Starmer"
        await run.press("3", "j", "r")
        assert isinstance(run.app.screen, SpeakerDialog)
        assert re.search(r"P Keir Starmer +\(current\)", run.shown())
        # Escape, and what is so already, change nothing.
        await run.press("escape")
        await run.press("r", "enter")
        assert run.reader.save_queue.unsaved is None
        assert library.corrections(run.reader.article) == ()  # type: ignore[arg-type]
        await run.press("r")
        await run.type("mel")
        await run.press("enter")
        await done(run, "saved · said by Giorgia Meloni · u undoes it")
        assert speaker(run, STEP_UP) == "Giorgia Meloni"
        highlighted = run.reader.query_one(QuoteList).highlighted
        assert highlighted == quotation(run, STEP_UP)
        assert "Giorgia Meloni" in run.shown()
    async with reading(library) as run:
        assert speaker(run, STEP_UP) == "Giorgia Meloni"
        await run.press("3", "s", "g", "g", "j", "r", *"nobody", "enter")
        await done(run, "saved · not clear who")
        assert speaker(run, STEP_UP) is None
        await run.press("u")
        await done(run, "undone")
        assert speaker(run, STEP_UP) == "Giorgia Meloni"
        await run.press("ctrl+r")
        await done(run, "saved · not clear who")
        assert speaker(run, STEP_UP) is None


async def test_what_is_no_quote_goes_and_comes_back_and_stays_away(library: Library) -> None:
    async with reading(library) as run:
        count = len(run.reader.placed.analysis.quotations)  # type: ignore[union-attr]
        await run.press("3", "j", "x")
        await done(run, 'saved · not a quote: "step up" · u undoes it')
        assert quotation(run, STEP_UP) is None
        assert f"Quotes {count - 1}" in run.shown()
        await run.press("u")
        await done(run, "undone")
        assert run.reader.query_one(QuoteList).highlighted == quotation(run, STEP_UP)
        await run.press("ctrl+r")
        await done(run)
    async with reading(library) as run:
        assert quotation(run, STEP_UP) is None
        assert quotation(run, GENERATION) is not None
        # Without the interface the article has the same.
        shown = run.reader.placed.analysis  # type: ignore[union-attr]
    article = library.open(SUMMIT)
    assert library.corrected_analysis(article, library.analyse_here(article)) == shown


async def test_in_the_text_the_keys_act_on_the_quotation_under_the_cursor(library: Library) -> None:
    async with reading(library, size=(120, 40)) as run:
        # Where there is no quotation, x does nothing and r is about names.
        await run.press("x", "G", "r")
        assert "no name under the cursor" in run.strip
        assert run.reader.save_queue.unsaved is None
        await run.press("g", "g")
        offered = {"Another speaker", "Not a quote"}
        assert not offered & commands(run)
        await run.press("right_square_bracket", "q")
        assert offered <= commands(run)
        await run.press("r")
        assert isinstance(run.app.screen, SpeakerDialog)
        await run.type("rut")
        await run.press("enter")
        await done(run, "saved · said by Mark Rutte")
        assert speaker(run, GENERATION) == "Mark Rutte"
        await run.press("escape", "x")
        await done(run, "not a quote: ")
        assert quotation(run, GENERATION) is None
        await run.press("u", "u")
        await done(run, "undone")
        assert speaker(run, GENERATION) == "Keir Starmer"


async def test_a_speaker_is_taken_by_mouse_in_a_small_terminal(library: Library) -> None:
    async with reading(library, size=(60, 20), analysed=False) as run:
        await run.until(lambda: bool(run.reader.placed and run.reader.placed.analysis.complete), "analysed")
        await run.press("3", "j", "r")
        rows = run.app.screen.query_one(CandidateList)
        await run.pilot.click(rows, offset=(6, 1))
        await run.pilot.click(rows, offset=(6, 1))
        await done(run, "said by Volodymyr Zelensky")
        assert speaker(run, STEP_UP) == "Volodymyr Zelensky"


async def test_a_speaker_opens_all_that_was_said_and_leads_there(library: Library) -> None:
    async with reading(library) as run:
        await run.press("3", "g", "g")
        assert not keys(run) & {"Speaker", "Not a quote"}
        await run.press("enter")
        assert "2 Names › P Keir Starmer" in run.shown()
        assert run.reader.placed is not None
        clear = (quotation for quotation in run.reader.placed.analysis.quotations if quotation.is_clear)
        said = [each for each in clear if each.speaker and each.speaker.name == "Keir Starmer"]
        assert len(said) > 3
        await run.press("j", "enter")
        assert run.text_at_cursor.startswith(said[0].span.of(run.reader.view.rows.text))
        assert run.reader.panes.active == "article"
        await run.press("3", "g", "g", "j")
        assert keys(run) >= {"Speaker", "Not a quote"}
        heading = run.reader.query_one(QuoteList).rows
        await run.pilot.click(heading, offset=(3, 0))
        assert run.reader.side.shows_card  # type: ignore[union-attr]
        # Of those of whom it is not certain who they are there is a list alone.
        await run.press("3", "slash", *"thankful", "enter", "home", "enter")
        assert isinstance(run.app.screen, SpeakerCard)
        await run.press("escape")
        assert run.reader.panes.active == "quotes"


async def test_the_speaker_that_was_given_follows_its_name(library: Library) -> None:
    async with reading(library) as run:
        await run.press("3", "j", "r")
        await run.type("rut")
        await run.press("enter")
        await done(run)
        await run.press("2", "slash")
        await run.type("rut")
        await run.press("enter", "M")
        await run.type("trud")
        await run.press("enter")
        await done(run, "Mark Rutte is Justin Trudeau")
        assert speaker(run, STEP_UP) == "Justin Trudeau"
        assert any(
            each.speaker and each.speaker.name == "Justin Trudeau"
            for each in run.reader.query_one(QuoteList).quotations
        )
