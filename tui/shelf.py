"""The library as a whole: which articles there are, and who appears in them."""

from collections.abc import Collection, Iterator
from pathlib import Path

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.found import FoundArticle, FoundNote
from tui.domain.people import Appearances, Tally, appearances_in
from tui.domain.reading import ReadArticle
from tui.domain.searching import without_marks, words_of
from tui.store.appearances import AppearanceFiles
from tui.store.store import Store

FEW = 500
"""Articles of which it takes no time to see whether any has changed."""


class Shelf:
    """What is kept of all articles. May be used from several threads."""

    def __init__(self, store: Store, people: Path) -> None:
        """All that ``store`` keeps; who appears is kept in the folder ``people``."""
        self._store = store
        self._people = AppearanceFiles(people)

    def at_a_glance(self) -> tuple[ReadArticle, ...]:
        """The articles, last opened first, without keeping anybody waiting.

        Of many they may be as they were some time ago, and where that is not known there are none:
        ``articles`` tells how they are.
        """
        known = self._store.known_articles()
        return self._store.articles() if 0 < len(known) <= FEW else known

    def articles(self) -> tuple[ReadArticle, ...]:
        """The articles as they are, last opened first; of thousands that takes a while."""
        return self._store.articles()

    def tags(self) -> dict[str, int]:
        """How many annotations have each tag, as it is spelt."""
        return self._store.tags()

    def find(self, words: str, tag: str = "") -> tuple[FoundArticle, ...]:
        """What holds all of ``words``: titles, and annotations in their note, passage or tags.

        With a tag only annotations that have it are found, all of them where there are no words; else
        nothing is found without words. Case, accents and styles of marks do not matter. The article
        last opened comes first, and its annotations in the order of its text.
        """
        wanted = words_of(words)
        if not wanted and not tag:
            return ()
        notes: dict[str, list[FoundNote]] = {}
        for note in self._store.search(words, tag=tag):
            notes.setdefault(note.article.id, []).append(note)
        found = []
        for article in self._store.known_articles():
            in_title = not tag and _holds(article.title, wanted)
            if in_title or article.id in notes:
                found.append(FoundArticle(article, in_title, tuple(notes.pop(article.id, ()))))
        # Those are left that were new a moment ago.
        found += [FoundArticle(some[0].article, False, tuple(some)) for some in notes.values()]
        return tuple(found)

    def keep_appearances(self, article: Article, article_id: str, analysis: Analysis) -> None:
        """Keep who appears in an article, which is kept under ``article_id``, by its corrected analysis."""
        self._people.put(appearances_in(article_id, article.text, article.text_hash, analysis))

    def notes_on(self, article_ids: Collection[str]) -> tuple[FoundNote, ...]:
        """The annotations on some articles; the one last opened comes first."""
        return self._store.notes_on(article_ids)

    def tallies(self) -> Iterator[tuple[str, list[Tally]]]:
        """The id of each article of which it is known who appears in it, and how much there is of whom."""
        return self._people.tallies()

    def appearances_of(self, article_id: str) -> Appearances | None:
        """Who appears in one article, or None where that is not known."""
        return self._people.get(article_id)


def _holds(title: str, words: tuple[str, ...]) -> bool:
    folded = without_marks(title)
    return all(word in folded for word in words)
