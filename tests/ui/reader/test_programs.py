"""Programs of the user's, run on the passage at the cursor."""

from pathlib import Path

from tests.support.app import reading
from tests.support.widgets import showing_dialog, shown
from tui.config.preferences import Preferences
from tui.library import Library
from tui.ui.dialogs.program import ProgramOutput

CONFIG = """
[programs]
caps = { keys = "gz", command = "cat; echo; echo [b]$POSTIL_SPEAKER[/b] of $POSTIL_TITLE", shell = true }
none = { keys = "D", command = ["no-such-program"], name = "Look up" }
slow = { keys = "ctrl+x", command = ["sleep", "60"] }
aloud = { keys = "ctrl+g", command = ["sleep", "60"], show = false, name = "Read aloud" }
"""


async def test_a_program_gets_the_passage_and_its_output_is_shown(library: Library, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG)
    async with reading(library, preferences=Preferences.load(config, tmp_path)) as run:
        await run.press("right_square_bracket", "q", "i", "g")
        assert "z caps" in run.strip
        await run.press("z")
        await run.until(lambda: "of London talks seek" in run.shown(), "the output is shown")
        assert '"once-in-a-generation moment"' in run.shown()
        assert "[b]Keir Starmer[/b]" in run.shown()
        await run.press("escape", "D")
        await run.until(lambda: "Look up: there is no program" in run.strip, "one line says it")
        await run.press("ctrl+x")
        assert "running …" in run.shown()
        await run.press("escape")
        await run.until(lambda: "slow: stopped" in run.strip, "closing the panel ended it")
        await run.press("ctrl+g")
        await run.until(lambda: "Read aloud …" in run.shown(), "it runs while one reads on")
        await run.press("j", "ctrl+g")
        await run.until(lambda: "Read aloud: stopped" in run.strip, "its key ended it")
        await run.press("question_mark")
        await run.press("slash")
        await run.type("look up")
        await run.until(lambda: "Your programs" in run.shown(), "the help lists them")
        await run.press("escape", "escape", "ctrl+g")  # leaving the program ends it as well


async def test_a_program_that_is_faster_than_its_panel() -> None:
    panel = ProgramOutput("quick", "a passage")
    panel.show("one\ntwo", "ended with exit code 3: [b]no[/b]")
    async with showing_dialog(panel) as (app, _):
        for words in ("one", "two", "ended with exit code 3: [b]no[/b]", "a passage"):
            assert words in shown(app)
