"""Make the README's picture: the real program with a sample article open, exported as SVG.

python docs/picture.py            writes docs/screen.svg
"""

import asyncio
import os
import tempfile
from pathlib import Path

from tui.library import Library
from tui.ui.app import PostilApp
from tui.ui.reader.screen import ReaderScreen

DOCS = Path(__file__).resolve().parent
ARTICLE = DOCS.parent / "seeds" / "london-summit.txt"
SIZE = (120, 34)
KEYS = ("right_square_bracket", "q", "right_square_bracket", "E", "3", "right_square_bracket", "p")


# Whatever this runs in, the picture shows a terminal of all colours.
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
os.environ.pop("NO_COLOR", None)


async def picture(target: Path) -> None:
    """Open the sample, wait until it is analysed, walk to a person, and export the screen."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        app = PostilApp(library, library.open(str(ARTICLE)))
        async with app.run_test(size=SIZE) as pilot:
            reader = app.screen
            assert isinstance(reader, ReaderScreen)
            while reader.side is None or reader.placed is None or not reader.placed.analysis.complete:
                await pilot.pause(0.05)
            await pilot.press(*KEYS)
            await app.workers.wait_for_complete()
            await pilot.pause()
            target.write_text(app.export_screenshot(title="postil"), encoding="utf-8")
        library.close()


if __name__ == "__main__":
    asyncio.run(picture(DOCS / "screen.svg"))
