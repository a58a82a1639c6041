"""Make pictures of the real program: of every screen to look at, and those of the README.

python docs/pictures.py screens FOLDER [NAME...]   every screen, in five looks and three sizes
python docs/pictures.py readme                     those that the README shows

Each picture is what Textual draws after real keys. With rsvg-convert on the path, SVG become PNG as well.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

# Whatever this runs in, a picture shows a terminal of all colours, unless it is to show another one.
os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "truecolor")

from textual.pilot import Pilot

from tui.config.preferences import Preferences
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.library import ReadingPosition
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.ui.app import PostilApp
from tui.ui.reader.screen import ReaderScreen

DOCS = Path(__file__).resolve().parent
SEEDS = DOCS.parent / "seeds"
SUMMIT = SEEDS / "london-summit.txt"
SIZES = ((120, 40), (80, 24), (60, 20))

LOOKS: dict[str, dict[str, str]] = {
    "dark": {"THEME": "postil-dark"},
    "light": {"THEME": "postil-light"},
    "sepia": {"THEME": "postil-sepia"},
    "ansi": {"TEXTUAL_COLOR_SYSTEM": "standard"},
    "none": {"NO_COLOR": "1"},
}
"""What the environment is for each look."""


@dataclass(frozen=True)
class Shot:
    """A picture of a screen: the keys that lead there from the text, and those that lead back."""

    name: str
    keys: str
    back: str = "escape"


IN_READER = (
    Shot("first", "", "escape"),
    Shot("reader", "gg ]p ]p", ""),
    Shot("names", "2 j j", "escape escape"),
    Shot("filter", "2 / u k r", "escape escape escape"),
    Shot("quotes", "3 j j", "escape escape"),
    Shot("notes", "4 j", "escape escape"),
    Shot("card", "gg ]p enter", "escape escape"),
    Shot("quote-card", "gg ]q enter", "escape escape"),
    Shot("chord", "]"),
    Shot("hints", "f"),
    Shot("search", "/ w a r", "escape escape"),
    Shot("selecting", "gg ) v ) )"),
    Shot("note-editor", "gg ]q a A n d space", "ctrl+g ctrl+g"),
    Shot("tags", "gg ]q T w"),
    Shot("correct", "gg ]p c"),
    Shot("kind", "gg ]p r"),
    Shot("merge", "gg ]p c M"),
    Shot("speaker", "gg ]q r"),
    Shot("add-name", "gg ) ) w w c"),
    Shot("export", "4 E", "escape escape"),
    Shot("theme", "t"),
    Shot("headings", "gh"),
    Shot("help", "?"),
    Shot("open", "o"),
    Shot("palette", "ctrl+p"),
)
IN_LIBRARY = (
    Shot("library", "j", ""),
    Shot("library-filter", "/ r e"),
    Shot("library-add", "a"),
    Shot("library-remove", "d"),
    Shot("people", "w j", "escape"),
    Shot("person", "w j enter", "escape escape"),
    Shot("tag-list", "T", "escape"),
    Shot("tag-delete", "T d", "escape escape"),
    Shot("tag-rename", "T r", "escape escape"),
    Shot("find", "ctrl+f w a r", "escape escape"),
    Shot("library-help", "?"),
)


NOTES = {
    "london-summit.txt": (
        (
            "once-in-a-generation moment",
            "His phrase of the week: compare the speech of 1 March.",
            ("rhetoric",),
        ),
        ("lasting peace", "What would make it last? Nobody says who pays.", ("peace", "money")),
        ("remain strategic partners", "", ()),
    ),
    "lighthouse-keepers.md": (("keepers", "", ("history",)),),
}
"""What is noted in the samples: passages, notes and tags."""


LETTER = """\
Kyiv answers the London plan

Volodymyr Zelensky thanked London on Tuesday. "We value every voice that keeps Europe together," Zelensky said
in Kyiv. Keir Starmer called him in the evening.

