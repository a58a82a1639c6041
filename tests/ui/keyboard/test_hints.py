"""Messages name the keys that act, whoever set them; of actions without keys they say nothing."""

import ast
import re
from pathlib import Path

import pytest

import tui
from tests.support.app import in_library, reading
from tui.config.file import read_config
from tui.config.keys import read_sequences
from tui.config.preferences import Preferences
from tui.library import Library
from tui.ui import library as library_screens
from tui.ui.keyboard.hints import KeyHints

OTHERS = {
    "note.undo": "ctrl+k, U",
    "note.redo": "f7",
    "note.edit": "ctrl+n",
    "article.select-other-end": "O",
    "article.select-highlight": "f8",
    "back": "ctrl+b",
    "article.correct": "f9",
    "jump.next-link": "ctrl+l",
    "mark.set": "f3",
    "mark.go": "f4",
    "jump.hints": "ctrl+t",
    "notes.tags": "f5",
    "note.tags": "f6",
    "editor.draft": "ctrl+y",
    "library.other": "f11",
    "library.undo": "ctrl+z",
    "list.down": "n",
    "list.filter": "f2",
    "list.clear-filter": "f12",
    "offers.yes": "J",
    "correct.relabel": "k",
}


def with_keys(keys: dict[str, str], folder: Path) -> Preferences:
    """The preferences of a person whose config file gives actions these keys."""
    config = folder / "config.toml"
    config.write_text("[keys]\n" + "".join(f'"{action}" = "{key}"\n' for action, key in keys.items()))
    return Preferences(read_config(config))


async def test_the_reader_s_messages(library: Library, tmp_path: Path) -> None:
    async with reading(library, preferences=with_keys(OTHERS, tmp_path)) as run:
        await run.press("right_square_bracket", "p", "h")
        await run.until(
            lambda: "highlighted in yellow · ctrl+k undoes it, Hg makes it green" in run.strip,
            "it is reported",
        )
        await run.press("g", "n")
        assert "(O: the other one) · F8 keeps the new extent · ctrl+b the old one" in run.strip
        await run.press("ctrl+b", "U")
        await run.until(lambda: "· F7 redoes it" in run.strip, "it is taken back")
        await run.press("f7")
        await run.until(lambda: "highlighted in yellow · ctrl+k undoes it" in run.strip, "it is there")
        await run.press("g", "x")
        assert "no link under the cursor · ctrl+l goes to the next one" in run.strip
        await run.press("f4", "q")
        assert "there is no mark q · F3 and a letter sets one" in run.strip
        await run.press("f3")
        assert run.strip.startswith("F3… a to z")
        await run.press("q")
        assert "mark q set · F4 q returns here" in run.strip
        place = run.reader.view.place
        await run.press("G", "f4", "f4")
        assert run.reader.view.place == place
        await run.press("ctrl+t")
        assert run.strip.startswith("ctrl+t… a label")
        await run.press("escape", "home", "w", "r")
        assert "no name under the cursor · F9 adds one" in run.strip
        await run.press("ctrl+n", *"new", "ctrl+y")
        await run.until(
            lambda: "saved as a draft · ctrl+n here continues it" in run.strip, "the draft is saved"
        )
        await run.press("2", "f2", *"zzz")
        assert "F12" in run.shown()
        assert "clears the filter" in run.shown()
        await run.press("f12", "c")
        assert "k  Change the kind" in run.shown()


async def test_the_library_s_messages(new_library: Library, tmp_path: Path) -> None:
    async with in_library(new_library, (110, 30), with_keys(OTHERS, tmp_path)) as run:
        app = run.app
        welcome = str(app.screen.query_one("#library-welcome").render())
        assert "Press F11 to open a file" in welcome
        assert "with n, k and enter" in welcome
        assert "]e goes to the next name, ]q to the next quotation, ctrl+n writes a note" in welcome
        app.push_screen(library_screens.TagScreen(new_library))
        await run.settled()
        assert "F6 in the text or F5 in the list of notes adds some" in str(app.screen.pane.empty)


