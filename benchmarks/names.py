"""How soon names come: on a first opening, from a command, and in a book, against ``import spacy``."""

import statistics
import sys

from benchmarks import texts
from benchmarks.figures import Figure, ratio
from benchmarks.parts import Cost, timed
from benchmarks.replay import Area, changes, last_screen
from benchmarks.session import NotShown, Session
from benchmarks.setting import SHORT, SHORT_NAME, SHORT_WORD, Setting

BOOK = 95_000
"""Words of a book."""
MOST_OPENING, MOST_COMMAND = 1.6, 1.4
"""How many times ``import spacy`` a first opening and the command may take."""
MOST_SECONDS = 35.0
"""Of processor time that a book may take."""
_LIST = Area(75, 2, 117, 36)
"""Where the list of names is."""
_QUIET = 1.0
"""Seconds without output after which the list is taken to be complete."""
_PATIENCE = 30.0


def names(setting: Setting) -> list[Figure]:
    """Measure ``import spacy``, a first opening and the command in turn, and a book between two imports."""
    imports, openings, commands = [], [], []
    for number in range(setting.rounds):
        imports.append(_import())
        openings.append(_listed(setting, f"names-{number}"))
        commands.append(timed(setting.analysis(f"names-command-{number}")))
    before, book, after = _import(), _book(setting), _import()
    walls, processor = [cost.wall for cost in imports], [cost.cpu for cost in imports]
    around = statistics.mean([before.cpu, after.cpu])
    return [
        Figure("import spacy", "s", tuple(walls)),
        Figure("list of names complete, first opening of 700 words", "s", tuple(openings)),
        ratio("the same / import spacy", openings, walls, MOST_OPENING),
        ratio("analyze / import spacy", [cost.wall for cost in commands], walls, MOST_COMMAND),
        ratio("the same, processor time", [cost.cpu for cost in commands], processor, MOST_COMMAND),
        Figure(f"analyze, {BOOK:,} words, processor time", "s", (book.cpu,), MOST_SECONDS),
        Figure("a book / import spacy, processor time", "times", (book.cpu / around,)),
    ]


def _import() -> Cost:
    return timed([sys.executable, "-c", "import spacy"])


def _listed(setting: Setting, data: str) -> float:
    """Seconds from the start until the list of names became what it stays.

    Raises:
        NotShown: no names were listed.
    """
    session = Session(setting.reader(SHORT, data), SHORT_WORD)
    deadline = session.terminal.now() + _PATIENCE
    while not _has_names(session) and session.terminal.now() < deadline:
        session.terminal.collect(_PATIENCE, until_quiet=_QUIET)
    listed = _has_names(session)
    session.end()
    if not listed:
        raise NotShown("no names were listed; the last screen was:\n" + "\n".join(last_screen(session.run)))
    return changes(session.run, _LIST, with_style=False)[-1]


def _has_names(session: Session) -> bool:
    return any(SHORT_NAME in line[_LIST.left :] for line in last_screen(session.run))


def _book(setting: Setting) -> Cost:
    """The command, once, for a text as long as a book."""
    path = setting.folder / "book.txt"
    path.write_text(texts.text(BOOK), "utf-8")
    return timed(setting.analysis("names-book", path))
