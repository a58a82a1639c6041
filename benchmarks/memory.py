"""How memory grows while one reads: help opened and closed, and one article opened after another."""

from pathlib import Path

from benchmarks import texts
from benchmarks.figures import Figure
from benchmarks.keys import characters
from benchmarks.processes import resident_mib
from benchmarks.session import NotShown, Session
from benchmarks.setting import SHORT, SHORT_WORD, Setting

HELPS = 120
ARTICLES = 50
MOST_FOR_HELPS = 10.0
MOST_FOR_ARTICLES = 20.0
"""MiB that may be added at most."""
QUIET = 0.6
"""Seconds without output after which an article is taken to be complete."""
PATIENCE = 5.0
"""Seconds after which no output is waited for any more."""
PAUSE = 4.0
"""Seconds in which the reader rests, at the beginning and at the end."""


def memory(setting: Setting) -> list[Figure]:
    """Open and close the help, and open articles in turn; MiB that the reader's process has gained."""
    return [
        Figure(f"memory that {HELPS} help screens add", "MiB", _helps(setting), MOST_FOR_HELPS),
        Figure(f"memory that {ARTICLES} articles add", "MiB", _articles(setting), MOST_FOR_ARTICLES),
    ]


def _helps(setting: Setting) -> tuple[float]:
    session = _begin(setting, SHORT)
    before = resident_mib(session.terminal.pid)
    session.press_calmly(["?", "<esc>"] * HELPS, PATIENCE)
    return (_gained(session, before),)


def _articles(setting: Setting) -> tuple[float]:
    session = _begin(setting, SHORT)
    before = resident_mib(session.terminal.pid)
    for number in range(ARTICLES):
        word = f"Edition{number}"
        path = _article(setting.folder / f"{number}.txt", word, number)
        session.press_calmly(["o"], PATIENCE)
        session.terminal.press(str(path) + characters("<enter>"))
        if not session.terminal.wait_for(f"{word} of", 20):
            session.end()
            raise NotShown(f"{path} was not opened")
        session.terminal.collect(PATIENCE, until_quiet=QUIET)
    return (_gained(session, before),)


def _begin(setting: Setting, path: Path) -> Session:
    """Open an article that was analysed before, and wait until all of it is there."""
    session = Session(setting.reader(path, "warm-up"), SHORT_WORD)
    session.terminal.collect(PAUSE)
    return session


def _gained(session: Session, before: float) -> float:
    session.terminal.collect(PAUSE)
    gained = resident_mib(session.terminal.pid) - before
    session.end()
    return gained


def _article(path: Path, word: str, seed: int) -> Path:
    """Write a text of 700 words that begins with ``word``."""
    path.write_text(f"{word} of the paper.\n\n{texts.text(700, seed)}", "utf-8")
    return path
