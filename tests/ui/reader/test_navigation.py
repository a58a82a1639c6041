"""Jumps and the way back, links, headings."""

from pathlib import Path

import pytest

from tests.support.app import reading
from tui.domain.analysis import Analysis, AnalysisPiece
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui.article.layers import PlacedAnalysis
from tui.ui.reader.analysis import AnalysisRunner

PARTS = "".join(f"## Part {number}\n\n{'Words of this part. ' * 60}\n\n" for number in range(1, 9))
FIRST = f"""# The first

See [the other](sub/second.md#far-away), [part seven](#part-7), [nothing](#nothing), [ann](mailto:a@e.example)
and [what is gone](gone.md).

### A detail

{PARTS}"""
SECOND = f"# The second\n\n{PARTS}\n## Far away\n\nHere it is. And [back](../first.md) to the first.\n"


@pytest.fixture
def first(tmp_path: Path) -> str:
    """The path of a text with links to another."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "first.md").write_text(FIRST)
    (tmp_path / "sub" / "second.md").write_text(SECOND)
    return str(tmp_path / "first.md")


async def test_jumps_leave_a_way_back_and_steps_do_not(library: Library) -> None:
    async with reading(library) as run:
        cursor = lambda: run.reader.view.cursor  # noqa: E731
        await run.press("j", "j", "right_parenthesis")
        first = cursor()
        await run.press("4", "right_square_bracket", "q")
        second = cursor()
        await run.press("j", "k", "slash", *"peskov", "enter")
        third = cursor()
        await run.press("ctrl+o")
        assert cursor() == second
        await run.press("alt+left")
        assert cursor() == first
        await run.press("ctrl+o")
        assert "nothing to go back to" in run.strip
        await run.press("2", "alt+right")
        assert cursor() == third
        await run.press("G", "g", "g", "2", "ctrl+o")
        assert cursor() == third
        # From a list one comes back to where one was before it, not to what one looked at in passing.
        await run.press("2", "j", "j", "j", "enter", "enter")
        assert cursor() != third
        await run.press("ctrl+o")
        assert cursor() == third


async def test_links_lead_within_the_text_to_other_files_and_back(new_library: Library, first: str) -> None:
    async with reading(new_library, first, analysed=False) as run:
        await run.press("right_square_bracket", "u")
        assert run.text_at_cursor.startswith("the other")
        assert "→ sub/second.md#far-away" in run.strip
        await run.press("right_square_bracket", "u", "enter")
        assert run.text_at_cursor.startswith("Part 7")
        await run.press("ctrl+o", "n", "g", "x")
        assert "no section in this text is called #nothing" in run.strip
        await run.press("n", "g", "x")
        assert "not a page or file to read: mailto:a@e.example" in run.strip
        await run.press("n", "g", "x")
        await run.until(lambda: "no such file" in run.notices(), "a link that is not a command is reported")
        await run.press("4", "left_square_bracket", "u", "g", "x")
        await run.until(lambda: "The second" in run.app.title, "the link is followed")
        await run.until(lambda: run.text_at_cursor.startswith("Far away"), "to the very place")
        assert "ctrl+o returns to “The first”" in run.strip
        await run.press("ctrl+o")
        await run.until(lambda: "The first" in run.app.title, "back in the first")
        await run.until(lambda: run.text_at_cursor.startswith("the other"), "at the link")
        await run.press("j", "g", "x")
        assert "no link under the cursor" in run.strip
        await run.press("alt+right")
        await run.until(lambda: run.text_at_cursor.startswith("Far away"), "and forward again")


async def test_headings_are_gone_through_and_listed(new_library: Library, first: str) -> None:
    async with reading(new_library, first, analysed=False) as run:
        await run.press("right_square_bracket", "right_square_bracket")
        assert run.text_at_cursor.startswith("A detail")
        await run.press("3", "right_square_bracket", "right_square_bracket", "j", "j")
        await run.press("left_square_bracket", "left_square_bracket")
        assert run.text_at_cursor.startswith("Part 3")
        await run.press("j", "g", "h")
        await run.until(lambda: "Headings" in run.shown(), "they are listed")
        assert "▌Part 3" in run.shown()
        await run.press("slash", *"8", "enter", "enter")
        await run.until(lambda: run.text_at_cursor.startswith("Part 8"), "one goes to the one chosen")
        await run.press("ctrl+o")
        assert run.reader.view.cursor_row > 0


async def test_without_headings_that_is_said(library: Library) -> None:
    async with reading(library, analysed=False) as run:
        await run.press("g", "h")
        assert "this article has no headings" in run.strip


async def test_a_jump_says_how_far_the_names_are_looked_for(new_library: Library) -> None:
    async with reading(new_library, analysed=False, by_worker=True) as run:
        # What is found from now on is what is posted here.
        run.reader.workers.cancel_group(run.reader, "analysis")
        article = run.reader.article
        assert article is not None
        for done, words in (0.0, "0 %"), (0.41, "41 %"):
            span = TextSpan(0, int(done * len(article.text)))
            run.reader.post_message(AnalysisRunner.PieceAnalysed(article.id, AnalysisPiece(span, (), done)))
            for keys in ("right_square_bracket", "e"), ("left_square_bracket", "E"), ("3", "]", "q"), ("n",):
                await run.press(*keys)
                assert f"still looking: {words}" in run.strip
        await run.press("right_square_bracket", "n")
        assert "no more notes" in run.strip
        run.reader.post_message(AnalysisRunner.Analysed(article.id, PlacedAnalysis(Analysis())))
        await run.press("right_square_bracket", "e")
        assert "no more names" in run.strip


async def test_what_could_not_be_analysed_is_looked_for_no_longer(new_library: Library) -> None:
    async with reading(new_library, analysed=False, by_worker=True) as run:
        run.reader.workers.cancel_group(run.reader, "analysis")
        run.reader.post_message(AnalysisRunner.Failed("there is no such pipeline"))
        await run.press("right_square_bracket", "e")
        assert "no more names" in run.strip
