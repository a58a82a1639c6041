"""How articles are filed: stars, the archive, tags of an article itself, the day when it was added."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.store import OTHER, annotation, article, main_file
from tui.domain.errors import StoreError
from tui.domain.library import NOT_FILED, ArticleRecord, Filing, ReadArticle, ReadingState
from tui.store.store import Store

FILED = Filing(True, False, ("Sea", "to check"), "2019-03-04")


def starred(filing: Filing) -> Filing:
    return replace(filing, is_starred=True)


def known(folder: Path) -> ReadArticle:
    """The one article that a program finds which has just been started."""
    [found] = Store(folder).articles()
    return found


def test_what_is_added_is_filed_and_stands_where_it_stood_before(store: Store, folder: Path) -> None:
    store.opened(OTHER)
    assert store.add(article(), FILED)
    assert [each.title for each in store.articles()] == ["Another", "Late ferry"]
    added = store.articles()[1]
    assert (added.filing, added.state, added.opened) == (
        FILED,
        ReadingState.UNREAD,
        "2019-03-04T00:00:00.000Z",
    )
    assert store.article(article().text_hash, "") is not None
    assert Store(folder).articles() == store.articles()
    assert store.article_tags() == {"Sea": 1, "to check": 1}


def test_what_is_there_already_keeps_all_it_has_and_gets_the_rest(store: Store, folder: Path) -> None:
    assert store.add(article(), Filing(tags=("sea",)), is_read=True)
    before = known(folder)
    assert before.state is ReadingState.FINISHED
    assert before.filing.added == before.opened
    assert not store.add(article(), FILED)
    assert known(folder) == replace(
        before, filing=Filing(True, False, ("sea", "to check"), before.filing.added)
    )


def test_a_change_is_one_that_can_be_undone_and_made_again(store: Store, folder: Path) -> None:
    for each in (article(), OTHER):
        store.opened(each)
    store.put(article(), annotation("a note"))
    edits = store.bulk_edits
    change = edits.file([article().id, OTHER.id, "nothing is stored of this"], starred, "starred two")
    assert change is not None
    assert change.articles == 2
    assert edits.file([article().id], starred, "starred again") is None
    assert [each.filing.is_starred for each in store.articles()] == [True, True]
    again = Store(folder).bulk_edits
    assert again.undoable() == change
    assert again.swap(change.id, undo=True)
    assert [each.filing for each in store.articles()] == [NOT_FILED] * 2
    assert "filing" not in json.loads(main_file(folder, OTHER).read_text())["_meta"]
    assert again.swap(change.id, undo=False)
    assert [each.filing.is_starred for each in Store(folder).articles()] == [True, True]
    assert [each.note for each in store.annotations(article().id)] == ["a note"]


def test_what_was_filed_otherwise_since_stays_so(store: Store) -> None:
    store.opened(article())
    change = store.bulk_edits.file([article().id], starred, "starred")
    store.add(article(), Filing(tags=("new",)))
    undone = store.bulk_edits.swap(change.id, undo=True) if change else None
    assert undone is not None
    assert undone.unfit == ("Late ferry",)
    assert store.articles()[0].filing == Filing(True, tags=("new",))


def test_removal_takes_it_away_and_undo_brings_it_back(store: Store, folder: Path) -> None:
    store.add(article(), FILED)
    removal = store.bulk_edits.remove(article().id, "removed")
    assert removal is not None
    assert store.articles() == ()
    assert store.article_tags() == {}
    store.bulk_edits.swap(removal.id, undo=True)
    assert known(folder).filing == FILED
    store.bulk_edits.swap(removal.id, undo=False)
    assert store.add(article())
    assert known(folder).filing.is_plain


def test_reading_and_noting_leave_it_as_it_is(store: Store, folder: Path) -> None:
    store.add(article(), FILED)
    store.opened(article())
    store.put(article(), annotation("a note"))
    assert known(folder).filing == FILED
    assert known(folder).opened > "2019-03-05"


def test_files_of_older_programs_say_nothing_and_what_is_left_out_was_not_said(folder: Path) -> None:
    Store(folder).opened(article())
    path = main_file(folder)
    assert "filing" not in json.loads(path.read_text())
    tables = json.loads(path.read_text())
    tables["_meta"]["1"].pop("checksum")
    path.write_text(
        json.dumps({**tables, "filing": {"1": {"id": "filing", "tags": ["Sea", "sea"], "of": 2}}})
    )
    assert known(folder).filing == Filing(tags=("Sea",))


def test_import_adds_it_once(store: Store, folder: Path) -> None:
    notes = ArticleRecord(article().id, "Late ferry", filing=FILED)
    assert store.merge(notes) == frozenset()
    assert known(folder).filing == FILED
    before = main_file(folder).read_bytes()
    store.merge(notes)
    assert main_file(folder).read_bytes() == before
    store.merge(replace(notes, filing=Filing(is_archived=True)))
    assert store.notes(article().id) == replace(notes, filing=replace(FILED, is_archived=True))


def test_what_cannot_be_read_again_is_not_saved(store: Store) -> None:
    with pytest.raises(StoreError, match="'added' is not an ISO 8601 time"):
        store.add(article(), Filing(added="last week"))
    assert store.articles() == ()


def test_a_checkup_counts_it(store: Store) -> None:
    store.add(article(), FILED)
    store.add(OTHER, Filing(is_archived=True))
    health = store.check()
    assert (health.articles, health.starred, health.archived, health.tagged) == (2, 1, 1, 1)
    assert health.problems == ()
