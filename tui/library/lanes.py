"""Work on several servers side by side, and on each politely: one thing after another, with a pause."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from tui.sources.open import is_web_address

T = TypeVar("T")

PAUSE = 1.0
"""Seconds between two pages of one server."""
_MOST_AT_ONCE = 8
"""Servers that are asked side by side."""


def server_of(location: str) -> str:
    """Return the name of the server that has to be asked for a location, or empty for a file."""
    try:
        return (urlsplit(location).hostname or "") if is_web_address(location) else ""
    except ValueError:
        return ""


def side_by_side(
    works: Sequence[tuple[str, Callable[[], T]]],
    pause: float = PAUSE,
    *,
    in_order: bool = True,
    is_over: Event | None = None,
) -> Iterator[T]:
    """Yield what comes of each work.

    Whoever takes no more ends those that were not begun, and does not wait for those that were. Neither
    does the end of the program, so a work must leave nothing half done, wherever it is ended.

    Args:
        works: the server that each asks, empty for none; and what it does. What one raises is raised here.
        pause: seconds between two works on one server.
        in_order: whether in the order of the works; else each as soon as it is done.
        is_over: once it is set, from any thread, nothing more is begun, and what was to come ends in a
            ``CancelledError``.
    """
    is_over = is_over or Event()
    lanes: dict[str, _Lane[T]] = {}
    futures: list[Future[T]] = []
    done: SimpleQueue[Future[T]] = SimpleQueue()
    for server, work in works:
        future: Future[T] = Future()
        future.add_done_callback(done.put)
        futures.append(future)
        lanes.setdefault(server, _Lane([], pause if server else 0.0)).works.append((work, future))
    waiting: SimpleQueue[_Lane[T]] = SimpleQueue()
    for lane in lanes.values():
        waiting.put(lane)
    for _ in range(min(_MOST_AT_ONCE, len(lanes))):
        # Threads of a pool would be waited for, and a server may be silent for long.
        Thread(target=_work_off, args=(waiting, is_over), name="lane", daemon=True).start()
    try:
        for future in futures:
            yield (future if in_order else done.get()).result()
    finally:
        is_over.set()


class _Lane(NamedTuple, Generic[T]):
    """What is to be done one after another, with a pause in seconds between."""

    works: list[tuple[Callable[[], T], Future[T]]]
    pause: float


def _work_off(waiting: SimpleQueue[_Lane[T]], is_over: Event) -> None:
    """Work off one lane after another, until none is waiting."""
    with suppress(Empty):
        while True:
            lane = waiting.get_nowait()
            for number, (work, future) in enumerate(lane.works):
                if number and lane.pause:
                    is_over.wait(lane.pause)
                if is_over.is_set():
                    future.cancel()
                    continue
                try:
                    future.set_result(work())
                except BaseException as error:
                    future.set_exception(error)
