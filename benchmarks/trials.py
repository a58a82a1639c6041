"""Programs that save and are killed, raced, or refused by the system; what is lost of what they acknowledged.

The programs are forked: starting each anew would take most of the time.
"""

import contextlib
import errno
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tui.domain.annotation import Annotation, Motivation, describe
from tui.domain.article import Article, Block
from tui.domain.errors import StoreError
from tui.domain.span import TextSpan
from tui.store import files
from tui.store.store import Store

TEXT = "The ferry was late again. Nobody on the quay had been told why, and nobody asked."
ARTICLE = Article("ferry.txt", TEXT, (Block(0, len(TEXT)),), title="Late ferry")


class Outcome(NamedTuple):
    """What came of trials: how many there were, what was acknowledged, and what of that was lost."""

    trials: int
    acknowledged: int
    lost: int


def note(words: str) -> Annotation:
    """A note on a passage of ARTICLE."""
    return Annotation(describe(TEXT, TextSpan(4, 9), ARTICLE.text_hash), Motivation.COMMENTING, words)


def _start(body: Callable[[int], None]) -> tuple[int, int]:
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


def _said(reading: int) -> set[str]:
    """All whole lines that were written until the end."""
    with os.fdopen(reading, "rb") as pipe:
        return {line.decode() for line in pipe.read().split(b"\n")[:-1]}


def _save(store: Store, words: str, writing: int) -> None:
    item = note(words)
    store.put(ARTICLE, item)
    os.write(writing, f"{item.id}\n".encode())


def killed(folder: Path, trials: int, writers: int) -> Outcome:
    """Kill ``writers`` programs at once in the midst of saving, ``trials`` times, one store for every 20."""
    chance = random.Random(writers)
    acknowledged = lost = 0
    known: set[str] = set()

    def save_on(writing: int) -> None:
        store = Store(place)
        while True:
            _save(store, "n", writing)

    for trial in range(trials):
        place = folder / f"killed-{writers}-{trial // 20}"
        if trial % 20 == 0:
            known = set()
        started = [_start(save_on) for _ in range(writers)]
        time.sleep(chance.uniform(0.001, 0.03))
        for process, _ in started:
            os.kill(process, signal.SIGKILL)
        for process, reading in started:
            said = _said(reading)
            os.waitpid(process, 0)
            acknowledged += len(said)
            known |= said
        there = {item.id for item in Store(place).annotations(ARTICLE.id)}
        lost += len(known - there)
    return Outcome(trials, acknowledged, lost)


def raced(folder: Path, writers: int, saves: int) -> Outcome:
    """Have programs save on one article at once; what of their saves is overwritten by another's."""

    def save_some(writing: int) -> None:
        store = Store(folder / "raced")
        for number in range(saves):
            _save(store, str(number), writing)

    started = [_start(save_some) for _ in range(writers)]
    known: set[str] = set()
    for process, reading in started:
        known |= _said(reading)
        os.waitpid(process, 0)
    there = {item.id for item in Store(folder / "raced").annotations(ARTICLE.id)}
    return Outcome(writers, len(known), len(known - there) + writers * saves - len(known))


CALLS = ("open", "write", "fsync", "replace", "close", "mkdir", "unlink")
MODES = ("crash before", "crash after", "ENOSPC", "EIO", "EACCES", "partial write")


class _Faulty:
    """System calls of ``files`` and of what it uses, of which one goes wrong; in a forked process alone."""

    def __init__(self, at: int, mode: str) -> None:
        self.count = 0
        self._at = at
        self._mode = mode

    def install(self) -> None:
        """Stand between the store and the system."""
        for name in ("open", "write", "fsync", "close"):
            setattr(files.os, name, self._wrapped(getattr(os, name), name))
        for name in ("replace", "mkdir", "unlink"):
            setattr(Path, name, self._wrapped(getattr(Path, name), name))

    def _wrapped(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count != self._at:
                return real(*arguments, **options)
            if self._mode == "crash before":
                os._exit(9)
            if self._mode == "crash after":
                real(*arguments, **options)
                os._exit(9)
            if self._mode == "partial write":
                if name == "write":
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os._exit(9)
            if name == "close":  # as Linux does: the descriptor is closed all the same
                real(*arguments, **options)
            number = getattr(errno, self._mode)
            raise OSError(number, os.strerror(number))

        return call


def faulted(folder: Path) -> Outcome:
    """Let every system call of a save go wrong in every way, one at a time; what is lost by it.

    Lost is also what was there before, and a store in which nothing can be saved any more.
    """
    trials = acknowledged = lost = 0
    Store(folder / "none").put(ARTICLE, note("first"))
    process, reading = _start(lambda writing: _with_fault(folder / "none", 0, "", writing))
    (count,) = (line for line in _said(reading) if line.startswith("calls "))
    os.waitpid(process, 0)
    for mode in MODES:
        for at in range(1, int(count.removeprefix("calls ")) + 1):
            place = folder / f"{mode.replace(' ', '-')}-{at}"
            first = note("first")
            Store(place).put(ARTICLE, first)
            process, reading = _start(lambda writing: _with_fault(place, at, mode, writing))  # noqa: B023
            said = _said(reading)
            os.waitpid(process, 0)
            kept = {line for line in said if not line.startswith("calls ")}
            trials += 1
            acknowledged += len(kept)
            after = note("after")
            try:
                Store(place).put(ARTICLE, after)
            except StoreError:
                lost += 1
            there = {item.id for item in Store(place).annotations(ARTICLE.id)}
            lost += len(({first.id, after.id} | kept) - there)
    return Outcome(trials, acknowledged, lost)


def _with_fault(place: Path, at: int, mode: str, writing: int) -> None:
    write, faulty = os.write, _Faulty(at, mode)
    store, item = Store(place), note("second")
    faulty.install()
    try:
        store.put(ARTICLE, item)
        write(writing, f"{item.id}\n".encode())
    except StoreError:
        pass
    write(writing, f"calls {faulty.count}\n".encode())
