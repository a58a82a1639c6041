"""Measure how fast notes are saved, listed and found, and that none is lost.

    python -m benchmarks.store                  some minutes; a table
    python -m benchmarks.store --kills 1000     as many kills with one writer, and with four
    python -m benchmarks.store --articles 100 --kills 20    in a moment

Needs Linux and a checkout. Everything happens in a new folder, below --folder if that is given: figures of
saving are those of its disk, and the machine's bare fsync is shown with them. Exit code 1 when something
that is asked is not met.
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import trials
from benchmarks.faults import faulted
from benchmarks.figures import Figure, table
from benchmarks.run import machine
from tui.domain.annotation import Annotation, Motivation, describe
from tui.domain.article import Article, Block
from tui.domain.serialization import annotation_record, article_record
from tui.domain.text.spans import TextSpan
from tui.store.layout import Layout, key_of
from tui.store.storage import ANNOTATIONS, META, SCHEMA, TABLES, Tables, encode
from tui.store.store import Store
from tui.system import files

NOTES = 10
"""Notes on each article."""
_WORDS = ("ferry", "quay", "council", "vote", "river", "station", "minister", "harbour", "crowd", "letter")
_RARE = "zebra"
"""A word of one note in a hundred."""


def article(number: int) -> Article:
    """An article of some 900 characters."""
    chance = random.Random(number)
    text = f"Article number {number}. " + " ".join(chance.choices(_WORDS, k=150))
    return Article(f"/articles/{number}.txt", text, (Block(0, len(text)),), title=f"Title {number}")


def note(of: Article, chance: random.Random) -> Annotation:
    """A note of 20 words with two tags."""
    start = chance.randrange(0, len(of.text) - 60)
    words = " ".join(chance.choices(_WORDS, k=20)) + (f" {_RARE}" if chance.random() < 0.01 else "")
    target = describe(of.text, TextSpan(start, start + 60), of.text_hash)
    return Annotation(target, Motivation.COMMENTING, words, tuple(chance.sample(_WORDS, 2)))


def fill(folder: Path, articles: int) -> None:
    """Make a store as saves would, but at once, and without forcing anything onto the disk."""
    layout, chance = Layout(folder), random.Random(1)
    for place in (layout.articles, layout.backup, layout.snapshots):
        files.make_folder(place)
    for number in range(articles):
        of = article(number)
        tables: Tables = {name: {} for name in TABLES}
        opened = f"2025-01-01T00:00:{number % 60:02}.000Z"
        tables[META]["1"] = {"schema": SCHEMA, **article_record(of), "opened": opened}
        records = [annotation_record(note(of, chance)) for _ in range(NOTES)]
        tables[ANNOTATIONS] = {str(count): record for count, record in enumerate(records, start=1)}
        files.replace(layout.snapshot(of.text_hash), of.text.encode(), durable=False)
        for path in (layout.main(key_of(of.id)), layout.mirror(key_of(of.id))):
            files.replace(path, encode(tables), durable=False)


def milliseconds(work: Callable[[], object], times: int = 1) -> list[float]:
    """How long ``work`` takes each time."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return taken


def bare_fsync(folder: Path) -> list[float]:
    """Write 8 KiB to a new file and fsync it, 200 times."""

    def sync() -> None:
        descriptor = os.open(folder / f"sync-{time.time_ns()}", os.O_WRONLY | os.O_CREAT)
        os.write(descriptor, bytes(8192))
        os.fsync(descriptor)
        os.close(descriptor)

    return milliseconds(sync, 200)


def saving(folder: Path, articles: int, times: int, new: bool = False) -> list[float]:
    """Save a note on one article or another, or the first notes on ``new`` ones, with their texts."""
    chance, store = random.Random(2), Store(folder)

    def save() -> None:
        of = article(articles + len(taken) if new else chance.randrange(articles))
        started = time.perf_counter()
        store.put(of, note(of, chance))
        taken.append(1000 * (time.perf_counter() - started))

    taken: list[float] = []
    for _ in range(times):
        save()
    return taken


def blocked(work: Callable[[], object]) -> list[float]:
    """How late a thread that wants to run every 2 ms is at worst while ``work`` runs in another one."""
    other = threading.Thread(target=work)
    late, now = [0.0], time.perf_counter()
    other.start()
    while other.is_alive():
        time.sleep(0.002)
        late.append(1000 * (time.perf_counter() - now) - 2)
        now = time.perf_counter()
    return late


