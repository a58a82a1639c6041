"""Notes in a file that was edited since: found, in doubt, or no longer there."""

from pathlib import Path

import pytest

from tests.support.app import Reading, reading
from tui.domain.annotation import Annotation, TextQuoteSelector, describe
from tui.domain.text.spans import TextSpan
from tui.exchange.common import target_of
from tui.library import Library

BEFORE = """The mill

The old mill stood idle for nine years, and its wheel rusted slowly in the green water.

In April a baker from the next valley bought it at last. She paid less than the roof had cost.

Nobody had wanted the ferry either, which lay below the weir with a broken rudder.

Now there is bread again on Saturdays, and a queue along the wall of the churchyard.
"""
DOUBTFUL = "She paid less than the roof had cost."
LOST = "Nobody had wanted the ferry either, which lay below the weir with a broken rudder."
AFTER = (
    BEFORE.replace("The old mill", "A note on this was added in May.\n\nThe old mill")
    .replace(DOUBTFUL, "She paid only half of what the roof had cost.")
    .replace(LOST, "The council met on Tuesday to speak of other things.")
)


@pytest.fixture
def file(tmp_path: Path, library: Library) -> Path:
    """A file that three notes were made on before it was edited."""
    path = tmp_path / "mill.txt"
    path.write_text(BEFORE)
    article = library.open(str(path))
    for words, note in ((LOST, "lost"), ("rusted slowly", "surely"), (DOUBTFUL, "doubtful")):
        start = article.text.index(words)
        target = describe(article.text, TextSpan(start, start + len(words)), article.text_hash)
        library.annotate(article, Annotation(target, note=note))
    path.write_text(AFTER)
    return path


async def placed(run: Reading) -> None:
    """Wait until every note has been looked for."""
    await run.until(lambda: len(run.reader.placed_notes) == 3, "the notes are placed")
    await run.pilot.pause()


def stored(library: Library, file: Path, note: str) -> Annotation:
    """The note as another program finds it."""
    fresh = Library(library.data_dir)
    return next(each for each in fresh.annotations(fresh.open(str(file))) if each.note == note)


def moved_to(annotation: Annotation) -> str:
    """The wording that a person says it stands at now, or empty."""
    return annotation.moved.quote.exact if annotation.moved else ""


async def test_notes_are_marked_where_their_passages_stand_now(library: Library, file: Path) -> None:
    async with reading(library, str(file), analysed=False) as run:
        await placed(run)
        await run.press("g", "g", "right_square_bracket", "n")
        assert run.text_at_cursor.startswith("rusted slowly")
        await run.press("right_square_bracket", "n")
        assert run.text_at_cursor.startswith("She paid only half")
        assert "? changed - confirm · doubtful" in run.strip
        await run.press("a")
        await run.type("!")
        await run.press("ctrl+s")
        await run.saved()
        assert sorted(note.note for note in run.reader.annotations) == ["doubtful!", "lost", "surely"]
        await run.press("4")
        shown = run.shown()
        assert "Notes 3" in shown
        for words in ("“rusted slowly”", "? “She paid less than", "changed - confirm", "No longer found"):
            assert words in shown
        assert shown.index("doubtful") < shown.index("No longer found") < shown.index("lost")


async def test_a_note_on_the_whole_article_is_not_lost(library: Library, file: Path) -> None:
    about_all = Annotation(target_of(TextQuoteSelector("")), note="about all of it")
    article = library.open(str(file))
    library.annotate(article, about_all)
    async with reading(library, str(file), analysed=False) as run:
        await run.until(lambda: len(run.reader.placed_notes) == 4, "the notes are placed")
        await run.press("G", "4")
        await run.until(lambda: "The whole article" in run.shown(), "it is listed")
        shown = run.shown()
        assert shown.index("about all of it") < shown.index("No longer found") < shown.index("lost")


async def test_what_is_in_doubt_is_confirmed_and_that_is_undone(library: Library, file: Path) -> None:
    async with reading(library, str(file), analysed=False) as run:
        await placed(run)
        await run.press("4", "c")
        assert "is certain" in run.strip
        await run.press("j", "c")
        await run.saved()
        assert "place confirmed" in run.strip
        assert "changed - confirm" not in run.shown()
        note = stored(library, file, "doubtful")
        assert moved_to(note).startswith("She paid only half")
        assert note.target.quote.exact == DOUBTFUL
        await run.press("u")
        await run.saved()
        assert stored(library, file, "doubtful").moved is None
        await run.until(lambda: "changed - confirm" in run.shown(), "it is in doubt again")
        await run.press("ctrl+r")
        await run.saved()
        assert moved_to(stored(library, file, "doubtful")) == moved_to(note)


async def test_what_is_lost_is_moved_to_the_cursor(library: Library, file: Path) -> None:
    async with reading(library, str(file), analysed=False) as run:
        await placed(run)
        await run.press("4", "G", "c")
        assert "no guess to accept" in run.strip
        await run.press("enter")
        assert "passage not found" in run.strip
        assert run.reader.panes.active == "notes"
        await run.press("1", "slash")
        await run.type("council")
        await run.press("enter", "4", "m")
        await run.saved()
        assert "moved to “The council met on Tuesday" in run.strip
        assert "No longer found" not in run.shown()
        note = stored(library, file, "lost")
        assert moved_to(note) == "The council met on Tuesday to speak of other things."
        assert note.target.quote.exact == LOST
        await run.press("u")
        await run.saved()
        await run.until(lambda: "No longer found" in run.shown(), "it is lost again")


async def test_a_guess_is_shown_gone_to_and_accepted(library: Library, file: Path) -> None:
    guess = "The council met on Tuesday, where a broken rudder and the wet weather were complained of."
    file.write_text(AFTER.replace("The council met on Tuesday to speak of other things.", guess))
    async with reading(library, str(file), analysed=False) as run:
        await placed(run)
        [note] = [each for each in run.reader.placed_notes if each.anchored.is_orphan]
        assert note.anchored.guess is not None
        words = note.anchored.guess.of(run.reader.view.rows.text)
        await run.press("4", "G")
        assert "perhaps “" in run.shown()
        await run.press("enter")
        assert run.text_at_cursor.startswith(words)
        assert "the best guess" in run.strip
        await run.press("4", "c")
        await run.saved()
        assert moved_to(stored(library, file, "lost")) == words
        await run.press("d")
        await run.saved()
        assert len(run.reader.annotations) == 2
        await run.press("u", "u")
        await run.saved()
        assert stored(library, file, "lost").moved is None


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_doubt_is_reported_on_a_small_screen(
    library: Library, file: Path, size: tuple[int, int]
) -> None:
    async with reading(library, str(file), size, analysed=False) as run:
        await placed(run)
        await run.press("4")
        assert "changed - confirm" in run.shown()
        assert "No longer found" in run.shown()
