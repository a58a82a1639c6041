"""Everybody over all articles, added up, and all that is known of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest

from tui.domain.analysis import Label
from tui.domain.library import ReadArticle
from tui.domain.people import (
    NO_CHOICES,
    Appearance,
    Appearances,
    Dossier,
    MentionsIn,
    NameKey,
    NoteIn,
    PeopleChoices,
    Person,
    PersonRecord,
    QuotationIn,
    name_key,
)
from tui.domain.text.folding import whole_words_of
from tui.library import Library
from tui.library.dossiers import aliases_of, appearances_at_hand, by_date, found_in, record_of, store_known
from tui.library.people import name_of
from tui.store.people import PersonTotal

_STEP = 100
"""Articles after which progress is reported."""


class PeopleOverview:
    """The people of all articles of the library, added up. What takes long is for a thread."""

    def __init__(self, library: Library, is_wanted: Callable[[ReadArticle], bool] = lambda _: True) -> None:
        """Look at the articles of ``library`` that are wanted."""
        self._library = library
        self._is_wanted = is_wanted
        self._keys: Sequence[NameKey] = ()
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
        self._articles = {each.id: each for each in catalogue.articles() if self._is_wanted(each)}
        self.look_at_choices()
        for share in catalogue.table.update():
            self._count()
            yield min(share, 0.99)
        self._count()
        # Articles that were read before their people were cached.
        for number, article in enumerate([a for a in self._articles.values() if a.id not in self._counted]):
            store_known(self._library, article)
            if number % _STEP == _STEP - 1:
                yield 0.99
        self.count(())
        # Where who appears cannot be stored, it is not counted.
        self._missing = [each for each in self._articles.values() if each.id not in self._counted]
        yield 1.0

    def look_at_choices(self) -> None:
        """Look again whom the user follows and who was joined."""
        self._choices = self._library.catalogue.choices()

    def _count(self) -> None:
        self._counted = self._library.catalogue.table.articles() & self._articles.keys()

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
        self._keys = [total.key for totals in groups.values() for total in totals]
        articles = {key: self._number_of_articles(key, totals) for key, totals in groups.items()}
        # In the order that ``Catalogue.may_be`` has, too.
        bearers = _bearers(sorted(groups, key=lambda key: (-articles[key], key[1])))
        followed = self._choices.roots_followed
        people = []
        for key, totals in groups.items():
            may_be = bearers.get(key[1], ()) if key[0] is Label.PERSON else ()
            people.append(
                Person(
                    key,
                    totals[0].name if len(totals) == 1 else name_of(key, totals, self._choices),
                    articles[key],
                    sum(each.mentions for each in totals),
                    sum(each.quotations for each in totals),
                    max(each.last for each in totals),
                    key in followed,
                    len(self._choices.members(key)) - 1 if self._choices.joined else 0,
                    may_be,
                )
            )

        def order(one: Person) -> tuple[bool, int, int, str]:
            return not one.is_followed, -one.articles, -one.mentions, one.key[1]

        return sorted(people, key=order) if most is None else nsmallest(most, people, key=order)

    def _number_of_articles(self, key: NameKey, totals: Sequence[PersonTotal]) -> int:
        """Return in how many articles of the library one appears, joined with others or not."""
        members = self._choices.members(key) if len(totals) > 1 and self._choices.joined else ()
        if len(members) < 2:
            return sum(each.articles for each in totals)
        rows = self._library.catalogue.table.appearances(members)
        return len({row.article_id for row in rows} & self._articles.keys())

    def record_of(self, key: NameKey, cancelled: Callable[[], bool] = lambda: False) -> PersonRecord:
        """Return all that is known of a person; end early when ``cancelled()``."""
        members = self._choices.members(key)
        rows = self._library.catalogue.table.appearances(members)
        ids = {row.article_id for row in rows}
        articles = [article for article in self._articles.values() if article.id in ids]
        return record_of(self._library, members, articles, cancelled=cancelled, is_wanted=self._is_wanted)

    def joined(self, person: Person) -> list[str]:
        """Return the names of those that the user said to be the same as a person; for a thread."""
        table, members = self._library.catalogue.table, self._choices.members(person.key)
        rows = table.appearances(members[1:])
        return [name_of(key, rows, self._choices) for key in members[1:]]

    def may_be(self, person: Person) -> list[str]:
        """Return the names of those that a person may be the same as; for a thread."""
        rows = self._library.catalogue.table.appearances(person.may_be)
        return [name_of(key, rows, self._choices) for key in person.may_be]

    def notes(self) -> dict[NameKey, list[NoteIn]]:
        """Return the annotations about each of those who were ``listed``; many of them take a while."""
        by_word: dict[str, list[NameKey]] = {}
        for key in self._keys:
            for word in key[1].split()[:1]:
                by_word.setdefault(word, []).append(key)
        in_articles: dict[str, list[NoteIn]] = {}
        for hit in self._library.search():
            if hit.article.id in self._articles:
                in_articles.setdefault(hit.article.id, []).append(NoteIn(hit.article, hit.annotation))
        about: dict[NameKey, list[NoteIn]] = {}
        for article_id, notes in in_articles.items():
            appearances = appearances_at_hand(self._library, self._articles[article_id])
            places = _places(appearances)
            for note in notes:
                target = note.annotation.moved or note.annotation.target
                first, last = target.span
                is_of_it = appearances is not None and target.text_hash == appearances.text_hash
                there = {key for start, end, key in places if is_of_it and start < last and first < end}
                wording = f"{note.annotation.note} {note.annotation.target.quote.exact}"
                words = set(whole_words_of(wording))
                named = {
                    key for word in words for key in by_word.get(word, ()) if words.issuperset(key[1].split())
                }
                for root in {self._choices.root(key) for key in named | there}:
                    about.setdefault(root, []).append(note)
        return about

    def dossiers(self) -> Iterator[Dossier]:
        """Yield all that is known of each person, in the order of ``listed``; all files are read once."""
        people = self.listed()
        names = {one.key: one.name for one in people}
        notes = self.notes()
        quotations: dict[NameKey, list[QuotationIn]] = {}
        mentions: dict[NameKey, list[MentionsIn]] = {}
        for article in sorted(self._articles.values(), key=by_date):
            appearances = appearances_at_hand(self._library, article)
            members: dict[NameKey, list[Appearance]] = {}
            for one in appearances.people if appearances else ():
                members.setdefault(self._choices.root(name_key(one.label, one.name)), []).append(one)
            for root, ours in members.items():
                said, named = found_in(article, appearances.text_hash if appearances else "", ours)
                quotations.setdefault(root, []).extend(said)
                mentions.setdefault(root, []).extend(named)
        for person in people:
            key = person.key
            known = PersonRecord(quotations.get(key, ()), notes.get(key, ()), mentions.get(key, ()))
            joined = tuple(self.joined(person)) if person.joined else ()
            aliases = aliases_of(person.name, joined, known.mentions)
            may_be = tuple(names.get(each, each[1]) for each in person.may_be)
            yield Dossier(person, aliases, joined, may_be, known)


def _bearers(keys: Iterable[NameKey]) -> dict[str, tuple[NameKey, ...]]:
    """Return the persons who have a single word as a part of their name, by that word."""
    found: dict[str, list[NameKey]] = {}
    single = {words for label, words in keys if label is Label.PERSON and " " not in words}
    for key in keys:
        if key[0] is Label.PERSON and " " in key[1]:
            for word in single.intersection(key[1].split()):
                found.setdefault(word, []).append(key)
    return {word: tuple(bearers) for word, bearers in found.items()}


def _places(appearances: Appearances | None) -> list[tuple[int, int, NameKey]]:
    """Return where in an article somebody is named or says something."""
    found = []
    for one in appearances.people if appearances else ():
        key, ends = name_key(one.label, one.name), iter(one.places)
        found += [(start, end, key) for start, end in zip(ends, ends, strict=True)]
        found += [(said.start, said.end, key) for said in one.quotations]
    return found
