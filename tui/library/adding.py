"""Add articles to the library, to be read later: several at once, fetched from each server one by one."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from threading import Event, Lock, Thread

from tui.domain.annotation import TextQuoteSelector, describe
from tui.domain.article import Article
from tui.domain.errors import OpeningError, PostilError
from tui.domain.library import Added, Filing, ReadArticle, ReadingPosition
from tui.domain.serialization import InvalidRecord
from tui.domain.text.folding import find_quote
from tui.domain.text.sanitize import encodable
from tui.exchange.common import foreign_note
from tui.library import Library
from tui.library.feeds import Feeds
from tui.library.lanes import PAUSE, server_of, side_by_side
from tui.library.reopen import stored_article
from tui.sources.files import Refusal
from tui.sources.list_entries import ListEntry
from tui.sources.lists import article_of, entries_at, letters_at, listed, piped
from tui.sources.open import absolute_location, open_article


class Adding:
    """Adds articles to a library. What fails is reported, and the others go on."""

    def __init__(
        self, library: Library, *, is_read: bool = False, tags: Sequence[str] = (), pause: float = PAUSE
    ) -> None:
        """Add to ``library``.

        Args:
            library: where they are stored.
            is_read: whether they were read to the end already.
            tags: that each of them gets, besides those that a list gives it.
            pause: seconds between two pages of one server.
        """
        self._library = library
        self._is_read = is_read
        self._tags = tuple(tags)
        self._pause = pause
        self._feeds = Feeds(library, pause=pause)
        self.total = 0
        """How many things ``run`` was to add, those in lists included."""

    def run(
        self, given: Sequence[str], *, in_order: bool = True, is_over: Event | None = None
    ) -> Iterator[Added]:
        """Add what is given, and what lists among it name; yield what came of each once it is stored.

        Whoever takes no more, or ends the program, ends what is not stored yet at once.

        Args:
            given: paths, addresses, lists, mailboxes, or ``-``.
            in_order: whether in this order; else each as soon as it is there.
            is_over: ends it once it is set; see ``side_by_side``.

        Raises:
            OpeningError: standard input cannot be read.
        """
        works = [work for location in given for work in self._works(location)]
        self.total = len(works)
        return side_by_side(works, self._pause, in_order=in_order, is_over=is_over)

    def _works(self, location: str) -> Iterator[tuple[str, Callable[[], Added]]]:
        """Yield what is to be done for one thing that was given, and the server that it asks."""
        data = piped() if location == "-" else b""
        try:
            named = listed(data, location) if location == "-" else entries_at(location)
        except OpeningError as error:
            problem = Added(location, problem=str(error))
            yield "", lambda: problem
            return
        if not named and (letters := letters_at(location, data)):
            for place, read in letters:
                yield "", partial(self._add, ListEntry(place), read)
            return
        if location == "-" and not named:
            yield "", lambda: self._add(ListEntry("-"), lambda: open_article("-", stdin=io.BytesIO(data)))
        for entry in named or ([] if location == "-" else [ListEntry(location)]):
            is_at_hand = bool(entry.text) or entry.is_feed
            yield "" if is_at_hand else server_of(entry.location), partial(self._work, entry)

    def _work(self, entry: ListEntry) -> Added:
        if entry.is_feed:
            return self._feeds.follow(entry.location, entry.title)
        return self._add(entry, lambda: self._opened(entry))

    def _opened(self, entry: ListEntry) -> Article:
        """Return the article of an entry: with the text that the list has of it, else as it is now.

        Raises:
            OpeningError: it cannot be opened.
        """
        if entry.text:
            # What is stored there is what was read; a text of which nothing is left is fetched.
            with suppress(Refusal):
                return article_of(entry)
        return self._library.open(entry.location)

    def _add(self, entry: ListEntry, read: Callable[[], Article]) -> Added:
        known = self._known.get(entry.location) or self._known.get(absolute_location(entry.location))
        stored = None if known is None else stored_article(self._library, known)
        filing = Filing(entry.is_starred, entry.is_archived, (*entry.tags, *self._tags), entry.added)
        try:
            if stored is not None and known is not None:
                if known.filing.joined(filing) != known.filing:
                    self._library.catalogue.add(stored, filing)
                self._mark(stored, entry)
                return Added(entry.location, known.title)
            article = self._stored(read())
            is_read = self._is_read or entry.is_archived or entry.progress == 1.0
            # Of what is there already the text may be missing, which earlier versions did not store.
            is_new = self._library.catalogue.add(article, filing, is_read=is_read)
            if is_new and entry.progress and not is_read:
                self._library.save_position(article, _position(article.text, entry.progress))
            self._mark(article, entry)
        except PostilError as error:
            return Added(entry.location, problem=str(error))
        return Added(entry.location, article.title, is_new)

    def _stored(self, article: Article) -> Article:
        """Return the article with the id under which it is stored, if anything like it may be there."""
        is_new = self._places.isdisjoint(_likeness(article))
        return article if is_new else self._library.as_stored(article)

    @cached_property
    def _places(self) -> AbstractSet[str]:
        """What an article that was there before has in common with one that is the same."""
        return {part for known in self._library.recent() for part in _likeness(known)}

    @cached_property
    def _known(self) -> Mapping[str, ReadArticle]:
        """The articles that were there before, by their ids and the places that they were opened from last.

        Looked up once: of thousands that takes a while, and so many may be added.
        """
        known = [each for each in reversed(self._library.recent()) if each.location != "-"]
        return {place: each for each in known for place in (each.location, each.id)}

    def _mark(self, article: Article, entry: ListEntry) -> None:
        """Store the passages that were marked elsewhere; those that are there already stay as they are.

        One that stands nowhere in the text, or more than once, is stored by its wording alone.

        Raises:
            StoreError: none was stored.
        """
        made = []
        for quote, note in entry.highlights:
            iri = f"{entry.location}#{quote}\n{note}"
            day = entry.added or None
            try:
                one = foreign_note(iri, TextQuoteSelector(encodable(quote)), encodable(note), [], day, None)
            except InvalidRecord:
                continue
            places = find_quote(article.text, quote)
            if len(places) == 1:
                one = replace(one, target=describe(article.text, places[0], article.text_hash))
            made.append(one)
        if made:
            record = self._library.record_of(article)
            texts = {article.text_hash: article.text}
            self._library.merge(replace(record, annotations=tuple(made), corrections=(), texts=texts))


class Additions:
    """Adds articles while the user goes on; nothing waits for it. Safe to use from any thread.

    Attributes:
        total: how many things are to be added, as far as it is known: a list is one until it is read.
        new: how many of them were added.
        there: how many were there already.
        failed: how many could not be added.
        problems: why each of these could not, one line each, until that is known to the user.
        last: the title of what was added last, or found to be there.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = Lock()
        self._running = 0
        self._is_over = Event()
        self.total = self.new = self.there = self.failed = 0
        self.problems: tuple[str, ...] = ()
        self.last = ""

    @property
    def done(self) -> int:
        """Return of how many things it is known what came of them."""
        return self.new + self.there + self.failed

    @property
    def is_going(self) -> bool:
        """Return whether there is more to come."""
        return self._running > 0 and not self._is_over.is_set()

    def begin(self, places: Sequence[str]) -> None:
        """Add what is at these paths and addresses, besides what is being added already; return at once."""
        with self._lock:
            if not self.is_going:
                self._is_over = Event()
                self._running = self.total = self.new = self.there = self.failed = 0
                self.problems = ()
            self._running += 1
            self.total += len(places)
        Thread(target=self._add, args=(places, self._is_over), name="adding", daemon=True).start()

    def forget_problems(self) -> None:
        """Take what failed for known to the user."""
        self.problems = ()

    def stop(self) -> None:
        """Add nothing more; what is being fetched at this moment may still come."""
        self._is_over.set()

    def _add(self, places: Sequence[str], is_over: Event) -> None:
        adding = Adding(self._library)
        try:
            found = adding.run(places, in_order=False, is_over=is_over)
            with self._lock:
                self.total += adding.total - len(places)
            for each in found:
                with self._lock:
                    if is_over is self._is_over:
                        self._count(each)
        except CancelledError:
            pass
        except PostilError as error:
            with self._lock:
                self._count(Added("", problem=str(error)))
        finally:
            with self._lock:
                self._running -= is_over is self._is_over

    def _count(self, each: Added) -> None:
        if each.problem:
            self.failed += 1
            self.problems = (*self.problems, each.problem)
            return
        self.last = each.title
        if each.is_new:
            self.new += 1
        else:
            self.there += 1


def _likeness(article: Article | ReadArticle) -> Sequence[str]:
    """Return that of which an article has some in common with one that may be the same."""
    title = " ".join(article.title.casefold().split())
    return article.id, article.location, article.text_hash, f"title {title}"


def _position(text: str, progress: float) -> ReadingPosition:
    """Return the beginning of the paragraph up to which a share of the text was read."""
    return ReadingPosition(text.rfind("\n", 0, int(progress * len(text))) + 1, progress)
