"""Reading an article: what is shown, jumps, another article, the size of the screen."""

import re
from pathlib import Path

from tests.support.app import SUMMIT, reading
from tui.domain.annotation import Annotation, describe
from tui.domain.library import OpenRequest
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui.panes.entities import EntityList
from tui.ui.panes.quotes import QuoteList


async def test_the_article_and_what_is_known_of_it_are_shown(new_library: Library) -> None:
    async with reading(new_library, by_worker=True) as run:
        screen = run.shown()
        assert "London talks seek a way forward" in screen
        assert "2 March 2025" in screen
        assert "min left" in screen
        assert "Names " in screen
        assert "P Volodymyr Zelensky" in screen


async def test_jumps_go_from_name_to_name_of_each_kind(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "p")
        assert run.text_at_cursor.startswith("Keir Starmer gathered")
        assert "P Keir Starmer · person · 1 of" in run.strip
        await run.press("right_square_bracket", "l")
        assert run.text_at_cursor.startswith("Ukraine's friends")
        await run.press("right_square_bracket", "o")
        assert run.text_at_cursor.startswith("NATO")
        await run.press("left_square_bracket", "p")
        assert run.text_at_cursor.startswith("Mark Rutte")
        await run.press("left_square_bracket", "e")
        assert run.text_at_cursor.startswith("Justin Trudeau")


async def test_jumps_to_the_same_name_and_to_quotes(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "p")
        await run.press("right_square_bracket", "E")
        assert run.text_at_cursor.startswith("Keir Starmer, the British")
        await run.press("2", "right_square_bracket", "E")
        assert run.text_at_cursor.startswith("Starmer spoke")
        await run.press("left_square_bracket", "E")
        assert run.text_at_cursor.startswith("Starmer told Zelensky")
        await run.press("g", "g", "right_square_bracket", "q")
        assert run.text_at_cursor.startswith('"once-in-a-generation')
        await run.press("n")
        assert run.text_at_cursor.startswith('"step up"')
        await run.press("N")
        assert run.text_at_cursor.startswith('"once-in-a-generation')


async def test_a_count_multiplies_a_jump_and_leaves_the_panes_alone(library: Library) -> None:
    async with reading(library) as run:
        await run.press("3", "right_square_bracket", "p")
        assert run.text_at_cursor.startswith("Keir Starmer, the British")
        assert run.reader.panes.active == "article"
        assert run.reader.side is not None
        assert run.reader.side.active == "entities"
        await run.press("5", "j")
        row = run.reader.view.cursor_row
        await run.press("5", "k")
        assert run.reader.view.cursor_row == row - 5


async def test_what_leads_nowhere_says_so_and_moves_nothing(library: Library) -> None:
    async with reading(library) as run:
        cursor = run.reader.view.cursor
        await run.press("right_square_bracket")
        assert run.strip.startswith(" ]… e name") or run.strip.startswith("]… e name")
        assert "q quote" in run.strip
        await run.press("x")
        assert "]x is not a command" in run.strip
        await run.press("right_square_bracket", "escape")
        assert "…" not in run.strip.split("·")[0]
        assert run.reader.view.cursor == cursor
        await run.press("left_square_bracket", "q")
        assert "no earlier quotes" in run.strip
        assert run.reader.view.cursor == cursor


async def test_jumps_land_a_third_from_the_top(library: Library) -> None:
    async with reading(library, size=(100, 20)) as run:
        await run.press("5", "right_square_bracket", "q")
        view = run.reader.view
        assert view.cursor_row - view.scroll_offset.y == view.height // 3


async def test_the_measure_is_widened_narrowed_and_reset(library: Library) -> None:
    async with reading(library, size=(140, 40)) as run:
        view = run.reader.view
        await run.press("minus", "minus")
        assert view.rows.width == 64
        await run.press("equals_sign")
        assert view.rows.width == 72
        await run.press("minus", "plus")
        assert view.rows.width == 72


async def test_how_far_one_has_read_follows_the_size(library: Library) -> None:
    async with reading(library, size=(120, 40)) as run:
        before = run.reader.view.progress
        await run.pilot.resize_terminal(60, 20)
        await run.pilot.pause()
        assert run.reader.view.progress < before
        assert run.strip.endswith(f" {run.reader.view.progress * 100:.0f} %")


async def test_gg_and_G_go_to_the_ends_of_text_and_list(library: Library) -> None:
    async with reading(library) as run:
        await run.press("G")
        assert run.reader.view.progress == 1.0
        assert "world." in run.shown()
        await run.press("g", "g")
        assert run.reader.view.cursor == 0
        await run.press("3", "s", "G")
        quotes = run.reader.query_one(QuoteList)
        assert quotes.highlighted is quotes.quotations[-1]
        await run.press("g", "g")
        assert quotes.highlighted is quotes.quotations[0]


