"""People over all articles."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import PostilError
from tui.domain.library import ArticleHit, ReadArticle, ReadingPosition, SearchHit
from tui.domain.people import (
    Appearances,
    NameKey,
    PeopleIndex,
    Person,
    StoredQuotation,
    Tally,
    appearances_in,
    appearances_of,
    tallies_of,
)
from tui.domain.text.folding import has_words, normalize, words_of
from tui.domain.text.spans import TextSpan
from tui.library import Library
from tui.library.reopen import article_at_hand
from tui.store.index import AppearanceFiles
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


class Catalogue:
    """What is stored of all articles together. May be used from several threads."""

    def __init__(self, store: Store, people: Path) -> None:
        """Read ``store``, and cache the people of each article in the folder ``people``."""
        self._store = store
        self._people = AppearanceFiles(people)

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
        self._people.put(appearances_in(article_id, article.text, article.text_hash, analysis))

    def notes_on(self, article_ids: Collection[str]) -> tuple[SearchHit, ...]:
        """Return the annotations on some articles; the one last opened comes first."""
        return self._store.notes_on(article_ids)

    def tallies(self) -> Iterator[tuple[str, list[Tally]]]:
        """Yield the id of each article whose people are known, and the tallies of these."""
        return self._people.tallies()

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
    """The people of all articles of the library, added up. What takes long is for a thread.

    Attributes:
        articles: how many articles there are.
        counted: of how many of them it is known who appears.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index = PeopleIndex()
        self._articles: dict[str, ReadArticle] = {}
        self._missing: list[ReadArticle] = []
        self.articles = 0
        self.counted = 0

    def gather(self) -> Iterator[float]:
        """Add up; yield the share that is done, from 0 to 1, every now and then."""
        self._articles = {article.id: article for article in self._library.catalogue.articles()}
        self.articles = len(self._articles)
        missing = dict(self._articles)
        for article_id, tallies in self._library.catalogue.tallies():
            # Of an article that was removed there may be something left.
            if missing.pop(article_id, None) is not None:
                yield from self._add(article_id, tallies)
        # Articles that were read before their people were cached.
        known = self._library.analysed_texts
        for article in missing.values():
            made = self._missing_appearances(article) if article.text_hash in known else None
            if made is not None:
                yield from self._add(article.id, tallies_of(made))
            else:
                self._missing.append(article)
        yield 1.0

    def _add(self, article_id: str, tallies: Sequence[Tally]) -> Iterator[float]:
        self._index.add(article_id, tallies)
        self.counted += 1
        if self.counted % _STEP == 0:
            yield self.counted / self.articles

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
        """Return the other articles, of those counted so far, that a person appears in."""
        ids = (each for each in self._index.articles_of(key) if each != article_id)
        return [self._articles[each] for each in ids if each in self._articles]

    def count(self, article_id: str) -> None:
        """Add up an article that was analysed since ``gather`` looked."""
        made = self._library.catalogue.appearances_of(article_id)
        if made is not None and any(each.id == article_id for each in self._missing):
            self._missing = [each for each in self._missing if each.id != article_id]
            self._index.add(article_id, tallies_of(made))
            self.counted += 1

    def listed(self, most: int | None = None) -> list[Person]:
        """Return all who were counted so far, or ``most`` of them: those in most articles first."""
        return self._index.listed(most)

    def record_of(self, key: NameKey, cancelled: Callable[[], bool] = lambda: False) -> PersonRecord:
        """Return all that is known of a person; end early when ``cancelled()``."""
        found: dict[str, Appearances] = {}
        for article_id in self._index.articles_of(key):
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
            ours = list(appearances_of(found[article.id], key))
            quotes = sorted((each for one in ours for each in one.quotations), key=lambda each: each.start)
            quotations += [QuotationIn(article, each, text_hash) for each in quotes]
            spans = sorted(span for one in ours for span in one.mentions)
            mentions.append(MentionsIn(article, len(spans), spans[0], ours[0].name, text_hash))
        return PersonRecord(quotations, self._notes(key, found), mentions)

    def _notes(self, key: NameKey, found: dict[str, Appearances]) -> list[NoteIn]:
        """Return the annotations on what a person said or where it is named, and those that hold the name."""
        words = key[1].split()
        # Where the person is named in an article, and what it said there.
        spans: dict[str, list[TextSpan]] = {article_id: [] for article_id in found}
        for article_id, each in found.items():
            for one in appearances_of(each, key):
                said = (TextSpan(quotation.start, quotation.end) for quotation in one.quotations)
                spans[article_id] += [*one.mentions, *said]
        notes: dict[str, NoteIn] = {}
        for note in self._library.search(key[1]):
            annotation = note.annotation
            if has_words(f"{annotation.note} {annotation.target.quote.exact}", words):
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