"The door to talks is open, but not at any price," Starmer told the BBC. Donald Trump did not comment.
"""


def shelve(folder: Path) -> None:
    """Make a library in which the samples were read, and some of it noted."""
    library = Library(folder)
    letter = folder / "kyiv-answers.txt"
    letter.write_text(LETTER, encoding="utf-8")
    for path in (*sorted(SEEDS.iterdir()), letter):
        article = library.open(str(path))
        library.opened(article)
        analysis = library.analyse_here(article)
        library.catalogue.save_appearances(article, article.id, analysis)
        for colour, (words, note, tags) in zip(Colour, NOTES.get(path.name, ()), strict=False):
            start = article.text.index(words)
            target = describe(article.text, TextSpan(start, start + len(words)), article.text_hash)
            library.annotate(article, Annotation(target, note=note, tags=tags, colour=colour))
        library.save_position(article, ReadingPosition(0, 0.0))
    library.close()


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what was begun is shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], keys: str) -> None:
    """Press keys, one after another; a pair such as ]e is pressed as two."""
    for key in keys.split():
        for each in [key] if len(key) != 2 else key:
            await pilot.press(NAMES.get(each, each))
        await settle(pilot)


NAMES = {"]": "right_square_bracket", "[": "left_square_bracket", "/": "slash", "?": "question_mark"}
NAMES |= {")": "right_parenthesis", "(": "left_parenthesis"}
"""Textual's names of the keys that are written as signs."""


@asynccontextmanager
async def running(
    folder: Path, size: tuple[int, int], article: Path | None = None
) -> AsyncIterator[Pilot[None]]:
    """Run the program on a library, with an article that is analysed, or with the library's own screen."""
    library = Library(folder)
    preferences = Preferences.load(folder / "config.toml", folder)
    app = PostilApp(library, library.open(str(article)) if article else None, preferences)
    async with app.run_test(size=size) as pilot:
        reader = app.screen
        while isinstance(reader, ReaderScreen) and (
            reader.side is None or reader.placed is None or not reader.placed.analysis.complete
        ):
            await pilot.pause(0.05)
        await settle(pilot)
        yield pilot
    library.close()


def as_png(target: Path) -> None:
    """Make a PNG of an SVG next to it, where there is a program that does."""
    if shutil.which("rsvg-convert"):
        # It would drop blanks at the ends of runs.
        text = target.read_text("utf-8").replace("<svg ", '<svg xml:space="preserve" ', 1)
        command = ["rsvg-convert", "-w", "1200", "-o", str(target.with_suffix(".png"))]
        subprocess.run(command, input=text.encode(), check=True)


async def take(
    pilot: Pilot[None], shots: tuple[Shot, ...], target: Path, look: str, wanted: list[str]
) -> None:
    """Make the pictures, each from the same screen."""
    size = "x".join(map(str, pilot.app.size))
    for shot in shots:
        if wanted and shot.name not in wanted:
            continue
        await press(pilot, shot.keys)
        path = target / f"{shot.name}-{size}-{look}.svg"
        path.write_text(pilot.app.export_screenshot(title="postil"), encoding="utf-8")
        as_png(path)
        await press(pilot, shot.back)


