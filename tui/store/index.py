"""The library at a glance: which articles there are, and which notes hold certain words."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson

from tui.domain.annotation import Annotation
from tui.domain.found import FoundNote
from tui.domain.reading import ReadArticle, ReadingPosition
from tui.domain.records import annotation_of, annotation_record
from tui.domain.searching import without_marks, words_of
from tui.store.contents import Contents
from tui.store.gathered import Gathered
from tui.store.layout import Layout, key_of

_BESIDE_TAGS = "\x00"
"""Stands around each tag in what is searched, and nowhere else."""


class Index:
    """All articles and all notes, as they are on the disk now. Safe to use from any thread.

    Two files are gathered, so that listing the articles does not have to read all notes.
    """

    def __init__(self, layout: Layout, tell: Callable[[str], None]) -> None:
        """An index of the store; ``tell`` is called with a line for each article that cannot be read."""
        self._articles = Gathered(layout, layout.index, _article_record, tell)
        self._notes = Gathered(layout, layout.index_of_notes, _notes_record)

    def articles(self) -> tuple[ReadArticle, ...]:
        """All articles that something is kept of, last opened first."""
        return tuple(sorted(map(_article_of, self._articles.all().values()), key=_recent, reverse=True))

    def search(self, words: str, tag: str, article_id: str) -> tuple[FoundNote, ...]:
        """The notes that hold all of ``words``; see ``Store.search``."""
        records = self._notes.all()
        if article_id:
            key = key_of(article_id)
            records = {key: records[key]} if key in records else {}
        wanted = list(words_of(words))
        if tag:
            wanted.append(f"{_BESIDE_TAGS}#{without_marks(tag.lstrip('#'))}{_BESIDE_TAGS}")
        found = {key: notes for key, record in records.items() if (notes := list(_hits(record, wanted)))}
        if not found:
            return ()
        articles = self._articles.all()
        known = {key: _article_of(articles[key]) for key in found if key in articles}
        order = sorted(known, key=lambda key: _recent(known[key]), reverse=True)
        return tuple(FoundNote(known[key], note) for key in order for note in found[key])


def _recent(article: ReadArticle) -> tuple[str, str]:
    return article.opened, article.id


def _article_record(contents: Contents) -> Any:
    article = contents.article
    if article is None:
        return None
    position = article.position
    return [
        article.id,
        article.title,
        article.date,
        article.site,
        article.location,
        [position.offset, position.progress] if position else None,
        article.note_count,
        article.opened,
        article.text_hash,
    ]


def _article_of(record: Any) -> ReadArticle:
    article_id, title, date, site, location, position, notes, opened, text_hash = record
    reached = ReadingPosition(*position) if position else None
    return ReadArticle(article_id, title, date, site, location, reached, notes, opened, text_hash)


def _notes_record(contents: Contents) -> Any:
    """What is searched, and the records themselves: a line for each annotation in either.

    Lines in one text each, since most notes are looked through and few are read.
    """
    if not contents.annotations:
        return None
    searched = "\n".join(map(_searched, contents.annotations))
    records = "\n".join(orjson.dumps(annotation_record(each)).decode() for each in contents.annotations)
    return [searched, records]


def _searched(annotation: Annotation) -> str:
    parts = (annotation.note, annotation.target.quote.exact)
    tags = [f"#{without_marks(tag)}{_BESIDE_TAGS}" for tag in annotation.tags]
    return " ".join(map(without_marks, parts)) + _BESIDE_TAGS + "".join(tags)


def _hits(record: Any, wanted: list[str]) -> Iterator[Annotation]:
    searched, records = record
    if not all(words in searched for words in wanted):
        return
    for line, kept in zip(searched.split("\n"), records.split("\n"), strict=True):
        if all(words in line for words in wanted):
            yield annotation_of(orjson.loads(kept))
