"""Keys as a user wants them, and where they are shown: help, palette, strip, the card of the first time."""

from pathlib import Path

from tests.support.app import Reading, reading, running
from tui.config.file import read_config
from tui.config.preferences import Preferences
from tui.library import Library
from tui.ui.article.layout import Typesetting
from tui.ui.dialogs.help import HelpScreen
from tui.ui.keyboard.active import CommandProvider, live_keys


async def test_keys_that_the_user_chose_act_and_are_shown_everywhere(
    library: Library, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        'mesure = 60\n[keys]\n"jump.next-person" = "ctrl+n, gp"\n"search.open" = "f3"\n"note.tags" = ""\n'
        '"article.line-down" = "N"\n"help" = "f2"\n"library.open" = "z"\n'
        '"article.next-paragraph" = "ctrl+down"\n'
    )
    preferences = Preferences(read_config(config))
    async with reading(library, preferences=preferences) as run:
        await run.until(lambda: "never calls" in run.notices(), "the keys are checked")
        assert "line 1: mesure is not a setting; did you mean measure?" in run.notices()
        assert "line 8: z calls library.open, so it never calls view.focus-mode" in run.notices()
        await run.press("ctrl+n")
        assert run.text_at_cursor.startswith("Keir Starmer")
        await run.press("g", "p")
        assert run.text_at_cursor.startswith("Volodymyr")
        await run.press("right_square_bracket", "p")
        assert "]p is not a command" in run.strip
        before = run.reader.view.cursor_row
        await run.press("N")
        assert run.reader.view.cursor_row > before
        await run.press("home", "3")
        assert "ctrl+↓ )" in run.strip
        await run.press("ctrl+down")
        assert run.text_at_cursor.startswith("Keir Starmer, the British")
        assert run.reader.panes.active == "article"
        for key in ("j", "T", "slash", "question_mark"):
            await run.press(key)
            assert "does nothing here · F2 lists the keys" in run.strip
        await run.pilot.resize_terminal(120, 40)
        await run.until(lambda: "F3 search" in run.shown(), "the foot shows it")
        await run.press("f2")
        assert "N ↓" not in run.shown()
        await run.press("escape")
        commands = {command.title: command.help for command in run.app.get_system_commands(run.reader)}
        assert commands["Next person"] == "key ctrl+n gp"
        assert commands["Search"] == "key F3"
        assert commands["Tags"].endswith("no key")


async def test_noise_of_the_terminal_is_no_key_to_speak_of(library: Library) -> None:
    async with reading(library, analysed=False) as run:
        await run.press("Q")
        assert "Q does nothing here · ? lists the keys" in run.strip
        for noise in ("<scroll-up>", "left_shift", "ignore"):
            await run.press("escape", noise)
            assert "does nothing" not in run.strip


async def test_keys_that_are_held_or_lit_by_themselves_end_nothing_that_was_begun(library: Library) -> None:
    held = ("left_shift", "right_alt", "iso_level3_shift", "caps_lock", "media_play", "menu", "<ignore>")
    async with reading(library, analysed=False) as run:
        await run.press("right_square_bracket", *held)
        assert "]…" in run.strip
        await run.press("p", "4", *held)
        assert "4…" in run.strip
        # At one go: a digit that comes late is a pane's again.
        await run.press("escape", "4", *held, "2", *held, "right_curly_bracket", *held)
        assert run.reader.view.cursor_row > 10
        await run.press("g", "g", "m", *held, "a", "G", "apostrophe", *held, "a")
        assert run.reader.view.cursor == 0


async def test_a_motion_after_the_digit_of_a_pane_is_not_said_to_do_nothing(library: Library) -> None:
    async with reading(library, analysed=False) as run:
        for digit, motion in (("3", "right_curly_bracket"), ("2", "right_parenthesis"), ("4", "w")):
            before = run.reader.view.cursor
            await run.press(digit, motion)
            assert run.reader.view.cursor > before
            assert run.reader.panes.active == "article"
            assert "does nothing" not in run.strip


async def test_the_first_time_a_card_shows_five_keys_and_takes_none(library: Library, tmp_path: Path) -> None:
    preferences = Preferences(folder=tmp_path / "kept", first_time=True)
    async with reading(library, preferences=preferences) as run:
        assert "turn the page" in run.shown()
        assert "]e     go to the next name" in run.shown()
        await run.press("right_square_bracket", "p")
        assert "turn the page" not in run.shown()
        assert run.text_at_cursor.startswith("Keir Starmer")
        assert not preferences.first_time


async def test_how_the_text_is_set_is_changed_by_keys_and_remembered(
    library: Library, tmp_path: Path
) -> None:
    preferences = Preferences(folder=tmp_path / "kept")
    async with reading(library, preferences=preferences, analysed=False, size=(140, 40)) as run:
        view = run.reader.view
        await run.press("right_parenthesis", "right_parenthesis", "right_parenthesis")
        place, top = run.text_at_cursor, view.cursor_row - view.scroll_offset.y
        await run.press("W", "W", "J", "minus")
        assert run.text_at_cursor == place
        assert 0 <= view.cursor_row - view.scroll_offset.y <= max(top, view.height)
        assert view.setting == Typesetting(line_spacing=2, justify=True)
        row = view.cursor_row
        await run.press("j")
        assert view.cursor_row == row + 2
        await run.press("k", "W", "J")
        assert view.cursor_row == view.rows.row_at(view.cursor)
        assert view.setting == Typesetting()
        await run.press("W", "J")
    settings = preferences.settings
    assert (settings.paragraph_spacing, settings.justify, settings.measure) == (2, True, 68)
    async with reading(library, preferences=preferences, analysed=False, size=(140, 40)) as run:
        assert run.reader.view.setting == Typesetting(1, 2, True)
        assert run.reader.view.rows.width == 68


async def test_help_and_themes_are_there_in_the_library_too(library: Library) -> None:
    async with running(library) as run:
        await run.press("question_mark")
        assert "Library" in run.shown()
        await run.press("escape", "t", "j", "enter")
        assert run.app.theme == "postil-light"
        assert "Samples" in run.shown()


async def found_in_palette(run: Reading, words: str) -> set[str]:
    """The names of the commands that the palette finds by some words."""
    provider = CommandProvider(run.app.screen)
    return {str(hit.match_display) async for hit in provider.search(words)}


async def test_the_palette_finds_all_that_the_help_lists_by_its_words(library: Library) -> None:
    async with reading(library, analysed=False) as run:
        for keys in ((), ("2",), ("v",), ("1", "L")):
            await run.press(*keys)
            shown = [live for live in live_keys(run.app.screen) if live.keys and live.id != "palette"]
            assert len(shown) > 15
            for live in shown:
                assert live.name in await found_in_palette(run, live.hint or live.name), live
        assert await found_in_palette(run, "no such action") == set()


async def test_help_has_no_cut_words_in_a_small_terminal(library: Library) -> None:
    async with reading(library, size=(60, 20), analysed=False) as run:
        for keys in (("f1",), ("escape", "L", "f1")):
            await run.press(*keys)
            assert isinstance(run.app.screen, HelpScreen)
            pages: list[str] = []
            while not pages or run.shown() != pages[-1]:
                pages.append(run.shown())
                await run.press("pagedown")
            assert len(pages) > 1
            rows = [row for page in pages for row in page.split("\n") if row.strip().startswith("│")]
            assert len(rows) > 10
            assert not [row for row in rows if "…" in row]