async def screens(target: Path, look: str, wanted: list[str]) -> None:
    """Make pictures of every screen in one look, in all sizes."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shelve(folder)
        (folder / "config.toml").write_text(f'theme = "{os.environ.get("THEME", "auto")}"\n')
        for size in SIZES:
            async with running(folder, size, SUMMIT) as pilot:
                await take(pilot, IN_READER, target, look, wanted)
            async with running(folder, size) as pilot:
                await take(pilot, IN_LIBRARY, target, look, wanted)


STORY = (
    ("escape", "an article, as it is opened", 2.0),
    ("]p", "]p next person", 1.6),
    ("]E", "]E where the same person is named again", 1.6),
    ("]q ]q", "]q next quotation: the list knows who said it", 1.8),
    ("a W h o space h e a r d space i t ?", "a writes a note on it", 1.8),
    ("ctrl+s", "ctrl+s it is saved", 1.4),
    ("4", "4 the notes, at their places", 1.8),
    ("escape ]p ]p enter", "enter all about a person: what was said, where, and what you noted", 2.6),
    ("w", "w the same person in all that you have read", 2.4),
    ("escape escape 3 j j", "3 every quotation with its speaker; ? where that is not certain", 2.2),
    ("L", "L the library", 2.4),
)
"""The moving picture: keys, what the title says of them, seconds for which it stands."""
MOVING_SIZE = (104, 28)


def parted(text: str, name: str) -> str:
    """Return a picture that needs nothing from elsewhere, and whose names are its own."""
    text = re.sub(r"@font-face \{.*?\}\s*", "", text, flags=re.DOTALL)
    text = text.replace("Fira Code", "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas")
    text = re.sub(r"terminal-\d+", name, text)
    return re.sub(r"\n\s+", "\n", re.sub(r"<!--.*?-->", "", text)).strip()


def moving(frames: list[tuple[str, float]]) -> str:
    """Return one picture that shows others in turn, each for its seconds; only the first without motion."""
    whole = sum(seconds for _, seconds in frames)
    rules, parts, begun = [], [], 0.0
    for number, (text, seconds) in enumerate(frames):
        first, end = (f"{each / whole * 100:.2f}%" for each in (begun, begun + seconds))
        shown, hidden = "{ visibility: visible }", "{ visibility: hidden }"
        start = "" if number == 0 else f"0% {hidden} "
        rules.append(f"@keyframes k{number} {{ {start}{first} {shown} {end} {hidden} }}")
        rules.append(
            f".m{number} {{ visibility: hidden; animation: k{number} {whole:.1f}s step-end infinite }}"
        )
        parts.append(f'<g class="m{number}">{text}</g>')
        begun += seconds
    rules.append("@media (prefers-reduced-motion) { g { animation: none !important }")
    rules.append(".m0 { visibility: visible } }")
    (box,) = re.findall(r'viewBox="([^"]+)"', frames[0][0])[:1]
    style = "\n".join(rules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">\n<style>\n{style}\n</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


async def story(folder: Path, target: Path) -> None:
    """Make the moving picture."""
    frames = []
    async with running(folder, MOVING_SIZE, SUMMIT) as pilot:
        for number, (keys, words, seconds) in enumerate(STORY):
            await press(pilot, keys)
            frames.append((parted(pilot.app.export_screenshot(title=words), f"f{number}"), seconds))
    target.write_text(moving(frames), encoding="utf-8")


SMALL = (
    Shot("names", "gg ]p ]p"),
    Shot("quotes", "3 j j j", "escape escape"),
    Shot("card", "gg ]p enter", "escape escape"),
    Shot("correct", "gg ]p c"),
)
SMALL_SIZE = (96, 22)


async def small(folder: Path, target: Path) -> None:
    """Make the small pictures."""
    async with running(folder, SMALL_SIZE, SUMMIT) as pilot:
        for shot in SMALL:
            await press(pilot, shot.keys)
            text = pilot.app.export_screenshot(title="postil")
            (target / f"{shot.name}.svg").write_text(parted(text, shot.name), encoding="utf-8")
            await press(pilot, shot.back)
    # The text of a file changes, and the notes on it find their passages again.
    changed = folder / "london-summit.txt"
    changed.write_text(SUMMIT.read_text("utf-8"))
    text = (
        changed.read_text("utf-8")
        .replace("lasting peace", "peace that lasts")
        .replace("After three", "And after three")
    )
    changed.write_text(text)
    async with running(folder, SMALL_SIZE, changed) as pilot:
        await press(pilot, "4 j")
        text = pilot.app.export_screenshot(title="postil")
        (target / "notes.svg").write_text(parted(text, "notes"), encoding="utf-8")


async def readme(target: Path) -> None:
    """Make all pictures of the README."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shelve(folder)
        await small(folder, target)
        await story(folder, target / "moving.svg")


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    match arguments:
        case ["screens", folder, *wanted]:
            target = Path(folder)
            target.mkdir(parents=True, exist_ok=True)
            for look, changes in LOOKS.items():
                words = [sys.executable, __file__, "look", look, folder, *wanted]
                subprocess.run(words, check=True, env={**os.environ, **changes})
        case ["look", look, folder, *wanted]:
            asyncio.run(screens(Path(folder), look, wanted))
        case ["readme"]:
            asyncio.run(readme(DOCS))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
