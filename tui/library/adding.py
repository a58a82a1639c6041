"""Add articles to the library, to be read later: several at once, fetched from each server one by one."""

import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from urllib.parse import urlsplit

from tui.domain.article import Article
from tui.domain.errors import PostilError
from tui.domain.library import ReadingPosition
from tui.library import Library
from tui.library.reopen import known_article, stored_article
from tui.sources.lists import entries_at, entries_of, piped
from tui.sources.open import is_web_address, open_article

PAUSE = 1.0
"""Seconds between two pages of one server."""
_MOST_AT_ONCE = 8
"""Servers that are asked side by side."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of one thing that was to be added.

    Attributes:
        location: its path or address, as it was given.
        title: of the article, or empty where there is none.
        is_new: whether it was not in the library before.
        problem: why it could not be added, in a line that names it, or empty.
    """

    location: str
    title: str = ""
    is_new: bool = False
    problem: str = ""


class Adding:
    """Adds articles to a library. What fails is reported, and the others go on."""

    def __init__(self, library: Library, *, is_read: bool = False, pause: float = PAUSE) -> None:
        """Add to ``library``.

        Args:
            library: where they are stored.
            is_read: whether they were read to the end already.
            pause: seconds between two pages of one server.
        """
        self._library = library
        self._is_read = is_read
        self._pause = pause
        self._is_over = Event()

    def run(self, given: Sequence[str]) -> Iterator[Added]:
        """Add what is given, and what lists among it name; yield what came of each, in this order.

        Args:
            given: paths, addresses, lists, or ``-``.
        """
        works = [work for location in given for work in self._works(location)]
        lanes: dict[str, list[tuple[Callable[[], Added], Future[Added]]]] = {}
        futures: list[Future[Added]] = []
        for server, work in works:
            future: Future[Added] = Future()
            futures.append(future)
            lanes.setdefault(server, []).append((work, future))
        with ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="adding") as pool:
            for server, lane in lanes.items():
                pool.submit(self._work_off, server, lane)
            try:
                for future in futures:
                    yield future.result()
            finally:
                self._is_over.set()

    def _works(self, location: str) -> Iterator[tuple[str, Callable[[], Added]]]:
        """Yield what is to be done for one thing that was given, and the server that it asks."""
        if location == "-":
            data = piped()
            locations = [entry.location for entry in entries_of(data, "") or ()]
            if not locations:
                yield "", lambda: self._add("-", lambda: open_article("-", stdin=io.BytesIO(data)))
        else:
            locations = [entry.location for entry in entries_at(location)] or [location]
        for each in locations:
            server = (urlsplit(each).hostname or "") if is_web_address(each) else ""
            yield server, lambda each=each: self._add(each, lambda: self._library.open(each))  # type: ignore[misc]

    def _work_off(self, server: str, lane: Sequence[tuple[Callable[[], Added], Future[Added]]]) -> None:
        for number, (work, future) in enumerate(lane):
            if number and server:
                self._is_over.wait(self._pause)
            if self._is_over.is_set():
                future.cancel()
                continue
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

    def _add(self, location: str, read: Callable[[], Article]) -> Added:
        known = known_article(self._library, location)
        if known is not None and stored_article(self._library, known) is not None:
            return Added(location, known.title)
        try:
            article = self._library.as_stored(read())
            is_new = all(each.id != article.id for each in self._library.recent())
            # Of what is there already the text may be missing, which earlier versions did not store.
            self._library.opened(article)
            if is_new and self._is_read:
                self._library.save_position(article, ReadingPosition(len(article.text), 1.0))
        except PostilError as error:
            return Added(location, problem=str(error))
        return Added(location, article.title, is_new)