async def test_help_lists_the_keys_and_closes(library: Library) -> None:
    async with reading(library) as run:
        await run.press("question_mark")
        assert "line down, up" in run.shown()
        await run.press("escape")
        assert run.app.screen is run.reader


async def test_another_article_is_opened_and_a_wrong_one_leaves_this_one(
    library: Library, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another story\n\nMark Rutte stayed at home on Friday.\n")
    async with reading(library) as run:
        run.reader.opening.open(OpenRequest(str(tmp_path / "missing.txt")))
        await run.until(lambda: "no such file" in run.notices(), "the failure is reported")
        assert run.reader.article is not None
        assert run.reader.article.location == SUMMIT
        run.reader.opening.open(OpenRequest(str(other)))
        await run.until(lambda: "Another story" in run.shown(), "the other is shown")
        await run.analysed()
        await run.press("right_square_bracket", "p")
        assert run.text_at_cursor.startswith("Mark Rutte")


async def test_the_same_article_opened_again_is_analysed_again(library: Library) -> None:
    async with reading(library) as run:
        cache = next((library.cache_folder).iterdir())
        cache.unlink()
        run.reader.opening.open(OpenRequest(SUMMIT))
        await run.until(lambda: run.reader.opening.location == "", "it is opened")
        await run.analysed()
        await run.press("right_square_bracket", "e")
        assert "of" in run.strip


async def test_the_lists_of_another_article_are_gone_at_once(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another story\n\nNobody is named in here.\n")
    async with reading(library) as run:
        run.reader.opening.open(OpenRequest(str(other)))
        await run.until(lambda: "Another story" in run.shown(), "the other is shown")
        assert run.reader.query_one(EntityList).entities == ()
        assert run.reader.query_one(QuoteList).quotations == ()
        await run.settled()  # the notes of the other are being placed


async def test_jumps_and_the_position_start_from_what_was_scrolled_to(library: Library) -> None:
    async with reading(library, size=(100, 20)) as run:
        view = run.reader.view
        view.scroll_to(y=40, animate=False)
        await run.pilot.pause()
        seen = view.reading_offset
        await run.press("right_square_bracket", "e")
        assert view.cursor > seen
        view.scroll_to(y=20, animate=False)
        await run.pilot.pause()
        seen = view.reading_offset
        await run.press("q")
    async with reading(library, size=(100, 20)) as run:
        assert run.reader.view.cursor == seen


async def test_without_a_pipeline_one_reads_on_and_that_is_reported(tmp_path: Path) -> None:
    library = Library(tmp_path / "data", str(tmp_path / "nothing"))
    async with reading(library, size=(120, 40), analysed=False, by_worker=True) as run:
        await run.until(lambda: "The text could not be analysed" in run.shown(), "the lists say so")
        reason = str(tmp_path / "nothing")
        await run.until(lambda: reason in run.notices().replace("\n", ""), "a notice says why")
        await run.press("right_square_bracket", "e")
        assert "no more names" in run.strip
        await run.press("j")
        assert run.reader.view.cursor > 0


async def test_names_are_highlighted_and_quotes_tinted(library: Library) -> None:
    async with reading(library) as run:
        view = run.reader.view
        person, org = view.style_named("person").color, view.style_named("org").color
        assert person is not None
        assert org is not None
        assert person != org
        lines = [view.render_line(y) for y in range(view.height)]
        coloured = {
            segment.text
            for line in lines
            for segment in line
            if segment.style and segment.style.color == person
        }
        assert any("Starmer" in text for text in coloured)


async def test_no_pile_of_marks_and_no_bidirectional_control_reaches_the_terminal(
    library: Library, tmp_path: Path
) -> None:
    pile, few = "\u0301" * 10_000, "\u0301" * 8
    path = tmp_path / "pile.txt"
    path.write_text(
        f"A title of e{pile}\n\nIt was a word of \u202eothers\u2066, \u200fsaid the man of o{pile}, twice.\n"
    )
    article = library.open(str(path))
    start = article.text.index("others")
    target = describe(article.text, TextSpan(start, start + 6), article.text_hash)
    library.annotate(article, Annotation(target, note=f"n{pile}\u202etxt", tags=(f"t{pile[:50]}\u2067",)))
    async with reading(library, str(path), analysed=False) as run:
        assert run.reader.view.rows.text.count("\u0301") == 20_000
        await run.press("right_square_bracket", "n")
        screens = [run.shown()]
        await run.press("a")
        screens.append(run.shown())
        await run.press("escape", "3")
        screens.append(run.shown())
        await run.press("escape", "L")
        screens.append(run.shown())
        assert f"of others, said the man of o{few}, twice." in screens[0]
        assert all(f"n{few}txt" in screen for screen in screens[:2])
        for screen in screens:
            assert not re.search("\u0301{9}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", screen)
