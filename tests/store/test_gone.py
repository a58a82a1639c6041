"""Articles whose files are gone or both damaged: daily copies are asked, and what is left out is said."""

import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.store import annotation, article, files_below, main_file, mirror_file
from tui.store.daily import DailyCopies
from tui.store.layout import Layout
from tui.store.store import Store
from tui.system import files

STORED = annotation("kept", ["ferry"])
OTHER = article("The bridge is closed.", title="Closed bridge")


def store_of(folder: Path) -> Store:
    return Store(folder, pause=lambda seconds: None, in_background=lambda make: make())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a note on each of two articles, both in the copy of the day."""
    Store(tmp_path / "notes").put(OTHER, annotation("other"))
    store_of(tmp_path / "notes").put(article(), STORED)
    return tmp_path / "notes"


def remove(folder: Path) -> None:
    main_file(folder).unlink()
    mirror_file(folder).unlink()


def on(folder: Path, year: int, month: int = 6, day: int = 1) -> DailyCopies:
    """The daily copies on a day on which the clock says so."""
    return DailyCopies(Layout(folder), lambda: datetime(year, month, day, tzinfo=UTC))


@pytest.mark.parametrize("first", ["read", "save", "put", "import", "bookmarks"])
def test_with_both_files_gone_the_notes_come_back_from_the_daily_copy(folder: Path, first: str) -> None:
    remove(folder)
    store, new = store_of(folder), annotation("new", start=10, end=13)
    if first == "read":
        assert store.annotations(article().id) == (STORED,)
    elif first == "save":
        store.opened(article())
    elif first == "put":
        assert store.put(article(), new) == (STORED, new)
    elif first == "bookmarks":
        assert store.bookmarks(article().id) == ()
    else:
        record = store.notes(article().id)
        assert record is not None
        assert store.merge(record) == frozenset()
    assert STORED in store_of(folder).annotations(article().id)
    [notice] = store.take_notices()
    assert "\n" not in notice
    for part in (main_file(folder), "its copy were missing", *(folder / "daily").iterdir()):
        assert str(part) in notice
    assert store_of(folder).check().problems == ()


def test_the_whole_folder_of_articles_may_be_gone(folder: Path) -> None:
    shutil.rmtree(folder / "articles")
    shutil.rmtree(folder / "backup")
    assert store_of(folder).annotations(article().id) == (STORED,)
    assert [each.note for each in store_of(folder).annotations(OTHER.id)] == ["other"]


def test_what_only_the_copies_have_is_named_and_mended(folder: Path) -> None:
    remove(folder)
    store_of(folder).opened(OTHER)
    [problem] = store_of(folder).check().problems
    for part in (str(main_file(folder)), "missing", "1 note on “Late ferry”", "`postil doctor --repair`"):
        assert part in problem
    [line] = store_of(folder).repair()
    assert str(main_file(folder)) in line
    assert store_of(folder).annotations(article().id) == (STORED,)
    assert store_of(folder).check().problems == ()


def test_later_copies_take_over_what_is_gone_so_none_is_thrown_away(folder: Path) -> None:
    remove(folder)
    for day in range(1, 29):
        on(folder, 2031, 1, day).make()
    assert len(list((folder / "daily").iterdir())) < 20
    for path in (folder / "daily").iterdir():
        if path.name != "2031-01-28.zip":
            path.unlink()
    assert store_of(folder).annotations(article().id) == (STORED,)


def test_a_copy_takes_over_the_good_state_of_what_is_damaged_now(folder: Path) -> None:
    main_file(folder).write_bytes(b"garbage")
    mirror_file(folder).write_bytes(b"rubbish")
    main_file(folder, OTHER).write_bytes(b"more garbage")
    on(folder, 2031).make()
    with zipfile.ZipFile(folder / "daily" / "2031-06-01.zip") as copy:
        assert b"kept" in copy.read(main_file(folder).name)
        assert b"other" in copy.read(main_file(folder, OTHER).name)


def test_an_article_never_seen_asks_the_copies_in_vain(folder: Path) -> None:
    new = article("Nobody has read this.")
    store = store_of(folder)
    assert store.annotations(new.id) == ()
    store.opened(new)
    assert store.take_notices() == ()


def test_copies_that_cannot_be_used_keep_no_new_article_from_being_saved(folder: Path) -> None:
    [copy] = (folder / "daily").iterdir()
    (folder / "daily" / "2020-01-01.zip").mkdir()
    (folder / "daily" / "2020-01-02.zip").write_bytes(b"PK\x05\x06")
    os.mkfifo(folder / "daily" / "2020-01-03.zip")
    remove(folder)
    assert store_of(folder).annotations(article().id) == (STORED,)
    copy.write_bytes(copy.read_bytes()[:-30])
    remove(folder)
    store = store_of(folder)
    assert store.annotations(article().id) == ()
    assert store.put(article(), STORED) == (STORED,)


@pytest.mark.parametrize("year", [1970, 1979, 1980, 2107, 2108, 9999])
def test_a_copy_is_made_whatever_the_clock_says(
    folder: Path, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", datetime(year, 6, 1, tzinfo=UTC).timestamp)
    copies = on(folder, year)
    assert copies.is_due()
    copies.make()
    assert not copies.is_due()
    assert copies.files()[0].name == f"{year}-06-01.zip"
    remove(folder)
    assert store_of(folder).annotations(article().id) == (STORED,)


def test_the_copy_made_last_is_the_newest_whatever_day_its_name_says(folder: Path) -> None:
    on(folder, 2999).make()  # the clock is wrong once
    later = annotation("later", start=10, end=13)
    Store(folder).put(article(), later)
    on(folder, 2027).make()
    assert on(folder, 2027).files()[0].name == "2027-06-01.zip"
    remove(folder)
    assert store_of(folder).annotations(article().id) == (STORED, later)


def test_a_copy_of_another_time_with_the_name_of_today_gives_way(folder: Path) -> None:
    on(folder, 2030).make()
    on(folder, 2027).make()
    assert not on(folder, 2027).is_due()
    assert on(folder, 2030).is_due()
    on(folder, 2030).make()
    assert not on(folder, 2030).is_due()
    assert on(folder, 2030).files()[0].name == "2030-06-01.zip"


def test_copies_of_a_clock_that_was_wrong_go_before_those_made_since(folder: Path) -> None:
    for day in range(1, 20):
        on(folder, 2999, 1, day).make()
    for day in range(1, 15):
        on(folder, 2027, 1, day).make()
    names = [path.name for path in on(folder, 2027).files()]
    assert names[:14] == [f"2027-01-{day:02}.zip" for day in range(14, 0, -1)]
    assert "2999-01-01.zip" in names  # the first of its month
    assert "2999-01-19.zip" not in names


def test_copies_of_older_programs_come_before_all_others(folder: Path) -> None:
    [today] = (folder / "daily").iterdir()
    with zipfile.ZipFile(today) as copy:
        data = copy.read(main_file(folder).name)
    with zipfile.ZipFile(folder / "daily" / "2998-01-01.zip", "w") as copy:
        copy.writestr(main_file(folder).name, data.replace(b"kept", b"long before"))
    assert on(folder, 2027).files()[-1].name == "2998-01-01.zip"
    remove(folder)
    assert store_of(folder).annotations(article().id) == (STORED,)


@pytest.mark.parametrize("look", ["articles", "search", "tags"])
def test_of_a_damaged_article_lists_show_the_daily_copy_and_say_so(folder: Path, look: str) -> None:
    main_file(folder).write_bytes(b"garbage")
    mirror_file(folder).write_bytes(b"rubbish")
    before = files_below(folder / "articles")
    store = store_of(folder)
    for _ in range(2):
        found = {
            "articles": lambda: {each.title for each in store.articles()} == {"Late ferry", "Closed bridge"},
            "search": lambda: [hit.annotation for hit in store.search("kept")] == [STORED],
            "tags": lambda: store.tags() == {"ferry": 1},
        }[look]()
        assert found
    [notice] = store.take_notices()
    assert str(main_file(folder)) in notice
    assert "shown as they were on" in notice
    assert "`postil doctor --repair`" in notice
    assert store.left_out == 0
    assert files_below(folder / "articles") == before


@pytest.mark.parametrize("look", ["articles", "search", "tags"])
def test_what_is_damaged_altogether_is_left_out_and_that_is_said(folder: Path, look: str) -> None:
    main_file(folder).write_bytes(b"garbage")
    mirror_file(folder).write_bytes(b"rubbish")
    shutil.rmtree(folder / "daily")
    store = store_of(folder)
    {"articles": store.articles, "search": store.search, "tags": store.tags}[look]()
    [notice] = store.take_notices()
    assert str(main_file(folder)) in notice
    assert "this article is left out" in notice
    assert "`postil doctor --repair`" in notice
    assert store.left_out == 1
    assert [hit.annotation.note for hit in store.search()] == ["other"]


def test_former_states_of_a_clock_that_was_wrong_go_before_later_ones(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    stored = []
    for number in range(files.MOST_FORMER + 10):
        path = files.keep(folder, "key", f"{number}".encode())
        if number < 20:
            os.utime(path, (32_000_000_000, 32_000_000_000))  # in the year 2984
        elif number < 40:
            os.utime(path, (1_000, 1_000))
        files.thin(folder, "key", path)
        stored.append(path)
    assert [path.exists() for path in stored] == [False] * 10 + [True] * files.MOST_FORMER


@pytest.mark.parametrize("compression", [1, 8, 12, 14, 99])
def test_a_copy_that_is_compressed_otherwise_than_it_says_gives_way(folder: Path, compression: int) -> None:
    [today] = (folder / "daily").iterdir()
    data = bytearray(today.read_bytes())
    for mark, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] = compression
            start = data.find(mark, start + 1)
    data = data.replace(b"postil copy 1", b"postil copy 2")
    files.replace(folder / "daily" / "2999-01-01.zip", bytes(data))
    main_file(folder).write_bytes(b"garbage")
    mirror_file(folder).write_bytes(b"rubbish")
    problems = store_of(folder).check().problems
    assert any("2999-01-01.zip" in problem for problem in problems) == (compression != 8)
    assert store_of(folder).annotations(article().id) == (STORED,)
