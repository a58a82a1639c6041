"""Measure the library of ten thousand articles: from the key or the command to the painted list, and in it.

    python -m benchmarks.library                    some minutes; a table
    python -m benchmarks.library --articles 1000    in a moment

    python -m benchmarks.library --only people      one person found, by the shell and for the card

Needs Linux and a checkout. Every article has ten notes, and twenty people and organisations, each
quoted once; one person is in every twentieth. Exit code 1 when something that is asked is not met.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, ratio, table
from benchmarks.keys import split_keys
from benchmarks.parts import key_figures
from benchmarks.replay import first_time, last_screen, shows
from benchmarks.run import machine
from benchmarks.session import Session
from benchmarks.setting import SHORT, SHORT_WORD, Setting, floor
from benchmarks.store import article, fill
from tui.domain.analysis import Label
from tui.domain.people import Appearance, Appearances, StoredQuotation, name_key
from tui.library import Library
from tui.store.index import AppearanceFiles
from tui.store.store import Store

PEOPLE = 20
"""In each article."""
OFTEN, EVERYWHERE = 20, "Eva Everywhere"
"""In one of so many articles is this person."""
ROUNDS = 3
KEYS = "jjjj<space><space>bGkkgsss"
"""Pressed one by one in the list of articles."""
_GIVEN = ("Ann", "Tom", "Ada", "Ben", "Eva", "Jon", "Mia", "Sam")
_MOST = 60.0


def fill_people(folder: Path, articles: int) -> None:
    """Keep who appears in the articles that ``benchmarks.store`` makes."""
    files, chance = AppearanceFiles(folder), random.Random(3)
    for number in range(articles):
        of, people = article(number), []
        for count in range(PEOPLE):
            name = f"{chance.choice(_GIVEN)} Name{chance.randrange(articles)}"
            quotes = [StoredQuotation(9, 60, True, of.text[9:60], of.text[:9], "")]
            if count == 1 and number % OFTEN == 0:
                name = EVERYWHERE
            people.append(
                Appearance(Label.ORG if count % 3 == 0 else Label.PERSON, name, [0, 7, 20, 27], quotes)
            )
        files.put(Appearances(of.id, of.text_hash, tuple(people)))


def people_figures(setting: Setting, data: str) -> list[Figure]:
    """How long it takes to find one person: the whole command, and what the card asks for at first."""
    folder = setting.data(data)
    started = time.perf_counter()
    for _ in Library(folder).catalogue.table.update():
        pass
    made = time.perf_counter() - started
    key = name_key(Label.PERSON, EVERYWHERE)
    command = [setting.postil, "--data-dir", str(folder), "who", "--no-analyse", EVERYWHERE]
    written, looked_up, written_busy, looked_up_busy = [], [], [], []
    for _ in range(setting.rounds):
        started, busy = time.perf_counter(), _children()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        written.append(time.perf_counter() - started)
        written_busy.append(_children() - busy)
        library = Library(folder)
        catalogue = library.catalogue
        started, busy = time.perf_counter(), time.process_time()
        catalogue.person_elsewhere(key)
        looked_up.append(time.perf_counter() - started)
        looked_up_busy.append(time.process_time() - busy)
        library.close()
    return [
        Figure("the table of people is made", "s", (made,)),
        Figure("postil who NAME, of one in every twentieth article", "s", tuple(written), 1.0),
        Figure("the same by processor", "s", tuple(written_busy)),
        Figure("the same person for the card", "s", tuple(looked_up), 0.1),
        Figure("the same by processor, for the card", "s", tuple(looked_up_busy)),
    ]


def _children() -> float:
    """Seconds of processor time that the programs have taken that were waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def until(session: Session, key: str, words: str, patience: float = _MOST) -> float:
    """Seconds from a key to the moment when ``words`` stand on the screen."""
    session.terminal.collect(2.0, until_quiet=0.5)
    session.press_calmly([key], patience=0.05)
    sent = session.presses()[-1].sent
    if not session.terminal.wait_for(words, patience):
        screen = "\n".join(last_screen(session.run))
        raise SystemExit(f"{words!r} never stood on the screen after {key}:\n{screen}")
    session.terminal.collect(0.2, until_quiet=0.05)
    came = first_time(session.run, shows(words))
    return (came if came is not None else session.terminal.now()) - sent


def measure(setting: Setting, articles: int, only: str) -> list[Figure]:
    """Figures of a library of ``articles``, or those of ``only`` the people in it."""
    data, counted = "library", "last read first"
    notes = setting.data(data) / "notes"
    fill(notes, articles)
    fill_people(setting.data(data) / "cache" / "people", articles)
    Store(notes).articles(), Store(notes).search("zebra")
    of_people = people_figures(setting, data)
    if only:
        return of_people
    alone = [setting.postil, "--data-dir", str(setting.data(data))]
    bare, started, opened, found, counting, known = [], [], [], [], [], []
    for _ in range(ROUNDS):
        session = Session(floor(SHORT), SHORT_WORD)
        bare.append(first_time(session.run, shows(SHORT_WORD)) or 0.0)
        session.end()
        session = Session(alone, counted)
        started.append(first_time(session.run, shows("last read first")) or 0.0)
        session.press_calmly(["<c-f>"])
        found.append(until(session, "zebra", " notes · "))
        session.end()
        session = Session(setting.reader(SHORT, data), SHORT_WORD)
        session.terminal.collect(3.0, until_quiet=1.0)
        opened.append(until(session, "L", "last read first"))
        counting.append(until(session, "w", "most articles first"))
        known.append(until(session, "<enter>", " quotes ─"))
        session.end()
    session = Session(alone, counted)
    session.terminal.collect(3.0, until_quiet=1.0)
    session.press_calmly(split_keys(KEYS))
    session.press_calmly(split_keys("/title<space>77"))
    keys = key_figures("key in the list", session.presses())
    session.end()
    return [
        Figure("first words, floor", "s", tuple(bare)),
        Figure("postil without an article: the list is painted", "s", tuple(started)),
        Figure("L while reading: the list is painted", "s", tuple(opened), 0.5),
        ratio("L while reading: the list is painted / floor", opened, bare, 2.5),
        Figure("words searched in everything: what is found is shown", "s", tuple(found)),
        Figure("w: everybody in all articles is counted", "s", tuple(counting)),
        Figure("all that is known of one of them", "s", tuple(known)),
        *of_people,
        *keys,
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Run as a program; the exit code."""
    parser = argparse.ArgumentParser(
        "library", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000, help="with ten notes each (10000)")
    parser.add_argument("--folder", help="where to work; else the system's folder for temporary files")
    parser.add_argument("--only", choices=["people"], default="", help="a part")
    options = parser.parse_args(argv)
    facts = machine()
    with tempfile.TemporaryDirectory(prefix="postil-library-", dir=options.folder) as folder:
        postil = str(Path(sys.executable).with_name("postil"))
        figures = measure(Setting(postil, Path(folder), ROUNDS, 0), options.articles, options.only)
    print(", ".join(f"{name} {value}" for name, value in facts.items()), table(figures), sep="\n\n")
    return int(any(figure.is_met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
