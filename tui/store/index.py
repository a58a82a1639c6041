"""What is looked up over all articles: the index of notes and tags, the corrections, who appears where."""

import os
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import astuple
from functools import cached_property
from heapq import nlargest
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from tui.domain.analysis import Label
from tui.domain.annotation import Annotation
from tui.domain.corrections.suggestions import ArticleCorrections
from tui.domain.library import NOT_FILED, Filing, ReadArticle, ReadingPosition, SearchHit
from tui.domain.people import MOST_NAMED, Appearance, Appearances, Named, StoredQuotation
from tui.domain.serialization import annotation_of, correction_of, correction_record, valid_annotation_record
from tui.domain.text.folding import normalize, words_of
from tui.store.contents import Contents
from tui.store.layout import Layout, key_in, key_of
from tui.store.summaries import SummaryCache
from tui.system import files

_FORMAT = 1
_SETTLED = 50_000_000
"""Nanoseconds after which a folder that changes once more is sure to show another time."""
_BAD = (OSError, ValueError, TypeError, KeyError)


class AppearanceFiles:
    """Who appears, by article. What cannot be read or written is as if it were not there."""

    def __init__(self, folder: Path) -> None:
        """Keep files in ``folder``, two levels below the data folder; made when the first is written."""
        self._folder = folder
        self._home = files.Home(folder.parent.parent)

    def put(self, found: Appearances) -> None:
        """Store who appears in an article, in place of what was known of it."""
        people = [
            [one.label, one.name, list(one.places), [list(each) for each in one.quotations]]
            for one in found.people
        ]
        record = {
            "article": found.article_id,
            "text": found.text_hash,
            "people": people,
            "names": found.names,
            "most": list(map(list, found.named_most)),
            "words": found.words,
            # Away from the people, so that an earlier program reads those all the same.
            "wordings": [list(one.wordings) for one in found.people],
        }
        with suppress(OSError, orjson.JSONEncodeError):
            body = orjson.dumps(record)
            data = _head(body) + body
            path = self._path(found.article_id)
            if not self._home.is_gone and not _holds(path, data):
                self._home.make_folder(self._folder)
                files.replace(path, data, durable=False)

    def get(self, article_id: str) -> Appearances | None:
        """Return who appears in the article with this id, or None where that is not known."""
        found = self.at(self._path(article_id).name)
        return found if found is not None and found.article_id == article_id else None

    def at(self, name: str) -> Appearances | None:
        """Return what the file with this name holds, or None where it cannot be used."""
        record = _record(self._folder / name)
        try:
            if record is None:
                return None
            wordings = iter(record.get("wordings", ()))
            people = tuple(
                Appearance(
                    Label(label), name, places, [StoredQuotation(*each) for each in said], next(wordings, ())
                )
                for label, name, places, said in record["people"]
            )
            names, words = record.get("names", len(people)), record.get("words", 0)
            most = tuple(Named(Label(label), name, count) for label, name, count in record.get("most", ()))
            return Appearances(record["article"], record["text"], people, names, most or _most(people), words)
        except _BAD:
            return None

    def names(self, article_id: str) -> int | None:
        """Return how many names there are in the article with this id, or None where that is not known."""
        record = _record(self._path(article_id))
        try:
            return None if record is None else int(record.get("names", len(record["people"])))
        except _BAD:
            return None

    def stamps(self) -> dict[str, str]:
        """Return what each file is like from outside, which every change of it changes, by its name."""
        found = {}
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                if key_in(entry.name):
                    with suppress(OSError):
                        found[entry.name] = _stamp(entry.stat())
        return found

    def stamp(self, name: str) -> str:
        """Return the same of one file; empty where there is none."""
        with suppress(OSError):
            return _stamp((self._folder / name).stat())
        return ""

    def seen(self, *, at_once: bool = False) -> int:
        """Return a number that differs once any file was written or removed; 0 where that is not sure yet.

        A moment after a change another one may not be seen, unless ``at_once`` says that there is none.
        """
        with suppress(OSError):
            changed = self._folder.stat().st_mtime_ns
            return changed if at_once or abs(time.time_ns() - changed) > _SETTLED else 0
        return 0

    def _path(self, article_id: str) -> Path:
        return self._folder / f"{key_of(article_id)}.json"


def _holds(path: Path, data: bytes) -> bool:
    """Return whether a file holds this; what cannot be read, such as a device, is to be replaced."""
    with suppress(OSError):
        return files.read(path) == data
    return False


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino}"