def at_share(values: Sequence[float], share: float) -> float:
    """The value below which this share of ``values`` lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def speed(folder: Path, articles: int, saves: int) -> list[Figure]:
    """Figures of a store of ``articles`` with ten notes each, and of so many saves."""
    place = folder / "notes"
    fill(place, articles)
    bare, saved = bare_fsync(folder), saving(place, articles, saves)
    first = saving(place, articles, saves * 2 // 5, new=True)
    quiet = blocked(lambda: time.sleep(1))
    while_saving = blocked(lambda: saving(place, articles, saves * 2 // 5))
    made = Store(place, in_background=lambda make: make())
    while_copying = blocked(lambda: made.opened(article(0)))
    Store(place).articles(), Store(place).search(_RARE)
    time.sleep(0.1)  # what was just written is read once more
    Store(place).articles(), Store(place).search(_RARE)
    unknown = milliseconds(lambda: Store(place).like("0" * 64, "/nowhere"), 7)
    checked = [each / 1000 for each in milliseconds(lambda: Store(place).check())]
    again = milliseconds(lambda: made.search(_RARE), 7)
    found = len(Store(place).search(_RARE))
    return [
        Figure("bare fsync of 8 KiB, p50", "ms", (at_share(bare, 0.5),)),
        Figure("bare fsync of 8 KiB, p99", "ms", (at_share(bare, 0.99),)),
        Figure("saving a note, p50", "ms", (at_share(saved, 0.5),), 3),
        Figure("saving a note, p99", "ms", (at_share(saved, 0.99),), 20),
        Figure("saving the first note on an article, p50", "ms", (at_share(first, 0.5),)),
        Figure("looking for an unknown article", "ms", tuple(unknown), 20),
        Figure("checking every file", "s", tuple(checked)),
        Figure("interface late, nothing done", "ms", (max(quiet),)),
        Figure("interface late while notes are saved", "ms", (max(while_saving),), 16),
        Figure("interface late while the day's copy is made", "ms", (max(while_copying),)),
        Figure("opening the library", "ms", tuple(milliseconds(lambda: Store(place).articles(), 7)), 150),
        Figure(
            "searching all notes, index read again",
            "ms",
            tuple(milliseconds(lambda: Store(place).search(_RARE), 7)),
            200,
            note=f"{found} found",
        ),
        Figure("searching all notes again", "ms", tuple(again[1:]), 200),
    ]


def safety(folder: Path, kills: int) -> list[Figure]:
    """What is lost of what was acknowledged."""
    outcomes = {
        "notes lost, one writer killed": trials.killed(folder, kills, 1),
        "notes lost, four writers killed": trials.killed(folder, kills, 4),
        "notes lost, four writers at once": trials.raced(folder, 4, 100),
        "counts lost, four writers at once": trials.counted(folder, 4, 250),
    }
    for name, reading in (("saving", False), ("reading", True)):
        place = folder / name
        place.mkdir()
        outcomes[f"notes lost, a fault at every call of {name}"] = faulted(place, reading=reading)
    for outcome in outcomes.values():
        for loss in outcome.losses:
            print(f"LOST: {loss}", file=sys.stderr)
    return [
        Figure(
            name,
            "count",
            (float(len(outcome.losses)),),
            0,
            note=f"{outcome.trials:,} trials, {outcome.acknowledged:,} acknowledged",
        )
        for name, outcome in outcomes.items()
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Run as a program; the exit code."""
    parser = argparse.ArgumentParser(
        "store", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=5_000, help="with ten notes each (5000)")
    parser.add_argument(
        "--kills", type=int, default=100, help="of one writer, and of four (100); 0 for none, and no faults"
    )
    parser.add_argument("--saves", type=int, default=500, help="how often a note is saved (500)")
    parser.add_argument("--folder", help="where to work; else the system's folder for temporary files")
    options = parser.parse_args(argv)
    facts = machine()
    with tempfile.TemporaryDirectory(prefix="postil-store-", dir=options.folder) as folder:
        figures = safety(Path(folder), options.kills) if options.kills else []
        figures += speed(Path(folder), options.articles, options.saves)
    print(", ".join(f"{name} {value}" for name, value in facts.items()), table(figures), sep="\n\n")
    return int(any(figure.is_met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
