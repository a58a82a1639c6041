"""What is measured: the programs, the texts, and folders to work in."""

import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks import texts

ROOT = Path(__file__).parent.parent
SHORT = ROOT / "seeds" / "london-summit.txt"
SHORT_WORD = "gathered"
"""In the first rows of the short article, and never highlighted."""
SHORT_NAME = "Keir Starmer"
"""Highlighted on the first screen of the short article once it is analysed."""


class Setting(NamedTuple):
    """What is measured, with what.

    Attributes:
        postil: the command that starts the program.
        folder: for texts and data folders.
        rounds: how often what is quick is measured.
        words: of the long text.
    """

    postil: str
    folder: Path
    rounds: int
    words: int

    @property
    def long(self) -> Path:
        """The long text, written when it is first asked for."""
        path = self.folder / "long.txt"
        if not path.exists():
            path.write_text(texts.text(self.words), "utf-8")
        return path

    def data(self, name: str) -> Path:
        """The data folder of that name; ``name`` is used once where no cache is meant to be there."""
        return self.folder / f"data-{name}"

    def reader(self, path: Path, data: str) -> list[str]:
        """The command that opens ``path`` with the data folder called ``data``."""
        return [self.postil, "--data-dir", str(self.data(data)), str(path)]

    def analysis(self, data: str, path: Path = SHORT) -> list[str]:
        """The command that analyses ``path`` again."""
        return [self.postil, "analyze", "--no-cache", "--data-dir", str(self.data(data)), str(path)]


def floor(path: Path) -> list[str]:
    """The command that shows ``path`` with the least program that can."""
    return [sys.executable, "-P", str(Path(__file__).with_name("floor.py")), str(path)]
