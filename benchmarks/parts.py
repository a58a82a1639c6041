"""What is measured in turn; each part gives figures and what is asked of them."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from benchmarks import texts
from benchmarks.figures import Figure, ratio
from benchmarks.keys import split_keys
from benchmarks.replay import Area, first_time, highlights, last_time, shows
from benchmarks.session import Press, Session
from benchmarks.setting import SHORT, SHORT_NAME, SHORT_WORD, Setting, floor
from benchmarks.terminal import Memory, Size, environment

TEXT_AREA = Area(3, 1, 66, 36)
"""Where nothing but text stands, whatever the pane next to it does."""
SMALLER = Size(100, 32)
SMALLER_AREA = Area(3, 1, 56, 28)
"""Where nothing but text stands in a terminal of either size."""
PAGE_KEYS = split_keys("<space><c-d>b<space><c-d><c-d><space>b")
"""All of them move the text, so that characters alone tell when they were answered."""
RHYTHM = 0.13
"""Seconds from key to key: as fast as a person leafs through pages."""
OTHER_KEYS = split_keys("jjj))}}kk]e]e[e]p]l]q]q[q3}G<c-u>gg2jjjG1*nn")
"""Every kind of motion, through text and lists."""
WORKING = "finding names"
"""What the program shows while it analyses."""
LONGEST_ANALYSIS = 240.0
MEDIAN_MS, MOST_MS = 25.0, 100.0


def warm_up(setting: Setting) -> None:
    """Run everything once, so that all is compiled and read from the disk before it is measured."""
    timed(setting.analysis("warm-up"))
    timed([sys.executable, "-c", "import spacy"])
    _first_words(floor(SHORT), SHORT_WORD)
    session = Session(setting.reader(SHORT, "warm-up"), SHORT_WORD)
    session.press_until_idle(PAGE_KEYS, RHYTHM, 30)
    session.end()


def opening(setting: Setting) -> list[Figure]:
    """First words on the screen, short and long, each right before the floor of the short text."""
    short, short_floor, long, long_floor = [], [], [], []
    for number in range(setting.rounds):
        short.append(_first_words(setting.reader(SHORT, f"short-{number}"), SHORT_WORD))
        short_floor.append(_first_words(floor(SHORT), SHORT_WORD))
        long.append(_first_words(setting.reader(setting.long, f"long-{number}"), texts.FIRST_WORD))
        long_floor.append(_first_words(floor(SHORT), SHORT_WORD))
    return [
        Figure("first words, floor", "s", (*short_floor, *long_floor)),
        Figure("first words, 700 words", "s", tuple(short)),
        ratio("first words, 700 words / floor", short, short_floor, 1.35),
        Figure("first words, 4.2 MB", "s", tuple(long)),
        ratio("first words, 4.2 MB / floor of 700 words", long, long_floor, 2.3),
    ]


def reading(setting: Setting) -> list[Figure]:
    """Leaf through the long text from the first words until after its analysis."""
    session = Session(setting.reader(setting.long, "read"), texts.FIRST_WORD)
    is_done = session.press_until_idle(PAGE_KEYS, RHYTHM, LONGEST_ANALYSIS)
    session.press_steadily(PAGE_KEYS, RHYTHM, 5)
    memory = session.end()
    presses = session.presses(TEXT_AREA, with_style=False)
    begun = first_time(session.run, shows(WORKING)) or 0.0
    ended = (last_time(session.run, shows(WORKING)) or presses[-1].sent) + 1.0
    phases = {
        "while spaCy is imported": [press for press in presses if press.sent < begun],
        "during the analysis": [press for press in presses if begun <= press.sent < ended],
        "afterwards": [press for press in presses if press.sent >= ended],
    }
    figures = [figure for name, some in phases.items() for figure in key_figures(f"key, {name}", some)]
    if is_done:
        figures.append(Figure("analysis of 4.2 MB", "s", (ended - 1.0,)))
    return [*figures, *_floor_keys(setting), *_memory_figures(memory)]


def _floor_keys(setting: Setting) -> list[Figure]:
    """The same keys in the floor: what the machine and Textual take of the figures above."""
    session = Session(floor(setting.long), texts.FIRST_WORD)
    session.press_steadily(split_keys("<space><space>b<space>"), RHYTHM, 8)
    session.end()
    return key_figures("key, floor", session.presses(TEXT_AREA, with_style=False), asked=False)


def _memory_figures(memory: Memory) -> list[Figure]:
    return [
        Figure("memory before the analysis", "MiB", (memory.before_children,), 200),
        Figure("memory of the reader, at most", "MiB", (memory.peak_program,)),
        Figure("memory of reader and analysis, at most", "MiB", (memory.peak_tree,)),
    ]


def again(setting: Setting) -> list[Figure]:
    """Open what was analysed before, press every kind of key, change the size."""
    if not setting.data("read").exists():
        reading(setting)  # what this part opens again
    return [*_highlights_at_once(setting), *_long_again(setting)]


def _highlights_at_once(setting: Setting) -> list[Figure]:
    first, coloured, imported = [], [], []
    for _ in range(setting.rounds):
        session = Session(setting.reader(SHORT, "warm-up"), SHORT_WORD)
        session.terminal.collect(1.5)
        session.end()
        words = first_time(session.run, shows(SHORT_WORD))
        names = first_time(session.run, highlights(SHORT_NAME, SHORT_WORD))
        first.append(words or 0.0)
        coloured.append(1000 * ((names or 99.0) - (words or 0.0)))
        imported.append(0.0 if session.terminal.child_since is None else 1.0)
    return [
        Figure("first words, 700 words, analysed before", "s", tuple(first)),
        Figure("highlights after the first words, analysed before", "ms", tuple(coloured), 17, by_worst=True),
        Figure("analysis started, analysed before", "times", tuple(imported), 0, by_worst=True),
    ]


def _long_again(setting: Setting) -> list[Figure]:
    session = Session(setting.reader(setting.long, "read"), texts.FIRST_WORD)
    session.press_steadily(PAGE_KEYS, RHYTHM, 5)
    paged = len(session.presses())
    session.press_calmly(OTHER_KEYS)
    pages = session.presses(TEXT_AREA, with_style=False)[:paged]
    others = session.presses()[paged:]
    original = session.terminal.size
    for _ in range(3):
        session.resize(SMALLER)
        session.resize(original)
    memory = session.end()
    words = first_time(session.run, shows(texts.FIRST_WORD)) or 0.0
    resizes = session.resizes(SMALLER_AREA, with_style=False)
    return [
        Figure("first words, 4.2 MB, analysed before", "s", (words,)),
        *key_figures("key, 4.2 MB analysed before", pages),
        *key_figures("key, every kind of motion", others),
        Figure("resize, 4.2 MB", "s", tuple(resizes), 0.5, by_worst=True),
        Figure("memory, 4.2 MB analysed before", "MiB", (memory.peak_tree,)),
    ]


def analyze(setting: Setting) -> list[Figure]:
    """``postil analyze`` of the short article, right before ``import spacy``, each as a whole process."""
    ours, theirs = [], []
    for number in range(setting.rounds):
        ours.append(timed(setting.analysis(f"analyze-{number}")))
        theirs.append(timed([sys.executable, "-c", "import spacy"]))
    return [
        Figure("import spacy", "s", tuple(cost.wall for cost in theirs)),
        Figure("postil analyze, 700 words", "s", tuple(cost.wall for cost in ours)),
        ratio("analyze / import spacy", [cost.wall for cost in ours], [cost.wall for cost in theirs], 1.4),
        ratio("the same, processor time", [cost.cpu for cost in ours], [cost.cpu for cost in theirs], 1.4),
    ]


def pipeline(setting: Setting) -> list[Figure]:
    """The pipeline by itself: loading it, how fast it is on one core, how it grows."""
    command = [sys.executable, "-m", "benchmarks.pipeline", str(setting.long)]
    runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
    return [
        Figure("loading the pipeline, after import spacy", "s", tuple(run["load"] for run in runs), 0.4),
        Figure("1,000 words on one core", "s", tuple(1000 / run["rate"] for run in runs), 1 / 3),
        Figure(
            "growth of memory, second half of 100,000 words", "MiB", tuple(run["growth"] for run in runs), 5
        ),
        Figure("grouping / pipeline", "times", tuple(run["grouping"] for run in runs), 0.2),
        Figure("quotations / pipeline", "times", tuple(run["quotations"] for run in runs), 0.2),
    ]


PARTS: dict[str, Callable[[Setting], list[Figure]]] = {
    "opening": opening,
    "reading": reading,
    "again": again,
    "analyze": analyze,
    "pipeline": pipeline,
}


class Cost(NamedTuple):
    """Seconds that a process and what it waited for took."""

    wall: float
    cpu: float


def timed(command: Sequence[str]) -> Cost:
    """Run a command to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, check=True, env=environment(), stdout=subprocess.DEVNULL)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.perf_counter() - started, cpu)


def _first_words(command: Sequence[str], words: str) -> float:
    session = Session(command, words)
    session.end()
    return first_time(session.run, shows(words)) or session.terminal.chunks[-1].when


def key_figures(name: str, presses: Iterable[Press], asked: bool = True) -> list[Figure]:
    """Median and slowest answer of some keys; unanswered ones are none of these, but are reported."""
    presses = list(presses)
    answers = {press: 1000 * press.answered for press in presses if press.answered is not None}
    if not answers:
        return []
    slowest = max(answers, key=answers.__getitem__)
    late = sum(answer > MOST_MS for answer in answers.values())
    note = f"{slowest.key} at {slowest.sent:.1f} s; {late} of {len(presses)} over {MOST_MS:.0f}"
    if len(answers) < len(presses):
        note += f"; {len(presses) - len(answers)} changed nothing"
    median = statistics.median(answers.values())
    return [
        Figure(f"{name}, median", "ms", (median,), MEDIAN_MS if asked else None, note=f"{len(answers)} keys"),
        Figure(f"{name}, slowest", "ms", (answers[slowest],), MOST_MS if asked else None, True, note),
    ]
