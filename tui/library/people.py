"""People over all articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tui.domain.analysis import Analysis, Entity, Label
from tui.domain.annotation import Annotation, Target, TextPositionSelector, TextQuoteSelector
from tui.domain.article import Article
from tui.domain.history import SharedChange
from tui.domain.library import (
    NOT_FILED,
    ArticleHit,
    Filing,
    OpenRequest,
    ReadArticle,
    ReadingPosition,
    SearchHit,
)
from tui.domain.people import (
    WHO,
    Appearances,
    NameKey,
    PeopleChoices,
    StoredQuotation,
    appearances_in,
    appearances_of,
    name_key,
)
from tui.domain.text.folding import normalize, words_of
from tui.domain.text.sanitize import one_line
from tui.domain.text.spans import TextSpan
from tui.store.index import AppearanceFiles
from tui.store.people import PeopleEdits, PeopleTable, PersonIn, PersonTotal
from tui.store.store import Store

_BEARERS = 5
"""So many of those are named who a person may be."""
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
        not_analysed: of how many articles of the library, but the one that was excepted, it is not known
            who appears.
        may_be: the names of others that it may be the same as.
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
    may_be: tuple[str, ...] = ()


def name_of(key: NameKey, rows: Iterable[PersonIn | PersonTotal], choices: PeopleChoices) -> str:
    """Return the commonest spelling of a person, or else as the user saw it."""
    spellings: Counter[str] = Counter()
    for row in rows:
        if row.key == key:
            spellings[row.name] += row.mentions
    return min(spellings, key=lambda each: (-spellings[each], each), default=choices.names.get(key, key[1]))


def has_in_name(key: NameKey, word: str) -> bool:
    """Return whether a person has a word as a part of a longer name."""
    return key[0] is Label.PERSON and " " in key[1] and word in key[1].split()


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

    def article_tags(self) -> dict[str, int]:
        """Return how many articles themselves have each tag, as it is spelt."""
        return self._store.article_tags()

    def all_tags(self) -> dict[str, int]:
        """Return how many annotations and articles have each tag, as it is spelt."""
        return dict(Counter(self.tags()) + Counter(self.article_tags()))

    def add(self, article: Article, filing: Filing = NOT_FILED, *, is_read: bool = False) -> bool:
        """Add an article, as ``Library.as_stored`` gives it, to what there is to read; see ``Store.add``.

        Return whether it is new there. One that is there already gets the star and the tags that it lacks.

        Raises:
            StoreError: it was not saved.
        """
        return self._store.add(article, filing, is_read=is_read)

    def file(
        self, article_ids: Iterable[str], change: Callable[[Filing], Filing], message: str
    ) -> SharedChange | None:
        """Change how articles are filed, as one change that can be undone; None where that changes nothing.

        Args:
            article_ids: of articles of the library.
            change: returns how an article is to be filed, by how it is filed.
            message: the line that says to the user what was done.

        Raises:
            StoreError: not all was saved; it says in how many articles it was.
        """
        return self._store.bulk_edits.file(article_ids, change, message)

    def find(self, words: str, tag: str = "") -> tuple[ArticleHit, ...]:
        """Return what holds all of ``words``: titles, and annotations in their note, passage or tags.

        With a tag only what has it is found, all of that where there are no words; else
        nothing is found without words. Case, accents and styles of marks do not matter. The article
        last opened comes first, and its annotations in the order of its text.
        """
        wanted, meant = words_of(words), normalize(tag.lstrip("#"))
        if not wanted and not tag:
            return ()
        notes: dict[str, list[SearchHit]] = {}
        for note in self._store.search(words, tag=tag):
            notes.setdefault(note.article.id, []).append(note)
        found = []
        for article in self._store.known_articles():
            title = normalize(article.title)
            is_meant = not tag or meant in map(normalize, article.filing.tags)
            in_title = is_meant and all(word in title for word in wanted)
            if in_title or article.id in notes:
                found.append(ArticleHit(article, in_title, tuple(notes.pop(article.id, ()))))
        # Those are left that were new a moment ago.
        found += [ArticleHit(some[0].article, False, tuple(some)) for some in notes.values()]
        return tuple(found)

    def save_appearances(self, article: Article, article_id: str, analysis: Analysis) -> Appearances:
        """Cache, and return, who is in an article, which is stored under ``article_id``.

        ``analysis`` has its corrections made.
        """
        found = appearances_in(article_id, article.text, article.text_hash, analysis)
        self.table.put(found)
        return found

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

    def followed_in(self) -> dict[str, tuple[str, ...]]:
        """Return who is followed, by the ids of the articles that name them; for a thread."""
        choices = self.choices()
        if not choices.followed:
            return {}
        for _ in self.table.update():
            pass
        found: dict[str, list[str]] = {}
        for root in sorted(choices.roots_followed):
            rows = self.table.appearances(choices.members(root))
            name = name_of(root, rows, choices)
            for article_id in {row.article_id for row in rows}:
                found.setdefault(article_id, []).append(name)
        return {article_id: tuple(sorted(names)) for article_id, names in found.items()}

    def followed_of(self, entities: Iterable[Entity]) -> frozenset[tuple[Label, str]]:
        """Return kind and name of those entities that are followed."""
        choices = self.choices()
        return frozenset(
            (each.label, each.name)
            for each in (entities if choices.followed else ())
            if each.label in WHO and choices.follows(name_key(each.label, each.name))
        )

    def turn_following(self, label: Label, name: str) -> bool:
        """Follow a person or body, or no longer where it is followed; return whether it is followed now.

        Raises:
            StoreError: it was not saved.
        """
        key, shown = name_key(label, name), one_line(name, 80)
        if self.choices().follows(key):
            self.edits.unfollow(key, f"removed {shown} from those you follow")
            return False
        self.edits.follow(key, name, f"following {shown}")
        return True

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
            not_analysed=sum(article.id != except_article for article in self.missing()),
            may_be=self.may_be(members[0], choices)[:_BEARERS],
        )

    def may_be(self, key: NameKey, choices: PeopleChoices) -> tuple[str, ...]:
        """Return the names of those who a person with a single name may be, since they have it in theirs.

        Those in most articles come first.
        """
        if key[0] is not Label.PERSON or " " in key[1]:
            return ()
        called = dict.fromkeys(map(choices.root, self.table.called(key[1])))
        bearers = [each for each in called if has_in_name(each, key[1])]
        found = self.in_library({each: choices.members(each) for each in bearers})
        order = sorted(found, key=lambda each: (-len({row.article_id for row in found[each]}), each[1]))
        return tuple(name_of(each, found[each], choices) for each in order)

    def in_library(self, members: Mapping[NameKey, Sequence[NameKey]]) -> dict[NameKey, list[PersonIn]]:
        """Return where people appear, with those each was joined with; none of removed articles alone.

        Who appears in an article that was removed is still known, since it may come back.
        """
        rows = {key: self.table.appearances(each) for key, each in members.items()}
        ids = {row.article_id for each in rows.values() for row in each}
        there = {article.id for article in self._store.some_articles(ids)}
        kept = {key: [row for row in each if row.article_id in there] for key, each in rows.items()}
        return {key: each for key, each in kept.items() if each}

    def articles_with(self, article_ids: Collection[str]) -> tuple[ReadArticle, ...]:
        """Return those of the articles with these ids that are in the library, last opened first; quick."""
        return self._store.some_articles(article_ids)

    def missing(self) -> tuple[ReadArticle, ...]:
        """Return the articles of the library of which the table does not know who appears; quick for few."""
        return self._store.other_articles(self.table.files())

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
