"""Notes from a file, whatever form they have: read whole and checked before anything is stored."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from typing import Any

from tui.domain.annotation import Annotation
from tui.domain.errors import PostilError
from tui.domain.library import ArticleRecord, Filing
from tui.domain.serialization import InvalidRecord
from tui.domain.text.sanitize import without_passwords
from tui.exchange.common import uuid_of
from tui.exchange.hypothesis import is_hypothesis, notes_of_rows
from tui.exchange.jsonl import is_line_of_article, notes_of_line
from tui.exchange.webannotation import annotations_in, notes_of_annotation

_LINE_ENDS = re.compile(r"\r\n|\r|\n")


class ImportingError(PostilError):
    """A file holds nothing that could be imported, or something that is damaged."""


def read_notes(data: bytes, name: str) -> list[ArticleRecord]:
    """Return the notes in a file that is called ``name``: JSON Lines or JSON-LD, ours or of other programs.

    Those of one article come together. Notes of other programs have an article whose id is the
    IRI that they name, and targets without the SHA-256 of a text.

    Raises:
        ImportingError: it is none of that, or a record is damaged; the message says which by its number.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportingError(f"{name}: this is not UTF-8, at byte {error.start}") from None
    if not text.strip():
        raise ImportingError(f"{name}: the file is empty")
    try:
        found = [notes for part in _documents(text, name) for notes in _notes(*part, name)]
    except RecursionError:
        raise ImportingError(f"{name}: this is nested too deep") from None
    return list(_together(found))


def _documents(text: str, name: str) -> Iterator[tuple[Any, str, int]]:
    """Yield each document of JSON in the file, what its records are called, and its line or 0."""
    try:
        document = json.loads(text)
    except ValueError as error:
        lines = [(number, line) for number, line in enumerate(_LINE_ENDS.split(text), 1) if line.strip()]
        if len(lines) < 2 or not _is_json(lines[0][1]):
            raise ImportingError(f"{name}: this is not JSON: {error}") from None
        for number, line in lines:
            try:
                yield json.loads(line), "line", number
            except ValueError:
                raise ImportingError(f"{name}, line {number}: this is not JSON") from None
        return
    if isinstance(document, dict) and is_line_of_article(document):
        yield document, "line", 1
    else:
        yield document, "record", 0


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _notes(document: Any, kind: str, line: int, name: str) -> Iterator[ArticleRecord]:
    """Yield the notes in one document; those of one line of many are called by the line's number."""
    if isinstance(document, dict) and is_line_of_article(document):
        with _named_record(f"{name}, {kind} {line}"):
            yield notes_of_line(document)
        return
    rows = document.get("rows") if isinstance(document, dict) else document
    if isinstance(rows, list) and is_hypothesis(rows):
        for number, row in enumerate(rows, 1):
            with _named_record(f"{name}, record {number}"):
                yield from notes_of_rows(row, rows)
        return
    with _named_record(f"{name}, line {line}" if line else name):
        records = annotations_in(document)
    for number, record in enumerate(records, 1):
        with _named_record(f"{name}, {kind} {line or number}"):
            yield from notes_of_annotation(record)


@contextmanager
def _named_record(place: str) -> Iterator[None]:
    """Say in errors which record it is that is damaged."""
    try:
        yield
    except InvalidRecord as error:
        raise ImportingError(f"{place}: {error}") from None


def _together(found: Iterable[ArticleRecord]) -> Iterator[ArticleRecord]:
    """Yield the notes of each article as one; what is said first of the article counts."""
    articles: dict[str, list[ArticleRecord]] = {}
    for notes in found:
        known, place = without_passwords(notes.id), without_passwords(notes.location)
        articles.setdefault(known, []).append(replace(notes, id=known, location=place))
    for parts in articles.values():
        yield replace(
            parts[0],
            annotations=tuple(_with_own_ids(one for part in parts for one in part.annotations)),
            corrections=tuple(one for part in parts for one in part.corrections),
            texts={key: text for part in parts for key, text in part.texts.items()},
            filing=reduce(Filing.joined, (part.filing for part in parts)),
        )


def _with_own_ids(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """Yield annotations; those that have one id and do not say the same get ids of their own.

    The first keeps it. The ids of the others are made of what they say, so that they are the same when
    the file is imported again.
    """
    said: dict[str, str] = {}
    for each in annotations:
        words = repr((each.target.quote, each.note, each.tags, each.colour, each.moved))
        is_known = said.setdefault(each.id, words) == words
        yield each if is_known else replace(each, id=uuid_of(f"{each.id} {words}"))
