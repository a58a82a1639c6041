"""People over all articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from tui.domain.analysis import Analysis, Label
from tui.domain.annotation import Annotation, Target, TextPositionSelector, TextQuoteSelector
from tui.domain.article import Article
from tui.domain.errors import PostilError
from tui.domain.library import ArticleHit, OpenRequest, ReadArticle, ReadingPosition, SearchHit
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
from tui.domain.text.folding import has_words, normalize, words_of
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.library.reopen import article_at_hand
from tui.store.index import AppearanceFiles
from tui.store.people import PeopleEdits, PeopleTable, PersonIn, PersonTotal
from tui.store.store import Store

_FEW = 500
"""Articles of which it takes no time to see whether any has changed."""


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """What there is to show of an article before it is opened.

    Attributes:
        article: which it is.
        position: where reading stopped, with the text around that place, or None.
        notes: its annotations, in the order of the text.
        appearances: who is named, or None where it was not analysed yet.
    """

    article: ReadArticle
    position: ReadingPosition | None
    notes: Sequence[Annotation]
    appearances: Appearances | None


class PersonInArticle:
    """An article that names a person: how often, and what the person says there.

    Attributes:
        article: the article.
        mentions, quotations: how often the person is named and quoted there.
    """

    def __init__(
        self,
        article: ReadArticle,
        mentions: int,
        quotations: int,
        read: Callable[[], tuple[Sequence[StoredQuotation], Target | None]],
    ) -> None:
        """Read what was said, and the first mention, when either is asked for: a small file."""
        self.article = article
        self.mentions = mentions
        self.quotations = quotations
        self._read = read

    @cached_property
    def _found(self) -> tuple[Sequence[StoredQuotation], Target | None]:
        return self._read()

    @property
    def said(self) -> Sequence[StoredQuotation]:
        """Return the quotations, in the order of the text; a small file is read."""
        return self._found[0]

    @property
    def first(self) -> Target | None:
        """Return where the person is first named, or None where that is not known any more."""
        return self._found[1]

    def request(self, quotation: StoredQuotation | None = None) -> OpenRequest:
        """Return what opens the article at a quotation, else at the first mention."""
        target = self.first
        if quotation is not None and target is not None:
            target = quotation.target(target.text_hash)
        return OpenRequest(self.article.location, self.article, target)


@dataclass(frozen=True, slots=True)
class PersonElsewhere:
    """What is known of a person or body over the library.

    Attributes:
        key: who it is; of several that were joined, the one that stands for them.
        name: the commonest spelling.
        aliases: in which other words it is named, the commonest first.
        articles, mentions, quotations: in how many articles, how often named, how much said, in all.
        last: the date of the newest of these articles, or empty.
        others: the articles, the newest first, but the one that was excepted.
        is_followed: whether the user follows it.
        not_analysed: of how many articles of the library it is not known who appears; of thousands that
            may be as it was some time ago.
    """

    key: NameKey
    name: str
    aliases: tuple[str, ...]
    articles: int
    mentions: int
    quotations: int
    last: str
    others: tuple[PersonInArticle, ...]
    is_followed: bool
    not_analysed: int


def name_of(key: NameKey, rows: Iterable[PersonIn | PersonTotal], choices: PeopleChoices) -> str:
    """Return the commonest spelling of a person, or else as the user saw it."""
    spellings: Counter[str] = Counter()
    for row in rows:
        if row.key == key:
            spellings[row.name] += row.mentions
    return min(spellings, key=lambda each: (-spellings[each], each), default=choices.names.get(key, key[1]))


def _target(span: TextSpan, name: str, text_hash: str) -> Target:
    return Target(TextPositionSelector(*span), TextQuoteSelector(name), text_hash)


class Catalogue:
    """What is stored of all articles together. May be used from several threads."""

    def __init__(self, store: Store, people: Path) -> None:
        """Read ``store``, and cache the people of each article in the folder ``people``."""
        self._store = store
        self._people = AppearanceFiles(people)
        self.table = PeopleTable(self._people, people.parent)
        """Who appears in which articles."""

    def known_articles(self) -> tuple[ReadArticle, ...]:
        """Return the articles, last opened first, at once.

        Of many they may be as they were some time ago, and where that is not known there are none:
        ``articles`` returns them as they are.
        """
        known = self._store.known_articles()
        return self._store.articles() if 0 < len(known) <= _FEW else known

    def articles(self) -> tuple[ReadArticle, ...]:
        """Return the articles as they are, last opened first; of thousands that takes a while."""
        return self._store.articles()

    def tags(self) -> dict[str, int]:
        """Return how many annotations have each tag, as it is spelt."""
        return self._store.tags()

    def find(self, words: str, tag: str = "") -> tuple[ArticleHit, ...]:
        """Return what holds all of ``words``: titles, and annotations in their note, passage or tags.

        With a tag only annotations that have it are found, all of them where there are no words; else
        nothing is found without words. Case, accents and styles of marks do not matter. The article
        last opened comes first, and its annotations in the order of its text.
        """
        wanted = words_of(words)
        if not wanted and not tag:
            return ()
        notes: dict[str, list[SearchHit]] = {}
        for note in self._store.search(words, tag=tag):
            notes.setdefault(note.article.id, []).append(note)
        found = []
        for article in self._store.known_articles():
            title = normalize(article.title)
            in_title = not tag and all(word in title for word in wanted)
            if in_title or article.id in notes:
                found.append(ArticleHit(article, in_title, tuple(notes.pop(article.id, ()))))
        # Those are left that were new a moment ago.
        found += [ArticleHit(some[0].article, False, tuple(some)) for some in notes.values()]
        return tuple(found)

    def save_appearances(self, article: Article, article_id: str, analysis: Analysis) -> None:
        """Cache the people of an article, which is stored under ``article_id``, by its corrected analysis."""
        self.table.put(appearances_in(article_id, article.text, article.text_hash, analysis))

    def notes_on(self, article_ids: Collection[str]) -> tuple[SearchHit, ...]:
        """Return the annotations on some articles; the one last opened comes first."""
        return self._store.notes_on(article_ids)

    @property
    def edits(self) -> PeopleEdits:
        """Return what follows, joins and parts people over the library, and undoes that."""
        return self._store.people

    def choices(self) -> PeopleChoices:
        """Return whom the user follows, and who the user said is the same."""
        return self._store.people.choices()

    def person_elsewhere(self, key: NameKey, except_article: str = "") -> PersonElsewhere:
        """Return what is known over the library of a person or body; quick, but for a thread.

        The first time that anybody is looked up it takes seconds where there are thousands of articles.

        Args:
            key: who it is, as ``name_key`` gives it.
            except_article: the id of an article that is not listed among the others.
        """
        for _ in self.table.update():
            pass
        choices = self.choices()
        members = choices.members(key)
        rows: dict[str, list[PersonIn]] = {}
        for row in self.table.appearances(members):
            rows.setdefault(row.article_id, []).append(row)
        articles = self._store.some_articles(rows)
        found = [row for article in articles for row in rows[article.id]]
        others = sorted(articles, key=lambda each: each.date, reverse=True)
        listed = [each for each in others if each.id != except_article]
        wordings = self.table.wordings(members)
        for row in found:
            wordings[row.name] += 1
        name = name_of(members[0], found, choices)
        return PersonElsewhere(
            key=members[0],
            name=name,
            aliases=tuple(wording for wording, _ in wordings.most_common() if wording != name),
            articles=len(articles),
            mentions=sum(row.mentions for row in found),
            quotations=sum(row.quotations for row in found),
            last=others[0].date if others else "",
            others=tuple(self._in_article(article, rows[article.id], members) for article in listed),
            is_followed=choices.follows(key),
            not_analysed=len(self._ids() - self.table.articles()),
        )

    def _ids(self) -> AbstractSet[str]:
        """Return the ids of all articles, at once; of many they may be as they were some time ago."""
        known = self._store.known_ids()
        return {article.id for article in self._store.articles()} if len(known) <= _FEW else known

    def _in_article(
        self, article: ReadArticle, rows: Sequence[PersonIn], members: Collection[NameKey]
    ) -> PersonInArticle:
        mentions, quotations = sum(row.mentions for row in rows), sum(row.quotations for row in rows)

        def read() -> tuple[Sequence[StoredQuotation], Target | None]:
            appearances = self.appearances_of(article.id)
            if appearances is None:
                return (), None
            ours = list(appearances_of(appearances, *members))
            said = sorted((each for one in ours for each in one.quotations), key=lambda each: each.start)
            first = min(((span, one.name) for one in ours for span in one.mentions), default=None)
            return said, _target(*first, appearances.text_hash) if first else None

        return PersonInArticle(article, mentions, quotations, read)

    def names(self, article_id: str) -> int | None:
        """Return how many names there are in an article, or None where it was not analysed yet."""
        return self._people.names(article_id)

    def preview(self, article: ReadArticle) -> ArticlePreview:
        """Return what there is to show of an article before it is opened; two small files are read."""
        stored = self._store.contents(article.id)
        return ArticlePreview(article, stored.position, stored.annotations, self.appearances_of(article.id))

    def appearances_of(self, article_id: str) -> Appearances | None:
        """Return who appears in one article, or None where that is not known."""
        return self._people.get(article_id)


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
