"""The keys of vim for those who ask for them: what moves is as there, all else keeps a key."""

from pathlib import Path

import pytest

from tests.support.app import reading
from tui.cli.config import default_config
from tui.config.file import read_config
from tui.config.preferences import Preferences
from tui.library import Library
from tui.ui.dialogs.tag_editor import TagEditor
from tui.ui.keyboard.commands import check_keys, keys_in_force
from tui.ui.keyboard.table import COMMANDS, preset_keys

LINES = [f"line {number} (of the text) is here, and ends." for number in range(1, 81)]
VIM = 'keys = "vim"\n'


def at(line: int, words: str = "") -> int:
    """The code point at which words of a line stand, from 1."""
    start = sum(len(each) + 1 for each in LINES[: line - 1])
    return start + LINES[line - 1].index(words)


@pytest.fixture
def lines(tmp_path: Path) -> str:
    """The path of a text of these lines."""
    path = tmp_path / "lines.md"
    path.write_text("\\\n".join(LINES))
    return str(path)


def preferences(tmp_path: Path, text: str = VIM) -> Preferences:
    config = tmp_path / "config.toml"
    config.write_text(text)
    return Preferences(read_config(config))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("l l", at(1) + 2),
        ("5 l h", at(1) + 4),
        ("9 9 9 9 l", at(80) + len(LINES[-1]) - 1),
        ("w", at(1, "1")),
        ("3 w", at(1, "of")),
        ("2 w", at(1, "(")),
        ("4 w b", at(1, "of")),
        ("e", at(1) + 3),
        ("3 e", at(1, "(")),
        ("2 j", at(3)),
        ("4 j 3 k", at(2)),
        ("1 0 G", at(10)),
        ("G", at(80)),
        ("G g g", at(1)),
        ("5 0 percent_sign", at(40)),
        ("w w percent_sign", at(1, ")")),
        ("w w percent_sign percent_sign", at(1, "(")),
        ("dollar_sign 0", at(1)),
        ("3 j circumflex_accent", at(4)),
    ],
)
async def test_motions_lead_where_those_of_vim_do(
    library: Library, tmp_path: Path, lines: str, keys: str, expected: int
) -> None:
    async with reading(library, lines, analysed=False, preferences=preferences(tmp_path)) as run:
        await run.press(*keys.split())
        assert run.reader.view.cursor == expected
        assert run.reader.panes.active == "article"


async def test_the_text_scrolls_and_the_screen_has_a_top_a_middle_and_an_end(
    library: Library, tmp_path: Path, lines: str
) -> None:
    async with reading(library, lines, analysed=False, preferences=preferences(tmp_path)) as run:
        view = run.reader.view
        height = view.viewport.height
        await run.press("4", "0", "G", "z", "t")
        assert view.viewport.top == view.cursor_row == 39
        await run.press("z", "b")
        assert view.viewport.top + height - 1 == 39
        await run.press("z", "z")
        top = view.viewport.top
        assert top < 39 < top + height - 1
        await run.press("H")
        assert view.cursor_row == top
        await run.press("L")
        assert view.cursor_row == top + height - 1
        await run.press("M")
        assert view.cursor_row == (2 * top + height - 1) // 2
        row = view.cursor_row
        await run.press("3", "ctrl+e")
        assert (view.viewport.top, view.cursor_row) == (top + 3, row)
        await run.press("ctrl+y")
        assert view.viewport.top == top + 2
        await run.press("ctrl+f")
        assert view.viewport.top > top + 2
        await run.press("ctrl+b", "ctrl+b", "ctrl+b")
        assert view.viewport.top < top


async def test_what_had_those_keys_has_others(library: Library, tmp_path: Path) -> None:
    async with reading(library, preferences=preferences(tmp_path)) as run:
        await run.press("right_square_bracket", "e", "p")
        await run.until(lambda: "highlighted in yellow" in run.shown(), "it is highlighted")
        await run.press("f3")
        assert run.reader.panes.active == "quotes"
        await run.press("f5")
        assert run.reader.panes.active == "article"
        commands = {command.title: command.help for command in run.app.get_system_commands(run.reader)}
        assert commands["Library"] == "key ctrl+l"


