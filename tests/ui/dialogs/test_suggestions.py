"""Names that were put right in one article are offered, or put right at once, in another."""

from pathlib import Path

from tests.support.app import correction_shown, mentions, reading
from tui.domain.analysis import Label
from tui.domain.annotation import describe
from tui.domain.corrections.correction import Correction, CorrectionKind, EntityName
from tui.domain.text.spans import TextSpan
from tui.library import Library


def written(folder: Path, number: int) -> str:
    """An article of its own about NATO and Oval Offices."""
    path = folder / f"article-{number}.txt"
    path.write_text(
        f"Article number {number}\n\nNATO met Keir Starmer. The Oval Office was {number} times empty.\n"
    )
    return str(path)


def corrected(library: Library, location: str) -> None:
    """Say in an article that NATO is a place, and the Oval Office a building."""
    article = library.open(location)
    start = article.text.index("Oval Office")
    passage = describe(article.text, TextSpan(start, start + 11), article.text_hash)
    nato = EntityName(Label.ORG, "NATO")
    library.correct(article, Correction(CorrectionKind.RELABEL, nato, Label.LOC, wordings=("NATO",)))
    office = EntityName(Label.FAC, "Oval Office")
    library.correct(article, Correction(CorrectionKind.ADD, office, target=passage))


async def test_what_was_corrected_once_is_offered_in_the_next_article(
    library: Library, tmp_path: Path
) -> None:
    corrected(library, written(tmp_path, 1))
    async with reading(library, written(tmp_path, 2)) as run:
        await run.until(lambda: "2 names that you corrected elsewhere" in run.strip, "it is reported")
        assert mentions(run, Label.ORG, "NATO") == 1
        assert "O NATO L? 1" in " ".join(run.shown().split())
        await run.press("right_square_bracket", "o")
        assert "2 offered: C" in run.strip
        assert "place? as in “Article number 1”" in run.strip
        await run.press("enter")
        assert "place? as in “Article number 1”" in run.shown()
        await run.press("c")
        assert "Yes: place, as in “Article number 1”" in run.shown()
        await run.press("y")
        await correction_shown(run)
        assert mentions(run, Label.LOC, "NATO") == 1
        await run.press("j")
        assert "1 offered: C" in run.strip
        await run.press("C")
        assert "Oval Office · building" in run.shown()
        await run.press("y", "enter")
        await correction_shown(run)
        assert mentions(run, Label.FAC, "Oval Office") == 1
        await run.press("j")
        assert "offered" not in run.strip
        await run.press("u")
        await correction_shown(run, "undone")
        assert mentions(run, Label.FAC, "Oval Office") == 0


async def test_an_offer_can_be_declined_for_good(library: Library, tmp_path: Path) -> None:
    corrected(library, written(tmp_path, 1))
    async with reading(library, written(tmp_path, 2)) as run:
        await run.until(lambda: "2 offered" in run.strip, "it is reported")
        await run.press("C", "n", "n", "enter")
        await correction_shown(run, "2 not as elsewhere")
        assert mentions(run, Label.ORG, "NATO") == 1
        await run.press("j")
        assert "offered" not in run.strip
    async with reading(library, written(tmp_path, 2)) as run:
        await run.app.workers.wait_for_complete()
        await run.press("j")
        assert "offered" not in run.strip


async def test_what_was_corrected_twice_is_done_and_said_and_can_be_taken_back(
    library: Library, tmp_path: Path
) -> None:
    corrected(library, written(tmp_path, 1))
    corrected(library, written(tmp_path, 2))
    async with reading(library, written(tmp_path, 3)) as run:
        assert mentions(run, Label.LOC, "NATO") == 1
        assert mentions(run, Label.FAC, "Oval Office") == 1
        await run.app.workers.wait_for_complete()
        await run.press("right_square_bracket", "l", "enter")
        assert "as you corrected it in 2 articles" in run.shown()
        await run.press("c", "n")
        await correction_shown(run)
        assert mentions(run, Label.ORG, "NATO") == 1
        await run.press("u")
        await correction_shown(run, "undone")
        assert mentions(run, Label.LOC, "NATO") == 1
