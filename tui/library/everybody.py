"""Everybody over all articles, added up, and all that is known of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

from tui.domain.analysis import Label
from tui.domain.annotation import Annotation
from tui.domain.errors import PostilError
from tui.domain.library import ReadArticle
from tui.domain.people import (
    NO_CHOICES,
    Appearances,
    NameKey,
    PeopleChoices,
    Person,
    StoredQuotation,
    appearances_in,
    appearances_of,
)
from tui.domain.text.folding import has_words
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.library.people import name_of
from tui.library.reopen import article_at_hand
from tui.store.people import PersonTotal

_STEP = 100
"""Articles after which progress is reported."""


class QuotationIn(NamedTuple):
    """What a person said, and in which article; ``text_hash`` is of the text that it stands in."""

    article: ReadArticle
    quotation: StoredQuotation
    text_hash: str


class MentionsIn(NamedTuple):
    """An article that names a person: how often, and where first."""

    article: ReadArticle
    mentions: int
    first: TextSpan
    name: str
    text_hash: str


class NoteIn(NamedTuple):
    """An annotation that is about a person."""

    article: ReadArticle
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """All that is known of a person; the article last opened comes first.

    Attributes:
        quotations: in the order of each article.
        notes: annotations on what the person said, where the person is named, or that name the person.
        mentions: each article once.
    """

    quotations: Sequence[QuotationIn] = ()
    notes: Sequence[NoteIn] = ()
    mentions: Sequence[MentionsIn] = ()


class PeopleOverview:
    """The people of all articles of the library, added up. What takes long is for a thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._articles: dict[str, ReadArticle] = {}
        self._missing: list[ReadArticle] = []
        self._choices = NO_CHOICES
        self._counted: frozenset[str] = frozenset()

    @property
    def articles(self) -> int:
        """Return how many articles there are."""
        return len(self._articles)

    @property
    def counted(self) -> int:
        """Return of how many of them it is known who appears."""
        return len(self._counted)

    @property
    def choices(self) -> PeopleChoices:
        """Return what the user said of people, as it was when that was last looked at."""
        return self._choices

    def gather(self) -> Iterator[float]:
        """Add up; yield the share that is done, from 0 to 1, every now and then."""
        catalogue = self._library.catalogue
        self._articles = {article.id: article for article in catalogue.articles()}
        self.look_at_choices()
        for share in catalogue.table.update():
            self._count()
            yield min(share, 0.99)
        self._count()
        # Articles that were read before their people were cached.
        known, missing = self._library.analysed_texts, []
        for article in [each for each in self._articles.values() if each.id not in self._counted]:
            if article.text_hash not in known or not self._has_cached(article):
                missing.append(article)
            elif len(missing) % _STEP == 0:
                yield 0.99
        self._missing = missing
        self._count()
        yield 1.0

    def look_at_choices(self) -> None:
        """Look again whom the user follows and who was joined."""
        self._choices = self._library.catalogue.choices()

    def _count(self) -> None:
        self._counted = self._library.catalogue.table.articles() & self._articles.keys()

    def _has_cached(self, article: ReadArticle) -> bool:
        """Return whether the people of an article could be stored by its cached analysis."""
        return self._missing_appearances(article) is not None

    def _missing_appearances(self, known: ReadArticle) -> Appearances | None:
        """Return the people of an article by its cached analysis, if its text is there, and cache them."""
        article, analysis = article_at_hand(self._library, known), None
        if article is None or article.text_hash != known.text_hash:
            return None
        with suppress(PostilError):
            # The source may have said more than was stored, so the analysis is asked for by the text.
            analysis = self._library.stored_analysis(known, known.text_hash)
            if analysis is None and (found := self._library.cached_analysis(article)):
                analysis = self._library.corrected_analysis(article, found)
        if analysis is None:
            return None
        self._library.catalogue.save_appearances(article, known.id, analysis)
        return appearances_in(known.id, article.text, article.text_hash, analysis)

    @property
    def missing(self) -> Sequence[ReadArticle]:
        """Return the articles of which ``gather`` could not say who appears: they are not analysed yet."""
        return self._missing

    def elsewhere(self, key: NameKey, article_id: str) -> list[ReadArticle]:
        """Return the other articles that a person appears in, last opened first; for a thread."""
        rows = self._library.catalogue.table.appearances(self._choices.members(key))
        ids = {row.article_id for row in rows} - {article_id}
        return [article for article in self._articles.values() if article.id in ids]

    def count(self, article_ids: Iterable[str]) -> None:
        """Add up articles that were analysed since ``gather`` looked."""
        done = set(article_ids)
        self._missing = [each for each in self._missing if each.id not in done]
        for _ in self._library.catalogue.table.update():
            pass
        self._count()

    def listed(self, most: int | None = None) -> list[Person]:
        """Return all who were counted so far, or ``most`` of them; for a thread.

        Those who are followed come first, and then those in most articles.
        """
        shelf = {article.id: article.date for article in self._articles.values()}
        groups: dict[NameKey, list[PersonTotal]] = {}
        for total in self._library.catalogue.table.totals(shelf):
            groups.setdefault(self._choices.root(total.key), []).append(total)
        bearers = _bearers(groups)
        followed = {self._choices.root(key) for key in self._choices.followed}
        people = []
        for key, totals in groups.items():
            joined = self._choices.members(key) if len(totals) > 1 and self._choices.joined else ()
            may_be = bearers.get(key[1], ()) if key[0] is Label.PERSON else ()
            people.append(
                Person(
                    key,
                    totals[0].name if len(totals) == 1 else name_of(key, totals, self._choices),
                    self._articles_of(joined) if len(joined) > 1 else sum(each.articles for each in totals),
                    sum(each.mentions for each in totals),
                    sum(each.quotations for each in totals),
                    max(each.last for each in totals),
                    key in followed,
                    max(0, len(joined) - 1),
                    may_be,
                )
            )

        def order(one: Person) -> tuple[bool, int, int, str]:
            return not one.is_followed, -one.articles, -one.mentions, one.key[1]

        return sorted(people, key=order) if most is None else nsmallest(most, people, key=order)

    def _articles_of(self, keys: Iterable[NameKey]) -> int:
        """Return how many articles of the library several people appear in."""
        rows = self._library.catalogue.table.appearances(keys)
        return len({row.article_id for row in rows} & self._articles.keys())

    def record_of(self, key: NameKey, cancelled: Callable[[], bool] = lambda: False) -> PersonRecord:
        """Return all that is known of a person; end early when ``cancelled()``."""
        members = self._choices.members(key)
        rows = self._library.catalogue.table.appearances(members)
        found: dict[str, Appearances] = {}
        for article_id in {row.article_id for row in rows}:
            appearances = self._library.catalogue.appearances_of(article_id)
            if cancelled():
                return PersonRecord()
            if appearances is not None:
                found[article_id] = appearances
        quotations: list[QuotationIn] = []
        mentions: list[MentionsIn] = []
        for article in self._articles.values():
            if article.id not in found:
                continue
            text_hash = found[article.id].text_hash
            ours = list(appearances_of(found[article.id], *members))
            quotes = sorted((each for one in ours for each in one.quotations), key=lambda each: each.start)
            quotations += [QuotationIn(article, each, text_hash) for each in quotes]
            spans = sorted(span for one in ours for span in one.mentions)
            if spans:
                mentions.append(MentionsIn(article, len(spans), spans[0], ours[0].name, text_hash))
        return PersonRecord(quotations, self._notes(members, found), mentions)

    def _notes(self, members: Sequence[NameKey], found: dict[str, Appearances]) -> list[NoteIn]:
        """Return the annotations on what a person said or where it is named, and those that hold the name."""
        # Where the person is named in an article, and what it said there.
        spans: dict[str, list[TextSpan]] = {article_id: [] for article_id in found}
        for article_id, each in found.items():
            for one in appearances_of(each, *members):
                said = (TextSpan(quotation.start, quotation.end) for quotation in one.quotations)
                spans[article_id] += [*one.mentions, *said]
        notes: dict[str, NoteIn] = {}
        for _, name in members:
            for note in self._library.search(name):
                annotation = note.annotation
                if has_words(f"{annotation.note} {annotation.target.quote.exact}", name.split()):
                    notes[annotation.id] = NoteIn(note.article, annotation)
        for note in self._library.catalogue.notes_on(found.keys()):
            annotation = note.annotation
            target = annotation.moved or annotation.target
            is_of_it = target.text_hash == found[note.article.id].text_hash
            if is_of_it and any(span.overlaps(*target.span) for span in spans[note.article.id]):
                notes[annotation.id] = NoteIn(note.article, annotation)
        order = {article_id: number for number, article_id in enumerate(self._articles)}
        return sorted(
            notes.values(),
            key=lambda each: (order.get(each.article.id, -1), each.annotation.target.position.start),
        )


def _bearers(keys: Iterable[NameKey]) -> dict[str, tuple[NameKey, ...]]:
    """Return the persons who have a single word as a part of their name, by that word."""
    found: dict[str, list[NameKey]] = {}
    single = {words for label, words in keys if label is Label.PERSON and " " not in words}
    for key in keys:
        if key[0] is Label.PERSON and " " in key[1]:
            for word in single.intersection(key[1].split()):
                found.setdefault(word, []).append(key)
    return {word: tuple(bearers) for word, bearers in found.items()}
