"""Notes from elsewhere are taken in whole or not at all, and never in place of what is there."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.store import annotation, article, correction, files_below, main_file
from tui.domain.errors import StoreError
from tui.domain.library import ArticleRecord, MadeCorrection
from tui.store.store import Store

FIRST, SECOND = annotation("first"), annotation("second", start=10, end=13)
NOTES = ArticleRecord(
    article().id,
    "Late ferry",
    "2025-03-02",
    "Gazette",
    "/home/a/ferry.txt",
    (FIRST, SECOND),
    (MadeCorrection(correction(), article().text_hash),),
    {article().text_hash: article().text},
)


def test_all_of_it_is_there_afterwards(store: Store, folder: Path) -> None:
    assert store.merge(NOTES) == {FIRST.id, SECOND.id, NOTES.corrections[0].correction.id}
    again = Store(folder)
    known = again.notes(article().id)
    assert known == replace(NOTES, texts={})
    assert again.text(article().text_hash) == article().text
    assert [each.title for each in again.articles()] == ["Late ferry"]
    assert {found.annotation.note for found in again.search("")} == {"first", "second"}


def test_taking_in_twice_adds_and_writes_nothing(store: Store, folder: Path) -> None:
    store.merge(NOTES)
    before = files_below(folder)
    assert store.merge(NOTES) == frozenset()
    assert store.merge(replace(NOTES, title="Another", annotations=(FIRST,))) == frozenset()
    assert files_below(folder) == before


def test_what_is_there_stays_as_it_is(store: Store) -> None:
    store.put(article(), replace(FIRST, note="mine"))
    opened = store.articles()[0].opened
    assert store.merge(replace(NOTES, corrections=(), title="Another")) == {SECOND.id}
    assert [each.note for each in store.annotations(article().id)] == ["mine", "second"]
    [known] = store.articles()
    assert (known.title, known.opened) == ("Late ferry", opened)


def test_an_id_that_comes_twice_is_one_annotation(store: Store) -> None:
    assert store.merge(replace(NOTES, annotations=(FIRST, FIRST), corrections=())) == {FIRST.id}
    assert len(store.annotations(article().id)) == 1


def test_all_or_nothing(store: Store, folder: Path) -> None:
    bad = replace(SECOND, created="yesterday")
    with pytest.raises(StoreError, match="'created'"):
        store.merge(replace(NOTES, annotations=(FIRST, bad)))
    assert store.notes(article().id) is None
    assert not main_file(folder).exists()


def test_a_note_keeps_the_text_that_it_was_made_on(store: Store) -> None:
    store.put(article(), FIRST)
    assert store.text(article().text_hash) == article().text
