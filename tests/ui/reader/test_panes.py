"""The article and the lists next to it, as one goes from one to the other."""

from pathlib import Path

from tests.support.app import reading
from tui.domain.analysis import Label
from tui.domain.people import name_key
from tui.library import Library
from tui.ui.panes.entities import EntityList


async def test_digits_open_the_panes(library: Library) -> None:
    async with reading(library) as run:
        for key, pane in (("2", "entities"), ("3", "quotes"), ("4", "notes"), ("1", "article")):
            await run.press("tab", key)
            assert run.reader.panes.active == pane
            # The digit meant the pane, so it multiplies nothing that follows.
            await run.press("j")
            assert run.reader.panes.active == pane
            assert run.reader.pending_keys.pending == ""


async def test_tab_goes_round_the_panes_both_ways(library: Library) -> None:
    async with reading(library) as run:
        seen = []
        for key in ["tab"] * 4 + ["shift+tab"] * 2:
            await run.press(key)
            seen.append(run.reader.panes.active)
        assert seen == ["entities", "quotes", "notes", "article", "notes", "quotes"]


async def test_the_text_follows_the_list_and_enter_goes_there(library: Library) -> None:
    async with reading(library) as run:
        await run.press("2", "j")
        assert run.text_at_cursor.startswith("Keir Starmer")
        assert run.reader.panes.active == "entities"
        await run.press("3", "s", "j", "j")
        assert run.text_at_cursor.startswith('"for as long as it')
        await run.press("enter")
        assert run.reader.panes.active == "article"


async def test_the_list_follows_the_cursor(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "o")
        highlighted = run.reader.query_one(EntityList).highlighted
        assert highlighted is not None
        assert highlighted.name == "NATO"


async def test_hiding_a_kind_hides_it_in_the_text_and_in_jumps(library: Library) -> None:
    async with reading(library) as run:
        await run.press("2", "x")
        assert run.reader.hidden == {Label.PERSON}
        await run.press("1", "g", "g", "right_square_bracket", "e")
        assert run.reader.panes.active == "article"
        assert run.text_at_cursor.startswith("Ukraine after")
        await run.press("right_square_bracket", "p")
        assert "no more people" in run.strip


async def test_enter_on_a_name_lists_its_mentions_and_goes_to_one(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "p", "enter")
        assert "Mentions" in run.shown()
        await run.press("j", "enter")
        assert run.text_at_cursor.startswith("Keir Starmer, the British")