def _most(people: Iterable[Appearance]) -> tuple[Named, ...]:
    """Return the people who are named most, where of other names nothing was stored."""
    named = (Named(one.label, one.name, len(one.places) // 2) for one in people)
    return tuple(nlargest(MOST_NAMED, named, key=lambda one: one.mentions))


def _head(body: bytes) -> bytes:
    return b"postil-who %d %08x\n" % (_FORMAT, zlib.crc32(body))


def _record(path: Path) -> Any:
    """Return what the file holds, or None where it cannot be used."""
    try:
        data = files.read(path) or b""
        end = data.index(b"\n") + 1
        body = data[end:]
        return orjson.loads(body) if data[:end] == _head(body) else None
    except _BAD:
        return None


class CorrectionsIndex:
    """The corrections of names in all articles. Safe to use from any thread."""

    def __init__(self, layout: Layout) -> None:
        self._summaries = SummaryCache(layout, layout.index_of_corrections, _correction_record)
        self._read: tuple[Mapping[str, Any], dict[str, ArticleCorrections]] = ({}, {})

    def all(self) -> dict[str, ArticleCorrections]:
        """Return the corrections of names, by the keys of their articles; articles without any are left out.

        Never raises: of an article that cannot be read, there is nothing.
        """
        records = self._summaries.all()
        known, corrections = self._read
        if records is not known:
            corrections = {
                key: ArticleCorrections(record["title"], tuple(map(correction_of, record["corrections"])))
                for key, record in records.items()
            }
            self._read = records, corrections
        return dict(corrections)


def _correction_record(contents: Contents) -> Any:
    of_names = [each for each in contents.corrections if not each.kind.is_of_quotation]
    if not contents.article or not of_names:
        return None
    return {
        "title": contents.article.title,
        "corrections": [correction_record(correction, "") for correction in of_names],
    }


# Of JSON, what needs no escapes is read three times as fast: of all control characters that is DEL alone.
_DEL = "\x7f"
_NEXT_LINE = 2 * _DEL
"""Stands between the lines of what is searched: a line has no two DEL in a row, nor one at its end."""
_NEXT_RECORD = b"\n"
"""Stands between records, which are JSON on one line each."""


class Index:
    """All articles and all notes, as they are on the disk now. Safe to use from any thread.

    There are three summaries, so that listing articles or tags does not have to read all notes.
    """

    def __init__(self, layout: Layout, report: Callable[[str], object]) -> None:
        """Index the store; call ``report`` with a line for each article that cannot be read."""
        self._articles = SummaryCache(layout, layout.index, _article_record, report)
        self._notes = SummaryCache(layout, layout.index_of_notes, _notes_record, report)
        self._tags = SummaryCache(layout, layout.index_of_tags, _tags_record, report)
        self._listed: tuple[Mapping[str, Any], tuple[ReadArticle, ...]] = ({}, ())
        """The records that were listed last, and the articles that they are of."""

    def articles(self) -> tuple[ReadArticle, ...]:
        """Return all articles of which something is stored, last opened first.

        As long as nothing changes it is the same object: to make and show thousands takes a while.
        """
        return self._list(self._articles.all())

    def _list(self, records: Mapping[str, Any]) -> tuple[ReadArticle, ...]:
        known, articles = self._listed
        if records is not known:
            articles = _sorted(records.values())
            self._listed = records, articles
        return articles

    @property
    def left_out(self) -> int:
        """Return how many articles were left out of what was looked up last, since they cannot be read."""
        return max(len(each.left_out) for each in (self._articles, self._notes, self._tags))

    def known_articles(self) -> tuple[ReadArticle, ...]:
        """Return at once the articles as they were when last looked at; perhaps none."""
        return self._list(self._articles.last_known())

    def some(self, article_ids: Iterable[str]) -> tuple[ReadArticle, ...]:
        """Return those of the articles with these ids of which something is stored, last opened first."""
        return _sorted(self._articles.some(map(key_of, article_ids)).values())

    def others(self, file_names: AbstractSet[str]) -> tuple[ReadArticle, ...]:
        """Return the articles of which something is stored, but those whose files are called so."""
        return _sorted(self._articles.others(file_names).values())

    def like(self, text_hash: str, location: str) -> tuple[ReadArticle, ...]:
        """Return the articles whose text had this SHA-256 last, and those last opened from ``location``.

        The former come first, and of either those last opened.
        """
        records = self._articles.all().values()
        same = [record for record in records if record[_TEXT_HASH] == text_hash]
        there = [record for record in records if record[_LOCATION] == location and record not in same]
        return _sorted(same) + _sorted(there)

    def titled(self, title: str) -> tuple[ReadArticle, ...]:
        """Return the articles with this title, whatever its case and white space, last opened first."""
        wanted = " ".join(title.casefold().split())
        records = self._articles.all().values()
        return _sorted(each for each in records if " ".join(each[_TITLE].casefold().split()) == wanted)

    def tags(self) -> dict[str, int]:
        """Return how many annotations have each tag, as it is spelt."""
        counts: Counter[str] = Counter()
        for record in self._tags.all().values():
            counts.update(record)
        return dict(counts)

    def article_tags(self) -> dict[str, int]:
        """Return how many articles themselves have each tag, as it is spelt."""
        counts: Counter[str] = Counter()
        for record in self._articles.all().values():
            if record[_FILED]:
                counts.update(record[_FILED][_TAGS])
        return dict(counts)

    def search(self, words: str, tag: str, article_id: str) -> tuple[SearchHit, ...]:
        """Return the notes that hold all of ``words``; see ``Store.search``."""
        records = self._notes.all()
        if article_id:
            key = key_of(article_id)
            records = {key: records[key]} if key in records else {}
        wanted = list(words_of(words))
        if tag:
            wanted.append(f"{_DEL}#{_folded(tag.lstrip('#'))}{_DEL}")
        return _listed(records, wanted)

    def notes_on(self, article_ids: Iterable[str]) -> tuple[SearchHit, ...]:
        """Return the notes on the articles with these ids; see ``Store.notes_on``."""
        return _listed(self._notes.some(map(key_of, article_ids)), ())


def _listed(records: Mapping[str, Any], wanted: Sequence[str]) -> tuple[SearchHit, ...]:
    """Return the notes in which all that is wanted stands, those of the article last opened first."""
    found = {}
    for key, record in records.items():
        if all(words in record[0] for words in wanted):
            lines = enumerate(record[0].split(_NEXT_LINE))
            found[key] = [number for number, line in lines if all(words in line for words in wanted)]
    known = {key: _article_of(records[key][1]) for key in found}
    order = sorted(known, key=lambda key: _recent(known[key]), reverse=True)
    notes: list[SearchHit] = []
    for key in order:
        read = _Annotations(records[key][-1]).at
        notes += [SearchHit(known[key], read, line) for line in found[key]]
    return tuple(notes)


def _sorted(records: Iterable[Any]) -> tuple[ReadArticle, ...]:
    return tuple(map(_article_of, sorted(records, key=itemgetter(_OPENED, _ID), reverse=True)))


def _recent(article: ReadArticle) -> tuple[str, str]:
    return article.opened, article.id


_ID, _TITLE, _LOCATION, _OPENED, _TEXT_HASH, _FILED = 0, 1, 4, 7, 8, 9
"""Where these stand in the record of an article."""
_TAGS = 2
"""Where these stand in the record of how it was filed."""


def _article_record(contents: Contents) -> Any:
    article = contents.article
    if article is None:
        return None
    about = article.id, article.title, article.date, article.site, article.location
    position = [article.position.offset, article.position.progress] if article.position else None
    filing = None if article.filing == NOT_FILED else [*astuple(article.filing)]
    return [*about, position, article.note_count, article.opened, article.text_hash, filing]


def _article_of(record: Any) -> ReadArticle:
    article_id, title, date, site, location, position, notes, opened, text_hash, filed = record
    reached = ReadingPosition(*position) if position else None
    filing = _filing_of(filed) if filed else NOT_FILED
    return ReadArticle(article_id, title, date, site, location, reached, notes, opened, text_hash, filing)


def _filing_of(filed: Any) -> Filing:
    starred, archived, tags, added = filed
    return Filing(starred, archived, tuple(tags), added)


def _notes_record(contents: Contents) -> Any:
    """Return what is searched, the article, and the records themselves.

    What is searched and the records have a line for each annotation, since most notes are looked through
    and few are read.
    """
    if contents.article is None or not contents.annotations:
        return None
    searched = _NEXT_LINE.join(map(_searched, contents.annotations))
    records = [orjson.dumps(valid_annotation_record(each)) for each in contents.annotations]
    return [searched, _article_record(contents), _NEXT_RECORD.join(records)]


def _tags_record(contents: Contents) -> Any:
    """Return how many of its notes have each tag."""
    return dict(Counter(tag for annotation in contents.annotations for tag in annotation.tags)) or None


def _searched(annotation: Annotation) -> str:
    words = f"{_folded(annotation.note)} {_folded(annotation.target.quote.exact)}"
    return words + "".join(f"{_DEL}#{_folded(tag)}" for tag in annotation.tags) + f"{_DEL};"


def _folded(text: str) -> str:
    return normalize(text.replace(_DEL, " "))


class _Annotations:
    """The annotations of an article, as the summary has them; they are read when they are asked for."""

    def __init__(self, records: bytes | memoryview) -> None:
        self._records = records

    def at(self, line: int) -> Annotation:
        """Return the annotation on the line with this number."""
        return annotation_of(orjson.loads(self._lines[line]))

    @cached_property
    def _lines(self) -> list[bytes]:
        # Once for all of an article: there may be thousands, and each would be looked for from the start.
        return bytes(self._records).split(_NEXT_RECORD)