async def test_a_key_of_one_s_own_goes_before_the_preset(
    library: Library, tmp_path: Path, lines: str
) -> None:
    chosen = preferences(tmp_path, 'preset = "vim"\n[keys]\n"article.left" = "f9"\n')
    assert not check_keys(chosen.config.keys, "vim")
    async with reading(library, lines, analysed=False, preferences=chosen) as run:
        await run.press("l", "l", "f9")
        assert run.reader.view.cursor == 1


def test_no_key_of_the_preset_takes_another_s() -> None:
    preset = preset_keys("vim")
    assert not check_keys(preset)
    assert set(preset) <= {command.id for command in COMMANDS}


def test_the_config_file_names_it(tmp_path: Path) -> None:
    for text in (VIM, 'preset = "vim"\n'):
        assert preferences(tmp_path, text).settings.preset == "vim"
        assert not preferences(tmp_path, text).config.problems
    wrong = preferences(tmp_path, 'keys = "emacs"\n')
    assert "is not one of usual, vim" in wrong.config.problems[0]
    assert keys_in_force(wrong.settings) == {}
    assert 'preset = "usual"' in default_config()


async def test_the_card_of_the_first_time_offers_it_once(
    library: Library, tmp_path: Path, lines: str
) -> None:
    first = Preferences(folder=tmp_path / "data", first_time=True)
    async with reading(library, lines, analysed=False, preferences=first) as run:
        assert "vim’s keys" in run.shown()
        await run.press("V")
        assert "vim’s keys from now on" in run.shown()
        assert "use vim’s keys" not in run.shown()
        await run.press("l", "l", "h")
        assert run.reader.view.cursor == 1
    again = Preferences.load(tmp_path / "none.toml", tmp_path / "data")
    assert (again.settings.preset, again.first_time) == ("vim", False)


async def test_a_key_of_one_s_own_takes_one_of_the_preset(library: Library, tmp_path: Path) -> None:
    chosen = preferences(
        tmp_path, VIM + '[keys]\n"article.card" = "h"\n"note.tags" = "M"\n"article.screen-middle" = ""\n'
    )
    assert chosen.settings.preset == "vim"
    assert not chosen.config.problems
    async with reading(library, preferences=chosen) as run:
        assert run.app.key_hints.all("article.left") == ["←"]
        assert run.app.key_hints.all("article.right") == ["l", "→"]
        await run.press("right_square_bracket", "p")
        place = run.reader.view.cursor
        await run.press("v", "l", "l", "h", "escape")
        assert run.reader.view.cursor == place + 1
        await run.press("h")
        assert "Mentions" in run.shown()
        await run.press("escape", "escape", "M")
        assert isinstance(run.app.screen, TagEditor)


async def test_a_key_that_acts_in_a_selection_alone_keeps_its_other_meaning(
    library: Library, tmp_path: Path
) -> None:
    own = preferences(tmp_path, '[keys]\n"article.select-other-end" = "c"\n')
    async with reading(library, preferences=own) as run:
        view = run.reader.view
        await run.press("right_square_bracket", "p", "v", "w")
        end = view.cursor
        await run.press("c")
        assert view.cursor < end
        await run.press("escape", "c")
        assert "Correct" in run.shown()


def test_the_preset_s_name_and_the_table_may_stand_in_one_file(tmp_path: Path) -> None:
    for text in (
        '# mine\nkeys = "vim" # as there\nmeasure = 60\n\n[keys]\n"quit" = "Q"\n',
        "measure = 60\n  keys='vim'\n[keys]\nquit = \"Q\"\n",
        'measure = 60\n[keys]\npreset = "vim"\nquit = "Q"\n',
    ):
        said = preferences(tmp_path, text)
        assert not said.config.problems
        assert (said.settings.preset, said.settings.measure) == ("vim", 60)
        assert said.settings.keys == {"quit": [("Q",)]}
    wrong = preferences(tmp_path, 'keys = "vim"\n[keys]\nquit = \n').config.problems
    assert "line 3: is not TOML" in wrong[0]


async def test_the_key_that_highlights_does_so_in_lists_too(library: Library, tmp_path: Path) -> None:
    async with reading(library, size=(120, 40), preferences=preferences(tmp_path)) as run:
        await run.press("f3", "j", "h")
        assert "h does nothing here" in run.strip
        assert run.reader.annotations == ()
        await run.press("p")
        await run.saved()
        assert len(run.reader.annotations) == 1
