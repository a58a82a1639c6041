"""Every system call of a save goes wrong in every way, one at a time; what is lost by it."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.faulty import HALVES, MODES, Faulty
from benchmarks.trials import ARTICLE, Outcome, note, said, start
from tui.domain.errors import StoreError
from tui.store.layout import Layout, key_of
from tui.store.store import Store
from tui.system import files

_KEY = key_of(ARTICLE.id)
_GARBAGE = b'{"_meta": {"1": {"sch'


def _store(place: Path, *, daily: bool = True) -> Store:
    """A store that waits for nothing; with ``daily``, the copy of the day is made in the midst of a save."""
    return Store(place, pause=lambda _seconds: None, in_background=(lambda make: make()) if daily else None)


def _first(place: Path) -> Store:
    store = _store(place)
    store.put(ARTICLE, FIRST)
    return store


FIRST = note("first")
"""The note that is there before a save goes wrong."""


def _nothing(place: Path) -> None:
    place.mkdir()


def _edited(place: Path) -> None:
    """Add white space to the file, as a person with an editor would."""
    _first(place)
    main = Layout(place).main(_KEY)
    main.write_bytes(main.read_bytes() + b"\n")


def _damaged(place: Path) -> None:
    _first(place)
    Layout(place).main(_KEY).write_bytes(_GARBAGE)


def _both_damaged(place: Path) -> None:
    _damaged(place)
    Layout(place).mirror(_KEY).write_bytes(b"")


def _missing(place: Path) -> None:
    _first(place)
    Layout(place).main(_KEY).unlink()


def _older(place: Path) -> None:
    """An older program wrote the file."""
    _first(place)
    for path in (Layout(place).main(_KEY), Layout(place).mirror(_KEY)):
        path.write_bytes(path.read_bytes().replace(b'"schema": 2', b'"schema": 1'))


def _yesterday(place: Path) -> None:
    """There is no copy of today yet, and something that a crash left."""
    _first(place)
    [today] = Layout(place).daily.iterdir()
    today.rename(today.with_name("2024-01-01.zip"))
    (Layout(place).articles / ".postil-0123456789abcdef.tmp").write_bytes(b"half")


SCENES: dict[str, Callable[[Path], object]] = {
    "nothing is there": _nothing,
    "a note is there": _first,
    "the file was edited": _edited,
    "the file is damaged": _damaged,
    "both copies are damaged": _both_damaged,
    "the file is missing": _missing,
    "an older program wrote it": _older,
    "a copy of the day is due": _yesterday,
}
"""What a store is like before the save that goes wrong."""


def _save(place: Path, faulty: Faulty, writing: int) -> None:
    """Save a note and acknowledge it, or tell why not."""
    write, item = os.write, note("second")
    store = _store(place)
    faulty.install()
    try:
        store.put(ARTICLE, item)
        answer = f"saved {item.id}"
    except StoreError as error:
        answer = f"refused {error}"
    except Exception as error:
        answer = f"failed: {error!r}"
    write(writing, f"{answer}\n".encode())
    write(writing, f"calls {' '.join(faulty.calls)}\n".encode())


def _read(place: Path, faulty: Faulty, writing: int) -> None:
    """Tell what notes are there, and what there is to tell of them."""
    write = os.write
    store = _store(place, daily=False)
    faulty.install()
    try:
        found = store.annotations(ARTICLE.id)
        notices = store.take_notices()
        answer = f"found {len(found)}" if found else f"reported {notices}" if notices else "found none"
    except Exception as error:
        answer = f"failed: {error!r}"
    write(writing, f"{answer}\n".encode())
    write(writing, f"calls {' '.join(faulty.calls)}\n".encode())


def calls_of(folder: Path, scene: str, *, reading: bool = False) -> list[str]:
    """The names of the system calls that a save makes in a scene, or that reading makes, in order."""
    place = folder / f"calls {scene} {reading}"
    SCENES[scene](place)
    answers = _answers(_read if reading else _save, place, Faulty())
    [calls] = (line for line in answers if line.startswith("calls "))
    return calls.removeprefix("calls ").split()


def faulted(
    folder: Path,
    scenes: Sequence[str] = tuple(SCENES),
    *,
    modes: int = len(MODES) + len(HALVES),
    every: int = 1,
    reading: bool = False,
) -> Outcome:
    """Let every system call of a save go wrong, one at a time, and then save again without a fault.

    Lost is what was there before, what was acknowledged, and damaged bytes that are stored nowhere. It counts
    as lost, too, where the answer is none, nothing can be saved any more, or crashes leave litter for good.

    Args:
        folder: where to work.
        scenes: some of SCENES.
        modes: of the ways, so many for each call, in turn.
        every: strike one call in so many.
        reading: let the calls go wrong that reading makes.
    """
    trials = acknowledged = 0
    losses: list[str] = []
    for scene in scenes:
        made = folder / f"made {scene} {reading}"
        SCENES[scene](made)
        calls = calls_of(folder, scene, reading=reading)
        for at, call in list(enumerate(calls, start=1))[::every]:
            ways = MODES + HALVES if call == "write" else MODES
            for turn in range(min(modes, len(ways))):
                mode = ways[(at // every + turn) % len(ways)]
                place = folder / "place"
                shutil.copytree(made, place)
                answers = _answers(_read if reading else _save, place, Faulty(at, mode))
                wrong = [*_wrong_answer(answers, mode, scene), *_lost(place, answers, scene)]
                losses += [f"{scene}, call {at} ({call}), {mode}: {line}" for line in wrong]
                acknowledged += any(line.startswith("saved ") for line in answers)
                trials += 1
                shutil.rmtree(place)
    return Outcome(trials, acknowledged, tuple(losses))


def _answers(work: Callable[[Path, Faulty, int], None], place: Path, faulty: Faulty) -> set[str]:
    process, reading = start(lambda writing: work(place, faulty, writing))
    answers = said(reading)
    os.waitpid(process, 0)
    return answers


def _wrong_answer(answers: set[str], mode: str, scene: str) -> Iterator[str]:
    """What is wrong with what the program said."""
    answer = next((line for line in answers if not line.startswith("calls ")), "")
    if not answer and "crash" not in mode:
        yield "no answer"
    if answer.startswith("refused") and not answer.startswith("refused Not saved: "):
        yield f"reported in other words: {answer}"
    if answer.startswith("failed") or (answer == "found none" and SCENES[scene] is not _nothing):
        yield answer


def _lost(place: Path, answers: set[str], scene: str) -> Iterator[str]:
    """What is not there of what should be, before and after another save."""
    known = {line.removeprefix("saved ") for line in answers if line.startswith("saved ")}
    if SCENES[scene] is not _nothing:
        known.add(FIRST.id)
    store, after = _store(place, daily=False), note("after")
    if known - {item.id for item in store.annotations(ARTICLE.id)}:
        yield f"lost, though reported: {store.take_notices()}"
    try:
        store.put(ARTICLE, after)
    except StoreError as error:
        yield f"nothing can be saved any more: {error}"
    if (known | {after.id}) - {item.id for item in Store(place).annotations(ARTICLE.id)}:
        yield "lost after another save"
    below = [path for path in place.rglob("*") if path.is_file()]
    if SCENES[scene] in (_damaged, _both_damaged) and all(path.read_bytes() != _GARBAGE for path in below):
        yield "what was damaged is stored nowhere"
    if any(map(files.is_left_over, below)):
        yield "litter is left"