async def test_what_has_no_key_is_not_shown(library: Library, tmp_path: Path) -> None:
    without = with_keys(
        {"note.undo": "", "note.highlight-green": "", "mark.set": "", "article.correct": ""}, tmp_path
    )
    async with reading(library, preferences=without) as run:
        await run.press("home", "h")
        await run.until(lambda: run.strip.startswith("highlighted in yellow  "), "it is reported")
        await run.press("w", "r")
        assert run.strip.startswith("no name under the cursor  ")
        await run.press("apostrophe", "q")
        assert run.strip.startswith("there is no mark q  ")


@pytest.mark.parametrize(
    ("wanted", "action", "first"),
    [
        ({}, "note.undo", "u"),
        ({}, "jump.next-link", "]u"),
        ({"note.undo": "f3"}, "note.undo", "F3"),
        ({"note.undo": ""}, "note.undo", ""),
        ({"jump.next-link": ""}, "jump.next-link", ""),
        ({"jump.next-link": "gl, ctrl+l"}, "jump.next-link", "gl"),
        ({"note.edit": "u"}, "note.undo", "ctrl+z"),
        ({"note.edit": "u, ctrl+z"}, "note.undo", ""),
        ({"article.line-down": "u"}, "note.undo", "ctrl+z"),
        ({"jump.next-link": "u"}, "note.undo", "ctrl+z"),
        ({"article.line-down": "ctrl+o"}, "jump.back", "alt+←"),
        ({"offers.yes": "u"}, "note.undo", "u"),
        ({"note.edit": "y"}, "offers.yes", "y"),
        ({"no.such": "u"}, "note.undo", "u"),
        ({}, "no.such", ""),
    ],
)
def test_the_first_key_that_is_left(wanted: dict[str, str], action: str, first: str) -> None:
    keys = {name: read_sequences(key) if key else () for name, key in wanted.items()}
    assert KeyHints(keys).first(action) == first


async def test_digits_open_panes_as_they_are_set(library: Library, tmp_path: Path) -> None:
    keys = {"pane.article": "f5", "pane.entities": "4", "pane.quotes": "", "pane.notes": "f6, 1"}
    async with reading(library, size=(140, 40), preferences=with_keys(keys, tmp_path)) as run:
        opened = {}
        for key in ("3", "f6", "2", "f5", "4", "f5", "1"):
            await run.press(key)
            opened[key] = run.reader.panes.active
            await run.press("escape")
        assert opened == {
            "3": "article", "f6": "notes", "2": "article", "f5": "article", "4": "entities", "1": "notes",
        }  # fmt: skip
        await run.press("f5", "home")
        row = run.reader.view.cursor_row
        await run.press("2", "j")
        assert run.reader.view.cursor_row == row + 2
        assert run.reader.panes.active == "article"
        await run.press("home", "4", "right_curly_bracket")
        assert run.reader.panes.active == "article"


NAMED = re.compile(r"\b(?:ctrl|alt|shift)\+\w|\b(?:esc|enter|tab|PgUp|PgDn|F\d\d?)\b|\][a-z]\b")
LETTER = re.compile(r"(?<![\w’'“\"/.\-…])[b-zB-HJ-Z](?![\w…’'”.\-])")
TRUE = {"a to z", "a mark is a letter from a to z"}
"""Not keys, but letters of the alphabet."""


def messages(path: Path) -> set[str]:
    """The texts of more than a word in a file of the program, but for what describes it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    apart: set[int] = set()
    for node in nodes:
        is_row = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Binding", "Command")
        if is_row or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            apart.update(map(id, ast.walk(node)))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in apart)
    return {text for text in texts if isinstance(text, str) and " " in text.strip()}


def test_no_message_names_a_key_itself() -> None:
    folder = Path(tui.__file__).parent
    for path in sorted((folder / "ui").rglob("*.py")):
        for text in messages(path) - TRUE:
            named = NAMED.search(text) or LETTER.search(text)
            assert not named, f"{path.name}: {text!r}"