async def test_the_card_of_a_name_moves_the_text_and_leads_back_and_on(
    library: Library, tmp_path: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Elsewhere\n\nKeir Starmer waited. “A long night,” Keir Starmer said.\n")
    article = library.open(str(other))
    library.opened(article)
    library.catalogue.save_appearances(article, library.stored_id(article), library.analyse_here(article))
    short = tmp_path / "short.md"
    short.write_text("# A short story\n\nStarmer went home.\n")
    article = library.open(str(short))
    library.opened(article)
    library.catalogue.save_appearances(article, library.stored_id(article), library.analyse_here(article))
    async with reading(library, size=(120, 40)) as run:
        view = run.reader.view
        await run.press("right_curly_bracket", "right_curly_bracket")
        read_at = view.cursor
        await run.press("2", "g", "g", "j", "enter")
        assert "2 Names › P Keir Starmer" in run.shown()
        await run.until(lambda: "Elsewhere" in run.shown(), "the other article is found")
        assert "7 mentions in 2 articles" in run.shown()
        assert "“A long night,”" in run.shown()
        first = view.cursor
        assert view.overlays.quotation_at(first) is not None
        assert "as written: “" in run.strip
        await run.press("j")
        assert view.cursor > first
        assert "said 2 of 5" in run.shown()
        assert run.strip.endswith("esc names")
        # What is noted is listed on it.
        await run.press("a")
        await run.type("Why?")
        await run.press("ctrl+s")
        await run.saved()
        await run.until(lambda: "◆ Why?" in run.shown(), "the note is on the card")
        await run.press("F")
        await run.until(lambda: "★ followed" in run.shown(), "it is shown that the name is followed")
        assert "following Keir Starmer · u undoes it" in run.strip
        await run.press("u")
        await run.until(lambda: "★ followed" not in run.shown(), "he is not followed again")
        assert "undone: following Keir Starmer · ctrl+r redoes it" in run.strip
        await run.press("ctrl+r")
        await run.until(lambda: "★ followed" in run.shown(), "he is followed once more")
        assert library.catalogue.choices().follows(name_key(Label.PERSON, "Keir Starmer"))
        # Who has the last name alone in another article may be someone else, until the user says otherwise.
        assert "named “Starmer” alone · M same person" in run.shown()
        await run.press("G", "M")
        await run.until(lambda: "8 mentions in 3 articles" in run.shown(), "it is one person")
        assert "alone" not in run.shown()
        assert "Starmer is the same as Keir Starmer · u undoes it" in run.strip
        await run.press("u")
        await run.until(lambda: "named “Starmer” alone" in run.shown(), "they are two again")
        await run.press("ctrl+r")
        await run.until(lambda: "8 mentions in 3 articles" in run.shown(), "and one once more")
        # What was done before is undone after that: the following, then the note.
        await run.press("u", "u", "u")
        await run.until(lambda: "◆ Why?" not in run.shown(), "the note is gone")
        assert not library.catalogue.choices().follows(name_key(Label.PERSON, "Keir Starmer"))
        await run.press("ctrl+r", "ctrl+r", "ctrl+r")
        await run.until(lambda: "8 mentions in 3 articles" in run.shown(), "all is as it was")
        # Back to the names, and once more to where one read.
        await run.press("escape")
        await run.until(lambda: "▌P ★ Keir Starmer" in run.shown(), "he is followed in the list as well")
        await run.press("F")
        await run.until(lambda: "▌P Keir Starmer" in run.shown(), "and no longer")
        assert run.strip.endswith("esc back to where you read")
        await run.press("escape")
        assert (view.cursor, run.reader.panes.active) == (read_at, "article")
        # Enter stays, with the card next to it; its tab leads to it, and once more to the names.
        await run.press("2", "enter", "right_curly_bracket", "enter")
        assert run.reader.panes.active == "article"
        assert view.current_entity is not None
        assert view.current_entity.name == "Keir Starmer"
        await run.press("2")
        assert run.reader.side is not None
        assert run.reader.side.shows_card
        await run.press("j", "2")
        assert not run.reader.side.shows_card
        # Over all articles, and on in another one.
        await run.press("k", "w")
        await run.until(lambda: "11 in 3 articles" in run.shown(), "everybody is listed")
        await run.until(lambda: "▌P Volodymyr Zelensky" in run.shown(), "at that name")
        await run.press("escape", "j", "enter")
        await run.until(lambda: "Elsewhere" in run.shown(), "the other article is found again")
        await run.press("G", "enter")
        await run.until(lambda: run.app.title == "Elsewhere", "the other article is open")
        await run.until(lambda: run.text_at_cursor.startswith("Keir Starmer waited"), "at the name")
        assert not run.reader.side.shows_card


async def test_enter_on_a_quote_shows_who_said_it(library: Library) -> None:
    async with reading(library) as run:
        await run.press("right_square_bracket", "q", "enter")
        assert "Keir Starmer" in run.shown()
        await run.press("escape")
        assert run.app.screen is run.reader


async def test_focus_mode_shows_the_article_alone_until_escape(library: Library) -> None:
    async with reading(library) as run:
        await run.press("z")
        assert "Names" not in run.shown()
        assert "Keir Starmer gathered" in run.shown()
        await run.press("escape")
        assert "Names" in run.shown()


async def test_on_a_narrow_screen_the_lists_lie_over_the_text(library: Library) -> None:
    async with reading(library, size=(60, 20), analysed=False) as run:
        await run.until(lambda: run.reader.placed is not None, "it is analysed")
        assert "People" not in run.shown()
        await run.press("2")
        assert "People" in run.shown()
        await run.press("escape")
        assert "People" not in run.shown()
        assert run.reader.panes.active == "article"


async def test_escape_leaves_a_list_for_where_one_read_and_enter_stays_there(library: Library) -> None:
    async with reading(library, size=(100, 20)) as run:
        view = run.reader.view
        await run.press("right_curly_bracket", "right_curly_bracket")
        read_at, top = view.cursor, view.scroll_offset.y
        for key in "2", "3":
            await run.press(key, "G", "k")
            assert view.cursor != read_at
            assert view.scroll_offset.y != top
            await run.press("escape")
            assert (view.cursor, view.scroll_offset.y, run.reader.panes.active) == (read_at, top, "article")
            await run.press("ctrl+o")
            assert view.cursor == read_at
        await run.press("4", "3", "G", "enter")
        assert view.cursor != read_at
        await run.press("ctrl+o")
        assert view.cursor == read_at


async def test_a_selection_outlives_a_look_into_a_list(library: Library) -> None:
    async with reading(library, size=(100, 20)) as run:
        await run.press("v", "w", "w", "e")
        selected = run.reader.view.selected
        await run.press("tab", "j", "j", "escape")
        assert run.reader.view.selected == selected
        assert run.reader.view.cursor == selected.end - 1


async def test_going_to_what_is_in_view_scrolls_nothing(library: Library) -> None:
    async with reading(library, size=(100, 30)) as run:
        view = run.reader.view
        await run.press("space", "right_square_bracket", "e")
        top = view.scroll_offset.y
        assert top > 0
        seen = len([each for each in view.overlays.mentions if view.viewport.seen.contains(each.start)])
        assert seen > 3
        for _ in range(3):
            before = view.cursor
            await run.press("right_square_bracket", "e")
            assert view.cursor > before
            assert view.scroll_offset.y == top
