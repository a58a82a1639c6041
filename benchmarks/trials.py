"""Programs that save and are killed, or race each other; what is lost of what they acknowledged.

The programs are forked: starting each of them would take most of the time.
"""

import contextlib
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tinydb import TinyDB, where

from tui.domain.annotation import Annotation, Motivation, describe
from tui.domain.article import Article, Block
from tui.domain.text.spans import TextSpan
from tui.store.layout import Layout, Notices, key_of
from tui.store.storage import decode
from tui.store.store import Store
from tui.store.transaction import Transactions

TEXT = "The ferry was late again. Nobody on the quay had been told why, and nobody asked."
ARTICLE = Article("ferry.txt", TEXT, (Block(0, len(TEXT)),), title="Late ferry")
TRIALS_OF_A_STORE = 20
"""Another store is made after so many kills; what was acknowledged before each is looked for after each."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of trials.

    Attributes:
        trials: how many there were.
        acknowledged: how much was acknowledged in them.
        losses: a line for each thing that was acknowledged and is not there, or that went wrong otherwise.
    """

    trials: int
    acknowledged: int
    losses: tuple[str, ...] = ()


def note(words: str) -> Annotation:
    """A note on a passage of ARTICLE."""
    return Annotation(describe(TEXT, TextSpan(4, 9), ARTICLE.text_hash), Motivation.COMMENTING, words)


def start(body: Callable[[int], None]) -> tuple[int, int]:
    """Run ``body`` in a process of its own, with a pipe to write to; the process, and where to read."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            body(writing)
        os._exit(0)
    os.close(writing)
    return process, reading


def said(reading: int, before: bytes = b"") -> set[str]:
    """All whole lines that were written until the end, ``before`` being what was read already."""
    with os.fdopen(reading, "rb") as pipe:
        return {line.decode() for line in (before + pipe.read()).split(b"\n")[:-1]}


def _save(store: Store, words: str, writing: int) -> None:
    item = note(words)
    store.put(ARTICLE, item)
    os.write(writing, f"{item.id}\n".encode())


def killed(folder: Path, trials: int, writers: int) -> Outcome:
    """Kill ``writers`` programs at once in the midst of saving, ``trials`` times.

    Each trial ends at a moment after some notes were acknowledged, so that there is something to lose.
    """
    chance = random.Random(writers)
    acknowledged = 0
    known: set[str] = set()
    losses: list[str] = []

    def save_on(writing: int) -> None:
        store = Store(place)
        while True:
            _save(store, "n", writing)

    for trial in range(trials):
        place = folder / f"killed-{writers}-{trial // TRIALS_OF_A_STORE}"
        if trial % TRIALS_OF_A_STORE == 0:
            known = set()
        started = [start(save_on) for _ in range(writers)]
        heard = _heard([reading for _, reading in started], chance.randint(1, 3 * writers))
        _spin(chance.uniform(0, 0.004))
        for process, _ in started:
            os.kill(process, signal.SIGKILL)
        for process, reading in started:
            ids = said(reading, heard[reading])
            os.waitpid(process, 0)
            acknowledged += len(ids)
            known |= ids
        store = Store(place)
        there = {item.id for item in store.annotations(ARTICLE.id)}
        losses += [f"trial {trial}: {lost} is lost" for lost in known - there]
        losses += [f"trial {trial}: {notice}" for notice in store.take_notices()]
    return Outcome(trials, acknowledged, tuple(losses))


def _heard(readings: Iterable[int], lines: int) -> dict[int, bytes]:
    """What the pipes say, until there were so many lines in all."""
    heard = dict.fromkeys(readings, b"")
    while sum(data.count(b"\n") for data in heard.values()) < lines:
        for reading in select.select(list(heard), [], [])[0]:
            heard[reading] += os.read(reading, 4096)
    return heard


def _spin(seconds: float) -> None:
    """Wait more precisely than by sleeping."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def raced(folder: Path, writers: int, saves: int) -> Outcome:
    """Have programs save on one article at once; what of their saves is overwritten by another's."""

    def save_some(writing: int) -> None:
        store = Store(folder / "raced")
        for number in range(saves):
            _save(store, str(number), writing)

    started = [start(save_some) for _ in range(writers)]
    known: set[str] = set()
    for process, reading in started:
        known |= said(reading)
        os.waitpid(process, 0)
    there = {item.id for item in Store(folder / "raced").annotations(ARTICLE.id)}
    losses = [f"{lost} is lost" for lost in known - there]
    if len(known) < writers * saves:
        losses.append(f"{writers * saves - len(known)} saves came to nothing")
    return Outcome(writers, len(known), tuple(losses))


def counted(folder: Path, writers: int, times: int) -> Outcome:
    """Have programs count up one number at once, each step a transaction; what of it is overwritten."""
    place = folder / "counted"
    Store(place).put(ARTICLE, note("first"))

    def count_up(db: TinyDB) -> None:
        [counter] = db.table("counter").search(where("value").exists()) or [{"value": 0}]
        db.table("counter").upsert({"value": counter["value"] + 1}, where("value").exists())

    def count(writing: int) -> None:
        transactions = Transactions(Layout(place), Notices())
        for number in range(times):
            transactions.change(ARTICLE.id, count_up)
            os.write(writing, f"{number}\n".encode())

    acknowledged = 0
    for process, reading in [start(count) for _ in range(writers)]:
        acknowledged += len(said(reading))
        os.waitpid(process, 0)
    tables = decode(Layout(place).main(key_of(ARTICLE.id)).read_bytes())
    reached = sum(document["value"] for document in tables.get("counter", {}).values())
    losses = () if reached == writers * times else (f"{reached} instead of {writers * times}",)
    return Outcome(writers, acknowledged, losses)
