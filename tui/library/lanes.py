"""Work on several servers side by side, and on each politely: one thing after another, with a pause."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar
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


def side_by_side(works: Sequence[tuple[str, Callable[[], T]]], pause: float = PAUSE) -> Iterator[T]:
    """Yield what comes of each work, in their order.

    Whoever takes no more ends those that were not begun.

    Args:
        works: the server that each asks, empty for none; and what it does. What one raises is raised here.
        pause: seconds between two works on one server.
    """
    is_over = Event()
    lanes: dict[str, list[tuple[Callable[[], T], Future[T]]]] = {}
    futures: list[Future[T]] = []
    for server, work in works:
        future: Future[T] = Future()
        futures.append(future)
        lanes.setdefault(server, []).append((work, future))
    with ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="lane") as pool:
        for server, lane in lanes.items():
            pool.submit(_work_off, lane, pause if server else 0.0, is_over)
        try:
            for future in futures:
                yield future.result()
        finally:
            is_over.set()


def _work_off(lane: Sequence[tuple[Callable[[], T], Future[T]]], pause: float, is_over: Event) -> None:
    for number, (work, future) in enumerate(lane):
        if number and pause:
            is_over.wait(pause)
        if is_over.is_set():
            future.cancel()
            continue
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)
